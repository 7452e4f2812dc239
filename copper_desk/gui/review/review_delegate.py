"""Paints the cells of a review. Only paints: ticks are the table's, texts the model's.

Everything is drawn here, since the style would draw a cell several times as slowly and know nothing of changes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.change_painter import ChangePainter
from copper_desk.gui.review.review_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, TICK_COLUMN, ReviewModel

Index = QModelIndex | QPersistentModelIndex


class ReviewDelegate(QStyledItemDelegate):
    """``is_current`` tells whether a cell has the keyboard, as the fixed columns never have it themselves. In the view
    that they cover those columns are not painted a second time."""

    def __init__(
        self, model: ReviewModel, theme: Theme, *, is_current: Callable[[Index], bool], covered: QWidget
    ) -> None:
        super().__init__(covered)
        self._covered = covered
        self._model = model
        self._theme = theme
        self._is_current = is_current
        self._ink = ChangePainter(theme, ratio=1.0)

    def restyle(self, ratio: float) -> None:
        """Take the theme's inks anew, for a screen of this device pixel ratio."""
        self._ink = ChangePainter(self._theme, ratio=ratio)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, position, column = option.rect, index.row(), index.column()
        if column in FIXED_COLUMNS and option.widget is self._covered:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(self._theme.tokens.selection if selected else self._theme.tokens.bg))
        self._paint_content(painter, option, position, column)
        if self._is_current(index):
            self._ink.current(painter, rect)

    def _paint_content(self, painter: QPainter, option: QStyleOptionViewItem, position: int, column: int) -> None:
        rect, shown, ticked = option.rect, self._model.shown(position), self._model.is_ticked(position)
        lead = self._model.lead_at(position)
        if column == TICK_COLUMN:
            if not lead.held:
                self._ink.cell.checkbox(painter, rect, checked=ticked)
            return
        if column == STATE_COLUMN:
            self._ink.cell.glyph(painter, rect, shown.state)
            return
        if column < self._model.first_field:
            text = shown.name if column == LEAD_COLUMN else shown.note
            muted = column != LEAD_COLUMN or not (ticked or lead.held)
            self._ink.cell.text(painter, rect, text, right=False, muted=muted)
            return
        change = self._model.change(position, column)
        if change is not None:
            self._ink.change(painter, rect, change, quiet=not (ticked or lead.held))
            if change.ring is not None:
                self._ink.cell.ring(
                    painter, rect, change.ring, current=self._is_current(self._model.index(position, column))
                )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(self.wanted_width(index.row(), index.column())), self._theme.metrics.row)

    def wanted_width(self, position: int, column: int) -> float:
        """The width at which nothing of a cell is cut."""
        shown, change = self._model.shown(position), self._model.change(position, column)
        if change is not None:
            return self._ink.natural_width(change)
        text = {LEAD_COLUMN: shown.name, self._model.note_column: shown.note}.get(column, "")
        return self._ink.cell.plain.natural_width(text) + 2 * self._theme.metrics.cell_pad + 2

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """The table ticks, for all selected leads at once; the base class would tick one of its own accord."""
        return False

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Nothing is edited here."""
        return False
