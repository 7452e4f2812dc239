"""Adds the coverage of each room to the end of the coverage report.

A pytest plugin; it says something only when the run measures coverage.
"""

import io
from pathlib import Path

import coverage
import pytest
from coverage.exceptions import NoDataError

_PACKAGE = Path(__file__).parent.parent.parent / "copper_desk"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.pluginmanager.hasplugin("_cov") or config.getoption("no_cov"):
        return
    measured = coverage.Coverage()
    measured.load()
    terminalreporter.write_line("Coverage by room:")
    for room in sorted(path.parent.name for path in _PACKAGE.glob("*/__init__.py")):
        try:
            percent = measured.report(include=f"copper_desk/{room}/*", file=io.StringIO())
        except NoDataError:
            continue  # The rooms that pyproject.toml leaves out.
        terminalreporter.write_line(f"  {room:<10} {percent:5.1f} %")
