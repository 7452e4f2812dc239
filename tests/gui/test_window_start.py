"""From the first window to an account: doors, saved accounts, switching, and the practice account's renewal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.connection import connection
from copper_desk.desk.account_book import AccountBook
from copper_desk.desk.desk import Desk
from copper_desk.gui.desktop.desktop import Desktop
from copper_desk.gui.dialog import sign_in
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


def _filled(qtbot: QtBot, book: AccountBook, *, name: str = "Northwind", key: str = KEY) -> SignInDialog:
    dialog = SignInDialog(book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText(name)
    dialog.email.setText("ana@northwind.example")
    dialog.key.setText(key)
    return dialog


def test_an_account_is_saved_and_chosen_without_its_key_on_disk(
    qtbot: QtBot, book: AccountBook, tmp_path: Path
) -> None:
    dialog = _filled(qtbot, book)
    with qtbot.waitSignal(dialog.account_chosen, timeout=WAIT_MS) as chosen:
        dialog.save.click()
    assert chosen.args is not None
    assert chosen.args[0].name == "Northwind"
    assert book.names() == ("Northwind",)
    assert KEY not in (tmp_path / "settings.json").read_text(encoding="utf-8")
    assert dialog.key.text() == ""


@pytest.mark.parametrize(("field", "text"), [("key", ""), ("email", "nobody"), ("address", "http://copper.example")])
def test_what_cannot_be_used_is_told_and_nothing_is_saved(
    qtbot: QtBot, book: AccountBook, field: str, text: str
) -> None:
    dialog = _filled(qtbot, book)
    getattr(dialog, field).setText(text)
    dialog.save.click()
    assert dialog.failure.text().endswith(".")
    assert KEY not in dialog.failure.text()
    assert book.names() == ()


def test_no_keyring_is_said_plainly(qtbot: QtBot, book: AccountBook) -> None:
    assert _filled(qtbot, book).storing.text() == "This computer has no keyring."


def test_a_saved_account_can_be_opened_and_removed(
    qtbot: QtBot, book: AccountBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.save("Northwind", connection("https://api.copper.com/developer_api/v1", "ana@northwind.example", KEY))
    monkeypatch.setattr(sign_in, "ask", lambda *_, **__: True)
    dialog = SignInDialog(book)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.remove.isEnabled()
    dialog.saved.setCurrentRow(0)
    with qtbot.waitSignal(dialog.account_chosen, timeout=WAIT_MS):
        dialog.open_saved.click()
    dialog.show()
    dialog.remove.click()
    assert book.names() == ()
    assert not dialog.saved_part.isVisible()


def test_an_account_whose_key_is_gone_asks_for_it_again(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    first = AccountBook(settings, KeyStore(None))
    first.save("Northwind", connection("https://api.copper.com/developer_api/v1", "ana@northwind.example", KEY))
    dialog = SignInDialog(AccountBook(settings, KeyStore(None)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.saved.setCurrentRow(0)
    dialog.open_saved.click()
    assert dialog.email.text() == "ana@northwind.example"
    assert "Type it again" in dialog.failure.text()


def test_copy_for_it_names_host_and_step_but_neither_key_nor_e_mail(
    qtbot: QtBot, book: AccountBook, practice_copper: PracticeCopper
) -> None:
    dialog = _filled(qtbot, book)
    dialog.address.setText(practice_copper.where.base_url)
    with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
        dialog.test.click()
    dialog.copy_for_it.click()
    report = QGuiApplication.clipboard().text()
    assert "127.0.0.1" in report
    assert "FAILED" in report
    assert KEY not in report
    assert "ana@northwind.example" not in report


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
    assert dialog.email.text() == practice_copper.where.email
    dialog.key.setText(practice_copper.where.api_key)
    with qtbot.waitSignal(window.continuation.signed_in, timeout=WAIT_MS):
        dialog.save.click()
    assert shell.window is window
    assert window.desk.client is not before
