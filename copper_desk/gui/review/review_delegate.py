"""Paints the cells of a review. Only paints: ticks are the table's, texts the model's.

Everything is drawn here, since the style would draw a cell several times as slowly and know nothing of changes.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.review_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, TICK_COLUMN, ReviewModel
from copper_desk.gui.table.change_delegate import ChangeDelegate

Index = QModelIndex | QPersistentModelIndex


class ReviewDelegate(ChangeDelegate):
    """In the view that they cover the fixed columns are not painted a second time."""

    def __init__(self, model: ReviewModel, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        position, column = index.row(), index.column()
        if column in FIXED_COLUMNS and option.widget is self.table:
            return
        self.paint_ground(painter, option)
        self._paint_content(painter, option, position, column)
        self.paint_current(painter, option, index)

    def _paint_content(self, painter: QPainter, option: QStyleOptionViewItem, position: int, column: int) -> None:
        rect, shown, ticked = option.rect, self._model.shown(position), self._model.is_ticked(position)
        lead = self._model.lead_at(position)
        if column == TICK_COLUMN:
            if not lead.held:
                self.ink.cell.checkbox(painter, rect, checked=ticked)
            return
        if column == STATE_COLUMN:
            self.ink.cell.glyph(painter, rect, shown.state)
            return
        if column < self._model.first_field:
            text = shown.name if column == LEAD_COLUMN else shown.note
            muted = column != LEAD_COLUMN or not (ticked or lead.held)
            self.ink.cell.text(painter, rect, text, right=False, muted=muted)
            return
        change = self._model.change(position, column)
        if change is not None:
            self.ink.change(painter, rect, change, quiet=not (ticked or lead.held))
            if change.ring is not None:
                current = self.is_current(self._model.index(position, column))
                self.ink.cell.ring(painter, rect, change.ring, current=current)

    def wanted_width(self, position: int, column: int) -> float:
        """The width at which nothing of a cell is cut."""
        shown, change = self._model.shown(position), self._model.change(position, column)
        if change is not None:
            return self.ink.natural_width(change)
        text = {LEAD_COLUMN: shown.name, self._model.note_column: shown.note}.get(column, "")
        return self.text_width(text)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """The table ticks, for all selected leads at once; the base class would tick one of its own accord."""
        return False

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Nothing is edited here."""
        return False
