"""What each choice of an import would do, before it is made: the numbers beside the choices.

Counts; decides nothing. Where the plan at hand already tells, it is asked; only other choices are tried out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, is_empty
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.clear_word import CLEAR_TOKEN, is_clear_word
from copper_desk.tabular.column_plan import PlannedColumn
from copper_desk.tabular.date_reading import DateReading, date_reading
from copper_desk.tabular.foreign_value import ForeignValue, foreign_values
from copper_desk.tabular.import_check import RowFlaw, plan_flaws
from copper_desk.tabular.import_choice import (
    LISTED_KINDS,
    CellMode,
    ColumnUse,
    Duplicates,
    ImportChoices,
    ListMode,
    NewRows,
    RowKey,
)
from copper_desk.tabular.import_plan import ImportPlan, RowKind, plan_import, planned_columns
from copper_desk.tabular.number_reading import column_style
from copper_desk.tabular.row_key import held_key, text_key
from copper_desk.tabular.row_match import LEAD_ID, Fate, RowMatches, lead_id
from copper_desk.tabular.table import Table, Watch

_PARTS = (0, 700, 850, 1000)
"""Thousandths of the work at which matching, counting and checking begin, and the end."""


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """How many cells a column would change in each of its ways. ``lists`` is empty for a field that is no list."""

    replace: int
    fill: int
    lists: Mapping[ListMode, int]


@dataclass(frozen=True, slots=True)
class BlankCount:
    """``blank`` cells of rows that have a lead, and the values that clearing them, or ``<clear>``, would empty."""

    blank: int = 0
    clear: int = 0
    token: int = 0


@dataclass(frozen=True, slots=True)
class NewCount:
    """``unmatched`` rows have no lead. Of those that would be new ones, ``alike`` look like a lead that is there, or
    like another of them; ``certain`` could update a lead: they look like exactly one, of which no other row speaks.
    None of that is known while new rows are skipped."""

    unmatched: int = 0
    alike: int = 0
    certain: int = 0


class KeyCount(NamedTuple):
    """Of the ``filled`` rows that have something in a key's column, ``found`` name a lead, or several."""

    filled: int
    found: int


@dataclass(frozen=True)
class ImportOutlook:
    """A plan and what else could be chosen. ``choices`` are those planned, with the order of dates that the file
    settles itself; ``columns`` are by field key, ``dates`` by the index of the column; ``days`` are a text of each
    column whose days have to be asked about. ``keys`` are counts of those that were asked about. ``flaws`` are what the
    sheet will say of the rows, by place; ``flawed`` the places of those among them that are held back until repaired.
    ``changes`` are the cells that would change and the new leads without any; ``notable`` the places of rows to be
    looked at; ``places`` those of each kind, flawed rows being problems, too."""

    plan: ImportPlan
    choices: ImportChoices
    columns: Mapping[str, ColumnCount]
    blanks: BlankCount
    new: NewCount
    foreign: tuple[ForeignValue, ...]
    dates: Mapping[int, DateReading]
    days: Mapping[int, str]
    keys: Mapping[RowKey, KeyCount]
    flaws: Mapping[int, Sequence[RowFlaw]]
    flawed: frozenset[int]
    changes: int
    notable: Sequence[int]
    places: Mapping[RowKind, Sequence[int]]


def import_outlook(
    table: Table,
    choices: ImportChoices,
    leads: SheetPicture,
    style: TextStyle,
    *,
    keys: Iterable[RowKey] = (),
    watch: Watch | None = None,
) -> ImportOutlook:
    """Plan, and count what the other choices would do; ``keys`` are others by which leads could be found. Raises what
    ``watch`` raises. Longer than a function should be: one count a statement."""
    told = _shares(watch)
    dates = _dates(table, choices.uses, leads.schema)
    settled = _settled(choices, dates)
    told(0)(0, 1)
    plan = plan_import(table, settled, leads, style, watch=told(0))
    told(1)(0, 1)
    columns = _column_counts(table, settled, leads, style, plan)
    blanks = _blank_count(table, settled, leads, plan.matches)
    told(1)(1, 2)
    foreign = foreign_values(table, settled.uses, leads.schema, style)
    # Found here, so that whoever shows the plan need not wait for it.
    _ = plan.cells_by_place, plan.counts(), plan.fates, plan.problems
    flaws = plan_flaws(plan, leads, watch=told(2))
    counted = {key: key_count(table, key, leads, style) for key in keys}
    told(2)(1, 1)
    days = {index: _ambiguous_day(table.columns[index]) for index, reading in dates.items() if reading.is_open}
    new = _new_count(plan.matches, leads, settled)
    flawed = frozenset(place for place, found in flaws.items() if any(flaw.is_error for flaw in found))
    return ImportOutlook(
        plan=plan,
        choices=settled,
        columns=columns,
        blanks=blanks,
        new=new,
        foreign=foreign,
        dates=dates,
        days=days,
        keys=counted,
        flaws=flaws,
        flawed=flawed,
        changes=_change_count(plan),
        notable=_notable(plan.matches),
        places=_places(plan, flawed),
    )


