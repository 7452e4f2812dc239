"""A workbook that lies about its size, or does not hold together, costs one sentence and not the program."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.reading.workbook import _told
from copper_desk.tabular.table import ReadOptions, UnreadableFile
from tests.tabular.laid_file import ods, with_part, workbook

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as whole:
        return whole.read(name)


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (LAST_ROW, LAST_COLUMN, "column XFD, row 1,048,576"),
        (LAST_ROW, 60, "column BI, row 1,048,576"),
        (3_000, LAST_COLUMN, "column XFD, row 3,001"),
    ],
)
def test_a_cell_far_from_the_others_does_not_end_the_program(tmp_path: Path, row: int, column: int, place: str) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet("Leads & more")
        page.write_row(0, 0, ["Name", "City"])
        page.write_string(row, column, "x")
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    assert str(caught.value) == (
        f"leads.xlsx: the sheet “Leads & more” reaches farther than can be read ({place}). "
        "Delete what stands far from the leads, or copy them into a new workbook."
    )


def test_what_is_far_on_another_sheet_or_only_formatted_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        page, other = book.add_worksheet("Leads"), book.add_worksheet("Other")
        page.write_row(0, 0, ["Name", "City"])
        page.write_row(1, 0, ["Ana", "Ghent"])
        page.write_blank(LAST_ROW, LAST_COLUMN, None, book.add_format({"bold": True}))
        other.write_string(LAST_ROW, LAST_COLUMN, "x")
    assert list(read_table(path).rows) == [("Ana", "Ghent")]
    with pytest.raises(UnreadableFile, match="the sheet “Other” reaches farther"):
        read_table(path, ReadOptions(sheet="Other"))


def test_a_wide_sheet_and_a_long_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name", "City"])
        page.write_string(LAST_ROW, 1, "end")
    table = read_table(path)
    assert (list(table.row_numbers), list(table.rows)) == ([LAST_ROW + 1], [("", "end")])


def test_a_sheet_whose_part_is_not_named_is_found_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Leads").write_string(LAST_ROW, LAST_COLUMN, "x")
    links = "xl/_rels/workbook.xml.rels"
    with_part(
        path, links, _part(path, links).replace(b"worksheets/sheet1.xml", b"/xl/worksheets/../worksheets/sheet1.xml")
    )
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx"):
        read_table(path)


def test_a_count_of_texts_that_is_a_lie(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    name = "xl/sharedStrings.xml"
    with_part(path, name, _part(path, name).replace(b'uniqueCount="2"', b'uniqueCount="400000000000"'))
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx is damaged"):
        read_table(path)


def test_a_count_of_texts_that_is_a_lie_in_a_part_of_another_case(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    texts = parts.pop("xl/sharedStrings.xml")
    parts["xl/SharedStrings.xml"] = texts.replace(b'uniqueCount="2"', b'uniqueCount="400000000000"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx is damaged"):
        read_table(path)


@pytest.mark.parametrize("make", [workbook, ods])
def test_a_workbook_whose_zip_file_has_a_password(
    tmp_path: Path, make: Callable[[Path, list[list[str]]], Path]
) -> None:
    path = make(tmp_path / f"leads.{'ods' if make is ods else 'xlsx'}", [["Name"], ["Ana"]])
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(sign)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(sign, place + 4)
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile, match="is protected by a password"):
        read_table(path)


def test_an_opendocument_sheet_in_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    path = ods(tmp_path / "leads.ods", [["Name"], ["Ana"]])
    content = _part(path, "content.xml").replace(b'version="1.0"?>', b'version="1.0" encoding="UTG-8"?>')
    with_part(path, "content.xml", content)
    with pytest.raises(UnreadableFile, match=r"leads\.ods is damaged"):
        read_table(path)


def test_what_would_unpack_to_far_more_than_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    name = "xl/worksheets/sheet1.xml"
    with_part(path, name, _part(path, name).replace(b"</sheetData>", b" " * 80_000_000 + b"</sheetData>"))
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx would unpack to 0\.1 GB, [\d,]+ times its size"):
        read_table(path)


def test_a_size_that_is_a_lie(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    name = "xl/worksheets/sheet1.xml"
    with_part(path, name, _part(path, name).replace(b"</sheetData>", b" " * 3_000_000 + b"</sheetData>"))
    with zipfile.ZipFile(path) as whole:
        size = whole.getinfo(name).file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (5_000).to_bytes(4, "little")))
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx is damaged"):
        read_table(path)


def test_an_opendocument_sheet_without_an_end(tmp_path: Path) -> None:
    path = ods(tmp_path / "leads.ods", [["Name"], ["Ana"]])
    with_part(path, "content.xml", _part(path, "content.xml").replace(b"</table:table>", b""))
    with pytest.raises(UnreadableFile, match=r"leads\.ods is damaged"):
        read_table(path)


def test_an_opendocument_sheet_that_reaches_too_far(tmp_path: Path) -> None:
    path = ods(tmp_path / "leads.ods", [["Name"], ["Ana"]])
    far = (
        b'<table:table-row table:number-rows-repeated="1048570"><table:table-cell office:value-type="string" '
        b'table:number-columns-repeated="16380"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    )
    with_part(path, "content.xml", _part(path, "content.xml").replace(b"</table:table>", far))
    with pytest.raises(UnreadableFile, match=r"leads\.ods: the sheet reaches farther than can be read"):
        read_table(path)


def test_an_opendocument_sheet_with_a_password(tmp_path: Path) -> None:
    path = ods(tmp_path / "leads.ods", [["Name"], ["Ana"]])
    with_part(path, "content.xml", bytes(range(200)))
    with_part(
        path, "META-INF/manifest.xml", b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(UnreadableFile, match=r"leads\.ods is protected by a password"):
        read_table(path)


def test_a_bug_of_the_reader_is_a_damaged_file_and_ctrl_c_is_not() -> None:
    class PanicException(BaseException):  # As the reader's own is called.
        pass

    with pytest.raises(UnreadableFile, match=r"leads\.xls is damaged"), _told("leads.xls"):
        raise PanicException
    with pytest.raises(KeyboardInterrupt), _told("leads.xls"):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"II*\x00....", "a picture"), (b"MIME-Version: 1.0\n", "a web archive"), (b"SQLite format 3\x00", "a database")],
)
def test_what_is_something_else_is_called_so(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=f"leads.xlsx is {word}"):
        read_table(path)


def test_a_device_is_not_read(tmp_path: Path) -> None:
    link = tmp_path / "leads.csv"
    link.symlink_to("/dev/zero")
    with pytest.raises(UnreadableFile, match="is not a file but a device"):
        read_table(link)


def test_cells_of_a_page_that_reach_over_several_rows(tmp_path: Path) -> None:
    path = tmp_path / "leads.xls"
    path.write_text(
        "<table><tr><th>Company<th>Name<th>City</tr><tr><td rowspan=3>Acme<td>Ana<td rowspan=2>Ghent</tr>"
        "<tr><td>Bo</tr><tr><td>Cy<td>Lyon</tr><tr><td>Bolt<td>Di<td>Oslo</tr></table>"
        "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"
    )
    table = read_table(path)
    assert list(table.rows) == [("Acme", "Ana", "Ghent"), ("", "Bo", ""), ("", "Cy", "Lyon"), ("Bolt", "Di", "Oslo")]
    assert table.notes == ("leads.xls has 2 tables; the longest was read. Save the others as files of their own.",)
