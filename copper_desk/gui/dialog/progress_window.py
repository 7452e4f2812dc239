"""Stands over a window while something long is done that must not be disturbed, and says how far it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import button, label
from copper_desk.gui.look.room import take_room
from copper_desk.wording import number, tr

_SIZE = QSize(420, 110)


class ProgressWindow(QDialog):
    """``exec`` it; ``accept`` ends it. Only where it ``can_stop`` can a person close it, which rejects it."""

    def __init__(self, what: str, parent: QWidget | None = None, *, can_stop: bool = False) -> None:
        super().__init__(parent)
        self._what = what
        self._can_stop = can_stop
        self.setWindowTitle(what)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setProperty("panel", "raised")
        take_room(self, _SIZE)
        self.words = label(what)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # Its size stays.
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        self.stop = button(tr("Stop"))
        self.stop.setVisible(can_stop)
        self.stop.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addLayout(foot)

    @Slot(int, int)
    def show_progress(self, done: int, whole: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(done)
        self.words.setText(tr("{what}: {done} of {whole}", what=self._what, done=number(done), whole=number(whole)))

    def reject(self) -> None:
        """Not by Escape, where it must not be stopped."""
        if self._can_stop:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._can_stop:
            super().closeEvent(event)
        else:
            event.ignore()
