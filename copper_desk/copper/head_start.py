"""How long before its time a call is told to get ready, so that it leaves on time though something is done first.

What is written down before a write leaves takes a disk some milliseconds. Done after the call's time has come, each
would delay the next one, and a push would be slower by a hundredth or more. Pure: no clock.
"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

_SAMPLES: Final = 15
_LONGEST_S: Final = 0.05
"""A disk that takes longer may as well slow the push: a call must not be noted long before it leaves."""


class HeadStart:
    """The current head start. Not thread-safe: the pacer calls it under its lock."""

    def __init__(self) -> None:
        self._took_s: deque[float] = deque(maxlen=_SAMPLES)

    @property
    def seconds(self) -> float:
        """As long as it took lately: the median, so that one slow time does not count."""
        return min(median(self._took_s), _LONGEST_S) if self._took_s else 0.0

    def observe(self, took_s: float) -> None:
        """Getting ready took so many seconds."""
        self._took_s.append(took_s)
