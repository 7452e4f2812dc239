"""The times of calls in a file, so that all processes that use one key share one budget of Copper's rate limits.

What a call counts as, and how long one must wait, is said by who asks (copper/ledger.py describes such a book). The
file need not outlive the power: what is in it is over after a minute.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Self

from filelock import FileLock

from copper_desk.storage.database import FileFormat, OpenedFile, open_file, snapshot, statements, transaction
from copper_desk.storage.path import private_folder
from copper_desk.storage.trouble import told

WaitRule = Callable[[Sequence[tuple[float, str]]], float]
"""From the times and kinds of the calls that are kept, ordered by time, to the seconds that the next one must wait."""

PACE_FORMAT: Final = FileFormat(
    application_id=0x43444C31,  # "CDL1"
    steps=(
        statements(
            # AUTOINCREMENT: the ticket of a call that is no longer kept must not come to mean another.
            "CREATE TABLE call (ticket INTEGER PRIMARY KEY AUTOINCREMENT, at_s REAL NOT NULL, kind TEXT NOT NULL)",
        ),
    ),
    synchronous="OFF",
)

_OPENING_TIMEOUT_S: Final = 5.0


class PaceBook:
    """The calls of one key. Safe from any thread and process; every method is one transaction.

    Every method raises StorageTrouble. Times are seconds of one clock that all sharers have in common.
    """

    def __init__(self, path: Path, opened: OpenedFile, *, kept_s: float) -> None:
        self._path = path
        self._connection = opened.connection
        self._kept_s = kept_s
        self._lock = threading.Lock()
        self.set_aside = opened.set_aside

    @classmethod
    def open(cls, path: Path, *, kept_s: float = 62.0) -> Self:
        """The book at ``path``, made where there is none. Calls are kept for ``kept_s`` seconds."""
        with told(path):
            private_folder(path.parent)
            # Two that make the file at once would each go on with their own.
            with FileLock(path.with_name(f"{path.name}.lock"), mode=0o600, timeout=_OPENING_TIMEOUT_S):
                return cls(path, open_file(path, PACE_FORMAT), kept_s=kept_s)

    def claim(self, kind: str, *, now_s: float, rule: WaitRule) -> tuple[float, int | None]:
        """Note a call of ``kind`` at ``now_s`` if ``rule`` asks for no wait. None comes between rule and note.

        Returns the seconds to wait and no ticket, or 0 and the ticket of the noted call. A call that lies further ahead
        than calls are kept comes from before the clock began anew, and is dropped.
        """
        with self._lock, transaction(self._connection, self._path):
            self._connection.execute("DELETE FROM call WHERE abs(? - at_s) >= ?", (now_s, self._kept_s))
            wait_s = rule(self._connection.execute("SELECT at_s, kind FROM call ORDER BY at_s, ticket").fetchall())
            if wait_s > 0:
                return wait_s, None
            noted = self._connection.execute("INSERT INTO call (at_s, kind) VALUES (?, ?)", (now_s, kind))
            return 0.0, noted.lastrowid

    def move(self, ticket: int, *, at_s: float) -> None:
        """The noted call really left at ``at_s``. A ticket that is no longer kept is passed over."""
        with self._lock, transaction(self._connection, self._path):
            self._connection.execute("UPDATE call SET at_s = ? WHERE ticket = ?", (at_s, ticket))

    def count(self, *, since_s: float) -> int | None:
        """Calls noted after ``since_s``; None while another thread has the book. Waits for nobody."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            with snapshot(self._connection, self._path):
                found = self._connection.execute("SELECT COUNT(*) FROM call WHERE at_s > ?", (since_s,)).fetchone()
        finally:
            self._lock.release()
        return int(found[0])

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        with self._lock, told(self._path):
            self._connection.close()
