"""How fast something goes and how long it will still take, from the last few seconds. Time is given, never read."""

from __future__ import annotations

from collections import deque

WINDOW_S = 15.0


class PaceMeter:
    """Counts things as they are done. Times are seconds of one monotonic clock."""

    def __init__(self, start_s: float, *, window_s: float = WINDOW_S) -> None:
        self._start_s = start_s
        self._window_s = window_s
        self._marks: deque[tuple[float, int]] = deque()

    def add(self, count: int, *, at_s: float) -> None:
        """``count`` more were done at ``at_s``."""
        self._marks.append((at_s, count))
        while self._marks and self._marks[0][0] < at_s - self._window_s:
            self._marks.popleft()

    def rate(self, now_s: float) -> float:
        """Things a second over the window; 0.0 while nothing is known."""
        recent = [(at, count) for at, count in self._marks if at >= now_s - self._window_s]
        span = min(self._window_s, now_s - self._start_s)
        return sum(count for _, count in recent) / span if span > 0 else 0.0

    def time_left_s(self, remaining: int, *, now_s: float) -> float | None:
        """Seconds until ``remaining`` more are done at this rate, or None while there is no rate."""
        rate = self.rate(now_s)
        return remaining / rate if rate > 0 else None
