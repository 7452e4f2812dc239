"""Distinct values with counts, and new ones beside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import CellValue
from copper_desk.sheet.planning import finished
from copper_desk.sheet.value_change import DistinctValue, Pairs, changing_values, distinct_values, paired
from tests.sheet.specimen import STYLE, column, lead, put, sheet_of


def test_values_are_counted_in_the_order_of_the_column_and_empty_ones_last() -> None:
    sheet = sheet_of(
        lead(1, monetary_value=2000, status_id=22), lead(2, monetary_value=90), lead(3, monetary_value=2000), lead(4)
    )
    put(sheet, 4, "monetary_value", 90)
    rows = sheet.row_ids()
    assert finished(distinct_values(sheet, rows, "monetary_value", STYLE)) == [
        DistinctValue(90, "90", "90.00", 2),
        DistinctValue(2000, "2000", "2,000.00", 2),
    ]
    assert [each.leads for each in finished(distinct_values(sheet, rows, "status_id", STYLE))] == [1, 3]
    assert finished(distinct_values(sheet, [1], "status_id", STYLE))[0].shown == "Open"


def test_a_column_is_changed_by_the_values_of_another() -> None:
    sheet = sheet_of(
        lead(1, address__state="TX", assignee_id=11),
        lead(2, address__state="ca"),
        lead(3, address__state="CA", assignee_id=12),
        lead(4, assignee_id=11),
    )
    texts: dict[CellValue, str] = {"TX": "Bo Lind", "CA": "bo lind", "ca": "  ", None: "<clear>"}
    planning = changing_values(sheet, sheet.row_ids(), by="address.state", into="assignee_id", texts=texts, style=STYLE)
    plan = finished(planning)
    assert plan.sentence() == "2 changed · 1 unchanged"
    applied = sheet.apply(plan.change_set)
    assert column(sheet, "assignee_id") == [12, None, 12, None]
    sheet.apply(applied.inverse)
    assert column(sheet, "assignee_id") == [11, None, 12, 11]


def test_what_cannot_be_read_is_kept_and_counted_and_rows_that_left_are_left_out() -> None:
    sheet = sheet_of(lead(1, status_id=21), lead(2, status_id=21))
    texts: dict[CellValue, str] = {21: "Nonsense"}
    planning = changing_values(sheet, [1, 2, 3], by="status_id", into="status_id", texts=texts, style=STYLE)
    assert finished(planning).sentence() == "2 changed · 2 need attention"


def test_a_pasted_list_finds_its_values_in_any_case_and_tells_the_others() -> None:
    values = [
        DistinctValue("CA", "CA", "CA", 3),
        DistinctValue(2000, "2000", "2,000.00", 1),
        DistinctValue(None, "", "", 1),
    ]
    block = [["State", "Owner"], [" ca ", "Ana"], ["2,000.00", "x"], ["CA", "Bo"], ["", "Cy"], ["TX", ""], ["CA"]]
    assert paired(values, block) == Pairs({"CA": "Bo", 2000: "x", None: "Cy"}, ("State",), ("CA",))


@given(st.lists(st.sampled_from(["a", "b", "", "c"]), min_size=1, max_size=10), st.data())
def test_each_lead_gets_the_answer_of_its_value(titles: list[str], data: st.DataObject) -> None:
    sheet = sheet_of(*(lead(n, title=title or None) for n, title in enumerate(titles, start=1)))
    new: dict[CellValue, str] = data.draw(
        st.dictionaries(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "b", ""]))
    )
    planning = changing_values(sheet, sheet.row_ids(), by="title", into="title", texts=new, style=STYLE)
    sheet.apply(finished(planning).change_set)
    assert column(sheet, "title") == [new.get(title or None) or title or None for title in titles]
