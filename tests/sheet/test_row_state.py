"""What must outlive the program, and what a later start makes of it."""

from __future__ import annotations

from copper_desk.leads.problem import Problem
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell, StagedEdit
from copper_desk.sheet.outcome import Accepted, FieldRefusal, NotSent, Refused, Unknown
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_state import RowState
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import lead, numbered, push, put, revisions


def states(sheet: Sheet) -> list[RowState]:
    return [state for row in sheet.row_ids() if (state := sheet.state(row)) is not None]


def test_a_lead_as_loaded_has_nothing_to_keep() -> None:
    sheet = numbered(1)
    assert sheet.state(1) is None
    assert sheet.state(99) is None
    put(sheet, 1, "title", "CEO")
    put(sheet, 1, "title", "Title 1")
    assert sheet.state(1) is None


def test_plain_edits_are_told_from_what_copper_said_of_them() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    state = sheet.state(1)
    assert state is not None
    assert state.is_plain
    push(sheet, [1])
    sheet.settle([Refused(1, (FieldRefusal("title", "is bad"),), "request-1")])
    state = sheet.state(1)
    assert state is not None
    assert not state.is_plain
    assert state.request_id == "request-1"


def test_a_row_in_a_push_keeps_its_edits_alone() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    before = sheet.state(1)
    push(sheet, [1])
    assert sheet.state(1) == before


def test_a_row_that_a_push_held_is_in_it_again_until_it_is_settled() -> None:
    sheet = numbered(2)
    put(sheet, 1, "title", "CEO")
    sent = revisions(sheet, 1)
    [state] = states(sheet)
    later = numbered(2)
    later.restore([state._replace(sent=tuple(sent.items()), push=7)])
    assert later.phase(1) is Phase.SENDING
    later.settle([Accepted(1, lead(1, name="Lead 1", title="C. E. O."))])
    assert later.phase(1) is Phase.CLEAN
    assert later.value(1, "title") == "C. E. O."


def test_a_newer_edit_stays_when_an_older_one_turns_out_accepted() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sent = revisions(sheet, 1)
    put(sheet, 1, "title", "CTO")
    [state] = states(sheet)
    later = numbered(1)
    later.restore([state._replace(sent=tuple(sent.items()), push=7)])
    later.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert later.edit(1, "title") == StagedEdit("CEO", "CTO", later.edits(1)["title"].revision)
    assert later.phase(1) is Phase.CHANGED


def test_new_edits_are_younger_than_all_that_was_kept() -> None:
    later = numbered(1)
    later.restore(
        [RowState(1, (("title", StagedEdit("Title 1", "CEO", 70)),), sent=(("name", 90),), result=Phase.UNKNOWN)]
    )
    put(later, 1, "title", "CTO")
    assert later.edits(1)["title"].revision > 90


def test_a_lead_that_is_not_loaded_is_shown_with_what_is_known_of_it() -> None:
    later = numbered(0)
    delta = later.restore([RowState(7, (("title", StagedEdit("Old", "CEO", 3)),))])
    assert delta.added == (7,)
    assert (later.value(7, "title"), later.base(7)[0]) == ("CEO", 7)
    assert later.phase(7) is Phase.CHANGED
    later.receive([lead(7, name="Seven", title="Old")], stamp=later.stamp())
    assert (later.value(7, "name"), later.phase(7)) == ("Seven", Phase.CHANGED)
    later.receive([lead(7, name="Seven", title="Boss")], stamp=later.stamp())
    assert later.phase(7) is Phase.CONFLICT


def test_a_change_that_copper_holds_by_now_is_none() -> None:
    later = numbered(1)
    later.restore([RowState(1, (("title", StagedEdit("Old", "Title 1", 3)),))])
    assert later.phase(1) is Phase.CLEAN
    assert later.state(1) is None


def test_edits_of_a_field_that_is_gone_are_dropped_and_the_others_stay() -> None:
    later = numbered(1)
    edits = (("cf_999", StagedEdit(None, "x", 3)), ("title", StagedEdit("Title 1", "CEO", 4)))
    later.restore([RowState(1, edits)])
    assert list(later.edits(1)) == ["title"]


def test_a_new_lead_comes_back_and_its_name_is_not_given_to_another() -> None:
    sheet = numbered(1)
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", "New"))))
    later = numbered(1)
    later.restore(states(sheet))
    assert later.row_ids() == [1, row]
    assert later.phase(row) is Phase.CHANGED
    assert later.next_new_row() < row


def test_an_unconfirmed_new_lead_stays_unconfirmed() -> None:
    sheet = numbered(0)
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", "New"))))
    push(sheet, [row])
    sheet.settle([Unknown(row, "No answer.")])
    later = numbered(0)
    later.restore(states(sheet))
    assert later.phase(row) is Phase.UNKNOWN
    assert [problem.message for problem in later.row_problems(row)] == ["No answer."]


def test_a_lead_that_was_not_sent_says_so_again() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    sheet.settle([NotSent(1, "Stopped.")])
    later = numbered(1)
    later.restore(states(sheet))
    assert later.phase(1) is Phase.NOT_SENT


def test_a_source_is_kept_with_the_row() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    state = sheet.state(1, source="leads.csv")
    assert state is not None
    assert state.source == "leads.csv"
    assert not state.is_plain


def test_leads_that_copper_no_longer_shows_leave_unless_they_are_changed() -> None:
    sheet = numbered(4)
    put(sheet, 2, "title", "CEO")
    put(sheet, 3, "title", "CEO")
    push(sheet, [3])
    delta = sheet.vanish([1, 2, 3, 99], stamp=sheet.stamp())
    assert delta.removed == (1,)
    assert sheet.row_ids() == [2, 3, 4]
    assert sheet.phase(2) is Phase.GONE
    assert isinstance(sheet.row_problems(2)[0], Problem)
    assert sheet.phase(3) is Phase.SENDING


def test_a_lead_that_was_pushed_since_does_not_vanish_by_an_older_answer() -> None:
    sheet = numbered(1)
    stamp = sheet.stamp()
    put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert not sheet.vanish([1], stamp=stamp)
    assert 1 in sheet
