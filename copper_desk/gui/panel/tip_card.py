"""A tip as a card beside the thing it is about. Takes no focus away; which tip it is and when, others decide."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import button, wrapped
from copper_desk.wording import tr

_LETTERS = 46
_GAP_PX = 6


class TipCard(QFrame):
    """Lies over the window. ``understood``: the tip was read; ``unwanted``: no more of them are wished for."""

    understood = Signal()
    unwanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("panel", "card")
        self.setProperty("chosen", "true")
        self.setAccessibleName(tr("Tip"))
        self.words = wrapped()
        self.done = button(tr("Got it"), tr("Got it: close this tip"))
        self.done.clicked.connect(self.understood)
        self.never = button(tr("No more tips"), role="link")
        self.never.clicked.connect(self.unwanted)
        answers = QHBoxLayout()
        answers.setSpacing(10)
        answers.addWidget(self.done)
        answers.addWidget(self.never)
        answers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(self.words)
        layout.addLayout(answers)
        self.hide()

    def tell(self, words: str, beside: QRect) -> None:
        """Show these words beside an area of the window (in its coordinates), below it where there is room."""
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self.stand_beside(beside)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def stand_beside(self, area: QRect) -> None:
        """Move to an area of the window."""
        self.resize(self._size())
        self.move(self._place(area))

    def _size(self) -> QSize:
        width = min(_LETTERS * self.fontMetrics().averageCharWidth(), self._over.width() - 4 * _GAP_PX)
        layout = self.layout()
        return QSize(width, 0 if layout is None else layout.totalHeightForWidth(width))

    def _place(self, beside: QRect) -> QPoint:
        room = self._over.rect().adjusted(_GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
        x = max(room.left(), min(beside.left(), room.right() - self.width()))
        below, above = beside.bottom() + _GAP_PX, beside.top() - _GAP_PX - self.height()
        y = below if below + self.height() <= room.bottom() or above < room.top() else above
        return QPoint(x, max(room.top(), min(y, room.bottom() - self.height())))
