"""Where the times of calls are kept, so that all who use one key share one budget.

Copper counts by key, account or user (it does not say which), so a window and a command line that run side by side
must count together. This room defines what such a book does and keeps one in memory; a shared one lives elsewhere.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from copper_desk.copper.window import Call, CallKind

KEPT_S: Final = 62.0
"""Seconds that a call is kept: the minute and the widest margin."""

WaitRule = Callable[[Sequence[Call]], float]
"""From the calls of the last ``KEPT_S`` seconds, ordered by time, to the seconds that the next one must wait."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim: a ``ticket`` that names the noted call, or the seconds to wait and no ticket."""

    wait_s: float
    ticket: int | None = None


class Ledger(Protocol):
    """The book of calls. Every method is one transaction, safe from any thread and process that shares the book.

    Times are seconds of one clock that all sharers have in common. A call in the future by more than ``KEPT_S`` comes
    from before that clock began anew (a restart of the computer), and is dropped.
    """

    def claim(self, kind: CallKind, *, now_s: float, rule: WaitRule) -> Claim:
        """Note a call at ``now_s`` if ``rule`` asks for no wait. Rule and note are one step: none comes between."""

    def move(self, ticket: int, *, at_s: float) -> None:
        """The noted call really left at ``at_s``; ``KEPT_S`` ago or earlier: it counts no more. A ticket that is no
        longer kept is passed over."""

    def count(self, *, since_s: float) -> int | None:
        """Calls noted after ``since_s``; None where that would have to wait for somebody."""

    def close(self) -> None:
        """Let go of what the book is kept in. Whoever calls all the same is still counted, for this process alone."""


class MemoryLedger:
    """A book for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[tuple[float, int, CallKind]] = []
        self._tickets = 0

    def claim(self, kind: CallKind, *, now_s: float, rule: WaitRule) -> Claim:
        """See Ledger."""
        with self._lock:
            self._calls = [call for call in self._calls if abs(now_s - call[0]) < KEPT_S]
            wait_s = rule([Call(at_s, noted) for at_s, _, noted in self._calls])
            if wait_s > 0:
                return Claim(wait_s)
            self._tickets += 1
            insort(self._calls, (now_s, self._tickets, kind), key=_time)
            return Claim(0.0, self._tickets)

    def move(self, ticket: int, *, at_s: float) -> None:
        """See Ledger."""
        with self._lock:
            kept = next((call for call in self._calls if call[1] == ticket), None)
            if kept is not None:
                self._calls.remove(kept)
                insort(self._calls, (at_s, ticket, kept[2]), key=_time)

    def count(self, *, since_s: float) -> int | None:
        """See Ledger."""
        with self._lock:
            return sum(at_s > since_s for at_s, _, _ in self._calls)

    def close(self) -> None:
        """See Ledger. Memory is let go of by itself."""


def _time(call: tuple[float, int, CallKind]) -> float:
    return call[0]
