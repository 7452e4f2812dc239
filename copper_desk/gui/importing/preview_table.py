"""The table of the preview: State, Row and Lead stay at the left, the changes scroll beside them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from copper_desk.gui.importing.preview_model import (
    FIXED_COLUMNS,
    LEAD_COLUMN,
    ROW_COLUMN,
    STATE_COLUMN,
    PreviewModel,
)
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.split_table import SplitTable
from copper_desk.gui.table.table_copy import copy_with_names
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex
_NARROWEST_PX, _WIDEST_PX = 110, 340
_NOTE_PX = 300


class PreviewDelegate(ChangeDelegate):
    """In the view that they cover the fixed columns are not painted a second time."""

    def __init__(self, model: PreviewModel, theme: Theme, table: QTableView) -> None:
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
        rect, row = option.rect, self._model.shown(position)
        if column == STATE_COLUMN:
            self.ink.cell.glyph(painter, rect, row.state)
        elif column < self._model.first_field:
            text = {ROW_COLUMN: row.number, LEAD_COLUMN: row.name}.get(column, row.note)
            muted = column != LEAD_COLUMN or not row.changes
            self.ink.cell.text(painter, rect, text, right=column == ROW_COLUMN, muted=muted)
        elif (change := self._model.change(position, column)) is not None:
            self.ink.change(painter, rect, change, quiet=False)
            if change.ring is not None:
                current = self.is_current(self._model.index(position, column))
                self.ink.cell.ring(painter, rect, change.ring, current=current)

    def wanted_width(self, position: int, column: int) -> float:
        change = self._model.change(position, column)
        if change is not None:
            return self.ink.natural_width(change)
        return self.text_width("" if column == STATE_COLUMN else self._model.text_at(position, column))


class PreviewTable(SplitTable):
    """Cells can be selected and copied; nothing is edited."""

    def __init__(self, model: PreviewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, columns=FIXED_COLUMNS, parent=parent)
        self._model = model
        self._theme = theme
        self.dress(PreviewDelegate(model, theme, self), selects=QAbstractItemView.SelectionBehavior.SelectItems)
        self.setAccessibleName(tr("What the file would change, one row a row of the file"))
        self.fixed.setAccessibleName(tr("States, rows and names"))
        model.modelReset.connect(self.take_widths)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, with the columns' names over them."""
        chosen = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
        if chosen:
            copy_with_names(self._model, rows=rows, columns=columns, chosen=lambda *cell: cell in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_widths()

    def take_widths(self) -> None:
        """Open each column as wide as its content needs, up to a width."""
        if not self._model.rowCount() or not self.isVisible():
            return
        wanted = [self._wanted_width(column) for column in range(self._model.columnCount())]
        scaled = self._theme.metrics.scaled
        widest = scaled(_WIDEST_PX) if sum(wanted) > self.viewport().width() else max(wanted)
        note = self._model.note_column
        note_px = scaled(_NOTE_PX)
        self.give_widths([min(width, note_px if column == note else widest) for column, width in enumerate(wanted)])

    def _wanted_width(self, column: int) -> int:
        if column == STATE_COLUMN:
            return max(self.name_width(column), self._theme.metrics.state_column)
        if column == ROW_COLUMN:
            return max(self.name_width(column), self.content_width(column) + 8)
        return max(self.name_width(column), self._theme.metrics.scaled(_NARROWEST_PX), self.content_width(column))
