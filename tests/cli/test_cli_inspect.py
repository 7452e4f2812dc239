"""What ``inspect`` tells of a file, without an account; and the line of progress on a terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.program import run, write_rows


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
