"""What a push may do to rows, while people go on typing on them."""

from __future__ import annotations

from typing import Literal

import pytest

from copper_desk.leads.problem import Origin, Severity
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import ChangeSet, ResetCell, SetCell
from copper_desk.sheet.outcome import Accepted, Conflicted, FieldRefusal, Gone, NotSent, Refused, Unknown
from copper_desk.sheet.phase import IllegalMove, Phase
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import lead, numbered, push, put, revisions


def _pushed(title: str = "CEO") -> Sheet:
    sheet = numbered(1)
    put(sheet, 1, "title", title)
    push(sheet, [1])
    return sheet


def test_queued_then_sending_then_accepted() -> None:
    sheet = numbered(2)
    put(sheet, 1, "title", "CEO")
    assert sheet.queue([(1, revisions(sheet, 1))]).changed == frozenset({1})
    assert sheet.phase(1) is Phase.QUEUED
    sheet.sending([1])
    assert sheet.counts().of(Phase.SENDING) == 1
    delta = sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO", first_name="Lead"))])
    assert delta.changed == frozenset({1})
    assert sheet.phase(1) is Phase.CLEAN
    assert (sheet.value(1, "first_name"), sheet.edits(1)) == ("Lead", {})
    assert sheet.mark(1) is Mark.ACCEPTED
    assert sheet.counts().accepted == 1
    assert sheet.clear_marks().changed == frozenset({1})
    assert sheet.mark(1) is None


def test_copper_may_store_another_value_than_was_sent() -> None:
    sheet = _pushed()
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="Ceo"))])
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Ceo", Phase.CLEAN)


def test_what_was_typed_meanwhile_stays_over_what_was_accepted() -> None:
    sheet = _pushed()
    put(sheet, 1, "title", "Chief")
    put(sheet, 1, "company_name", "Acme")
    assert sheet.phase(1) is Phase.SENDING
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert sheet.phase(1) is Phase.CHANGED
    assert (sheet.value(1, "title"), sheet.value(1, "company_name")) == ("Chief", "Acme")
    assert sheet.conflicts(1) == {}
    assert sheet.mark(1) is Mark.ACCEPTED


def test_bad_text_typed_meanwhile_holds_the_lead_afterwards() -> None:
    sheet = _pushed()
    put(sheet, 1, "monetary_value", Unparsed("ten", "No number."))
    assert sheet.phase(1) is Phase.SENDING
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert sheet.phase(1) is Phase.INVALID


@pytest.mark.parametrize("back", [ResetCell(1, "title"), SetCell(1, "title", "Title 1")])
def test_a_cell_put_back_meanwhile_is_put_back_over_what_was_accepted(back: ResetCell | SetCell) -> None:
    sheet = _pushed()
    sheet.apply(ChangeSet((back,)))
    assert sheet.value(1, "title") == "Title 1"
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Title 1", Phase.CHANGED)


def test_an_undo_and_redo_meanwhile_leaves_what_was_accepted() -> None:
    sheet = numbered(1)
    typed = put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    undone = sheet.apply(typed.inverse)
    sheet.apply(undone.inverse)
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("CEO", Phase.CLEAN)


def test_a_refusal_stands_on_the_value_it_was_said_of() -> None:
    sheet = _pushed()
    put(sheet, 1, "email", "a@b.example")
    sheet.settle([Refused(1, (FieldRefusal("title", "is too bold"), FieldRefusal("title", "is a joke")), "req-9")])
    assert sheet.phase(1) is Phase.FAILED
    problem = sheet.cell_problem(1, "title")
    assert problem is not None
    assert (problem.message, problem.severity, problem.origin) == (
        "is too bold\nis a joke",
        Severity.ERROR,
        Origin.COPPER,
    )
    assert sheet.value(1, "title") == "CEO"
    assert sheet.request_id(1) == "req-9"
    assert sheet.counts().problem_cells == 1
    put(sheet, 1, "email", "b@b.example")
    assert sheet.phase(1) is Phase.FAILED
    put(sheet, 1, "title", "Chief")
    assert (sheet.phase(1), sheet.cell_problem(1, "title")) == (Phase.CHANGED, None)


