"""The conflicts as a Qt table: one row a cell, its three values beside each other, and what was chosen.

No colours here; the delegate paints.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from copper_desk.gui.conflict.conflict_choice import ConflictChoice
from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.review.review_words import shown
from copper_desk.gui.wording import tr
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue
from copper_desk.sheet.merge import Side
from copper_desk.sheet.sheet import Sheet

LEAD, FIELD, YOURS, NOW, LOADED, CHOICE = range(6)
_HEADER = ("Lead", "Field", "Yours", "In Copper now", "When loaded", "Choice")
_CHOICES = {Side.MINE: "Keep yours", Side.THEIRS: "Take Copper's", None: "Open"}

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ConflictModel(QAbstractTableModel):
    """``chosen`` comes after each choice."""

    chosen = Signal()

    def __init__(self, choice: ConflictChoice, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._sheet = sheet
        self._style = style

    def choose(self, places: Iterable[int], side: Side | None) -> None:
        """Choose a side for these rows of the table."""
        self._choice.choose(places, side)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, CHOICE))
        self.chosen.emit()

    def side(self, place: int) -> Side | None:
        """What was chosen for a row of the table."""
        return self._choice.side(place)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._choice.cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADER)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADER[section])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)}:
            return self.text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(_HEADER[index.column()])}: {self.text_at(index.row(), index.column())}"
        return None

    def text_at(self, place: int, column: int) -> str:
        """What a cell of the table says."""
        cell = self._choice.cells[place]
        if column == LEAD:
            return lead_name(self._sheet, cell.row, self._style)
        if column == FIELD:
            return self._sheet.schema[cell.key].label
        if column == CHOICE:
            return tr(_CHOICES[self._choice.side(place)])
        values: dict[int, CellValue] = {
            YOURS: cell.conflict.yours,
            NOW: cell.conflict.now,
            LOADED: cell.conflict.loaded,
        }
        return shown(self._sheet.schema[cell.key], values[column], self._style) or tr("(empty)")
