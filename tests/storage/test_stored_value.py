"""Values come back from SQLite as they were, to the type and the last character."""

from __future__ import annotations

import math
import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from copper_desk.leads.value import CellValue, Entry, Unparsed
from copper_desk.storage.trouble import Unreadable
from copper_desk.storage.value import restored, stored
from tests.support.stored_value import cell_values, exact

ODD: list[CellValue] = [
    True,
    1,
    1.0,
    -0.0,
    math.inf,
    2**63,
    "",
    "a\0b",
    "🙂 Zoë",
    "\ud83d\ude42",  # Two halves that must not grow together.
    "\udcff.xlsx",
    date(2024, 2, 29),
    (),
    ("a", "\ud800"),
    (2**70, 1),
    (Entry("+49 30", None), Entry(None, "work")),
    Unparsed("12,x", "This is no number."),
]


def _through_sqlite(value: CellValue) -> object:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE cell (value)")
        connection.execute("INSERT INTO cell VALUES (?)", (stored(value),))
        return restored(connection.execute("SELECT value FROM cell").fetchone()[0])
    finally:
        connection.close()


@given(cell_values)
def test_any_value_comes_back_exactly(value: CellValue) -> None:
    assert exact(_through_sqlite(value)) == exact(value)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_odd_values_come_back_exactly(value: CellValue) -> None:
    assert exact(_through_sqlite(value)) == exact(value)


def test_a_number_that_is_none_stays_one() -> None:
    assert math.isnan(float(str(_through_sqlite(math.nan))))


@pytest.mark.parametrize("value", ["text", 7, 0.5, None])
def test_what_sqlite_holds_is_kept_as_it_is(value: CellValue) -> None:
    assert stored(value) == value


@pytest.mark.parametrize("value", [b"bytes", [1], datetime(2024, 1, 1, tzinfo=UTC), {}, object()])
def test_what_is_no_value_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        stored(value)  # type: ignore[arg-type] # what is tested


@pytest.mark.parametrize("cell", [b"", b"[1", b"\xff", b"{}", b'{"day":"x"}', b'{"entry":[1,2,3]}', b'{"other":1}'])
def test_bytes_that_were_never_written_are_told(cell: bytes) -> None:
    with pytest.raises(Unreadable):
        restored(cell)
