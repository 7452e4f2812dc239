"""How long the command takes before it says anything, and how near its push comes to the pace that Copper allows."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.beside import medians_s
from tests.benchmarks.ceiling import LEADS_PER_SECOND
from tests.benchmarks.figure import Figures
from tests.benchmarks.strict_copper import empty_windows, strict_copper

LEADS, LATENCY_MS, JITTER_MS = 700, 500, 20


def test_the_command_line_starts_soon(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    ours = partial(_start, "from copper_desk.cli import main; main(['--help'])", tmp_path)
    typer = partial(_start, "import typer", tmp_path)
    ours_s, typer_s = medians_s(benchmark, ours, beside=typer)
    figures.at_most("copper-desk --help, beside importing typer alone", ours_s, against=typer_s, unit="s", goal=3)


@pytest.mark.timeout(300)
def test_a_push_of_the_command_keeps_the_pace(figures: Figures, tmp_path: Path) -> None:
    with strict_copper(LEADS) as copper:
        file = tmp_path / "leads.csv"
        file.write_text("Lead ID,Title\n" + "".join(f"{lead},Head of Buying\n" for lead in copper.ids()))
        empty_windows(copper, latency_ms=LATENCY_MS, jitter_ms=JITTER_MS)
        environment = {**os.environ, **copper.environment(), "COPPER_DESK_DATA": str(tmp_path / "data")}
        line = ["push", str(file), "--yes", "--json", "--base-url", copper.where.base_url]
        subprocess.run([sys.executable, "-m", "copper_desk", *line], check=True, env=environment, capture_output=True)
        assert list(copper.control.applied().values()) == [1] * LEADS
        bulk = [call for call in copper.control.calls() if call["name"] == "bulk_update" and call["status"] == 200]
    leads = sum(int(call["elements"]) for call in bulk[1:])
    figures.at_least(
        f"copper-desk push of {LEADS}, {LATENCY_MS} ms latency, {JITTER_MS} ms jitter: pace at the server",
        leads / (float(bulk[-1]["at_s"]) - float(bulk[0]["at_s"])),
        against=LEADS_PER_SECOND,
        unit="leads/s",
        goal=0.96,
    )


def _start(code: str, compiled: Path) -> None:
    """An interpreter that runs ``code`` and finds the modules compiled from the second time on, as once installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, stdout=subprocess.DEVNULL)
