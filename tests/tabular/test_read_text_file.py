"""Text files come in as the cells that are in them, whatever wrote them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.reading import text_file as subject
from copper_desk.tabular.reading.dialect import Dialect
from copper_desk.tabular.reading.read import read_table, read_text
from copper_desk.tabular.table import FileFormat, ReadingStopped, ReadOptions, UnreadableFile, Watch
from copper_desk.tabular.table_file import TextTable, write_table
from tests.tabular.laid_file import csv_text, text_file

PEOPLE = [["Lead ID", "Name", "Phone"], ["8589934592", "Zoë Grün", "+44 20"], ["2", "O’Neil", "00123"]]

_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


def test_text_stays_text(tmp_path: Path) -> None:
    rows = 'Lead ID,Postal code,Phone,Note\r\n8589934592,06652,"+44 20,\n7946",=1+1\r\n'
    table = read_table(text_file(tmp_path / "leads.csv", rows))
    assert table.header == ("Lead ID", "Postal code", "Phone", "Note")
    assert list(table.rows) == [("8589934592", "06652", "+44 20,\n7946", "=1+1")]
    assert list(table.row_numbers) == [2]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_are_found(tmp_path: Path, encoding: str, told: str) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", csv_text(PEOPLE), encoding))
    assert (table.encoding, list(table.rows)) == (told, [tuple(row) for row in PEOPLE[1:]])
    assert table.header[0] == "Lead ID"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        (
            "shift_jis",
            "氏名,会社\r\n山田太郎,株式会社東京商事\r\n佐藤花子,大阪電機工業株式会社\r\n鈴木一郎,カタカナ・サービス\r\n",
        ),
        ("cp1251", "Имя,Компания\r\nИван Петренко,Днепровская сталь\r\nОльга Зима,Торговый дом Заря\r\n"),
    ],
)
def test_older_encodings_are_found_by_their_letters(tmp_path: Path, encoding: str, words: str) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", words, encoding))
    assert [table.header, *table.rows] == [tuple(line.split(",")) for line in words.splitlines()]


def test_what_is_named_is_taken_at_its_word(tmp_path: Path) -> None:
    path = text_file(tmp_path / "leads.txt", "Name;It's\n'a;b';2\n", "cp1252")
    table = read_table(path, ReadOptions(encoding="latin_1", delimiter=";", quote="'"))
    assert (table.encoding, table.quote, list(table.rows)) == ("latin_1", "'", [("a;b", "2")])
    assert table.format is FileFormat.TXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["Name", "Note"], ["Ana", "a, b; c | d"], ["Bo", "x"]]
    table = read_table(text_file(tmp_path / "leads.csv", csv_text(rows, delimiter=delimiter)))
    assert (table.delimiter, [table.header, *table.rows]) == (delimiter, [tuple(row) for row in rows])


def test_the_hint_of_a_spreadsheet_program_is_no_record(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", "sep=;\r\nName;Value\r\nAna;1,5\r\n"))
    assert (table.header, table.header_row, list(table.row_numbers)) == (("Name", "Value"), 2, [3])


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("", 1),
        ("Lead list\n\n", 3),
        ("Leads of May,,\nGenerated on,2026-06-24,\n,,\n", 4),
        ('Notes:\n"Some rows, as exported"\n\n', 4),
    ],
)
def test_titles_above_the_headers_are_passed_over(tmp_path: Path, above: str, row: int) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", f"{above}Name,Email,City\nAna,a@x.example,Ghent\n"))
    assert (table.header, table.header_row) == (("Name", "Email", "City"), row)
    assert list(table.row_numbers) == [row + 1]


def test_another_row_can_be_named_for_the_headers(tmp_path: Path) -> None:
    path = text_file(tmp_path / "leads.csv", "a,b\nc,d\ne,f\n")
    assert read_table(path, ReadOptions(header_row=2)).header == ("c", "d")
    bare = read_table(path, ReadOptions(header_row=0))
    assert (bare.header, len(bare), bare.header_row) == (("Column A", "Column B"), 3, 0)
    with pytest.raises(UnreadableFile, match="no row 9"):
        read_table(path, ReadOptions(header_row=9))


def test_blank_rows_are_left_out_and_still_counted(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", "Lead ID,Name\n\n , \n1,Ana\n\n\n2,Bo\n"))
    assert list(zip(table.row_numbers, table.rows, strict=True)) == [(4, ("1", "Ana")), (7, ("2", "Bo"))]


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", "Name,City\nAna\nBo,Ghent,more\nCy,Lyon\n"))
    assert table.header == ("Name", "City", "")
    assert list(table.rows) == [("Ana", "", ""), ("Bo", "Ghent", "more"), ("Cy", "Lyon", "")]
    assert table.notes == ("Some rows are longer than the headers: the last 1 column has no name.",)


def test_headers_are_kept_as_they_are(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", " Name ,Email,Email,\nAna,a,b,\n"))
    assert table.header == (" Name ", "Email", "Email", "")


def test_spaces_before_quotes_split_no_cell(tmp_path: Path) -> None:
    text = 'Name,Company\nAna, "Acme, Inc."\nBo, "x, ""y"""\n"a, ",b\n'
    table = read_table(text_file(tmp_path / "leads.csv", text))
    assert list(table.rows) == [("Ana", "Acme, Inc."), ("Bo", 'x, "y"'), ("a, ", "b")]


