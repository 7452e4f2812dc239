"""The leads of an account as last loaded, so that the next start shows the sheet at once and work goes on offline.

Everything here can be loaded again: a loss costs time, nothing else. Knows nothing of changes, nor of how leads are
loaded; ``complete`` and the times are facts that the loader keeps here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from copper_desk.leads.account import Account
from copper_desk.leads.value import Lead
from copper_desk.storage.account_fact import account_json, account_of
from copper_desk.storage.cache_table import CACHE_FORMAT, CachedField, LeadTable, fact, fitted_table, keep_facts
from copper_desk.storage.database import OpenedFile, connect, open_file, set_aside, snapshot, transaction
from copper_desk.storage.path import remove
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import told


def kept_account(path: Path) -> Account | None:
    """What the cache at ``path`` knows of its account, or None. Raises StorageTrouble.

    The fields of leads follow from it, and so the cache can be opened. Only looks: a damaged file is left to ``open``.
    """
    if not path.exists():
        return None
    connection = connect(path, CACHE_FORMAT)
    try:
        with told(path):
            return _account(fact(connection, "account"))
    finally:
        connection.close()


def start_over(path: Path) -> Path:
    """Set aside a closed cache that was found damaged while it was read; the next opening begins a new one.

    Returns where it is now. Raises StorageTrouble.
    """
    with told(path):
        return set_aside(path)


def remove_cache(path: Path) -> None:
    """Remove a closed cache, and those that were set aside, from the disk. Raises StorageTrouble."""
    with told(path):
        for place in path.parent.glob(f"{path.name}*"):
            remove(place)


class LeadCache:
    """Leads and facts of one account. Any thread may call; every method raises StorageTrouble.

    ``set_aside`` is where a damaged file was moved when this one was begun, or None.
    """

    def __init__(self, path: Path, opened: OpenedFile, table: LeadTable) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = opened.connection
        self.set_aside = opened.set_aside
        self._table = table

    @classmethod
    def open(cls, path: Path, fields: Sequence[CachedField]) -> Self:
        """The cache at ``path``, made where there is none; the first of ``fields`` is the id.

        A field that was not there before, or was of another kind, is empty in every lead, and the fact
        ``complete`` becomes False.
        """
        opened = open_file(path, CACHE_FORMAT)
        try:
            with transaction(opened.connection, path):
                table = fitted_table(opened.connection, fields)
        except BaseException:
            opened.connection.close()
            raise
        return cls(path, opened, table)

    def put(self, leads: Iterable[Lead]) -> None:
        """Keep these leads as they are now; one that is here already keeps its place."""
        rows = self._table.rows(leads)
        with self._lock, transaction(self._connection, self._path):
            self._connection.executemany(self._table.put, rows)

    def remove(self, ids: Iterable[int]) -> None:
        """Forget the leads of these ids."""
        with self._lock, transaction(self._connection, self._path):
            self._connection.executemany("DELETE FROM lead WHERE id = ?", [(lead_id,) for lead_id in ids])

    def leads(self) -> list[Lead]:
        """All leads, in the order in which they were first put."""
        return [lead for batch in self.batches() for lead in batch]

    def batches(self, size: int = 5000) -> Iterator[list[Lead]]:
        """All leads in lists of ``size``, each read for itself, so that others come to their turn in between."""
        place = 0
        while True:
            with self._lock, snapshot(self._connection, self._path):
                rows = self._connection.execute(self._table.select, (place, size)).fetchall()
            if not rows:
                return
            place = rows[-1][-1]
            with told(self._path):
                leads = self._table.leads(rows)
            yield leads

    def __len__(self) -> int:
        with self._lock, told(self._path):
            count: int = self._connection.execute("SELECT COUNT(*) FROM lead").fetchone()[0]
            return count

    def get(self, name: str, default: Json = None) -> Json:
        """The fact of this name, or ``default`` when none was set."""
        with self._lock, told(self._path):
            return fact(self._connection, name, default)

    def set(self, **facts: Json) -> None:
        """Keep facts by name, all in one transaction."""
        with self._lock, transaction(self._connection, self._path):
            keep_facts(self._connection, facts)

    @property
    def account(self) -> Account | None:
        """The account as last kept, or None; also when another version wrote it."""
        return _account(self.get("account"))

    def keep_account(self, account: Account) -> None:
        """Keep what the account says about itself."""
        self.set(account=account_json(account))

    def clear(self) -> None:
        """Forget all leads and facts, in the file, too, where only their names would be struck out otherwise."""
        with self._lock:
            with transaction(self._connection, self._path):
                self._connection.execute("DELETE FROM lead")
                self._connection.execute("DELETE FROM fact")
            with told(self._path):
                self._connection.execute("VACUUM")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        with self._lock, told(self._path):
            self._connection.close()


def _account(whole: Json) -> Account | None:
    try:
        return None if whole is None else account_of(whole)
    except (KeyError, TypeError, ValueError):
        # Of a version that knew other parts; the next answer of Copper renews it.
        return None
