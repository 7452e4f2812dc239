"""What reading a spreadsheet and laying it over the leads costs, beside the least that could do it."""

from __future__ import annotations

import csv
import random
import sqlite3
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from copper_desk.desk.desk import Desk
from copper_desk.leads.value import Lead, Value
from copper_desk.sheet.picture import picture_of
from copper_desk.tabular.column import propose_columns
from copper_desk.tabular.import_choice import ImportChoices, key_of, uses_of
from copper_desk.tabular.import_plan import plan_import
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import FileFormat, Table
from tests.benchmarks.beside import as_in_the_program, medians_s
from tests.benchmarks.figure import Figures
from tests.desk.kept_desk import Computer, computer

__all__ = ["computer"]

ROWS, COLUMNS = 100_000, 10
ROUNDS = 5
CHANGED = 10
"""One cell in so many differs from what the lead holds."""
FIRST_ID = 5_000_000_000
KEYS = (
    *("name", "title", "company_name", "email", "phone.work", "address.street", "address.city", "address.state"),
    "details",
)

Record = tuple[str, ...]

pytestmark = pytest.mark.timeout(900)


def _texts() -> Iterator[str]:
    """Words of varied length, some with what has to be quoted."""
    dice = random.Random(1)
    while True:
        text = "".join(dice.choices(string.ascii_letters + " ", k=dice.randint(3, 20)))
        yield f'{text}, "{text[:3]}"' if dice.random() < 0.05 else text


def _records(rows: int = ROWS) -> list[Record]:
    texts = _texts()
    header = ("Lead ID", *(f"Column {n}" for n in range(1, COLUMNS)))
    return [header, *((str(FIRST_ID + n), *(next(texts) for _ in range(1, COLUMNS))) for n in range(rows))]


def _write(path: Path, records: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(records)
    return path


def _bare_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_regular_csv_is_read(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    path = _write(tmp_path / "regular.csv", _records())
    assert len(read_table(path)) == ROWS
    ours_s, bare_s = medians_s(benchmark, lambda: read_table(path), beside=lambda: _bare_csv(path), rounds=ROUNDS)
    figures.at_most(
        "a regular csv of 100,000 x 10 as a table, beside the csv module",
        ours_s,
        against=bare_s,
        unit="s",
        goal=1.0,
    )


def test_a_ragged_csv_is_read(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    dice = random.Random(2)
    records = _records()
    ragged = [record[: dice.randint(3, 9)] if dice.random() < 0.05 else record for record in records[1:]]
    ragged = [(*record, "more") if dice.random() < 0.05 else record for record in ragged]
    path = _write(tmp_path / "ragged.csv", [records[0], *ragged])
    assert len(read_table(path)) == ROWS
    ours_s, bare_s = medians_s(benchmark, lambda: read_table(path), beside=lambda: _bare_csv(path), rounds=ROUNDS)
    figures.at_most(
        "a ragged csv of 100,000 x 10 as a table, beside the csv module",
        ours_s,
        against=bare_s,
        unit="s",
        goal=1.5,
    )


def test_a_workbook_is_read(benchmark: BenchmarkFixture, figures: Figures, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for number, record in enumerate(_records()):
            page.write_row(number, 0, [int(record[0]) if number else record[0], *record[1:]])

    def bare() -> int:
        return sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())

    assert len(read_table(path)) == ROWS
    with as_in_the_program():
        ours_s, bare_s = medians_s(benchmark, lambda: read_table(path), beside=bare, rounds=ROUNDS)
    figures.at_most(
        "an xlsx of 100,000 x 10 as a table, beside calamine's bare rows",
        ours_s,
        against=bare_s,
        unit="s",
        goal=1.5,
    )


def _table(desk: Desk, leads: Sequence[Lead], numbers: Iterator[int]) -> Table:
    """A file of these leads in which one cell in ten holds something new."""
    places = [desk.schema[key].position for key in KEYS]
    dice = random.Random(3)
    columns: list[list[str]] = [[str(lead[0]) for lead in leads]]
    columns += [
        [_text(key, next(numbers)) if dice.random() < 1 / CHANGED else str(lead[place] or "") for lead in leads]
        for key, place in zip(KEYS, places, strict=True)
    ]
    header = ("Lead ID", *(desk.schema[key].label for key in KEYS))
    return Table("leads.csv", FileFormat.CSV, header, tuple(columns), range(2, len(leads) + 2))


def test_a_file_is_laid_over_the_leads(
    benchmark: BenchmarkFixture, figures: Figures, computer: Computer, tmp_path: Path
) -> None:
    desk = computer.loaded()
    sample = desk.sheet.base(desk.sheet.row_ids()[0])
    leads = [_numbered(desk, sample, n) for n in range(ROWS)]
    desk.sheet.receive(leads, stamp=desk.sheet.stamp())
    table = _table(desk, leads, count(ROWS))
    matches = propose_columns(table.header, desk.schema, columns=table.columns)
    choices = ImportChoices(uses_of(matches), key_of(matches))
    held = {str(lead[0]): dict(zip(table.header[1:], _shown(desk, lead), strict=True)) for lead in leads}
    bare = _bare_journal(tmp_path / "bare.sqlite")

    def clean() -> None:
        desk.discard()
        bare.execute("DELETE FROM edit")

    def ours() -> None:
        plan = plan_import(table, choices, picture_of(desk.sheet), desk.style)
        assert desk.stage(plan.change_set(desk.sheet.next_new_row())).cells > ROWS // 2

    with as_in_the_program():
        least = partial(_least, table, held, bare)
        ours_s, bare_s = medians_s(benchmark, ours, beside=least, before=clean, rounds=5)
    bare.close()
    figures.at_most(
        "100,000 rows by 10 columns matched and put in the sheet, one cell in ten changed, beside dicts and sqlite3",
        ours_s,
        against=bare_s,
        unit="s",
        goal=3,
    )


def _bare_journal(path: Path) -> sqlite3.Connection:
    """A file for changes, with nothing of ours around it."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE edit (row INTEGER, key TEXT, base, value, revision INTEGER, PRIMARY KEY (row, key))")
    return bare


def _least(table: Table, held: Mapping[str, Mapping[str, str]], bare: sqlite3.Connection) -> None:
    """What has to be done in any case: each cell beside the one that is held, and the changes on the disk."""
    found = []
    for cells in table.rows:
        new = dict(zip(table.header, cells, strict=True))
        row = new.pop("Lead ID")
        before = held[row]
        found += [(int(row), key, before[key], text, 1) for key, text in new.items() if text != before[key]]
    bare.execute("BEGIN")
    bare.executemany("INSERT INTO edit VALUES (?, ?, ?, ?, ?)", found)
    bare.execute("COMMIT")


def _shown(desk: Desk, lead: Lead) -> list[str]:
    return [str(lead[desk.schema[key].position] or "") for key in KEYS]


def _numbered(desk: Desk, sample: Lead, number: int) -> Lead:
    """A lead of its own, with an id that no other has."""
    changed: dict[int, Value] = {desk.schema[key].position: _text(key, number % 5_000) for key in KEYS}
    changed[desk.schema["id"].position] = FIRST_ID + number
    return tuple(changed.get(position, value) for position, value in enumerate(sample))


def _text(key: str, number: int) -> str:
    """What a lead may hold in a field, with a number of its own."""
    if key == "email":
        return f"person.{number}@northwind.example"
    return f"+1 415 {number:07}" if key == "phone.work" else f"{key} {number}"
