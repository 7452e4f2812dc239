"""Text files that break the rules are read as they were meant where that is plain, named, and else refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.reading import dialect
from copper_desk.tabular.reading import text_file as subject
from copper_desk.tabular.reading.read import read_table, read_text
from copper_desk.tabular.table import ReadingStopped, ReadOptions, UnreadableFile
from tests.tabular.laid_file import csv_text, text_file


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Big" Bob,Ghent', ('"Big" Bob', "Ghent")),
        ('Bo,"said "no" twice"', ("Bo", 'said "no" twice')),
        ('"6"" pipe" wide,""', ('"6"" pipe" wide', "")),
        ('"open,Ghent', ('"open', "Ghent")),
        ('"Big" Bob,"x"', ('"Big" Bob', "x")),
    ],
)
def test_quotes_inside_a_cell_are_characters_of_it(tmp_path: Path, line: str, cells: tuple[str, str]) -> None:
    text = f'Name,City\n"Cy","x, y"\n{line}\n"multi\nline",z\n'
    table = read_table(text_file(tmp_path / "leads.csv", text))
    assert list(table.rows) == [("Cy", "x, y"), cells, ("multi\nline", "z")]
    assert table.notes == ("In line 3 a quote stands where none may; it was read as a character. Check that row.",)


def test_many_such_lines_are_counted(tmp_path: Path) -> None:
    rows = "".join(f'"n{n}" x,y\n' for n in range(1_200))
    table = read_table(text_file(tmp_path / "leads.csv", f'sep=,\nName,"City"\n{rows}'))
    assert len(table) == 1_200
    assert table.notes[0].startswith("In lines 3, 4, 5, 6, 7 and 1,195 more quotes stand where none may")


@pytest.mark.parametrize(
    "text",
    [
        'Name,City\n"open, x, y\nAna,Ghent\nBo,Lyon\n',  # As it stands it has a cell too many.
        'Name,Note\nBo,"said "no", twice"\n',  # So has this one.
        'Name,Note,City\nAna,"first\nsecond "word" third",Ghent\nBo,x,Lyon\n',  # Broken inside a cell of two lines.
    ],
)
def test_what_is_not_plain_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"leads\.csv"):
        read_table(text_file(tmp_path / "leads.csv", text))


def test_the_mending_can_be_stopped(tmp_path: Path) -> None:
    def watch(_done: int, _whole: int) -> None:
        raise ReadingStopped

    with pytest.raises(ReadingStopped):
        read_table(text_file(tmp_path / "leads.csv", 'Name,City\n"Big" Bob,"x"\n'), watch=watch)


def test_lines_of_another_encoding_are_named(tmp_path: Path) -> None:
    lines = [f"Zoë {n},Köln".encode() for n in range(9)]
    lines[4] = "Zoé,Liège".encode("cp1252")
    path = tmp_path / "leads.csv"
    path.write_bytes(b"\n".join([b"Name,City", *lines]))
    table = read_table(path)
    assert (table.columns[0][3], table.columns[0][4], table.columns[1][4]) == ("Zoë 3", "Zoé", "Liège")
    assert (table.encoding, table.notes) == (
        "utf-8",
        ("Line 6 is not in UTF-8 as the rest is. Check the accents there.",),
    )


def test_a_large_file_of_western_europe(tmp_path: Path) -> None:
    rows = [["Name", "City"], *([f"Zoé {n}", "x" * 500] for n in range(2_000))]
    table = read_table(text_file(tmp_path / "leads.csv", csv_text(rows), "cp1252"))
    assert (table.encoding, table.columns[0][1_999]) == ("cp1252", "Zoé 1999")


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 40, b"name" + bytes(4000), b"\x00\x01\x02\x03\xff\xfe\x90\x81" * 100],
    ids=["every byte", "zeros", "a program"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"leads\.csv is neither text nor a workbook"):
        read_table(path)


def test_a_zero_in_a_text_is_a_character(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", "Name,City\nA\x00na,Ghent\n"))
    assert list(table.rows) == [("A\x00na", "Ghent")]


@pytest.mark.parametrize(
    ("header", "cells", "read"),
    [
        ("Name", ["'=1+1", "'+44 20", "plain"], ["=1+1", "+44 20", "plain"]),  # All are marked: by a program.
        ("Name", ["'=1+1", "+44 20"], ["'=1+1", "+44 20"]),  # One is not: then the apostrophe is meant.
        ("Lead ID", ["'=1+1", "+44 20"], ["=1+1", "+44 20"]),  # Ours, and a cell was added since.
        ("_id", ["''=1", "-5", "-x"], ["'=1", "-5", "-x"]),
        ("Name", ["'quoted'", "'t Hof"], ["'quoted'", "'t Hof"]),
    ],
)
def test_marks_before_formulas_are_taken_away_where_they_are_marks(
    tmp_path: Path, header: str, cells: list[str], read: list[str]
) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", csv_text([[header, "x"], *([cell, "y"] for cell in cells)])))
    assert list(table.columns[0]) == read


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line(tmp_path: Path, end: str) -> None:
    text = end.join(["sep=;", "Name;City", "Ana;Ghent", "", "Bo;Lyon", ""])
    table = read_table(text_file(tmp_path / "leads.csv", text))
    assert (table.header, list(table.rows)) == (("Name", "City"), [("Ana", "Ghent"), ("Bo", "Lyon")])
    assert list(table.row_numbers) == [3, 5]


def test_only_headers_are_a_table_of_no_rows(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", "Name,City\n\n"))
    assert (table.header, len(table), list(table.rows)) == (("Name", "City"), 0, [])


def test_two_empty_columns_of_headers_are_kept() -> None:
    assert read_text("Name\t\t\nAna\t\t\n", name="the clipboard").header == ("Name", "", "")


_WORD = st.text("abcdefghijk", min_size=1, max_size=8)
_ROWS = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(_WORD, min_size=width, max_size=width), min_size=2, max_size=9)
)


@given(rows=_ROWS, delimiter=st.sampled_from(",;\t|"), comma=st.booleans())
def test_a_plain_grid_needs_no_options(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, comma: bool
) -> None:
    if comma:
        rows = [[*row[:-1], f"{row[-1]}, {row[0]}"] for row in rows]
    text = csv_text([[f"Head {place}" for place in range(len(rows[0]))], *rows], delimiter=delimiter)
    table = read_table(text_file(tmp_path_factory.mktemp("plain") / "leads.csv", text))
    assert (table.delimiter, list(table.rows)) == (delimiter, [tuple(row) for row in rows])


_ROW = st.lists(st.sampled_from(["a", "", 'q"x', "b,c", "l\nm", " ", "é"]), min_size=1, max_size=4)


@given(rows=st.lists(_ROW, min_size=1, max_size=12), end=st.sampled_from(["\n", "\r\n"]))
def test_a_row_that_is_too_long_is_never_cut(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    """Wherever it stands: the first records are what the width is taken from, and pandas reads piece by piece."""
    path = text_file(tmp_path_factory.mktemp("long") / "leads.csv", csv_text([["A"], *rows]).replace("\r\n", end))
    options = ReadOptions(delimiter=",", quote='"', header_row=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "_SMALL", 0)
        patch.setattr(subject, "_CHUNK_ROWS", 2)
        patch.setattr(dialect, "_SAMPLE_RECORDS", 1)
        quick = list(read_table(path, options).rows)
    assert quick == list(read_table(path, options).rows)
    assert [[cell for cell in row if cell.strip()] for row in quick] == [
        [cell for cell in row if cell.strip()] for row in rows if any(cell.strip() for cell in row)
    ]


def test_a_western_file_with_accents_in_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes("Name,City\nJosé,Gent\n".encode() + "Zoë,Brügge\n".encode("cp1252"))
    table = read_table(path)
    assert table.encoding == "cp1252"
    assert table.notes == ("Some accents may be in UTF-8, see line 2. Check them there.",)
    path.write_bytes("Name,City\nJosé,Gent\nZoë,Brügge\n".encode("cp1252"))
    assert read_table(path).notes == ()


@pytest.mark.parametrize("rows", [8, 9, 30, 250])
@pytest.mark.parametrize(
    ("delimiter", "header", "row"),
    [
        ("\t", ("Name", "Address"), ("Ann", "1 Main St, Springfield, IL")),
        (";", ("Name", "Email", "Address"), ("Ann", "a@x.example", "1 Main St, Unit 4, Springfield, IL")),
        (";", ("Name", "Tags"), ("Ann", "vip, fair, 2026")),
        (",", ("Lead ID", "Tags"), ("8589934592", "a; b; c")),
        (",", ("Lead ID", "Details"), ("8589934592", "one | two | three | four")),
    ],
)
def test_the_delimiter_is_the_one_that_the_header_has_too(
    tmp_path: Path, delimiter: str, header: tuple[str, ...], row: tuple[str, ...], rows: int
) -> None:
    table = read_table(text_file(tmp_path / "leads.csv", csv_text([header, *[row] * rows], delimiter=delimiter)))
    assert (table.header, list(table.rows)) == (header, [row] * rows)


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ["Nicolò Rossi", "José Pérez", "Muñoz", "Jürgen Groß", "Zoë Dupré"]),
        ("cp1252", ["Area 5 m²"]),
        ("cp1252", ["4×4"]),
        ("cp1252", ["Acme™", "5¢", "±3", "1ª Linha", "lunedì"]),
        ("cp1250", ["Tomáš Dvořák", "Jiří Němec", "Zdeňka Černá", "Plzeň", "Ondřej Kučera"]),
        ("cp1252", ["Mª José", "12 m³", "40 km²", "CO²", "Forlì", "Calò"]),
        ("cp1250", ["Michał", "Paweł", "Wrocław"]),
        ("cp1250", ["Małgorzata"]),
        ("cp1250", ["Plzeň"]),
        ("iso8859_2", ["Michał", "Paweł", "Kraków"]),
        ("cp932", ["株式会社 山田商事", "東京都千代田区", "鈴木 一郎"]),
        ("cp1253", ["Γιώργος Παπαδόπουλος", "Αθήνα", "Θεσσαλονίκη"]),
    ],
)
def test_an_older_encoding_is_told_by_its_letters(tmp_path: Path, encoding: str, names: list[str]) -> None:
    rows = [("Name", "Title"), *[("Ann Lee", "Buyer")] * 60, *((name, "CEO") for name in names)]
    table = read_table(text_file(tmp_path / "leads.csv", csv_text(rows), encoding))
    assert list(table.columns[0][60:]) == names
