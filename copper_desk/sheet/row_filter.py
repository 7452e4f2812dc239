"""Which rows are shown: pure filters that can be joined, each picking rows without changing their order.

Knows nothing of views; a filter sees rows only through ``FilterSource``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from copper_desk.leads.field import Field
from copper_desk.leads.haystack import search_words
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_store import Mark

_PLAIN_NEW = frozenset({Phase.CLEAN, Phase.CHANGED})


class FilterSource(Protocol):
    """What a filter may ask about rows."""

    @property
    def haystacks(self) -> Mapping[RowId, str]:
        """The text of each row, folded for searching."""

    def phase(self, row: RowId) -> Phase:
        """Where the row stands."""

    def mark(self, row: RowId) -> Mark | None:
        """What the last push left on it."""

    def column(self, key: str, rows: Sequence[RowId]) -> list[CellValue]:
        """What one field shows in each of ``rows``."""

    def field(self, key: str) -> Field:
        """The field of a column."""

    def is_changed(self, row: RowId, key: str) -> bool:
        """Whether a cell differs from what was loaded."""

    def has_problem(self, row: RowId, key: str) -> bool:
        """Whether something is wrong with a cell."""

    @property
    def style(self) -> TextStyle:
        """How cells are shown, and in which time zone."""

    def today(self) -> date:
        """The day in the account's time zone."""


class RowFilter(Protocol):
    """One condition. Joined with others by "and"."""

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        """The rows that meet the condition, in the order given."""

    def renamed(self, names: Mapping[RowId, RowId]) -> RowFilter:
        """The same condition after new leads got their ids."""


@dataclass(frozen=True, slots=True)
class WordFilter:
    """Rows that hold every word somewhere. ``words`` are folded as ``search_words`` does."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> WordFilter:
        """The filter for what was typed into the filter box."""
        return cls(search_words(text))

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        if not self.words:
            return list(rows)
        texts = source.haystacks
        # The longest word first: it leaves the fewest rows for the others.
        for word in sorted(self.words, key=len, reverse=True):
            rows = [row for row in rows if word in texts[row]]
        return list(rows)

    def beyond(self, before: WordFilter) -> WordFilter | None:
        """What is still to be looked for in the rows that ``before`` picked; None where it may have left some out.

        Who types on asks for less and less: the letters of a word, and the next word.
        """
        if all(any(old in word for word in self.words) for old in before.words):
            return WordFilter(tuple(word for word in self.words if word not in before.words))
        return None

    def renamed(self, names: Mapping[RowId, RowId]) -> WordFilter:  # noqa: ARG002 - words name no row
        return self


@dataclass(frozen=True, slots=True)
class StateFilter:
    """Rows in one of these phases, or with one of these marks of the last push, or new ones.

    A row goes by what its State shows: a clean one with a mark by its mark alone, a new one that is merely changed as
    new alone.
    """

    phases: frozenset[Phase]
    marks: frozenset[Mark] = frozenset()
    new: bool = False

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        return [row for row in rows if self._admits(row, source.phase(row), source.mark(row))]

    def _admits(self, row: RowId, phase: Phase, mark: Mark | None) -> bool:
        if row < 0 and (self.new or phase in _PLAIN_NEW):
            return self.new
        if mark is not None and (mark in self.marks or phase is Phase.CLEAN):
            return mark in self.marks
        return phase in self.phases

    def renamed(self, names: Mapping[RowId, RowId]) -> StateFilter:  # noqa: ARG002 - states name no row
        return self


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Exactly these rows, as far as they are still there: "Show these 12"."""

    rows: frozenset[RowId]

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:  # noqa: ARG002 - the choice is made
        return [row for row in rows if row in self.rows]

    def renamed(self, names: Mapping[RowId, RowId]) -> ChosenRows:
        if self.rows.isdisjoint(names):
            return self
        return replace(self, rows=frozenset(names.get(row, row) for row in self.rows))
