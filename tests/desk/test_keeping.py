"""Every change is on the disk when the call returns, or it is said that it is not; one pace for all who share a key."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.pace import Pacer, Priority
from copper_desk.copper.request import fetch_me
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, forget_account
from copper_desk.desk.shared_pace import SharedLedger, shared_pacer
from copper_desk.leads.kind import FieldKind
from copper_desk.push.outcome import Tally
from copper_desk.sheet.edit import ChangeSet, ResetCell, SetCell
from copper_desk.sheet.phase import IllegalMove, Phase
from copper_desk.storage.account_lock import AccountHeld
from copper_desk.storage.pace_book import PaceBook
from copper_desk.storage.push_entry import LeadResult
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.desk.failing_disk import Disk, Stop, Write, open_on
from tests.desk.kept_desk import Computer, add, computer, load, push, put

__all__ = ["computer"]

ExpectLog = Callable[[str], AbstractContextManager[None]]


def test_a_full_disk_is_told_and_the_change_is_kept_once_there_is_room(computer: Computer) -> None:
    desk = computer.loaded()
    row, *others = desk.sheet.row_ids()
    assert desk.local is not None
    assert desk.local.journal is not None
    room = desk.local.journal._connection.execute("PRAGMA max_page_count").fetchone()[0]
    desk.local.journal._connection.execute("PRAGMA max_page_count = 1")
    desk.stage(ChangeSet(tuple(SetCell(each, "details", "x" * 5000) for each in others), "paste"))
    trouble = desk.keeper.trouble
    assert trouble is not None
    assert trouble.kind is TroubleKind.FULL
    assert desk.sheet.value(others[0], "details") == "x" * 5000
    desk.local.journal._connection.execute(f"PRAGMA max_page_count = {room}")
    put(desk, row, "title", "Chief")
    assert desk.keeps_changes
    assert computer.image().open().sheet.changed_rows() == desk.sheet.changed_rows()


def test_a_push_that_cannot_be_written_down_does_not_begin(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    assert desk.history is not None
    desk.history.close()
    with pytest.raises(StorageTrouble):
        desk.start(desk.plan())
    assert desk.sheet.edits(row)
    assert computer.practice.control.writes() == []


def test_what_cannot_be_written_down_is_not_sent(computer: Computer) -> None:
    desk = computer.loaded()
    rows = desk.sheet.row_ids()[:3]
    for row in rows:
        put(desk, row, "title", "Chief")
    run = desk.start(desk.plan())
    assert desk.history is not None
    desk.history.close()
    assert run.run(desk.mark_sending, desk.settle) == Tally(planned=3, not_sent=3)
    assert computer.practice.control.writes() == []
    assert [desk.sheet.value(row, "title") for row in rows] == ["Chief"] * 3
    assert {desk.sheet.phase(row) for row in rows} == {Phase.NOT_SENT}
    assert "could no longer be written down" in desk.sheet.row_problems(rows[0])[0].message


def test_a_push_of_changes_that_are_gone_by_then_never_began(computer: Computer) -> None:
    desk = computer.loaded()
    row, other, *_ = desk.sheet.row_ids()
    for each in (row, other):
        put(desk, each, "title", "Chief")
    plan = desk.plan()
    desk.stage(ChangeSet((ResetCell(row, "title"),), "putting back"))
    with pytest.raises(IllegalMove):
        desk.start(plan)
    assert desk.history is not None
    assert desk.history.unfinished() == []
    assert [entry.ended_s is None for entry in desk.history.pushes()] == [False]
    later = computer.image().open()
    assert later.recoveries == []
    assert later.sheet.phase(other) is desk.sheet.phase(other) is Phase.CHANGED
    assert push(desk) == Tally(planned=1, accepted=1)


def test_changes_of_a_field_that_is_gone_for_a_while_come_back_with_it(computer: Computer) -> None:
    desk = computer.loaded()
    row, other, *_ = desk.sheet.row_ids()
    lost = next(field.key for field in desk.schema if field.definition_id and field.kind is FieldKind.TEXT)
    put(desk, row, lost, "Typed for an hour")
    put(desk, other, lost, "Typed, too")
    put(desk, other, "title", "Chief")
    whole = desk.account
    definitions = tuple(each for each in whole.definitions if each.id != desk.schema[lost].definition_id)
    desk.accept_account(replace(whole, definitions=definitions))
    desk.close()

    without = computer.open(offline=True)
    assert without.local is not None
    assert [note.split(" ", 1)[0] for note in without.local.notes] == ["2"]
    assert without.sheet.changed_rows() == [other]
    put(without, other, "title", "Chief of all")
    without.discard()
    put(without, row, "title", "Boss")
    without.accept_account(whole)
    without.close()

    later = computer.open(offline=True)
    assert later.local is not None
    assert later.local.notes == []
    assert {key: edit.value for key, edit in later.sheet.edits(row).items()} == {
        "title": "Boss",
        lost: "Typed for an hour",
    }
    assert {key: edit.value for key, edit in later.sheet.edits(other).items()} == {lost: "Typed, too"}


def test_a_journal_in_which_something_cannot_be_read_is_set_aside_once(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    images: list[Computer] = []
    push(desk, on_sending=lambda _: images.append(computer.image()))
    [halted] = images
    [journal] = halted.root.glob("accounts/*/journal.sqlite")
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE intent SET base = x'ff01'")
        connection.commit()
    first = halted.open(offline=True)
    assert first.local is not None
    assert ["damaged" in note for note in first.local.notes] == [True]
    assert len(first.sheet) == 60
    put(first, row, "title", "Typed since")
    first.close()
    second = halted.open(offline=True)
    assert second.local is not None
    assert second.local.notes == []
    assert second.sheet.value(row, "title") == "Typed since"
    assert [place.name for place in journal.parent.glob("journal.sqlite.damaged-?")] == ["journal.sqlite.damaged-1"]


@pytest.mark.parametrize("last", [Write.PUSH, Write.RESULTS], ids=["not sent", "answered"])
def test_results_are_not_marked_as_taken_while_the_journal_cannot_be_written(computer: Computer, last: Write) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    new = add(desk, name="New One")
    run = desk.start(desk.plan())
    if last is Write.RESULTS:
        run.run(desk.mark_sending, lambda _outcome: None)
    halted = computer.image()
    full = Disk()
    full.refuse(Write.CHANGES)
    second = open_on(full, halted)
    assert not second.keeps_changes
    assert second.history is not None
    [unfinished] = second.history.unfinished()
    assert {row, new} == {*unfinished.unsent, *(each.row for each in unfinished.unsettled)}
    third = halted.image().open()
    assert third.sheet.changed_rows() == second.sheet.changed_rows()
    assert [third.sheet.phase(each) for each in third.sheet.changed_rows()] == (
        [] if last is Write.RESULTS else [Phase.NOT_SENT, Phase.NOT_SENT]
    )
    assert third.history is not None
    assert third.history.unfinished() == []


def test_a_push_whose_outcome_could_not_be_kept_is_not_sent_again(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    add(desk, name="New One")
    run = desk.start(desk.plan())
    disk.refuse(Write.CHANGES)
    assert run.run(desk.mark_sending, desk.settle).accepted == 2
    desk.finish(run)
    assert not desk.keeps_changes
    later = computer.image().open()
    assert later.plan().planned == 0
    assert later.sheet.changed_rows() == []
    assert later.sheet.row_ids() == desk.sheet.row_ids()


def test_what_copper_took_is_shown_though_the_kept_lead_is_older(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    disk.refuse(Write.LEADS)
    disk.stop_after(Stop(Write.CHANGES, 2))
    push(desk)
    halted = computer.image()
    for _ in range(2):
        later = halted.open(offline=True)
        assert (later.sheet.value(row, "title"), later.sheet.changed_rows()) == ("Chief", [])
        assert later.sheet.base(row) == desk.sheet.base(row)
        later.close()


def test_leads_that_were_never_sent_are_written_down_once(computer: Computer) -> None:
    desk = computer.loaded()
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    desk.start(desk.plan())
    halted = computer.image()
    counts = []
    for _ in range(2):
        later = halted.open()
        assert later.history is not None
        counts.append([(entry.counts, entry.ended_s) for entry in later.history.pushes()])
        later.close()
    assert counts[0] == counts[1]
    assert counts[0][0][0] == {LeadResult.NOT_SENT: 1}


def test_a_result_that_was_taken_already_never_undoes_what_came_since(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    disk.refuse(Write.TAKEN)
    push(desk)
    computer.practice.control.edit(row, title="Somebody's")
    load(desk)
    put(desk, row, "title", "Chief of all")
    later = computer.image().open()
    assert later.sheet.edits(row) == desk.sheet.edits(row)
    assert later.sheet.base(row) == desk.sheet.base(row)
    assert later.history is not None
    assert later.history.unfinished() == []


def test_everything_of_an_account_can_be_forgotten(computer: Computer) -> None:
    desk = computer.loaded()
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    push(desk)
    add(desk, name="New One")
    opening = Opening(Keeping(computer.root), origin=PRACTICE, account_id=computer.account_id)
    with pytest.raises(AccountHeld):
        forget_account(computer.practice.connection(), opening)
    desk.close()
    forget_account(computer.practice.connection(), opening)
    assert not [place for place in computer.root.rglob("*") if place.is_file()]
    later = computer.open()
    assert len(later.sheet) == 0
    assert later.history is not None
    assert later.history.pushes() == []


def test_window_and_command_keep_their_changes_in_one_journal(computer: Computer) -> None:
    window = computer.loaded()
    row, other, *_ = window.sheet.row_ids()
    put(window, row, "title", "Typed in the window")
    window.close()
    command = computer.open(program="command")
    assert command.sheet.changed_rows() == [row]
    command.fetch_run([other]).run(command.swept, CancelToken())
    put(command, other, "email", "who@example.invalid", source="leads.csv")
    run = command.start(command.plan([other]))
    assert run.run(command.mark_sending, command.settle) == Tally(planned=1, failed=1)
    command.finish(run)
    command.close()
    later = computer.open(offline=True)
    assert later.sheet.changed_rows() == [row, other]
    assert (later.sheet.phase(row), later.sheet.phase(other)) == (Phase.CHANGED, Phase.FAILED)
    assert later.history is not None
    head = later.history.pushes()[0].head
    assert (head.program, head.source) == ("command", "leads.csv")


def test_a_command_reads_the_kept_leads_only_when_it_needs_them(computer: Computer) -> None:
    window = computer.loaded()
    count = len(window.sheet)
    window.close()
    command = computer.open(program="command")
    assert len(command.sheet) == 0
    command.recall_leads()
    assert len(command.sheet) == count
    assert command.loads.changed_since() is not None


def test_two_processes_share_one_pace(computer: Computer) -> None:
    code = (
        "import sys, pathlib\n"
        "from copper_desk.copper.connection import connection\n"
        "from copper_desk.copper.pace import Priority\n"
        "from copper_desk.copper.request import fetch_me\n"
        "from copper_desk.desk.shared_pace import shared_pacer\n"
        "pacer = shared_pacer(pathlib.Path(sys.argv[1]), connection(sys.argv[2], sys.argv[3], 'key'))\n"
        "for _ in range(7):\n"
        "    pacer.release(pacer.reserve(fetch_me(), priority=Priority.READ))\n"
    )
    link = computer.practice.connection()
    pacer = shared_pacer(computer.root, link)
    pacer.release(pacer.reserve(fetch_me(), priority=Priority.READ))
    subprocess.run([sys.executable, "-c", code, str(computer.root), link.base_url, link.email], check=True, timeout=30)
    assert pacer.used() == 8


def test_a_pace_file_that_is_lost_leaves_a_pace_of_our_own(computer: Computer, expect_log: ExpectLog) -> None:
    book = PaceBook.open(computer.root / "pace.sqlite")
    pacer = Pacer(SharedLedger(book))
    book.close()
    with expect_log("counted in memory"):
        pacer.release(pacer.reserve(fetch_me(), priority=Priority.READ))
    pacer.release(pacer.reserve(fetch_me(), priority=Priority.READ))
    assert pacer.used() == 2
