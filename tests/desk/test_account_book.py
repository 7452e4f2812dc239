"""Accounts are listed in the settings, their keys lie in a real keyring, and no file ever holds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from copper_desk.copper.connection import COPPER_BASE_URL, Connection, connection
from copper_desk.desk.account_book import AccountBook, SavedAccount
from copper_desk.storage.credentials import KeyStore, system_key_store
from copper_desk.storage.setting import Settings
from tests.support.secret_service import linux_only

KEY = "5f1c7d0e9a844b6f"


def _link(email: str = "ana@northwind.example", key: str = KEY) -> Connection:
    return connection(COPPER_BASE_URL, email, key)


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def _book(path: Path) -> AccountBook:
    return AccountBook(Settings(path), system_key_store())


@linux_only
@pytest.mark.usefixtures("secret_service")
def test_accounts_are_there_after_a_restart(settings_file: Path) -> None:
    _book(settings_file).save("Northwind", _link())
    _book(settings_file).save("Southwind", _link("bo@southwind.example", "another-key"))
    later = _book(settings_file)
    assert later.persistent
    assert later.names() == ("Northwind", "Southwind")
    assert later.load("Northwind") == _link()
    assert later.load("Southwind") == _link("bo@southwind.example", "another-key")


@linux_only
@pytest.mark.usefixtures("secret_service")
def test_a_removed_account_leaves_no_key_behind(settings_file: Path) -> None:
    _book(settings_file).save("Northwind", _link())
    _book(settings_file).remove("Northwind")
    assert _book(settings_file).names() == ()
    assert system_key_store().recall("Northwind") is None


@linux_only
@pytest.mark.usefixtures("secret_service")
def test_a_new_key_replaces_the_old_one(settings_file: Path) -> None:
    book = _book(settings_file)
    book.save("Northwind", _link())
    book.save("Northwind", _link(key="newer-key"))
    assert _book(settings_file).names() == ("Northwind",)
    assert _book(settings_file).load("Northwind") == _link(key="newer-key")


@linux_only
@pytest.mark.usefixtures("secret_service")
def test_no_file_holds_the_key(settings_file: Path) -> None:
    _book(settings_file).save("Northwind", _link())
    written = [path.read_bytes() for path in settings_file.parent.rglob("*") if path.is_file()]
    assert written
    assert not any(KEY.encode() in content for content in written)


def test_without_a_keyring_the_key_lasts_for_the_session(settings_file: Path) -> None:
    book = AccountBook(Settings(settings_file), KeyStore(None, reason="No keyring here."))
    book.save("Northwind", _link())
    assert book.load("Northwind") == _link()
    assert (book.persistent, book.reason) == (False, "No keyring here.")
    later = AccountBook(Settings(settings_file), KeyStore(None))
    assert later.accounts() == (SavedAccount("Northwind", COPPER_BASE_URL, "ana@northwind.example"),)
    assert later.load("Northwind") is None


@pytest.mark.parametrize("damage", ["{}", '{"accounts": 7}', '{"accounts": [null, {"name": "Northwind"}]}'])
def test_a_list_that_someone_edited_by_hand_does_no_harm(settings_file: Path, damage: str) -> None:
    settings_file.write_text(damage)
    book = AccountBook(Settings(settings_file), KeyStore(None))
    assert book.load("Northwind") is None
