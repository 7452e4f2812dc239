"""Writes loaded leads to the cache beside the work, so that a load and the window wait for no disk.

Pages that come thick and fast are let through first: writing one takes as much of the processor as reading it, and
Python lets only one of the two run at a time. What is written is what the sheet holds at that moment, not what a page
once brought: a lead can be due twice, and whatever a push brought meanwhile is what stays. Knows nothing of loads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

from copper_desk.leads.value import Lead, RowId
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import StorageTrouble

_LOOK_S: Final = 1.0

BATCH: Final = 2_000
"""Leads a transaction: some 50 ms of work, so that nobody waits long for the lock."""

REST_S: Final = 0.3
"""Seconds without a page after which it is time to write: longer than Copper takes for one."""

PATIENCE_S: Final = 3.0
"""Seconds after which it is time in any case, so that a farewell never has much left to write."""

_Due: TypeAlias = "tuple[RowId, ...] | dict[str, Json] | threading.Event | None"


class CacheWriter:
    """The writer of one cache, on a thread of its own from the first lead on.

    ``lead`` gives the lead of a row as it is now, or None; it is called on the writer's thread. ``on_trouble`` is told
    once, on that thread, when the cache fails: nothing more is written then.
    """

    def __init__(
        self,
        cache: LeadCache,
        *,
        lead: Callable[[RowId], Lead | None],
        on_trouble: Callable[[StorageTrouble], object],
        rest_s: float = REST_S,
        patience_s: float = PATIENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cache = cache
        self._lead = lead
        self._on_trouble = on_trouble
        self._rest_s = rest_s
        self._patience_s = patience_s
        self._clock = clock
        self._due: SimpleQueue[_Due] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._has_failed = False
        self.lock = threading.Lock()
        """Held from the look at a lead until it is written, by whoever writes to the cache."""

    def put(self, rows: Iterable[RowId]) -> None:
        """These leads are due."""
        self._start()
        self._due.put(tuple(rows))

    def set(self, **facts: Json) -> None:
        """These facts are due, after all leads that were due before them."""
        self._start()
        self._due.put(facts)

    def flush(self) -> None:
        """Return once everything that is due so far is written, or has failed."""
        if self._thread is not None:
            written = threading.Event()
            self._due.put(written)
            # A writer that ended by a mistake of ours answers no more.
            while self._thread.is_alive() and not written.wait(_LOOK_S):
                continue

    def close(self) -> None:
        """Write what is due and end."""
        if self._thread is not None:
            self._due.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="cache", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            rows, due = self._gathered()
            self._write(rows)
            if isinstance(due, dict):
                self._keep(due)
            elif isinstance(due, threading.Event):
                due.set()
            elif due is None:
                return

    def _gathered(self) -> tuple[tuple[RowId, ...], _Due]:
        """The leads that it is time to write, each once, and what comes after them: () for nothing just now."""
        due = self._due.get()
        waiting: dict[RowId, None] = {}
        until_s = self._clock() + self._patience_s
        while isinstance(due, tuple):
            waiting.update(dict.fromkeys(due))
            left_s = min(self._rest_s, until_s - self._clock())
            try:
                due = self._due.get(timeout=max(left_s, 0.0))
            except Empty:
                return tuple(waiting), ()
        return tuple(waiting), due

    def _write(self, rows: tuple[RowId, ...]) -> None:
        for start in range(0, len(rows), BATCH):
            with self.lock:
                leads = [lead for row in rows[start : start + BATCH] if (lead := self._lead(row)) is not None]
                if leads:
                    self._guarded(partial(self._cache.put, leads))

    def _keep(self, facts: dict[str, Json]) -> None:
        self._guarded(lambda: self._cache.set(**facts))

    def _guarded(self, work: Callable[[], object]) -> None:
        if self._has_failed:
            return
        try:
            work()
        except StorageTrouble as trouble:
            self._has_failed = True
            self._on_trouble(trouble)
