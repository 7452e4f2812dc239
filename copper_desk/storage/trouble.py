"""What can go wrong with a file of ours, in one sentence for a person.

SQLite's own errors never leave this room: whoever stores something is told what happened to which file, and what to do.
Knows nothing of what the files hold.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Final

from copper_desk.wording import later, tr

_NEARLY_NOTHING: Final = 1 << 20
"""Bytes free below which a failed write is put down to the full disk: SQLite does not always say so itself."""


class TroubleKind(Enum):
    """What is the matter, for those who act on it."""

    NEWER = "newer"  # written by a newer version of this program; left as it is
    CORRUPT = "corrupt"  # no database, another program's, or damaged
    FULL = "full"  # no space left
    DENIED = "denied"  # may not be read or written
    BUSY = "busy"  # another process kept it locked for too long
    FAILED = "failed"  # the disk did not do what it was asked


_SENTENCES: Final = {
    TroubleKind.NEWER: later(
        "“{name}” was written by a newer version of Copper Desk. Nothing in it was changed. "
        "Install that version again to go on."
    ),
    TroubleKind.CORRUPT: later("“{name}” is damaged and cannot be read."),
    TroubleKind.FULL: later("The disk that holds “{name}” is full. Free some space and try again."),
    TroubleKind.DENIED: later(
        "“{name}” cannot be opened for writing. Make sure that the folder {folder} belongs to you and is not read-only."
    ),
    TroubleKind.BUSY: later("“{name}” is in use by another program, and was not let go in time. Try again."),
    TroubleKind.FAILED: later(
        "The disk that holds “{name}” did not do what it was asked. Check the disk and try again."
    ),
}

_KINDS: Final = {
    sqlite3.SQLITE_FULL: TroubleKind.FULL,
    sqlite3.SQLITE_NOTADB: TroubleKind.CORRUPT,
    sqlite3.SQLITE_CORRUPT: TroubleKind.CORRUPT,
    sqlite3.SQLITE_BUSY: TroubleKind.BUSY,
    sqlite3.SQLITE_LOCKED: TroubleKind.BUSY,
    sqlite3.SQLITE_READONLY: TroubleKind.DENIED,
    sqlite3.SQLITE_CANTOPEN: TroubleKind.DENIED,
    sqlite3.SQLITE_PERM: TroubleKind.DENIED,
    sqlite3.SQLITE_AUTH: TroubleKind.DENIED,
}
_SYSTEM_KINDS: Final = {
    errno.ENOSPC: TroubleKind.FULL,
    errno.EFBIG: TroubleKind.FULL,
    # The quota of this person; Windows has no such number.
    getattr(errno, "EDQUOT", errno.ENOSPC): TroubleKind.FULL,
    errno.EIO: TroubleKind.FAILED,
}


class StorageTrouble(Exception):
    """A file of ours could not be used. ``str()`` is a sentence for a person; nothing of the failed call was kept."""

    def __init__(self, kind: TroubleKind, path: Path) -> None:
        super().__init__(tr(_SENTENCES[kind], name=path.name, folder=path.parent))
        self.kind = kind
        self.path = path


class Unreadable(Exception):
    """What a cell of a file holds is nothing that this program writes."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns errors of SQLite and of the system about the file ``path`` into StorageTrouble.

    A mistake of ours (SQLite's plain SQLITE_ERROR, SQLITE_MISUSE, a broken constraint) is told as FAILED; the cause
    that hangs on it has the words for a report.
    """
    try:
        yield
    except Unreadable as error:
        raise StorageTrouble(TroubleKind.CORRUPT, path) from error
    except sqlite3.Error as error:
        raise StorageTrouble(_kind(error, path), path) from error
    except TimeoutError as error:
        raise StorageTrouble(TroubleKind.BUSY, path) from error
    except OSError as error:
        kind = TroubleKind.DENIED if error.errno is None else _SYSTEM_KINDS.get(error.errno, TroubleKind.DENIED)
        raise StorageTrouble(kind, path) from error


def _kind(error: sqlite3.Error, path: Path) -> TroubleKind:
    # An OperationalError without a code is Python's own: a text that is no UTF-8.
    without = sqlite3.SQLITE_CORRUPT if type(error) is sqlite3.OperationalError else sqlite3.SQLITE_ERROR
    # The low byte is the kind, the rest the detail.
    code = getattr(error, "sqlite_errorcode", without) & 0xFF
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and _is_full(path.parent):
        return TroubleKind.FULL
    return _KINDS.get(code, TroubleKind.FAILED)


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < _NEARLY_NOTHING
