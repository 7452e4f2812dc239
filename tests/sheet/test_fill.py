"""Filling cells from their neighbours or with one value."""

from __future__ import annotations

from copper_desk.leads.value import CellValue
from copper_desk.sheet.fill import Shown, clear, fill_down, fill_range, fill_right, fill_with, put_back
from copper_desk.sheet.paste import Area
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import STYLE, column, lead, numbered, put, sheet_of


def _shown(sheet: Sheet) -> Shown:
    return Shown(sheet.row_ids(), ("title", "company_name", "monetary_value", "id"), STYLE)


def _titles(sheet: Sheet) -> list[CellValue]:
    return column(sheet, "title")


def test_the_top_row_goes_down() -> None:
    sheet = numbered(3)
    plan = fill_down(sheet, _shown(sheet), Area(0, 0, 3, 2))
    sheet.apply(plan.change_set)
    assert _titles(sheet) == ["Title 1"] * 3
    assert plan.sentence() == "2 filled · 2 unchanged"
    assert plan.change_set.label == "filling down 2 cells"


def test_a_single_row_takes_what_stands_above() -> None:
    sheet = numbered(3)
    sheet.apply(fill_down(sheet, _shown(sheet), Area(2, 0)).change_set)
    assert _titles(sheet) == ["Title 1", "Title 2", "Title 2"]
    assert fill_down(sheet, _shown(sheet), Area(0, 0)).sentence() == "Nothing filled"


def test_an_empty_cell_fills_as_empty() -> None:
    sheet = sheet_of(lead(1), lead(2, title="CEO"))
    sheet.apply(fill_down(sheet, _shown(sheet), Area(0, 0, 2)).change_set)
    assert _titles(sheet) == [None, None]


def test_to_the_right_each_field_reads_its_own_kind() -> None:
    sheet = sheet_of(lead(1, title="12"), lead(2, title="twelve"))
    plan = fill_right(sheet, _shown(sheet), Area(0, 0, 2, 4))
    sheet.apply(plan.change_set)
    assert column(sheet, "company_name") == ["12", "twelve"]
    assert sheet.value(1, "monetary_value") == 12
    assert sheet.cell_problem(2, "monetary_value") is not None
    assert plan.sentence() == "4 filled · 2 read-only skipped · 1 needs attention"


def test_a_single_column_takes_what_stands_at_its_left() -> None:
    sheet = numbered(2)
    sheet.apply(fill_right(sheet, _shown(sheet), Area(0, 1, 2)).change_set)
    assert column(sheet, "company_name") == ["Title 1", "Title 2"]
    assert fill_right(sheet, _shown(sheet), Area(0, 0)).cells == 0


def test_the_handle_repeats_the_source_in_any_direction() -> None:
    sheet = numbered(6)
    sheet.apply(fill_range(sheet, _shown(sheet), source=Area(2, 0, 2), target=Area(0, 0, 6)).change_set)
    assert _titles(sheet) == ["Title 3", "Title 4"] * 3


def test_it_ends_with_the_sheet() -> None:
    sheet = numbered(2)
    assert fill_range(sheet, _shown(sheet), source=Area(0, 0), target=Area(0, 0, 9, 1)).cells == 1


def test_one_text_into_every_selected_cell() -> None:
    sheet = numbered(3)
    plan = fill_with(sheet, [(1, "title"), (3, "company_name"), (2, "id")], "Acme", style=STYLE)
    sheet.apply(plan.change_set)
    assert (sheet.value(1, "title"), sheet.value(3, "company_name")) == ("Acme", "Acme")
    assert plan.sentence() == "2 filled · 1 read-only skipped"


def test_clearing_and_putting_back() -> None:
    sheet = numbered(2)
    cells = [(row, "title") for row in (1, 2)]
    plan = clear(sheet, [*cells, (1, "company_name")], style=STYLE, verb="cut")
    assert plan.sentence() == "2 cut · 1 unchanged"
    sheet.apply(plan.change_set)
    assert _titles(sheet) == [None, None]
    put(sheet, 2, "company_name", "Acme")
    back = put_back(sheet, cells)
    assert back.label == "putting back 2 cells"
    sheet.apply(back)
    assert sheet.changed_rows() == [2]
