"""The button of one step of the import: as wide when it is chosen, and bold, as when it is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from copper_desk.gui.look.piece import Button


class StepButton(Button):
    """Checkable. Qt measures the text in the plain weight alone, and would cut the bold one (import_style.py)."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "step")

    def sizeHint(self) -> QSize:
        """Room for the bold text."""
        plain, bold = QFont(self.font()), QFont(self.font())
        plain.setWeight(QFont.Weight.Normal)
        bold.setWeight(QFont.Weight.DemiBold)
        widths = (QFontMetrics(font).horizontalAdvance(self.text()) for font in (plain, bold))
        narrow, wide = widths
        hint = super().sizeHint()
        # What Qt measured may have been either, by how the button looked then.
        return hint.expandedTo(QSize(hint.width() + wide - narrow, hint.height()))
