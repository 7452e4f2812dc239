"""Which rows are shown, by what one column holds: its values, its text, a range, what is empty, changed or a problem.

Each is a RowFilter and a plain value, so that it can be compared, kept and applied again. Values are named by their
text in the form for files, so that a filter that was kept finds the same tomorrow, whatever the desktop's habits are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.haystack import folded
from copper_desk.leads.kind import NUMBER_KINDS, WORD_KINDS, FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, RowId, Unparsed, is_empty
from copper_desk.sheet.row_filter import FilterSource

DAY_KINDS = frozenset({FieldKind.DATE, FieldKind.TIMESTAMP})
"""Kinds that are filtered by days."""

RANGE_KINDS = NUMBER_KINDS | DAY_KINDS | {FieldKind.IDENTIFIER}
"""Kinds that are filtered by a lowest and a highest value."""

Bound: TypeAlias = int | float | date
"""An end of a range; a timestamp is compared by its day in the account's time zone."""


class TextTest(Enum):
    """How the text of a cell is compared, whatever its case."""

    CONTAINS = "contains"
    LACKS = "does not contain"
    IS = "is"
    IS_NOT = "is not"
    BEGINS = "begins with"
    ENDS = "ends with"


class Period(Enum):
    """Days told from today, so that a view that was kept means them anew each day. Weeks begin on Monday (ISO 8601)."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this week"
    LAST_7_DAYS = "the last 7 days"
    THIS_MONTH = "this month"
    LAST_30_DAYS = "the last 30 days"
    THIS_YEAR = "this year"

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day."""
        monday, first = today - timedelta(today.weekday()), today.replace(day=1)
        return {
            Period.TODAY: (today, today),
            Period.YESTERDAY: (today - timedelta(1), today - timedelta(1)),
            Period.THIS_WEEK: (monday, monday + timedelta(6)),
            Period.LAST_7_DAYS: (today - timedelta(6), today),
            Period.THIS_MONTH: (first, (first + timedelta(31)).replace(day=1) - timedelta(1)),
            Period.LAST_30_DAYS: (today - timedelta(29), today),
            Period.THIS_YEAR: (date(today.year, 1, 1), date(today.year, 12, 31)),
        }[self]


@dataclass(frozen=True, slots=True)
class _OfValue:
    """A filter that looks at one cell's value. A column of cities has few values, so each is looked at once."""

    key: str

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        values = source.column(self.key, rows)
        accepts = self.acceptance(source)
        accepted = {value for value in set(values) if accepts(value)}
        return [row for row, value in zip(rows, values, strict=True) if value in accepted]

    def renamed(self, names: Mapping[RowId, RowId]) -> _OfValue:  # noqa: ARG002 - values name no row
        return self

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:
        """What tells whether a value is shown."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Among(_OfValue):
    """Cells that hold one of these values; "" is the empty cell. A cell with several values needs one of them."""

    texts: frozenset[str]

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:
        field, zone, texts = source.field(self.key), source.style.zone, self.texts
        return lambda value: any(text in texts for text in value_texts(field, value, zone))


@dataclass(frozen=True, slots=True)
class TextMatches(_OfValue):
    """Cells whose text passes a test with ``text``. One of several values is enough; the denials need all."""

    test: TextTest
    text: str

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:
        field, style, wanted = source.field(self.key), source.style, folded(self.text.strip())
        passes, is_denial = _PASSES[self.test], self.test in _DENIALS
        are_words = field.kind in WORD_KINDS

        def accepts(value: CellValue) -> bool:
            if are_words and isinstance(value, str):  # By far the most, and they are their own text.
                return passes(folded(value), wanted)
            texts = (folded(text) for text in _texts(field, value, style))
            found = (passes(text, wanted) for text in texts)
            return all(found) if is_denial else any(found)

        return accepts


@dataclass(frozen=True, slots=True)
class InRange(_OfValue):
    """Cells from ``low`` to ``high``, both included; None: no end on that side. Empty cells are in no range."""

    low: Bound | None = None
    high: Bound | None = None

    @classmethod
    def between(cls, key: str, one: Any, other: Any) -> InRange:
        """The range of two ends, whichever is the lower. Both are of one kind, or None."""
        if one is not None and other is not None and one > other:
            one, other = other, one
        return cls(key, one, other)

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:
        return _between(source.field(self.key), source.style, self.low, self.high)


@dataclass(frozen=True, slots=True)
class InPeriod(_OfValue):
    """Days of a period told from today."""

    period: Period

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:
        return _between(source.field(self.key), source.style, *self.period.days(source.today()))


@dataclass(frozen=True, slots=True)
class IsEmpty(_OfValue):
    """Cells that hold nothing, or all others."""

    is_empty: bool = True

    def acceptance(self, source: FilterSource) -> Callable[[CellValue], bool]:  # noqa: ARG002 - nothing to ask
        return lambda value: is_empty(value) is self.is_empty


@dataclass(frozen=True, slots=True)
class IsChanged:
    """Cells that differ from what was loaded."""

    key: str

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        return [row for row in rows if source.is_changed(row, self.key)]

    def renamed(self, names: Mapping[RowId, RowId]) -> IsChanged:  # noqa: ARG002 - names no row
        return self


@dataclass(frozen=True, slots=True)
class HasProblem:
    """Cells with an error, a refusal of Copper's, a warning or a conflict."""

    key: str

    def pick(self, rows: Sequence[RowId], source: FilterSource) -> list[RowId]:
        return [row for row in rows if source.has_problem(row, self.key)]

    def renamed(self, names: Mapping[RowId, RowId]) -> HasProblem:  # noqa: ARG002 - names no row
        return self


