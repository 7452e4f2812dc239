"""Tells whether a value is of the type that a field's kind holds: for values that neither Copper nor the editors made.

A value of another type cannot be painted, sorted or sent. Knows nothing of where values come from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, WORD_KINDS, FieldKind
from copper_desk.leads.value import CellValue, Entry, Unparsed

_WHOLE = frozenset({*CHOICE_KINDS, FieldKind.IDENTIFIER, FieldKind.TIMESTAMP})
_ITEMS: Mapping[FieldKind, type] = {
    FieldKind.MULTI_SELECT: int,
    FieldKind.TAGS: str,
    FieldKind.CONNECT: str,
    FieldKind.ENTRIES: Entry,
}


def fits(field: Field, value: CellValue) -> bool:
    """Whether a cell of ``field`` can hold ``value``: nothing, text that did not parse, or the type beside its kind in
    FieldKind, exactly (True is no number)."""
    kind = field.kind
    if value is None or isinstance(value, Unparsed):
        return True
    if kind in LIST_KINDS:
        return type(value) is tuple and all(type(item) is _ITEMS[kind] and _is_sound(item) for item in value)
    if kind in NUMBER_KINDS:
        return type(value) is int or (type(value) is float and math.isfinite(value))
    if kind in WORD_KINDS:
        return type(value) is str
    if kind in _WHOLE:
        return type(value) is int
    return type(value) is (bool if kind is FieldKind.CHECKBOX else date)


def _is_sound(item: object) -> bool:
    """An entry has a text and a category, or neither."""
    return not isinstance(item, Entry) or all(part is None or type(part) is str for part in item)
