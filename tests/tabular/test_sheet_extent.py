"""A cell that lies too far is seen however it is written, and what only looks far is read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from copper_desk.tabular.reading.extent import MOST_CELLS, check_extent
from copper_desk.tabular.reading.header import letters
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.reading.sheet_part import CHUNK_BYTES
from copper_desk.tabular.reading.source import open_source
from copper_desk.tabular.reading.written_extent import BLOCKS, Block, counted_extent, lies_within
from copper_desk.tabular.table import UnreadableFile
from tests.tabular.laid_file import with_part, workbook

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PART = "xl/worksheets/sheet1.xml"
HEAD = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


def _sheet(rows: bytes) -> bytes:
    return b'<?xml version="1.0"?><worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (MAIN, rows)


def _book(folder: Path, sheet: bytes) -> Path:
    return with_part(workbook(folder / "leads.xlsx", [["x"]]), PART, sheet)


def _is_too_far(path: Path) -> bool:
    try:
        check_extent(open_source(path), "Leads")
    except UnreadableFile as error:
        return "reaches farther than can be read" in str(error)
    return False


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c\tr="XFD1048576"><v>1</v></c>',
        b'<c  r = "XFD1048576"><v>1</v></c>',
        b'<c s="1" r="XFD1048576"><v>1</v></c>',
        b'<c s="/>" r="XFD1048576"><v>1</v></c>',
        b'<c s=\' r="A1"\' r="XFD1048576"><v>1</v></c>',
        b'<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
        b'<%b:c r="XFD1048576"><v>1</v></c>' % (b"x" * 200),
        b'<c r="AAAAA999"><v>1</v></c>',
        b'<row r="9999999">' + b"<c><v>1</v></c>" * 30 + b"</row>",
        b"<row>" + b"<c><v>1</v></c>" * 40_000 + b'</row><c r="A1000"><v>1</v></c>',
    ],
)
def test_a_far_cell_is_seen_however_it_says_where_it_lies(tmp_path: Path, cell: bytes) -> None:
    assert _is_too_far(_book(tmp_path, _sheet(HEAD + cell)))


def test_a_far_cell_is_seen_where_the_tags_have_a_prefix(tmp_path: Path) -> None:
    rows = b'<x:row><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    sheet = b'<x:worksheet xmlns:x="%b"><x:sheetData>%b</x:sheetData></x:worksheet>' % (MAIN, rows)
    assert _is_too_far(_book(tmp_path, sheet))


@pytest.mark.parametrize(
    ("last", "is_too_far"),
    [
        (b"Z999999", False),
        (b"CZ279999", False),
        (b"JZ99999", False),
        (b"AD999999", False),
        (b"AE999999", True),
        (b"XFD1831", False),
        (b"XFD1832", True),
    ],
)
def test_as_many_cells_as_can_be_laid_out_may_lie_in_any_shape(tmp_path: Path, last: bytes, is_too_far: bool) -> None:
    assert _is_too_far(_book(tmp_path, _sheet(HEAD + b'<c r="%b"><v>1</v></c>' % last))) is is_too_far


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_ends_where_it_says(block: Block) -> None:
    column, row = letters(block.width - 1), block.height
    inside, right, below = f"{column}{row}", f"{letters(block.width)}1", f"A{row + 1}"
    assert [lies_within([f'<c r="{each}">'.encode()], block) for each in (inside, right, below)] == [True, False, False]
    assert block.width * block.height <= MOST_CELLS


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576" s="1"/>', b"<c  r='XFD1048576' />"])
def test_a_far_cell_that_is_only_formatted_is_no_matter(tmp_path: Path, cell: bytes) -> None:
    path = _book(tmp_path, _sheet(HEAD + cell))
    assert not _is_too_far(path)
    assert read_table(path).header == ("1", "2")


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c  r='XFD1048576' ><v>1</v></c>",
        b'<x:c r="XFD1048576"><v>1</v></x:c>',
        b"<c s='>' r='XFD1048576'><v>1</v></c>",
    ],
)
def test_a_far_cell_is_seen_wherever_the_pieces_of_the_sheet_are_cut(tmp_path: Path, cell: bytes) -> None:
    before = _sheet(HEAD).index(b"</sheetData>")
    for cut in range(len(cell) + 2):
        filling = b"<!--%b-->" % (b"." * (CHUNK_BYTES - before - 7 - cut))
        assert _is_too_far(_book(tmp_path, _sheet(HEAD + filling + cell))), cut


@pytest.mark.parametrize("part", ["xl/sheets/sheet1.xml", "xl/Worksheets/Sheet1.xml", "leads.xml"])
def test_a_far_cell_is_seen_wherever_the_sheet_lies(tmp_path: Path, part: str) -> None:
    path = _book(tmp_path, _sheet(HEAD + b'<c r="XFD1048576"><v>1</v></c>'))
    _move(path, part)
    with pytest.raises(UnreadableFile, match="“Leads” reaches farther"):
        read_table(path)


def test_a_far_cell_on_another_sheet_of_a_strict_workbook_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Leads").write_column(0, 0, ["Name", "Ana"])
        book.add_worksheet("Other").write_string(1_048_575, 16_383, "x")
    space = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in ("xl/workbook.xml", PART)}
    for name, content in parts.items():
        with_part(path, name, space.sub(rb"http://purl.oclc.org/ooxml/\1/", content))
    assert list(read_table(path).rows) == [("Ana",)]


def _move(path: Path, part: str) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = parts.pop(PART)
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"worksheets/sheet1.xml", b"/" + part.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("tag", [b"<c" + b" " * 2_000_000, b"<c " * 700_000, b"<c '" * 500_000, b"<c \"='" * 400_000])
def test_a_tag_that_does_not_end_is_damage(tmp_path: Path, tag: bytes) -> None:
    path = _book(tmp_path, _sheet(HEAD + tag + b'r="B7"><v>1</v></c>'))
    with pytest.raises(UnreadableFile, match=r"leads\.xlsx is damaged"):
        read_table(path)


SPACE = st.sampled_from(["", " ", "\n", "  "])
COLUMN = st.sampled_from(["A", "b", "Z", "AA", "cZ", "DA", "JZ", "KA"])


@st.composite
def _cells(draw: st.DrawFn) -> bytes:
    quote = draw(st.sampled_from("\"'"))
    place = f"{draw(COLUMN)}{draw(st.sampled_from(['', '00']))}{draw(st.integers(1, 99))}"
    said = f" {draw(SPACE)}r{draw(SPACE)}={draw(SPACE)}{quote}{place}{quote}" if draw(st.booleans()) else ""
    style = draw(st.sampled_from(["", ' s="0"', "\ts='0'"]))
    end = draw(st.sampled_from(["/>", " />", "><v>1</v></c>", "><v/></c>", "></c>"]))
    return f"<c{style}{said}{end}".encode()


ROW = st.tuples(st.sampled_from([b"<row>", b'<row r="7">', b"<row  r = '9' s='1'>"]), st.lists(_cells(), max_size=4))


@given(st.lists(ROW, min_size=1, max_size=4))
@example([(b"<row>", [b"<c><v>1</v></c>"] * 30), (b"<row>", [b"<c><v>1</v></c>"])])
def test_no_cell_that_the_reader_lays_out_lies_beyond_what_was_looked_at(rows: list[tuple[bytes, list[bytes]]]) -> None:
    sheet = _sheet(b"".join(b"%b%b</row>" % (start, b"".join(cells)) for start, cells in rows))
    with TemporaryDirectory() as folder:
        end = CalamineWorkbook.from_path(_book(Path(folder), sheet)).get_sheet_by_index(0).end
    blocks = [(block.width, block.height) for block in BLOCKS if lies_within([sheet[:500], sheet[500:]], block)]
    last_row, last_column = end or (-1, -1)
    for width, height in (*blocks, counted_extent([sheet])):
        assert last_column < width
        assert last_row < height
