"""Workbooks come in as text: what their program last computed, whole numbers whole, days as days."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.reading.workbook import text_of_cell
from copper_desk.tabular.table import FileFormat, ReadingStopped, ReadOptions, SheetTab, UnreadableFile
from copper_desk.tabular.table_file import TextTable, write_table
from tests.tabular.laid_file import ods, workbook

# A workbook's days know no time zone.
DAY, MORNING = dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 4, 8)  # noqa: DTZ001
ALMOST = dt.datetime(2026, 3, 4, 7, 59, 59, 999_999)  # noqa: DTZ001

_TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)


def test_each_kind_of_cell_has_its_text(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for column, name in enumerate(("Id", "Zip", "Rate", "Day", "Moment", "Yes", "Sum", "Text")):
            page.write_string(0, column, name)
        page.write_number(1, 0, 8589934592)
        page.write_string(1, 1, "06652")
        page.write_number(1, 2, 0.1)
        page.write_datetime(1, 3, dt.date(2026, 3, 4))
        page.write_datetime(1, 4, MORNING, time)
        page.write_boolean(1, 5, True)
        page.write_formula(1, 6, "=1+1", None, 2)
        page.write_string(1, 7, "=not a formula")
    table = read_table(path)
    (row,) = table.rows
    assert row == ("8589934592", "06652", "0.1", "2026-03-04", "2026-03-04T08:00:00", "TRUE", "2", "=not a formula")
    assert (table.format, table.encoding, table.delimiter) == (FileFormat.XLSX, None, None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (-2.50, "-2.5"),
        (False, "FALSE"),
        (dt.time(8, 5), "08:05:00"),
        (dt.time(7, 59, 59, 999_999), "08:00:00"),
        (119.00000000000001, "119"),
        (0.1 + 0.2, "0.3"),
        (1234.0999999999999, "1234.1"),
        (1 / 3, "0.3333333333333333"),
        (3.141592653589793, "3.141592653589793"),
        (dt.timedelta(hours=26, minutes=1), "26:01:00"),
        (ALMOST, "2026-03-04T08:00:00"),
        (DAY - dt.timedelta(microseconds=1), "2026-03-04"),
        (None, ""),
    ],
)
def test_cells_as_text(cell: object, text: str) -> None:
    assert text_of_cell(cell) == text


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, "Day")
        page.write_datetime(1, 0, DAY, book.add_format({"num_format": "d/m/yyyy"}))
    assert list(read_table(path).rows) == [("2026-03-04",)]


def test_the_first_visible_sheet_is_read_and_any_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        for name in ("Hidden", "Leads", "More"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, [f"In {name}", "B"])
            page.write_row(1, 0, ["x", "y"])
            if name == "Hidden":
                page.hide()
            if name == "Leads":
                page.set_first_sheet()
                page.activate()
    table = read_table(path)
    assert table.sheets == (SheetTab("Hidden", False), SheetTab("Leads", True), SheetTab("More", True))
    assert (table.sheet, table.header[0]) == ("Leads", "In Leads")
    assert read_table(path, ReadOptions(sheet="Hidden")).header[0] == "In Hidden"
    with pytest.raises(UnreadableFile, match=r"has no sheet called “leads”\. It has “Hidden”, “Leads”, “More”"):
        read_table(path, ReadOptions(sheet="leads"))


def test_titles_empty_columns_and_ghosts(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        page.merge_range(1, 1, 1, 3, "Contacts")
        page.write_row(2, 1, ["First", "Last", "City"])
        page.write_row(3, 1, ["Ana", "Ruiz", "Ghent"])
        page.write_row(5, 1, ["Bo", "Lind", "Lyon"])
        page.write_blank(300, 40, None, book.add_format({"bold": True}))
    table = read_table(path)
    assert (table.header, table.header_row) == (("", "First", "Last", "City"), 3)
    assert list(zip(table.row_numbers, table.rows, strict=True)) == [
        (4, ("", "Ana", "Ruiz", "Ghent")),
        (6, ("", "Bo", "Lind", "Lyon")),
    ]


def test_an_opendocument_sheet(tmp_path: Path) -> None:
    table = read_table(ods(tmp_path / "leads.ods", [["Name", "Zip"], ["Ana", "06652"]]))
    assert (table.format, table.header, list(table.rows)) == (FileFormat.ODS, ("Name", "Zip"), [("Ana", "06652")])


def test_the_content_counts_more_than_the_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.csv", [["Name"], ["Ana"]])
    assert read_table(path).format is FileFormat.XLSX


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Ana</p><p>Ruiz</p>", "Ana\nRuiz"),
        ("<p class=x>Ana</p>", "Ana"),
        ("<div>1 Main St</div> <div>Ghent</div>", "1 Main St\nGhent"),
        ("<div><p>1 Main St</p>\n<p>Ghent</p></div>", "1 Main St\nGhent"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("a <![if !vml]>b<![endif]> c", "a b c"),
        ("a <![ if !vml]>b<![foo[x]]> c", "a b c"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_stands_in_a_cell_of_a_page(tmp_path: Path, cell: str, text: str, encoding: str) -> None:
    path = tmp_path / "leads.xls"
    page = f"<html><table><tr><th>Name<th>City</tr><tr><td>{cell}</td><td>Ghent</td></tr></table></html>"
    path.write_bytes(page.encode(encoding))
    table = read_table(path)
    assert (table.format, list(table.rows)) == (FileFormat.HTML, [(text, "Ghent")])


@pytest.mark.parametrize("name", ["leads.xls", "leads.html"])
def test_a_web_page_called_a_workbook(tmp_path: Path, name: str) -> None:
    page = """<html><head><meta charset="windows-1252"><style>td { color: red }</style></head><body>
      <table><tr><td>Menu</td></tr></table>
      <table><thead><tr><th>Name<th colspan=2>Phone &amp; more</tr></thead>
      <tr><td>Zo\u00eb&nbsp;Gr\u00fcn</td><td>+44<br>20</td><td>x</td></tr><tr><td>Bo<td>007</tr></table></body></html>"""
    path = tmp_path / name
    path.write_bytes(page.encode("cp1252"))
    table = read_table(path)
    assert (table.format, table.header) == (FileFormat.HTML, ("Name", "Phone & more", ""))
    assert list(table.rows) == [("Zo\u00eb Gr\u00fcn", "+44\n20", "x"), ("Bo", "007", "")]


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], *([f"n{n}"] for n in range(20))])

    def watch(_done: int, _whole: int) -> None:
        raise ReadingStopped

    with pytest.raises(ReadingStopped):
        read_table(path, watch=watch)


@given(rows=st.lists(st.lists(_TEXT.filter(str.strip), min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_texts_in_a_workbook_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("book") / "leads.xlsx"
    workbook(path, [["A", "B"], *rows], options={"strings_to_formulas": False, "strings_to_urls": False})
    assert list(read_table(path, ReadOptions(header_row=1)).rows) == [tuple(row) for row in rows]


@given(texts=st.lists(_TEXT | st.text("'=+-@\t1a", min_size=1, max_size=4), min_size=1, max_size=4))
def test_a_workbook_that_we_write_is_read_again(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("ours") / "leads.xlsx"
    write_table(path, TextTable(("Lead ID", "Notes"), [("1", text) for text in texts]))
    assert list(read_table(path).columns[1]) == texts


def test_a_comma_separated_file_of_ours_that_was_saved_as_a_workbook_has_no_marks(tmp_path: Path) -> None:
    texts = ["+44 20 7946 0000", "=1+1", "'=quoted", "plain", "-5"]
    path = tmp_path / "leads.csv"
    write_table(path, TextTable(("Lead ID", "Notes"), [("1", text) for text in texts]))
    with path.open(encoding="utf-8-sig", newline="") as file:
        saved = workbook(tmp_path / "leads.xlsx", list(csv.reader(file)), options={"strings_to_formulas": False})
    assert list(read_table(saved).columns[1]) == texts


def test_an_apostrophe_in_a_workbook_of_somebody_else_is_meant(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name", "Phone"], ["Ana", "'+44 20"], ["Bo", "'=x"]])
    assert list(read_table(path).columns[1]) == ["'+44 20", "'=x"]


def _bomb(path: Path) -> Path:
    """A workbook that says it unpacks to three gigabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as part:
            part.write(b"x")
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (3_000_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def _sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(b"Name,City\n")
        file.truncate(2 * 1024**3)
    return path


def test_a_file_that_would_fill_the_memory_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"bomb\.xlsx would unpack to 3\.0 GB"):
        read_table(_bomb(tmp_path / "bomb.xlsx"))
    with pytest.raises(UnreadableFile, match=r"huge\.csv has 2\.1 GB; at most 0\.5 GB can be read"):
        read_table(_sparse(tmp_path / "huge.csv"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 and so on", "is a PDF document, whatever its name says"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"),
        (b"PK\x03\x04 damaged", "is damaged and cannot be read"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (OLE + bytes(600), "is damaged and cannot be read"),
        (b"", "is empty"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML Spreadsheet"),
        (b"<html><body>Sign in</body></html>", "a web page without a table"),
    ],
)
def test_what_is_no_workbook_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence) as caught:
        read_table(path)
    assert str(caught.value).startswith("leads.xlsx")


