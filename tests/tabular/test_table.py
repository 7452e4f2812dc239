"""Files are read as text cells; what cannot be read is told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.table import UnreadableFile, read_csv, write_csv

_CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)


def test_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text('Lead ID,Postal code,Phone\r\n8589934592,06652,"+44 20,\n7946"\r\n', encoding="utf-8")
    table = read_csv(path)
    assert table.header == ("Lead ID", "Postal code", "Phone")
    assert table.rows[0].cells == ("8589934592", "06652", "+44 20,\n7946")
    assert table.rows[0].number == 3


def test_a_byte_order_mark_does_not_stick_to_the_first_header(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("\ufeffLead ID\n1\n".encode())
    assert read_csv(path).header == ("Lead ID",)


def test_blank_records_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Name\n\n , \n1,Ana\n")
    assert [row.cells for row in read_csv(path).rows] == [("1", "Ana")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n , \n", "is empty"),
        (b"Name\n\xe9t\xe9\n", "not in UTF-8"),
        (b'Name\n"open\n', "line"),
    ],
)
def test_a_bad_file_is_told_by_name(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence) as caught:
        read_csv(path)
    assert str(caught.value).startswith("leads.csv")


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.csv cannot be opened"):
        read_csv(tmp_path / "gone.csv")


@given(rows=st.lists(st.tuples(_CELL, _CELL).filter(lambda cells: any(c.strip() for c in cells)), max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("round") / "leads.csv"
    assert write_csv(path, ["A", "B"], rows) == len(rows)
    assert [row.cells for row in read_csv(path).rows] == rows
