"""What a person typed over a loaded value, and the sets of such changes that make one gesture.

Names cells by lead and field, never by row number, so that sorting, filtering and loading cannot misplace one. What a
paste makes ten thousand of is a NamedTuple, which is made in less than half the time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from copper_desk.leads.problem import Problem
from copper_desk.leads.value import CellValue, RowId, Value


class StagedEdit(NamedTuple):
    """One cell that differs from what Copper holds.

    ``base`` is the value loaded when the edit began, the middle of a three-way merge. ``revision`` grows with each
    change in the sheet, so that an edit made while its row is being sent is told from the one that was sent.
    ``refusal`` is Copper's answer to this very value; any new value drops it.
    """

    base: Value
    value: CellValue
    revision: int
    refusal: Problem | None = None


named = tuple.__new__
"""``named(SetCell, (row, key, value))`` makes a NamedTuple in half the time of calling its class: for the innermost
loops, where there is one a cell."""


class SetCell(NamedTuple):
    """Stage ``value`` in a cell. Equal to the loaded value: removes the edit instead."""

    row: RowId
    key: str
    value: CellValue


class SetCellOver(NamedTuple):
    """Stage ``value`` in a cell as typed over ``base``, elsewhere and earlier: Copper may hold something else by now.

    Over what Copper holds, and in a new lead, this is ``SetCell``. Over anything else it is a conflict,
    with all three values, unless Copper holds ``value`` by now. Equal to its ``base`` nothing was typed, and the cell
    stays as it is.
    """

    row: RowId
    key: str
    value: CellValue
    base: Value


@dataclass(frozen=True, slots=True)
class ResetCell:
    """Put a cell back to its loaded value."""

    row: RowId
    key: str


@dataclass(frozen=True, slots=True)
class KeepMine:
    """Settle a conflict for the value typed here: what Copper holds now becomes the loaded value under the edit."""

    row: RowId
    key: str


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a new lead as a row. ``row`` is negative and unused so far (``Sheet.next_new_row``).

    ``unconfirmed`` is set by an undo that brings back a lead whose creation was never confirmed, and says why: it must
    not be sent a second time without a look.
    """

    row: RowId
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a new lead out again, with all its edits. Only rows that have no id yet."""

    row: RowId


class RestoreCell(NamedTuple):
    """The inverse of a change to a cell; only the Sheet makes these.

    ``edit`` is what lay on the cell before (None: nothing), ``shown`` the value it showed, ``settled`` the sheet's
    settle count then. Where a push of this cell was accepted since, ``shown`` becomes a new change instead.
    """

    row: RowId
    key: str
    edit: StagedEdit | None
    shown: CellValue
    settled: int


Change: TypeAlias = SetCell | SetCellOver | ResetCell | KeepMine | AddRow | RemoveRow | RestoreCell


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One gesture: a typed cell, a paste of 5,000, a replace-all. One undo step, one journal transaction.

    ``label`` completes the words "Undo …" ("typing in Email", "paste of 240 cells"). ``source`` names where the values
    came from, for the history of pushes ("leads.csv", "revert of …"); "" for the person's own hand.
    """

    changes: tuple[Change, ...]
    label: str = ""
    source: str = ""

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


@dataclass(frozen=True, slots=True)
class Delta:
    """What a mutation changed: enough to repaint and no more.

    ``changed`` rows show something new; ``added`` and ``removed`` rows came or went; ``renamed`` maps a new lead's row
    to the id that Copper gave it.
    """

    changed: frozenset[RowId] = frozenset()
    added: tuple[RowId, ...] = ()
    removed: tuple[RowId, ...] = ()
    renamed: tuple[tuple[RowId, RowId], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed or self.renamed)


@dataclass(frozen=True, slots=True)
class Applied:
    """The answer of ``Sheet.apply``: what to repaint, how to take it back, and what did not change.

    ``cells`` counts cells that now show something else; ``unchanged`` those set to what they showed; ``read_only``
    those skipped because no one edits them; ``skipped`` changes that could not be made: a discard or removal while a
    push holds the row, the removal of a lead that Copper has accepted, a cell of a row that is no longer there.
    """

    delta: Delta
    inverse: ChangeSet
    cells: int = 0
    unchanged: int = 0
    read_only: int = 0
    skipped: int = 0
