"""How long the command line takes before it can do anything, beside the library that it is made with."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.beside import medians_s
from tests.benchmarks.figure import Figures


def test_the_command_line_starts_soon(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    ours, typer = (partial(_start, f"import {name}", tmp_path) for name in ("copper_desk.cli.command", "typer"))
    ours_s, typer_s = medians_s(benchmark, ours, beside=typer)
    figures.at_most(
        "start of the command line, beside importing typer alone", ours_s, against=typer_s, unit="s", goal=3
    )


def _start(code: str, compiled: Path) -> None:
    """An interpreter that runs ``code`` and finds the modules compiled from the second time on, as once installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
