"""Which proxy a call goes through: what a person chose, or what the system says, or none.

The system's come from the environment, and on Windows and macOS from the system settings, their proxy script included.
Knows no HTTP.
"""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import quote, urlsplit

from copper_desk.copper.connection import Connection
from copper_desk.copper.error import ProxyRejected
from copper_desk.copper.proxy_choice import ProxyChoice, ProxyKind
from copper_desk.wording import tr

_log = logging.getLogger(__name__)

_USABLE: Final = frozenset({"http", "https", "socks5", "socks5h"})


def proxy_for(connection: Connection) -> str | None:
    """The proxy's address, possibly with name and password in it, or None for the direct way.

    A proxy script is fetched and asked, which takes as long as the network does. The practice account on this computer
    is never reached through a proxy. Raises ProxyRejected for a proxy of a kind that this program cannot use, and for
    a script that cannot be read.
    """
    if connection.is_loopback:
        return None
    found = _found(connection)
    return None if found is None else _signed_in(_usable(found), connection.proxy)


def shown(proxy: str) -> str:
    """The proxy as it may be shown and logged: without name and password."""
    scheme, separator, rest = proxy.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def _found(connection: Connection) -> str | None:
    choice = connection.proxy
    if choice.kind is ProxyKind.NONE:
        return None
    if choice.kind is ProxyKind.ADDRESS:
        return choice.address
    if choice.kind is ProxyKind.SCRIPT:
        return _by_script(choice.address, connection)
    return _of_system(connection)


def _of_system(connection: Connection) -> str | None:
    # Slow to import; needed when the first call is made.
    from urllib.request import getproxies, getproxies_environment, proxy_bypass

    if not getproxies_environment():
        from copper_desk.copper.proxy_script import script_of_system

        script = script_of_system()
        if script:
            try:
                return _by_script(script, connection)
            except ProxyRejected as error:
                # As browsers do: away from the office its script cannot be fetched, and no proxy is wanted.
                _log.warning("The proxy script of the system was left out: %s", error.detail)
    if proxy_bypass(connection.host):
        return None
    proxies = getproxies()
    return proxies.get(urlsplit(connection.base_url).scheme) or proxies.get("all")


def _by_script(address: str, connection: Connection) -> str | None:
    from copper_desk.copper.proxy_script import proxy_by_script  # Few need it, and it brings a JavaScript engine.

    return proxy_by_script(address, connection.base_url, connection.host)


def _usable(found: str) -> str:
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
                "http://proxy.example:8080. Correct its address, or ask your IT.",
                proxy=shown(address),
            )
        )
    return address


def _signed_in(address: str, choice: ProxyChoice) -> str:
    """The address with the chosen name and password, unless it has its own."""
    scheme, separator, rest = address.partition("://")
    if not choice.name or "@" in rest:
        return address
    password = choice.password.reveal() if choice.password else ""
    return f"{scheme}{separator}{quote(choice.name, safe='')}:{quote(password, safe='')}@{rest}"
