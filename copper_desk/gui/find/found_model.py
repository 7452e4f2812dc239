"""The cells that were found, as a table: lead, column, what it holds, what it becomes.

Reads the sheet for the lines on the screen only. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.leads.display import display_of
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.sheet.find import FoundCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

LEAD, COLUMN, HOLDS, BECOMES = range(4)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FoundModel(AnsweringModel):
    """``cells`` are in the order in which F3 goes through them."""

    def __init__(self, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self.cells: Sequence[FoundCell] = ()
        self.found: frozenset[FoundCell] = frozenset()
        self._texts: Mapping[str, str] = {}
        self._shows_new = False
        self._names = (tr("Lead"), tr("Column"), tr("Holds"), tr("Becomes"))
        self._answers: Mapping[int, Answer] = {
            int(Qt.ItemDataRole.DisplayRole): self._text,
            int(Qt.ItemDataRole.ToolTipRole): self._text,
        }

    def show(self, cells: Sequence[FoundCell], texts: Mapping[str, str], *, shows_new: bool) -> None:
        """Show these cells; ``texts`` maps their texts to what they become."""
        self.beginResetModel()
        self.cells, self._texts, self._shows_new = cells, texts, shows_new
        self.found = frozenset(cells)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else (4 if self._shows_new else 3)

    def column_name(self, column: int) -> str:
        return self._names[column]

    def answers(self) -> Mapping[int, Answer]:
        return self._answers

    def spoken(self, line: int) -> str:
        """A line as it is read out: the lead, the column, what it holds."""
        return ", ".join(self._text(line, column) for column in (LEAD, COLUMN, HOLDS))

    def _text(self, line: int, column: int) -> str:
        row, key = self.cells[line]
        if row not in self._sheet:
            return ""
        field = self._sheet.schema[key]
        if column == LEAD:
            return lead_name(self._sheet, row, self._style)
        if column == COLUMN:
            return field.label
        value = self._sheet.value(row, key)
        if column == HOLDS:
            return display_of(field, value, self._style)
        new = self._texts.get(text_of(field, value, self._style))
        if field.read_only:
            return tr("filled in by Copper, stays")
        return tr("stays") if new is None else new or tr("cleared")
