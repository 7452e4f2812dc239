"""A push that ended by itself goes on once the key or the network is good again, and nothing is sent twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.copper.connection import connection
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.gui.control.push_score import PushState, Standing
from copper_desk.gui.dialog.sign_in import AccountChoice, SignInDialog
from copper_desk.leads.value import RowId
from copper_desk.push import run
from copper_desk.push.retry import RetryLimit
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from tests.support.practice_copper import PracticeCopper
from tests.support.window import WAIT_MS, Person

LEADS = 50


@pytest.fixture
def person(qtbot: QtBot, open_desk: Desk) -> Iterator[Person]:
    somebody = Person(qtbot, open_desk)
    somebody.load()
    yield somebody
    somebody.leave()
    somebody.desk.client.close()  # the one that a new key brought


def _change(person: Person) -> list[RowId]:
    rows = [person.row(n) for n in range(LEADS)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", "Quartermaster") for row in rows), "a test"))
    person.window.panels.refresh()
    return rows


def _lose_the_key_half_way(person: Person, copper: PracticeCopper) -> None:
    """Push, and have the key revoked as soon as anything was accepted."""
    push = person.window.push

    def revoke(state: PushState) -> None:
        if state.counts[Standing.ACCEPTED] and state.running:
            push.progressed.disconnect(revoke)
            copper.control.revoke_key()

    copper.control.faults("slow=0.4@bulk_update:2x*")
    push.progressed.connect(revoke)
    person.push()
    copper.control.clear_faults()


def test_after_a_new_key_the_rest_goes_out_and_nothing_twice(
    person: Person, practice_copper: PracticeCopper, qtbot: QtBot
) -> None:
    rows = _change(person)
    _lose_the_key_half_way(person, practice_copper)
    rest = person.window.continuation.rest()
    assert 0 < len(rest) < LEADS
    assert person.said().startswith(f"{len(rest)} leads were not sent: Copper did not accept this API key")
    assert ". Nothing was lost" in person.said()
    with qtbot.waitSignal(person.window.sign_in_wished, timeout=WAIT_MS):
        assert person.window.message_bar.offer.text() == "Sign in again"
        person.window.message_bar.offer.click()
    practice_copper.control.revoke_key(False)
    with qtbot.waitSignal(person.window.continuation.signed_in, timeout=WAIT_MS):
        person.window.continuation.sign_in(practice_copper.connection())
    assert person.said() == "You are signed in again."
    assert person.window.messages.messages[-1].stays
    assert person.window.message_bar.offer.text() == f"Continue with {len(rest)} leads"
    with person.waiting(person.window.push.ended):
        person.window.message_bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: len(rest)}
    person.assert_told_true()
    assert practice_copper.control.applied() == dict.fromkeys(rows, 1)


def test_a_key_that_is_refused_can_be_typed_again(
    person: Person, practice_copper: PracticeCopper, qtbot: QtBot
) -> None:
    right = practice_copper.connection()
    with qtbot.waitSignal(person.window.continuation.over, timeout=WAIT_MS):
        person.window.continuation.sign_in(connection(right.base_url, right.email, "0" * 32))
    assert "key" in person.said()
    assert person.window.message_bar.offer.text() == "Sign in again"
    assert person.desk.connection.api_key.reveal() == right.api_key.reveal()


def test_a_key_of_another_account_is_not_used(person: Person, practice_copper: PracticeCopper, qtbot: QtBot) -> None:
    desk = person.desk
    before = desk.client
    object.__setattr__(desk.account, "id", desk.account.id + 1)  # as if the key had opened another one at first
    with qtbot.waitSignal(person.window.continuation.over, timeout=WAIT_MS):
        person.window.continuation.sign_in(practice_copper.connection())
    assert person.said() == f"This key opens another account of Copper, not {desk.account.name}."
    assert desk.client is before


def test_a_new_key_waits_until_a_load_has_ended(person: Person, practice_copper: PracticeCopper, qtbot: QtBot) -> None:
    practice_copper.control.delay(latency_ms=300)
    with qtbot.waitSignals([person.window.load.ended, person.window.continuation.signed_in], timeout=WAIT_MS):
        person.window.continuation.sign_in(practice_copper.connection())
        person.window.load.start()
    practice_copper.control.delay()
    assert not person.window.load.is_running


def test_a_window_that_is_closed_while_a_key_is_asked_about_waits_for_the_answer(
    person: Person, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.delay(latency_ms=300)
    with person.waiting(person.window.closed):
        person.window.continuation.sign_in(practice_copper.connection())
        assert person.window.close() is False
    practice_copper.control.delay()


def test_after_a_network_that_stayed_away_too_long_the_rest_can_be_sent(
    person: Person, practice_copper: PracticeCopper, unused_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "RetryLimit", partial(RetryLimit, network_s=0.2))  # instead of half an hour
    right = practice_copper.connection()
    rows = _change(person)
    person.desk.reconnect(connection(f"http://127.0.0.1:{unused_port}", right.email, right.api_key.reveal()))
    person.push()
    assert person.counts() == {Standing.NOT_SENT: LEADS}
    assert person.window.message_bar.offer.text() == f"Continue with {LEADS} leads"
    person.desk.reconnect(right)
    with person.waiting(person.window.push.ended):
        person.window.message_bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: LEADS}
    assert practice_copper.control.applied() == dict.fromkeys(rows, 1)


def test_a_push_that_a_person_stopped_offers_nothing(person: Person, practice_copper: PracticeCopper) -> None:
    _change(person)
    practice_copper.control.delay(latency_ms=300)
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        person.window.changes.stop.click()
    practice_copper.control.delay()
    assert not person.window.message_bar.offer.isVisible()


@pytest.fixture
def unused_port() -> int:
    """A port of this computer where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_the_dialog_asks_for_the_key_alone(qtbot: QtBot, practice_copper: PracticeCopper, tmp_path: Path) -> None:
    link = practice_copper.connection()
    book = AccountBook(Settings(tmp_path / "settings.json"), KeyStore(None, reason="No keyring."))
    dialog = SignInDialog(book)
    qtbot.addWidget(dialog)
    dialog.ask_again("Northwind", link)
    dialog.show()
    assert not any(field.isEnabled() for field in (dialog.form.name, dialog.form.email, dialog.form.address))
    assert dialog.form.key.isEnabled()
    dialog.form.key.setText("1" * 32)
    chosen: list[AccountChoice] = []
    dialog.account_chosen.connect(chosen.append)
    dialog.save.click()
    assert chosen[0].connection == connection(link.base_url, link.email, "1" * 32)
