"""A private message bus with a desktop's services on it that write down what they are asked.

A pytest plugin in spirit: import the fixture ``desktop_bus``. Linux only, like what it tests.
"""

from __future__ import annotations

import os
import queue
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jeepney import HeaderFields, Message, MessageType, message_bus, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support.secret_service import private_bus

_NAMES = ("org.freedesktop.Notifications", "org.freedesktop.ScreenSaver", "org.freedesktop.login1")
_WAIT_S = 20.0
TICKET = 3_000_000_000
"""A ticket that no signed number of 32 bits holds: it must be sent back as it came."""


@dataclass
class DesktopBus:
    """What was asked: (method, arguments), in order. ``lock`` is the reading end of the login manager's lock."""

    calls: queue.Queue[tuple[str, tuple[Any, ...]]] = field(default_factory=queue.Queue)
    lock: int = -1

    def next_call(self) -> tuple[str, tuple[Any, ...]]:
        """The next call, waited for."""
        return self.calls.get(timeout=_WAIT_S)

    def lock_is_released(self) -> bool:
        """Wait until nobody holds the login manager's lock any more: its reading end then ends."""
        readable, _, _ = select.select([self.lock], [], [], _WAIT_S)
        return bool(readable) and os.read(self.lock, 1) == b""


@pytest.fixture
def desktop_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopBus]:
    """The services, found by whoever looks for the session's or the system's bus during the test."""
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        desktop = DesktopBus()
        with _serving(address, desktop):
            yield desktop
        if desktop.lock >= 0:
            os.close(desktop.lock)


@contextmanager
def _serving(address: str, desktop: DesktopBus) -> Iterator[None]:
    with open_dbus_connection(address, enable_fds=True) as connection:
        for name in _NAMES:
            connection.send_and_get_reply(message_bus.RequestName(name))
        over = threading.Event()
        server = threading.Thread(target=_serve, args=(connection, desktop, over))
        server.start()
        try:
            yield
        finally:
            over.set()
            server.join()


def _serve(connection: DBusConnection, desktop: DesktopBus, over: threading.Event) -> None:
    while not over.is_set():
        try:
            message = connection.receive(timeout=0.05)
        except TimeoutError:
            continue
        fields = message.header.fields
        if message.header.message_type is not MessageType.method_call or HeaderFields.member not in fields:
            continue
        method, arguments = fields[HeaderFields.member], tuple(message.body)
        desktop.calls.put((method, arguments))
        _answer(connection, message, method, arguments, desktop)


def _answer(
    connection: DBusConnection, call: Message, method: str, arguments: tuple[Any, ...], desktop: DesktopBus
) -> None:
    if method == "Inhibit" and len(arguments) == 4:  # the login manager's
        desktop.lock, handed = os.pipe()
        connection.send(new_method_return(call, "h", (handed,)))
        os.close(handed)
    elif method in {"Inhibit", "Notify"}:
        connection.send(new_method_return(call, "u", (TICKET,)))
    else:
        connection.send(new_method_return(call))
