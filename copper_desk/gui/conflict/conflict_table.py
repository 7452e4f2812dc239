"""The table of conflicts: whole rows are selected, and the keyboard chooses for all of them.

Paints its cells itself, as the sheet does: what will hold stands out, what will not is struck through.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from copper_desk.gui.conflict.conflict_choice import Side
from copper_desk.gui.conflict.conflict_model import CHOICE, FIELD, LEAD, LOADED, NOW, YOURS, ConflictModel
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.change_table import ChangeTable
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex
_NARROWEST_PX = 128
_NEXT = {None: Side.MINE, Side.MINE: Side.THEIRS, Side.THEIRS: Side.LOADED, Side.LOADED: None}
_PLAIN_KINDS = {LEAD: "plain", FIELD: "plain", LOADED: "muted"}
_VALUE_KINDS = {
    (YOURS, Side.MINE): "new",
    (YOURS, Side.THEIRS): "old",
    (NOW, Side.THEIRS): "new",
    (NOW, Side.MINE): "old",
    (YOURS, Side.LOADED): "old",
    (NOW, Side.LOADED): "old",
    (LOADED, Side.LOADED): "new",
    (CHOICE, None): "muted",
}


class ConflictTable(ChangeTable):
    """``selected`` comes when other rows are selected."""

    selected = Signal()

    def __init__(self, model: ConflictModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.dress(ConflictDelegate(model, theme, self))
        self.horizontalHeader().setMinimumSectionSize(_NARROWEST_PX)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(tr("Conflicts, one row a field of a lead"))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())

    def go_to(self, place: int) -> None:
        """Select one row and no other, whatever keys are still down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(place, LEAD), flags)

    def places(self) -> list[int]:
        """The selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes through the choices; Enter and Esc are the dialog's."""
        places = self.places()
        if event.key() == Qt.Key.Key_Space and places:
            self._model.choose(places, _NEXT[self._model.side(places[0])])
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ConflictDelegate(ChangeDelegate):
    """Paints the cells of the table."""

    def __init__(self, model: ConflictModel, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option)
        column = index.column()
        kind = _VALUE_KINDS.get((column, self._model.side(index.row())), _PLAIN_KINDS.get(column, "plain"))
        self.ink.text(painter, option.rect, kind, self._model.text_at(index.row(), column))
        self.paint_current(painter, option, index)
