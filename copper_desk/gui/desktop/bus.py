"""Words to the services of a Linux desktop over D-Bus: a call goes out at once, its answer is read when it is wanted.

So nothing here makes the window wait. Not over QtDBus: from Python it sends every whole number as a signed one, and
the calls needed here take unsigned ones. Knows nothing of what is said.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

_ANSWER_S = 1.0


class BusSilent(Exception):
    """There is no bus, no such service, or no answer in time. The message is for a log."""


@dataclass(frozen=True, slots=True)
class BusService:
    """A service by its well-known name, on the session's or the system's bus."""

    bus: Literal["SESSION", "SYSTEM"]
    name: str
    path: str
    interface: str


class BusLine:
    """A connection of its own to one service; what the service holds for it ends with it.

    Raises BusSilent when the bus cannot be reached.
    """

    def __init__(self, service: BusService) -> None:
        from jeepney import DBusAddress
        from jeepney.io.blocking import open_dbus_connection

        self._address = DBusAddress(service.path, bus_name=service.name, interface=service.interface)
        try:
            self._connection = open_dbus_connection(_where(service.bus), enable_fds=True)
        except (OSError, RuntimeError, ValueError, KeyError) as error:  # no socket, no address, not let in
            raise BusSilent(f"no {service.bus.lower()} bus: {error!r}") from error

    def call(self, method: str, signature: str, body: Sequence[Any]) -> int:
        """Send a call, and do not wait; the number under which its answer comes. Raises BusSilent."""
        from jeepney import new_method_call

        serial: int = next(self._connection.outgoing_serial)
        try:
            self._connection.send(new_method_call(self._address, method, signature, tuple(body)), serial=serial)
        except OSError as error:
            raise BusSilent(f"{method} was not sent: {error!r}") from error
        return serial

    def answer(self, serial: int) -> tuple[Any, ...]:
        """The answer to a call, which came long ago most often. Raises BusSilent also for an error of the service."""
        from jeepney import HeaderFields, MessageType

        try:
            while True:
                message = self._connection.receive(timeout=_ANSWER_S)
                if message.header.fields.get(HeaderFields.reply_serial) == serial:
                    break
        except OSError as error:  # TimeoutError among them
            raise BusSilent(f"no answer: {error!r}") from error
        if message.header.message_type is MessageType.error:
            raise BusSilent(f"refused: {message.body!r}")
        return tuple(message.body)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def _where(bus: str) -> str:
    """The bus's address; a session's may stand in no variable and lie at the usual place all the same."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if bus == "SESSION" and "DBUS_SESSION_BUS_ADDRESS" not in os.environ and folder:
        return f"unix:path={folder}/bus"
    return bus
