"""Reads and changes a lead's phones, websites and social profiles as the one list that they are to a person.

A change of the list becomes ordinary changes of cells: of the columns, and of the carried entries where the columns
do not tell it all. So undo, conflicts, pushes and Copper's messages treat it like anything else that was typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.entry import joined, values_for
from copper_desk.leads.value import Entry, RowId
from copper_desk.sheet.edit import SetCell
from copper_desk.sheet.sheet import Sheet


def entries_of(sheet: Sheet, row: RowId, attribute: str) -> tuple[Entry, ...]:
    """The list as the sheet shows it, staged changes included."""
    changes = {key: edit.value for key, edit in sheet.edits(row).items()}
    return joined(sheet.schema, attribute, sheet.base(row), changes)


def loaded_entries(sheet: Sheet, row: RowId, attribute: str) -> tuple[Entry, ...]:
    """The list as Copper holds it."""
    return joined(sheet.schema, attribute, sheet.base(row), {})


def entry_changes(sheet: Sheet, row: RowId, attribute: str, wanted: Iterable[Entry]) -> tuple[SetCell, ...]:
    """What to set so that the list is ``wanted``; nothing for cells that show their part of it already."""
    values = values_for(sheet.schema, attribute, sheet.base(row), wanted)
    return tuple(SetCell(row, key, value) for key, value in values.items() if value != sheet.value(row, key))
