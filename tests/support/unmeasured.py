"""Lets long tests run without coverage, which up to Python 3.11 slows down every line of every library.

A pytest plugin; it does something only when the run measures coverage. The rooms have tests of their own for every line
that these reach: what a click in a window passes through would prove nothing, and the crossings of all troubles with
all moments go the same ways over and over.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

_TESTS = Path(__file__).parent.parent
UNMEASURED = (
    _TESTS / "gui",
    _TESTS / "e2e",
    _TESTS / "desk" / "test_crash_point.py",
    _TESTS / "desk" / "test_fault_crash.py",
    _TESTS / "desk" / "test_fault_matrix.py",
    _TESTS / "desk" / "test_fault_mix.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Around a whole test, its fixtures included: making the window is half of it."""
    measured = coverage.Coverage.current()
    if measured is None or not any(item.path.is_relative_to(place) for place in UNMEASURED):
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()
