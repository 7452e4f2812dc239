"""About: the version and what a report needs, to be copied. No key and no lead in it."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from copper_desk import __version__
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.look.icon import app_pixmap
from copper_desk.gui.look.layer import MARGIN_PX, foot, layers
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.storage.path import log_file
from copper_desk.wording import tr

SIZE = QSize(560, 420)
TAIL_LINES = 60
"""The end of the log that goes with a report."""

_TAIL_BYTES = 64 * 1024


class AboutWindow(QDialog):
    """Name, version, the versions of what it stands on, and the end of the log."""

    def __init__(self, account: AccountLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Copper Desk"))
        self.setProperty("panel", "raised")
        self.report = QPlainTextEdit(about_report(practice=account.practice, log=log_file()))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        words = tr("What a report needs: versions and the end of the log. It holds no key and nothing of a lead.")
        middle = QVBoxLayout()
        middle.setContentsMargins(MARGIN_PX, 18, MARGIN_PX, 16)
        middle.setSpacing(12)
        middle.addLayout(self._top())
        middle.addWidget(wrapped(words, tone="muted"))
        middle.addWidget(self.report, 1)
        layout = layers(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self._foot())
        take_room(self, SIZE)

    def _top(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(app_pixmap(48))
        picture.setAccessibleName(tr("The icon of Copper Desk"))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(label(f"Copper Desk {__version__}", level="heading"))
        text.addWidget(wrapped(tr("A spreadsheet for the leads of Copper CRM."), tone="muted"))
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        return top

    def _foot(self) -> QWidget:
        copy = button(tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        close = button(tr("Close"), role="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        close.setFocus()
        return foot(copy, None, close)


def about_report(*, practice: bool, log: Path) -> str:
    """Versions, the kind of account and the end of the log.

    Nothing that is logged holds a key or a lead (tests/desk/test_privacy.py), so its end holds none either.
    """
    kind = tr("practice account") if practice else tr("Copper account")
    return (
        f"Copper Desk {__version__}\nPython {platform.python_version()} · Qt {qVersion()}\n"
        f"{platform.platform()}\n{kind}\n\n{_log_words(log)}"
    )


def _log_words(log: Path) -> str:
    """The last lines of the log, or why there are none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        text = ""
    except OSError as error:
        return tr("The log cannot be read: {reason}.", reason=error.strerror)
    lines = text.splitlines()[-TAIL_LINES:]
    return tr("The end of the log:") + "\n" + "\n".join(lines) if lines else tr("The log is empty: nothing went wrong.")
