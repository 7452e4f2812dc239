"""The first of many cells that will change, as a table: lead, column, what it holds, what it becomes, what to look at.

Reads the sheet for the lines on the screen only. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
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
_ROOT = QModelIndex()


class ChangeModel(AnsweringModel):
    """Shows the first ``MOST_LINES`` of the cells that are set."""

    def __init__(self, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self._lines: Sequence[SetCell] = ()
        self._names = (tr("Lead"), tr("Column"), tr("Holds"), tr("Becomes"), tr("Note"))
        self._answers: Mapping[int, Answer] = {
            int(Qt.ItemDataRole.DisplayRole): self._text,
            int(Qt.ItemDataRole.ToolTipRole): self._text,
        }

    def show(self, changes: Sequence[Change]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = [each for each in changes[:MOST_LINES] if isinstance(each, SetCell)]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 5

    def column_name(self, column: int) -> str:
        return self._names[column]

    def answers(self) -> Mapping[int, Answer]:
        return self._answers

    def _text(self, line: int, column: int) -> str:
        row, key, new = self._lines[line]
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
