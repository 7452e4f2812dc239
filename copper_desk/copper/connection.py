"""Which account is talked to and with what key, checked before anything is sent.

Knows nothing of HTTP calls or of where keys are stored.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from copper_desk.copper.proxy_choice import SYSTEM_PROXY, ProxyChoice
from copper_desk.copper.secret import Secret
from copper_desk.wording import tr

COPPER_BASE_URL: Final = "https://api.copper.com/developer_api/v1"
"""Where Copper's API lives (https://developer.copper.com/introduction/)."""

_DEFAULT_PORTS: Final = {"https": 443, "http": 80}


class InvalidConnection(ValueError):
    """Address, e-mail or key cannot be used as they are. The text is a sentence for a person, without the key."""


class InsecureAddress(InvalidConnection):
    """Plain http to somewhere else than this computer: key and leads would travel readable."""


class ApiKey(Secret):
    """A key of Copper's: for the request header and the keyring, nothing else."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """A checked address, the e-mail of the key's owner, the key, and the way there. Made by ``connection()``."""

    base_url: str
    email: str
    api_key: ApiKey
    proxy: ProxyChoice = SYSTEM_PROXY

    @property
    def host(self) -> str:
        """The host without brackets: ``api.copper.com``, ``127.0.0.1``, ``::1``."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def port(self) -> int:
        """The port, explicit or that of the scheme."""
        parts = urlsplit(self.base_url)
        return parts.port or _DEFAULT_PORTS[parts.scheme]

    @property
    def origin(self) -> str:
        """``scheme://host:port``: one third of an account's identity."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{urlsplit(self.base_url).scheme}://{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether the address is this computer itself (the practice account): never through a proxy."""
        return _is_loopback(self.host)


def connection(base_url: str, email: str, key: str, proxy: ProxyChoice = SYSTEM_PROXY) -> Connection:
    """A connection out of what a person or the environment gave, with stray spaces taken off.

    Raises:
        InsecureAddress: plain http to another computer.
        InvalidConnection: an address, e-mail or key that cannot be used.
    """
    return Connection(
        _checked_address(base_url.strip()), _checked_email(email.strip()), _checked_key(key.strip()), proxy
    )


def _checked_address(address: str) -> str:
    parts = _split(address)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise InsecureAddress(
            tr(
                "The address {host} uses plain http, which would show your key and leads to others on the way. "
                "Use an https:// address.",
                host=parts.hostname,
            )
        )
    return address.rstrip("/")


def _split(address: str) -> SplitResult:
    wrong = InvalidConnection(
        tr(
            "“{address}” is no address of Copper’s. Use {usual}.",
            address=_without_userinfo(address),
            usual=COPPER_BASE_URL,
        )
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    printable = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not plain or not printable or port == 0:
        raise wrong
    return parts


def _without_userinfo(address: str) -> str:
    """The address as it may be shown: a password in it would end up in a message."""
    return address.rpartition("@")[2][:100]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _checked_email(email: str) -> str:
    if "@" not in email or not email.isprintable() or " " in email:
        raise InvalidConnection(tr("The e-mail address of the key’s owner is missing or has a typing error."))
    return email


def _checked_key(key: str) -> ApiKey:
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidConnection(
            tr(
                "The API key is missing or holds characters that no key has. Copy it again from Copper: "
                "Settings > Integrations > API Keys."
            )
        )
    return ApiKey(key)
