"""What happens to a bug: it goes to the log, and to a window whose text can be copied. No key and no lead in it.

Known errors never come here; they are told in one sentence where they happen.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from copper_desk import __version__
from copper_desk.gui.look.piece import button, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.wording import tr

SIZE = QSize(720, 440)

_log = logging.getLogger(__name__)


class BugCatcher(QObject):
    """Takes the place of ``sys.excepthook``. Works from any thread; the report is shown on the window's."""

    caught = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._dialog: BugDialog | None = None
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on, in this and in other threads."""
        sys.excepthook = self.take
        threading.excepthook = self._take_thread

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody expected."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = bug_report(kind, trace)
        _log.error("%s", report)
        self.caught.emit(report)

    def _take_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.take(told.exc_type, told.exc_value, told.exc_traceback)

    @Slot(str)
    def _on_caught(self, report: str) -> None:
        # One window at a time: a bug in a paint event would open hundreds.
        if self._dialog is None or not self._dialog.isVisible():
            self._dialog = BugDialog(report)
            self._dialog.open()


class BugDialog(QDialog):
    """A report that can be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong inside Copper Desk"))
        take_room(self, SIZE)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Report"))
        copy = button(tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close = button(tr("Close"), role="primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(
            wrapped(
                tr(
                    "This is a mistake of the program, not yours. Your changes are still in the sheet. "
                    "The report holds no key and no lead."
                )
            )
        )
        layout.addWidget(self.text, 1)
        layout.addLayout(row)


def bug_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Versions and where it happened. The exception's own words are left out: they may quote a lead."""
    places = "".join(traceback.format_tb(trace))
    versions = f"Copper Desk {__version__} · Python {platform.python_version()} · Qt {qVersion()}"
    return f"{versions} · {platform.platform()}\n{kind.__module__}.{kind.__qualname__}\n{places}"
