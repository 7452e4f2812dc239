"""The floor under every push: the least time in which Copper's two rolling windows let its calls arrive.

Both windows let a burst through when they are empty: three bulk calls at once, and then three more a second later.
So the third of a second between two calls is true of many calls and wrong for a few, and the floor is counted call by
call. Pure: the calls of nobody's client, at no clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from copper_desk.practice.limit import BULK_CALLS_PER_SECOND, CALLS_PER_MINUTE

BATCH = 10
"""Leads a bulk call carries."""

LEADS_PER_SECOND = float(BULK_CALLS_PER_SECOND * BATCH)
LOADED_PER_SECOND = 500.0
"""150 pages of 200 leads a minute: the other 30 calls of the minute belong to those who do not load."""

_BATCHES_A_READ = 20


def bulk_arrivals_s(batches: int, *, reads: bool = False) -> list[float]:
    """When each bulk call arrives at the earliest, in seconds after the first, at a server whose windows are empty.

    With ``reads``, one call that reads 200 leads goes before every 20 batches and takes its place in the minute.
    """
    every: list[float] = []
    bulk: list[float] = []
    for number in range(batches):
        if reads and number % _BATCHES_A_READ == 0:
            every.append(max(_room_s(every, CALLS_PER_MINUTE, 60.0), every[-1] if every else 0.0))
        room_s = max(_room_s(every, CALLS_PER_MINUTE, 60.0), _room_s(bulk, BULK_CALLS_PER_SECOND, 1.0))
        at_s = max(room_s, every[-1] if every else 0.0)
        every.append(at_s)
        bulk.append(at_s)
    return bulk


def least_s(batches: int, *, reads: bool = False) -> float:
    """Seconds between the first and the last of so many bulk calls, at the least."""
    return bulk_arrivals_s(batches, reads=reads)[-1]


def _room_s(times_s: Sequence[float], limit: int, span_s: float) -> float:
    return times_s[-limit] + span_s if len(times_s) >= limit else 0.0
