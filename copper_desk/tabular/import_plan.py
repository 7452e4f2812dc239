"""From a file and the choices about it to what would change: per cell old and new, with a count of everything.

Plans only. Nothing is put into a sheet here, and the leads come as a picture, so that all of it can run beside the
window. Columns stay columns: a cell that changes nothing costs no object.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, partial
from itertools import compress, repeat
from typing import NamedTuple

from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, Unparsed
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, SetCell, named
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.column_plan import ColumnPlanner, PlannedColumn
from copper_desk.tabular.date_reading import settled_uses
from copper_desk.tabular.import_choice import ImportChoices
from copper_desk.tabular.name_choice import settle_names
from copper_desk.tabular.row_match import Fate, RowMatches, match_rows
from copper_desk.tabular.table import Table, Watch
from copper_desk.wording import tr


class RowKind(Enum):
    """What an import does to a row of the file, in one word. Every row is of exactly one kind."""

    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    PROBLEM = "problem"

    # Enum's own hash is written in Python, and every row of a file is counted by its kind.
    __hash__ = object.__hash__


class PlannedCell(NamedTuple):
    """One cell that would show something else. ``place`` is the row of the table, from 0."""

    place: int
    key: str
    old: CellValue
    new: CellValue


class FileProblem(NamedTuple):
    """What is wrong with a row of a file. ``row`` is its number in the file, ``field`` a field's key or None."""

    row: int
    field: str | None
    message: str


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do. ``rows`` and ``fates`` are aligned with the rows of the table."""

    table: Table
    matches: RowMatches
    columns: tuple[PlannedColumn, ...]

    def cells(self) -> Iterator[PlannedCell]:
        """Every cell that would change, column by column."""
        for column in self.columns:
            for place, old, new in zip(column.places, column.old, column.new, strict=True):
                yield PlannedCell(place, column.field.key, old, new)

    @cached_property
    def cells_by_place(self) -> Mapping[int, Sequence[PlannedCell]]:
        """The cells that would change, by the row of the table they stand in; made when they are asked for."""
        return CellsByPlace(self.columns, self._touched)

    @cached_property
    def _touched(self) -> bytearray:
        """1 for each row of the table in which a cell would change."""
        touched = bytearray(len(self.table))
        for column in self.columns:
            for place in column.places:
                touched[place] = 1
        return touched

    @cached_property
    def kinds(self) -> tuple[RowKind, ...]:
        """The kind of each row of the table."""
        return tuple(map(_kind, self.matches.fates, self._touched))

    def counts(self) -> Counter[RowKind]:
        """How many rows are of each kind."""
        return self._counts

    @cached_property
    def _counts(self) -> Counter[RowKind]:
        return Counter(self.kinds)

    @cached_property
    def fates(self) -> Counter[Fate]:
        """How many rows have each fate; counted once."""
        return self.matches.counts()

    @property
    def cell_count(self) -> int:
        """How many cells would change, those of new leads included."""
        return sum(column.changed for column in self.columns)

    @cached_property
    def problems(self) -> tuple[FileProblem, ...]:
        """What has to be looked at: rows that cannot be placed, and texts that a field cannot read; by row."""
        numbers, matches = self.table.row_numbers, self.matches
        found = [
            FileProblem(numbers[place], None, matches.reasons.get(place, ""))
            for place, fate in enumerate(matches.fates)
            if fate.is_problem
        ]
        found += [
            FileProblem(numbers[cell.place], cell.key, cell.new.message)
            for cell in self.cells()
            if isinstance(cell.new, Unparsed)
        ]
        return tuple(sorted(found, key=lambda problem: problem.row))

    def skipped(self) -> dict[int, str]:
        """The rows that are left out by choice, by their numbers, with the reason."""
        numbers, reasons = self.table.row_numbers, self.matches.reasons
        return {
            numbers[place]: reasons.get(place, "") for place, kind in enumerate(self.kinds) if kind is RowKind.SKIPPED
        }

    def change_set(self, next_new: RowId, *, left_out: frozenset[int] = frozenset()) -> ChangeSet:
        """All of it as one gesture, but for the rows at the places ``left_out``.

        ``next_new`` is the name that the next new lead gets (``Sheet.next_new_row``); the ones after it count down.
        """
        rows: list[RowId | None] = list(self.matches.rows)
        changes: list[Change] = []
        for place, fate in enumerate(self.matches.fates):
            if fate is Fate.NEW and place not in left_out:
                rows[place] = next_new
                changes.append(AddRow(next_new))
                next_new -= 1
        for place in left_out:
            rows[place] = None
        for column in self.columns:
            chosen = [rows[place] for place in column.places]
            cells = zip(chosen, repeat(column.field.key), column.new, strict=False)
            # Nearly always each row has a lead: then no cell is looked at.
            placed = cells if None not in chosen else (cell for cell in cells if cell[0] is not None)
            changes.extend(map(partial(named, SetCell), placed))
        return ChangeSet(tuple(changes), tr("import of {name}", name=self.table.name), self.table.name)


class CellsByPlace(Mapping[int, Sequence[PlannedCell]]):
    """The cells of each row that would change. Found in the columns as they are asked for: a plan of 100,000 new leads
    costs no object a cell."""

    def __init__(self, columns: Sequence[PlannedColumn], touched: bytearray) -> None:
        self._columns = [column for column in columns if column.places]
        self._touched = touched

    def __getitem__(self, place: int) -> list[PlannedCell]:
        found = []
        if 0 <= place < len(self._touched) and self._touched[place]:
            for column in self._columns:
                at = bisect_left(column.places, place)
                if at < len(column.places) and column.places[at] == place:
                    found.append(PlannedCell(place, column.field.key, column.old[at], column.new[at]))
        if not found:
            raise KeyError(place)
        return found

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and 0 <= place < len(self._touched) and bool(self._touched[place])

    def __iter__(self) -> Iterator[int]:
        return compress(range(len(self._touched)), self._touched)

    def __len__(self) -> int:
        return sum(self._touched)


def plan_import(
    table: Table, choices: ImportChoices, leads: SheetPicture, style: TextStyle, *, watch: Watch | None = None
) -> ImportPlan:
    """What the file would change in ``leads``. Raises what ``watch`` raises."""
    choices = replace(choices, uses=settled_uses(table, choices.uses, leads.schema))
    columns = ColumnPlanner(table, choices, leads, style)
    matches = match_rows(
        table,
        choices.key,
        leads,
        style,
        new=choices.new,
        duplicates=choices.duplicates,
        new_lead=columns.new_lead,
        watch=watch and (lambda done, whole: watch(done, 2 * whole)),
    )
    planned = columns.planned(matches, watch=watch and (lambda done, whole: watch(whole + done, 2 * whole)))
    settle_names(planned, matches, leads)
    return ImportPlan(table, matches, planned)


def planned_columns(
    table: Table, choices: ImportChoices, leads: SheetPicture, style: TextStyle, matches: RowMatches
) -> tuple[PlannedColumn, ...]:
    """What the columns would change under other choices, their rows being matched already."""
    return ColumnPlanner(table, choices, leads, style).planned(matches)


def _kind(fate: Fate, touched: int) -> RowKind:
    if fate is Fate.EXISTING:
        return RowKind.CHANGED if touched else RowKind.UNCHANGED
    if fate is Fate.NEW:
        return RowKind.NEW
    return RowKind.PROBLEM if fate.is_problem else RowKind.SKIPPED