@cache
def _plain_style(zone: str) -> TextStyle:
    return TextStyle(zone=zone)


def value_texts(field: Field, value: CellValue, zone: str) -> tuple[str, ...]:
    """The values in a cell by which ``Among`` knows them: ("",) for an empty one, several for a list."""
    return _texts(field, value, _plain_style(zone))


def _texts(field: Field, value: CellValue, style: TextStyle) -> tuple[str, ...]:
    if value is None or value == ():
        return ("",)
    if isinstance(value, tuple):
        if field.kind is FieldKind.MULTI_SELECT:
            label_of = choices_of(field).label_of
            return tuple(label_of(option) for option in value if isinstance(option, int))
        return tuple(str(item) for item in value)
    return (text_of(field, value, style),)


_PASSES: Mapping[TextTest, Callable[[str, str], bool]] = {
    TextTest.CONTAINS: lambda text, wanted: wanted in text,
    TextTest.LACKS: lambda text, wanted: wanted not in text,
    TextTest.IS: lambda text, wanted: text.strip() == wanted,
    TextTest.IS_NOT: lambda text, wanted: text.strip() != wanted,
    TextTest.BEGINS: lambda text, wanted: text.lstrip().startswith(wanted),
    TextTest.ENDS: lambda text, wanted: text.rstrip().endswith(wanted),
}
_DENIALS = frozenset({TextTest.LACKS, TextTest.IS_NOT})


def _between(field: Field, style: TextStyle, low: Bound | None, high: Bound | None) -> Callable[[CellValue], bool]:
    measure = _day_of(style) if field.kind is FieldKind.TIMESTAMP else _as_it_is

    def accepts(value: CellValue) -> bool:
        if value is None or isinstance(value, Unparsed):
            return False
        measured = measure(value)
        try:
            return (low is None or low <= measured) and (high is None or measured <= high)
        except TypeError:  # A range of days on a column that became one of numbers, or the other way round.
            return False

    return accepts


def _as_it_is(value: CellValue) -> Any:
    return value


def _day_of(style: TextStyle) -> Callable[[CellValue], Any]:
    zone = style.time_zone

    def day(value: CellValue) -> Any:
        return datetime.fromtimestamp(value, zone).date() if isinstance(value, int) else value

    return day
