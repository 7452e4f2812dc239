"""What a push writes down, so that nothing it did is forgotten if this computer stops in the middle.

push/ says what is written and when; a journal decides where. Knows nothing of files.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Protocol

from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import Batch
from copper_desk.wording import later, tr

_UNWRITTEN = later("The push could no longer be written down, so nothing more was sent.")


class LogFailure(Exception):
    """What a push does could not be written down. ``message`` is a sentence for a person.

    It ends the push: what cannot be written down is not sent.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def reason(self) -> str:
        """Why a push ends with it, as sentences."""
        return f"{tr(_UNWRITTEN)} {self.message}".rstrip()


class PushLog(Protocol):
    """A record of a push. A row that was intended and has no outcome is in doubt; one never intended was not sent.

    ``intend`` and ``record`` may raise LogFailure.
    """

    def intend(self, batch: Batch) -> None:
        """These leads are about to be sent. Called on the thread that sends, before each request, several at a time.

        ``batch`` is what this one request carries: a planned batch, or a part of it (same number) when it is sent
        again or was split. A row may therefore be intended more than once.
        """

    def withdraw(self, rows: Collection[RowId]) -> None:
        """The last request of these rows certainly changed nothing: until they are intended again they were not sent.

        Called on the thread that sent it. What cannot be written down stays in doubt, so it raises nothing.
        """

    def record(self, outcome: BatchOutcome) -> None:
        """The results of a planned batch, one for each lead. Called once a batch, on the thread of the run."""


class MemoryLog:
    """A log that lasts as long as the program."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.intents: list[Batch] = []
        self.withdrawn: list[RowId] = []
        self.outcomes: list[BatchOutcome] = []

    def intend(self, batch: Batch) -> None:
        """See PushLog."""
        with self._lock:
            self.intents.append(batch)

    def withdraw(self, rows: Collection[RowId]) -> None:
        """See PushLog."""
        with self._lock:
            self.withdrawn.extend(rows)

    def record(self, outcome: BatchOutcome) -> None:
        """See PushLog."""
        with self._lock:
            self.outcomes.append(outcome)