def _shares(watch: Watch | None) -> Callable[[int], Watch]:
    """A watch for each part of the work, told how much of the whole is done, in thousandths. It never goes back: the
    rows are matched, and then each column tells of itself."""
    most = 0

    def part(number: int) -> Watch:
        start, end = _PARTS[number], _PARTS[number + 1]

        def told(done: int, whole: int) -> None:
            nonlocal most
            most = max(most, round(start + (end - start) * done / max(whole, 1)))
            if watch is not None:
                watch(most, _PARTS[-1])

        return told

    return part


def _change_count(plan: ImportPlan) -> int:
    filled, fates = plan.cells_by_place, plan.matches.fates
    return plan.cell_count + sum(1 for place, fate in enumerate(fates) if fate is Fate.NEW and place not in filled)


def _notable(matches: RowMatches) -> list[int]:
    """The rows that cannot be placed, and the new ones that are like a lead."""
    problems, likes = frozenset(fate for fate in Fate if fate.is_problem), matches.likes
    return [place for place, fate in enumerate(matches.fates) if fate in problems or place in likes]


def _places(plan: ImportPlan, flawed: frozenset[int]) -> dict[RowKind, list[int]]:
    found: dict[RowKind, list[int]] = {kind: [] for kind in RowKind}
    for place, kind in enumerate(plan.kinds):
        found[kind].append(place)
    found[RowKind.PROBLEM] = sorted([*found[RowKind.PROBLEM], *flawed])
    return found


def _ambiguous_day(cells: Iterable[str]) -> str:
    return next((cell.strip() for cell in cells if date_reading((cell,)).ambiguous), "")


def _dates(table: Table, uses: Iterable[ColumnUse], schema: Schema) -> dict[int, DateReading]:
    wanted = (use.index for use in uses if schema[use.key].kind is FieldKind.DATE)
    return {index: date_reading(table.columns[index]) for index in wanted}


def _settled(choices: ImportChoices, dates: Mapping[int, DateReading]) -> ImportChoices:
    """The choices with the order of dates that a column shows by itself, where none was chosen."""
    uses = tuple(
        replace(use, date_order=dates[use.index].order) if use.index in dates and use.date_order is None else use
        for use in choices.uses
    )
    return replace(choices, uses=uses)


def _column_counts(
    table: Table, choices: ImportChoices, leads: SheetPicture, style: TextStyle, plan: ImportPlan
) -> dict[str, ColumnCount]:
    now = {column.field.key: column for column in plan.columns}
    modes = {use.key: (use.mode, use.lists) for use in reversed(choices.uses)}
    tried: dict[tuple[str, ListMode], PlannedColumn] = {}
    for lists in ListMode:
        wanted = [key for key in modes if lists is ListMode.ADD or leads.schema[key].kind in LISTED_KINDS]
        tried |= {(key, lists): now[key] for key in wanted if modes[key] == (CellMode.REPLACE, _way(leads, key, lists))}
        others = [use for use in choices.uses if use.key in wanted and (use.key, lists) not in tried]
        uses = tuple(replace(use, mode=CellMode.REPLACE, lists=lists) for use in others)
        if uses:
            found = planned_columns(table, replace(choices, uses=uses, constants={}), leads, style, plan.matches)
            tried |= {(column.field.key, lists): column for column in found}
    return {key: _count(key, tried, leads.schema) for key in modes}


def _way(leads: SheetPicture, key: str, lists: ListMode) -> ListMode:
    """For a field that is no list the way of lists means nothing: it stands as every column begins."""
    return lists if leads.schema[key].kind in LISTED_KINDS else ListMode.ADD


