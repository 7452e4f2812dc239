"""What goes wrong ends in one clear sentence: no row lost from view, no edit lost, nothing called accepted that is not.

Each trouble is made by the practice server, over a real socket.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import Connection, connection
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.control.push_score import PushState, Standing
from copper_desk.gui.dialog.sign_in import AccountChoice, SignInDialog
from copper_desk.gui.shell import Shell
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from tests.support.practice_copper import PracticeCopper
from tests.support.window import WAIT_MS, Person, a_theme


class PlainDoor:
    """A door to one connection, without keyring or practice process."""

    def __init__(self, link: Connection, folder: Path) -> None:
        self._link = link
        self._book = AccountBook(Settings(folder / "settings.json"), KeyStore(None, reason="No keyring."))

    def book(self) -> AccountBook:
        return self._book

    def practice(self, cancel: CancelToken) -> Desk:
        return Desk.open(self._link, client=CopperClient(self._link, read_retries=0), cancel=cancel)

    def renewed_practice(self, cancel: CancelToken) -> Desk:
        return self.practice(cancel)

    def chosen(self, choice: AccountChoice) -> Callable[[CancelToken], Desk]:
        return self.practice

    def saved(self, name: str) -> Callable[[CancelToken], Desk]:
        return self.practice

    def keep_leads(self, wanted: bool) -> None:
        self.keeps_leads = wanted

    def forget(self, desk: Desk, *, is_practice: bool) -> None:
        raise NotImplementedError

    def left(self) -> None:
        return


@contextmanager
def _shell(qtbot: QtBot, link: Connection, folder: Path) -> Iterator[Shell]:
    door = PlainDoor(link, folder)
    shell = Shell(a_theme(), door)
    qtbot.addWidget(shell.start_window)
    yield shell
    with qtbot.waitSignal(shell.over, timeout=WAIT_MS):
        shell.start_window.close()


def _trouble_of(qtbot: QtBot, link: Connection, folder: Path) -> str:
    """What the start window says when ``link`` does not open."""
    with _shell(qtbot, link, folder) as shell:
        with qtbot.waitSignal(shell.troubled, timeout=WAIT_MS):
            shell.open(PlainDoor(link, folder).practice, AccountLabel("Northwind"))
        return shell.start_window.trouble_line.text()


def test_a_wrong_key_is_told_in_one_sentence(qtbot: QtBot, practice_copper: PracticeCopper, tmp_path: Path) -> None:
    right = practice_copper.connection()
    wrong = connection(right.base_url, right.email, "0" * 32)
    sentence = _trouble_of(qtbot, wrong, tmp_path)
    assert "key" in sentence
    assert wrong.api_key.reveal() not in sentence


def test_no_network_is_told_in_one_sentence(qtbot: QtBot, unused_port: int, tmp_path: Path) -> None:
    nowhere = connection(f"http://127.0.0.1:{unused_port}", "ana@nw.example", "k" * 32)
    assert "127.0.0.1" in _trouble_of(qtbot, nowhere, tmp_path)


def test_the_html_page_of_a_proxy_is_told_in_one_sentence(
    qtbot: QtBot, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    practice_copper.control.faults("html@any")
    sentence = _trouble_of(qtbot, practice_copper.connection(), tmp_path)
    assert "<" not in sentence.splitlines()[0]
    assert len(sentence) > 20


def test_the_test_of_a_connection_names_the_failing_step(
    qtbot: QtBot, practice_copper: PracticeCopper, tmp_path: Path
) -> None:
    where = practice_copper.where
    dialog = SignInDialog(PlainDoor(practice_copper.connection(), tmp_path).book())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.address.setText(where.base_url)
    dialog.form.email.setText(where.email)
    dialog.form.key.setText("0" * 32)
    with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
        dialog.test.click()
    assert "✕  Key and e-mail" in dialog.failure.text()
    assert "✕" not in dialog.steps.text()
    assert dialog.focusWidget() is dialog.test
    assert dialog.copy_for_it.isVisible()
    dialog.form.key.setText(where.api_key)
    with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
        dialog.test.click()
    assert "Everything works." in dialog.steps.text()
    assert where.api_key not in dialog.steps.text()
    assert dialog.focusWidget() is dialog.save


def test_a_lead_deleted_meanwhile_stays_in_view_with_its_edit(person: Person, practice_copper: PracticeCopper) -> None:
    gone, other = person.row(0), person.row(1)
    person.type(gone, "title", "Quartermaster")
    person.type(other, "title", "Chairwoman")
    practice_copper.control.delete(gone)
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1, Standing.FAILED: 1}
    assert person.phase(gone) is Phase.GONE
    assert person.shown_text(gone, "title") == "Quartermaster"
    assert person.phase(other) is Phase.CLEAN
    person.assert_told_true()


def test_a_422_for_the_whole_call_fails_its_leads_and_keeps_their_edits(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = [person.row(n) for n in range(3)]
    for row in rows:
        person.type(row, "title", "Quartermaster")
    practice_copper.control.faults("422@bulk_update,422@update")
    person.push()
    assert person.counts() == {Standing.FAILED: 3}
    assert person.said() == "Copper refused 3 of 3 leads. Nothing was lost: they are marked in the sheet."
    assert [person.shown_text(row, "title") for row in rows] == ["Quartermaster"] * 3


def test_a_reply_with_too_few_elements_calls_nothing_accepted_that_copper_does_not_hold(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = [person.row(n) for n in range(4)]
    for row in rows:
        person.type(row, "title", "Quartermaster")
    practice_copper.control.faults("short@bulk_update:1")
    score = person.push()
    assert score.planned == sum(score.counts().values()) == 4
    person.assert_told_true()
    assert [person.shown_text(row, "title") for row in rows] == ["Quartermaster"] * 4


def test_a_key_revoked_during_a_push_leaves_the_rest_unsent_and_kept(
    person: Person, practice_copper: PracticeCopper
) -> None:
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    practice_copper.control.revoke_key()
    person.push()
    assert person.counts() == {Standing.NOT_SENT: 1}
    assert person.said().startswith("1 lead was not sent: ")
    assert person.shown_text(row, "title") == "Quartermaster"
    practice_copper.control.revoke_key(False)
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    person.assert_told_true()


def test_a_load_that_fails_says_so_and_offers_to_try_again(
    qtbot: QtBot, open_desk: Desk, practice_copper: PracticeCopper
) -> None:
    practice_copper.control.faults("403@search")
    somebody = Person(qtbot, open_desk)
    somebody.load()
    message = somebody.window.messages.messages[-1]
    assert message.offer == "Try again"
    assert message.answer is not None
    practice_copper.control.clear_faults()
    with somebody.waiting(somebody.window.load.ended):
        somebody.window.message_bar.offer.click()
    assert somebody.window.model.rowCount() == len(practice_copper.ids())
    somebody.leave()


def test_stop_lets_what_is_on_its_way_land_and_marks_the_rest_not_sent(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = [person.row(n) for n in range(40)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", "Quartermaster") for row in rows), "a test"))
    person.window.panels.refresh()
    practice_copper.control.delay(latency_ms=300)
    person.remember()
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        person.window.changes.stop.click()
    practice_copper.control.delay()
    counts = person.counts()
    assert sum(counts.values()) == 40
    assert counts.get(Standing.UNKNOWN, 0) == 0
    person.assert_told_true()


def _is_sending(state: PushState) -> bool:
    return state.counts[Standing.SENDING] > 0


def test_closing_during_a_push_asks_lets_it_land_and_says_what_would_be_lost(
    qtbot: QtBot, open_desk: Desk, practice_copper: PracticeCopper
) -> None:
    somebody = Person(qtbot, open_desk)
    somebody.load()
    row = somebody.row(0)
    somebody.type(row, "title", "Quartermaster")
    somebody.type(somebody.row(1), "monetary_value", "not a number")
    practice_copper.control.delay(latency_ms=300)
    with qtbot.waitSignal(somebody.window.push.progressed, check_params_cb=_is_sending):
        somebody.window.changes.push.click()
    with somebody.waiting(somebody.window.closed):
        assert somebody.window.close() is False
    practice_copper.control.delay()
    assert [name for name, _ in somebody.answers.asked] == ["push", "stop", "loss"]
    stored = practice_copper.control.lead(row)
    assert stored is not None
    assert stored["title"] == somebody.shown_text(row, "title")


def test_a_no_to_the_loss_of_changes_keeps_the_window_open(person: Person) -> None:
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    person.answers.loss = False
    assert person.window.close() is False
    assert person.window.isVisible()
    assert person.shown_text(row, "title") == "Quartermaster"


@pytest.fixture
def unused_port() -> int:
    """A port of this computer where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
