"""The desktop as one value, so that tests and tours stand on one that does nothing.

Knows nothing of windows.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication

from copper_desk.gui.desktop.notification import Notifier, system_notifier
from copper_desk.gui.desktop.wakefulness import Wakefulness, system_wakefulness


@dataclass(frozen=True, slots=True)
class Desktop:
    """``session_ending`` carries a QSessionManager when the computer is shut down or the person logs out."""

    notifier: Notifier
    wakefulness: Wakefulness
    session_ending: SignalInstance


def system_desktop(application: QApplication) -> Desktop:
    """The desktop that this program runs on."""
    return Desktop(system_notifier(application), system_wakefulness(), application.commitDataRequest)
