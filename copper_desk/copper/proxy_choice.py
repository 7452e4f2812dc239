"""What a person chose as the way to Copper: as the computer says, a proxy script, a typed proxy, or no proxy.

Knows nothing of how a proxy is found or used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import unquote

from copper_desk.copper.secret import Secret


class ProxyKind(Enum):
    """Where the proxy's address comes from."""

    SYSTEM = "system"
    SCRIPT = "script"
    ADDRESS = "address"
    NONE = "none"


class ProxyPassword(Secret):
    """The password that a proxy asks for."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """``address``: of the script or of the proxy, without name and password. ``name`` and ``password`` are given to
    whichever proxy is found, unless its address holds its own."""

    kind: ProxyKind = ProxyKind.SYSTEM
    address: str = ""
    name: str = ""
    password: ProxyPassword | None = None


SYSTEM_PROXY: Final = ProxyChoice()


def proxy_choice(kind: ProxyKind, address: str = "", name: str = "", password: str = "") -> ProxyChoice:
    """A choice out of what was typed. A name and a password that stand in the address move to where they belong, so
    that no settings file holds them."""
    address = address.strip() if kind in (ProxyKind.SCRIPT, ProxyKind.ADDRESS) else ""
    if kind is ProxyKind.ADDRESS:
        address, (own_name, own_password) = _apart(address)
        name, password = name.strip() or own_name, password or own_password
    if kind is ProxyKind.NONE:
        name = password = ""
    return ProxyChoice(kind, address, name.strip(), ProxyPassword(password) if password else None)


def _apart(address: str) -> tuple[str, tuple[str, str]]:
    """``http://ana:pw@host:1`` as ``http://host:1`` and (``ana``, ``pw``)."""
    scheme, separator, rest = address.rpartition("://")
    user, at, host = rest.rpartition("@")
    if not at:
        return address, ("", "")
    name, _, password = user.partition(":")
    return f"{scheme}{separator}{host}", (unquote(name), unquote(password))
