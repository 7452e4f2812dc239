"""One entry of a list as a chip that can be removed, and how chips flow into lines.

Knows nothing of where the entries come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from copper_desk.gui.look.piece import label, restyle
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr


class Chip(QFrame):
    """``text`` with a cross behind it. ``removed`` is emitted with this chip when the cross is clicked."""

    removed = Signal(object)

    def __init__(self, text: str, theme: Theme, parent: QWidget, *, problem: str = "") -> None:
        super().__init__(parent)
        self.text = text
        self.setProperty("chip", "bad" if problem else "plain")
        self._label = label(" ".join(text.split()), tone="error" if problem else "")
        self._whole = self._label.text()
        self._cross = self._made_cross(theme)
        self.setToolTip(problem)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.metrics.cell_pad - 1, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addWidget(self._cross)

    def natural_width(self) -> int:
        """Pixels that its text needs in full."""
        self._label.setText(self._whole)
        for piece in (self, self._label, self._cross):
            piece.ensurePolished()
        return self.sizeHint().width()

    def fit(self, width: int) -> None:
        """Shorten the text to what fits a width; the whole text stays in the tooltip."""
        excess = self.natural_width() - width
        if excess <= 0:
            return
        room = self._label.sizeHint().width() - excess
        self._label.setText(self._label.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
        if not self.toolTip():
            self.setToolTip(self._whole)

    def choose(self, *, chosen: bool) -> None:
        """Show the ring of the chip that the keys are on."""
        restyle(self, "chosen", chosen)

    def _made_cross(self, theme: Theme) -> QToolButton:
        cross = QToolButton()
        cross.setProperty("role", "remove")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(tr("Remove {entry}", entry=self.text))
        cross.setToolTip(cross.accessibleName())
        side = max(12, theme.metrics.icon - 4)
        cross.setIconSize(QSize(side, side))
        theme.icons.wear(cross, "close", "text")
        cross.clicked.connect(self._on_cross_clicked)
        return cross

    def _on_cross_clicked(self) -> None:
        self.removed.emit(self)


def flowed(widths: Sequence[int], *, room: int, gap: int) -> list[tuple[int, int]]:
    """(line, left) of pieces that follow each other in lines of ``room`` pixels; a wider piece has its own line."""
    places, line, left = [], 0, 0
    for width in widths:
        if left and left + width > room:
            line, left = line + 1, 0
        places.append((line, left))
        left += width + gap
    return places
