"""What typing does: what is changed, what is not, what holds a lead, and what the counts say."""

from __future__ import annotations

import pytest

from copper_desk.leads.problem import Severity
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.count import Counts
from copper_desk.sheet.edit import AddRow, ChangeSet, RemoveRow, ResetCell, RestoreCell, SetCell, StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, column, lead, numbered, push, put, sheet_of


def test_a_typed_value_lies_over_the_loaded_one() -> None:
    sheet = numbered(2)
    applied = put(sheet, 1, "title", "CEO")
    assert sheet.value(1, "title") == "CEO"
    assert sheet.base(1)[SCHEMA["title"].position] == "Title 1"
    assert (applied.cells, applied.delta.changed) == (1, frozenset({1}))
    assert sheet.phase(1) is Phase.CHANGED
    assert sheet.phase(2) is Phase.CLEAN
    assert sheet.counts() == Counts(changed_cells=1, changed_leads=1, phases={Phase.CHANGED: 1})


def test_typing_the_loaded_value_back_removes_the_edit() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    put(sheet, 1, "title", "Title 1")
    assert sheet.edit(1, "title") is None
    assert sheet.phase(1) is Phase.CLEAN
    assert sheet.counts() == Counts()


def test_the_value_shown_is_no_change() -> None:
    sheet = numbered(1)
    assert put(sheet, 1, "title", "Title 1").unchanged == 1
    put(sheet, 1, "title", "CEO")
    again = put(sheet, 1, "title", "CEO")
    assert (again.cells, again.unchanged) == (0, 1)
    assert not again.delta
    assert len(again.inverse) == 0


@pytest.mark.parametrize("empty", ["", None, ()])
@pytest.mark.parametrize(("key", "kept"), [("title", None), ("tags", ())])
def test_clearing_stages_the_empty_value_of_the_field(empty: CellValue, key: str, kept: CellValue) -> None:
    sheet = sheet_of(lead(1, title="CEO", tags=("vip",)))
    put(sheet, 1, key, empty)
    assert sheet.value(1, key) == kept
    assert sheet.edit(1, key) is not None


def test_false_and_zero_are_values() -> None:
    sheet = sheet_of(lead(1, name="A", monetary_value=5))
    put(sheet, 1, "monetary_value", 0)
    assert sheet.value(1, "monetary_value") == 0


def test_read_only_and_carried_fields_are_skipped_and_counted() -> None:
    sheet = numbered(1)
    applied = sheet.apply(
        ChangeSet(
            (
                SetCell(1, "id", 5),
                SetCell(1, "date_created", 5),
                SetCell(1, "monetary_unit", "USD"),
            )
        )
    )
    assert applied.read_only == 3
    assert not applied.delta


def test_an_unknown_field_raises_and_changes_nothing() -> None:
    sheet = numbered(1)
    with pytest.raises(KeyError, match="nonsense"):
        sheet.apply(ChangeSet((SetCell(1, "title", "CEO"), SetCell(1, "nonsense", "x"))))
    assert sheet.value(1, "title") == "Title 1"
    assert sheet.counts() == Counts()


def test_a_row_that_left_is_skipped_and_counted() -> None:
    assert put(numbered(1), 99, "title", "x").skipped == 1


def test_text_that_does_not_parse_is_kept_and_holds_the_lead() -> None:
    sheet = numbered(1)
    put(sheet, 1, "monetary_value", Unparsed("ten", "“ten” is no number."))
    assert sheet.phase(1) is Phase.INVALID
    problem = sheet.cell_problem(1, "monetary_value")
    assert problem is not None
    assert (problem.message, problem.severity) == ("“ten” is no number.", Severity.ERROR)
    assert list(sheet.problems()) == [(1, "monetary_value", problem)]
    assert (sheet.counts().problem_cells, sheet.counts().problem_leads) == (1, 1)
    put(sheet, 1, "monetary_value", 10)
    assert sheet.phase(1) is Phase.CHANGED
    assert sheet.counts().problem_cells == 0


def test_a_warning_is_counted_apart_and_never_holds() -> None:
    sheet = numbered(1)
    put(sheet, 1, "email", "nobody")
    assert sheet.phase(1) is Phase.CHANGED
    counts = sheet.counts()
    assert (counts.warning_cells, counts.problem_cells, counts.problem_leads) == (1, 0, 0)


def test_a_problem_between_cells_comes_and_goes_with_either() -> None:
    sheet = numbered(1)
    put(sheet, 1, "name", "Ada Byron")
    put(sheet, 1, "last_name", "King")
    assert sheet.phase(1) is Phase.INVALID
    assert [problem.severity for problem in sheet.row_problems(1)] == [Severity.ERROR]
    sheet.apply(ChangeSet((ResetCell(1, "last_name"),)))
    assert sheet.phase(1) is Phase.CHANGED
    assert sheet.row_problems(1) == ()