def test_undoing_back_to_the_refused_value_brings_the_refusal_back() -> None:
    sheet = _pushed()
    sheet.settle([Refused(1, (FieldRefusal("title", "is too bold"),))])
    applied = put(sheet, 1, "title", "Chief")
    sheet.apply(applied.inverse)
    assert sheet.phase(1) is Phase.FAILED


def test_a_refusal_of_a_cell_retyped_meanwhile_stands_on_the_lead() -> None:
    sheet = _pushed()
    put(sheet, 1, "title", "Chief")
    sheet.settle([Refused(1, (FieldRefusal("title", "is too bold"),))])
    assert sheet.phase(1) is Phase.FAILED
    assert sheet.cell_problem(1, "title") is None
    assert [problem.message for problem in sheet.row_problems(1)] == ["Title, as it was sent: is too bold"]
    put(sheet, 1, "title", "Boss")
    assert sheet.phase(1) is Phase.CHANGED


def test_a_refusal_of_a_field_that_was_not_sent_stands_on_the_lead() -> None:
    sheet = _pushed()
    sheet.settle([Refused(1, (FieldRefusal("status_id", "is required"), FieldRefusal(None, "colour: is unknown")))])
    assert [problem.message for problem in sheet.row_problems(1)] == ["Status: is required", "colour: is unknown"]
    put(sheet, 1, "title", "Chief")
    assert [problem.message for problem in sheet.row_problems(1)] == ["Status: is required"]
    assert sheet.phase(1) is Phase.FAILED
    put(sheet, 1, "status_id", 21)
    assert sheet.phase(1) is Phase.CHANGED


def test_a_refusal_without_a_reason_says_so() -> None:
    sheet = _pushed()
    sheet.settle([Refused(1, ())])
    assert sheet.phase(1) is Phase.FAILED
    assert [problem.message for problem in sheet.row_problems(1)] == ["Copper refused this lead and gave no reason."]


def test_a_failed_row_can_be_sent_again_as_it_is() -> None:
    sheet = _pushed()
    sheet.settle([Refused(1, (FieldRefusal("title", "is too bold"),))])
    push(sheet, [1])
    assert (sheet.phase(1), sheet.cell_problem(1, "title")) == (Phase.SENDING, None)
    sheet.settle([NotSent(1, "The push was stopped.")])
    assert sheet.phase(1) is Phase.NOT_SENT


@pytest.mark.parametrize(
    ("outcome", "phase"),
    [
        (Unknown(1, "No answer."), Phase.UNKNOWN),
        (NotSent(1, "Stopped."), Phase.NOT_SENT),
        (Gone(1, "Merged."), Phase.GONE),
    ],
)
def test_other_ends_keep_the_edits_and_say_why(outcome: Unknown | NotSent | Gone, phase: Phase) -> None:
    sheet = _pushed()
    put(sheet, 1, "company_name", "Acme")
    sheet.settle([outcome])
    assert sheet.phase(1) is phase
    assert [problem.message for problem in sheet.row_problems(1)] == [outcome.reason]
    assert set(sheet.edits(1)) == {"title", "company_name"}


def test_a_row_not_sent_is_nothing_to_repair() -> None:
    sheet = _pushed()
    sheet.settle([NotSent(1, "Stopped.")])
    assert list(sheet.problems()) == []


@pytest.mark.parametrize("outcome", [Unknown(1, "No answer."), NotSent(1, "Stopped.")])
def test_an_edit_at_rest_makes_it_an_ordinary_change(outcome: Unknown | NotSent) -> None:
    sheet = _pushed()
    sheet.settle([outcome])
    put(sheet, 1, "title", "Chief")
    assert (sheet.phase(1), sheet.row_problems(1)) == (Phase.CHANGED, ())


def test_an_unconfirmed_row_that_turns_out_accepted_is_clean() -> None:
    sheet = _pushed()
    sheet.settle([Unknown(1, "No answer.")])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert sheet.phase(1) is Phase.CLEAN


def test_an_unconfirmed_row_that_a_load_shows_is_taken_is_clean() -> None:
    sheet = _pushed()
    sheet.settle([Unknown(1, "No answer.")])
    sheet.receive([lead(1, name="Lead 1", title="Title 1")], stamp=sheet.stamp())
    assert sheet.phase(1) is Phase.UNKNOWN
    sheet.receive([lead(1, name="Lead 1", title="CEO")], stamp=sheet.stamp())
    assert sheet.phase(1) is Phase.CLEAN


