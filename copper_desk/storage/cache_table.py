"""The tables of the cache, which have a column for each field of the account: how they are fitted, written and read.

A column is named by a number that never comes to mean another field, so fields may come, go and change places without
a value getting under the wrong one. Knows nothing of files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from copper_desk.leads.kind import FieldKind
from copper_desk.storage.cache_column import LeadShape
from copper_desk.storage.database import FileFormat, statements
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import Unreadable

CACHE_FORMAT: Final = FileFormat(
    application_id=0x43444331,  # "CDC1"
    steps=(
        statements(
            "CREATE TABLE field (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, kind TEXT NOT NULL)",
            "CREATE TABLE lead (place INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, extra BLOB)",
            "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    synchronous="NORMAL",
)


@dataclass(frozen=True, slots=True)
class CachedField:
    """A field that is cached: its key, and the kind of its values."""

    key: str
    kind: FieldKind


class LeadTable:
    """The table of leads, for fields of these ``kinds`` in columns of these ``names``; the first is the id."""

    def __init__(self, kinds: Sequence[FieldKind], names: Sequence[str]) -> None:
        shape = LeadShape(kinds, names)
        columns = [*shape.columns, "extra"]
        marks = ", ".join("?" * len(columns))
        renewed = ", ".join(f"{name} = excluded.{name}" for name in columns)
        names_read = ", ".join(columns)
        self.rows = shape.rows
        self.leads = shape.leads
        # The names are numbered here: none comes from outside.
        self.put = f"INSERT INTO lead ({names_read}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {renewed}"  # noqa: S608
        self.select = f"SELECT {names_read}, place FROM lead WHERE place > ? ORDER BY place LIMIT ?"  # noqa: S608


def fitted_table(connection: sqlite3.Connection, fields: Sequence[CachedField]) -> LeadTable:
    """The table with a column for each field; those of other fields are dropped. Inside a transaction.

    Where a field has come, or changed its kind, the leads are complete no longer.
    """
    wanted = [(field.key, field.kind.value) for field in fields[1:]]
    for number, *field in connection.execute("SELECT number, key, kind FROM field").fetchall():
        if tuple(field) not in wanted:
            _drop(connection, number)
    known = _numbers(connection)
    new = [field for field in wanted if field not in known]
    for key, kind in new:
        _add(connection, key, kind)
    if new:
        keep_facts(connection, {"complete": False})
    known = _numbers(connection)
    return LeadTable([field.kind for field in fields], ["id", *(_name(known[field]) for field in wanted)])


def _numbers(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    return {(key, kind): number for number, key, kind in connection.execute("SELECT number, key, kind FROM field")}


def _name(number: int) -> str:
    return f"c{number}"


def _add(connection: sqlite3.Connection, key: str, kind: str) -> None:
    number = connection.execute("INSERT INTO field (key, kind) VALUES (?, ?)", (key, kind)).lastrowid or 0
    connection.execute(f"ALTER TABLE lead ADD COLUMN {_name(number)}")


def _drop(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("DELETE FROM field WHERE number = ?", (number,))
    connection.execute(f"ALTER TABLE lead DROP COLUMN {_name(number)}")


def fact(connection: sqlite3.Connection, name: str, default: Json = None) -> Json:
    """The fact of this name, or ``default``. Raises Unreadable for what is no JSON."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    try:
        value: Json = default if row is None else json.loads(row[0])
    except ValueError as error:
        raise Unreadable(name) from error
    return value


def keep_facts(connection: sqlite3.Connection, facts: Mapping[str, Json]) -> None:
    """Keep facts by name. Inside a transaction."""
    rows = [(name, json.dumps(value)) for name, value in facts.items()]
    connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)
