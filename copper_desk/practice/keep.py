"""The file that keeps what was changed in the practice account between starts.

Only changed, created and removed leads are written, each call's in one transaction, so that a kill of either
process between two calls loses nothing. The file is this server's own and locked while it runs. Must not know
what a lead means.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from .account import Json

_SCHEMA = "CREATE TABLE IF NOT EXISTS lead (id INTEGER PRIMARY KEY, body TEXT)"


class KeepError(RuntimeError):
    """The file cannot be used. The text is a sentence for a person."""


class Keep:
    """Changed leads by id; None stands for a lead that is gone."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; None keeps everything in memory only.

        Raises:
            KeepError: another server uses the file, it is damaged, or the folder cannot be written.
        """
        self._path = path
        try:
            self._base = _connect(path)
        except (sqlite3.Error, OSError) as error:
            raise KeepError(_reason(path, error)) from error

    def load(self) -> dict[int, Json | None]:
        """Everything kept.

        Raises:
            KeepError: the file is damaged.
        """
        try:
            rows = self._base.execute("SELECT id, body FROM lead").fetchall()
            return {lead_id: None if body is None else json.loads(body) for lead_id, body in rows}
        except (sqlite3.Error, ValueError) as error:
            raise KeepError(_reason(self._path, error)) from error

    def write(self, changes: Mapping[int, Json | None]) -> None:
        """Keep some leads, all or none."""
        rows = [(key, None if lead is None else json.dumps(lead)) for key, lead in changes.items()]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO lead VALUES (?, ?)", rows)

    def clear(self) -> None:
        """Forget everything."""
        with self._base:
            self._base.execute("DELETE FROM lead")

    def close(self) -> None:
        """Close the file and give up its lock."""
        self._base.close()


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path or ":memory:", timeout=0.5)
    # Exclusive until closed, by a lock of the system: a second server on the same file is told so at once,
    # and a killed one leaves nothing behind.
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = NORMAL")
    with base:
        base.execute(_SCHEMA)
    return base


def _reason(path: Path | None, error: Exception) -> str:
    if "locked" in str(error):
        return "The practice account is open already, in another window or command. Close it there and try again."
    return f"The practice account's file {path} cannot be used: {error}."
