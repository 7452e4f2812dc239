"""How large a window becomes: as in the picture, larger where the text is, and never beyond its screen.

A window is shown with a title bar, which the screen's own figure leaves out: enlarged twice, a small screen has little.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget

from copper_desk.gui.look.metric import scale_of


def room_for(window: QWidget) -> QSize:
    """The size that leaves the whole window on its screen, in device-independent pixels."""
    room = window.screen().availableSize()
    return QSize(room.width(), room.height() - window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))


def grown(window: QWidget, size: QSize) -> QSize:
    """A size that was drawn for plain text, grown as the window's own text is; never shrunk."""
    return size * scale_of(window.font())


def take_room(window: QWidget, wanted: QSize, *, least: QSize | None = None, over: QWidget | None = None) -> None:
    """Give a window the size ``wanted``, drawn for plain text, and ``least``, below which it cannot be drawn.

    Both grow with the text and end at the screen's edge. ``over``: a window that this one stands over and shall not
    reach beyond, as far as it is shown.
    """
    room = room_for(window)
    if over is not None and over.isVisible():
        room = room.boundedTo(over.size())
    if least is not None:
        window.setMinimumSize(least.boundedTo(room))
    window.resize(grown(window, wanted).expandedTo(window.minimumSize()).boundedTo(room))
