"""A value that was typed over an earlier one, in a file perhaps: what is new, what is a conflict, what is done."""

from __future__ import annotations

import pytest

from copper_desk.leads.value import CellValue, Value
from copper_desk.sheet.edit import AddRow, Applied, ChangeSet, SetCellOver
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import lead, put, sheet_of


def over(sheet: Sheet, value: CellValue, base: Value, *, key: str = "title", row: int = 1) -> Applied:
    return sheet.apply(ChangeSet((SetCellOver(row, key, value, base),), "opening changes"))


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(lead(1, name="Ada", title="Chief"))


def test_over_what_copper_holds_it_is_typing_as_usual(sheet: Sheet) -> None:
    applied = over(sheet, "CEO", "Chief")
    assert (applied.cells, sheet.value(1, "title"), sheet.phase(1)) == (1, "CEO", Phase.CHANGED)
    assert not sheet.conflicts(1)


def test_over_what_copper_holds_no_longer_it_is_a_conflict(sheet: Sheet) -> None:
    over(sheet, "CEO", "Clerk")
    assert sheet.phase(1) is Phase.CONFLICT
    assert sheet.conflicts(1) == {"title": Conflict("CEO", "Chief", "Clerk")}


def test_what_copper_holds_by_now_is_nothing_to_do(sheet: Sheet) -> None:
    applied = over(sheet, "Chief", "Clerk")
    assert (applied.cells, applied.unchanged, sheet.phase(1)) == (0, 1, Phase.CLEAN)


def test_what_equals_its_base_was_never_typed(sheet: Sheet) -> None:
    put(sheet, 1, "title", "CEO")
    assert over(sheet, "Clerk", "Clerk").unchanged == 1
    assert sheet.value(1, "title") == "CEO"


def test_it_takes_the_place_of_what_was_typed_here(sheet: Sheet) -> None:
    put(sheet, 1, "title", "CEO")
    over(sheet, "CTO", "Chief")
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("CTO", Phase.CHANGED)
    over(sheet, "Chief", "Clerk")
    assert sheet.phase(1) is Phase.CLEAN


def test_over_what_copper_holds_it_ends_an_older_conflict(sheet: Sheet) -> None:
    over(sheet, "CEO", "Clerk")
    assert over(sheet, "CEO", "Clerk").unchanged == 1
    over(sheet, "CEO", "Chief")
    assert sheet.phase(1) is Phase.CHANGED


@pytest.mark.parametrize("empty", ["", None, ()])
def test_clearing_and_filling_know_the_empty_value_of_the_field(empty: CellValue) -> None:
    sheet = sheet_of(lead(1, name="Ada", tags=("vip",)), lead(2, name="Bo"))
    over(sheet, empty, ("vip",), key="tags")
    over(sheet, ("new",), empty, key="tags", row=2)  # type: ignore[arg-type] # no kind of empty may matter
    assert (sheet.value(1, "tags"), sheet.value(2, "tags")) == ((), ("new",))
    assert {sheet.phase(1), sheet.phase(2)} == {Phase.CHANGED}


def test_undo_and_redo_bring_the_conflict_back(sheet: Sheet) -> None:
    undone = sheet.apply(over(sheet, "CEO", "Clerk").inverse)
    assert sheet.phase(1) is Phase.CLEAN
    sheet.apply(undone.inverse)
    assert sheet.conflicts(1) == {"title": Conflict("CEO", "Chief", "Clerk")}


def test_it_is_kept_as_it_stands(sheet: Sheet) -> None:
    over(sheet, "CEO", "Clerk")
    state = sheet.state(1)
    assert state is not None
    later = sheet_of(lead(1, name="Ada", title="Chief"))
    later.restore([state])
    assert later.conflicts(1) == sheet.conflicts(1)


def test_a_new_lead_has_no_earlier_value(sheet: Sheet) -> None:
    sheet.apply(ChangeSet((AddRow(-1), SetCellOver(-1, "name", "Cy", "Clerk"))))
    assert (sheet.value(-1, "name"), sheet.phase(-1)) == ("Cy", Phase.CHANGED)


def test_rows_that_left_and_fields_that_no_one_edits_are_counted(sheet: Sheet) -> None:
    assert over(sheet, "CEO", "Chief", row=9).skipped == 1
    assert over(sheet, 5, 4, key="date_created").read_only == 1
    with pytest.raises(KeyError, match="nonsense"):
        over(sheet, "x", "y", key="nonsense")
