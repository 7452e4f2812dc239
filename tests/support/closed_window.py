"""Closed windows of a test are really gone before the next test begins.

A pytest plugin. pytest-qt closes the widgets of a test and asks Qt to delete them later, which outside an event loop
is never: Python's collector would take them apart at any moment, such as while Qt speaks to them about a new style.
"""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _closed_windows_are_deleted() -> Iterator[None]:
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
