"""A file of results says what became of each lead, is whole or not there, and reads in again as it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import SetCell
from copper_desk.sheet.outcome import FieldRefusal, NotSent, Refused
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.column import propose_columns
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.result import ResultStatus, errors_text, result_table
from copper_desk.tabular.table import ReadOptions
from copper_desk.tabular.table_file import TextTable, write_table
from tests.sheet.specimen import SCHEMA, STYLE, lead, push, put, sheet_of
from tests.tabular.laid_file import planned

_TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=12)


def _refused_sheet() -> Sheet:
    sheet = sheet_of(lead(1, name="Ana", email="a@x.example"), lead(2, name="Bo"), lead(3, name="Cy"))
    for row in (1, 2, 3):
        put(sheet, row, "email", f"{row}@example.invalid")
        put(sheet, row, "phone.work", "+31 20 123 4567")
    push(sheet, (1, 2, 3))
    sheet.settle(
        [
            Refused(1, (FieldRefusal("email", "is invalid"), FieldRefusal(None, "base:\nno"))),
            Refused(2, (FieldRefusal("email", "is invalid"),)),
            NotSent(3, "The push was stopped."),
        ]
    )
    return sheet


def _table(sheet: Sheet) -> TextTable:
    results = [
        (1, ResultStatus.FAILED),
        (2, ResultStatus.FAILED),
        (3, ResultStatus.NOT_SENT),
        (99, ResultStatus.FAILED),
    ]
    fields = [SCHEMA[key] for key in ("email", "phone.work", "id")]
    return result_table(sheet, results, fields, style=STYLE)


def test_a_leads_own_columns_come_first_and_its_result_last() -> None:
    table = _table(_refused_sheet())
    assert table.header == ("Lead ID", "Email", "Work phone", "_id", "_status", "_errors")
    rows = list(table.rows)
    assert rows[0] == ("1", "1@example.invalid", "+31 20 123 4567", "1", "failed", "Email: is invalid; base: no")
    assert rows[2][-2:] == ("not sent", "The push was stopped.")
    assert len(rows) == 3


def test_an_accepted_lead_has_nothing_against_it() -> None:
    sheet = sheet_of(lead(1))
    put(sheet, 1, "email", "no address")
    (line,) = result_table(sheet, [(1, ResultStatus.ACCEPTED)], (), style=STYLE).rows
    assert line == ("1", "1", "accepted", "")


def test_errors_found_here_stand_in_the_file_too() -> None:
    sheet = sheet_of(lead(1))
    put(sheet, 1, "monetary_value", Unparsed("much", "“much” is not a number."))
    assert errors_text(sheet, 1) == "Value: “much” is not a number."


@pytest.mark.parametrize("name", ["results.csv", "results.CSV", "results"])
def test_a_file_of_failures_that_was_mended_reads_in_as_it_is(tmp_path: Path, name: str) -> None:
    sheet, path = _refused_sheet(), tmp_path / name
    assert write_table(path, _table(sheet)) == 3
    mended = path.read_text(encoding="utf-8-sig").replace("1@example.invalid", "ana@good.example")
    path.write_text(mended, encoding="utf-8")
    table = read_table(path)
    columns = propose_columns(table.header, SCHEMA)
    assert [column.header for column in columns if column.field is None and not column.is_note] == []
    plan = planned(table, sheet, STYLE)
    assert plan.change_set(-1).changes == (SetCell(1, "email", "ana@good.example"),)
    assert plan.problems == ()


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    rows = (("0012", "=1+1", "https://acme.example", "8589934592", "failed", ""),)
    write_table(path, TextTable(("Lead ID", "Title", "Work website", "_id", "_status", "_errors"), rows))
    page = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    assert page.to_python(skip_empty_area=False)[1] == list(rows[0])


@given(cells=st.lists(_TEXT, min_size=1, max_size=4))
def test_any_text_comes_back_from_a_text_file(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    path = tmp_path_factory.mktemp("results") / "r.csv"
    write_table(path, TextTable(("Lead ID", *map(str, range(len(cells)))), (("1", *cells),)))
    table = read_table(path, ReadOptions(delimiter=",", quote='"', header_row=1))
    assert next(table.rows) == ("1", *cells)


def test_a_text_file_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    write_table(path, TextTable(("Lead ID",), (("=1+1",), ("@SUM(A1)",))))
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [cells[0] for cells in csv.reader(file)][1:] == ["'=1+1", "'@SUM(A1)"]
