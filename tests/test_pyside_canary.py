"""Sings when the installed PySide6 is one that docs/decisions/0001-pyside6-pin.md keeps out."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LAST_WITHOUT_THE_FAULT = "6.11.99"
FIRST_WITH_THE_FAULT = "6.12.0"


def _pin() -> Requirement:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [Requirement(line) for line in project["dependencies"]]
    return next(each for each in requirements if each.name == "PySide6-Essentials")


def test_the_installed_version_is_within_the_pin() -> None:
    assert version("PySide6-Essentials") in _pin().specifier


def test_the_pin_keeps_the_faulty_version_out() -> None:
    assert LAST_WITHOUT_THE_FAULT in _pin().specifier
    assert FIRST_WITH_THE_FAULT not in _pin().specifier


# From 3.12 on None and True are immortal: their counts stand still, with the fault or without, and nothing aborts.
if sys.version_info < (3, 12):

    def test_qt_calls_leave_the_reference_counts_alone() -> None:
        program = [sys.executable, str(Path(__file__).parent / "support" / "reference_count.py")]
        answer = subprocess.run(program, capture_output=True, text=True, check=False, timeout=30)
        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout) == {"None": 0, "True": 0}