def _count(key: str, tried: Mapping[tuple[str, ListMode], PlannedColumn], schema: Schema) -> ColumnCount:
    plain = tried[key, ListMode.ADD]
    fill = sum(1 for old in plain.old if is_empty(old))
    is_list = schema[key].kind in LISTED_KINDS
    lists = {mode: tried[key, mode].changed for mode in ListMode} if is_list else {}
    return ColumnCount(plain.changed, fill, lists)


def _blank_count(table: Table, choices: ImportChoices, leads: SheetPicture, matches: RowMatches) -> BlankCount:
    places = [place for place, row in enumerate(matches.rows) if row is not None]
    rows: list[RowId] = [row for row in matches.rows if row is not None]
    by_key: dict[str, list[ColumnUse]] = {}
    for use in choices.uses:
        by_key.setdefault(use.key, []).append(use)
    blank = clear = token = 0
    for key, uses in by_key.items():
        held = leads.column(key, rows)
        clears = uses[0].mode is CellMode.REPLACE
        found = _blank_values(table, uses, places, held)
        blank += len(found)
        clear += clears * sum(1 for value in found if not is_empty(value))
        if clears and any(CLEAR_TOKEN in table.columns[use.index] for use in uses):
            token += sum(1 for value in _token_values(table, uses, places, held) if not is_empty(value))
    return BlankCount(blank, clear, token)


def _blank_values(
    table: Table, uses: Sequence[ColumnUse], places: Sequence[int], held: Sequence[CellValue]
) -> list[CellValue]:
    """What the leads hold where every column of a field is blank."""
    columns = [table.columns[use.index] for use in uses]
    first = columns[0]
    if len(columns) == 1:
        texts = first if len(places) == len(first) else [first[place] for place in places]
        return [value for text, value in zip(texts, held, strict=True) if not text or text.isspace()]
    return [
        value for place, value in zip(places, held, strict=True) if all(not column[place].strip() for column in columns)
    ]


def _token_values(
    table: Table, uses: Sequence[ColumnUse], places: Sequence[int], held: Sequence[CellValue]
) -> Iterator[CellValue]:
    columns = [table.columns[use.index] for use in uses]
    for place, value in zip(places, held, strict=True):
        if any(is_clear_word(column[place]) for column in columns):
            yield value


def _new_count(matches: RowMatches, leads: SheetPicture, choices: ImportChoices) -> NewCount:
    fates = matches.counts()
    if choices.new is NewRows.SKIP:
        return NewCount(fates[Fate.NEW_SKIPPED])
    unmatched = fates[Fate.NEW] + fates[Fate.DUPLICATE_SKIPPED]
    if choices.duplicates is Duplicates.UPDATE:
        unmatched += sum(1 for place in matches.likes if matches.fates[place] not in _STILL_NEW)
    return NewCount(unmatched, len(matches.likes), _certain(matches, leads))


def _certain(matches: RowMatches, leads: SheetPicture) -> int:
    """How many rows would update a lead. A lead of which an earlier row speaks is not updated twice."""
    taken = {matches.rows[place] for place in matches.found_by_key()}
    for place in sorted(matches.likes):
        known = [row for row in matches.likes[place] if row in leads]
        if len(known) == 1:
            taken.add(known[0])
    return len(taken) - len(matches.found_by_key())


def key_count(table: Table, key: RowKey, leads: SheetPicture, style: TextStyle) -> KeyCount:
    """How many rows name a lead by this key, whichever it is."""
    field, texts = (
        leads.schema[key.key],
        Counter(cell for cell in table.columns[key.index] if cell and not cell.isspace()),
    )
    if key.key == LEAD_ID:
        held: Container[Hashable] = leads.bases.keys() - leads.gone
        read: Callable[[str], Hashable] = lead_id
    else:
        rows = [row for row in leads.bases if row not in leads.gone]
        held = set(map(held_key(field), leads.column(key.key, rows))) - {None}
        read = text_key(field, column_style(table, [key.index], field, style))
    return KeyCount(texts.total(), sum(count for text, count in texts.items() if read(text) in held))


_STILL_NEW = frozenset({Fate.NEW, Fate.DUPLICATE_SKIPPED})
