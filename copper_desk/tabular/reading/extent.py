"""How far the cells of a sheet reach, looked at before the reader of workbooks lays the sheet out in memory.

It lays out one block from the first cell to the last. One stray cell in the last corner of a sheet asks for half a
terabyte, and then the whole program ends without a word. Must not know what the cells mean.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from copper_desk.tabular.reading.binary_extent import binary_extent
from copper_desk.tabular.reading.header import letters
from copper_desk.tabular.reading.old_extent import asks_for_password, is_within_bounds
from copper_desk.tabular.reading.sheet_part import CHUNK_BYTES, sheet_parts
from copper_desk.tabular.reading.source import Source, damaged, locked
from copper_desk.tabular.reading.written_extent import written_extent
from copper_desk.tabular.table import FileFormat, UnreadableFile
from copper_desk.wording import number, tr

MOST_CELLS = 30_000_000
"""Rows times columns that a sheet may span; the reader takes 32 bytes for each, be it empty or not."""
_HEAD_BYTES = 512
_COUNT_OF_STRINGS = re.compile(rb"uniqueCount=.([0-9]+)")
_STRINGS = "xl/sharedstrings.xml"
"""Its name in lower case: the reader minds no case."""
_SHORTEST_STRING = len("<si/>")


def _check_whole(source: Source) -> None:
    parser = expat.ParserCreate()
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as book, book.open("content.xml") as part:
            while piece := part.read(CHUNK_BYTES):
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that nobody knows
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
    if source.format is FileFormat.XLS and asks_for_password(source.data):
        raise UnreadableFile(locked(source.name))
    if source.format is FileFormat.XLS and not is_within_bounds(source.data):
        raise UnreadableFile(damaged(source.name))
    if source.format is FileFormat.ODS:
        _check_whole(source)
    if source.format not in _FINDERS:
        return
    with zipfile.ZipFile(BytesIO(source.data)) as book:
        for info in book.infolist():
            if info.filename.casefold() != _STRINGS:
                continue
            with book.open(info) as part:
                said = _COUNT_OF_STRINGS.search(part.read(_HEAD_BYTES))
            if said is not None and int(said.group(1)) * _SHORTEST_STRING > info.file_size:
                raise UnreadableFile(damaged(source.name))


_FINDERS = {
    FileFormat.XLSX: written_extent,
    FileFormat.XLSM: written_extent,
    FileFormat.XLSB: binary_extent,
}
