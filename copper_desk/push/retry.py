"""How often and how long: the bounds of every repetition in a push. Pure; the waiting is done elsewhere.

A bound that is reached ends in a result for each lead, never in an endless loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryLimit:
    """How often each kind of repetition may happen. Times in seconds.

    All stand on top of the client, which itself waits out 429s and repeats reads a few times.
    ``resends``: of an update that a re-read shows was not applied. ``delays``: times that the client gave up waiting
    for Copper to take one request. ``unsent``: requests that never left although the network answers.
    ``stale``: times that what was read of a lead became too old before its request had its turn. ``reads``: tries of
    one read. ``searches``: for new leads whose answer was lost, as a search may lag behind a
    write. ``failures``: whole batches in a row without any answer that tells. ``network_s``: how long a lost network
    is waited for.
    """

    resends: int = 2
    delays: int = 3
    unsent: int = 6
    stale: int = 8
    reads: int = 3
    searches: int = 3
    failures: int = 5
    network_s: float = 1800.0


def backoff_s(attempt: int, *, random: Callable[[], float], first_s: float = 1.0, longest_s: float = 30.0) -> float:
    """Seconds to wait before try ``attempt + 1``: doubling, at most ``longest_s``, each drawn from its upper half.

    ``random`` gives numbers in [0, 1): spread out, so that requests that failed together do not return together.
    """
    ceiling = min(longest_s, first_s * 2.0**attempt)
    return ceiling * (0.5 + random() / 2)
