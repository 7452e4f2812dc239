"""Counts the cells of a sheet in XML whose formula has no saved value: they are read as blank.

Programs that only write workbooks leave the values to the one that opens them next. Looks at tags alone, piece by
piece.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from copper_desk.tabular.reading.sheet_part import pieces_of, sheet_parts
from copper_desk.tabular.reading.source import Source
from copper_desk.tabular.table import FileFormat

_IN_XML: Final = frozenset({FileFormat.XLSX, FileFormat.XLSM})
_SHEET: Final = re.compile(rb"<(\w+:)?worksheet[\s>]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>])")
_END: Final = re.compile(rb"</(?:\w+:)?c>")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?:/>|>([^<]*))")
_IS_TEXT: Final = re.compile(rb"[^>]*\st=[\"']str[\"']")
_LONGEST_CELL: Final = 1024 * 1024
"""A text of 32,767 characters and a formula of 8,192, each written as ``&#xFFFF;``, are less."""


def unsaved_formulas(source: Source, tab: str) -> int:
    """How many cells of a sheet hold a formula without the value that a program would have saved for it. A binary
    sheet always has both. Raises what zipfile raises."""
    if source.format not in _IN_XML:
        return 0
    with zipfile.ZipFile(BytesIO(source.data)) as book:
        return sum(
            count_unsaved(pieces_of(book, part)) if _has_formulas(pieces_of(book, part)) else 0
            for part in sheet_parts(book, tab)
        )


def _has_formulas(pieces: Iterable[bytes]) -> bool:
    """A look at the tags alone, several times as quick as one at the cells."""
    end, rest = b"", b""
    for piece in pieces:
        sheet = None if end else _SHEET.search(piece)
        end = end or b"</%bf>" % ((sheet and sheet[1]) or b"")
        if end in rest + piece:
            return True
        rest = piece[-len(end) :]
    return False


def count_unsaved(pieces: Iterable[bytes]) -> int:
    """How many cells have a formula and no value."""
    return sum(map(_is_unsaved, _cells(pieces)))


def _cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What ends with each cell that is not empty: the cell, and empty ones before it."""
    rest = b""
    for piece in pieces:
        *cells, rest = _END.split(rest + piece)
        yield from cells
        rest = rest[-_LONGEST_CELL:]


def _is_unsaved(text: bytes) -> bool:
    formula = None if b"f" not in text else _FORMULA.search(text)
    if formula is None:
        return False
    value = _VALUE.search(text, formula.end())
    if value is None:
        return True
    # The saved result of a formula may be a text of no length; nothing else is saved as nothing.
    return not value[1] and _IS_TEXT.match(text, _begin(text, formula.start())) is None


def _begin(text: bytes, end: int) -> int:
    """Where the attributes of the last cell before ``end`` begin."""
    return max((cell.end() for cell in _CELL.finditer(text, 0, end)), default=0)
