"""The table of a push's leads: State and Lead stay at the left, what changed scrolls beside them. Nothing is edited.

Paints its cells itself, with the inks of the Review.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from copper_desk.gui.history.push_lead_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, PushLeadModel, ShownLead
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.split_table import SplitTable
from copper_desk.gui.table.table_copy import copy_with_names
from copper_desk.storage.push_entry import RecordedLead
from copper_desk.wording import tr

_NARROWEST_PX = 96
_WIDEST_PX = 320

Index = QModelIndex | QPersistentModelIndex


class PushLeadTable(SplitTable):
    """Whole leads are selected; ``selected`` comes when others are."""

    selected = Signal()

    def __init__(self, model: PushLeadModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, columns=FIXED_COLUMNS, parent=parent)
        self._leads = model
        self._theme = theme
        self.dress(PushLeadDelegate(model, theme, self))
        self.setAccessibleName(tr("Leads of the push"))
        self.fixed.setAccessibleName(tr("Results and names of the leads"))
        model.modelReset.connect(self._on_model_reset)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())

    def selected_leads(self) -> list[RecordedLead]:
        """The leads of the selected rows, from the top."""
        return [self._leads.lead_at(row) for row in self._selected_rows()]

    def copy(self) -> None:
        """Put the selected leads on the clipboard, with the columns' names over them."""
        rows = self._selected_rows()
        if rows:
            copy_with_names(self._leads, rows=rows, columns=range(self._leads.columnCount()))

    def _selected_rows(self) -> list[int]:
        """From the ranges: asked row by row, ten thousand would take a second."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            event.ignore()  # The window's; the arrows go from cell to cell.
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_widths()

    def _on_model_reset(self) -> None:
        self._take_widths()
        if self._leads.rowCount():
            # Keys that are still down would make a plain "set current" toggle instead.
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._leads.index(0, LEAD_COLUMN), flags)
        self.selected.emit()

    def _take_widths(self) -> None:
        if self._leads.rowCount():
            wanted = [self._wanted_width(column) for column in range(self._leads.columnCount())]
            widest = max(wanted) if sum(wanted) <= self.viewport().width() else self._theme.metrics.scaled(_WIDEST_PX)
            self.give_widths([min(widest, width) for width in wanted])

    def _wanted_width(self, column: int) -> int:
        """The width at which neither the name of a column nor its content is cut."""
        if column == STATE_COLUMN:
            return max(self.name_width(column), self._theme.metrics.state_column)
        return max(self.name_width(column), self._theme.metrics.scaled(_NARROWEST_PX), self.content_width(column))


class PushLeadDelegate(ChangeDelegate):
    """Paints the cells of the table."""

    def __init__(self, model: PushLeadModel, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self._leads = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option)
        rect, shown, column = option.rect, self._leads.shown(index.row()), index.column()
        if column == STATE_COLUMN:
            self.ink.cell.glyph(painter, rect, shown.state)
        elif column in shown.changes:
            change, was_sent = shown.changes[column]
            self.ink.change(painter, rect, change, quiet=not was_sent)
        else:
            muted = column == self._leads.id_column
            self.ink.cell.text(painter, rect, self._plain_text(shown, column), right=False, muted=muted)
        self.paint_current(painter, option, index)

    def wanted_width(self, position: int, column: int) -> float:
        """The width at which nothing of a cell is cut."""
        shown = self._leads.shown(position)
        found = shown.changes.get(column)
        if found is not None:
            return self.ink.natural_width(found[0])
        text = self._plain_text(shown, column)
        return self.text_width(text)

    def _plain_text(self, shown: ShownLead, column: int) -> str:
        """What stands in a cell that shows no change."""
        texts = {LEAD_COLUMN: shown.name, self._leads.told_column: shown.told, self._leads.id_column: shown.number}
        return texts.get(column, "")
