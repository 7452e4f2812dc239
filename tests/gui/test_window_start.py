"""From the first window to an account: doors, saved accounts, switching, and the practice account's renewal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.gui.desktop.desktop import Desktop
from copper_desk.gui.dialog.sign_in import AccountChoice, SignInDialog
from copper_desk.gui.shell import Shell
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from tests.support.practice_copper import PracticeCopper
from tests.support.quiet_desktop import EndingSession, QuietDesktop
from tests.support.window import WAIT_MS, Answers, a_theme

KEY = "0123456789abcdef0123456789abcdef"


class RecordingDoor:
    """Opens the practice server of the test, and keeps what was opened and left."""

    def __init__(self, practice: PracticeCopper, book: AccountBook) -> None:
        self._practice = practice
        self._book = book
        self.events: list[str] = []

    def book(self) -> AccountBook:
        return self._book

    def practice(self, cancel: CancelToken) -> Desk:
        self.events.append("practice")
        return Desk.open(self._practice.connection(), cancel=cancel)

    def renewed_practice(self, cancel: CancelToken) -> Desk:
        self.events.append("renewed")
        return Desk.open(self._practice.connection(), cancel=cancel)

    def chosen(self, choice: AccountChoice) -> Callable[[CancelToken], Desk]:
        self.events.append(f"chosen {choice.name}")
        return lambda cancel: Desk.open(choice.connection, cancel=cancel)

    def saved(self, name: str) -> Callable[[CancelToken], Desk]:
        self.events.append(f"saved {name}")
        return self.practice

    def keep_leads(self, wanted: bool) -> None:
        self.keeps_leads = wanted

    def forget(self, desk: Desk, *, is_practice: bool) -> None:
        raise NotImplementedError

    def left(self) -> None:
        self.events.append("left")


@pytest.fixture
def book(tmp_path: Path) -> AccountBook:
    """An account book without a keyring."""
    return AccountBook(Settings(tmp_path / "settings.json"), KeyStore(None, reason="This computer has no keyring."))


@pytest.fixture
def door(practice_copper: PracticeCopper, book: AccountBook) -> RecordingDoor:
    """A door that remembers."""
    return RecordingDoor(practice_copper, book)


@pytest.fixture
def shell(qtbot: QtBot, door: RecordingDoor) -> Iterator[Shell]:
    """A shell whose questions are all answered with yes."""
    program = Shell(a_theme(), door, questions=Answers().questions())
    qtbot.addWidget(program.start_window)
    program.show_doors()
    yield program
    if program.window is not None:
        with qtbot.waitSignal(program.over, timeout=WAIT_MS):
            program.window.close()


def _open_practice(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.opened, timeout=WAIT_MS):
        shell.start_window.practice_button.click()


def _loaded(qtbot: QtBot, shell: Shell) -> None:
    assert shell.window is not None
    if shell.window.load.is_running:
        with qtbot.waitSignal(shell.window.load.ended, timeout=WAIT_MS):
            pass


def test_the_practice_door_opens_the_practice_account(qtbot: QtBot, shell: Shell) -> None:
    _open_practice(qtbot, shell)
    assert shell.window is not None
    assert shell.window.windowTitle() == "Copper Desk: Practice account"
    assert not shell.start_window.isVisible()
    _loaded(qtbot, shell)
    assert shell.window.model.rowCount() > 0


def test_closing_while_leads_arrive_ends_cleanly(qtbot: QtBot, shell: Shell, door: RecordingDoor) -> None:
    _open_practice(qtbot, shell)
    assert shell.window is not None
    with qtbot.waitSignal(shell.over, timeout=WAIT_MS):
        shell.window.close()
    assert door.events == ["practice", "left"]


def test_another_account_opens_after_the_first_has_closed(
    qtbot: QtBot, shell: Shell, door: RecordingDoor, practice_copper: PracticeCopper
) -> None:
    _open_practice(qtbot, shell)
    _loaded(qtbot, shell)
    with qtbot.waitSignal(shell.opened, timeout=WAIT_MS):
        shell._on_dialog_account_chosen(AccountChoice("Northwind", practice_copper.connection()))
    assert shell.window is not None
    assert shell.window.windowTitle() == "Copper Desk: Northwind"
    assert not shell.window.account.practice
    assert door.events == ["practice", "chosen Northwind", "left"]


def test_resetting_the_practice_account_opens_it_anew(qtbot: QtBot, shell: Shell, door: RecordingDoor) -> None:
    _open_practice(qtbot, shell)
    _loaded(qtbot, shell)
    assert shell.window is not None
    with qtbot.waitSignal(shell.opened, timeout=WAIT_MS):
        shell.window.actions_["reset_practice"].trigger()
    assert door.events == ["practice", "left", "renewed"]


def test_trouble_offers_to_try_again(qtbot: QtBot, shell: Shell, practice_copper: PracticeCopper) -> None:
    practice_copper.control.revoke_key()
    with qtbot.waitSignal(shell.troubled, timeout=WAIT_MS):
        shell.start_window.practice_button.click()
    assert shell.start_window.trouble_line.text()
    practice_copper.control.revoke_key(False)
    with qtbot.waitSignal(shell.opened, timeout=WAIT_MS):
        shell.start_window.retry.click()


def test_a_push_asks_the_desktop_it_stands_on(qtbot: QtBot, door: RecordingDoor) -> None:
    asked, session = QuietDesktop(), EndingSession()
    shell = Shell(
        a_theme(), door, questions=Answers(stop=False).questions(), desktop=Desktop(asked, asked, session.ending)
    )
    qtbot.addWidget(shell.start_window)
    shell.show_doors()
    _open_practice(qtbot, shell)
    _loaded(qtbot, shell)
    window = shell.window
    assert window is not None
    window.sheet.stage(ChangeSet((SetCell(window.model.row_at(0), "title", "Quartermaster"),), "a test"))
    with qtbot.waitSignal(window.push.ended, timeout=WAIT_MS):
        assert window.push.request_push()
        session.ending.emit(session)
    assert session.answers == ["release", "cancel"]
    assert [what for what, _ in asked.asked][:2] == ["hold", "release"]
    with qtbot.waitSignal(shell.over, timeout=WAIT_MS):
        window.close()


def test_signing_in_again_asks_for_a_key_and_goes_on_in_the_same_window(
    qtbot: QtBot, shell: Shell, practice_copper: PracticeCopper
) -> None:
    _open_practice(qtbot, shell)
    _loaded(qtbot, shell)
    window = shell.window
    assert window is not None
    before = window.desk.client
    window.sign_in_wished.emit()
    dialog = window.findChild(SignInDialog)
    assert dialog is not None
    assert dialog.form.email.text() == practice_copper.where.email
    dialog.form.key.setText(practice_copper.where.api_key)
    with qtbot.waitSignal(window.continuation.signed_in, timeout=WAIT_MS):
        dialog.save.click()
    assert shell.window is window
    assert window.desk.client is not before
