"""Closed, killed or cut off from Copper: what was typed is there again, and the window says on what one works."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.push_score import Standing
from copper_desk.push.outcome import Tally
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, add, push, put
from tests.e2e.conftest import Seat
from tests.support.window import WAIT_MS, Person


def _kept(person: Person) -> Person:
    """Everything that is due is on the disk."""
    person.desk.leads.flush()
    return person


def _sentences(person: Person) -> list[str]:
    return [message.text for message in person.window.messages.messages]


def test_a_killed_window_has_every_change_again_before_copper_answers(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    row = person.row(3)
    person.type(row, "title", "Quartermaster")
    person.type(person.row(4), "monetary_value", "a lot")
    person.window.panels.refresh()
    assert person.window.status.unsent.text() == "Kept on this computer, not in Copper yet"
    _kept(person)

    later = seat(computer.image().open(offline=True))
    later.window.show()
    assert later.window.model.rowCount() == 60
    assert later.shown_text(row, "title") == "Quartermaster"
    assert later.phase(later.row(4)) is Phase.INVALID
    later.window.panels.refresh()
    assert later.window.status.leads.text().startswith("60 of 60 leads · as of ")


def test_a_window_that_keeps_changes_closes_without_a_question(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    person.leave()
    assert person.answers.asked == []
    later = seat(computer.open())
    later.load()
    assert later.shown_text(row, "title") == "Quartermaster"
    assert later.phase(row) is Phase.CHANGED


def test_discarding_is_kept_too(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    person.type(person.row(0), "title", "Quartermaster")
    person.window.commands.discard()
    later = computer.image().open()
    assert later.sheet.changed_rows() == []


def test_a_refresh_asks_only_for_what_changed_and_says_so(computer: Computer, seat: Seat) -> None:
    seat(computer.open()).load()
    first = computer.image()
    row = computer.practice.ids()[5]
    computer.practice.control.edit(row, title="Changed elsewhere")
    later = seat(first.open())
    said: list[str] = []
    later.window.load.progressed.connect(lambda _: later.window.panels.refresh())
    later.window.load.progressed.connect(lambda _: said.append(later.window.status.leads.text()))
    later.load()
    assert later.shown_text(row, "title") == "Changed elsewhere"
    assert any(text.endswith("connecting to Copper…") for text in said)
    assert any("refreshing" in text for text in said)
    assert later.window.status.leads.text() == "60 of 60 leads · refreshed just now"
    assert later.window.load.was_partial


def test_all_leads_can_be_loaded_again(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    with person.waiting(person.window.load.ended):
        person.window.actions_["refresh"].trigger()
    assert person.window.load.was_partial
    with person.waiting(person.window.load.ended):
        person.window.actions_["load_all"].trigger()
    assert not person.window.load.was_partial


def test_leads_that_vanished_leave_the_sheet_and_changed_ones_are_marked_gone(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    changed, plain, other = (person.row(n) for n in range(3))
    person.type(changed, "title", "Quartermaster")
    for row in (changed, plain, other):
        computer.practice.control.delete(row)
    with person.waiting(person.window.sweep.over):
        person.window.actions_["refresh"].trigger()
    assert person.said() == ("3 leads are no longer in Copper. 1 of them is changed here and stays, marked as gone.")
    assert person.phase(changed) is Phase.GONE
    assert person.shown_text(changed, "title") == "Quartermaster"
    assert person.window.model.rowCount() == 58


def test_a_sweep_ends_with_the_window(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    computer.practice.control.delay(latency_ms=300)
    with person.waiting(person.window.load.ended):
        person.window.load.start()
    assert person.window.sweep.is_running
    person.leave()
    computer.practice.control.delay()
    assert not person.window.sweep.is_running


def test_offline_says_on_what_one_works_and_a_push_is_kept_unsent(computer: Computer, seat: Seat) -> None:
    seat(computer.open()).load()
    image = computer.image()
    person = seat(image.open(offline=True))
    person.load()
    assert person.said().startswith("No connection to Copper. You are working on the leads as of ")
    assert person.said().endswith("; changes are kept here.")
    assert person.window.message_bar.offer.text() == "Try again"
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        person.window.changes.stop.click()
    assert person.counts() == {Standing.NOT_SENT: 1}
    person.desk.reconnect(computer.practice.connection())
    with person.waiting(person.window.load.ended):
        person.window.load.start()
    assert person.desk.is_connected
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}


def test_a_key_that_is_refused_at_the_start_can_be_typed_again(computer: Computer, seat: Seat, qtbot: QtBot) -> None:
    seat(computer.open()).load()
    image = computer.image()
    computer.practice.control.revoke_key()
    person = seat(image.open())
    person.load()
    assert person.window.model.rowCount() == 60
    assert person.window.message_bar.offer.text() == "Sign in again"
    computer.practice.control.revoke_key(False)
    with qtbot.waitSignals([person.window.continuation.signed_in, person.window.load.ended], timeout=WAIT_MS):
        person.window.continuation.sign_in(computer.practice.connection())
    assert person.desk.is_connected
    assert person.window.status.leads.text().endswith("refreshed just now")


def test_an_account_whose_people_changed_is_wished_anew(computer: Computer, seat: Seat, qtbot: QtBot) -> None:
    seat(computer.open()).load()
    person = seat(computer.image().open())
    person.desk.account = replace(person.desk.account, users=person.desk.account.users[:1])
    with qtbot.waitSignals([person.window.load.ended, person.window.renew_wished], timeout=WAIT_MS):
        person.window.start()
    assert not person.desk.is_connected


def _fill_disk(desk: Desk) -> int:
    """No more pages for the journal; answers how many it may have."""
    assert desk.local is not None
    assert desk.local.journal is not None
    room = desk.local.journal._connection.execute("PRAGMA max_page_count").fetchone()[0]
    desk.local.journal._connection.execute("PRAGMA max_page_count = 1")
    return int(room)


def _empty_disk(desk: Desk, room: int) -> None:
    assert desk.local is not None
    assert desk.local.journal is not None
    desk.local.journal._connection.execute(f"PRAGMA max_page_count = {room}")


def test_a_full_disk_is_told_once_and_so_is_its_end(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    room = _fill_disk(person.desk)
    rows = [person.row(n) for n in range(60)]
    long = ChangeSet(tuple(SetCell(row, "details", "x" * 5000) for row in rows), "a test")
    person.window.sheet.stage(long)
    person.type(rows[0], "title", "Quartermaster")
    told = [text for text in _sentences(person) if "cannot be kept" in text]
    (sentence,) = told
    assert sentence == (
        "Your changes cannot be kept on this computer. The disk that holds “journal.sqlite” is full. Free some space "
        "and try again. Until then they are in this window alone: leave it open."
    )
    person.window.panels.refresh()
    assert person.window.status.unsent.text() == "Changes cannot be kept on this computer"
    person.answers.loss = False
    assert person.window.close() is False
    assert [name for name, _ in person.answers.asked] == ["loss"]
    _empty_disk(person.desk, room)
    person.window.message_bar.offer.click()
    assert person.said() == "Your changes are kept on this computer again."
    assert person.window.messages.messages[-1].tone is Tone.GOOD
    person.window.panels.refresh()
    assert person.window.status.unsent.text() == "Kept on this computer, not in Copper yet"
    assert len(computer.image().open().sheet.changed_rows()) == 60


def test_a_push_that_cannot_be_written_down_says_that_nothing_was_sent(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    assert person.desk.history is not None
    person.desk.history.close()
    person.window.changes.push.click()
    assert person.said().startswith("Nothing was sent. ")
    assert not person.window.push.is_running
    assert person.phase(row) is Phase.CHANGED
    assert computer.practice.control.writes() == []


def test_a_push_whose_log_fails_half_way_ends_in_words(computer: Computer, seat: Seat) -> None:
    person = seat(computer.open())
    person.load()
    rows = [person.row(n) for n in range(30)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", "Quartermaster") for row in rows), "a test"))
    person.window.panels.refresh()
    history = person.desk.history
    assert history is not None
    computer.practice.control.delay(latency_ms=100)
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        history._writer.close()
    computer.practice.control.delay()
    assert "“journal.sqlite”" in person.said()
    assert sum(person.counts().values()) == 30
    assert not person.window.push.is_running


# After a push that did not finish


def _cut_short(computer: Computer) -> Computer:
    """The files of a computer that stopped when one of three requests had left, whichever, with 25 leads changed."""
    desk = computer.loaded()
    for row in desk.sheet.row_ids()[:25]:
        put(desk, row, "title", f"Chief {row}")
    images: list[Computer] = []
    computer.practice.control.delay(latency_ms=50)
    push(desk, on_sending=lambda _run: images.append(computer.image()) if not images else None)
    computer.practice.control.delay()
    desk.close()
    return images[0]


def test_after_a_crash_in_a_push_the_counts_are_told_and_the_doubts_settled(computer: Computer, seat: Seat) -> None:
    person = seat(_cut_short(computer).open())
    [recovery] = person.desk.recoveries
    doubts, unsent = len(recovery.doubts), len(recovery.unsent)
    assert doubts >= 5  # The smallest of the three requests may be the one that left.
    assert doubts + unsent == 25
    writes = len(computer.practice.control.writes())
    with person.waiting(person.window.recovery.over):
        person.load()
    told = _sentences(person)
    assert told[0] == f"The last push was cut short: {doubts} being checked" + (
        f", {unsent} not sent." if unsent else "."
    )
    # The push went on behind the image, so that nothing is left to send.
    accepted = f"The last push was cut short: {doubts} accepted."
    assert f"{accepted} {doubts} leads were checked in Copper: {doubts} had arrived." in told
    assert len(computer.practice.control.writes()) == writes
    assert len(person.desk.doubts) == 0


def test_what_was_not_sent_waits_for_the_review_and_goes_out_once(computer: Computer, seat: Seat) -> None:
    desk = computer.loaded()
    rows = desk.sheet.row_ids()[:25]
    for row in rows:
        put(desk, row, "title", f"Chief {row}")
    put(desk, desk.sheet.row_ids()[30], "title", "Not a part of that push")
    desk.start(desk.plan(rows))
    person = seat(computer.image().open())
    person.load()
    assert _sentences(person)[0] == "The last push was cut short: 25 not sent."
    assert person.window.message_bar.offer.text() == "Continue with 25 leads"
    assert computer.practice.control.writes() == []
    with person.waiting(person.window.push.ended):
        person.window.message_bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: 25}
    assert computer.practice.control.applied() == dict.fromkeys(rows, 1)


def test_doubts_are_settled_as_soon_as_copper_is_there_again(computer: Computer, seat: Seat) -> None:
    image = _cut_short(computer)
    person = seat(image.open(offline=True))
    person.load()
    doubtful = [row for row in person.desk.sheet.row_ids() if person.phase(row) is Phase.UNKNOWN]
    assert 0 < len(doubtful) == len(person.desk.doubts)
    person.desk.reconnect(computer.practice.connection())
    with person.waiting(person.window.recovery.over):
        person.window.load.start()
    assert len(person.desk.doubts) == 0
    assert {person.phase(row) for row in doubtful} == {Phase.CLEAN}


def test_a_window_that_closes_while_doubts_are_checked_keeps_the_rest_in_doubt(computer: Computer, seat: Seat) -> None:
    image = _cut_short(computer)
    person = seat(image.open())
    computer.practice.control.delay(latency_ms=400)
    with person.waiting(person.window.load.connected):
        person.window.start()
    person.leave()
    computer.practice.control.delay()
    later = image.open()
    assert len(later.doubts) > 0


def test_a_new_lead_is_found_and_never_made_twice(computer: Computer, seat: Seat) -> None:
    desk = computer.loaded()
    add(desk, name="New One", email="new.one@model.example")
    images: list[Computer] = []
    assert push(desk, on_sending=lambda _run: images.append(computer.image())) == Tally(planned=1, accepted=1)
    person = seat(images[0].open())
    with person.waiting(person.window.recovery.over):
        person.load()
    settled = "The last push was cut short: 1 accepted. 1 lead was checked in Copper: 1 had arrived."
    assert settled in _sentences(person)
    assert [lead["name"] for lead in computer.practice.control.leads(["name"])].count("New One") == 1
