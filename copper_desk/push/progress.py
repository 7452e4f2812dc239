"""How far a push is and how fast it goes, to be read from any thread.

Knows nothing of leads, only their numbers.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from copper_desk.push.outcome import Tally

SPAN_S = 20.0
"""The rate is that of these last seconds: short enough to show a slow-down, long enough to stand still."""


_CALLS = 20
"""Answers of which the median is told: a few seconds of them."""


@dataclass(frozen=True, slots=True)
class RunProgress:
    """``in_flight`` counts leads whose request has left and that have no result yet.

    ``rate_leads_per_s`` and ``remaining_s`` follow the last seconds; ``remaining_s`` is None while nothing has come
    back yet. ``waiting`` is a sentence while the run stands still ("Waiting for the network"), else empty.
    ``call_s`` is the median of the seconds that Copper took for its last answers to writes, our own waiting left out;
    None before the first.
    """

    tally: Tally
    in_flight: int = 0
    rate_leads_per_s: float = 0.0
    remaining_s: float | None = None
    waiting: str = ""
    call_s: float | None = None

    @property
    def queued(self) -> int:
        """Leads that wait for their turn."""
        return self.tally.open - self.in_flight


class Meter:
    """Keeps the figures of a run. ``clock`` gives monotonic seconds."""

    def __init__(self, planned: int, *, clock: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._tally = Tally(planned=planned)
        self._under_way: dict[int, int] = {}
        self._calls_s: deque[float] = deque(maxlen=_CALLS)
        self._landings: deque[tuple[float, int]] = deque()
        self._began_s = clock()

    def under_way(self, batch: int, leads: int) -> None:
        """Of the batch of this number, so many leads are with Copper now."""
        with self._lock:
            self._under_way[batch] = leads

    def answered(self, seconds: float) -> None:
        """A write was answered so many seconds after it left."""
        with self._lock:
            self._calls_s.append(seconds)

    def landed(self, batch: int, leads: int, tally: Tally) -> None:
        """The batch of this number, of so many leads, has its results."""
        with self._lock:
            self._under_way.pop(batch, None)
            self._tally = tally
            self._landings.append((self._clock(), leads))

    def ended(self, tally: Tally) -> None:
        """Leads that never departed have their results."""
        with self._lock:
            self._tally = tally

    def read(self, *, waiting: str = "") -> RunProgress:
        """The figures now."""
        with self._lock:
            rate = self._rate()
            remaining = self._tally.open / rate if rate > 0 else None
            in_flight = sum(self._under_way.values())
            call_s = median(self._calls_s) if self._calls_s else None
            return RunProgress(self._tally, in_flight, rate, remaining, waiting, call_s)

    def _rate(self) -> float:
        now = self._clock()
        while self._landings and self._landings[0][0] < now - SPAN_S:
            self._landings.popleft()
        span = min(SPAN_S, now - self._began_s)
        return sum(leads for _, leads in self._landings) / span if span > 0 else 0.0
