"""Where a pasted block lands, what it leaves alone, and what the person is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import CellValue
from copper_desk.sheet import paste
from copper_desk.sheet.cell_plan import NO_FIELD, CellPlan
from copper_desk.sheet.paste import Area, PasteTooLarge, landing_size, pasting
from copper_desk.sheet.planning import finished
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import STYLE, lead, numbered, put, sheet_of

KEYS = ("title", "company_name", "email", "id", "monetary_value")


def _plan(sheet: Sheet, block: Sequence[Sequence[str]], area: Area, rows: Sequence[int] | None = None) -> CellPlan:
    return finished(pasting(sheet, block, rows=rows or sheet.row_ids(), keys=KEYS, area=area, style=STYLE))


def _picture(sheet: Sheet, keys: Sequence[str] = ("title", "company_name")) -> list[list[CellValue]]:
    return [[sheet.value(row, key) for key in keys] for row in sheet.row_ids()]


@pytest.mark.parametrize(
    ("block", "area", "size"),
    [
        ((1, 1), (1, 1), (1, 1)),
        ((1, 1), (5, 3), (5, 3)),
        ((2, 3), (1, 1), (2, 3)),
        ((2, 2), (4, 4), (4, 4)),
        ((2, 2), (5, 4), (2, 2)),
        ((1, 3), (5, 1), (5, 3)),
        ((3, 1), (1, 4), (3, 4)),
        ((4, 1), (2, 1), (4, 1)),
        ((0, 0), (2, 2), (0, 0)),
    ],
)
def test_a_block_lands_as_in_excel(block: tuple[int, int], area: tuple[int, int], size: tuple[int, int]) -> None:
    height, width = block
    assert landing_size([["x"] * width] * height, Area(0, 0, *area)) == size


def test_one_value_fills_the_selection() -> None:
    sheet = numbered(3)
    sheet.apply(_plan(sheet, [["CEO"]], Area(1, 0, 2, 2)).change_set)
    assert _picture(sheet) == [["Title 1", None], ["CEO", "CEO"], ["CEO", "CEO"]]


def test_a_block_tiles_a_larger_selection() -> None:
    sheet = numbered(4)
    plan = _plan(sheet, [["a"], ["b"]], Area(0, 0, 4, 2))
    sheet.apply(plan.change_set)
    assert _picture(sheet) == [["a", "a"], ["b", "b"]] * 2
    assert plan.sentence() == "8 pasted"
    assert plan.change_set.label == "paste of 8 cells"


def test_it_lands_on_the_rows_shown_in_the_order_shown() -> None:
    sheet = numbered(4)
    sheet.apply(_plan(sheet, [["a"], ["b"]], Area(0, 0), rows=[4, 2]).change_set)
    assert [row[0] for row in _picture(sheet)] == ["Title 1", "b", "Title 3", "a"]


def test_blanks_change_nothing_unless_they_are_cleared_instead() -> None:
    sheet = numbered(2)
    plan = _plan(sheet, [["", "Acme"], [" ", ""]], Area(0, 0))
    assert plan.sentence() == "1 pasted · 1 unchanged · 2 blanks left alone"
    sheet.apply(plan.change_set)
    assert _picture(sheet) == [["Title 1", "Acme"], ["Title 2", None]]
    sheet.apply(plan.clearing)
    assert _picture(sheet) == [[None, "Acme"], [None, None]]
    assert plan.clearing.label == "clearing 2 cells"


def test_a_short_row_of_the_block_says_nothing_about_what_follows_it() -> None:
    sheet = numbered(2)
    plan = _plan(sheet, [["a", "b"], ["c"]], Area(0, 0))
    assert (plan.cells, plan.blanks, plan.unchanged) == (3, 0, 0)


def test_read_only_cells_are_skipped_and_counted() -> None:
    sheet = numbered(1)
    plan = _plan(sheet, [["a", "b", "c@d.example", "99", "5"]], Area(0, 0))
    assert plan.sentence() == "4 pasted · 1 read-only skipped"
    sheet.apply(plan.change_set)
    assert sheet.value(1, "monetary_value") == 5


def test_what_needs_attention_is_counted_and_kept() -> None:
    sheet = numbered(2)
    plan = _plan(sheet, [["nobody", "0", "ten"], ["a@b.example", "0", "10"]], Area(0, 2))
    assert plan.sentence() == "4 pasted · 2 read-only skipped · 2 need attention"
    assert _plan(sheet, [["ten"]], Area(0, 4)).sentence() == "1 pasted · 1 needs attention"


def test_a_value_equal_to_the_shown_one_is_unchanged_and_to_the_loaded_one_puts_it_back() -> None:
    sheet = numbered(2)
    put(sheet, 2, "title", "CEO")
    plan = _plan(sheet, [["Title 1"], ["Title 2"]], Area(0, 0))
    assert plan.sentence() == "1 pasted · 1 unchanged"
    sheet.apply(plan.change_set)
    assert sheet.changed_rows() == []


def test_a_copied_value_that_no_one_could_type_comes_back_as_it_was() -> None:
    sheet = sheet_of(lead(1, title=" CEO "), lead(2, title=" CTO "))
    put(sheet, 2, "title", "Boss")
    plan = _plan(sheet, [[" CEO "], [" CTO "]], Area(0, 0))
    assert (plan.cells, plan.unchanged) == (1, 1)
    sheet.apply(plan.change_set)
    assert sheet.changed_rows() == []


def test_what_lands_outside_is_said() -> None:
    sheet = numbered(2)
    plan = _plan(sheet, [["a"], ["b"], ["c"], ["  "]], Area(1, 0))
    assert plan.sentence() == "1 pasted · 2 outside the sheet left out"
    assert _plan(sheet, [["1", "2", "3"]], Area(0, 4, 2, 1)).sentence() == "2 pasted · 4 outside the sheet left out"


def test_nothing_to_paste_says_so() -> None:
    sheet = numbered(1)
    assert _plan(sheet, [], Area(0, 0)).sentence() == "Nothing pasted"
    assert _plan(sheet, [["Title 1"]], Area(0, 0)).sentence() == "Nothing pasted · 1 unchanged"


def test_right_to_left_text_and_emoji_are_text() -> None:
    sheet = numbered(1)
    sheet.apply(_plan(sheet, [["שלום", "👩🏽‍💻 Ltd"]], Area(0, 0)).change_set)
    assert _picture(sheet) == [["שלום", "👩🏽‍💻 Ltd"]]


def test_too_large_a_paste_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paste, "PASTE_LIMIT", 5)
    sheet = numbered(3)
    with pytest.raises(PasteTooLarge, match=r"6 cells.*Nothing was pasted"):
        _plan(sheet, [["x"]], Area(0, 0, 3, 2))
    assert _plan(sheet, [["x"]] * 100, Area(0, 0)).outside == 97


_cell_texts = st.sampled_from(["", "a", "Title 1", "ten", "5", "x@y.example", " "])


@given(
    block=st.lists(st.lists(_cell_texts, min_size=1, max_size=4), min_size=1, max_size=4),
    area=st.builds(Area, st.integers(0, 4), st.integers(0, 4), st.integers(1, 5), st.integers(1, 5)),
    state=st.sampled_from([None, *range(len(KEYS) + 1)]),
)
def test_every_cell_aimed_at_is_counted_once_and_no_other_touched(
    block: list[list[str]], area: Area, state: int | None
) -> None:
    """``state``: where among the columns one stands that holds no field."""
    sheet = numbered(5)
    keys = list(KEYS) if state is None else [*KEYS[:state], NO_FIELD, *KEYS[state:]]
    plan = finished(pasting(sheet, block, rows=sheet.row_ids(), keys=keys, area=area, style=STYLE))
    height, width = landing_size(block, area)
    aimed = {
        (sheet.row_ids()[area.top + down], keys[area.left + across])
        for down in range(min(height, 5 - area.top))
        for across in range(min(width, len(keys) - area.left))
        if across % max(map(len, block)) < len(block[down % len(block)])
    }
    assert plan.cells + plan.unchanged + plan.blanks + plan.read_only == len(aimed)
    applied = sheet.apply(plan.change_set)
    assert (applied.cells, applied.unchanged) == (plan.cells, 0)
    assert {(row, key) for row in sheet.row_ids() for key in sheet.edits(row)} <= aimed
    sheet.apply(applied.inverse)
    assert sheet.changed_rows() == []
