"""Knows which SQLite files this process has open, so that nothing here touches one of them by other means.

On POSIX a process that closes any handle of a file loses all its locks on it, those of SQLite too
(https://www.sqlite.org/howtocorrupt.html, 2.2). Another program that then closes the file believes to be the last one
and deletes its write-ahead log, with everything that this process still writes there.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections import Counter
from pathlib import Path
from typing import TypeAlias

_Inode: TypeAlias = tuple[int, int]

_lock = threading.Lock()
_open: Counter[_Inode] = Counter()


class LiveConnection(sqlite3.Connection):
    """A connection that counts as open from ``hold`` until it is closed, or forgotten without that."""

    _finalizer: weakref.finalize[[_Inode], LiveConnection] | None = None

    def hold(self, path: Path) -> None:
        """This connection is to the file at ``path``. Raises OSError."""
        found = path.stat()
        inode = (found.st_dev, found.st_ino)
        with _lock:
            _open[inode] += 1
        self._finalizer = weakref.finalize(self, _let_go, inode)

    def close(self) -> None:
        """Close; a second time does nothing."""
        super().close()
        if self._finalizer is not None:
            self._finalizer()


def is_open_here(path: Path) -> bool:
    """Whether this process has the file at ``path`` open."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    with _lock:
        return _open[found.st_dev, found.st_ino] > 0


def _let_go(inode: _Inode) -> None:
    with _lock:
        _open[inode] -= 1
        if _open[inode] <= 0:
            del _open[inode]
