"""What ``inspect`` tells of a file, without an account; and the line of progress on a terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.program import run, write_rows
from tests.tabular.laid_file import with_part, workbook


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "COPPER_DESK_DATA": str(tmp_path / "data")}


def test_a_file_is_told_as_one_object(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Näme;E-Mail;Compny;E-Mail\nÖzil;o@x.example;Acme;\n\nAda;;Bolt;b@x.example\n".encode("cp1252"))
    shown = run(["inspect", str(path), "--json", "--rows"], environment)
    assert shown.returncode == 0, shown.stderr
    seen = json.loads(shown.stdout)
    assert list(seen) == [
        *("file", "format", "encoding", "delimiter", "sheets", "sheet", "header_row", "columns", "row_count", "rows")
    ]
    assert (seen["file"], seen["format"], seen["encoding"], seen["delimiter"]) == ("leads.csv", "csv", "cp1252", ";")
    assert (seen["sheets"], seen["sheet"], seen["header_row"], seen["row_count"]) == ([], None, 1, 2)
    assert [column["header"] for column in seen["columns"]] == ["Näme", "E-Mail", "Compny", "E-Mail"]
    assert [column["field"] for column in seen["columns"]] == [None, "email", "company_name", None]
    assert seen["columns"][2]["reason"] == "similar spelling"
    assert seen["columns"][0]["samples"] == ["Özil", "Ada"]
    assert seen["rows"] == [["Özil", "o@x.example", "Acme", ""], ["Ada", "", "Bolt", "b@x.example"]]
    assert not (tmp_path / "data").exists()


def test_without_json_it_is_a_line_a_column(environment: dict[str, str], tmp_path: Path) -> None:
    file = write_rows(tmp_path / "leads.csv", ["Lead ID", "Title"], [7, "CEO\nand more"])
    lines = run(["inspect", file], environment).stdout.splitlines()
    assert lines[0] == "leads.csv: csv, utf-8, delimiter comma, headers in row 1, 1 row"
    assert lines[2] == "Title\tTitle\tsame name\tCEO and more"
    assert run(["inspect", file, "--rows"], environment).stdout.splitlines() == ["Lead ID\tTitle", "7\tCEO and more"]


def test_a_file_with_broken_quotes_can_be_read_without_them(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('Email,Title\na@x.example,"said "no", twice"\n', encoding="utf-8")
    refused = run(["inspect", str(path)], environment)
    assert (refused.returncode, "or read without quotes" in refused.stderr) == (2, True)
    shown = run(["inspect", str(path), "--quote", "none", "--json", "--rows"], environment)
    assert json.loads(shown.stdout)["rows"][0][:2] == ["a@x.example", '"said "no"']
    wrong = run(["inspect", str(path), "--quote", "x"], environment)
    assert wrong.returncode == 2
    assert "--quote takes one of double, single, none" in wrong.stderr


def test_formulas_without_a_saved_value_are_told_beside_the_columns(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name", "City"]])
    sheet = "<worksheet xmlns='{}'><sheetData><row>{}</row><row>{}</row></sheetData></worksheet>".format(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "<c r='A1' t='str'><v>Name</v></c><c r='B1' t='str'><v>City</v></c>",
        "<c r='A2' t='str'><v>Ana</v></c><c r='B2'><f>UPPER(A2)</f><v></v></c>",
    )
    shown = run(["inspect", str(with_part(path, "xl/worksheets/sheet1.xml", sheet.encode()))], environment)
    assert (shown.returncode, len(shown.stdout.splitlines())) == (0, 3)
    assert shown.stderr.startswith("1 cell holds a formula whose result was not saved")


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("blank.csv", b"\n , \n"), ("report.xlsx", b"%PDF-1.7"), ("gone.csv", None)],
)
def test_what_cannot_be_read_is_one_sentence(
    environment: dict[str, str], tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    shown = run(["inspect", str(path), "--json"], environment)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert name in shown.stderr
    assert len(shown.stderr.splitlines()) == 1
