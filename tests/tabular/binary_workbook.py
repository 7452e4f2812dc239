"""Writes the binary workbooks of today (.xlsb), as little as the tests need: texts and numbers on one sheet.

From Microsoft's [MS-XLSB] (the records).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROW, _NUMBER, _TEXT = 0, 5, 6
_BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 129, 130, 131, 132
_BEGIN_SHEETS, _END_SHEETS, _BEGIN_ROWS, _END_ROWS, _EXTENT, _SHEET = 143, 144, 145, 146, 148, 156

Cell = tuple[int, int, object]
"""Row and column, counted from 0, and a text or a number."""


def binary_workbook(path: Path, cells: Sequence[Cell], *, extent: tuple[int, int]) -> Path:
    """A workbook of these cells, whose sheet says that it has so many rows and columns."""
    book = _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS)
    book += _record(_SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text("Leads"))
    book += _record(_END_SHEETS) + _record(_END_BOOK)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("docProps/app.xml", "<Properties/>" * 9)
        archive.writestr("xl/printerSettings/printerSettings1.bin", bytes(range(256)) * 3)
        archive.writestr("xl/worksheets/sheet1.bin", _sheet(cells, extent))
    return path


def _sheet(cells: Sequence[Cell], extent: tuple[int, int]) -> bytes:
    rows, columns = extent
    sheet = _record(_BEGIN_SHEET) + _record(_EXTENT, struct.pack("<IIII", 0, rows - 1, 0, columns - 1))
    sheet += _record(_BEGIN_ROWS)
    last = -1
    for row, column, value in cells:
        if row != last:
            sheet += _record(_ROW, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0))
        last = row
        head = struct.pack("<II", column, 0)
        if isinstance(value, str):
            sheet += _record(_TEXT, head + _text(value))
        else:
            sheet += _record(_NUMBER, head + struct.pack("<d", value))
    return sheet + _record(_END_ROWS) + _record(_END_SHEET)


def _record(kind: int, body: bytes = b"") -> bytes:
    """[MS-XLSB] 2.1.4: the kind in one or two bytes, the length in up to four, seven bits in each."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    return head + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
