"""Which row of which file became which lead, so that a file that is pushed again repeats nothing.

A file is known by the hash of its bytes, a row by its number in it. Lies in the file of the journal, beside the changes
and the pushes it speaks of. For one thread at a time. Knows nothing of how a file is read or a push is run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from copper_desk.leads.value import CellValue, RowId
from copper_desk.storage.database import connect, snapshot, transaction
from copper_desk.storage.journal_format import JOURNAL_FORMAT
from copper_desk.storage.trouble import told
from copper_desk.storage.value import packed, restored, stored, unpacked

_ROW: Final = "number, row, push, is_created, cells"
_NOTE_FILE: Final = """INSERT INTO file (digest, name, pushed_s) VALUES (?, ?, ?)
    ON CONFLICT (digest) DO UPDATE SET name = excluded.name, pushed_s = excluded.pushed_s"""
_NOTE_ROW: Final = """INSERT INTO file_row (digest, number, row, is_created, cells) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (digest, number) DO UPDATE SET row = excluded.row, push = 0, is_created = excluded.is_created,
    cells = excluded.cells"""
_BEGIN: Final = """UPDATE file SET is_open = 1, first_push = CASE WHEN is_open THEN first_push ELSE ? END
    WHERE digest = ?"""
_CARRY: Final = "UPDATE file_row SET push = ? WHERE digest = ? AND row = ?"
_CREATE: Final = "UPDATE file_row SET row = ?, is_created = 1 WHERE row = ?"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was pushed. ``first_push`` is the push that began its last round; ``is_open`` while some of its rows
    are not sent or not known of. ``pushed_s`` is unix time."""

    digest: str
    name: str
    pushed_s: float
    first_push: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a file. ``row`` is the lead's id, or the row of a new lead; ``is_created`` when this file created it.

    ``cells`` are the values that the file put there, ``push`` the last push that carried them, 0 for none.
    """

    number: int
    row: RowId
    cells: tuple[tuple[str, CellValue], ...] = ()
    push: int = 0
    is_created: bool = False


class FileBook:
    """The files of one account. Every method raises StorageTrouble, and then nothing of that call was kept."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """The book in the journal's file at ``path``, which the journal has opened before."""
        return cls(path, connect(path, JOURNAL_FORMAT))

    def file(self, digest: str) -> KnownFile | None:
        """The file of this hash, or None."""
        return next(iter(self._files("WHERE digest = ?", digest)), None)

    def open_files(self) -> list[KnownFile]:
        """The files whose push did not finish, in the order in which they were pushed."""
        return self._files("WHERE is_open ORDER BY pushed_s, digest")

    def rows(self, digest: str) -> list[FileRow]:
        """The rows of a file that are known, by their numbers."""
        with told(self._path):
            query = f"SELECT {_ROW} FROM file_row WHERE digest = ? ORDER BY number"  # noqa: S608 - a constant
            return [_file_row(row) for row in self._connection.execute(query, (digest,))]

    def of_leads(self, rows: Iterable[RowId]) -> dict[RowId, list[FileRow]]:
        """What any file put into each of these leads."""
        query = f"SELECT {_ROW} FROM file_row WHERE row = ?"  # noqa: S608 - a constant
        with snapshot(self._connection, self._path):
            found = {row: [*map(_file_row, self._connection.execute(query, (row,)))] for row in rows}
        return {row: known for row, known in found.items() if known}

    def note(self, digest: str, name: str, rows: Sequence[FileRow], *, at_s: float) -> None:
        """Keep what these rows of a file are about to put where, before it is a change; ``at_s`` is unix time."""
        entries = [(digest, each.number, each.row, int(each.is_created), _packed(each.cells)) for each in rows]
        with transaction(self._connection, self._path):
            self._connection.execute(_NOTE_FILE, (digest, stored(name), at_s))
            self._connection.executemany(_NOTE_ROW, entries)

    def begin(self, push: int, leads: Mapping[str, Iterable[RowId]]) -> None:
        """A push of these leads, by the hashes of their files, begins: the files are open until they are closed."""
        carried = [(push, digest, row) for digest, rows in leads.items() for row in rows]
        with transaction(self._connection, self._path):
            self._connection.executemany(_BEGIN, [(push, digest) for digest in leads])
            self._connection.executemany(_CARRY, carried)

    def create(self, leads: Mapping[RowId, int]) -> None:
        """New leads got their ids: from now on their rows go by them."""
        with transaction(self._connection, self._path):
            self._connection.executemany(_CREATE, [(lead_id, row) for row, lead_id in leads.items()])

    def close_file(self, digest: str) -> None:
        """Nothing of this file waits any more."""
        with transaction(self._connection, self._path):
            self._connection.execute("UPDATE file SET is_open = 0 WHERE digest = ?", (digest,))

    def prune(self, *, before_s: float) -> int:
        """Forget the files that were last pushed before ``before_s``, but none that is open. Returns how many."""
        with transaction(self._connection, self._path):
            return self._connection.execute("DELETE FROM file WHERE pushed_s < ? AND NOT is_open", (before_s,)).rowcount

    def new_rows(self) -> list[RowId]:
        """The rows of new leads that are not known to have become a lead."""
        with told(self._path):
            return [row for (row,) in self._connection.execute("SELECT DISTINCT row FROM file_row WHERE row < 0")]

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        with told(self._path):
            self._connection.close()

    def _files(self, which: str, *parameters: str) -> list[KnownFile]:
        with told(self._path):
            query = f"SELECT digest, name, pushed_s, first_push, is_open FROM file {which}"  # noqa: S608 - a constant
            found = self._connection.execute(query, parameters).fetchall()
            return [
                KnownFile(digest, restored(name), at_s, first, bool(is_open))
                for digest, name, at_s, first, is_open in found
            ]


def _packed(cells: Iterable[tuple[str, CellValue]]) -> bytes:
    return packed(tuple(cells))


def _file_row(row: Sequence[Any]) -> FileRow:
    number, lead, push, is_created, cells = row
    return FileRow(number, lead, unpacked(cells), push, bool(is_created))
