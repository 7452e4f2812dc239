"""The accounts this computer knows: their names, e-mails and addresses in the settings, their keys in the keyring.

Joins storage/ and copper/, which do not know each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from copper_desk.copper.connection import Connection, connection
from copper_desk.copper.proxy_choice import SYSTEM_PROXY, ProxyChoice, ProxyKind, ProxyPassword
from copper_desk.storage.credentials import PROXY_SERVICE, KeyStore
from copper_desk.storage.setting import Json, Settings

_ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class SavedAccount:
    """An account as listed: no key in it, and no password of a proxy. ``name`` is what the person calls it, unique on
    this computer; ``account_id`` is Copper's own, known once it was opened."""

    name: str
    base_url: str
    email: str
    account_id: int | None = None
    proxy: ProxyChoice = SYSTEM_PROXY


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
        proxy = replace(link.proxy, password=None)
        self._write([*others, SavedAccount(name, link.base_url, link.email, proxy=proxy)])
        self._keys.remember(name, link.api_key.reveal())
        if link.proxy.password is not None:
            self._keys.remember(name, link.proxy.password.reveal(), service=PROXY_SERVICE)
        else:
            self._keys.forget(name, service=PROXY_SERVICE)

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
        password = self._keys.recall(name, service=PROXY_SERVICE) if account.proxy.name else None
        proxy = replace(account.proxy, password=ProxyPassword(password) if password else None)
        return connection(account.base_url, account.email, key, proxy)

    def remove(self, name: str) -> None:
        """Forget an account: its key first, so that no key is left without a name. Raises KeyringFailure, OSError."""
        self._keys.forget(name)
        self._keys.forget(name, service=PROXY_SERVICE)
        self._write([account for account in self.accounts() if account.name != name])

    def _write(self, accounts: list[SavedAccount]) -> None:
        self._settings.set(_ACCOUNTS, [_entry(account) for account in accounts])


def _entry(account: SavedAccount) -> Json:
    return {
        "name": account.name,
        "base_url": account.base_url,
        "email": account.email,
        "account_id": account.account_id,
        "proxy": {"kind": account.proxy.kind.value, "address": account.proxy.address, "name": account.proxy.name},
    }


def _saved(entry: Json) -> SavedAccount:
    values = entry if isinstance(entry, dict) else {}
    name, base_url, email = (str(values.get(each, "")) for each in ("name", "base_url", "email"))
    number = values.get("account_id")
    return SavedAccount(
        name, base_url, email, number if isinstance(number, int) else None, _saved_proxy(values.get("proxy"))
    )


def _saved_proxy(entry: Json) -> ProxyChoice:
    """The system's way where an earlier version wrote none, or a later one a kind that is not known here."""
    values = entry if isinstance(entry, dict) else {}
    kind = next((kind for kind in ProxyKind if kind.value == values.get("kind")), None)
    if kind is None:
        return SYSTEM_PROXY
    return ProxyChoice(kind, str(values.get("address", "")), str(values.get("name", "")))
