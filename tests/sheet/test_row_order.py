"""Which rows are shown where: sorts, filters, and what edits and arrivals may not do to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.sort import SortKey, sort_key
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, Unparsed
from copper_desk.sheet.column_filter import Among, IsChanged
from copper_desk.sheet.edit import AddRow, ChangeSet, RemoveRow, SetCell
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.outcome import Accepted, NotSent
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_filter import ChosenRows, RowFilter, StateFilter, WordFilter
from copper_desk.sheet.row_group import RowGroups
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, lead, numbered, push, put, sheet_of


def _titled(*titles: str | None) -> Sheet:
    return sheet_of(*(lead(n, name=f"Lead {n}", title=title) for n, title in enumerate(titles, start=1)))


def _sorted_by(sheet: Sheet, key: str, *, descending: bool = False) -> list[RowId]:
    order = RowOrder(sheet)
    order.set_sort(((key, descending),))
    return order.rows


def test_without_a_sort_rows_stand_as_they_arrived() -> None:
    sheet = numbered(2)
    order = RowOrder(sheet)
    order.arrived(sheet.receive([lead(9, name="Nine"), lead(3, name="Three")], stamp=sheet.stamp()))
    assert order.rows == [1, 2, 9, 3]
    assert [order.position(row) for row in (1, 2, 9, 3, 7)] == [0, 1, 2, 3, None]
    assert not order.stale


def test_the_place_of_a_row_is_the_same_however_often_it_is_asked_for() -> None:
    sheet = numbered(5)
    order = RowOrder(sheet)
    order.set_sort((("name", True),))
    for _ in range(3):
        assert [order.position(row) for row in (99, *order.rows)] == [None, 0, 1, 2, 3, 4]
    order.set_filter("no such word")
    assert order.position(1) is None


def test_text_sorts_as_people_leaf_and_empty_cells_stand_last_both_ways() -> None:
    sheet = _titled("item 10", None, "Émile", "Item 9", "emil")
    assert _sorted_by(sheet, "title") == [5, 3, 4, 1, 2]
    assert _sorted_by(sheet, "title", descending=True) == [1, 4, 3, 5, 2]


def test_numbers_and_days_sort_by_size_and_lists_without_entries_are_empty() -> None:
    sheet = sheet_of(
        lead(1, monetary_value=10, cf_7=date(2026, 3, 4), tags=("b",)),
        lead(2, monetary_value=9.5, cf_7=date(2025, 12, 31)),
        lead(3, tags=("a",)),
    )
    assert _sorted_by(sheet, "monetary_value") == [2, 1, 3]
    assert _sorted_by(sheet, "cf_7") == [2, 1, 3]
    assert _sorted_by(sheet, "tags") == [3, 1, 2]


def test_text_that_did_not_parse_stands_after_the_numbers() -> None:
    sheet = sheet_of(lead(1), lead(2, monetary_value=5), lead(3, monetary_value=7))
    put(sheet, 2, "monetary_value", Unparsed("five", "No number."))
    assert _sorted_by(sheet, "monetary_value") == [3, 2, 1]


def test_several_columns_and_equal_rows_keep_their_order() -> None:
    cells = ((1, "b", "Acme"), (4, "A", "Zeta"), (2, "a", "Zeta"), (3, "a", "Acme"))
    sheet = sheet_of(*(lead(n, title=title, company_name=firm) for n, title, firm in cells))
    order = RowOrder(sheet)
    order.set_sort((("company_name", True), ("title", False)))
    assert order.rows == [4, 2, 3, 1]
    assert order.sorts == (("company_name", True), ("title", False))


def test_an_unknown_field_is_no_sort() -> None:
    order = RowOrder(numbered(2))
    with pytest.raises(KeyError):
        order.set_sort((("nonsense", False),))
    assert order.rows == [1, 2]
    assert order.sorts == ()


def test_every_word_of_the_filter_is_found_anywhere_in_any_case() -> None:
    sheet = sheet_of(
        lead(1, name="Ada King", address__city="Zürich"),
        lead(2, name="Bo", title="King"),
        lead(3, name="Cy", monetary_value=12000, assignee_id=11),
    )
    order = RowOrder(sheet)
    for text, rows in (("king", [1, 2]), ("KING zür", [1]), ("  ", [1, 2, 3]), ("ana", [3]), ("nobody", [])):
        order.set_filter(text)
        assert order.rows == rows, text
    styled = RowOrder(sheet, style=TextStyle(decimal=",", group="."))
    styled.set_filter("12.000")
    assert styled.rows == [3]


def test_an_edited_row_stays_until_the_filter_is_applied_again() -> None:
    sheet = _titled("CEO", "CTO")
    order = RowOrder(sheet)
    order.set_filter("ceo")
    put(sheet, 1, "title", "Boss")
    put(sheet, 2, "title", "CEO")
    assert order.rows == [1]
    assert order.stale
    order.reapply()
    assert order.rows == [2]
    assert not order.stale


def test_an_edited_row_stays_in_its_place_until_the_sort_is_applied_again() -> None:
    sheet = _titled("a", "b", "c")
    order = RowOrder(sheet)
    order.set_sort((("title", False),))
    put(sheet, 1, "title", "z")
    assert order.rows == [1, 2, 3]
    assert order.stale
    order.set_filter("lead")
    assert order.rows == [1, 2, 3]
    assert order.stale
    order.reapply()
    assert order.rows == [2, 3, 1]


def test_an_edit_that_moves_nothing_makes_nothing_stale() -> None:
    sheet = _titled("a", "c", "e")
    order = RowOrder(sheet)
    order.set_sort((("title", False),))
    order.set_filter("lead")
    said = []
    for title in ("d", "f", None, "c", "e"):
        put(sheet, 2, "title", title)
        said.append(order.stale)
    assert said == [False, True, True, False, False]


def test_very_many_edits_are_taken_to_be_stale() -> None:
    sheet = numbered(300)
    order = RowOrder(sheet)
    order.set_filter("lead")
    sheet.apply(ChangeSet(tuple(SetCell(row, "title", "x") for row in sheet.row_ids())))
    assert order.stale


def test_arrivals_stand_at_the_end_until_the_sort_is_applied_again() -> None:
    sheet = _titled("b", "c")
    order = RowOrder(sheet)
    order.set_sort((("title", False),))
    order.arrived(sheet.receive([lead(9, title="a")], stamp=sheet.stamp()))
    assert (order.rows, order.stale) == ([1, 2, 9], True)
    order.reapply()
    assert (order.rows, order.stale) == ([9, 1, 2], False)


def test_arrivals_pass_the_filter_but_a_new_lead_of_ones_own_is_always_shown() -> None:
    sheet = _titled("CEO")
    order = RowOrder(sheet)
    order.set_filter("ceo")
    assert order.position(1) == 0
    order.arrived(sheet.receive([lead(8, title="CTO"), lead(9, title="CEO")], stamp=sheet.stamp()))
    row = sheet.next_new_row()
    order.arrived(sheet.apply(ChangeSet((AddRow(row),))).delta)
    assert order.rows == [1, 9, row]
    assert [order.position(shown) for shown in order.rows] == [0, 1, 2]


def test_rows_leave_and_rows_with_an_id_keep_their_place() -> None:
    sheet = numbered(2)
    order = RowOrder(sheet)
    first, second = sheet.next_new_row(), sheet.next_new_row()
    order.arrived(sheet.apply(ChangeSet((AddRow(first), SetCell(first, "name", "Zoe"), AddRow(second)))).delta)
    order.narrow([2, first])
    push(sheet, [first])
    order.arrived(sheet.settle([Accepted(first, lead(500, name="Zoe"))]))
    assert order.rows == [2, 500]
    assert order.position(500) == 1
    order.narrow(None)
    assert order.rows == [1, 2, 500, second]
    order.arrived(sheet.apply(ChangeSet((RemoveRow(second),))).delta)
    assert order.rows == [1, 2, 500]


def test_states_chosen_rows_and_words_are_joined() -> None:
    sheet = numbered(4)
    for row in (1, 2, 3):
        put(sheet, row, "title", "CEO")
    push(sheet, [1, 2])
    sheet.settle([NotSent(1, "Stopped."), Accepted(2, lead(2, name="Lead 2", title="CEO"))])
    order = RowOrder(sheet)
    order.set_filters((StateFilter(frozenset({Phase.NOT_SENT})),))
    assert order.rows == [1]
    order.set_filters((StateFilter(frozenset({Phase.NOT_SENT}), frozenset({Mark.ACCEPTED})),))
    assert order.rows == [1, 2]
    order.set_filter("2")
    assert order.rows == [2]
    order.set_filter("")
    order.narrow({1, 4})
    assert order.rows == [1]
    order.set_filters(())
    assert order.rows == [1, 4]
    order.set_filters((ChosenRows(frozenset({4})),))
    assert order.rows == [4]
    assert len(order.filters) == 2


def test_a_filter_by_state_goes_stale_as_a_push_moves_on() -> None:
    sheet = numbered(2)
    put(sheet, 1, "title", "CEO")
    order = RowOrder(sheet)
    order.set_filters((StateFilter(frozenset({Phase.CHANGED})),))
    push(sheet, [1])
    assert (order.rows, order.stale) == ([1], True)


def test_the_filter_box_can_be_made_ready_in_parts() -> None:
    sheet = numbered(5)
    order = RowOrder(sheet)
    steps = order.preparing()
    assert next(steps) == 0
    put(sheet, 3, "title", "Rare")
    order.arrived(sheet.vanish([4], stamp=sheet.stamp()))
    assert list(steps) == []
    order.set_filter("rare")
    assert order.rows == [3]


def test_typing_on_asks_the_rows_that_are_left_for_what_is_new() -> None:
    typed = WordFilter.of("har mi")
    assert WordFilter.of("harbor mi").beyond(typed) == WordFilter(("harbor",))
    assert WordFilter.of("mi har oslo").beyond(typed) == WordFilter(("oslo",))
    assert WordFilter.of("har m").beyond(typed) is None
    assert WordFilter.of("harbor").beyond(typed) is None


def test_typing_on_misses_no_row_that_changed_meanwhile_and_keeps_none_that_only_stayed() -> None:
    sheet = _titled("Harbor", "Mill", "Harbor Mill")
    order = RowOrder(sheet)
    order.set_filter("har")
    put(sheet, 2, "title", "Harbor Two")
    put(sheet, 3, "title", "Mill")
    assert order.rows == [1, 3]
    order.set_filter("harb")
    assert order.rows == [1, 2]
    order.arrived(sheet.apply(ChangeSet((AddRow(-1), SetCell(-1, "title", "Quay")))).delta)
    order.arrived(sheet.receive([lead(9, name="N", title="Harbor Nine")], stamp=sheet.stamp()))
    assert order.rows == [1, 2, -1, 9]
    order.set_filter("harb ")
    assert order.rows == [1, 2, 9]


def test_filters_are_values() -> None:
    assert WordFilter.of("Ada  KING") == WordFilter(("ada", "king"))
    assert ChosenRows(frozenset({-1, 2})).renamed({-1: 7}) == ChosenRows(frozenset({7, 2}))
    assert StateFilter(frozenset({Phase.GONE})).renamed({-1: 7}).phases == frozenset({Phase.GONE})


_texts = st.one_of(st.none(), st.sampled_from(["a", "B", "b 2", "b 10", "Ä", "zz"]))
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 30), _texts),
        st.tuples(st.just("arrive"), st.integers(1, 30), _texts),
        st.tuples(
            st.just("filter"), st.sampled_from(["", "a", "b", "zz", "z", "b 1", "b 10", "1 b", "n b 2"]), st.none()
        ),
        st.tuples(st.just("sort"), st.sampled_from(["title", "id", "", "title,id", "id,title"]), st.booleans()),
        st.tuples(st.just("column"), st.sampled_from(["a", "B", "", "changed", "none"]), st.none()),
        st.tuples(st.just("group"), st.integers(0, 3), st.none()),
        st.tuples(st.just("new"), st.integers(0, 1), _texts),
        st.tuples(st.just("reapply"), st.none(), st.none()),
    ),
    max_size=25,
)


@given(steps=_steps)
def test_one_mapping_through_sorts_filters_edits_and_arrivals(steps: list[tuple[str, object, CellValue]]) -> None:
    sheet = Sheet(SCHEMA)
    order = RowOrder(sheet)
    for what, thing, value in steps:
        before = list(order.rows)
        _step(sheet, order, what, thing, value)
        if what in {"edit", "arrive", "new"}:
            assert order.rows[: len(before)] == before
        _check_mapping(sheet, order)
        if what == "filter":
            _check_picked(sheet, order)
        if what == "reapply":
            _check_applied(sheet, order)
    order.reapply()
    _check_applied(sheet, order)


def _step(sheet: Sheet, order: RowOrder, what: str, thing: object, value: CellValue) -> None:
    rows = sheet.row_ids()
    if what == "edit" and rows and isinstance(thing, int):
        put(sheet, rows[thing % len(rows)], "title", value)
    elif what == "arrive" and isinstance(thing, int) and isinstance(value, str | None):
        order.arrived(sheet.receive([lead(thing, name="N", title=value)], stamp=sheet.stamp()))
    elif what == "new":
        row = sheet.next_new_row()
        order.arrived(sheet.apply(ChangeSet((AddRow(row), SetCell(row, "title", value)))).delta)
    elif what == "filter":
        order.set_filter(str(thing))
    elif what == "sort":
        order.set_sort(tuple((key, bool(value)) for key in str(thing).split(",") if key))
    elif what == "column":
        filters: dict[str, tuple[RowFilter, ...]] = {"changed": (IsChanged("title"),), "none": ()}
        order.set_filters(filters.get(str(thing), (Among("title", frozenset({str(thing)})),)))
    elif what == "group" and isinstance(thing, int):
        order.set_groups(RowGroups({row: row % thing for row in rows[::2]}) if thing else None)
    elif what == "reapply":
        order.reapply()


def _check_mapping(sheet: Sheet, order: RowOrder) -> None:
    assert len(set(order.rows)) == len(order.rows)
    assert set(order.rows) <= set(sheet.row_ids())
    assert [order.position(row) for row in order.rows] == list(range(len(order.rows)))
    assert all(order.position(row) is None for row in set(sheet.row_ids()) - set(order.rows))


def _check_picked(sheet: Sheet, order: RowOrder) -> None:
    """Exactly the matching rows, whatever was typed before."""
    fresh = RowOrder(sheet)
    fresh.set_filters(order.filters)
    assert set(order.rows) == set(fresh.rows)
    if not order.sorts and not any(isinstance(each, RowGroups) for each in order.filters):
        assert order.rows == fresh.rows


def _check_applied(sheet: Sheet, order: RowOrder) -> None:
    """After a re-apply: exactly the matching rows, in an order that a second one keeps, and nothing stale."""
    _check_picked(sheet, order)
    assert not order.stale
    once = list(order.rows)
    order.reapply()
    assert order.rows == once


@given(
    titles=st.lists(_texts, max_size=12),
    place=st.integers(0, 11),
    value=_texts,
    text=st.sampled_from(["b", ""]),
    descending=st.booleans(),
)
def test_stale_is_exactly_whether_applying_again_would_show_something_else(
    titles: list[str | None], place: int, value: str | None, text: str, *, descending: bool
) -> None:
    sheet = _titled("b", *titles)
    order = RowOrder(sheet)
    order.set_filter(text)
    order.set_sort((("title", descending),))
    put(sheet, place % len(sheet) + 1, "title", value)
    key = sort_key(SCHEMA["title"])
    before, said = [_title_key(sheet, row, key) for row in order.rows], order.stale
    order.reapply()
    # Rows that compare equal may swap by their order of arrival: nothing a person would call stale.
    assert said == (before != [_title_key(sheet, row, key) for row in order.rows])


def _title_key(sheet: Sheet, row: RowId, key: Callable[[CellValue], SortKey]) -> SortKey | None:
    title = sheet.value(row, "title")
    return None if title is None else key(title)
