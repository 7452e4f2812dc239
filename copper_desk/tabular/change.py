"""From a file's rows to one change set, found by Lead ID, with a count of everything it would and would not do.

Blank cells leave the lead's value alone. Nothing is staged here; the caller applies the change set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copper_desk.leads.field import Field
from copper_desk.leads.text import TextStyle, value_of
from copper_desk.leads.value import RowId, Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.column import MatchedColumn
from copper_desk.tabular.table import Row, Table

KEY = "id"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong with one row of a file. ``row`` is its line, ``field`` a field key or None."""

    row: int
    field: str | None
    message: str


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What a file asks for. ``lines`` names the line of the file that each lead came from."""

    change_set: ChangeSet
    lines: dict[RowId, int]
    unchanged: int
    problems: tuple[FileProblem, ...]


def lead_ids(table: Table, columns: Sequence[MatchedColumn]) -> dict[int, RowId | None]:
    """The lead id on each line of the file, None where the cell holds none. Raises KeyError without such a column."""
    key = next((column for column in columns if column.field is not None and column.field.key == KEY), None)
    if key is None:
        raise KeyError(KEY)
    return {row.number: _id(row, key.index) for row in table.rows}


def changes_of(table: Table, columns: Sequence[MatchedColumn], sheet: Sheet, *, style: TextStyle) -> FileChanges:
    """Compare each row with the lead of its id. A lead that stands on two lines is taken from the first."""
    fields = [(column.index, column.field) for column in columns if column.field and not column.field.read_only]
    changes: list[SetCell] = []
    problems: list[FileProblem] = []
    lines: dict[RowId, int] = {}
    unchanged = 0
    for row, lead_id in zip(table.rows, lead_ids(table, columns).values(), strict=True):
        complaint = _complaint(lead_id, sheet, lines)
        if complaint or lead_id is None:
            problems.append(FileProblem(row.number, KEY, complaint))
            continue
        lines[lead_id] = row.number
        found = _cells(row, lead_id, fields, sheet, style)
        problems.extend(_unread(row, found))
        changes.extend(found)
        unchanged += not found
    return FileChanges(ChangeSet(tuple(changes), f"import of {table.name}"), lines, unchanged, tuple(problems))


def _id(row: Row, index: int) -> RowId | None:
    text = row.cells[index].strip() if index < len(row.cells) else ""
    return int(text) if text.isascii() and text.isdigit() else None


def _complaint(lead_id: RowId | None, sheet: Sheet, lines: dict[RowId, int]) -> str:
    if lead_id is None:
        return "This row has no Lead ID, so no lead could be found for it."
    if lead_id in lines:
        return f"Lead {lead_id} already stands on line {lines[lead_id]}; this line was left out."
    return "" if lead_id in sheet else f"Lead {lead_id} is not in Copper (deleted, merged or converted)."


def _cells(
    row: Row, lead_id: RowId, fields: Sequence[tuple[int, Field]], sheet: Sheet, style: TextStyle
) -> list[SetCell]:
    found = []
    for index, field in fields:
        text = row.cells[index] if index < len(row.cells) else ""
        if not text.strip():
            continue
        held = sheet.value(lead_id, field.key)
        value = value_of(field, text, style, held=held)
        if value != held:
            found.append(SetCell(lead_id, field.key, value))
    return found


def _unread(row: Row, found: Sequence[SetCell]) -> list[FileProblem]:
    return [
        FileProblem(row.number, change.key, change.value.message)
        for change in found
        if isinstance(change.value, Unparsed)
    ]
