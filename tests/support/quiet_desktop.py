"""A desktop that shows nothing and writes down what it is asked, and a session that ends on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal


@dataclass
class QuietDesktop:
    """Writes down what it is asked, in order; stands for the notifier and for what keeps awake."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def notify(self, _title: str, text: str) -> None:
        self.asked.append(("notify", text))

    def hold(self, reason: str) -> None:
        self.asked.append(("hold", reason))

    def release(self) -> None:
        self.asked.append(("release", ""))


class EndingSession(QObject):
    """A session that ends, as far as Qt's session manager is asked."""

    ending = Signal(object)

    def __init__(self, *, may_ask: bool = True) -> None:
        super().__init__()
        self._may_ask = may_ask
        self.answers: list[str] = []

    def allowsInteraction(self) -> bool:
        return self._may_ask

    def release(self) -> None:
        self.answers.append("release")

    def cancel(self) -> None:
        self.answers.append("cancel")
