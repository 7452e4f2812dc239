"""What keeping changes and leads on this computer costs, beside SQLite alone on the same disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from copper_desk.copper.request import PAGE_SIZE, search_leads
from copper_desk.desk.desk import Desk
from copper_desk.desk.load import LoadedPage
from copper_desk.leads.value import Lead
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.benchmarks.beside import medians_s
from tests.benchmarks.figure import Figures
from tests.desk.kept_desk import Computer, computer
from tests.support.practice_copper import PracticeCopper

__all__ = ["computer"]

LEADS = 100_000
CELLS = 200
FIRST_ID = 5_000_000_000


def _leads(desk: Desk, practice: PracticeCopper) -> Iterator[Lead]:
    """So many leads of the practice account, each with an id of its own."""
    practice.control.reset(leads=2 * PAGE_SIZE, seed=1)
    pages = [desk.client.call(search_leads(number)).json for number in (1, 2)]
    found = [desk.codec.decode(lead) for page in pages if isinstance(page, list) for lead in page]
    numbers = count(FIRST_ID)
    while True:
        yield from ((next(numbers), *lead[1:]) for lead in found)


def test_a_typed_cell_is_durable(benchmark: BenchmarkFixture, figures: Figures, computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    numbers = count()
    bare = sqlite3.connect(computer.root / "bare.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE edit (row INTEGER, key TEXT, base, value, revision INTEGER, PRIMARY KEY (row, key))")

    def ours() -> None:
        for _ in range(CELLS):
            desk.stage(ChangeSet((SetCell(row, "title", f"Title {next(numbers)}"),), "typing"))

    def commit() -> None:
        for _ in range(CELLS):
            number = next(numbers)
            values = (row, "title", "as loaded", f"Title {number}", number)
            bare.execute("INSERT OR REPLACE INTO edit VALUES (?, ?, ?, ?, ?)", values)

    ours_s, bare_s = medians_s(benchmark, ours, beside=commit)
    bare.close()
    figures.at_most(
        "a typed cell until it is durable, beside a bare SQLite commit of the same row",
        ours_s / CELLS,
        against=bare_s / CELLS,
        unit="s",
        goal=3,
    )


@pytest.mark.timeout(900)
def test_a_kept_account_opens(
    benchmark: BenchmarkFixture, figures: Figures, computer: Computer, practice_copper: PracticeCopper
) -> None:
    desk = computer.loaded()
    made = _leads(desk, practice_copper)
    for _ in range(0, LEADS, 2_000):
        desk.receive(LoadedPage(tuple(next(made) for _ in range(2_000)), desk.sheet.stamp(), LEADS, LEADS))
    desk.close()
    [cache] = computer.root.glob("accounts/*/cache.sqlite")

    def ours() -> None:
        opened = computer.open(offline=True)
        assert len(opened.sheet) > LEADS
        opened.close()

    def bare() -> None:
        _read_everything(cache)

    ours_s, bare_s = medians_s(benchmark, ours, beside=bare, rounds=5)
    figures.at_most(
        f"opening a kept account of {LEADS:,} leads, beside reading the same columns with sqlite3 alone",
        ours_s,
        against=bare_s,
        unit="s",
        goal=3,
    )


def _read_everything(cache: Path) -> None:
    connection = sqlite3.connect(cache)
    assert len(connection.execute("SELECT * FROM lead").fetchall()) > LEADS
    connection.close()
