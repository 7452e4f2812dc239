"""Every change is on the disk when the call returns, or it is said that it is not; one pace for all who share a key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.pace import Pacer, Priority
from copper_desk.copper.request import fetch_me
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, forget_account
from copper_desk.desk.shared_pace import SharedLedger, shared_pacer
from copper_desk.push.outcome import Tally
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.storage.account_lock import AccountHeld
from copper_desk.storage.pace_book import PaceBook
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.desk.kept_desk import Computer, add, computer, push, put

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
    with pytest.raises(StorageTrouble):
        run.run(desk.mark_sending, desk.settle)
    assert computer.practice.control.writes() == []
    assert [desk.sheet.value(row, "title") for row in rows] == ["Chief"] * 3


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
    assert not [place for place in computer.root.glob("accounts/*/*") if place.is_file()]
    later = computer.open()
    assert len(later.sheet) == 0
    assert later.history is not None
    assert later.history.pushes() == []


def test_a_command_keeps_no_changes_and_takes_none_up(computer: Computer) -> None:
    window = computer.loaded()
    row, other, *_ = window.sheet.row_ids()
    put(window, row, "title", "Typed in the window")
    window.close()
    command = computer.open(program="command")
    assert command.sheet.changed_rows() == []
    command.fetch_run([other]).run(command.swept, CancelToken())
    put(command, other, "title", "From a file", source="leads.csv")
    assert push(command) == Tally(planned=1, accepted=1)
    command.close()
    later = computer.open()
    assert later.sheet.changed_rows() == [row]
    assert later.history is not None
    assert later.history.pushes()[0].head.program == "command"


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
