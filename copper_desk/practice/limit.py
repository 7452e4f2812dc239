"""The server's rate windows: 180 calls in any 60 seconds, and of bulk calls 3 in any second.

Rolling windows, counted strictly, at the server's own clock (contract, section 0). Time is a parameter:
nothing here reads a clock. Must not know HTTP.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

CALLS_PER_MINUTE = 180
BULK_CALLS_PER_SECOND = 3


@dataclass(slots=True)
class Window:
    """At most `limit` calls in any half-open span of `span_s` seconds."""

    limit: int
    span_s: float
    _times: deque[float] = field(default_factory=deque)

    def full(self, now_s: float) -> bool:
        """Whether one more call at `now_s` (monotonic seconds) would be one too many."""
        while self._times and now_s - self._times[0] >= self.span_s:
            self._times.popleft()
        return len(self._times) >= self.limit

    def add(self, now_s: float) -> None:
        """Count a call."""
        self._times.append(now_s)


@dataclass(slots=True)
class Limiter:
    """Both windows of an account.

    A bulk call stands in both. Whether refused calls fill the windows is unknown of Copper, so it is asked
    for at each call.
    """

    overall: Window = field(default_factory=lambda: Window(CALLS_PER_MINUTE, 60.0))
    bulk: Window = field(default_factory=lambda: Window(BULK_CALLS_PER_SECOND, 1.0))

    def admit(self, now_s: float, *, is_bulk: bool, count_refused: bool = False) -> bool:
        """Whether a call arriving at `now_s` is served rather than answered 429, counting it if so."""
        windows = [self.overall, self.bulk] if is_bulk else [self.overall]
        admitted = not any(window.full(now_s) for window in windows)
        if admitted or count_refused:
            for window in windows:
                window.add(now_s)
        return admitted


@dataclass(slots=True)
class Peak:
    """The most calls that ever fell into one rolling span: what a test reads to prove a client's pace."""

    span_s: float
    highest: int = 0
    _times: deque[float] = field(default_factory=deque)

    def add(self, now_s: float) -> None:
        """Count a call at `now_s` (monotonic seconds)."""
        while self._times and now_s - self._times[0] >= self.span_s:
            self._times.popleft()
        self._times.append(now_s)
        self.highest = max(self.highest, len(self._times))
