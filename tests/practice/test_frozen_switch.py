"""A frozen program has no interpreter, so both of its doors must run the server when the first argument asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from copper_desk.practice import FROZEN_SWITCH


@pytest.mark.parametrize("door", ["copper_desk.app", "copper_desk.cli"])
def test_the_switch_reaches_the_server(door: str) -> None:
    program = f"import sys; from {door} import main; sys.exit(main(['{FROZEN_SWITCH}', '--help']))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert shown.returncode == 0, shown.stderr
    assert "--follow-stdin" in shown.stdout
