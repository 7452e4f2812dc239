"""About: the version and what a report needs, to be copied. No key and no lead in it."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from copper_desk import __version__
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.look.icon import app_pixmap
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.wording import tr


class AboutWindow(QDialog):
    """Name, version, and the versions of what it stands on."""

    def __init__(self, account: AccountLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Copper Desk"))
        picture = QLabel()
        picture.setPixmap(app_pixmap(64))
        picture.setAccessibleName(tr("The icon of Copper Desk"))
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(label("Copper Desk", level="heading"))
        text.addWidget(wrapped(tr("A spreadsheet for the leads of Copper CRM."), tone="muted"))
        self.report = wrapped(about_report(practice=account.practice))
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.addSpacing(8)
        text.addWidget(self.report)
        text.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addLayout(self._foot())
        self.setMinimumWidth(420)

    def _foot(self) -> QHBoxLayout:
        copy = button(tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.text()))
        close = button(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot


def about_report(*, practice: bool) -> str:
    """Versions and the kind of account."""
    kind = tr("practice account") if practice else tr("Copper account")
    return (
        f"Copper Desk {__version__}\nPython {platform.python_version()} · Qt {qVersion()}\n"
        f"{platform.platform()}\n{kind}"
    )
