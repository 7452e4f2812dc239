"""The first of many cells that will change, as a table: lead, column, what it holds, what it becomes, what to look at.

Reads the sheet for the lines on the screen only. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.table.line_model import LineModel
from copper_desk.leads.check import check_cell
from copper_desk.leads.display import display_of
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import is_empty
from copper_desk.sheet.edit import Change, SetCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import retold, tr

LEAD, COLUMN, HOLDS, BECOMES, NOTE = range(5)
MOST_LINES = 200
"""Enough to see whether it is meant so."""

Index = QModelIndex | QPersistentModelIndex


class ChangeModel(LineModel[SetCell]):
    """Shows the first ``MOST_LINES`` of the cells that are set."""

    def __init__(self, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__((tr("Lead"), tr("Column"), tr("Holds"), tr("Becomes"), tr("Note")), parent=parent)
        self._sheet = sheet
        self._style = style

    def show(self, changes: Sequence[Change]) -> None:
        """Show these."""
        self.show_lines([each for each in changes[:MOST_LINES] if isinstance(each, SetCell)])

    def text_at(self, line: int, column: int) -> str:
        row, key, new = self.lines[line]
        if row not in self._sheet:
            return ""
        field = self._sheet.schema[key]
        if column == LEAD:
            return lead_name(self._sheet, row, self._style)
        if column == COLUMN:
            return field.label
        if column == HOLDS:
            return display_of(field, self._sheet.value(row, key), self._style)
        if column == BECOMES:
            return tr("cleared") if is_empty(new) else display_of(field, new, self._style)
        problem = check_cell(field, new)
        return "" if problem is None else retold(problem.message)
