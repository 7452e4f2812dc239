"""A picture of a window as a person sees it: with the lists, menus and calendars that hang over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

_HANGING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Tool)


def picture_of(target: QWidget) -> QPixmap:
    """The window alone, whatever else is on the screen."""
    picture, origin = target.grab(), target.mapToGlobal(QPoint(0, 0))
    painter = QPainter(picture)
    for piece in QApplication.topLevelWidgets():
        if piece.isVisible() and piece is not target and piece.windowType() in _HANGING:
            painter.drawPixmap(piece.pos() - origin, piece.grab())
    painter.end()
    return picture
