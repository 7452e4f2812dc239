"""Puts rows in order by what their cells show: numbers by size, text as people leaf through it, empty cells last.

Knows nothing of filters or of what is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from copper_desk.leads.field import Field
from copper_desk.leads.kind import WORD_KINDS
from copper_desk.leads.sort import SortKey, natural, sort_key
from copper_desk.leads.value import CellValue, RowId, Unparsed, is_empty
from copper_desk.sheet.sheet import Sheet

Sorts: TypeAlias = tuple[tuple[str, bool], ...]
"""(field key, descending), the most important first."""


def ranked(sheet: Sheet, rows: Sequence[RowId], sorts: Sorts) -> list[RowId]:
    """``rows`` sorted; equal ones stay as they were. Raises KeyError for an unknown field."""
    in_order = list(rows)
    for key, descending in reversed(sorts):
        in_order = _by_column(sheet, in_order, key, descending=descending)
    return in_order


def _by_column(sheet: Sheet, rows: Sequence[RowId], key: str, *, descending: bool) -> list[RowId]:
    keys = _keys(sheet.schema[key], sheet.column(key, rows))
    filled = [place for place, sort in enumerate(keys) if sort]
    filled.sort(key=keys.__getitem__, reverse=descending)
    in_order = [rows[place] for place in filled]
    if len(filled) < len(rows):
        in_order += [row for row, sort in zip(rows, keys, strict=True) if not sort]
    return in_order


def _keys(field: Field, values: Sequence[CellValue]) -> list[SortKey]:
    """A key for each value, () for an empty one. A column of cities has few values, so each is looked at once."""
    distinct = set(values)
    make = _key_of(field, distinct)
    if len(distinct) * 2 > len(values):
        return [() if value is None or value == () else make(value) for value in values]
    made = {value: () if is_empty(value) else make(value) for value in distinct}
    return [made[value] for value in values]


def _key_of(field: Field, values: Iterable[CellValue]) -> Callable[[Any], SortKey]:
    if field.kind in WORD_KINDS and not any(isinstance(value, Unparsed) for value in values):
        # Nothing but text: the plain order of text is the order of the column, at half the cost.
        return natural
    return sort_key(field)


def precedes(sheet: Sheet, first: RowId, second: RowId, sorts: Sorts) -> bool:
    """Whether ``first`` may stand before ``second``: it is smaller, or equal."""
    for key, descending in sorts:
        field = sheet.schema[key]
        make = sort_key(field)
        values = sheet.column(key, (first, second))
        before, after = (() if is_empty(value) else make(value) for value in values)
        if before != after:
            if not before or not after:
                return bool(before)
            return (before > after) if descending else (before < after)
    return True
