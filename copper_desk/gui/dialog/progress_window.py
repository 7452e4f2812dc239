"""Stands over a window while something long is done that must not be disturbed, and says how far it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import label
from copper_desk.gui.wording import number, tr

_SIZE = QSize(420, 110)


class ProgressWindow(QDialog):
    """``exec`` it; ``accept`` ends it. A person cannot close it."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(what)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setProperty("panel", "raised")
        self.resize(_SIZE)
        self.words = label(what)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.bar)
        self._what = what

    @Slot(int, int)
    def show_progress(self, done: int, whole: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(done)
        self.words.setText(tr("{what}: {done} of {whole}", what=self._what, done=number(done), whole=number(whole)))

    def reject(self) -> None:
        """Not by Escape."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
