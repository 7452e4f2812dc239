"""Keeps a test run inside its own walls: loopback only, no home folder, no keyring, no screen of the user's.

A pytest plugin. The walls stand for the whole run, so that no test has to remember to ask for them. Programs
that tests start inherit the folders and the environment, but not the guard on sockets.
"""

import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_HOME = pytest.StashKey[Path]()

# Folders of the user's, on Linux and macOS by the environment, on Windows by platformdirs' own overrides too.
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "state",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "WIN_PD_OVERRIDE_APPDATA": "roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
}
_SETTINGS = {
    # No keyring, until a test asks for the fixture secret_service.
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
}
_PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
_GUARDED_EVENTS = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}


class NetworkBlocked(RuntimeError):
    """A test reached for an address that is not loopback.

    Not an OSError: the code under test would take that for an ordinary network failure, and hide it.
    """


def pytest_configure(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="copper-desk-tests-"))
    config.stash[_HOME] = home
    for name, folder in _FOLDERS.items():
        (home / folder).mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(home / folder)
    os.environ.update(_SETTINGS)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in list(os.environ):
        if name.startswith("COPPER_DESK_") or name.lower() in _PROXIES:
            del os.environ[name]
    # An audit hook sees every socket, whoever opens it. It cannot be taken off; the process is the run's own.
    sys.addaudithook(_guard)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _GUARDED_EVENTS:
        _guard_address(*arguments[:2])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        _guard_host(arguments[0])


def _guard_address(connection: socket.socket, address: object) -> None:
    if connection.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
        _guard_host(address[0])


def _guard_host(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if not (name is None or name == "localhost" or (isinstance(name, str) and _is_loopback(name))):
        raise NetworkBlocked(f"A test reached for {name!r}; only loopback is allowed.")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """A test that changes the environment or the working folder without monkeypatch fails."""
    environment, folder = _environment(), Path.cwd()
    yield
    assert _environment() == environment, "The test left the environment changed."
    assert Path.cwd() == folder, "The test left the working folder changed."


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
