"""The table of a review: tick, State and Lead stay at the left, the changes scroll beside them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.review_delegate import ReviewDelegate
from copper_desk.gui.review.review_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, TICK_COLUMN, ReviewModel
from copper_desk.gui.table.split_table import SplitTable
from copper_desk.gui.table.table_copy import copy_with_names
from copper_desk.wording import tr

_NARROWEST_PX = 110
_WIDEST_PX = 340
"""A column opens no wider than this, unless all of them have room at once."""
_NOTE_PX = 300


class ReviewTable(SplitTable):
    """``copied`` carries the number of rows that went to the clipboard."""

    copied = Signal(int)

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, columns=FIXED_COLUMNS, parent=parent)
        self._model = model
        self._theme = theme
        selects = QAbstractItemView.SelectionBehavior.SelectItems
        self.dress(ReviewDelegate(model, theme, self), selects=selects)
        self.setAccessibleName(tr("Changes to be pushed, one row a lead"))
        self.fixed.setAccessibleName(tr("Ticks and names of the leads"))
        model.modelReset.connect(self._on_model_reset)
        for view in (self, self.fixed):
            view.clicked.connect(self._on_view_clicked)

    def begin(self) -> None:
        """Make the first lead current, unless some cell is already."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            # Keys that are still down (Ctrl+S) would make a plain "set current" toggle instead.
            first = self._model.index(0, LEAD_COLUMN)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selected_positions(self) -> list[int]:
        """The rows of the table with a selected cell, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def copy(self) -> None:
        """Put the selected cells on the clipboard, with the columns' names over them."""
        chosen = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
        if not chosen:
            return
        copy_with_names(self._model, rows=rows, columns=columns, chosen=lambda *cell: cell in chosen)
        self.copied.emit(len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._model.toggle(self.selected_positions())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_widths()

    def _on_view_clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK_COLUMN:
            self._model.toggle([index.row()])

    def _on_model_reset(self) -> None:
        self._take_widths()
        self.begin()

    def _take_widths(self) -> None:
        if not self._model.rowCount():
            return
        wanted = [self._wanted_width(column) for column in range(self._model.columnCount())]
        scaled = self._theme.metrics.scaled
        widest = scaled(_WIDEST_PX) if sum(wanted) > self.viewport().width() else max(wanted)
        note = self._model.note_column
        note_px = scaled(_NOTE_PX)
        self.give_widths([min(width, note_px if column == note else widest) for column, width in enumerate(wanted)])

    def _wanted_width(self, column: int) -> int:
        """The width at which neither the name of a column nor its content is cut."""
        if column == TICK_COLUMN:
            return self.name_width(column)
        if column == STATE_COLUMN:
            return max(self.name_width(column), self._theme.metrics.state_column)
        return max(self.name_width(column), self._theme.metrics.scaled(_NARROWEST_PX), self.content_width(column))
