"""The values a cell can hold, decoded and immutable, so that a lead from Copper can never change in memory.

Knows nothing of fields or of text: only the shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias


class Entry(NamedTuple):
    """One element of a phone, website or social array, kept as Copper stored it."""

    text: str | None
    category: str | None


Value: TypeAlias = bool | int | float | str | date | tuple[int, ...] | tuple[str, ...] | tuple[Entry, ...] | None
"""A decoded value. ``None`` is empty; an empty tuple is an empty list; an empty string never occurs."""

Lead: TypeAlias = tuple[Value, ...]
"""One lead as loaded, aligned with ``Schema.fields``. Position 0 is the id (``None`` for a new lead's blank base)."""

RowId: TypeAlias = int
"""Names a row of the sheet: Copper's lead id, or a negative number for a new lead that has no id yet."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Text that a field's kind cannot read: kept as typed, painted as an error, never sent."""

    text: str
    message: str


CellValue: TypeAlias = Value | Unparsed
"""What a cell shows: a decoded value, or text that did not parse."""


def is_empty(value: CellValue) -> bool:
    """Whether a cell holds nothing: ``None``, or a list without entries. Zero, ``no`` and bad text are something."""
    return value is None or value == ()
