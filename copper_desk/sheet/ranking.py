"""Puts rows in order by what their cells show: numbers by size, text as people leaf through it, empty cells last.

Knows nothing of filters or of what is on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from copper_desk.leads.field import Field
from copper_desk.leads.sort import sort_key, sort_keys
from copper_desk.leads.value import CellValue, RowId, is_empty
from copper_desk.sheet.sheet import Sheet

Sorts: TypeAlias = tuple[tuple[str, bool], ...]
"""(field key, descending), the most important first."""

_EMPTY: tuple[CellValue, ...] = (None, ())


def ranked(sheet: Sheet, rows: Sequence[RowId], sorts: Sorts) -> list[RowId]:
    """``rows`` sorted; equal ones stay as they were. Raises KeyError for an unknown field."""
    in_order = list(rows)
    for key, descending in reversed(sorts):
        in_order = _by_column(sheet, in_order, key, descending=descending)
    return in_order


def _by_column(sheet: Sheet, rows: Sequence[RowId], key: str, *, descending: bool) -> list[RowId]:
    keys = _keys(sheet.schema[key], sheet.column(key, rows))
    filled: Iterable[int] = range(len(rows))
    empty: list[RowId] = []
    if None in keys:
        filled = [place for place, sort in enumerate(keys) if sort is not None]
        empty = [row for row, sort in zip(rows, keys, strict=True) if sort is None]
    in_order = sorted(filled, key=keys.__getitem__, reverse=descending)
    return list(map(rows.__getitem__, in_order)) + empty


def _keys(field: Field, values: Sequence[CellValue]) -> list[Any]:
    """A key for each value, None for an empty one. A column of cities has few values, so each is looked at once."""
    distinct = set(values)
    if len(distinct) * 2 <= len(values):
        once = [value for value in distinct if not is_empty(value)]
        return list(map(dict(zip(once, sort_keys(field, once), strict=True)).get, values))
    if distinct.isdisjoint(_EMPTY):
        return sort_keys(field, values)
    made = iter(sort_keys(field, [value for value in values if not is_empty(value)]))
    return [None if is_empty(value) else next(made) for value in values]


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
