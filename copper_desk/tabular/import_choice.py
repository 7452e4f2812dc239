"""Everything that a person decides about an import. Plain values: the dialog and the command line make them alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from copper_desk.leads.kind import FieldKind
from copper_desk.leads.style import DateOrder
from copper_desk.leads.value import CellValue
from copper_desk.tabular.column import ColumnMatch

CHANGES_HEADER = "_lead"
"""The names of the leads in a file of changes, to be read by people. No other file has it."""


def holds_changes(header: Iterable[str]) -> bool:
    """Whether a file with these headers is one of changes, as Copper Desk writes them: there a blank cell is no change,
    ``<clear>`` clears, and a list is meant whole."""
    return any(name.strip() == CHANGES_HEADER for name in header)


class CellMode(Enum):
    """What a column does to a lead that has a value already."""

    REPLACE = "replace"
    FILL = "fill"


class ListMode(Enum):
    """What a column does to tags and multi-selects."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


class Blanks(Enum):
    """What a blank cell of the file means. TOKEN: only ``<clear>`` clears."""

    KEEP = "keep"
    CLEAR = "clear"
    TOKEN = "token"  # noqa: S105  # the same word


class NewRows(Enum):
    """What becomes of rows for which there is no lead."""

    SKIP = "skip"
    CREATE = "create"


class Duplicates(Enum):
    """What becomes of new rows that are like a lead which is there already."""

    SKIP = "skip"
    CREATE = "create"
    UPDATE = "update"


class Keep(Enum):
    """In a map of values: keep what the lead holds."""

    LEAD_VALUE = "keep"


KEEP = Keep.LEAD_VALUE


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column of the file that fills a field. ``date_order`` None: as the person's desktop writes dates."""

    index: int
    key: str
    mode: CellMode = CellMode.REPLACE
    lists: ListMode = ListMode.ADD
    date_order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class RowKey:
    """By what the lead of a row is found: a column and the field that it is compared with."""

    index: int
    key: str


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """``key`` None: every row is a new lead. ``values`` maps (field key, text of the file) to a value or KEEP;
    ``constants`` are texts that fill a field which no column fills."""

    uses: tuple[ColumnUse, ...]
    key: RowKey | None = None
    blanks: Blanks = Blanks.KEEP
    new: NewRows = NewRows.SKIP
    duplicates: Duplicates = Duplicates.SKIP
    values: Mapping[tuple[str, str], CellValue | Keep] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def uses_of(matches: Sequence[ColumnMatch], *, mode: CellMode = CellMode.REPLACE) -> tuple[ColumnUse, ...]:
    """A use for each column that fills a field which can be written."""
    return tuple(
        ColumnUse(match.index, match.field.key, mode=mode)
        for match in matches
        if match.field is not None and match.field.writable
    )


def key_of(matches: Sequence[ColumnMatch]) -> RowKey | None:
    """The Lead ID where the file has one (a report's ``_id`` else), else the e-mail; None without either."""
    found = {match.field.key: match.index for match in matches if match.field is not None}
    if "id" in found:
        return RowKey(found["id"], "id")
    noted = next((match.index for match in matches if match.header.strip() == "_id"), None)
    if noted is not None:
        return RowKey(noted, "id")
    return RowKey(found["email"], "email") if "email" in found else None


LISTED_KINDS = frozenset({FieldKind.TAGS, FieldKind.MULTI_SELECT})
"""Kinds of field whose column adds, removes or replaces."""
