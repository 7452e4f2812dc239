"""Filters of columns: each picks what a person would pick by hand, from whatever the cells hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, Unparsed, Value
from copper_desk.sheet.column_filter import (
    Among,
    HasProblem,
    InPeriod,
    InRange,
    IsChanged,
    IsEmpty,
    Period,
    TextMatches,
    TextTest,
    value_texts,
)
from copper_desk.sheet.column_value import ColumnValue, column_values
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.outcome import Accepted
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_filter import RowFilter, StateFilter
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, STYLE, lead, numbered, push, put, sheet_of

TODAY = date(2026, 3, 4)


def picked(sheet: Sheet, row_filter: RowFilter, *, style: TextStyle = STYLE) -> list[RowId]:
    """The rows shown with this filter alone."""
    order = RowOrder(sheet, style=style, today=lambda: TODAY)
    order.set_filters((row_filter,))
    return order.rows


def titled(*titles: Value) -> Sheet:
    """Leads 1, 2, … with these titles."""
    return sheet_of(*(lead(n, name=f"N{n}", title=title) for n, title in enumerate(titles, start=1)))


def test_values_are_chosen_by_what_they_say_and_the_empty_cell_by_nothing() -> None:
    sheet = titled("CEO", None, "CTO", "CEO")
    assert picked(sheet, Among("title", frozenset({"CEO"}))) == [1, 4]
    assert picked(sheet, Among("title", frozenset({"CTO", ""}))) == [2, 3]
    assert picked(sheet, Among("title", frozenset())) == []


def test_a_cell_with_several_values_needs_one_of_those_chosen() -> None:
    sheet = sheet_of(lead(1, name="A", tags=("expo", "vip")), lead(2, name="B", tags=("vip",)), lead(3, name="C"))
    assert picked(sheet, Among("tags", frozenset({"expo"}))) == [1]
    assert picked(sheet, Among("tags", frozenset({"vip"}))) == [1, 2]
    assert picked(sheet, Among("tags", frozenset({""}))) == [3]


def test_choices_are_named_and_an_id_that_is_gone_is_named_by_its_number() -> None:
    sheet = sheet_of(lead(1, name="A", status_id=22), lead(2, name="B", status_id=99), lead(3, name="C"))
    assert picked(sheet, Among("status_id", frozenset({"Open"}))) == [1]
    assert picked(sheet, Among("status_id", frozenset({"#99 (unknown)"}))) == [2]


def test_what_is_typed_counts_not_what_was_loaded() -> None:
    sheet = titled("CEO", "CTO")
    put(sheet, 1, "title", "Owner")
    assert picked(sheet, Among("title", frozenset({"Owner"}))) == [1]
    assert picked(sheet, Among("title", frozenset({"CEO"}))) == []


@pytest.mark.parametrize(
    ("test", "text", "found"),
    [
        (TextTest.CONTAINS, "ceo", [1, 3]),
        (TextTest.LACKS, "ceo", [2, 4]),
        (TextTest.IS, "CEO", [1]),
        (TextTest.IS_NOT, "ceo", [2, 3, 4]),
        (TextTest.BEGINS, "ce", [1]),
        (TextTest.ENDS, "o", [1, 2, 3]),
    ],
)
def test_text_is_compared_whatever_its_case(test: TextTest, text: str, found: list[RowId]) -> None:
    assert picked(titled("CEO", "CTO", "The CEO", None), TextMatches("title", test, text)) == found


def test_a_list_contains_a_text_in_one_entry_and_lacks_it_in_all() -> None:
    sheet = sheet_of(lead(1, name="A", tags=("expo", "vip")), lead(2, name="B", tags=("vip",)))
    assert picked(sheet, TextMatches("tags", TextTest.CONTAINS, "EXP")) == [1]
    assert picked(sheet, TextMatches("tags", TextTest.LACKS, "EXP")) == [2]


def test_ranges_include_their_ends_and_leave_out_what_is_no_number() -> None:
    sheet = sheet_of(*(lead(n, name="A", monetary_value=value) for n, value in enumerate((0, 10, 20.5, None), 1)))
    put(sheet, 1, "monetary_value", Unparsed("ten", "no number"))
    assert picked(sheet, InRange("monetary_value", 10, 20.5)) == [2, 3]
    assert picked(sheet, InRange("monetary_value", None, 10)) == [2]
    assert picked(sheet, InRange("monetary_value", 11)) == [3]
    assert InRange.between("monetary_value", 20, 10) == InRange("monetary_value", 10, 20)


def test_a_timestamp_belongs_to_its_day_in_the_time_zone_of_the_account() -> None:
    late = int(datetime(2026, 3, 3, 23, 30, tzinfo=UTC).timestamp())
    sheet = sheet_of(lead(1, name="A", date_created=late))
    day = InRange("date_created", date(2026, 3, 4), date(2026, 3, 4))
    assert picked(sheet, day, style=TextStyle(zone="UTC")) == []
    assert picked(sheet, day, style=TextStyle(zone="Europe/Berlin")) == [1]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.TODAY, date(2026, 3, 4), date(2026, 3, 4)),
        (Period.YESTERDAY, date(2026, 3, 3), date(2026, 3, 3)),
        (Period.THIS_WEEK, date(2026, 3, 2), date(2026, 3, 8)),
        (Period.LAST_7_DAYS, date(2026, 2, 26), date(2026, 3, 4)),
        (Period.THIS_MONTH, date(2026, 3, 1), date(2026, 3, 31)),
        (Period.LAST_30_DAYS, date(2026, 2, 3), date(2026, 3, 4)),
        (Period.THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_told_from_today(period: Period, first: date, last: date) -> None:
    assert period.days(TODAY) == (first, last)
    sheet = sheet_of(lead(1, name="A", cf_7=first), lead(2, name="B", cf_7=last), lead(3, name="C"))
    assert picked(sheet, InPeriod("cf_7", period)) == [1, 2]


def test_the_last_day_of_december_ends_its_month() -> None:
    assert Period.THIS_MONTH.days(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_range_of_days_on_a_column_of_numbers_finds_nothing() -> None:
    sheet = sheet_of(lead(1, name="A", monetary_value=5))
    assert picked(sheet, InRange("monetary_value", date(2026, 1, 1))) == []


def test_empty_changed_and_troubled_cells() -> None:
    sheet = titled("CEO", None, "CTO")
    put(sheet, 3, "title", None)
    put(sheet, 1, "email", Unparsed("nonsense", "no address"))
    assert picked(sheet, IsEmpty("title")) == [2, 3]
    assert picked(sheet, IsEmpty("title", is_empty=False)) == [1]
    assert picked(sheet, IsChanged("title")) == [3]
    assert picked(sheet, HasProblem("title")) == []
    assert picked(sheet, HasProblem("email")) == [1]


def test_states_go_by_what_the_state_column_shows() -> None:
    sheet = numbered(3)
    for row in (1, 2):
        put(sheet, row, "title", "CEO")
    push(sheet, [1])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert picked(sheet, StateFilter(frozenset({Phase.CHANGED}))) == [2]
    assert picked(sheet, StateFilter(frozenset({Phase.CLEAN}))) == [3]
    assert picked(sheet, StateFilter(frozenset(), frozenset({Mark.ACCEPTED}))) == [1]


_values = st.one_of(st.none(), st.sampled_from(["a", "A ", "b", "Ä", "", "10", "9"]).map(lambda text: text or None))
_filters: dict[str, tuple[RowFilter, Callable[[CellValue], bool]]] = {
    "among": (Among("title", frozenset({"a", ""})), lambda value: value in {"a", None}),
    "contains": (TextMatches("title", TextTest.CONTAINS, "a"), lambda value: "a" in str(value or "").lower()),
    "empty": (IsEmpty("title"), lambda value: value is None),
}


@given(values=st.lists(_values, max_size=12), name=st.sampled_from(sorted(_filters)))
def test_a_filter_picks_what_its_cells_say_and_nothing_else(values: list[Value], name: str) -> None:
    row_filter, holds = _filters[name]
    expected = [n for n, value in enumerate(values, start=1) if holds(value)]
    assert picked(titled(*values), row_filter) == expected


def test_the_list_of_values_counts_sorts_and_puts_the_empty_cell_last() -> None:
    field = SCHEMA["status_id"]
    values = column_values(field, [22, None, 21, 22, 99], STYLE)
    assert values == [
        ColumnValue("New", "New", 1),
        ColumnValue("Open", "Open", 2),
        ColumnValue("#99 (unknown)", "#99 (unknown)", 1),
        ColumnValue("", "", 1),
    ]


def test_numbers_are_listed_by_size_as_they_are_shown_and_bad_text_behind_them() -> None:
    field = SCHEMA["monetary_value"]
    listed = column_values(field, [12000, 5, Unparsed("ten", "no number")], TextStyle(decimal=",", group="."))
    assert [value.label for value in listed] == ["5,00", "12.000,00", "ten"]
    assert [value.text for value in listed] == ["5", "12000", "ten"]


def test_the_entries_of_lists_are_values_of_their_own() -> None:
    values = column_values(SCHEMA["tags"], [("expo", "vip"), ("vip",), (), ("10", "9")], STYLE)
    assert [(value.label, value.leads) for value in values] == [("9", 1), ("10", 1), ("expo", 1), ("vip", 2), ("", 1)]


@given(values=st.lists(_values, max_size=12))
def test_every_listed_value_finds_as_many_rows_as_it_says(values: list[Value]) -> None:
    sheet = titled(*values)
    for value in column_values(SCHEMA["title"], sheet.column("title", sheet.row_ids()), STYLE):
        assert len(picked(sheet, Among("title", frozenset({value.text})))) == value.leads


def test_the_text_of_a_value_does_not_depend_on_the_desktop() -> None:
    assert value_texts(SCHEMA["cf_7"], date(2026, 3, 4), "UTC") == ("2026-03-04",)
    assert value_texts(SCHEMA["monetary_value"], 12000.5, "UTC") == ("12000.5",)


def test_of_very_many_values_the_repeated_ones_come_first() -> None:
    values = ["a", "b", "c", "b", "d", "d", "d"]
    listed = column_values(SCHEMA["title"], values, STYLE, most=3)
    assert [(value.label, value.leads) for value in listed] == [("a", 1), ("b", 2), ("d", 3)]
    assert [value.label for value in column_values(SCHEMA["title"], values, STYLE, most=1)] == ["d"]
    assert len(column_values(SCHEMA["title"], values, STYLE, most=4)) == 4
