"""How a SQLite file of ours is opened: private to its owner, of a known version, and never over something damaged.

Every file is made whole beside its place and then moved there, so an empty file is a damaged one. What cannot be read
is set aside and kept. Knows nothing of what the tables hold.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from copper_desk.storage.live_connection import LiveConnection, is_open_here
from copper_desk.storage.path import private_folder
from copper_desk.storage.trouble import StorageTrouble, TroubleKind, told

Step = Callable[[sqlite3.Connection], object]
"""Brings a file from one version to the next, inside a transaction that is not its own."""

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER_BYTES: Final = 100
_COMPANIONS: Final = ("-wal", "-shm", "-journal")
_BUSY_TIMEOUT_S: Final = 5.0
_OWNER_ONLY: Final = 0o600


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of file.

    ``application_id`` tells it from other SQLite files. ``steps[n]`` leads from version n to n + 1, so their number is
    the current version; 0 is an empty file. ``synchronous`` is SQLite's: FULL survives the loss of power, NORMAL may
    then lose the last transactions, OFF may lose the file.
    """

    application_id: int
    steps: tuple[Step, ...]
    synchronous: Literal["FULL", "NORMAL", "OFF"]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A connection for any one thread at a time; ``set_aside`` is where a damaged file was moved, or None."""

    connection: sqlite3.Connection
    set_aside: Path | None = None


def statements(*texts: str) -> Step:
    """A step made of single SQL statements."""

    def run(connection: sqlite3.Connection) -> None:
        for text in texts:
            connection.execute(text)

    return run


def open_file(path: Path, file_format: FileFormat, *, checked: bool = True) -> OpenedFile:
    """Open the file at ``path``, or make it; a damaged one is set aside first.

    ``checked`` has a look at every page, about 0.1 s for 60 MB; without, damage may be told only by a later read.
    Raises StorageTrouble: a newer version (nothing is changed), no space, no right to write, kept locked by another.
    """
    with told(path):
        private_folder(path.parent)
        aside = None if _is_usable(path, file_format) else set_aside(path)
        try:
            return OpenedFile(_opened(path, file_format, checked=checked), aside)
        except StorageTrouble as trouble:
            if trouble.kind is not TroubleKind.CORRUPT:
                raise
        aside = set_aside(path)
        return OpenedFile(_opened(path, file_format, checked=checked), aside)


def connect(path: Path, file_format: FileFormat) -> sqlite3.Connection:
    """A further connection to a file that ``open_file`` has opened. Raises StorageTrouble."""
    with told(path):
        # Autocommit: transactions are begun and ended by name, in ``transaction``.
        connection = sqlite3.connect(
            path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, factory=LiveConnection
        )
        try:
            connection.hold(path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {file_format.synchronous}")
            # On macOS an ordinary sync leaves the data in the disk's own memory.
            connection.execute(f"PRAGMA fullfsync = {int(file_format.synchronous == 'FULL')}")
            connection.execute("PRAGMA foreign_keys = ON")
            # Leads are personal data: what a sort spills must not lie in a folder for everybody.
            connection.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction that writes: all or nothing. Raises StorageTrouble, and then nothing was kept."""
    with told(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # After some errors (a full disk) SQLite has rolled back already.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Several reads of one moment. Raises StorageTrouble."""
    with told(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def set_aside(path: Path) -> Path:
    """Move what lies at ``path``, and what SQLite keeps beside it, to the first free ``….damaged-1``, and say where.

    Raises OSError.
    """
    number = 1
    while any(map(os.path.lexists, _family(_damaged(path, number)))):
        number += 1
    aside = _damaged(path, number)
    for old, new in zip(_family(path), _family(aside), strict=True):
        if os.path.lexists(old):
            old.rename(new)
    return aside


def _damaged(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.damaged-{number}")


def _family(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + suffix) for suffix in _COMPANIONS)]


def _is_usable(path: Path, file_format: FileFormat) -> bool:
    """Whether SQLite may open what is there, or nothing is. Raises StorageTrouble for a newer version, before that."""
    if not os.path.lexists(path):
        # A write-ahead log without its database would be played into the new one.
        return not any(map(os.path.lexists, _family(path)))
    if not path.is_file():
        return False
    if is_open_here(path):
        return True  # It was looked at when it was opened first, and reading it now would drop SQLite's locks.
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    # https://www.sqlite.org/fileformat.html#the_database_header
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        return False
    version, application_id = (int.from_bytes(header[start : start + 4], "big") for start in (60, 68))
    if application_id != file_format.application_id:
        return False
    if version > len(file_format.steps):
        raise StorageTrouble(TroubleKind.NEWER, path)
    return True


def _opened(path: Path, file_format: FileFormat, *, checked: bool) -> sqlite3.Connection:
    if not path.exists():
        _create(path, file_format)
    _make_private(path)
    connection = connect(path, file_format)
    try:
        with told(path):
            if checked:
                _check(connection, path)
        _migrate(connection, path, file_format)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(path: Path, file_format: FileFormat) -> None:
    draft = path.with_name(f"{path.name}.new")
    for leftover in _family(draft):
        leftover.unlink(missing_ok=True)
    # SQLite gives its companions the mode of the database.
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ONLY))
    connection = connect(draft, file_format)
    try:
        connection.execute(f"PRAGMA application_id = {file_format.application_id}")
        _migrate(connection, path, file_format)
        # Closing would do the same, and would not say when it cannot.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    draft.rename(path)
    _sync_folder(path.parent)


def _make_private(path: Path) -> None:
    """A file that came back from a copy may be open to others."""
    for place in _family(path):
        if os.name == "posix" and place.exists() and place.stat().st_mode & 0o077:
            place.chmod(_OWNER_ONLY)


def _sync_folder(folder: Path) -> None:
    """Make a rename survive the loss of power; Windows does so by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise StorageTrouble(TroubleKind.CORRUPT, path)


def _migrate(connection: sqlite3.Connection, path: Path, file_format: FileFormat) -> None:
    with told(path):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    # The header of the file may be older than its write-ahead log.
    if version > len(file_format.steps):
        raise StorageTrouble(TroubleKind.NEWER, path)
    for number, step in enumerate(file_format.steps[version:], version + 1):
        with transaction(connection, path):
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
