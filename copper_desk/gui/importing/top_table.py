"""The first rows of a file as they stand in it, the row of headers marked: there another one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_table import ChangeTable
from copper_desk.gui.table.pick_table import CellLook, PickDelegate, PickModel
from copper_desk.tabular.table import Table
from copper_desk.wording import number, tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
NUMBER_COLUMN = 0
_MOST_COLUMNS = 100
_NARROWEST_PX, _WIDEST_PX = 64, 220


class TopModel(PickModel):
    """The rows above, with and under the headers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._width = 0
        self.header_row = 0

    def show_table(self, table: Table | None) -> None:
        """Show the beginning of this file."""
        self.beginResetModel()
        self._rows = () if table is None else table.top
        self._width = min(max(map(len, self._rows), default=0), _MOST_COLUMNS)
        self.header_row = 0 if table is None else table.header_row
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._width + 1

    def column_name(self, column: int) -> str:
        return tr("Row") if column == NUMBER_COLUMN else column_letters(column)

    def text_at(self, row: int, column: int) -> str:
        if column == NUMBER_COLUMN:
            return number(row + 1)
        cells = self._rows[row]
        return cells[column - 1] if column <= len(cells) else ""

    def look_at(self, row: int, column: int) -> CellLook:
        is_header = row + 1 == self.header_row
        if is_header:
            return CellLook("accent" if column == NUMBER_COLUMN else "text", is_bold=True)
        return CellLook("muted" if column == NUMBER_COLUMN or row + 1 < self.header_row else "text")

    def spoken_at(self, row: int, column: int) -> str:
        text = self.text_at(row, column) or tr("(empty)")
        if column == NUMBER_COLUMN and row + 1 == self.header_row:
            return tr("Row {n}, the headers", n=text)
        return f"{self.column_name(column)} {number(row + 1)}: {text}"


class TopTable(ChangeTable):
    """``header_wished`` carries the number of the row that a person names as the headers."""

    header_wished = Signal(int)

    def __init__(self, model: TopModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top = model
        self.setModel(model)
        self._delegate = PickDelegate(model, theme, self)
        self.dress(self._delegate, selects=QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("The first rows of the file"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        model.modelReset.connect(self._on_model_reset)

    @property
    def selected_row(self) -> int:
        """The number of the selected row; 0 for none."""
        return self.currentIndex().row() + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.header_wished.emit(self.selected_row)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.header_wished.emit(index.row() + 1)

    def _on_model_reset(self) -> None:
        rows, scaled = range(min(self._top.rowCount(), 25)), self._delegate.theme.metrics.scaled
        for column in range(self._top.columnCount()):
            wanted = max((round(self._delegate.wanted_width(row, column)) for row in rows), default=0)
            named = self.horizontalHeader().sectionSizeHint(column)
            least = max(52, named) if column == NUMBER_COLUMN else max(scaled(_NARROWEST_PX), named)
            self.setColumnWidth(column, min(max(wanted + 4, least), scaled(_WIDEST_PX)))
        place = max(self._top.header_row - 1, 0)
        if place < self._top.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._top.index(place, 0), flags)


def column_letters(column: int) -> str:
    """What spreadsheet programs call a column, from 1: A, B, … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
