"""Writes the workbooks of 1997 to 2003 (.xls), as few as the tests need: one kind of record for each kind of cell.

From Microsoft's [MS-XLS] (the records) and [MS-CFB] (the container). Two sheets' worth of features, no formats but one.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECTOR = 512
_LEAST_STREAM = 4096  # A shorter one would have to lie in the mini stream.
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _EOF, _SHEET, _DATES, _FORMAT, _LOCKED = 0x0809, 0x000A, 0x0085, 0x0022, 0x00E0, 0x002F
_NUMBER, _TEXT, _YES_NO, _FORMULA = 0x0203, 0x0204, 0x0205, 0x0006
_PLAIN, _AS_DATE = 0, 1
_BUILT_IN_DATE = 14
_DAY_0 = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 # A workbook knows no zones.

Rows = Sequence[Sequence[object]]


def old_workbook(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    is_1904: bool = False,
    is_locked: bool = False,
) -> Path:
    """A workbook of these sheets. A tuple ``("=", number)`` is a formula with the value it last had."""
    pages = [_page(rows, is_1904=is_1904) for rows in sheets.values()]
    head = _globals([(name, name in hidden) for name in sheets], [0] * len(pages), is_1904, is_locked)
    offsets, place = [], len(head)
    for page in pages:
        offsets.append(place)
        place += len(page)
    head = _globals([(name, name in hidden) for name in sheets], offsets, is_1904, is_locked)
    path.write_bytes(_container(head + b"".join(pages)))
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _globals(sheets: Sequence[tuple[str, bool]], offsets: Sequence[int], is_1904: bool, is_locked: bool) -> bytes:
    parts = [_record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0x0600))]
    if is_locked:
        parts.append(_record(_LOCKED, struct.pack("<HHH", 1, 1, 1) + bytes(48)))  # [MS-XLS] 2.4.117: RC4
    parts.append(_record(_DATES, struct.pack("<H", is_1904)))
    parts += [_record(_FORMAT, struct.pack("<HHH", 0, kind, 0) + bytes(14)) for kind in (0, _BUILT_IN_DATE)]
    for (name, is_hidden), offset in zip(sheets, offsets, strict=True):
        parts.append(_record(_SHEET, struct.pack("<IBBBB", offset, is_hidden, 0, len(name), 1) + _wide(name)))
    return b"".join([*parts, _record(_EOF)])


def _page(rows: Rows, *, is_1904: bool) -> bytes:
    cells = [
        _cell(row, column, cell, is_1904=is_1904) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
    ]
    return b"".join([_record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0x0600)), *cells, _record(_EOF)])


def _cell(row: int, column: int, cell: object, *, is_1904: bool) -> bytes:
    def at(form: int) -> bytes:
        return struct.pack("<HHH", row, column, form)

    match cell:
        case None:
            return b""
        case bool():
            return _record(_YES_NO, at(_PLAIN) + struct.pack("<BB", cell, 0))
        case int() | float():
            return _record(_NUMBER, at(_PLAIN) + struct.pack("<d", cell))
        case dt.datetime():
            return _record(_NUMBER, at(_AS_DATE) + struct.pack("<d", (cell - _DAY_0[is_1904]) / dt.timedelta(days=1)))
        case ("=", float() as value):
            return _record(_FORMULA, at(_PLAIN) + struct.pack("<dHIH", value, 0, 0, 3) + b"\x1e\x01\x00")
        case _:
            text = str(cell)
            return _record(_TEXT, at(_PLAIN) + struct.pack("<HB", len(text), 1) + _wide(text))


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _container(stream: bytes) -> bytes:
    """A compound file with one stream: the table of sectors, the directory, then the stream."""
    stream = stream.ljust(_LEAST_STREAM, b"\x00")
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    assert count + 2 <= _SECTOR // 4, "The stream is too long for one table of sectors."
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry(
        "Workbook", 2, child=_FREE, start=2, size=len(stream)
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + folder.ljust(_SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    wide = _wide(name)
    return (
        wide.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(wide) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
