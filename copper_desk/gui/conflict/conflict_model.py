"""The conflicts as a Qt table: one row a cell, its three values beside each other, and what was chosen.

No colours here; the delegate paints.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from copper_desk.gui.conflict.conflict_choice import ConflictChoice, Side
from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.review.review_words import shown
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

LEAD, FIELD, YOURS, NOW, LOADED, CHOICE = range(6)
_HEADER = ("Lead", "Field", "Yours", "In Copper now", "When loaded", "Choice")
_CHOICES = {
    Side.MINE: "Keep yours",
    Side.THEIRS: "Take Copper’s",
    Side.LOADED: "Take the loaded one",
    None: "Open",
}

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ConflictModel(AnsweringModel):
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

    def column_name(self, column: int) -> str:
        return tr(_HEADER[column])

    def answers(self) -> dict[int, Answer]:
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self.text_at,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
        }

    def _spoken(self, place: int, column: int) -> str:
        return f"{tr(_HEADER[column])}: {self.text_at(place, column)}"

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
