"""Phones, websites and social profiles: each category's first entry has a column, the others are carried beside them.

A carried field keeps the order of the whole array, with the text of each first entry left out: there the column's
value goes. So no text lies in two places, and a change of one can never undo a change of the other. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import CellValue, Entry, Lead, Unparsed, Value


def array_columns(schema: Schema, attribute: str) -> dict[str, Field]:
    """The columns of an array by their category, in the order of the columns."""
    return {field.part: field for field in schema.columns if field.attribute == attribute and field.part is not None}


def joined(schema: Schema, attribute: str, base: Lead, changes: Mapping[str, CellValue]) -> tuple[Entry, ...]:
    """The whole array of a lead: ``base`` with ``changes`` (key to value) over it.

    A column that was emptied takes its entry out; one that Copper holds without a text stays. A category that is new
    to the array comes last.
    """
    left = array_columns(schema, attribute)
    entries: list[Entry] = []
    for entry in _carried(schema[attribute], base, changes):
        column = left.pop(entry.category or "", None)
        if column is None:
            entries.append(entry)
            continue
        text = _text(column, base, changes)
        if text is not None or column.key not in changes:
            entries.append(Entry(text, entry.category))
    late = ((part, _text(column, base, changes)) for part, column in left.items())
    return (*entries, *(Entry(text, part) for part, text in late if text is not None))


def parted(schema: Schema, attribute: str, entries: Iterable[Entry]) -> dict[str, Value]:
    """A whole array as the values of its columns and of its carried field."""
    left = array_columns(schema, attribute)
    values: dict[str, Value] = {column.key: None for column in left.values()}
    carried: list[Entry] = []
    for entry in entries:
        column = left.pop(entry.category or "", None)
        if column is None:
            carried.append(entry)
        else:
            values[column.key] = entry.text
            carried.append(Entry(None, entry.category))
    values[attribute] = tuple(carried)
    return values


def values_for(schema: Schema, attribute: str, base: Lead, entries: Iterable[Entry]) -> dict[str, Value]:
    """What the cells of a lead must hold so that its array is ``entries``; most often the columns alone change.

    The order of the array is given up where the columns tell everything else: an entry that is moved to a category
    of its own is one changed column, and no second change beside it.
    """
    wanted = tuple(entries)
    values = parted(schema, attribute, wanted)
    loaded = base[schema[attribute].position]
    changed = {key: value for key, value in values.items() if value != base[schema[key].position]}
    changed.pop(attribute, None)
    if Counter(joined(schema, attribute, base, changed)) == Counter(wanted):
        values[attribute] = loaded
    return values


def _carried(field: Field, base: Lead, changes: Mapping[str, CellValue]) -> list[Entry]:
    if field.kind is not FieldKind.ENTRIES:
        raise ValueError(f"{field.key} is no list of entries")
    value = changes.get(field.key, base[field.position])
    return [entry for entry in value if isinstance(entry, Entry)] if isinstance(value, tuple) else []


def _text(column: Field, base: Lead, changes: Mapping[str, CellValue]) -> str | None:
    value = changes.get(column.key, base[column.position])
    text = value.text if isinstance(value, Unparsed) else value
    return text if isinstance(text, str) and text else None
