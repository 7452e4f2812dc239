"""The small square at the corner of the selection that is dragged to fill the cells beside it.

Knows where it is and how far it was dragged; what is filled there is decided by the grid's commands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from copper_desk.gui.grid.grid_selection import Cell, GridSelection
from copper_desk.gui.grid.lead_model import STATE_COLUMN, LeadModel
from copper_desk.gui.look.theme import Theme
from copper_desk.sheet.paste import Area

SIZE_PX = 7
_REACH_PX = 3
"""So far beside the square it is still meant: nobody hits seven pixels."""


class Filling(NamedTuple):
    """What is repeated, and over what; both counted in the columns shown that hold fields."""

    source: Area
    target: Area


class FillHandle:
    """``columns`` gives the columns as shown, left to right, State first."""

    def __init__(
        self, selection: GridSelection, model: LeadModel, theme: Theme, *, columns: Callable[[], list[int]]
    ) -> None:
        self._selection = selection
        self._model = model
        self._theme = theme
        self._columns = columns
        self._source: Area | None = None
        self._shown_at: Cell | None = None
        self.target: Area | None = None

    @property
    def is_dragged(self) -> bool:
        """Whether it is being dragged."""
        return self._source is not None

    def area(self) -> Area | None:
        """The selection, where it is one block of cells that hold fields; else there is no handle."""
        blocks = self._selection.blocks()
        if not blocks:
            return None
        top, bottom, _ = blocks[0]
        if any((first, last) != (top, bottom) for first, last, _ in blocks):
            return None
        shown = self._columns()[1:]
        chosen = {column for _, _, columns in blocks for column in columns}
        places = [place for place, column in enumerate(shown) if column in chosen]
        if STATE_COLUMN in chosen or not places or places[-1] - places[0] + 1 != len(places):
            return None
        return Area(top, places[0], bottom - top + 1, len(places))

    def corner(self) -> Cell | None:
        """The cell that carries the handle."""
        area = self.area()
        if area is None:
            return None
        return area.top + area.height - 1, self._columns()[1:][area.left + area.width - 1]

    def rect_in(self, pane: QTableView) -> QRect:
        """Where it is in a pane's viewport; empty where the pane does not show its column."""
        corner = self.corner()
        if corner is None or pane.isColumnHidden(corner[1]):
            return QRect()
        cell = pane.visualRect(self._model.index(*corner))
        return QRect(cell.right() - SIZE_PX + 2, cell.bottom() - SIZE_PX + 2, SIZE_PX, SIZE_PX)

    def is_at(self, pane: QTableView, point: QPoint) -> bool:
        """Whether a point of a pane's viewport is on it."""
        rect = self.rect_in(pane)
        return rect.isValid() and rect.adjusted(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX).contains(point)

    def follow(self, pane_of: Callable[[int], QTableView]) -> None:
        """The selection has changed. Cells that stay selected are not painted again by themselves, and one of them had
        the handle."""
        corner = self.corner()
        for cell in (self._shown_at, corner):
            if cell is not None:
                pane = pane_of(cell[1])
                # It stands out by a pixel.
                pane.viewport().update(pane.visualRect(self._model.index(*cell)).adjusted(0, 0, 2, 2))
        self._shown_at = corner

    def begin(self) -> None:
        """It was taken."""
        self._source = self.target = self.area()

    def drag_to(self, cell: Cell) -> None:
        """It was dragged over this cell: the block grows towards it, up and down or to the sides, not both."""
        source, shown = self._source, self._columns()[1:]
        if source is None or cell[1] not in shown:
            return
        row, place = cell[0], shown.index(cell[1])
        down = max(source.top - row, row - (source.top + source.height - 1), 0)
        across = max(source.left - place, place - (source.left + source.width - 1), 0)
        if down >= across:
            top = min(source.top, row)
            height = max(row, source.top + source.height - 1) - top + 1
            self.target = Area(top, source.left, height, source.width)
        else:
            left = min(source.left, place)
            width = max(place, source.left + source.width - 1) - left + 1
            self.target = Area(source.top, left, source.height, width)

    def release(self) -> Filling | None:
        """It was let go: what is to be filled, None when it did not leave the block."""
        source, target = self._source, self.target
        self._source = self.target = None
        return Filling(source, target) if source is not None and target is not None and source != target else None

    def to_the_end(self) -> Filling | None:
        """As far down as the column at its left, else at its right, is filled without a gap: a double click."""
        area = self.area()
        if area is None:
            return None
        shown, bottom = self._columns()[1:], area.top + area.height - 1
        beside = [place for place in (area.left - 1, area.left + area.width) if 0 <= place < len(shown)]
        last = next((row for place in beside if (row := self._filled_to(bottom, shown[place])) > bottom), bottom)
        target = Area(area.top, area.left, last - area.top + 1, area.width)
        return Filling(area, target) if last > bottom else None

    def paint(self, pane: QTableView) -> None:
        """Draw it, and while it is dragged the outline of what would be filled."""
        tokens = self._theme.tokens
        painter = QPainter(pane.viewport())
        if self.target is not None:
            painter.setPen(QPen(QColor(tokens.focus), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self._outline(pane, self.target))
        rect = self.rect_in(pane)
        if rect.isValid():
            painter.fillRect(rect, QColor(tokens.bg))
            painter.fillRect(rect.adjusted(1, 1, 0, 0), QColor(tokens.focus if pane.hasFocus() else tokens.control))
        painter.end()

    def _outline(self, pane: QTableView, area: Area) -> QRect:
        columns = self._columns()[1:][area.left : area.left + area.width]
        shown = [column for column in columns if not pane.isColumnHidden(column)]
        if not shown:
            return QRect()
        first = self._index(area.top, shown[0])
        last = self._index(area.top + area.height - 1, shown[-1])
        return pane.visualRect(first).united(pane.visualRect(last)).adjusted(0, 0, -1, -1)

    def _filled_to(self, row: int, column: int) -> int:
        """The last row below ``row`` down to which every cell of a column shows something."""
        while row + 1 < self._model.rowCount() and self._model.text_at(row + 1, column):
            row += 1
        return row

    def _index(self, row: int, column: int) -> QModelIndex:
        return self._model.index(row, column)
