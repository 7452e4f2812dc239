"""What the window told the person, one line at a time, and kept so that it can be read again.

Knows nothing of where a message is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal

KEPT_MESSAGES = 500


class Tone(Enum):
    """How a message is meant."""

    PLAIN = "plain"
    GOOD = "good"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence. ``offer`` labels something to do about it, carried out by ``answer``. ``stays``: until it is closed
    or followed by another, as one about trouble does."""

    text: str
    at: datetime
    tone: Tone = Tone.PLAIN
    offer: str = ""
    answer: Callable[[], None] | None = None
    stays: bool = False


def _now() -> datetime:
    return datetime.now().astimezone()


class MessageLog(QObject):
    """The messages of this session, oldest first. ``added`` and ``overtaken`` carry Message."""

    added = Signal(object)
    overtaken = Signal(object)

    def __init__(self, *, clock: Callable[[], datetime] = _now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.messages: list[Message] = []

    def say(
        self,
        text: str,
        *,
        tone: Tone = Tone.PLAIN,
        offer: str = "",
        answer: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> Message:
        """Tell the person one sentence."""
        message = Message(text, self._clock(), tone, offer, answer, stays or tone is Tone.TROUBLE)
        self.messages.append(message)
        del self.messages[:-KEPT_MESSAGES]
        self.added.emit(message)
        return message

    def overtake(self, message: Message) -> None:
        """What it said is no longer so: it can be read again, but stands on no line."""
        self.overtaken.emit(message)
