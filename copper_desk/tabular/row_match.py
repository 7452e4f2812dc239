"""Which lead each row of a file speaks of: one, a new one, or none that can be named with certainty.

Several matches are shown and never guessed. Every row has exactly one fate. Rows that name a lead come first, wherever
they stand; only then the others are compared with what is there, and with each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from copper_desk.leads.likeness import Likeness
from copper_desk.leads.style import TextStyle
from copper_desk.leads.unreadable import quoted
from copper_desk.leads.value import CellValue, RowId, Unparsed
from copper_desk.sheet.duplicate import DuplicateIndex
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.import_choice import Duplicates, NewRows, RowKey
from copper_desk.tabular.number_reading import column_style
from copper_desk.tabular.row_key import Key, held_key, text_key
from copper_desk.tabular.table import Table, Watch
from copper_desk.wording import later, number, tr

LEAD_ID = "id"
NEW_SKIPPED = later("It would be a new lead.")
SAYS_NOTHING = later("It says nothing about a lead.")
_NAMED = 5
_LONGEST_ID = 19
_TOLD_EVERY = 2_000

NewLead: TypeAlias = Callable[[int], Sequence[CellValue] | None]
"""What all fields of the new lead of the row at a place (from 0) would show; None where the row says nothing."""


_SHARED = {
    Likeness.EMAIL: later("e-mail"),
    Likeness.PHONE: later("phone"),
    Likeness.NAME_AND_COMPANY: later("name and company"),
}


class Fate(Enum):
    """What becomes of a row."""

    EXISTING = later("an existing lead")
    NEW = later("a new lead")
    NEW_SKIPPED = later("would be a new lead")
    DUPLICATE_SKIPPED = later("looks like another lead")
    REPEATED = later("stands in the file twice")
    SEVERAL = later("fits several leads")
    MISSING = later("is not in Copper")
    UNREADABLE = later("has no readable key")

    # Enum's own hash is written in Python, and every row of a file is counted by its fate.
    __hash__ = object.__hash__

    @property
    def is_problem(self) -> bool:
        """Whether somebody has to look at the row, rather than having chosen to leave it out."""
        return self in _PROBLEMS


_PROBLEMS = (Fate.REPEATED, Fate.SEVERAL, Fate.MISSING, Fate.UNREADABLE)


@dataclass(frozen=True, slots=True)
class RowMatches:
    """``fates`` and ``rows`` are aligned with the rows of the table; a row without a lead, or with a new one, has None.
    ``reasons`` are sentences about rows (by place) that are left out; ``likes`` tell with which leads a new one is
    alike."""

    fates: tuple[Fate, ...]
    rows: tuple[RowId | None, ...]
    reasons: Mapping[int, str]
    likes: Mapping[int, tuple[RowId, ...]]

    def placed(self) -> Sequence[int]:
        """The places of the rows that have a lead, an existing or a new one."""
        existing, new = Fate.EXISTING, Fate.NEW
        found = [place for place, fate in enumerate(self.fates) if fate is existing or fate is new]
        return range(len(self.fates)) if len(found) == len(self.fates) else found

    def found_by_key(self) -> frozenset[int]:
        """The places of the rows whose lead was found by its key, and not by what it is like."""
        return frozenset(place for place, row in enumerate(self.rows) if row is not None and place not in self.likes)

    def counts(self) -> Counter[Fate]:
        """How many rows have each fate."""
        return Counter(self.fates)


def match_rows(
    table: Table,
    key: RowKey | None,
    leads: SheetPicture,
    style: TextStyle,
    *,
    new: NewRows,
    duplicates: Duplicates,
    new_lead: NewLead,
    watch: Watch | None = None,
) -> RowMatches:
    """The fate of each row. ``leads`` are those it may speak of. Raises what ``watch`` raises."""
    matcher = _Matcher(table, leads, duplicates=duplicates, new_lead=new_lead, watch=watch)
    if key is None:
        unplaced: Iterable[int] = range(len(table))
    else:
        unplaced = matcher.by_id(key) if key.key == LEAD_ID else matcher.by_value(key, style)
    if new is NewRows.SKIP:
        matcher.skip(unplaced)
    else:
        matcher.add(unplaced)
    return matcher.matches()


class _Matcher:
    def __init__(
        self,
        table: Table,
        leads: SheetPicture,
        *,
        duplicates: Duplicates,
        new_lead: NewLead,
        watch: Watch | None,
    ) -> None:
        self._table = table
        self._leads = leads
        self._duplicates = duplicates
        self._new_lead = new_lead
        self._watch = watch
        self._fates: list[Fate] = [Fate.EXISTING] * len(table)
        self._rows: list[RowId | None] = [None] * len(table)
        self._reasons: dict[int, str] = {}
        self._likes: dict[int, tuple[RowId, ...]] = {}
        self._taken: dict[RowId, int] = {}
        self._fresh: dict[RowId, int] = {}
        self._work = 0
        self._below = min(leads.bases, default=0) - 1

    def matches(self) -> RowMatches:
        return RowMatches(tuple(self._fates), tuple(self._rows), self._reasons, self._likes)

    def by_id(self, key: RowKey) -> list[int]:
        """Place the rows that name a lead by its id; returns the places of the others."""
        if self._all_by_id(self._table.columns[key.index]):
            return []
        unplaced = []
        leads, gone, taken, rows = self._leads.bases, self._leads.gone, self._taken, self._rows
        for place, cell in enumerate(self._table.columns[key.index]):
            row = lead_id(cell)
            if row is None:
                if text := cell.strip():
                    self._leave(place, Fate.UNREADABLE, tr("{text} is no Lead ID.", text=quoted(text)))
                else:
                    unplaced.append(place)
            elif row not in leads or row in gone:
                self._leave(place, Fate.MISSING, _missing(row, is_known=row in gone))
            elif taken.setdefault(row, place) != place:
                self._repeat(place, row)
            else:
                rows[place] = row
            self._tell()
        return unplaced

    def _all_by_id(self, cells: Sequence[str]) -> bool:
        """Place all rows at once where each names another lead that is there: most files are so."""
        whole = "".join(cells)
        if not (whole.isdecimal() and whole.isascii() and all(cells) and max(map(len, cells)) <= _LONGEST_ID):
            return False
        rows = list(map(int, cells))
        named = set(rows)
        if len(named) < len(rows) or not named <= self._leads.bases.keys() or not named.isdisjoint(self._leads.gone):
            return False
        self._rows = list(rows)
        return True

    def by_value(self, key: RowKey, style: TextStyle) -> list[int]:
        """Place the rows that share a value with a lead; returns the places of those that share none."""
        field = self._leads.schema[key.key]
        rows_by_key = self._rows_by_key(key.key, held_key(field))
        read, seen = text_key(field, column_style(self._table, [key.index], field, style)), dict[Key, int]()
        unplaced = []
        for place, cell in enumerate(self._table.columns[key.index]):
            named = read(cell)
            rows = rows_by_key.get(named, ()) if named is not None else ()
            if isinstance(named, Unparsed):
                self._leave(place, Fate.UNREADABLE, named.message)
            elif rows:
                self._place_among(place, cell, rows)
            elif named is not None and seen.setdefault(named, place) != place:
                first = self._table.row_numbers[seen[named]]
                reason = tr(
                    "{lead} already stands in row {row}; this row was left out.",
                    lead=quoted(cell),
                    row=number(first),
                )
                self._leave(place, Fate.REPEATED, reason)
            else:
                unplaced.append(place)
            self._tell()
        return unplaced

    def _rows_by_key(self, key: str, read: Callable[[CellValue], Key]) -> dict[Key, list[RowId]]:
        rows = list(self._leads.bases)
        found: dict[Key, list[RowId]] = {}
        for row, value in zip(rows, self._leads.column(key, rows), strict=True):
            named = read(value)
            if named is not None:
                found.setdefault(named, []).append(row)
        return found

    def _place_among(self, place: int, cell: str, rows: Sequence[RowId]) -> None:
        there = [row for row in rows if row not in self._leads.gone] if self._leads.gone else rows
        if not there:
            self._leave(place, Fate.MISSING, _missing(rows[0], is_known=True))
        elif len(there) > 1:
            self._leave(place, Fate.SEVERAL, _several(cell, there))
        elif self._taken.setdefault(there[0], place) != place:
            self._repeat(place, there[0])
        else:
            self._rows[place] = there[0]

    def skip(self, places: Iterable[int]) -> None:
        """Leave out the rows that would be new leads."""
        for place in places:
            self._leave(place, Fate.NEW_SKIPPED, NEW_SKIPPED)

    def add(self, places: Iterable[int]) -> None:
        """Make these rows new leads, but for those that say nothing or are like another lead."""
        index = self._index()
        for place in places:
            self._tell()
            shown = self._new_lead(place)
            if shown is None:
                self._leave(place, Fate.NEW_SKIPPED, SAYS_NOTHING)
                continue
            keys = index.keys(shown)
            alike = _nearest(index.alike_by(keys))
            if alike:
                self._likes[place] = tuple(alike)
            if alike and self._duplicates is not Duplicates.CREATE:
                self._place_alike(place, alike)
                continue
            # A name that no row of the sheet has: rows that come later are compared with this one, too.
            fresh = self._below - place
            index.add_keys(fresh, keys)
            self._fresh[fresh] = place
            self._fates[place] = Fate.NEW

    def _index(self) -> DuplicateIndex:
        index, leads = DuplicateIndex(self._leads.schema), self._leads
        for row in leads.bases:
            if row not in leads.gone:
                index.add(row, leads.shown(row))
            self._tell()
        return index

    def _place_alike(self, place: int, alike: Mapping[RowId, Likeness]) -> None:
        known = [row for row in alike if row not in self._fresh]
        if self._duplicates is Duplicates.SKIP or not known:
            self._leave(place, Fate.DUPLICATE_SKIPPED, self._like_sentence(alike))
        elif len(known) > 1:
            reason = tr("It is like several leads ({listed}); choose one and give its Lead ID.", listed=_listed(known))
            self._leave(place, Fate.SEVERAL, reason)
        elif self._taken.setdefault(known[0], place) != place:
            self._repeat(place, known[0])
        else:
            self._rows[place] = known[0]

    def _leave(self, place: int, fate: Fate, reason: str) -> None:
        self._fates[place] = fate
        self._reasons[place] = reason

    def _repeat(self, place: int, row: RowId) -> None:
        named = _named(row)
        reason = tr(
            "{lead} already stands in row {row}; this row was left out.",
            lead=named[:1].upper() + named[1:],
            row=number(self._table.row_numbers[self._taken[row]]),
        )
        self._leave(place, Fate.REPEATED, reason)

    def _like_sentence(self, alike: Mapping[RowId, Likeness]) -> str:
        row, likeness = next(iter(alike.items()))
        share = tr(_SHARED[likeness])
        if row in self._fresh:
            return tr(
                "It has the same {share} as row {number} of the file.",
                share=share,
                number=number(self._table.row_numbers[self._fresh[row]]),
            )
        return tr("It has the same {share} as {named}.", share=share, named=_named(row))

    def _tell(self) -> None:
        """One piece of work more: a row looked at by its key, a lead that new rows may be like, or a new row."""
        if self._watch is not None and self._work % _TOLD_EVERY == 0:
            self._watch(self._work, 2 * len(self._table) + len(self._leads.bases))
        self._work += 1


def _nearest(alike: dict[RowId, Likeness]) -> dict[RowId, Likeness]:
    """Where exactly one lead has the e-mail, that one alone: a switchboard's phone number stands on many."""
    same = [row for row, likeness in alike.items() if likeness is Likeness.EMAIL]
    return {same[0]: Likeness.EMAIL} if len(same) == 1 else alike


