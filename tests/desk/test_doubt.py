"""A lead that was sent when the program ended, and what people and other pushes do to it before Copper is asked."""

from __future__ import annotations

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.desk.doubt import SENT_AGAIN
from copper_desk.desk.recovery import IN_DOUBT
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import Tally
from copper_desk.sheet.edit import ChangeSet, RemoveRow
from copper_desk.sheet.phase import Phase
from copper_desk.storage.push_entry import LeadResult
from tests.desk.earlier_command import earlier_command
from tests.desk.failing_disk import Disk, Stop, Write, open_on
from tests.desk.faulty_push import Pace, hurry
from tests.desk.kept_desk import Computer, add, computer, load, push, put, settle_doubts

__all__ = ["computer"]

LEFT = Stop(Write.INTENT)
LEAVING = Stop(Write.INTENT, is_told=False)


def stopped(computer: Computer, desk: Desk, disk: Disk, stop: Stop) -> Computer:
    """The computer as it is found after it stopped in a push of everything that is changed."""
    disk.stop_after(stop)
    run = desk.start(desk.plan())
    run.run(desk.mark_sending, desk.settle)
    assert disk.is_off
    return computer.image()


def left_in_doubt(computer: Computer, *, title: str = "Chief", stop: Stop = LEFT) -> tuple[RowId, Computer]:
    """A lead whose request has left, or was about to, when the computer stopped."""
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", title)
    return row, stopped(computer, desk, disk, stop)


def new_in_doubt(computer: Computer, *, stop: Stop = LEFT) -> tuple[RowId, Computer]:
    """The same with a new lead."""
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    row = add(desk, name="New One", title="Chief", email="new.one@model.example")
    return row, stopped(computer, desk, disk, stop)


def started(computer: Computer) -> Desk:
    return hurry(computer.open(), Pace())


def copies(computer: Computer, name: str = "New One") -> int:
    return [lead["name"] for lead in computer.practice.control.leads(["name"])].count(name)


def results(desk: Desk) -> list[dict[LeadResult, int]]:
    """What the history counts for each push, the newest first."""
    assert desk.history is not None
    return [dict(entry.counts) for entry in desk.history.pushes()]


# Sent again by a later push


