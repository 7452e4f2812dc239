"""Groups of rows: shown alone, each together, through sorts, edits and new ids."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.likeness import Likeness
from copper_desk.leads.value import RowId
from copper_desk.sheet.duplicate import DuplicateGroup, duplicate_groups
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.outcome import Accepted
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.row_group import RowGroups
from tests.sheet.specimen import lead, numbered, push, put, sheet_of


def test_groups_stand_together_in_the_order_of_their_first_rows() -> None:
    order = RowOrder(numbered(6))
    order.set_groups(RowGroups.of([(5, 2), (6, 1)]))
    assert order.rows == [1, 6, 2, 5]
    assert [order.group_of(place) for place in range(4)] == [(2, True), (2, False), (1, True), (1, False)]
    order.set_sort((("name", True),))
    assert order.rows == [6, 1, 5, 2]
    order.set_groups(None)
    assert order.rows == [6, 5, 4, 3, 2, 1]
    assert order.group_of(0) is None


def test_an_edit_inside_the_groups_moves_no_row_and_is_stale_only_where_its_own_group_is() -> None:
    sheet = numbered(4)
    order = RowOrder(sheet)
    order.set_sort((("title", False),))
    order.set_groups(RowGroups.of([(1, 2), (3, 4)]))
    put(sheet, 2, "title", "Title 5")
    assert (order.rows, order.stale) == ([1, 2, 3, 4], False)
    put(sheet, 2, "title", "A")
    assert (order.rows, order.stale) == ([1, 2, 3, 4], True)
    order.reapply()
    assert order.rows == [2, 1, 3, 4]


def test_a_new_lead_keeps_its_group_when_it_gets_its_id() -> None:
    sheet = numbered(2)
    order, row = RowOrder(sheet), sheet.next_new_row()
    order.arrived(sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", "Zoe")))).delta)
    order.set_groups(RowGroups.of([(1, row)]))
    push(sheet, [row])
    order.arrived(sheet.settle([Accepted(row, lead(500, name="Zoe"))]))
    assert order.rows == [1, 500]
    assert order.group_of(1) == (1, False)


def test_duplicates_are_found_in_what_the_sheet_shows_and_told_in_its_order() -> None:
    sheet = sheet_of(
        lead(1, name="Ada", company_name="Acme"),
        lead(2, name="Bob", email="b@x.example"),
        lead(3, name="ADA", company_name="acme"),
        lead(4, name="Rob"),
        lead(5, name="Cy", phone__mobile="+1 415 555 0100"),
        lead(6, name="Di", phone__work="(415) 555-0100"),
    )
    put(sheet, 4, "email", "B@x.example")
    told: list[tuple[int, int]] = []
    groups = duplicate_groups(picture_of(sheet), tuple(Likeness), lambda done, whole: told.append((done, whole)))
    assert groups == (
        DuplicateGroup((Likeness.NAME_AND_COMPANY,), (1, 3)),
        DuplicateGroup((Likeness.EMAIL,), (2, 4)),
        DuplicateGroup((Likeness.PHONE,), (5, 6)),
    )
    assert told == [(0, 6), (6, 6)]
    only = duplicate_groups(picture_of(sheet), (Likeness.EMAIL,), lambda _done, _whole: None)
    assert [group.rows for group in only] == [(2, 4)]


@given(numbers=st.dictionaries(st.integers(1, 12), st.integers(1, 4), max_size=12), rows=st.permutations(range(1, 13)))
def test_together_keeps_every_row_once_and_each_group_in_one_run(numbers: dict[RowId, int], rows: list[RowId]) -> None:
    groups = RowGroups(numbers)
    shown = [row for row in rows if row in numbers]
    together = groups.together(shown)
    assert sorted(together) == sorted(shown)
    runs = [
        numbers[row] for place, row in enumerate(together) if not place or numbers[together[place - 1]] != numbers[row]
    ]
    assert len(runs) == len(set(runs))
    for number in set(numbers.values()):
        assert [row for row in together if numbers[row] == number] == [row for row in shown if numbers[row] == number]
