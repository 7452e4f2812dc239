"""What the rows of a file ask for, and what is to be done about each: put into the sheet, held, or done before.

Plain values, shared by what plans a file's push and what reports on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from copper_desk.leads.value import CellValue, RowId, Value
from copper_desk.sheet.edit import ChangeSet


class AimedCell(NamedTuple):
    """A value that a file puts into a field. ``base`` is what it is put over: what was pulled, or what is there now."""

    key: str
    value: CellValue
    base: Value


@dataclass(frozen=True, slots=True)
class FileAim:
    """What one row of a file asks for. ``row`` is the lead, None for a new one. ``cells`` are those that differ."""

    number: int
    row: RowId | None
    cells: tuple[AimedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PushedFile:
    """A file by its hash and name. ``keys`` are the fields that its columns speak of."""

    digest: str
    name: str
    keys: frozenset[str]


class OnConflict(Enum):
    """Whose value goes where a file and somebody else changed the same field."""

    FAIL = "fail"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FilePlacement:
    """Where the rows of a file go, by their numbers.

    ``rows`` are put into the sheet by ``change_set``; ``held`` are not, with the reason; ``done`` were sent before and
    stand as these leads; ``unchanged`` are in Copper already. ``yielded`` counts cells that gave way to others' values;
    ``dropped`` names the fields of a row's lead whose values an earlier push had left unsent, and which gave way.
    """

    change_set: ChangeSet
    rows: Mapping[int, RowId] = field(default_factory=dict)
    cells: Mapping[int, tuple[tuple[str, CellValue], ...]] = field(default_factory=dict)
    held: Mapping[int, str] = field(default_factory=dict)
    done: Mapping[int, RowId] = field(default_factory=dict)
    unchanged: Mapping[int, RowId] = field(default_factory=dict)
    yielded: int = 0
    dropped: Mapping[int, str] = field(default_factory=dict)
