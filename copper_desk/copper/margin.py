"""How much longer than Copper's windows ours are, because calls arrive later than they leave, and not evenly so.

Two calls that leave a window's length apart arrive closer together when the first took longer on its way. The margin is
as wide as the delays were seen to vary, wider after a 429, and narrows again slowly. Pure: no clock.
"""

from __future__ import annotations

from collections import deque
from typing import Final

_START_S: Final = 0.05
_FLOOR_S: Final = 0.01
_SLACK_S: Final = 0.003
_JITTER_CAP_S: Final = 0.08
"""More than this is the server's own work rather than the way there, and would slow a push for nothing."""
_SAMPLES: Final = 64
_ENOUGH: Final = 8
_FIRST_PENALTY_S: Final = 0.02
_PENALTY_CAP_S: Final = 0.4
_NARROWING: Final = 0.99
"""What is left of the penalty after each call that went well: half of it after 69."""


class Margin:
    """The current margin. Not thread-safe: the pacer calls it under its lock."""

    def __init__(self) -> None:
        self._delays_s: deque[float] = deque(maxlen=_SAMPLES)
        self._jitter_s = _START_S
        self._penalty_s = 0.0

    @property
    def seconds(self) -> float:
        """The seconds by which a window is lengthened."""
        return self._jitter_s + self._penalty_s

    def observe(self, delay_s: float) -> None:
        """A bulk call went well and took ``delay_s`` seconds, without the time that the server says it worked."""
        self._penalty_s *= _NARROWING
        self._delays_s.append(delay_s)
        if len(self._delays_s) >= _ENOUGH:
            ordered = sorted(self._delays_s)
            # The slowest few are pauses of one side or the other, no property of the way.
            spread_s = ordered[int(0.95 * (len(ordered) - 1))] - ordered[0]
            self._jitter_s = min(max(spread_s + _SLACK_S, _FLOOR_S), _JITTER_CAP_S)

    def widen(self) -> None:
        """A bulk call came too early for the server."""
        self._penalty_s = min(max(2 * self._penalty_s, _FIRST_PENALTY_S), _PENALTY_CAP_S)
