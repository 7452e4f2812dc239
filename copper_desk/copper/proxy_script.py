"""A proxy script (proxy auto-configuration, PAC): fetched, run, and its answer turned into one proxy.

The script is JavaScript of the network's owner; pypac runs it in an engine that can do nothing but resolve names.
No script is searched for by name in the network (WPAD), since whoever owns that name would then own the way.
"""

from __future__ import annotations

import socket
import ssl
import sys
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

import truststore

from copper_desk.copper.error import ProxyRejected
from copper_desk.wording import tr

LARGEST_SCRIPT: Final = 1024 * 1024
"""Bytes. The scripts of large companies have some ten thousand."""

_FETCH_S: Final = 10.0
_ANSWER_S: Final = 3.0
_DIRECT: Final = "DIRECT"
_SETTINGS: Final = {"win32": "autoconfig_url_from_registry", "darwin": "autoconfig_url_from_preferences"}
"""What of pypac reads the system's settings."""


def proxy_by_script(address: str, url: str, host: str) -> str | None:
    """The proxy that a script names for ``url``, None for the direct way. ``address``: http, https, file or a path.

    Where it names several, the first that can be reached; they are its spares. Raises ProxyRejected for a script that
    cannot be read or is none.
    """
    ways = _ways(_fetched(address), address, url, host)
    for way in ways[:-1]:
        if way == _DIRECT or _answers(way):
            return None if way == _DIRECT else way
    return None if not ways or ways[-1] == _DIRECT else ways[-1]


def script_of_system(platform: str = sys.platform) -> str:
    """The address of the script in the settings of Windows or macOS, "" where there is none. Linux names proxies in the
    environment alone."""
    if platform not in _SETTINGS:
        return ""
    from pypac import os_settings

    address = getattr(os_settings, _SETTINGS[platform])()
    return str(address or "")


def _fetched(address: str) -> str:
    """The script's text, fetched directly: it is what tells the way. The system says which certificates are good."""
    located = address if "://" in address else _as_url(address)
    try:
        trusted = HTTPSHandler(context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        with build_opener(ProxyHandler({}), trusted).open(located, timeout=_FETCH_S) as answer:
            script: bytes = answer.read(LARGEST_SCRIPT + 1)
    except (URLError, OSError, ValueError) as error:
        raise _unusable(address, str(getattr(error, "reason", error))) from error
    if len(script) > LARGEST_SCRIPT:
        raise _unusable(address, tr("it is too large"))
    return script.decode("utf-8", errors="replace")


def _as_url(address: str) -> str:
    path = Path(address)
    return path.as_uri() if path.is_absolute() else f"http://{address}"


def _ways(script: str, address: str, url: str, host: str) -> list[str]:
    from dukpy import JSRuntimeError
    from pypac.parser import MalformedPacError, PACFile, parse_pac_value

    try:
        answer = PACFile(script).find_proxy_for_url(url, host)
    except (MalformedPacError, JSRuntimeError) as error:
        raise _unusable(address, str(error)) from error
    return [way for way in parse_pac_value(str(answer or _DIRECT)) if not way.startswith("socks4:")]


def _answers(proxy: str) -> bool:
    parts = urlsplit(proxy)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=_ANSWER_S).close()
    except (OSError, ValueError):
        return False
    return True


def _unusable(address: str, detail: str) -> ProxyRejected:
    sentence = tr(
        "The proxy script {address} cannot be used. Check its address, or ask your IT.",
        address=address.rpartition("@")[2],
    )
    return ProxyRejected(sentence, detail=detail)