def lead_id(cell: str) -> RowId | None:
    """The Lead ID that a cell holds, None where it holds none."""
    text = cell if cell.isdecimal() else cell.strip()
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= _LONGEST_ID else None


def _missing(row: RowId, *, is_known: bool) -> str:
    if is_known:
        return tr("Lead {row} is no longer in Copper: deleted, merged or converted.", row=row)
    return tr("Lead {row} is not among the leads that Copper shows you: deleted, merged or converted.", row=row)


def _named(row: RowId) -> str:
    return tr("Lead {row}", row=row) if row > 0 else tr("a new lead in the sheet")


def _listed(rows: Sequence[RowId]) -> str:
    """Their ids; new leads have none."""
    ids = [str(row) for row in rows if row > 0]
    fresh = len(rows) - len(ids)
    shown = [*ids[:_NAMED], *([tr("{n} more", n=number(len(ids) - _NAMED))] if len(ids) > _NAMED else [])]
    shown += [tr("{n} new in the sheet", n=number(fresh))] if fresh else []
    return ", ".join(shown)


def _several(text: str, rows: Sequence[RowId]) -> str:
    return tr(
        "{n} leads have {text} ({listed}); give the Lead ID of the one that is meant.",
        n=number(len(rows)),
        text=quoted(text),
        listed=_listed(rows),
    )
