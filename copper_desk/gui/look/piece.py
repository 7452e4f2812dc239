"""The small pieces that every panel is made of, each with its look (dynamic properties) and accessible name.

Knows nothing of what they are for.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QWidget

from copper_desk.gui.look.elided import ElidedLabel

_MOST_ENTRIES = 16
"""So many entries of a box are shown without an arrow to scroll by."""


def label(text: str = "", *, tone: str = "", role: str = "", level: str = "", bold: bool = False) -> QLabel:
    """Plain text: what came from Copper or a person is never read as markup."""
    piece = QLabel(text)
    piece.setTextFormat(Qt.TextFormat.PlainText)
    for name, value in (("tone", tone), ("role", role), ("level", level)):
        if value:
            piece.setProperty(name, value)
    if role == "chip":  # Rounder than it is high, a chip would lose its round ends.
        piece.setMinimumHeight(20)
    if bold:
        embolden(piece)
    return piece


def elided(text: str = "", *, tone: str = "", bold: bool = False) -> ElidedLabel:
    """A line that gives way to its neighbours, ending in "…" where its room does."""
    piece = ElidedLabel(text)
    piece.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        piece.setProperty("tone", tone)
    if bold:
        embolden(piece)
    return piece


def embolden(piece: QWidget) -> None:
    """Make the text of a piece bold."""
    font = piece.font()
    font.setBold(True)
    piece.setFont(font)


def wrapped(text: str = "", *, tone: str = "", level: str = "") -> QLabel:
    """A paragraph that takes as many lines as it needs."""
    piece = label(text, tone=tone, level=level)
    piece.setWordWrap(True)
    return piece


class Button(QPushButton):
    """A button that Enter presses, too. Qt's own leaves Enter to the default button of a dialog, so that Enter on a
    focused Cancel would save, and outside dialogs it does nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, name: str = "", *, role: str = "", checkable: bool = False) -> QPushButton:
    """A button; ``name`` is what a screen reader says when the text alone is too short."""
    piece = Button(text)
    piece.setAccessibleName(name or text.replace("&", ""))
    piece.setCheckable(checkable)
    piece.setAutoDefault(False)
    if role:
        piece.setProperty("role", role)
    return piece


def choice_box(name: str, entries: Iterable[tuple[str, object]] = ()) -> QComboBox:
    """A box that offers one of some entries, each (text, data); ``name`` is what a screen reader says."""
    box = QComboBox()
    box.setMaxVisibleItems(_MOST_ENTRIES)
    box.setAccessibleName(name)
    box.view().setAccessibleName(name)
    for text, data in entries:
        box.addItem(text, data)
    return box


def rule(*, upright: bool = False) -> QFrame:
    """A thin line between two parts."""
    piece = QFrame()
    piece.setFrameShape(QFrame.Shape.VLine if upright else QFrame.Shape.HLine)
    piece.setFixedWidth(1) if upright else piece.setFixedHeight(1)
    return piece


def restyle(piece: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and let the new look show."""
    if piece.property(name) == value:
        return
    piece.setProperty(name, value)
    piece.style().unpolish(piece)
    piece.style().polish(piece)
