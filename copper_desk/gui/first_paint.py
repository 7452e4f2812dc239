"""Tells when a window stands on the screen, so that what is heavy begins afterwards.

A timer of zero does not: a screen asks for the first picture when it likes. Knows nothing of what waits.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

LATEST_MS = 1_000
"""A window that begins hidden, minimized or covered is not painted; what waits for it begins all the same."""


class FirstPaint(QObject):
    """``over`` comes once: when ``window`` was painted for the first time, or ``latest_ms`` from now."""

    over = Signal()

    def __init__(self, window: QWidget, *, latest_ms: int = LATEST_MS) -> None:
        super().__init__(window)
        self._window = window
        self._latest = QTimer(self, singleShot=True, interval=latest_ms)
        self._latest.timeout.connect(self._on_latest_timeout)
        self._latest.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._latest.isActive():
            self._window.removeEventFilter(self)
            # The picture is on the screen when this turn of the event loop is over.
            self._latest.start(0)
        return False

    @Slot()
    def _on_latest_timeout(self) -> None:
        self._window.removeEventFilter(self)
        self.over.emit()
