"""How much of the screen a window may take, its title bar included: enlarged twice, a small screen has little."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget


def room_for(window: QWidget) -> QSize:
    """The size that leaves the whole window on its screen, in device-independent pixels."""
    room = window.screen().availableSize()
    return QSize(room.width(), room.height() - window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
