"""Keeps the computer awake while something must not be cut off; each system has its own way to be asked.

Asked politely: where nobody listens the computer sleeps when it wants, and what was going on is found again
afterwards. Knows nothing of pushes.
"""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Protocol

from copper_desk.gui.desktop.bus import BusLine, BusService, BusSilent

SCREEN_SAVER = BusService(
    "SESSION",
    "org.freedesktop.ScreenSaver",
    "/org/freedesktop/ScreenSaver",
    "org.freedesktop.ScreenSaver",
)
"""Holds off the sleep of an idle desktop: https://specifications.freedesktop.org/idle-inhibit-spec/latest/"""

LOGIN = BusService(
    "SYSTEM", "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
)  # fmt: skip
"""Holds off sleep and shutdown, and shows the reason: https://systemd.io/INHIBITOR_LOCKS/"""

_APP = "Copper Desk"
_log = logging.getLogger(__name__)


class Wakefulness(Protocol):
    """``hold`` once, ``release`` once; ``reason`` is a sentence that the desktop may show."""

    def hold(self, reason: str) -> None: ...
    def release(self) -> None: ...


class BusWakefulness:
    """Linux: the session's screen saver and the system's login manager are both asked."""

    def __init__(self) -> None:
        self._session: BusLine | None = None
        self._request = 0
        self._login: BusLine | None = None

    def hold(self, reason: str) -> None:
        """Ask for no sleep; returns at once. A second hold does nothing."""
        if self._session is None:
            self._session, self._request = _asked(SCREEN_SAVER, "ss", (_APP, reason))
        if self._login is None:
            self._login, _ = _asked(LOGIN, "ssss", ("sleep:shutdown", _APP, reason, "block"))

    def release(self) -> None:
        """Let it sleep. The login manager's lock is a file that comes with its answer and closes with the line."""
        if self._session is not None:
            _take_back(self._session, self._request)
        if self._login is not None:
            self._login.close()
        self._session = self._login = None


class WindowsWakefulness:
    """Windows: a state of the window's own thread (SetThreadExecutionState). ``set_state`` is the system's call."""

    _CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001

    def __init__(self, set_state: Callable[[int], object]) -> None:
        self._set_state = set_state

    def hold(self, reason: str) -> None:  # Windows shows no reason for this
        """Ask for no sleep."""
        self._set_state(self._CONTINUOUS | self._SYSTEM_REQUIRED)

    def release(self) -> None:
        """Let it sleep."""
        self._set_state(self._CONTINUOUS)


class ChildWakefulness:
    """macOS: a child that keeps the computer awake as long as it runs, and ends with this process."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def hold(self, reason: str) -> None:  # caffeinate shows no reason
        """Start the child. A second hold does nothing."""
        if self._child is not None:
            return
        try:
            self._child = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        except OSError as error:
            _log.info("The computer may sleep: %r", error)

    def release(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.terminate()
            child.wait()


class NoWakefulness:
    """A system that nobody knows how to ask."""

    def hold(self, reason: str) -> None:
        """Nothing."""

    def release(self) -> None:
        """Nothing."""


def system_wakefulness(platform: str = sys.platform) -> Wakefulness:
    """The way of this system."""
    if platform.startswith("linux"):
        return BusWakefulness()
    if platform == "win32":
        return WindowsWakefulness(ctypes.CDLL("kernel32").SetThreadExecutionState)
    if platform == "darwin":
        return ChildWakefulness(("/usr/bin/caffeinate", "-i", "-w", str(os.getpid())))
    return NoWakefulness()


def _asked(service: BusService, signature: str, body: tuple[str, ...]) -> tuple[BusLine | None, int]:
    try:
        line = BusLine(service)
    except BusSilent as reason:
        _log.info("The computer may sleep: %s", reason)
        return None, 0
    try:
        return line, line.call("Inhibit", signature, body)
    except BusSilent as reason:
        _log.info("The computer may sleep: %s", reason)
        line.close()
        return None, 0


def _take_back(line: BusLine, request: int) -> None:
    """With the ticket that came as answer; without one the hold ends with the line."""
    try:
        (ticket,) = line.answer(request)
        line.answer(line.call("UnInhibit", "u", (ticket,)))
    except BusSilent as reason:
        _log.info("Sleep was not held off: %s", reason)
    finally:
        line.close()