def test_quotes_that_are_only_characters(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.tsv", 'Name\tSize\n"Big" Bob\t5\'10"\nAna\t6"\n'))
    assert (table.quote, list(table.rows)) == ("", [('"Big" Bob', "5'10\""), ("Ana", '6"')])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n , \n", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b'Name,City\n"open,x,y\nAna,Ghent\nBo,Lyon\n', "a quote is opened and never closed"),
        (b'Name,City\n"Ana" Ruiz,Ghent,x\nBo,y\n', "line 2: text follows a closing quote"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_the_files_name(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence) as caught:
        read_table(path)
    assert str(caught.value).startswith("leads.csv")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [("utf-8", r"is not in utf-8 \(line 2\)"), ("klingon", "No encoding is called “klingon”")],
)
def test_a_wrong_encoding_is_told(tmp_path: Path, encoding: str, sentence: str) -> None:
    path = text_file(tmp_path / "leads.csv", "Name\nétage\n", "cp1252")
    with pytest.raises(UnreadableFile, match=sentence):
        read_table(path, ReadOptions(encoding=encoding))


def test_a_pasted_sheet_is_read_like_a_file() -> None:
    table = read_text("Name\tEmail\r\nAna\ta@x.example\r\n", name="the clipboard")
    assert (table.header, list(table.rows)) == (("Name", "Email"), [("Ana", "a@x.example")])
    with pytest.raises(UnreadableFile, match="the clipboard is empty"):
        read_text(" \n", name="the clipboard")


def test_reading_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_CHUNK_ROWS", 10)
    path = text_file(tmp_path / "leads.csv", csv_text([["Name"], *([f"n{n}"] for n in range(100))]))
    seen = []

    def watch(done: int, whole: int) -> None:
        seen.append((done, whole))
        if len(seen) == 3:
            raise ReadingStopped

    with pytest.raises(ReadingStopped):
        read_table(path, watch=watch)
    assert len(seen) == 3
    assert all(done <= whole for done, whole in seen)


def test_the_digest_tells_files_apart(tmp_path: Path) -> None:
    one, other = (read_table(text_file(tmp_path / name, f"Name\n{name}\n")) for name in ("a.csv", "b.csv"))
    assert one.digest != other.digest
    assert len(one.digest) == 64


@given(rows=st.lists(st.tuples(_CELL, _CELL).filter(lambda cells: any(c.strip() for c in cells)), max_size=5))
def test_what_we_write_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("round") / "leads.csv"
    assert write_table(path, TextTable(("Name", "Email"), rows)) == len(rows)
    assert list(read_table(path, ReadOptions(delimiter=",", quote='"', header_row=1)).rows) == rows


_GRID = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)


@given(rows=_GRID, delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_grid_in_any_dialect_reads_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    rows = [[cell.lstrip("'") for cell in row] for row in rows]  # Our own mark before a formula is taken away.
    path = text_file(
        tmp_path_factory.mktemp("grid") / "g.csv",
        csv_text([list("ABCD")[: len(rows[0])], *rows], delimiter=delimiter),
        encoding,
    )
    table = read_table(path, ReadOptions(delimiter=delimiter, quote='"', header_row=1))
    assert list(table.rows) == [tuple(row) for row in rows if any(cell.strip() for cell in row)]


_SNIPPETS = st.lists(st.sampled_from(["a", "b c", ",", '"', '""', "\n", "\r\n", "\r", " ", "'", "ä"]), max_size=30)


@given(snippets=_SNIPPETS, width=st.integers(1, 4))
def test_both_ways_of_reading_agree(snippets: list[str], width: int) -> None:
    text, dialect = "".join(snippets), Dialect(",")
    if not text or subject._needs_strictness(text.encode(), dialect):
        return
    exact = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    width = max(width, len(exact[0]))  # As it is taken from the first records.
    regular = subject._regular(text.encode(), dialect, width=width, watch=None)
    if regular is None:
        return
    padded = [tuple(row) + ("",) * (width - len(row)) for row in exact]
    assert list(zip(*regular, strict=True)) == [row[:width] for row in padded]
    assert not any(cell for row in padded for cell in row[width:])  # What is blank there may go.


@pytest.mark.parametrize("fast", [True, False])
def test_large_files_take_the_fast_way_to_the_same_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    used: list[str] = []
    regular = subject._regular

    def noted(data: bytes, dialect: Dialect, *, width: int, watch: Watch | None) -> list[list[str]] | None:
        used.append("fast")
        return regular(data, dialect, width=width, watch=watch)

    monkeypatch.setattr(subject, "_regular", noted)
    monkeypatch.setattr(subject, "_SMALL", 0 if fast else 10**9)
    rows = [["Name", "Note"], *([f"n{n}", f'line\n"{n}", x'] for n in range(50))]
    table = read_table(text_file(tmp_path / "leads.csv", csv_text(rows)))
    assert [table.header, *table.rows] == [tuple(row) for row in rows]
    assert bool(used) is fast


def test_half_a_letter_that_was_copied_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_SMALL", 0)
    assert list(read_text("Name\tNote\nAna\t\ud83d\n", name="the clipboard").rows) == [("Ana", "\ud83d")]


def test_headers_that_are_somebodys_address_are_doubted(tmp_path: Path) -> None:
    path = text_file(tmp_path / "list.csv", "Ana,ana@x.example\nBo,bo@x.example\n")
    assert read_table(path).notes == (
        "“ana@x.example” is no name of a column: if the file has no headers, put 0 as their row.",
    )
    without = read_table(path, ReadOptions(header_row=0))
    assert (len(without), without.notes) == (2, ())
