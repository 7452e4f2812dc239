"""How many columns and rows the cells of a sheet in a binary workbook (.xlsb) span.

What the sheet itself says of it (BrtWsDim) need not be true, so its records are walked. From Microsoft's [MS-XLSB].
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

_ROW: Final = 0
_CELLS: Final = frozenset(range(2, 12))
"""BrtCellRk to BrtFmlaError. BrtCellBlank, 1, is only formatted, and the reader passes it by."""
_EXTENT: Final = 148
_BEGINNING: Final = b"\x81\x01"
"""BrtBeginSheet, 129: each sheet begins with it."""
_MORE: Final = 0x80


def binary_extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows, those that the sheet says it has included: the reader makes room for them. Raises what zipfile
    raises, and ValueError where the records do not hold together."""
    data = book.read(part)
    if not data.startswith(_BEGINNING):  # Settings of a printer, styles, the workbook itself.
        return 0, 0
    try:
        return _walked(memoryview(data))
    except (struct.error, IndexError) as error:
        raise ValueError("The records end too soon.") from error


def _walked(part: memoryview) -> tuple[int, int]:
    width = height = row = 0
    for kind, body in _records(part):
        if kind in _CELLS:
            width, height = max(width, _number(body) + 1), max(height, row)
        elif kind == _ROW:
            row = _number(body) + 1
        elif kind == _EXTENT:
            _first_row, last_row, _first_column, last_column = struct.unpack_from("<IIII", body)
            width, height = max(width, last_column + 1), max(height, last_row + 1)
    return width, height


def _records(part: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Each record's kind, in one or two bytes, and its body, whose length is in up to four bytes of seven bits
    (2.1.4)."""
    place, end = 0, len(part)
    while place < end:
        kind = part[place]
        place += 1
        if kind & _MORE:
            kind = kind & ~_MORE | part[place] << 7
            place += 1
        size = shift = 0
        while True:
            byte = part[place]
            place += 1
            size |= (byte & ~_MORE) << shift
            shift += 7
            if not byte & _MORE or shift > 21:
                break
        yield kind, part[place : place + size]
        place += size


def _number(body: memoryview) -> int:
    return int.from_bytes(body[:4], "little")
