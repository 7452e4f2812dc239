"""How far the cells of a sheet reach, looked at before the reader of workbooks lays the sheet out in memory.

It lays out one block from the first cell to the last. One stray cell in the last corner of a sheet asks for half a
terabyte, and then the whole program ends without a word. Must not know what the cells mean.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from copper_desk.tabular.reading.header import letters
from copper_desk.tabular.reading.old_extent import is_within_bounds
from copper_desk.tabular.reading.sheet_part import CHUNK_BYTES, pieces_of, sheet_parts
from copper_desk.tabular.reading.source import Source, damaged
from copper_desk.tabular.table import FileFormat, UnreadableFile
from copper_desk.wording import number, tr

MOST_CELLS = 30_000_000
"""Rows times columns that a sheet may span; the reader takes 32 bytes for each, be it empty or not."""
_LONGEST_TAG = 512
_REFERS_FAR = re.compile(rb" r=.[A-Za-z](?:[A-Za-z]|[0-9]{7})")
"""A cell right of column Z, or below row 999,999; without one, the sheet spans less than is allowed."""
_FILLED_CELL = re.compile(rb" r=.([A-Za-z]+)([0-9]+)[\"'][^>]*(?<!/)>")
"""A cell with something in it; ``<c r="XFD9" s="1"/>`` is only formatted."""
_COUNT_OF_STRINGS = re.compile(rb"uniqueCount=.([0-9]+)")
_STRINGS = "xl/sharedStrings.xml"
_SHORTEST_STRING = len("<si/>")
_BINARY_SIZE = b"\x94\x01\x10"  # [MS-XLSB] 2.4.820 BrtWsDim: record 148, 16 bytes long


def _check_whole(source: Source) -> None:
    parser = expat.ParserCreate()
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as book, book.open("content.xml") as part:
            while piece := part.read(CHUNK_BYTES):
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableFile(damaged(source.name)) from error


def check_extent(source: Source, tab: str) -> None:
    """Raises UnreadableFile where a sheet reaches farther than can be laid out, and what zipfile raises.

    Only the kinds that may reach that far are looked at: the reader bounds .ods itself, and a sound .xls ends at
    IV65536.
    """
    if source.format not in _FINDERS:
        return
    with zipfile.ZipFile(BytesIO(source.data)) as book:
        for part in sheet_parts(book, tab):
            width, height = _FINDERS[source.format](book, part)
            if width * height > MOST_CELLS:
                raise UnreadableFile(
                    too_far(
                        source.name,
                        f" “{tab}”",
                        tr(" (column {column}, row {row})", column=letters(width - 1), row=number(height)),
                    )
                )


def too_far(name: str, tab: str = "", place: str = "") -> str:
    """What is said of a sheet that reaches too far."""
    return tr(
        "{name}: the sheet{tab} reaches farther than can be read{place}. Delete what stands far from the leads, or "
        "copy them into a new workbook.",
        name=name,
        tab=tab,
        place=place,
    )


def check_counts(source: Source) -> None:
    """The reader makes room for as many texts and columns as the workbook says it has; that may not be a lie.

    And it waits for ever for the end of an .ods that has none.

    Raises UnreadableFile where it is, and what zipfile raises.
    """
    if source.format is FileFormat.XLS and not is_within_bounds(source.data):
        raise UnreadableFile(damaged(source.name))
    if source.format is FileFormat.ODS:
        _check_whole(source)
    if source.format not in _FINDERS:
        return
    with zipfile.ZipFile(BytesIO(source.data)) as book:
        if _STRINGS not in book.namelist():
            return
        with book.open(_STRINGS) as part:
            said = _COUNT_OF_STRINGS.search(part.read(_LONGEST_TAG))
        size = book.getinfo(_STRINGS).file_size
    if said is not None and int(said.group(1)) * _SHORTEST_STRING > size:
        raise UnreadableFile(damaged(source.name))


def _chunks(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part piece by piece, each beginning with the end of the one before, so that no tag is cut in two."""
    rest = b""
    for piece in pieces_of(book, part):
        yield rest + piece
        rest = piece[-_LONGEST_TAG:]


def _written_extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows of a sheet in XML; 0 of both where a quick look tells that they are few enough."""
    if not any(_REFERS_FAR.search(piece) for piece in _chunks(book, part)):
        return 0, 0
    return _told_extent(book, part)


def _told_extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    columns: set[bytes] = set()
    height = 0
    for piece in _chunks(book, part):
        found = _FILLED_CELL.findall(piece)
        columns.update(name for name, _row in found)
        height = max(height, max((int(row) for _name, row in found), default=0))
    return max(map(_number, columns), default=0), height


def _number(name: bytes) -> int:
    """``A`` is 1, ``Z`` 26, ``AA`` 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _stated_extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows that a binary sheet says it has, near its beginning."""
    with book.open(part) as stream:
        head = stream.read(_LONGEST_TAG)
    place = head.find(_BINARY_SIZE)
    if place < 0:
        return 0, 0
    _first_row, last_row, _first_column, last_column = (
        int.from_bytes(head[at : at + 4], "little") for at in range(place + 3, place + 19, 4)
    )
    return last_column + 1, last_row + 1


_FINDERS = {
    FileFormat.XLSX: _written_extent,
    FileFormat.XLSM: _written_extent,
    FileFormat.XLSB: _stated_extent,
}
