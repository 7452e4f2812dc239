"""Where keys go: the keyring when it is safe, memory when there is none, never a file."""

from __future__ import annotations

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordSetError

from copper_desk.storage.credentials import KeyringFailure, KeyStore, system_key_store


class PlainTextKeyring(keyring.backend.KeyringBackend):
    """Stands for any backend that would write the key to a file."""

    priority = 9.0

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("must not be asked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("must not be asked")


class BrokenKeyring:
    """A keyring that refuses."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    def delete_password(self, service: str, username: str) -> None:
        raise self._error


@pytest.mark.parametrize("backend", [NoKeyring, PlainTextKeyring])
def test_without_a_safe_keyring_the_key_stays_in_memory_and_this_is_said(
    backend: type[keyring.backend.KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    store = system_key_store()
    store.remember("Northwind", "secret")
    assert store.recall("Northwind") == "secret"
    assert not store.persistent
    assert "until you quit" in store.reason
    store.forget("Northwind")
    assert store.recall("Northwind") is None


def test_a_refusing_keyring_keeps_the_key_for_the_session_and_says_so() -> None:
    store = KeyStore(BrokenKeyring(PasswordSetError("secret could not be stored")))
    with pytest.raises(KeyringFailure) as caught:
        store.remember("Northwind", "secret")
    assert "secret" not in str(caught.value)
    assert store.recall("Northwind") == "secret"


def test_a_locked_keyring_names_the_next_step() -> None:
    with pytest.raises(KeyringFailure, match="Unlock it"):
        KeyStore(BrokenKeyring(KeyringLocked())).recall("Northwind")