@pytest.mark.parametrize("by_load", [False, True])
def test_a_cell_put_back_on_an_unconfirmed_row_is_not_forgotten(*, by_load: bool) -> None:
    sheet = _pushed()
    sheet.settle([Unknown(1, "No answer.")])
    sheet.discard()
    assert sheet.phase(1) is Phase.UNKNOWN
    taken = lead(1, name="Lead 1", title="CEO")
    if by_load:
        sheet.receive([taken], stamp=sheet.stamp())
    else:
        sheet.settle([Accepted(1, taken)])
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Title 1", Phase.CHANGED)


def test_what_may_not_be_sent_is_not_queued_and_nothing_else_either() -> None:
    sheet = numbered(3)
    put(sheet, 1, "title", "CEO")
    put(sheet, 2, "monetary_value", Unparsed("x", "No number."))
    for bad in (2, 3):
        with pytest.raises(IllegalMove):
            sheet.queue([(1, revisions(sheet, 1)), (bad, {"title": 1})])
    assert sheet.phase(1) is Phase.CHANGED
    with pytest.raises(IllegalMove):
        sheet.sending([1])
    push(sheet, [1])
    with pytest.raises(IllegalMove, match="already"):
        sheet.queue([(1, revisions(sheet, 1))])


def test_a_conflict_is_not_queued() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sheet.receive([lead(1, name="Lead 1", title="Boss")], stamp=sheet.stamp())
    with pytest.raises(IllegalMove):
        sheet.queue([(1, revisions(sheet, 1))])


def test_someone_elses_change_in_the_answer_is_a_conflict() -> None:
    sheet = _pushed()
    put(sheet, 1, "company_name", "Acme")
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO", company_name="Apex"))])
    assert sheet.phase(1) is Phase.CONFLICT
    assert set(sheet.conflicts(1)) == {"company_name"}


def test_an_undo_after_an_accepted_push_is_a_new_change_and_a_redo_takes_it_away() -> None:
    sheet = numbered(1)
    typed = put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    undone = sheet.apply(typed.inverse)
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Title 1", Phase.CHANGED)
    redone = sheet.apply(undone.inverse)
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("CEO", Phase.CLEAN)
    sheet.apply(redone.inverse)
    assert sheet.value(1, "title") == "Title 1"


def test_an_answer_about_another_lead_is_a_bug() -> None:
    sheet = _pushed()
    with pytest.raises(ValueError, match="about lead 2"):
        sheet.settle([Accepted(1, lead(2, name="x"))])
    with pytest.raises(KeyError):
        numbered(1).settle([NotSent(9, "x")])


def test_a_change_undone_between_plan_and_start_is_put_back_after_the_push() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    typed = put(sheet, 1, "company_name", "Acme")
    planned = revisions(sheet, 1)
    sheet.apply(typed.inverse)
    sheet.queue([(1, planned)])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO", company_name="Acme"))])
    assert (sheet.value(1, "company_name"), sheet.phase(1)) == (None, Phase.CHANGED)


def test_an_old_refusal_does_not_come_back_on_a_row_that_is_being_sent() -> None:
    sheet = _pushed()
    sheet.settle([Refused(1, (FieldRefusal("title", "is too bold"),))])
    applied = put(sheet, 1, "title", "Chief")
    push(sheet, [1])
    sheet.apply(applied.inverse)
    assert sheet.cell_problem(1, "title") is None
    sheet.settle([NotSent(1, "Stopped.")])
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("CEO", Phase.NOT_SENT)


def test_an_error_that_holds_the_lead_is_shown_before_a_refusal() -> None:
    sheet = numbered(1)
    sheet.receive([lead(1, name="Ada King", first_name="Ada", last_name="King")], stamp=sheet.stamp())
    put(sheet, 1, "first_name", None)
    push(sheet, [1])
    sheet.settle([Refused(1, (FieldRefusal("first_name", "is needed"),))])
    put(sheet, 1, "last_name", None)
    problem = sheet.cell_problem(1, "first_name")
    assert problem is not None
    assert problem.origin is Origin.CHECK
    assert sheet.phase(1) is Phase.INVALID


