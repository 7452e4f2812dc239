"""One pace for all who use the same key on this computer: windows, commands and the tests beside them.

Joins the pacer, which asks a ledger, and the book on the disk, which knows nothing of calls.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from copper_desk.copper.connection import Connection
from copper_desk.copper.ledger import Claim, MemoryLedger, WaitRule
from copper_desk.copper.pace import Pacer
from copper_desk.copper.window import Call, CallKind
from copper_desk.storage.account_folder import pace_file
from copper_desk.storage.pace_book import PaceBook
from copper_desk.storage.trouble import StorageTrouble, told

_LOG = logging.getLogger(__name__)


class SharedLedger:
    """The ledger of a pacer (``copper.ledger.Ledger``), kept in a file.

    When the file cannot be used any more, the calls are counted in memory: better a pace of our own than no push.
    """

    def __init__(self, book: PaceBook) -> None:
        self._book = book
        self._own = MemoryLedger()
        self._is_lost = False

    def claim(self, kind: CallKind, *, now_s: float, rule: WaitRule) -> Claim:
        """See Ledger."""

        def waits(calls: Sequence[tuple[float, str]]) -> float:
            return rule([Call(at_s, CallKind(name)) for at_s, name in calls])

        if not self._is_lost:
            try:
                return Claim(*self._book.claim(kind.value, now_s=now_s, rule=waits))
            except StorageTrouble as trouble:
                self._lose(trouble)
        return self._own.claim(kind, now_s=now_s, rule=rule)

    def move(self, ticket: int, *, at_s: float) -> None:
        """See Ledger."""
        if not self._is_lost:
            try:
                self._book.move(ticket, at_s=at_s)
                return
            except StorageTrouble as trouble:
                self._lose(trouble)
        self._own.move(ticket, at_s=at_s)

    def count(self, *, since_s: float) -> int | None:
        """See Ledger."""
        if not self._is_lost:
            try:
                return self._book.count(since_s=since_s)
            except StorageTrouble as trouble:
                self._lose(trouble)
        return self._own.count(since_s=since_s)

    def close(self) -> None:
        """See Ledger."""
        self._is_lost = True
        self._book.close()

    def _lose(self, trouble: StorageTrouble) -> None:
        self._is_lost = True
        _LOG.warning("The calls to Copper are counted in memory from now on: %s", trouble)


def shared_pacer(root: Path, link: Connection, *, origin: str = "") -> Pacer:
    """The pacer of everyone who signs in at ``link`` with this data folder. Raises StorageTrouble.

    ``origin`` names the account where the address does not (the practice account).
    """
    return Pacer(SharedLedger(PaceBook.open(_place(root, link, origin))))


def forget_pace(root: Path, link: Connection, *, origin: str = "") -> None:
    """Remove what was noted of the calls. Raises StorageTrouble."""
    place = _place(root, link, origin)
    with told(place):
        for file in place.parent.glob(f"{place.name}*"):
            file.unlink(missing_ok=True)


def _place(root: Path, link: Connection, origin: str) -> Path:
    return pace_file(root, origin=origin or link.origin, email=link.email)
