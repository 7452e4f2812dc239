"""Tells the person on the desktop that something is over, when its window is not in front.

A desktop that shows no notifications is none of the person's business: then nothing is shown, and the log says why.
Knows nothing of pushes.
"""

from __future__ import annotations

import logging
import sys
from html import escape
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from copper_desk.gui.desktop.bus import BusLine, BusService, BusSilent
from copper_desk.gui.look.icon import app_icon

SERVICE = BusService(
    "SESSION",
    "org.freedesktop.Notifications",
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
)
"""https://specifications.freedesktop.org/notification-spec/latest/protocol.html"""

_SHOWN_MS = 15_000
_AS_THE_DESKTOP_LIKES = -1
_log = logging.getLogger(__name__)


class Notifier(Protocol):
    """Shows a notification: a title and a sentence."""

    def notify(self, title: str, text: str) -> None: ...


class BusNotifier:
    """The notifications of a Linux desktop."""

    def notify(self, title: str, text: str) -> None:
        """Show it; returns at once."""
        hints = {"desktop-entry": ("s", "copper-desk")}
        body: tuple[Any, ...]
        body = ("Copper Desk", 0, "copper-desk", title, escape(text, quote=False), [], hints, _AS_THE_DESKTOP_LIKES)
        try:
            line = BusLine(SERVICE)
        except BusSilent as reason:
            _log.info("No notification: %s", reason)
            return
        try:
            line.call("Notify", "susssasa{sv}i", body)
        except BusSilent as reason:
            _log.info("No notification: %s", reason)
        finally:
            line.close()


class TrayNotifier(QObject):
    """The notifications of Windows and macOS, which come from an icon in the tray; it is there only meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = QSystemTrayIcon(app_icon(), self)
        self._tray.messageClicked.connect(self._tray.hide)
        self._gone = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._gone.timeout.connect(self._tray.hide)

    def notify(self, title: str, text: str) -> None:
        """Show it; returns at once."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            _log.info("No notification: this desktop has no tray.")
            return
        self._tray.show()
        self._tray.showMessage(title, text, app_icon(), _SHOWN_MS)
        self._gone.start()


def system_notifier(parent: QObject | None = None, *, platform: str = sys.platform) -> Notifier:
    """The notifier of this desktop."""
    return BusNotifier() if platform.startswith("linux") else TrayNotifier(parent)