def test_a_problem_may_name_a_cell_that_was_not_edited() -> None:
    sheet = numbered(1)
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row),)))
    assert sheet.cell_problem(row, "name") is not None
    assert sheet.phase(row) is Phase.INVALID
    assert sheet.counts().new_leads == 1
    put(sheet, row, "name", "New One")
    assert sheet.phase(row) is Phase.CHANGED


def test_new_rows_come_and_go() -> None:
    sheet = numbered(2)
    first, second = sheet.next_new_row(), sheet.next_new_row()
    added = sheet.apply(ChangeSet((AddRow(first), AddRow(second), SetCell(first, "name", "Zoe"))))
    assert added.delta.added == (first, second)
    assert added.delta.changed == frozenset()
    assert sheet.row_ids() == [1, 2, first, second]
    assert sheet.changed_rows() == [first, second]
    removed = sheet.apply(ChangeSet((RemoveRow(second),)))
    assert removed.delta.removed == (second,)
    assert second not in sheet
    sheet.apply(removed.inverse)
    assert second in sheet
    sheet.apply(added.inverse)
    assert sheet.row_ids() == [1, 2]
    assert sheet.counts() == Counts()


def test_a_row_added_and_removed_in_one_gesture_leaves_nothing() -> None:
    sheet = numbered(1)
    row = sheet.next_new_row()
    applied = sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", "A"), RemoveRow(row))))
    assert row not in sheet
    assert not applied.delta
    assert len(applied.inverse) == 0
    assert sheet.counts() == Counts()


def test_loaded_leads_are_not_removed_and_new_ones_have_no_id() -> None:
    sheet = numbered(1)
    assert sheet.apply(ChangeSet((RemoveRow(1),))).skipped == 1
    assert 1 in sheet
    with pytest.raises(ValueError, match="negative"):
        sheet.apply(ChangeSet((AddRow(7),)))


def test_one_gesture_over_several_cells_counts_each_and_undoes_as_one() -> None:
    sheet = numbered(3)
    applied = sheet.apply(ChangeSet(tuple(SetCell(row, "title", "Same") for row in (1, 2, 3)), "paste of 3 cells"))
    assert applied.cells == 3
    assert column(sheet, "title") == ["Same"] * 3
    undone = sheet.apply(applied.inverse)
    assert undone.inverse.label == "paste of 3 cells"
    assert column(sheet, "title") == ["Title 1", "Title 2", "Title 3"]
    sheet.apply(undone.inverse)
    assert column(sheet, "title") == ["Same"] * 3


def test_discard_is_one_step_that_skips_what_a_push_holds() -> None:
    sheet = numbered(3)
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), *(SetCell(name, "title", "x") for name in (1, 2, row)))))
    push(sheet, [2])
    discarded = sheet.discard()
    assert discarded.skipped == 1
    assert sheet.changed_rows() == [2]
    assert row not in sheet
    sheet.apply(discarded.inverse)
    assert sheet.changed_rows() == [1, 2, row]
    assert sheet.value(row, "title") == "x"


def test_discard_of_chosen_rows_leaves_the_others() -> None:
    sheet = numbered(2)
    for row in (1, 2):
        put(sheet, row, "title", "x")
    sheet.discard([1])
    assert sheet.changed_rows() == [2]


def test_a_whole_row_is_shown_with_its_edits() -> None:
    sheet = numbered(1)
    assert sheet.shown(1) is sheet.base(1)
    put(sheet, 1, "title", "CEO")
    assert sheet.shown(1)[SCHEMA["title"].position] == "CEO"
    assert len(sheet) == 1


def test_watching_gathers_what_changed() -> None:
    sheet: Sheet = numbered(3)
    watched = sheet.watch()
    put(sheet, 2, "title", "x")
    sheet.receive([lead(3, name="Other")], stamp=sheet.stamp())
    assert watched == {2, 3}


def test_an_edit_brought_back_from_an_earlier_run_stays_older_than_new_ones() -> None:
    sheet = numbered(1)
    kept = StagedEdit("Title 1", "CEO", 50)
    sheet.apply(ChangeSet((RestoreCell(1, "title", kept, "CEO", 0),)))
    assert sheet.edit(1, "title") == kept
    put(sheet, 1, "title", "Chief")
    edit = sheet.edit(1, "title")
    assert edit is not None
    assert edit.revision > 50


def test_bringing_back_an_edit_that_copper_holds_by_now_changes_nothing() -> None:
    sheet = numbered(1)
    undone = sheet.apply(put(sheet, 1, "title", "CEO").inverse)
    sheet.receive([lead(1, name="Lead 1", title="CEO")], stamp=sheet.stamp())
    assert sheet.apply(undone.inverse).unchanged == 1
    assert sheet.edit(1, "title") is None
