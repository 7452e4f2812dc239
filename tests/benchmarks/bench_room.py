"""How soon the first window is there, and how much memory the leads of a large account take in it."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.beside import medians_s
from tests.benchmarks.figure import Figures
from tests.support.practice_copper import PracticeCopper

LEADS = 100_000
ALLOWED_BYTES = 3_000


def test_the_first_window_is_painted(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    ours = partial(_run, tmp_path, "first_paint", "ours", str(tmp_path / "home"))
    bare = partial(_run, tmp_path, "first_paint", "bare")
    ours_s, bare_s = medians_s(benchmark, ours, beside=bare)
    figures.at_most(
        "from the start of the process to the first painted window, beside a bare window of PySide6",
        ours_s,
        against=bare_s,
        unit="s",
        goal=2.5,
    )


@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_leads_take_little_room(figures: Figures, practice_copper: PracticeCopper, tmp_path: Path) -> None:
    practice_copper.control.reset(leads=LEADS, seed=1)
    where = practice_copper.where
    found = _run(tmp_path, "grid_room", where.base_url, where.email, where.api_key, str(tmp_path), str(LEADS))
    figures.at_most(
        f"memory a lead, {LEADS:,} leads above the empty window, beside 3 kB",
        float(found),
        against=ALLOWED_BYTES,
        unit="bytes",
        goal=1.0,
    )


def _run(compiled: Path, module: str, *arguments: str) -> str:
    """A program of its own, which finds its modules compiled from the second time on, as once installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled / "compiled")
    line = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    return subprocess.run(line, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
