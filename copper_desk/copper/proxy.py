"""Which proxy a call goes through: the one that was typed, or the system's, or none.

The system's come from the environment, and on Windows and macOS from the system settings. Knows no HTTP.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from copper_desk.copper.connection import Connection
from copper_desk.copper.error import ProxyRejected
from copper_desk.wording import tr

_USABLE: Final = frozenset({"http", "https", "socks5", "socks5h"})


def proxy_for(connection: Connection, *, typed: str | None = None) -> str | None:
    """The proxy's address, possibly with name and password in it, or None for the direct way.

    The practice account on this computer is never reached through a proxy. Raises ProxyRejected for a proxy of a kind
    that this program cannot use.
    """
    if connection.is_loopback:
        return None
    found = typed.strip() if typed else _of_system(connection)
    if not found:
        return None
    address = found if "://" in found else f"http://{found}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _USABLE and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ProxyRejected(
            tr(
                "The proxy {proxy} cannot be used: it must be an http, https or socks5 address like "
                "http://proxy.example:8080. Correct it in this computer's settings, or ask your IT.",
                proxy=shown(address),
            )
        )
    return address


def shown(proxy: str) -> str:
    """The proxy as it may be shown and logged: without name and password."""
    scheme, separator, rest = proxy.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def _of_system(connection: Connection) -> str | None:
    from urllib.request import getproxies, proxy_bypass  # Slow to import; needed when the first call is made.

    if proxy_bypass(connection.host):
        return None
    proxies = getproxies()
    return proxies.get(urlsplit(connection.base_url).scheme) or proxies.get("all")
