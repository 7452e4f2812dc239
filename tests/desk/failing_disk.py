"""A desk on a disk that fails at a chosen write: the computer stops just after it, or one kind of write fails alone.

The files are real and written by the real stores; only whether a transaction happens is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from copper_desk.copper.account import read_account
from copper_desk.copper.client import CopperClient
from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping, LocalData, Program
from copper_desk.desk.opening import PRACTICE, Opening, account_folder
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle
from copper_desk.leads.value import Lead, RowId
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.cache_table import CachedField
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.push_entry import IntendedLead, PushHead, RecordedLead
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.desk.faulty_push import Pace, hurry
from tests.desk.kept_desk import Computer


class Write(Enum):
    """The transactions of a push and of what follows it."""

    PUSH = "the push is begun"
    CHANGES = "the changes are kept"
    INTENT = "the request is written down"
    RESULTS = "the results are written down"
    LEADS = "the leads are kept"
    TAKEN = "the results are marked as taken"
    END = "the push is ended"
    FACT = "a fact is kept"


@dataclass(frozen=True, slots=True)
class Stop:
    """The computer stops after the ``nth`` such write. ``is_told`` False: before the program learns that it is done."""

    write: Write
    nth: int = 1
    is_told: bool = True

    def __str__(self) -> str:
        return f"{self.write.value}, {self.nth}{'' if self.is_told else ', unheard'}"


class Disk:
    """Where a desk's files lie. It works until it is told how to fail."""

    def __init__(self) -> None:
        self._stop: Stop | None = None
        self._refused: Write | None = None
        self._done = Counter[Write]()
        self.is_off = False

    def stop_after(self, stop: Stop) -> None:
        """From now on; counted from now, too."""
        self._stop = stop
        self._done.clear()

    def refuse(self, write: Write | None) -> None:
        """This kind of write fails from now on; None: none does."""
        self._refused = write

    @contextmanager
    def writing(self, write: Write, path: Path) -> Iterator[None]:
        """One transaction. Raises StorageTrouble; before it, unless the program was not to be told of it."""
        if self.is_off or write is self._refused:
            raise StorageTrouble(TroubleKind.FAILED, path)
        yield
        self._done[write] += 1
        stop = self._stop
        if stop is not None and (stop.write, stop.nth) == (write, self._done[write]):
            self.is_off = True
            if not stop.is_told:
                raise StorageTrouble(TroubleKind.FAILED, path)


class _Journal(Journal):
    disk: Disk

    def save(self, states: Iterable[RowState], *, forget: Iterable[RowId] = ()) -> None:
        with self.disk.writing(Write.CHANGES, self._path):
            super().save(states, forget=forget)


class _History(History):
    disk: Disk

    def begin(self, head: PushHead, rows: Iterable[RowId] = ()) -> int:
        with self.disk.writing(Write.PUSH, self._path):
            return super().begin(head, rows)

    def intend(self, push_id: int, leads: Iterable[IntendedLead], *, at_s: float) -> None:
        with self.disk.writing(Write.INTENT, self._path):
            super().intend(push_id, leads, at_s=at_s)

    def record(self, push_id: int, leads: Iterable[RecordedLead], *, at_s: float) -> None:
        with self.disk.writing(Write.RESULTS, self._path):
            super().record(push_id, leads, at_s=at_s)

    def settled(self, push_id: int, rows: Iterable[RowId]) -> None:
        with self.disk.writing(Write.TAKEN, self._path):
            super().settled(push_id, rows)

    def end(self, push_id: int, *, at_s: float, reason: str = "") -> None:
        with self.disk.writing(Write.END, self._path):
            super().end(push_id, at_s=at_s, reason=reason)


class _Cache(LeadCache):
    disk: Disk

    def put(self, leads: Iterable[Lead]) -> None:
        with self.disk.writing(Write.LEADS, self._path):
            super().put(leads)

    def set(self, **facts: Json) -> None:
        with self.disk.writing(Write.FACT, self._path):
            super().set(**facts)


def open_on(disk: Disk, computer: Computer, *, keeps_leads: bool = True, program: Program = "window") -> Desk:
    """Open the account of a computer, whose disk this is."""
    link = computer.practice.connection()
    client = CopperClient(link)
    account = read_account(client)
    computer.account_id = account.id
    opening = Opening(Keeping(computer.root, program, keeps_leads), origin=PRACTICE)
    schema = Schema(account)
    local = LocalData.open(account_folder(link, opening, account.id), schema, opening.keeping)
    _put_on(disk, local, schema)
    desk = hurry(Desk(link, client, account, TextStyle(), local=local), Pace())
    computer.stack.callback(desk.close)
    desk.recall(is_connected=True)
    return desk


def _put_on(disk: Disk, local: LocalData, schema: Schema) -> None:
    """Open the files of an account once more, by stores that ask the disk first."""
    keys = [each.key for each in schema]
    local.history.close()
    history = _History.open(local.folder.journal, keys=keys, blank=schema.blank_lead())
    history.disk = disk
    local.history = history
    if local.journal is not None:
        local.journal.close()
        journal = _Journal.open(local.folder.journal)
        journal.disk = disk
        local.journal = journal
    if local.cache is not None:
        local.cache.close()
        cache = _Cache.open(local.folder.cache, [CachedField(each.key, each.kind) for each in schema])
        cache.disk = disk
        local.cache = cache
