"""The cells that were found, as a table: lead, column, what it holds, what it becomes.

Reads the sheet for the lines on the screen only. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.table.line_model import LineModel
from copper_desk.leads.display import display_of
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.sheet.find import FoundCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

LEAD, COLUMN, HOLDS, BECOMES = range(4)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FoundModel(LineModel[FoundCell]):
    """``lines`` are in the order in which F3 goes through them."""

    def __init__(self, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__((tr("Lead"), tr("Column"), tr("Holds"), tr("Becomes")), parent=parent)
        self._sheet = sheet
        self._style = style
        self.found: frozenset[FoundCell] = frozenset()
        self._texts: Mapping[str, str] = {}
        self._shows_new = False

    def show(self, cells: Sequence[FoundCell], texts: Mapping[str, str], *, shows_new: bool) -> None:
        """Show these cells; ``texts`` maps their texts to what they become."""
        self._texts, self._shows_new = texts, shows_new
        self.found = frozenset(cells)
        self.show_lines(cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        count = super().columnCount(parent)
        return count if self._shows_new or not count else count - 1

    def spoken(self, line: int) -> str:
        """A line as it is read out: the lead, the column, what it holds."""
        return ", ".join(self.text_at(line, column) for column in (LEAD, COLUMN, HOLDS))

    def text_at(self, line: int, column: int) -> str:
        row, key = self.lines[line]
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
