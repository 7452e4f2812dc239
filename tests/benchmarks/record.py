"""Collects the figures of a run, prints them as a table at its end, and writes them where ``--figures`` says.

A pytest plugin. A goal that does not hold is shown as such and fails nothing: a busy computer is no fault of the
program. What a benchmark must assert is that the work it timed was done.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.figure import Figures, as_text, table

_FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", type=Path, metavar="FILE", help="write the measured figures to this JSON file")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = Figures()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """The figures of this run; a benchmark adds its own."""
    return pytestconfig.stash[_FIGURES]


def pytest_sessionfinish(session: pytest.Session) -> None:
    target: Path | None = session.config.getoption("figures")
    measured = session.config.stash[_FIGURES]
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_text(measured), encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    measured = config.stash[_FIGURES]
    if not measured:
        return
    terminalreporter.section("figures")
    for line in table(measured):
        terminalreporter.write_line(line)
    missed = sum(not figure.holds for figure in measured)
    terminalreporter.write_line(f"{len(measured)} figures, {missed} beside their goals.")
