"""What every delegate of these tables does alike: the ground, plain text and the ring of the current cell.

What stands in a cell is the table's own matter: its delegate paints between ``paint_ground`` and ``paint_current``.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_painter import ChangePainter

Index = QModelIndex | QPersistentModelIndex


class ChangeDelegate(QStyledItemDelegate):
    """``table`` is the view with the keyboard, also for the fixed columns, which never have it themselves."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme
        self.table = table
        self.ink = ChangePainter(theme, ratio=1.0)

    def restyle(self, ratio: float) -> None:
        """Take the theme's inks anew, for a screen of this device pixel ratio."""
        self.ink = ChangePainter(self.theme, ratio=ratio)

    def is_current(self, index: Index) -> bool:
        """Whether a cell has the keyboard."""
        return self.table.hasFocus() and self.table.currentIndex() == index

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The ground of a cell, selected or not."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(self.theme.tokens.selection if selected else self.theme.tokens.bg))

    def paint_current(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ring, if this is the current cell."""
        if self.is_current(index):
            self.ink.current(painter, option.rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(self.wanted_width(index.row(), index.column())), self.theme.metrics.row)

    def wanted_width(self, position: int, column: int) -> float:
        """The width at which nothing of a cell is cut, in pixels."""
        return self.text_width(str(self.table.model().index(position, column).data() or ""))

    def text_width(self, text: str) -> float:
        """The same for a plain text."""
        return self.ink.cell.plain.natural_width(text) + 2 * self.theme.metrics.cell_pad + 2
