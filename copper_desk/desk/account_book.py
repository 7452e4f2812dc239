"""The accounts this computer knows: their names, e-mails and addresses in the settings, their keys in the keyring.

Joins storage/ and copper/, which do not know each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from copper_desk.copper.connection import Connection, connection
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Json, Settings

_ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class SavedAccount:
    """An account as listed: no key in it. ``name`` is what the person calls it, unique on this computer;
    ``account_id`` is Copper's own, known once it was opened."""

    name: str
    base_url: str
    email: str
    account_id: int | None = None


class AccountBook:
    """Saved accounts. Where there is no keyring, ``persistent`` is False, ``reason`` says why, and keys are kept
    for this session only."""

    def __init__(self, settings: Settings, keys: KeyStore) -> None:
        self._settings = settings
        self._keys = keys

    @property
    def persistent(self) -> bool:
        """Whether a saved key outlives this session."""
        return self._keys.persistent

    @property
    def reason(self) -> str:
        """Why keys are not kept, as a sentence; empty when they are."""
        return self._keys.reason

    def accounts(self) -> tuple[SavedAccount, ...]:
        """The saved accounts, in the order they were added."""
        listed = self._settings.get(_ACCOUNTS, [])
        return tuple(_saved(entry) for entry in listed) if isinstance(listed, list) else ()

    def names(self) -> tuple[str, ...]:
        """The names of the saved accounts."""
        return tuple(account.name for account in self.accounts())

    def save(self, name: str, link: Connection) -> None:
        """Add an account or replace the one of this name.

        Raises KeyringFailure when the keyring refuses (the key is then kept for this session) and OSError when the
        settings cannot be written.
        """
        others = [account for account in self.accounts() if account.name != name]
        self._write([*others, SavedAccount(name, link.base_url, link.email)])
        self._keys.remember(name, link.api_key.reveal())

    def account_id(self, name: str) -> int | None:
        """Copper's id of an account that was opened here before, else None."""
        return next((account.account_id for account in self.accounts() if account.name == name), None)

    def note_id(self, name: str, account_id: int) -> None:
        """Remember which account of Copper's this name stands for. Raises OSError when that cannot be written."""
        accounts = self.accounts()
        noted = [replace(each, account_id=account_id) if each.name == name else each for each in accounts]
        if tuple(noted) != accounts:
            self._write(noted)

    def load(self, name: str) -> Connection | None:
        """How to reach an account, or None when it or its key is not known here. Raises KeyringFailure."""
        account = next((account for account in self.accounts() if account.name == name), None)
        key = None if account is None else self._keys.recall(name)
        if account is None or key is None:
            return None
        return connection(account.base_url, account.email, key)

    def remove(self, name: str) -> None:
        """Forget an account: its key first, so that no key is left without a name. Raises KeyringFailure, OSError."""
        self._keys.forget(name)
        self._write([account for account in self.accounts() if account.name != name])

    def _write(self, accounts: list[SavedAccount]) -> None:
        self._settings.set(_ACCOUNTS, [_entry(account) for account in accounts])


def _entry(account: SavedAccount) -> Json:
    return {
        "name": account.name,
        "base_url": account.base_url,
        "email": account.email,
        "account_id": account.account_id,
    }


def _saved(entry: Json) -> SavedAccount:
    values = entry if isinstance(entry, dict) else {}
    name, base_url, email = (str(values.get(each, "")) for each in ("name", "base_url", "email"))
    number = values.get("account_id")
    return SavedAccount(name, base_url, email, number if isinstance(number, int) else None)
