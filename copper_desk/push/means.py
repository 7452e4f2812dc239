"""What all the batches of a run work with and share: the way to Copper, the log, the gate, the bounds.

Holds no lead and decides nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from copper_desk.leads.value import RowId
from copper_desk.push.claim import Claims
from copper_desk.push.courier import Courier
from copper_desk.push.freshness import Freshness
from copper_desk.push.gate import Gate
from copper_desk.push.log import PushLog
from copper_desk.push.network import Network
from copper_desk.push.pause import Pause, Tempo
from copper_desk.push.progress import Meter
from copper_desk.push.retry import RetryLimit
from copper_desk.push.verify import Verifier


class RequestSize:
    """How many leads a request may carry: smaller once Copper says so. Shared by the threads of a run."""

    def __init__(self, leads: int) -> None:
        self._lock = threading.Lock()
        self._leads = leads

    @property
    def leads(self) -> int:
        """Leads a request may carry now."""
        with self._lock:
            return self._leads

    def shrink(self, leads: int) -> None:
        """Copper takes no more than so many."""
        with self._lock:
            self._leads = min(self._leads, leads)


@dataclass(frozen=True, slots=True)
class Means:
    """What all deliveries of a run work with. ``announce`` is told which rows have just left for the first time."""

    courier: Courier
    freshness: Freshness
    log: PushLog
    gate: Gate
    network: Network
    claims: Claims
    verifier: Verifier
    size: RequestSize
    limit: RetryLimit
    pause: Pause
    tempo: Tempo
    meter: Meter
    announce: Callable[[tuple[RowId, ...]], object]
