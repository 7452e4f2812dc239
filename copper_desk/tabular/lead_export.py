"""Leads as a table for a file, headed so that an import of it, unchanged, changes nothing.

Works on a picture of the sheet, so it may run on any thread. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId, is_empty
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.clear_word import CLEAR_TOKEN
from copper_desk.tabular.file_text import file_style, file_text
from copper_desk.tabular.import_choice import CHANGES_HEADER
from copper_desk.tabular.table_file import TextTable


def lead_table(picture: SheetPicture, rows: Sequence[RowId], fields: Sequence[Field], *, style: TextStyle) -> TextTable:
    """These leads in this order: Lead ID, and these fields as the sheet shows them. Only ``style``'s zone counts."""
    key = picture.schema["id"]
    shown = (key, *(field for field in fields if field is not key))
    return TextTable(tuple(field.label for field in shown), _LeadRows(picture, rows, shown, file_style(style)))


def change_table(picture: SheetPicture, rows: Sequence[RowId], *, style: TextStyle) -> TextTable:
    """The changes of these leads alone: a cell that is not changed stays blank, one that is cleared says ``<clear>``.

    A new lead has no id. Leads without changes are left out. Reading tells such a file by its header ``_lead``.
    """
    changed = [row for row in rows if picture.edits.get(row)]
    keys = {key for row in changed for key in picture.edits[row]}
    fields = [field for field in picture.schema.columns if field.key in keys]
    header = (picture.schema["id"].label, CHANGES_HEADER, *(field.label for field in fields))
    return TextTable(header, _ChangeRows(picture, changed, fields, file_style(style)))


@dataclass(frozen=True, slots=True)
class _LeadRows:
    """Made as they are written: all at once, 100,000 leads with all their fields would be half a gigabyte."""

    picture: SheetPicture
    rows: Sequence[RowId]
    fields: Sequence[Field]
    style: TextStyle

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Sequence[str]]:
        for row in self.rows:
            values = self.picture.shown(row)
            yield [file_text(field, values[field.position], self.style) for field in self.fields]


@dataclass(frozen=True, slots=True)
class _ChangeRows:
    picture: SheetPicture
    rows: Sequence[RowId]
    fields: Sequence[Field]
    style: TextStyle

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Sequence[str]]:
        name = self.picture.schema["name"]
        for row in self.rows:
            shown = file_text(name, self.picture.shown(row)[name.position], self.style)
            yield ["" if row < 0 else str(row), shown, *(self._text(row, field) for field in self.fields)]

    def _text(self, row: RowId, field: Field) -> str:
        edit = self.picture.edits[row].get(field.key)
        if edit is None:
            return ""
        return CLEAR_TOKEN if is_empty(edit.value) else file_text(field, edit.value, self.style)
