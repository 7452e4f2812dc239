"""Copper's rate limits as arithmetic: how long a call must wait, given the calls already made.

Two rolling windows: 180 calls in 60 seconds over all endpoints, and 3 bulk calls in 1 second
(https://developer.copper.com/introduction/requests.html). Rolling windows and no token bucket: a bucket that refills at
3 a second lets almost twice the limit into its first minute. Pure: no clock, no thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

CALLS_PER_MINUTE: Final = 180
BULK_CALLS_PER_SECOND: Final = 3
FEWEST_CALLS_PER_MINUTE: Final = 30
"""Fewer would leave the loads none."""
LOADS_PER_MINUTE: Final = 150
"""Calls of loads in a minute: the other 30 stay free for a push that begins meanwhile."""

MINUTE_S: Final = 60.0
SECOND_S: Final = 1.0
NEGLIGIBLE_S: Final = 1e-6
"""Waits shorter than this are rounding; every margin is far above it."""


class CallKind(Enum):
    """What a call counts as."""

    BULK = "bulk"  # in both windows
    LOAD = "load"  # a page of a load, which leaves some of the minute to others
    OTHER = "other"


class Call(NamedTuple):
    """A call that was made, at seconds of the pacer's clock."""

    at_s: float
    kind: CallKind


def wait_for(
    kind: CallKind, calls: Sequence[Call], *, now_s: float, margin_s: float, a_minute: int = CALLS_PER_MINUTE
) -> float:
    """Seconds until a call of ``kind`` may start; 0.0 when it may start now.

    ``calls`` are ordered by time. ``margin_s`` lengthens both windows: the server counts calls when they arrive, and
    a call that was slow on its way stands closer to the next one there than here. ``a_minute`` is how many calls are
    made at most, loads in proportion.
    """
    wait_s = _wait([call.at_s for call in calls], a_minute, MINUTE_S + margin_s, now_s)
    if kind is CallKind.BULK:
        wait_s = max(wait_s, wait_for_second(calls, now_s=now_s, margin_s=margin_s))
    if kind is CallKind.LOAD:
        loads = [call.at_s for call in calls if call.kind is CallKind.LOAD]
        most = max(1, LOADS_PER_MINUTE * a_minute // CALLS_PER_MINUTE)
        wait_s = max(wait_s, _wait(loads, most, MINUTE_S + margin_s, now_s))
    return wait_s


def wait_for_second(calls: Sequence[Call], *, now_s: float, margin_s: float) -> float:
    """Seconds until the window of bulk calls has room; 0.0 when it has."""
    bulk = [call.at_s for call in calls if call.kind is CallKind.BULK]
    return _wait(bulk, BULK_CALLS_PER_SECOND, SECOND_S + margin_s, now_s)


def _wait(times_s: Sequence[float], limit: int, span_s: float, now_s: float) -> float:
    if len(times_s) < limit:
        return 0.0
    wait_s = times_s[-limit] + span_s - now_s
    return wait_s if wait_s > NEGLIGIBLE_S else 0.0
