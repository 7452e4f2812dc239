"""What this computer keeps of one account, open: the lock, the journal, the history and the cached leads.

Opened once a window or command, closed with it. Knows nothing of Copper.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from copper_desk.copper.window import CALLS_PER_MINUTE
from copper_desk.desk.read_only import read_only_accounts
from copper_desk.desk.setting_name import CALLS_A_MINUTE, KEEP_LEADS, KEPT_DAYS
from copper_desk.leads.account import Account
from copper_desk.leads.schema import Schema
from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.account_lock import AccountLock
from copper_desk.storage.cache import LeadCache, kept_account, remove_cache, start_over
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.database import set_aside
from copper_desk.storage.file_book import FileBook
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.setting import Settings
from copper_desk.storage.trouble import StorageTrouble, told
from copper_desk.wording import later, tr

_LOG = logging.getLogger(__name__)

Program = Literal["window", "command"]

_DAY_S = 86_400.0
_CHANGES = later("changes and the history of pushes")
_LEADS = later("leads")

HISTORY_DAYS = 400
"""Days for which pushes are kept unless somebody chose otherwise."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a person lets this computer keep. ``root`` is the folder of all accounts' data.

    ``keeps_leads`` False: no leads are kept, only changes and the history. ``program`` tells who asks. ``read_only``
    are the names of the folders of accounts that nothing is pushed to; at most ``calls_a_minute`` are made.
    """

    root: Path
    program: Program = "window"
    keeps_leads: bool = True
    history_days: int = HISTORY_DAYS
    read_only: frozenset[str] = frozenset()
    calls_a_minute: int = CALLS_PER_MINUTE


def chosen_keeping(settings: Settings, root: Path, *, program: Program = "window") -> Keeping:
    """What the settings say that this computer may keep below ``root``."""
    days, calls = settings.get(KEPT_DAYS), settings.get(CALLS_A_MINUTE)
    return Keeping(
        root,
        program,
        keeps_leads=settings.get(KEEP_LEADS) is not False,
        history_days=days if isinstance(days, int) else HISTORY_DAYS,
        read_only=read_only_accounts(settings),
        calls_a_minute=calls if isinstance(calls, int) else CALLS_PER_MINUTE,
    )


@dataclass(slots=True)
class LocalData:
    """The open files of an account. ``cache`` is None where no leads are kept.

    ``notes`` are sentences to show: what was set aside, what cannot be kept.
    """

    folder: AccountFolder
    lock: AccountLock
    history: History
    journal: Journal
    cache: LeadCache | None = None
    program: Program = "window"
    notes: list[str] = field(default_factory=list)
    _fields: tuple[CachedField, ...] = ()
    _files: FileBook | None = None

    @classmethod
    def open(
        cls,
        folder: AccountFolder,
        schema: Schema,
        keeping: Keeping,
        *,
        lock: AccountLock | None = None,
        clock: Callable[[], float] = time.time,
    ) -> LocalData:
        """Open everything; ``lock`` if it is held already. Pushes older than ``history_days`` are forgotten.

        Raises AccountHeld, StorageTrouble; then nothing is open.
        """
        held = lock or AccountLock.acquire(folder, program=keeping.program)
        opened: list[Journal | History] = []
        try:
            journal = Journal.open(folder.journal)
            opened.append(journal)
            keys = [each.key for each in schema]
            history = History.open(folder.journal, keys=keys, blank=schema.blank_lead())
            opened.append(history)
        except StorageTrouble:
            for each in reversed(opened):
                each.close()
            held.release()
            raise
        data = cls(folder, held, history, journal, program=keeping.program)
        data.notes += _set_aside(journal.set_aside, _CHANGES)
        data._open_cache(schema, keeping)
        data._prune(before_s=clock() - keeping.history_days * _DAY_S)
        return data

    @property
    def files(self) -> FileBook:
        """The files that were pushed. Raises StorageTrouble when the book cannot be opened."""
        if self._files is None:
            self._files = FileBook.open(self.folder.journal)
        return self._files

    def _prune(self, *, before_s: float) -> None:
        try:
            self.history.prune(before_s=before_s)
            self.files.prune(before_s=before_s)
        except StorageTrouble as trouble:
            _LOG.info("Old pushes stay in the history: %s", trouble)

    def _open_cache(self, schema: Schema, keeping: Keeping) -> None:
        """A cache that cannot be used is no reason not to work: the leads are loaded again."""
        self._fields = tuple(CachedField(each.key, each.kind) for each in schema)
        if not keeping.keeps_leads:
            return
        try:
            self.cache = LeadCache.open(self.folder.cache, self._fields)
        except StorageTrouble as trouble:
            self.notes.append(tr("The leads cannot be kept on this computer: {trouble}", trouble=trouble))
            return
        self.notes += _set_aside(self.cache.set_aside, _LEADS)

    def start_cache_over(self) -> None:
        """Set the cache aside, whose leads cannot be read, and begin a new one."""
        self.give_up_cache()
        try:
            self.notes += _set_aside(start_over(self.folder.cache), _LEADS)
            self.cache = LeadCache.open(self.folder.cache, self._fields)
        except StorageTrouble as trouble:
            self.notes.append(tr("The leads cannot be kept on this computer: {trouble}", trouble=trouble))

    def give_up_cache(self) -> None:
        """Keep no more leads in this run of the program."""
        if self.cache is not None:
            self.cache.close()
            self.cache = None

    def begin_cache(self) -> None:
        """Keep leads from now on. Raises StorageTrouble."""
        if self.cache is None:
            self.cache = LeadCache.open(self.folder.cache, self._fields)

    def drop_cache(self) -> None:
        """Keep no leads from now on, and forget those that are kept. Raises StorageTrouble."""
        self.give_up_cache()
        remove_cache(self.folder.cache)

    def close(self) -> None:
        """Close the files, then give the account free."""
        closing: Iterable[Journal | History | LeadCache | FileBook | None]
        closing = (self.cache, self._files, self.history, self.journal)
        for each in closing:
            if each is not None:
                each.close()
        self.lock.release()


def remembered_account(folder: AccountFolder) -> Account | None:
    """What the account said of itself when its leads were last loaded, or None: then Copper must be asked first."""
    try:
        return kept_account(folder.cache)
    except StorageTrouble as trouble:
        _LOG.info("The cached account cannot be read: %s", trouble)
        return None


def start_journal_over(folder: AccountFolder) -> list[str]:
    """Set the closed journal aside, in which something cannot be read; the next opening begins a new one.

    Returns what to tell. Raises StorageTrouble.
    """
    with told(folder.journal):
        return _set_aside(set_aside(folder.journal), _CHANGES)


def _set_aside(path: Path | None, what: str) -> list[str]:
    if path is None:
        return []
    return [
        tr(
            "The file that kept your {what} was damaged. It was set aside as {path} and a new one was begun.",
            what=tr(what),
            path=path,
        )
    ]
