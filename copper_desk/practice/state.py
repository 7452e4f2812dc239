"""Everything the running practice server holds: the leads, the switches, the faults, the record of calls.

One event loop owns it; nothing here is shared between threads. Clocks are parameters. Must not know HTTP.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .account import Json
from .display import Display, encoded, shown
from .fault import FaultPlan, read_faults
from .lag import Lag, LaggingView
from .ledger import Ledger, Write
from .limit import Limiter
from .query import Query
from .quirk import Quirk
from .search import Finder
from .store import Store

BATCH_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Setup:
    """How the server is started.

    Attributes:
        folder: where changes are kept between starts; None keeps them in memory only.
        leads, seed: the account to begin with; each pair has a file of its own in the folder.
        latency_ms: time a call takes at the server, half before and half after it is applied.
        jitter_ms: each call is delayed on its way there by up to this, evenly spread.
        faults: a spec as fault.py describes.
        limits: whether the rate windows are enforced; they are measured anyway.
        quirk: the positions of the switches.
    """

    folder: Path | None = None
    leads: int = 500
    seed: int = 1
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    faults: str = ""
    limits: bool = True
    quirk: Quirk = field(default_factory=Quirk)


class State:
    """The server's one mutable thing.

    Attributes are turned by the control calls (backstage.py) and read by the endpoints. `epoch` grows with
    each reset: a call that began before one must not be applied after it.
    """

    def __init__(self, setup: Setup, *, key: str, clock: Callable[[], float], now: Callable[[], float]) -> None:
        """Open the account.

        Args:
            setup: how to start.
            key: the API key, which opens the control calls too.
            clock: monotonic seconds, for the rate windows.
            now: unix seconds, for the leads' dates.

        Raises:
            KeepError: the file is in use or cannot be used.
            FaultSpecError: the fault spec cannot be read.
        """
        self.setup, self.key, self.clock, self._now = setup, key, clock, now
        self.epoch = 0
        self._begin_switches()
        self._open(Store(setup.folder, seed=setup.seed, count=setup.leads))

    def _begin_switches(self) -> None:
        setup = self.setup
        self.quirk = setup.quirk
        self.latency_s, self.jitter_s = setup.latency_ms / 1000, setup.jitter_ms / 1000
        self.limiter = Limiter()
        self.limited = setup.limits
        self.batch_limit = BATCH_LIMIT
        self.revoked = False
        self.leads_enabled = True
        self.ledger = Ledger()
        self.faults = FaultPlan(setup.seed)
        self.faults.add(read_faults(setup.faults))
        self._jitter = random.Random(setup.seed)
        self._lag = Lag()

    def _open(self, store: Store) -> None:
        self.store = store
        self.display = Display(store)
        self._finder = Finder(store)
        self._tags: tuple[int, Counter[str]] = (-1, Counter())

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self._now())

    def reset(self, *, leads: int | None = None, seed: int | None = None) -> None:
        """Put the account back to how it began and every switch to how the server was started.

        Args:
            leads, seed: another account instead, if given.
        """
        leads = self.store.count if leads is None else leads
        seed = self.store.seed if seed is None else seed
        self.epoch += 1
        self._begin_switches()
        self.store.close()
        self._open(Store(self.setup.folder, seed=seed, count=leads))
        self.store.renew()

    def close(self) -> None:
        """Close the account's file."""
        self.store.close()

    def way_s(self) -> float:
        """How long the next call takes on its way here, seconds."""
        return self._jitter.uniform(0.0, self.jitter_s)

    def commit(self, changes: Mapping[int, Json | None], writes: Sequence[Write]) -> None:
        """Write leads durably and note the writes."""
        if self.quirk.search_lag_ms:
            before = {lead_id: self.store.lead(lead_id) for lead_id in changes}
            self._lag.note(before, now_s=self.clock())
        self.store.put(changes)
        self.ledger.writes.extend(writes)

    def find(self, query: Query, *, computed: bool) -> tuple[tuple[bytes, ...], int]:
        """One page of a search as encoded leads, lagging behind if so switched, and its X-PW-TOTAL.

        Args:
            query: what is asked for.
            computed: whether custom fields carry their computed values.

        Raises:
            QueryRefusedError, SearchCrashError: as in match.tests_of.
        """
        lag_s = self.quirk.search_lag_ms / 1000
        hidden = self._lag.hidden(now_s=self.clock(), lag_s=lag_s) if lag_s else {}
        finder = Finder(LaggingView(self.store, hidden)) if hidden else self._finder
        page = finder.page(query, quirk=self.quirk, now=self.now)
        text_dates = self.quirk.date_read == "text"
        items = (
            encoded(shown(old, computed=computed, text_dates=text_dates))
            if (old := hidden.get(lead_id)) is not None
            else self.display.text(lead_id, computed=computed, text_dates=text_dates)
            for lead_id in page.ids
        )
        return tuple(items), page.total

    def tag_counts(self) -> Counter[str]:
        """How many leads carry each tag, counted anew after a change only."""
        if self._tags[0] != self.store.revision:
            self._tags = (self.store.revision, self.store.tag_counts())
        return self._tags[1]
