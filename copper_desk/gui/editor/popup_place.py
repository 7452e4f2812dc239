"""Where a list or a calendar goes that belongs to a cell: under it, above it near the edge, never off the screen.

Pure geometry; knows nothing of what is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def placed(size: QSize, *, anchor: QRect, area: QRect) -> QRect:
    """``size`` at the anchor's lower left corner inside ``area``; above the anchor where there is more room.

    Pixels of the screen. What is larger than the room left is made as large as the room.
    """
    below, above = area.bottom() - anchor.bottom(), anchor.top() - area.top()
    height = min(size.height(), max(below, above))
    under = size.height() <= below or below >= above
    top = anchor.bottom() + 1 if under else anchor.top() - height
    width = min(size.width(), area.width())
    left = max(area.left(), min(anchor.left(), area.right() - width + 1))
    return QRect(QPoint(left, top), QSize(width, height))


def anchor_of(widget: QWidget) -> QRect:
    """A widget's rectangle on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def area_around(widget: QWidget) -> QRect:
    """What windows may use of the screen that a widget is on."""
    screen = QGuiApplication.screenAt(anchor_of(widget).center()) or widget.screen()
    return screen.availableGeometry()
