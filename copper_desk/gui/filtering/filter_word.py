"""What a filter says, in the words of its popup and of its chip. Knows nothing of how a filter picks rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from copper_desk.gui.grid.row_state import row_state
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.column_filter import (
    Among,
    Bound,
    HasProblem,
    InPeriod,
    InRange,
    IsChanged,
    IsEmpty,
    Period,
    TextMatches,
    TextTest,
)
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_filter import RowFilter, StateFilter
from copper_desk.sheet.row_store import Mark
from copper_desk.wording import counted, number, tr

_NAMED = 3
"""Up to so many values are named in a chip; more are counted."""

NEW = "new"
AS_LOADED = Phase.CLEAN.name

TESTS: Mapping[TextTest, str] = {
    TextTest.CONTAINS: "contains",
    TextTest.LACKS: "does not contain",
    TextTest.IS: "is",
    TextTest.IS_NOT: "is not",
    TextTest.BEGINS: "begins with",
    TextTest.ENDS: "ends with",
}

PERIODS: Mapping[Period, str] = {
    Period.TODAY: "today",
    Period.YESTERDAY: "yesterday",
    Period.THIS_WEEK: "this week",
    Period.LAST_7_DAYS: "the last 7 days",
    Period.THIS_MONTH: "this month",
    Period.LAST_30_DAYS: "the last 30 days",
    Period.THIS_YEAR: "this year",
}


def state_names() -> list[str]:
    """The states a row can be filtered by, by the names of Phase and Mark, and NEW."""
    return [*(phase.name for phase in Phase if phase is not Phase.CLEAN), NEW, *(mark.name for mark in Mark), AS_LOADED]


def state_label(name: str) -> str:
    """What a state of ``state_names`` is called in the State column."""
    if name == AS_LOADED:
        return tr("As loaded")
    if name == NEW:
        return row_state(Phase.CLEAN, is_new=True).words
    if name in Mark.__members__:
        return row_state(Phase.CLEAN, mark=Mark[name]).words
    return row_state(Phase[name]).words


def filter_of_states(names: Sequence[str]) -> StateFilter:
    """The filter for some names of ``state_names``."""
    phases = frozenset(Phase[name] for name in names if name in Phase.__members__)
    marks = frozenset(Mark[name] for name in names if name in Mark.__members__)
    return StateFilter(phases, marks, new=NEW in names)


def names_of_states(row_filter: StateFilter) -> list[str]:
    """The names that a filter of states was made of."""
    held = {phase.name for phase in row_filter.phases} | {mark.name for mark in row_filter.marks}
    return [name for name in state_names() if name in held or (name == NEW and row_filter.new)]


def words_of(  # noqa: PLR0911 - one line for each kind
    row_filter: RowFilter, field: Field | None, style: TextStyle
) -> str:
    """A filter in a few words: "New or Open", "from 100 to 500", "contains “ceo”", "is empty"."""
    match row_filter:
        case StateFilter():
            return _named([state_label(name) for name in names_of_states(row_filter)])
        case Among(texts=texts):
            return _named([text or tr("empty") for text in sorted(texts, key=lambda text: (not text, text.casefold()))])
        case TextMatches(test=test, text=text):
            return tr("{test} “{text}”", test=tr(TESTS[test]), text=text)
        case InRange(low=low, high=high):
            return _range_words(low, high, field, style)
        case InPeriod(period=period):
            return tr(PERIODS[period])
        case IsEmpty(is_empty=is_empty):
            return tr("is empty") if is_empty else tr("is not empty")
        case IsChanged():
            return tr("was changed")
        case HasProblem():
            return tr("has a problem")
        case _:
            raise TypeError(f"no words for {row_filter!r}")


def _named(labels: Sequence[str]) -> str:
    if not labels:
        return tr("nothing")
    if len(labels) > _NAMED:
        return counted(len(labels), "1 value", "{n} values")
    *first, last = labels
    return tr("{first} or {last}", first=", ".join(first), last=last) if first else last


def _range_words(low: Bound | None, high: Bound | None, field: Field | None, style: TextStyle) -> str:
    if low is not None and high is not None:
        return tr("{low} to {high}", low=bound_text(low, field, style), high=bound_text(high, field, style))
    if low is not None:
        return tr("from {low}", low=bound_text(low, field, style))
    return tr("up to {high}", high=bound_text(high, field, style)) if high is not None else tr("filled")


def bound_text(bound: Bound, field: Field | None, style: TextStyle) -> str:
    """An end of a range as the cells of the column show it."""
    if isinstance(bound, date) or field is None:
        return str(bound) if isinstance(bound, date) else number(bound)
    return display_of(field, bound, style)
