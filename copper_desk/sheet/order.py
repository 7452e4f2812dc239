"""Which leads are shown and in which order: the one mapping from view rows to leads.

Neither sorting nor filtering runs by itself after an edit: rows never jump or vanish under the person's hands. Knows
nothing of Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.haystack import Haystacks
from copper_desk.sheet.ranking import Sorts, precedes, ranked
from copper_desk.sheet.row_filter import ChosenRows, RowFilter, WordFilter
from copper_desk.sheet.row_group import RowGroups
from copper_desk.sheet.sheet import Sheet

_FEW = 200
"""Up to so many changed rows are looked at one by one to tell whether the order is stale; more are taken to be."""

_FEW_ASKED = 3
"""So often the place of a row is looked for among all before it is worth writing down the places of all: after a key in
the filter box nobody asks but for the current lead."""


class RowOrder:
    """The rows shown. ``style`` is how cells are shown, so that people find what they see; ``today`` is the day in the
    account's time zone.

    Filters are joined by "and": the words of the filter box, the chosen rows, the groups, and any others.
    """

    def __init__(
        self, sheet: Sheet, *, style: TextStyle | None = None, today: Callable[[], date] | None = None
    ) -> None:
        self._sheet = sheet
        style = style or TextStyle()
        self._haystacks = Haystacks(sheet, style)
        self._source = _Source(sheet, self._haystacks, style, today or (lambda: datetime.now(style.time_zone).date()))
        self._changed = sheet.watch()
        self._sorts: Sorts = ()
        self._words: WordFilter | None = None
        self._chosen: ChosenRows | None = None
        self._groups: RowGroups | None = None
        self._others: tuple[RowFilter, ...] = ()
        self._ranked = sheet.row_ids()
        self._rows = list(self._ranked)
        self._positions: dict[RowId, int] | None = None
        self._asked = 0
        self._doubtful: set[RowId] = set()
        self._out_of_order = False
        self._is_exact = (
            False  # Nothing happened since the rows were picked: each that meets the filters is among them.
        )

    # What is shown

    @property
    def rows(self) -> list[RowId]:
        """The leads shown, from the top. Not to be changed."""
        return self._rows

    def position(self, row: RowId) -> int | None:
        """Where a lead is shown, or None."""
        if self._positions is None:
            self._asked += 1
            if self._asked <= _FEW_ASKED:
                return _place_of(row, self._rows)
            self._positions = {shown: position for position, shown in enumerate(self._rows)}
        return self._positions.get(row)

    @property
    def sorts(self) -> Sorts:
        """The sort in force; empty: in the order of arrival."""
        return self._sorts

    @property
    def filters(self) -> tuple[RowFilter, ...]:
        """The filters in force."""
        found = (self._words, self._chosen, self._groups, *self._others)
        return tuple(row_filter for row_filter in found if row_filter is not None)

    @property
    def stale(self) -> bool:
        """Whether applying sort and filters again would show something else, for edits or arrivals since.

        After a change of very many rows it may say so though nothing would move.
        """
        self._take_changes()
        if self._out_of_order:
            return True
        if not self._doubtful or not (self._sorts or self.filters):
            return False
        return len(self._doubtful) > _FEW or any(map(self._would_move, self._doubtful))

    # What a person asks for

    def set_filter(self, text: str) -> None:
        """Show the rows that hold every word of ``text``; none: all."""
        words, before = WordFilter.of(text), self._words
        self._words = words if words.words else None
        self._take_changes()
        left = words.beyond(before) if before is not None and self._is_exact and self.filters == (words,) else None
        if left is None:
            self._filter()
        else:
            self._show(left.pick(self._rows, self._source))

    def narrow(self, rows: Collection[RowId] | None) -> None:
        """Show only these rows, also once they got their ids; None: all."""
        self._chosen = None if rows is None else ChosenRows(frozenset(rows))
        self._filter()

    def set_groups(self, groups: RowGroups | None) -> None:
        """Show only the rows of these groups, those of a group together; None: all, in their own order."""
        self._groups = groups
        self._filter()

    def group_of(self, position: int) -> tuple[int, bool] | None:
        """The number of the group that a shown row is in and whether it is its first row here; None without groups."""
        if self._groups is None:
            return None
        number = self._groups.number_of.get(self._rows[position])
        if number is None:
            return None
        return number, position == 0 or self._groups.number_of.get(self._rows[position - 1]) != number

    def set_filters(self, filters: Sequence[RowFilter]) -> None:
        """Show the rows that meet these, too. Leaves words, chosen rows and groups as they are."""
        self._others = tuple(filters)
        self._filter()

    def rows_beside(self, filters: Sequence[RowFilter]) -> list[RowId]:
        """The rows that would be shown with these instead of the other filters: out of which one more can choose."""
        self._take_changes()
        rows = list(self._ranked)
        for row_filter in (*filters, self._groups, self._chosen, self._words):
            if row_filter is not None:
                rows = row_filter.pick(rows, self._source)
        return rows

    def set_sort(self, sorts: Sequence[tuple[str, bool]]) -> None:
        """Sort by (field key, descending), the most important first; none: the order of arrival.

        Raises KeyError for an unknown field.
        """
        wanted = tuple(sorts)
        self._ranked = ranked(self._sheet, self._sheet.row_ids(), wanted)
        self._sorts = wanted
        self._out_of_order = False
        self._doubtful.clear()
        self._filter()

    def reapply(self) -> None:
        """Sort and filter again with what the rows hold now."""
        self.set_sort(self._sorts)

    def preparing(self) -> Iterator[int]:
        """Make the rows ready for the filter box, some fifty at each step; yields how many are done."""
        self._take_changes()
        return self._haystacks.preparing(tuple(self._ranked))

    # What happens to the sheet

    def arrived(self, delta: Delta) -> None:
        """Show rows that came at the end, drop those that left, and follow those that got an id.

        Needed for every Delta that has such rows, in their order. New leads of one's own are shown whatever the filter.
        """
        self._take_changes()
        if delta.removed:
            self._drop(frozenset(delta.removed))
        if delta.renamed:
            self._rename(dict(delta.renamed))
        if delta.added:
            self._append([row for row in delta.added if row in self._sheet])

    def _drop(self, left: frozenset[RowId]) -> None:
        self._ranked = [row for row in self._ranked if row not in left]
        self._show([row for row in self._rows if row not in left])
        self._doubtful -= left
        self._haystacks.forget(left)

    def _rename(self, names: Mapping[RowId, RowId]) -> None:
        self._ranked = [names.get(row, row) for row in self._ranked]
        self._show([names.get(row, row) for row in self._rows])
        self._doubtful = {names.get(row, row) for row in self._doubtful}
        self._haystacks.forget(names)
        self._chosen = None if self._chosen is None else self._chosen.renamed(names)
        self._groups = None if self._groups is None else self._groups.renamed(names)
        self._others = tuple(row_filter.renamed(names) for row_filter in self._others)

    def _append(self, added: list[RowId]) -> None:
        self._ranked += added
        self._out_of_order = self._out_of_order or bool(self._sorts and added)
        admitted = set(self._pick(added))
        shown = [row for row in added if row in admitted or self._sheet.is_new(row)]
        if self._positions is not None:
            self._positions.update((row, position) for position, row in enumerate(shown, start=len(self._rows)))
        self._rows += shown

    def _take_changes(self) -> None:
        if self._changed:
            self._is_exact = False
            self._haystacks.forget(self._changed)
            self._doubtful |= self._changed
            self._changed.clear()

    def _filter(self) -> None:
        self._take_changes()
        picked = self._pick(self._ranked)
        self._show(picked if self._groups is None else self._groups.together(picked))
        self._is_exact = True
        if not self._sorts:
            self._doubtful.clear()

    def _pick(self, rows: Sequence[RowId]) -> list[RowId]:
        picked = list(rows)
        for row_filter in reversed(self.filters):
            # The words last: the others cost less a row.
            picked = row_filter.pick(picked, self._source)
        return picked

    def _show(self, rows: list[RowId]) -> None:
        self._rows = rows
        self._positions = None
        self._asked = 0

    def _would_move(self, row: RowId) -> bool:
        position = self.position(row)
        belongs = row in self._sheet and bool(self._pick((row,)))
        if position is None or not belongs:
            return belongs or position is not None
        near = self._rows[max(position - 1, 0) : position + 2]
        return not all(self._may_follow(one, two) for one, two in pairwise(near))

    def _may_follow(self, first: RowId, second: RowId) -> bool:
        if self._groups is not None and self._groups.number_of.get(first) != self._groups.number_of.get(second):
            return True  # Which group comes first is asked again when the person does.
        return precedes(self._sheet, first, second, self._sorts)


def _place_of(row: RowId, rows: list[RowId]) -> int | None:
    try:
        return rows.index(row)
    except ValueError:
        return None


class _Source:
    """The sheet as filters see it."""

    def __init__(self, sheet: Sheet, haystacks: Haystacks, style: TextStyle, today: Callable[[], date]) -> None:
        self.phase = sheet.phase
        self.mark = sheet.mark
        self.today = today
        self._style = style
        self._sheet = sheet
        self._haystacks = haystacks

    @property
    def haystacks(self) -> Mapping[RowId, str]:
        return self._haystacks

    @property
    def style(self) -> TextStyle:
        return self._style

    def column(self, key: str, rows: Sequence[RowId]) -> list[CellValue]:
        return self._sheet.column(key, rows)

    def field(self, key: str) -> Field:
        return self._sheet.schema[key]

    def is_changed(self, row: RowId, key: str) -> bool:
        return self._sheet.edit(row, key) is not None

    def has_problem(self, row: RowId, key: str) -> bool:
        return self._sheet.cell_problem(row, key) is not None
