"""A choice as a card: what is chosen, and under it what that would do. One of several, as radio buttons are.

Knows nothing of what is chosen.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from copper_desk.gui.look.piece import embolden, wrapped

_PAD_PX = 11


class CardText(NamedTuple):
    """What stands on a card, and the value that it stands for."""

    value: Hashable
    title: str
    note: str = ""


class ChoiceCard(QRadioButton):
    """One card. Its text wraps, so that a narrow window cuts nothing."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._title, self._note = wrapped(), wrapped(tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_PAD_PX, 8, _PAD_PX, 8)
        layout.setSpacing(1)
        for piece in (self._title, self._note):
            piece.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(piece)
        layout.addStretch(1)
        self.say(title, note)

    def say(self, title: str, note: str = "") -> None:
        """Show these words."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{title}. {note}" if note else title)

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize() if layout is None else layout.minimumSize()


class CardRow(QWidget):
    """A question and its cards side by side. ``chosen`` carries the value of the card that a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[Hashable, ChoiceCard] = {}
        self.question = wrapped()
        embolden(self.question)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.question)
        layout.addLayout(self._row)

    def ask(self, question: str, texts: Sequence[CardText], *, chosen: Hashable) -> None:
        """Show this question; cards that stay keep the keyboard. ``chosen`` may be the value of none."""
        self.question.setText(question)
        self.setAccessibleName(question)
        if list(self.cards) != [text.value for text in texts]:
            self._renew(texts)
        for text in texts:
            self.cards[text.value].say(text.title, text.note)
        for value, card in self.cards.items():
            card.setAutoExclusive(False)
            card.setChecked(value == chosen)
            card.setAutoExclusive(True)

    def _renew(self, texts: Sequence[CardText]) -> None:
        for card in self.cards.values():
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for text in texts:
            card = ChoiceCard(text.title, text.note, self)
            card.clicked.connect(lambda _checked=False, value=text.value: self.chosen.emit(value))
            self.cards[text.value] = card
            self._row.addWidget(card, 1)