def test_a_doubt_that_a_later_push_took_over_is_closed_and_says_why(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    again = earlier_command(halted, row, title="From a file")
    first = started(again)
    assert len(first.doubts) == 1
    assert first.history is not None
    assert [lead.reason for lead in first.history.leads(1)] == [SENT_AGAIN]
    second = started(again.image())
    assert len(second.doubts) == 1
    assert second.sheet.value(row, "title") == "Chief"
    settle_doubts(second)
    assert results(second) == [{LeadResult.ACCEPTED: 1}, {LeadResult.UNKNOWN: 1}]
    assert second.sheet.conflicts(row)["title"][:2] == ("Chief", "From a file")
    assert started(again.image()).history is not None
    assert second.history is not None
    assert second.history.unfinished() == []


# A command is one more program on the same changes


def test_what_a_window_left_in_doubt_a_command_asks_about_and_the_window_finds_it_done(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    command = hurry(halted.open(program="command"), Pace())
    assert [held.reason for held in command.plan([row]).held] == [IN_DOUBT]
    settle_doubts(command)
    command.close()
    later = started(halted)
    assert (len(later.doubts), later.sheet.changed_rows()) == (0, [])
    assert results(later) == [{LeadResult.ACCEPTED: 1}]


def test_what_a_command_left_in_doubt_stands_in_the_window_until_copper_was_asked(computer: Computer) -> None:
    computer.loaded().close()
    disk = Disk()
    command = open_on(disk, computer, program="command")
    row = computer.practice.ids()[0]
    command.fetch_run([row]).run(command.swept, CancelToken())
    put(command, row, "title", "From a file", source="leads.csv")
    later = started(stopped(computer, command, disk, LEFT))
    assert (later.sheet.phase(row), later.sheet.value(row, "title")) == (Phase.UNKNOWN, "From a file")
    settle_doubts(later)
    assert later.sheet.phase(row) is Phase.CLEAN
    assert results(later) == [{LeadResult.ACCEPTED: 1}]


# The rows of a command of version 1 are not those of the window


@pytest.mark.parametrize("is_answered", [False, True], ids=["in doubt", "answered"])
@pytest.mark.parametrize(
    "typed", [{"title": "From a file"}, {"email": "who@example.invalid"}], ids=["taken", "refused"]
)
def test_what_became_of_an_earlier_command_leaves_the_changes_of_the_window(
    computer: Computer, typed: dict[str, str], is_answered: bool
) -> None:
    window = computer.loaded()
    row = window.sheet.row_ids()[0]
    put(window, row, "title", "Typed in the window")
    before = window.sheet.edits(row)
    window.close()
    later = started(earlier_command(computer, row, is_answered=is_answered, **typed))
    settle_doubts(later)
    load(later)
    assert later.sheet.edits(row) == before
    is_torn = "title" in typed
    assert later.sheet.phase(row) is (Phase.CONFLICT if is_torn else Phase.CHANGED)
    assert later.sheet.row_problems(row) == ()
    assert len(later.doubts) == 0


def test_a_new_lead_of_an_earlier_command_is_no_new_lead_of_the_window(computer: Computer) -> None:
    window = computer.loaded()
    mine = add(window, name="Mine, not pushed")
    window.close()
    later = started(earlier_command(computer, mine - 1, name="New One"))
    settle_doubts(later)
    assert later.sheet.changed_rows() == [mine]
    assert later.sheet.value(mine, "name") == "Mine, not pushed"
    assert copies(computer) == 1
    assert results(later) == [{LeadResult.ACCEPTED: 1}]


# Changed while in doubt


def test_a_new_lead_that_was_discarded_in_doubt_does_not_come_back_as_a_change(computer: Computer) -> None:
    new, halted = new_in_doubt(computer)
    desk = started(halted)
    desk.stage(ChangeSet((RemoveRow(new),), "removing"))
    later = started(halted.image())
    assert later.sheet.changed_rows() == []
    settle_doubts(later)
    assert later.sheet.changed_rows() == []
    load(later)
    assert [later.sheet.value(row, "name") for row in later.sheet.row_ids()].count("New One") == copies(computer) == 1


def test_a_new_lead_whose_removal_was_undone_in_doubt_is_joined_with_what_copper_made_of_it(computer: Computer) -> None:
    new, halted = new_in_doubt(computer)
    desk = started(halted)
    desk.stage(desk.stage(ChangeSet((RemoveRow(new),), "removing")).inverse)
    disk = Disk()
    again = halted.image()
    stopping = open_on(disk, again)
    disk.stop_after(Stop(Write.RESULTS))
    settle_doubts(stopping)
    later = started(again.image())
    assert later.sheet.changed_rows() == []
    assert [later.sheet.value(row, "name") for row in later.sheet.row_ids()].count("New One") == copies(computer) == 1


def test_a_change_that_was_discarded_in_doubt_is_put_back_once_copper_is_known_to_have_it(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    desk = started(halted)
    place = desk.schema["title"].position
    loaded = desk.sheet.base(row)[place]
    desk.discard()
    later = started(halted.image())
    assert later.sheet.value(row, "title") == loaded
    assert later.plan().planned == 0
    settle_doubts(later)
    assert (later.sheet.base(row)[place], later.sheet.value(row, "title")) == ("Chief", loaded)
    assert push(later) == Tally(planned=1, accepted=1)
    assert [write["body"]["title"] for write in computer.practice.control.writes()] == ["Chief", loaded]


def test_a_change_that_was_discarded_in_doubt_and_never_arrived_leaves_nothing(computer: Computer) -> None:
    row, halted = left_in_doubt(computer, stop=LEAVING)
    started(halted).discard()
    later = started(halted.image())
    settle_doubts(later)
    assert (later.sheet.phase(row), later.sheet.changed_rows()) == (Phase.CLEAN, [])
    assert computer.practice.control.writes() == []


def test_what_is_typed_on_a_new_lead_in_doubt_goes_to_the_lead_that_copper_made(computer: Computer) -> None:
    new, halted = new_in_doubt(computer)
    put(started(halted), new, "title", "Chief of all")
    later = started(halted.image())
    assert [held.row for held in later.plan().held] == [new]
    settle_doubts(later)
    row = later.sheet.row_today(new)
    assert {key: edit.value for key, edit in later.sheet.edits(row).items()} == {"title": "Chief of all"}
    assert push(later) == Tally(planned=1, accepted=1)
    assert copies(computer) == 1


def test_what_is_typed_on_a_lead_in_doubt_is_no_conflict_with_what_was_sent(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    put(started(halted), row, "title", "Chief of all")
    disk = Disk()
    again = halted.image()
    stopping = open_on(disk, again)
    disk.stop_after(Stop(Write.RESULTS))
    settle_doubts(stopping)
    later = started(again.image())
    assert (later.sheet.phase(row), later.sheet.value(row, "title")) == (Phase.CHANGED, "Chief of all")
    assert push(later) == Tally(planned=1, accepted=1)


# What Copper says


def test_the_twin_that_an_earlier_push_made_is_not_taken_for_a_new_lead_in_doubt(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    first = add(desk, name="New One", email="new.one@model.example")
    push(desk)
    second = add(desk, name="New One", email="new.one@model.example")
    later = started(stopped(computer, desk, disk, LEAVING))
    settle_doubts(later)
    assert later.sheet.phase(second) is Phase.UNKNOWN
    assert desk.sheet.row_today(first) in later.sheet
    assert results(later) == [{LeadResult.UNKNOWN: 1}, {LeadResult.ACCEPTED: 1}]
    assert later.plan().planned == 0
    assert copies(computer) == 1


def test_an_answer_that_tells_nothing_does_not_unsettle_a_lead_that_a_load_has_shown(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    desk = started(halted)
    load(desk)
    assert desk.sheet.phase(row) is Phase.CLEAN
    counts = desk.sheet.counts()
    computer.practice.control.edit(row, title="Somebody's")
    settle_doubts(desk)
    assert (desk.sheet.phase(row), len(desk.doubts)) == (Phase.CLEAN, 0)
    assert desk.sheet.counts() == counts
    assert results(desk) == [{LeadResult.UNKNOWN: 1}]
    later = started(halted.image())
    assert (later.recoveries, later.sheet.phase(row)) == ([], Phase.CLEAN)


def test_a_lead_that_somebody_else_wrote_to_stays_unconfirmed_with_what_was_typed(computer: Computer) -> None:
    row, halted = left_in_doubt(computer)
    computer.practice.control.edit(row, title="Somebody's")
    desk = started(halted)
    settle_doubts(desk)
    assert (desk.sheet.phase(row), desk.sheet.value(row, "title")) == (Phase.UNKNOWN, "Chief")
    later = started(halted.image())
    assert later.recoveries == []
    assert later.sheet.phase(row) is Phase.UNKNOWN
    assert later.sheet.row_problems(row) == desk.sheet.row_problems(row)
    assert later.sheet.row_problems(row)[0].message != IN_DOUBT


def test_an_answer_whose_outcome_could_not_be_kept_is_taken_once_more(computer: Computer) -> None:
    new, halted = new_in_doubt(computer)
    disk = Disk()
    desk = open_on(disk, halted)
    disk.refuse(Write.CHANGES)
    settle_doubts(desk)
    assert desk.history is not None
    assert [push.unsettled[0].row for push in desk.history.unfinished()] == [new]
    later = started(halted.image())
    assert later.sheet.changed_rows() == []
    assert later.sheet.row_ids() == desk.sheet.row_ids()
    assert later.history is not None
    assert later.history.unfinished() == []