def test_a_refusal_is_shown_before_a_warning() -> None:
    sheet = numbered(1)
    put(sheet, 1, "email", "nobody")
    push(sheet, [1])
    sheet.settle([Refused(1, (FieldRefusal("email", "is no address"),))])
    problem = sheet.cell_problem(1, "email")
    assert problem is not None
    assert problem.origin is Origin.COPPER


THEIRS = lead(1, name="Lead 1", title="Boss", company_name="Apex")


def _held(sheet: Sheet) -> None:
    sheet.settle([Conflicted(1, THEIRS, sheet.stamp(), "Someone else changed this in Copper too: Title.")])


def test_a_lead_held_back_for_a_conflict_shows_all_three_values() -> None:
    sheet = _pushed()
    _held(sheet)
    assert sheet.phase(1) is Phase.CONFLICT
    assert {key: tuple(each) for key, each in sheet.conflicts(1).items()} == {"title": ("CEO", "Boss", "Title 1")}
    assert sheet.base(1) == THEIRS
    assert (sheet.row_problems(1), sheet.mark(1)) == ((), None)


@pytest.mark.parametrize(("side", "value", "phase"), [("mine", "CEO", Phase.CHANGED), ("theirs", "Boss", Phase.CLEAN)])
def test_a_conflict_of_a_push_is_settled_like_any_other(
    side: Literal["mine", "theirs"], value: str, phase: Phase
) -> None:
    sheet = _pushed()
    _held(sheet)
    sheet.resolve(1, "title", side)
    assert (sheet.value(1, "title"), sheet.phase(1)) == (value, phase)


def test_what_was_typed_meanwhile_stays_in_a_lead_held_back() -> None:
    sheet = _pushed()
    put(sheet, 1, "title", "Chief")
    put(sheet, 1, "company_name", "Acme")
    _held(sheet)
    assert (sheet.value(1, "title"), sheet.value(1, "company_name")) == ("Chief", "Acme")
    assert set(sheet.conflicts(1)) == {"title", "company_name"}


def test_what_no_longer_conflicts_is_an_ordinary_change() -> None:
    sheet = _pushed()
    put(sheet, 1, "title", "Boss")
    put(sheet, 1, "details", "Tall")
    _held(sheet)
    assert (sheet.phase(1), set(sheet.edits(1)), sheet.row_problems(1)) == (Phase.CHANGED, {"details"}, ())


def test_a_cell_put_back_while_its_lead_was_held_back_shows_what_copper_holds() -> None:
    sheet = _pushed()
    sheet.apply(ChangeSet((ResetCell(1, "title"),)))
    _held(sheet)
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Boss", Phase.CLEAN)


def test_a_conflict_read_before_a_newer_load_leaves_the_newer_base() -> None:
    sheet = _pushed()
    stamp = sheet.stamp()
    newest = lead(1, name="Lead 1", title="CEO", company_name="Newest")
    sheet.receive([newest], stamp=sheet.stamp())
    sheet.settle([Conflicted(1, THEIRS, stamp, "Changed by another.")])
    assert (sheet.base(1), sheet.phase(1)) == (newest, Phase.CLEAN)


def test_a_conflict_about_another_lead_is_a_bug() -> None:
    sheet = _pushed()
    with pytest.raises(ValueError, match="about lead 2"):
        sheet.settle([Conflicted(1, lead(2, name="x"), sheet.stamp(), "")])


def test_a_lead_that_held_all_of_it_already_is_accepted_and_never_older_than_a_load() -> None:
    sheet = _pushed()
    stamp = sheet.stamp()
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO", details="Old"), stamp)])
    assert (sheet.phase(1), sheet.value(1, "details"), sheet.mark(1)) == (Phase.CLEAN, "Old", Mark.ACCEPTED)
    put(sheet, 1, "title", "Chief")
    push(sheet, [1])
    stamp = sheet.stamp()
    newest = lead(1, name="Lead 1", title="Chief", details="New")
    sheet.receive([newest], stamp=sheet.stamp())
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="Chief", details="Old"), stamp)])
    assert (sheet.base(1), sheet.phase(1)) == (newest, Phase.CLEAN)
