"""Lies over the window while a file is dragged across it, and says what dropping it would do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import label, restyle
from copper_desk.wording import tr

_EDGE_PX = 14


class DropOverlay(QFrame):
    """Hidden until ``offer``."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("panel", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        restyle(self, "over", "true")
        self.words = label(level="heading")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        self.hide()

    def offer(self, name: str) -> None:
        """Say that this file would be imported."""
        self.words.setText(tr("Drop to import {file}", file=name))
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect().adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX))
        self.show()
        self.raise_()
