"""A list of phones changed as a whole: undo, a push, what is typed meanwhile, conflicts and refusals."""

from __future__ import annotations

import pytest

from copper_desk.leads.entry import parted
from copper_desk.leads.value import Entry, Lead, Value
from copper_desk.sheet.edit import Applied, ChangeSet
from copper_desk.sheet.entry_edit import entries_of, entry_changes, loaded_entries
from copper_desk.sheet.outcome import Accepted, FieldRefusal, Refused
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, lead, push, put, sheet_of

PHONES = "phone_numbers"
FIRST, SECOND, FAX, WORK = Entry("1", "mobile"), Entry("2", "mobile"), Entry("3", "fax"), Entry("4", "work")


def with_phones(*entries: Entry, **values: Value) -> Lead:
    cells = list(lead(1, name="Ana", **values))
    for key, value in parted(SCHEMA, PHONES, entries).items():
        cells[SCHEMA[key].position] = value
    return tuple(cells)


def put_phones(sheet: Sheet, *entries: Entry) -> Applied:
    return sheet.apply(ChangeSet(entry_changes(sheet, 1, PHONES, entries), "editing Phones"))


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(with_phones(FIRST, SECOND, FAX))


def test_a_list_is_read_whole_and_changed_in_one_step_that_is_undone_in_one(sheet: Sheet) -> None:
    applied = put_phones(sheet, SECOND, FAX, WORK)
    assert entries_of(sheet, 1, PHONES) == (SECOND, FAX, WORK)
    assert loaded_entries(sheet, 1, PHONES) == (FIRST, SECOND, FAX)
    assert (sheet.value(1, "phone.mobile"), sheet.value(1, "phone.work")) == ("2", "4")
    redo = sheet.apply(applied.inverse)
    assert sheet.changed_rows() == []
    sheet.apply(redo.inverse)
    assert entries_of(sheet, 1, PHONES) == (SECOND, FAX, WORK)


def test_the_list_that_is_shown_changes_nothing(sheet: Sheet) -> None:
    assert entry_changes(sheet, 1, PHONES, (FIRST, SECOND, FAX)) == ()


def test_a_column_that_is_typed_in_the_grid_is_part_of_the_list_and_the_list_of_it(sheet: Sheet) -> None:
    put_phones(sheet, FIRST, FAX)
    put(sheet, 1, "phone.mobile", "9")
    assert entries_of(sheet, 1, PHONES) == (Entry("9", "mobile"), FAX)
    put(sheet, 1, "phone.mobile", None)
    assert entries_of(sheet, 1, PHONES) == (FAX,)
    put_phones(sheet, FIRST, SECOND, FAX)
    assert sheet.changed_rows() == []


def test_an_accepted_list_is_the_new_base_and_undo_makes_the_old_one_a_change(sheet: Sheet) -> None:
    applied = put_phones(sheet, SECOND, WORK)
    push(sheet, [1])
    sheet.settle([Accepted(1, with_phones(SECOND, WORK))])
    assert sheet.phase(1) is Phase.CLEAN
    sheet.apply(applied.inverse)
    assert sorted(entries_of(sheet, 1, PHONES)) == sorted((FIRST, SECOND, FAX))
    assert sheet.phase(1) is Phase.CHANGED


def test_our_own_push_of_a_column_is_no_conflict_for_a_list_that_was_changed_meanwhile(sheet: Sheet) -> None:
    put(sheet, 1, "phone.work", "4")
    push(sheet, [1])
    put_phones(sheet, FIRST, WORK)
    sheet.settle([Accepted(1, with_phones(FIRST, SECOND, FAX, WORK))])
    assert sheet.phase(1) is Phase.CHANGED
    assert entries_of(sheet, 1, PHONES) == (FIRST, WORK)


def test_someone_elses_first_number_merges_and_their_further_one_is_a_conflict(sheet: Sheet) -> None:
    put_phones(sheet, FIRST, FAX)
    sheet.receive([with_phones(Entry("7", "mobile"), SECOND, FAX)], stamp=sheet.stamp())
    assert sheet.phase(1) is Phase.CHANGED
    assert entries_of(sheet, 1, PHONES) == (Entry("7", "mobile"), FAX)
    sheet.receive([with_phones(FIRST, SECOND, FAX, Entry("8", "fax"))], stamp=sheet.stamp())
    assert list(sheet.conflicts(1)) == [PHONES]
    sheet.resolve(1, PHONES, "theirs")
    assert entries_of(sheet, 1, PHONES) == (FIRST, SECOND, FAX, Entry("8", "fax"))


def test_a_refusal_of_the_further_entries_stands_on_the_row_until_they_change(sheet: Sheet) -> None:
    put_phones(sheet, FIRST, FAX)
    push(sheet, [1])
    sheet.settle([Refused(1, (FieldRefusal(PHONES, "is invalid"),))])
    assert sheet.phase(1) is Phase.FAILED
    assert [problem.message for problem in sheet.row_problems(1)] == ["is invalid"]
    assert [(key, problem.message) for _, key, problem in sheet.problems()] == [(PHONES, "is invalid")]
    put_phones(sheet, FIRST)
    assert sheet.phase(1) is Phase.CHANGED


def test_a_doubtful_further_number_is_a_warning_and_no_more() -> None:
    sheet = sheet_of(with_phones(FIRST))
    put_phones(sheet, FIRST, Entry("call me", "mobile"))
    problem = sheet.cell_problem(1, PHONES)
    assert problem is not None
    assert "call me" in problem.message
    assert sheet.phase(1) is Phase.CHANGED
