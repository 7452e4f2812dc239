"""API keys in the operating system's keyring, and in memory for this session where there is no safe keyring.

The only module that touches the ``keyring`` library. A key is never written to a file, so a backend that would do
that (plain-text or null backends) counts as no keyring.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from copper_desk.wording import tr

SERVICE = "Copper Desk"
"""The name under which the keyring lists API keys; the account's name is the user name."""

PROXY_SERVICE = "Copper Desk proxy"
"""The same for the passwords of proxies."""

_SAFE_MODULES = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class Keyring(Protocol):
    """What we use of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class KeyringFailure(Exception):
    """The keyring is there and did not do what it was asked. The message is a sentence for a person."""


class KeyStore:
    """Keys by account name, and passwords of their proxies under PROXY_SERVICE.

    ``persistent`` tells whether a key outlives this session; where it does not, ``reason`` says why in a sentence.
    """

    def __init__(self, backend: Keyring | None, *, reason: str = "") -> None:
        self._backend = backend
        self._memory: dict[tuple[str, str], str] = {}
        self.reason = reason

    @property
    def persistent(self) -> bool:
        """Whether keys are kept in the computer's keyring."""
        return self._backend is not None

    def remember(self, account: str, key: str, *, service: str = SERVICE) -> None:
        """Keep a key. Raises KeyringFailure when the keyring refuses; the key then stays for this session only."""
        self._memory[service, account] = key
        if self._backend is None:
            return
        with _told():
            self._backend.set_password(service, account, key)

    def recall(self, account: str, *, service: str = SERVICE) -> str | None:
        """The key of an account, or None when there is none. Raises KeyringFailure (locked, not answering)."""
        if (service, account) in self._memory or self._backend is None:
            return self._memory.get((service, account))
        with _told():
            return self._backend.get_password(service, account)

    def forget(self, account: str, *, service: str = SERVICE) -> None:
        """Remove a key from here and from the keyring; a key that is not there is fine. Raises KeyringFailure."""
        self._memory.pop((service, account), None)
        if self._backend is None:
            return
        with _told():
            if self._backend.get_password(service, account) is not None:
                self._backend.delete_password(service, account)


def system_key_store() -> KeyStore:
    """The store of this computer: its keyring when it has a safe one, else memory for this session."""
    # Imported here: finding a backend asks the desktop's services, which a window that opens on the practice
    # account never needs.
    import keyring

    backend = _safe(keyring.get_keyring())
    if backend is None:
        return KeyStore(None, reason=tr("This computer has no keyring, so the key is kept only until you quit."))
    return KeyStore(backend)


def _safe(backend: object) -> Keyring | None:
    """``backend`` if it keeps keys safely; of a chain of backends the first that does."""
    candidates = getattr(backend, "backends", None) or [backend]
    for candidate in candidates:
        if type(candidate).__module__ in _SAFE_MODULES:
            found: Keyring = candidate
            return found
    return None


@contextmanager
def _told() -> Iterator[None]:
    """Turns the keyring library's errors into one sentence. No message of a backend is passed on: it might quote."""
    from keyring.errors import KeyringError, KeyringLocked  # see system_key_store

    try:
        yield
    except KeyringLocked as error:
        raise KeyringFailure(tr("The keyring is locked. Unlock it and try again.")) from error
    except KeyringError as error:
        raise KeyringFailure(tr("The keyring of this computer did not answer as it should.")) from error
