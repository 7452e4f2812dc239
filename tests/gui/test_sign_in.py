"""Signing in: what is typed, tested step by step, kept in the keyring, and how a proxy on the way is named."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from copper_desk.copper.connection import connection
from copper_desk.copper.proxy import proxy_for
from copper_desk.copper.proxy_choice import ProxyKind
from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.dialog import sign_in
from copper_desk.gui.dialog.sign_in import SignInDialog
from copper_desk.storage.credentials import PROXY_SERVICE, KeyStore
from copper_desk.storage.setting import Settings
from tests.support.practice_copper import PracticeCopper
from tests.support.raw_server import RawServer, answer, answering
from tests.support.window import WAIT_MS

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def book(tmp_path: Path) -> AccountBook:
    """An account book without a keyring."""
    return AccountBook(Settings(tmp_path / "settings.json"), KeyStore(None, reason="This computer has no keyring."))


def _filled(qtbot: QtBot, book: AccountBook, *, name: str = "Northwind", key: str = KEY) -> SignInDialog:
    dialog = SignInDialog(book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.name.setText(name)
    dialog.form.email.setText("ana@northwind.example")
    dialog.form.key.setText(key)
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
    assert dialog.form.key.text() == ""


@pytest.mark.parametrize(("field", "text"), [("key", ""), ("email", "nobody"), ("address", "http://copper.example")])
def test_what_cannot_be_used_is_told_and_nothing_is_saved(
    qtbot: QtBot, book: AccountBook, field: str, text: str
) -> None:
    dialog = _filled(qtbot, book)
    getattr(dialog.form, field).setText(text)
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
    assert dialog.form.email.text() == "ana@northwind.example"
    assert "Type it again" in dialog.failure.text()


def test_copy_for_it_names_host_and_step_but_neither_key_nor_e_mail(
    qtbot: QtBot, book: AccountBook, practice_copper: PracticeCopper
) -> None:
    dialog = _filled(qtbot, book)
    dialog.form.address.setText(practice_copper.where.base_url)
    with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
        dialog.test.click()
    dialog.copy_for_it.click()
    report = QGuiApplication.clipboard().text()
    assert "127.0.0.1" in report
    assert "FAILED" in report
    assert KEY not in report
    assert "ana@northwind.example" not in report


def _far(qtbot: QtBot, book: AccountBook, kind: ProxyKind, address: str = "") -> SignInDialog:
    dialog = _filled(qtbot, book)
    dialog.form.address.setText("https://api.copper.invalid/developer_api/v1")
    dialog.form.proxy.kind.setCurrentIndex(dialog.form.proxy.kind.findData(kind))
    dialog.form.proxy.address.setText(address)
    return dialog


def test_a_typed_proxy_is_used_and_its_password_asked_for_and_kept_in_the_keyring(qtbot: QtBot, tmp_path: Path) -> None:
    settings, keys = Settings(tmp_path / "settings.json"), KeyStore(None)
    book = AccountBook(settings, keys)
    with RawServer(answering(answer(407, b"", 'Proxy-Authenticate: Basic realm="office"'))) as server:
        dialog = _far(qtbot, book, ProxyKind.ADDRESS, f"127.0.0.1:{server.port}")
        assert dialog.form.proxy.name.isVisible()
        with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
            dialog.test.click()
        assert dialog.form.proxy.name.hasFocus()
        QTest.keyClicks(dialog.form.proxy.name, "ana")
        QTest.keyClicks(dialog.form.proxy.password, "hunter2")
        with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
            dialog.test.click()
    said = b"proxy-authorization: basic " + base64.b64encode(b"ana:hunter2")
    assert not any(said.lower() in request.lower() for request in server.requests[:1])
    assert said.lower() in server.requests[-1].lower()
    with qtbot.waitSignal(dialog.account_chosen, timeout=WAIT_MS):
        dialog.save.click()
    assert "hunter2" not in (tmp_path / "settings.json").read_text(encoding="utf-8")
    link = AccountBook(Settings(tmp_path / "settings.json"), keys).load("Northwind")
    assert link is not None
    assert proxy_for(link) == f"http://ana:hunter2@127.0.0.1:{server.port}"
    book.remove("Northwind")
    assert keys.recall("Northwind", service=PROXY_SERVICE) is None


def test_the_systems_proxy_that_asks_who_is_there_brings_the_lines_for_it(
    qtbot: QtBot, book: AccountBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(answering(answer(407, b"", 'Proxy-Authenticate: Basic realm="office"'))) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
        dialog = _far(qtbot, book, ProxyKind.SYSTEM)
        assert not dialog.form.proxy.name.isVisible()
        with qtbot.waitSignal(dialog.tested, timeout=WAIT_MS):
            dialog.test.click()
    assert dialog.form.proxy.name.isVisible()
    assert dialog.form.proxy.name.hasFocus()


@pytest.mark.parametrize("kind", [ProxyKind.ADDRESS, ProxyKind.SCRIPT])
def test_a_proxy_without_an_address_is_not_saved(qtbot: QtBot, book: AccountBook, kind: ProxyKind) -> None:
    dialog = _far(qtbot, book, kind)
    dialog.save.click()
    assert dialog.failure.text().startswith("Type the ")
    assert book.names() == ()


def test_a_saved_account_is_changed_without_typing_its_key_again(qtbot: QtBot, book: AccountBook) -> None:
    book.save("Northwind", connection("https://api.copper.com/developer_api/v1", "ana@northwind.example", KEY))
    dialog = SignInDialog(book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.saved.setCurrentRow(0)
    dialog.change.click()
    assert (dialog.form.name.text(), dialog.form.key.text()) == ("Northwind", "")
    dialog.form.proxy.kind.setCurrentIndex(dialog.form.proxy.kind.findData(ProxyKind.NONE))
    with qtbot.waitSignal(dialog.account_chosen, timeout=WAIT_MS):
        dialog.save.click()
    link = book.load("Northwind")
    assert link is not None
    assert (link.api_key.reveal(), link.proxy.kind) == (KEY, ProxyKind.NONE)
