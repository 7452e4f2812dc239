"""Distinct values, how many leads have each, and the new value that was typed beside it.

Holds what was typed until somebody takes it; changes no lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from copper_desk.gui.table.line_model import LineModel
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import value_of
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.value_change import CLEAR, DistinctValue
from copper_desk.wording import number, tr

VALUE, LEADS, NEW, NOTE = range(4)

Index = QModelIndex | QPersistentModelIndex


class ValueModel(LineModel[DistinctValue]):
    """``typed`` comes after each change of the new values."""

    typed = Signal()

    def __init__(self, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__((tr("Value"), tr("Leads"), tr("New value"), tr("Note")), parent=parent)
        self._style = style
        self._texts: dict[CellValue, str] = {}
        self._into: Field | None = None
        self._answers = {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.EditRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self.text_at,
            int(Qt.ItemDataRole.TextAlignmentRole): self._alignment,
        }

    @property
    def texts(self) -> Mapping[CellValue, str]:
        """The new texts by value."""
        return self._texts

    def show(self, values: Sequence[DistinctValue], *, into: Field) -> None:
        """List these; the new values are for the field ``into``. What was typed for values still listed stays."""
        listed = {each.value for each in values}
        self._texts = {value: text for value, text in self._texts.items() if value in listed}
        self._into = into
        self.show_lines(values)

    def take(self, texts: Mapping[CellValue, str]) -> None:
        """Enter new texts beside these values."""
        self._texts.update(texts)
        if self.lines:
            self.dataChanged.emit(self.index(0, NEW), self.index(len(self.lines) - 1, NOTE))
        self.typed.emit()

    def trouble(self, line: int) -> str:
        """Why the new value of a line cannot be read; empty when it can."""
        text = self._texts.get(self.lines[line].value, "")
        if self._into is None or not text.strip() or text.strip().casefold() == CLEAR:
            return ""
        value = value_of(self._into, text, self._style)
        return value.message if isinstance(value, Unparsed) else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NEW else flags

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Enter a new text."""
        if index.column() != NEW or role != Qt.ItemDataRole.EditRole:
            return False
        self.take({self.lines[index.row()].value: str(value)})
        return True

    def text_at(self, line: int, column: int) -> str:
        each = self.lines[line]
        if column == VALUE:
            return each.shown or tr("(empty)")
        if column == LEADS:
            return number(each.leads)
        return self._texts.get(each.value, "") if column == NEW else self.trouble(line)

    def _alignment(self, _line: int, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column == LEADS else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
