"""The line over the sheet that names what is filtered by, a chip each. Hidden while every lead is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.piece import button
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr

_WIDEST_LETTERS = 48


class Chip(NamedTuple):
    """``name`` stands for the filter; ``opens`` tells whether it can be looked into."""

    name: str
    text: str
    opens: bool = True


class FilterStrip(QFrame):
    """``opened`` and ``removed`` carry the name of a chip; ``all_removed`` comes for all of them."""

    opened = Signal(object)
    removed = Signal(object)
    all_removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("panel", "top")
        self.setAccessibleName(tr("Filters"))
        self.chips: dict[str, FilterChip] = {}
        self.clear = button(tr("Clear all"), tr("Clear all filters"), role="link")
        self.clear.setMinimumHeight(theme.metrics.row + 1)
        self.clear.clicked.connect(self.all_removed)
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside, gap_px=6, line_gap_px=4)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._inside.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.addWidget(self._inside)
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these, in this order; none hides the line."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        for piece in (*self.chips.values(), self.clear):
            self._flow.removeWidget(piece)
        for gone in self.chips.values():
            gone.hide()
            gone.deleteLater()
        self.chips = {chip.name: self._made(chip) for chip in chips}
        for piece in (*self.chips.values(), self.clear):
            self._flow.addWidget(piece)
            piece.show()
        self.clear.setVisible(len(chips) > 1)
        self.setVisible(bool(chips))
        if had_focus and chips:
            next(iter(self.chips.values())).text.setFocus()
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """As many lines as the chips need; a layout that wraps tells its parent no height by itself."""
        height = self._flow.heightForWidth(max(1, self.width() - 16))
        self._inside.setMinimumHeight(height)
        self.setFixedHeight(height + 11)

    def _made(self, chip: Chip) -> FilterChip:
        piece = FilterChip(chip, self._theme, self._inside)
        piece.text.clicked.connect(lambda: self.opened.emit(chip.name))
        piece.close_button.clicked.connect(lambda: self.removed.emit(chip.name))
        return piece


class FilterChip(QFrame):
    """One filter: its words, which open it, and a cross, which takes it away."""

    def __init__(self, chip: Chip, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "chip")
        text = chip.text if len(chip.text) <= _WIDEST_LETTERS else chip.text[: _WIDEST_LETTERS - 1] + "…"
        self.text: QPushButton = button(text.replace("&", "&&"), tr("Filter: {words}", words=chip.text), role="inchip")
        self.text.setToolTip(chip.text)
        self.text.setEnabled(chip.opens)
        self.close_button = QToolButton()
        self.close_button.setProperty("role", "inchip")
        self.close_button.setIconSize(QSize(12, 12))
        theme.icons.wear(self.close_button, "close", "muted")
        self.close_button.setAccessibleName(tr("Remove the filter: {words}", words=chip.text))
        self.close_button.setToolTip(tr("Remove this filter"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text)
        layout.addWidget(self.close_button)
