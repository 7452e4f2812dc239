"""Writes loaded leads to the cache beside the work, so that a load and the window wait for no disk.

What is written is what the sheet holds at that moment, not what a page once brought: a lead can be due twice, and
whatever a push brought meanwhile is what stays. Knows nothing of loads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue

from copper_desk.leads.value import Lead, RowId
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import StorageTrouble

_LOOK_S = 1.0

BATCH = 2_000
"""Leads a transaction: some 50 ms of work, so that a farewell does not wait long."""


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
    ) -> None:
        self._cache = cache
        self._lead = lead
        self._on_trouble = on_trouble
        self._due: SimpleQueue[tuple[RowId, ...] | dict[str, Json] | threading.Event | None] = SimpleQueue()
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
        waiting: dict[RowId, None] = {}
        while True:
            due = self._due.get()
            if isinstance(due, tuple):
                waiting.update(dict.fromkeys(due))
            if not isinstance(due, tuple) or len(waiting) >= BATCH or self._due.empty():
                self._write(waiting)
            if isinstance(due, dict):
                self._keep(due)
            elif isinstance(due, threading.Event):
                due.set()
            elif due is None:
                return

    def _write(self, waiting: dict[RowId, None]) -> None:
        rows = tuple(waiting)
        waiting.clear()
        with self.lock:
            leads = [lead for row in rows if (lead := self._lead(row)) is not None]
            if leads:
                self._guarded(lambda: self._cache.put(leads))

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
