"""What is there again after the program ended, in good order or in the middle of something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copper_desk.copper.error import TransportFailure
from copper_desk.desk.recovery import IN_DOUBT, UNSENT
from copper_desk.leads.value import Unparsed
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.run import PushRun
from copper_desk.push.settle_run import NEVER_ARRIVED
from copper_desk.sheet.edit import AddRow, ChangeSet, ResetCell
from copper_desk.sheet.phase import Phase
from copper_desk.storage.account_lock import AccountHeld
from copper_desk.storage.push_entry import LeadResult
from tests.desk.earlier_command import earlier_command
from tests.desk.kept_desk import Computer, add, computer, load, push, put, settle_doubts

__all__ = ["computer"]


def test_every_change_is_there_again_with_its_problems(computer: Computer) -> None:
    desk = computer.loaded()
    first, second, third, *_ = desk.sheet.row_ids()
    put(desk, first, "title", "Chief")
    put(desk, second, "monetary_value", Unparsed("a lot", "No number."))
    put(desk, third, "email", "who@example.invalid")
    new = add(desk, name="New One", tags=("expo", "VIP, gold"))
    assert push(desk).failed == 1
    put(desk, first, "title", "Chief again")

    later = computer.image().open()
    assert later.sheet.edits(first) == desk.sheet.edits(first)
    assert later.sheet.phase(second) is Phase.INVALID
    assert later.sheet.phase(third) is Phase.FAILED
    assert later.sheet.cell_problem(third, "email") == desk.sheet.cell_problem(third, "email")
    assert later.sheet.counts() == replace(desk.sheet.counts(), accepted=0)
    assert desk.sheet.row_today(new) in later.sheet


def test_a_new_lead_that_was_not_pushed_is_there_again(computer: Computer) -> None:
    desk = computer.loaded()
    new = add(desk, name="New One", tags=("expo", "VIP, gold"))
    empty = add(desk)
    later = computer.image().open()
    assert later.sheet.value(new, "tags") == ("expo", "VIP, gold")
    assert empty in later.sheet
    assert later.sheet.next_new_row() < min(new, empty)


def test_the_name_of_a_new_lead_is_never_given_to_another(computer: Computer) -> None:
    desk = computer.loaded()
    new = add(desk, name="New One")
    push(desk)
    later = computer.image().open()
    assert later.sheet.next_new_row() < new


def test_a_change_that_was_taken_back_is_gone(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    desk.stage(ChangeSet((ResetCell(row, "title"),), "putting back"))
    assert computer.image().open().sheet.changed_rows() == []


def test_undo_of_a_new_lead_is_kept_too(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.next_new_row()
    applied = desk.stage(ChangeSet((AddRow(row),), "new lead"))
    desk.stage(applied.inverse)
    assert computer.image().open().sheet.changed_rows() == []


def test_the_sheet_stands_at_once_and_without_copper(computer: Computer) -> None:
    before = computer.loaded()
    leads = [before.sheet.base(row) for row in before.sheet.row_ids()]
    put(before, before.sheet.row_ids()[0], "title", "Chief")
    later = computer.image().open(offline=True)
    assert not later.is_connected
    assert [later.sheet.base(row) for row in later.sheet.row_ids()] == leads
    assert later.account == before.account
    assert later.loads.as_of_s == before.loads.as_of_s
    with pytest.raises(TransportFailure):
        later.ask_account()
    put(later, later.sheet.row_ids()[1], "title", "Offline")
    assert len(later.sheet.changed_rows()) == 2


def test_without_kept_leads_changes_wait_for_the_load(computer: Computer) -> None:
    desk = computer.loaded(keeps_leads=False)
    row = desk.sheet.row_ids()[0]
    held = desk.sheet.base(row)
    put(desk, row, "title", "Chief")
    later = computer.image().open(keeps_leads=False)
    assert later.sheet.row_ids() == [row]
    assert later.sheet.value(row, "title") == "Chief"
    load(later)
    assert later.sheet.base(row) == held
    assert (len(later.sheet), later.sheet.phase(row)) == (60, Phase.CHANGED)
    assert not list(computer.root.glob("accounts/*/cache*"))


def test_one_program_at_a_time_writes(computer: Computer) -> None:
    computer.open()
    with pytest.raises(AccountHeld, match="open in another Copper Desk window"):
        computer.open()
    with pytest.raises(AccountHeld):
        computer.open(program="command")


def test_an_account_that_changed_its_fields_is_to_be_opened_anew(computer: Computer) -> None:
    desk = computer.loaded()
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    later = computer.image().open()
    account = later.ask_account()
    assert later.accept_account(account)
    assert later.is_connected
    assert not later.accept_account(replace(account, users=account.users[:1]))


# In the middle of a push


def test_a_push_in_doubt_is_settled_by_asking_copper(computer: Computer) -> None:
    desk = computer.loaded()
    rows = desk.sheet.row_ids()[:10]
    for row in rows:
        put(desk, row, "title", f"Chief {row}")
    images: list[Computer] = []
    assert push(desk, on_sending=lambda _: images.append(computer.image())) == Tally(planned=10, accepted=10)
    later = images[0].open()
    assert {later.sheet.phase(row) for row in rows} == {Phase.UNKNOWN}
    assert [problem.message for problem in later.sheet.row_problems(rows[0])] == [IN_DOUBT]
    [recovery] = later.recoveries
    assert (recovery.planned, len(recovery.doubts), recovery.unsent) == (10, 10, ())
    writes = len(computer.practice.control.writes())
    settle_doubts(later)
    assert {later.sheet.phase(row) for row in rows} == {Phase.CLEAN}
    assert [later.sheet.value(row, "title") for row in rows] == [f"Chief {row}" for row in rows]
    assert len(computer.practice.control.writes()) == writes
    assert len(later.doubts) == 0
    assert images[0].image().open().recoveries == []
    assert later.local is not None
    [entry] = later.local.history.pushes()
    assert entry.counts == {LeadResult.ACCEPTED: 10}


def test_what_never_reached_copper_waits_to_be_sent(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    title = desk.sheet.base(row)[desk.schema["title"].position]
    images: list[Computer] = []

    def cut(run: PushRun) -> None:
        images.append(computer.image())
        run.stop()

    computer.practice.control.faults("hang-before=1@bulk:1")
    push(desk, on_sending=cut)
    computer.practice.control.edit(row, title=title)
    later = images[0].open()
    settle_doubts(later)
    assert later.sheet.phase(row) is Phase.NOT_SENT
    assert [problem.message for problem in later.sheet.row_problems(row)] == [NEVER_ARRIVED]
    assert push(later) == Tally(planned=1, accepted=1)


def test_leads_that_had_not_left_are_not_sent(computer: Computer) -> None:
    desk = computer.loaded()
    rows = desk.sheet.row_ids()[:25]
    for row in rows:
        put(desk, row, "title", f"Chief {row}")
    plan = desk.plan()
    desk.start(plan)
    later = computer.image().open()
    assert {later.sheet.phase(row) for row in rows} == {Phase.NOT_SENT}
    assert [problem.message for problem in later.sheet.row_problems(rows[0])] == [UNSENT]
    [recovery] = later.recoveries
    assert (recovery.planned, recovery.unsent) == (25, tuple(rows))
    assert later.history is not None
    [entry] = later.history.pushes()
    assert (entry.head.planned, entry.counts) == (25, {LeadResult.NOT_SENT: 25})
    names = {lead.name for lead in later.history.leads(entry.id)}
    assert names == {later.sheet.value(row, "name") for row in rows}
    assert push(later) == Tally(planned=25, accepted=25)


def test_results_that_the_sheet_had_not_taken_are_taken(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    new = add(desk, name="New One")
    put(desk, row, "title", "  Chief  ")
    put(desk, desk.sheet.row_ids()[1], "email", "who@example.invalid")
    run = desk.start(desk.plan())
    outcomes: list[BatchOutcome] = []
    run.run(desk.mark_sending, outcomes.append)
    later = computer.image().open()
    [recovery] = later.recoveries
    assert (recovery.accepted, recovery.failed, recovery.doubts, recovery.unsent) == (2, 1, (), ())
    for outcome in outcomes:
        desk.settle(outcome)
    for mine in (row, desk.sheet.row_ids()[1], desk.sheet.row_today(new)):
        assert later.sheet.phase(mine) is desk.sheet.phase(mine)
        assert later.sheet.base(mine) == desk.sheet.base(mine)
    assert desk.sheet.row_today(new) in later.sheet
    later.close()
    assert (
        Computer(computer.practice, computer.root.with_name("data-image"), computer.account_id).open().recoveries == []
    )


def test_a_new_lead_in_doubt_is_found_and_never_sent_twice(computer: Computer) -> None:
    desk = computer.loaded()
    new = add(desk, name="New One", email="new.one@model.example")
    images: list[Computer] = []
    push(desk, on_sending=lambda _: images.append(computer.image()))
    later = images[0].open()
    assert later.sheet.phase(new) is Phase.UNKNOWN
    assert later.plan().planned == 0
    settle_doubts(later)
    assert later.sheet.row_today(new) == desk.sheet.row_today(new)
    names = [lead["name"] for lead in computer.practice.control.leads(["name"])]
    assert names.count("New One") == 1


def test_a_lead_in_doubt_is_held_until_copper_was_asked_and_then_goes_on_from_there(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    images: list[Computer] = []
    push(desk, on_sending=lambda _: images.append(computer.image()))
    later = images[0].open()
    put(later, row, "title", "Chief of all")
    load(later)
    plan = later.plan()
    assert (plan.planned, [held.reason for held in plan.held]) == (0, [IN_DOUBT])
    settle_doubts(later)
    assert later.sheet.phase(row) is Phase.CHANGED
    assert push(later) == Tally(planned=1, accepted=1)
    assert [write["body"]["title"] for write in computer.practice.control.writes()] == ["Chief", "Chief of all"]


def test_of_two_pushes_that_left_a_lead_in_doubt_the_later_tells(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    images: list[Computer] = []
    push(desk, on_sending=lambda _: images.append(computer.image()))
    [halted] = images
    later = earlier_command(halted, row, title="From a file").open()
    assert len(later.doubts) == 1
    settle_doubts(later)
    assert later.history is not None
    assert [entry.counts for entry in later.history.pushes()] == [{LeadResult.ACCEPTED: 1}, {LeadResult.UNKNOWN: 1}]
    assert later.history.unfinished() == []
    assert later.sheet.phase(row) is Phase.CONFLICT
    assert later.sheet.conflicts(row)["title"][:2] == ("Chief", "From a file")


def test_what_was_typed_while_a_lead_was_on_its_way_stays(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    images: list[Computer] = []

    def meanwhile(_run: object) -> None:
        put(desk, row, "title", "Chief of all")
        images.append(computer.image())

    push(desk, on_sending=meanwhile)
    later = images[0].open()
    settle_doubts(later)
    assert (later.sheet.base(row)[later.schema["title"].position], later.sheet.value(row, "title")) == (
        "Chief",
        "Chief of all",
    )
    assert later.sheet.phase(row) is Phase.CHANGED


def test_a_lead_that_was_held_back_for_a_conflict_is_held_again(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    computer.practice.control.edit(row, title="Boss")
    assert push(desk) == Tally(planned=1, not_sent=1)
    later = computer.image().open(offline=True)
    assert later.sheet.phase(row) is Phase.CONFLICT
    assert later.sheet.conflicts(row) == desk.sheet.conflicts(row)
    assert later.plan().planned == 0


def test_what_a_restart_took_from_an_unfinished_push_is_there_at_the_next_one_too(computer: Computer) -> None:
    desk = computer.loaded()
    row, torn, *_ = desk.sheet.row_ids()
    new = add(desk, name="New One")
    put(desk, row, "title", "Chief")
    put(desk, torn, "title", "Chief")
    computer.practice.control.edit(torn, title="Boss")
    run = desk.start(desk.plan())
    outcomes: list[BatchOutcome] = []
    run.run(desk.mark_sending, outcomes.append)
    first = computer.image()
    after = first.open(offline=True)
    assert after.sheet.value(row, "title") == "Chief"
    after.close()
    later = first.open(offline=True)
    assert (later.sheet.value(row, "title"), later.sheet.phase(row)) == ("Chief", Phase.CLEAN)
    assert later.sheet.phase(torn) is Phase.CONFLICT
    assert [later.sheet.value(lead, "name") for lead in later.sheet.row_ids()].count("New One") == 1
    assert later.sheet.changed_rows() == [torn]
    assert new not in later.sheet