def test_a_workbook_cut_in_the_middle(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(path)


def test_a_workbook_with_a_broken_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c t="
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(path)


def _two_sheets(path: Path, *, filled: bool) -> Path:
    book = Workbook(path)
    book.add_worksheet("Sheet")
    data = book.add_worksheet("Data")
    if filled:
        data.write_row(0, 0, ["Name", "Email"])
        data.write_row(1, 0, ["Ana", "ana@nw.example"])
    book.close()
    return path


def test_an_empty_sheet_in_front_is_passed_by_and_that_is_said(tmp_path: Path) -> None:
    path = _two_sheets(tmp_path / "two.xlsx", filled=True)
    table = read_table(path)
    assert (table.sheet, table.header, table.notes) == (
        "Data",
        ("Name", "Email"),
        ("The sheet “Sheet” is empty, so “Data” was read.",),
    )
    with pytest.raises(UnreadableFile, match=r"The sheet “Sheet” of two\.xlsx is empty\. Choose another sheet\."):
        read_table(path, ReadOptions(sheet="Sheet"))


def test_a_workbook_of_empty_sheets_is_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"The sheet “Sheet” of none\.xlsx is empty"):
        read_table(_two_sheets(tmp_path / "none.xlsx", filled=False))


def test_an_empty_sheet_and_a_zip_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^leads\.xlsx is empty\. It needs a row of headers"):
        read_table(workbook(tmp_path / "leads.xlsx", []))
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("leads.csv", "Name\nAna\n")
    with pytest.raises(UnreadableFile, match="is a zip file without a workbook"):
        read_table(tmp_path / "more.zip")


def test_a_folder_and_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(UnreadableFile, match=r"gone\.csv is not there"):
        read_table(tmp_path / "gone.csv")


def test_sixteen_thousand_columns(tmp_path: Path) -> None:
    header = [f"Column {n}" for n in range(16_000)]
    path = workbook(tmp_path / "wide.xlsx", [header, [str(n) for n in range(16_000)]])
    with pytest.raises(UnreadableFile, match=r"wide\.xlsx has 16,000 columns; at most 2,000 can be read"):
        read_table(path)
    text = tmp_path / "wide.csv"
    text.write_text("\n".join(",".join(map(str, range(16_000))) for _ in range(2)), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"wide\.csv has 16,000 columns"):
        read_table(text)


def test_sixteen_thousand_columns_of_which_few_hold_anything(tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path / "ghosts.xlsx", [["Name", *([""] * 16_000)], ["Ana"]]))
    assert (table.header, table.columns) == (("Name",), (["Ana"],))


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".xlsb", ".ods"])
@pytest.mark.parametrize("data", [b"this is no workbook", bytes(range(1, 256)) * 20])
def test_what_does_not_begin_like_a_workbook_is_none(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"leads{suffix}"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="is damaged, or no workbook"):
        read_table(path)
