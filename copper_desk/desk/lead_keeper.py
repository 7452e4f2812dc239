"""Keeps the loaded leads on this computer, and gives them back at the next start.

All of it can be loaded again, so trouble here ends the keeping and nothing else. Knows nothing of changes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from copper_desk.desk.cache_writer import CacheWriter
from copper_desk.desk.local_data import LocalData
from copper_desk.leads.account import Account
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import StorageTrouble

_LOG = logging.getLogger(__name__)


class LeadKeeper:
    """The keeper of one sheet's leads. Where no leads are kept it does nothing."""

    def __init__(self, sheet: Sheet, local: LocalData | None) -> None:
        self._sheet = sheet
        self._local = local
        self._writer: CacheWriter | None = None
        self._has_failed = threading.Event()
        self._begin_writing()

    def recall(self) -> None:
        """Put the kept leads into the sheet. A damaged cache is set aside: the leads are loaded again."""
        if self._local is None or self._local.cache is None:
            return
        try:
            leads = self._local.cache.leads()
        except StorageTrouble as trouble:
            _LOG.info("The kept leads cannot be read: %s", trouble)
            self._end_writing()
            self._local.start_cache_over()
            self._begin_writing()
            return
        self._sheet.receive(leads, stamp=self._sheet.stamp())

    def fact(self, name: str) -> Json:
        """What was remembered beside the leads, or None."""
        cache = self._cache
        try:
            return None if cache is None else cache.get(name)
        except StorageTrouble as trouble:
            self._give_up(trouble)
            return None

    def put(self, rows: Iterable[RowId]) -> None:
        """Keep these leads as Copper holds them; they are kept when this returns."""
        due = [row for row in rows if row > 0]
        self._do(lambda cache: cache.put(lead for row in due if (lead := self._sheet.held(row)) is not None))

    def put_soon(self, rows: Iterable[RowId]) -> None:
        """Keep these leads as Copper holds them by then, beside the work."""
        if self._cache is not None and self._writer is not None:
            self._writer.put(row for row in rows if row > 0)

    def remove(self, rows: Iterable[RowId]) -> None:
        """These leads are gone."""
        gone = [row for row in rows if row > 0]
        if gone:
            self._do(lambda cache: cache.remove(gone))

    def remember(self, **facts: Json) -> None:
        """Remember facts, once all leads that are due are kept."""
        if self._cache is not None and self._writer is not None:
            self._writer.set(**facts)

    def remember_account(self, account: Account) -> None:
        """Remember what the account says of itself: the next start needs it before anything else."""
        self._do(lambda cache: cache.keep_account(account))

    def switch(self, *, on: bool) -> None:
        """Keep leads from now on, those that are there included, or forget them. Raises StorageTrouble."""
        if self._local is None:
            return
        if on:
            self._local.begin_cache()
            self._begin_writing()
            self.put_soon(self._sheet.row_ids())
        else:
            self._end_writing()
            self._local.drop_cache()

    def flush(self) -> None:
        """Return once everything that is due so far is kept."""
        if self._writer is not None:
            self._writer.flush()

    def close(self) -> None:
        """Keep what is due, and no more."""
        self._end_writing()

    @property
    def _cache(self) -> LeadCache | None:
        """The cache, while it works."""
        if self._local is None or self._has_failed.is_set():
            return None
        return self._local.cache

    def _do(self, work: Callable[[LeadCache], object]) -> None:
        cache = self._cache
        if cache is None:
            return
        try:
            with self._writer.lock if self._writer else nullcontext():
                work(cache)
        except StorageTrouble as trouble:
            self._give_up(trouble)

    def _give_up(self, trouble: StorageTrouble) -> None:
        """Also called on the writer's thread. The file is closed with the others, at the end."""
        _LOG.info("Leads can no longer be kept: %s", trouble)
        self._has_failed.set()

    def _begin_writing(self) -> None:
        cache = self._cache
        if cache is not None and self._writer is None:
            self._writer = CacheWriter(cache, lead=self._sheet.held, on_trouble=self._give_up)

    def _end_writing(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
