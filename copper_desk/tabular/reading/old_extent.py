"""Whether the cells of a workbook of 1997 to 2003 (.xls) lie where such a workbook may have cells.

The reader of workbooks believes a damaged one that a cell lies in column 65,000, or that a sheet ends before it begins,
asks for the room, and ends the whole program. So its records are walked first. From Microsoft's [MS-CFB] (the
container) and [MS-XLS] (the records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import takewhile

_SECTOR_SHIFT, _MINI_SHIFT = 30, 32
_TABLE_SECTORS, _FIRST_ENTRIES, _LEAST_STREAM, _FIRST_MINI, _FIRST_MORE = 44, 48, 56, 60, 68
_INLINE_TABLE = slice(76, 512)
_LAST_SECTOR = 0xFFFFFFFA
"""What is larger marks an end or a free place."""
_ENTRY_BYTES = 128
_NAMES = {"workbook", "book"}

_ROWS, _COLUMNS = 65_536, 256
_SHORTEST_SHEET = 8
_STRINGS, _SHEET, _EXTENT, _BEGINNING, _END, _PASSWORD = 0x00FC, 0x0085, 0x0200, 0x0809, 0x000A, 0x002F
_BLANKS, _NUMBERS = 0x00BE, 0x00BD  # Several cells in one record, the last column at its end.
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0201, _BLANKS, _NUMBERS}


_EXTENTS = {10: "<HHHH", 14: "<IIHH"}
"""How a sheet says where its cells begin and end, by the length of the record: before 1997 and since."""


def asks_for_password(data: bytes) -> bool:
    """Whether a password was set: then the bodies of all records behind this one mean nothing ([MS-XLS] 2.4.117)."""
    try:
        before = takewhile(lambda record: record[1] != _END, _records(_workbook(data)))
        return any(kind == _PASSWORD for _place, kind, _body in before)
    except (struct.error, ValueError, IndexError):
        return False


def is_within_bounds(data: bytes) -> bool:
    """Whether all is where it may be; False, too, for a container that does not hold together."""
    try:
        stream = _workbook(data)
        begun: set[int] = set()
        sheets: set[int] = set()
        for place, kind, body in _records(stream):
            if not _may_be(kind, body, len(stream)):
                return False
            if kind == _BEGINNING:
                begun.add(place)
            elif kind == _SHEET:
                sheets.add(int.from_bytes(body[:4], "little"))
        # Read from elsewhere, a sheet would be whatever its bytes happen to say.
        return sheets <= begun
    except (struct.error, ValueError, IndexError):
        return False


def _may_be(kind: int, body: memoryview, most: int) -> bool:
    if kind in _CELLS:
        last = body[-2:] if kind in (_BLANKS, _NUMBERS) else body[2:4]
        return max(int.from_bytes(body[2:4], "little"), int.from_bytes(last, "little")) < _COLUMNS
    if kind == _SHEET:
        return len(body) >= _SHORTEST_SHEET and int.from_bytes(body[:4], "little") < most
    if kind == _STRINGS:
        return int.from_bytes(body[4:8], "little") <= most
    if kind == _EXTENT and len(body) in _EXTENTS:
        first_row, end_row, first_column, end_column = struct.unpack_from(_EXTENTS[len(body)], body)
        return bool(first_row <= end_row <= _ROWS and first_column <= end_column <= _COLUMNS)
    return True


def _records(stream: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Each record: where it stands, its kind and its body."""
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _workbook(data: bytes) -> memoryview:
    """The stream of the workbook. Raises struct.error, ValueError or IndexError where there is none."""
    size = 1 << _number(data, _SECTOR_SHIFT, "<H")
    sectors = memoryview(data)[max(512, size) :]
    table = _table(data, sectors, size)
    folder = _chained(sectors, table, _number(data, _FIRST_ENTRIES), size)
    entries = [bytes(folder[at : at + _ENTRY_BYTES]) for at in range(0, len(folder), _ENTRY_BYTES)]
    root, found = entries[0], _found(entries)
    length = _number(found, 120)
    if length >= _number(data, _LEAST_STREAM):
        return _chained(sectors, table, _number(found, 116), size)[:length]
    mini_table = _numbers(_chained(sectors, table, _number(data, _FIRST_MINI), size))
    minis = _chained(sectors, table, _number(root, 116), size)
    return _chained(minis, mini_table, _number(found, 116), 1 << _number(data, _MINI_SHIFT, "<H"))[:length]


def _table(data: bytes, sectors: memoryview, size: int) -> tuple[int, ...]:
    """Which sector follows which."""
    places = list(_numbers(memoryview(data)[_INLINE_TABLE]))
    more = _number(data, _FIRST_MORE)
    while more <= _LAST_SECTOR and len(places) * size <= len(data):
        *found, more = _numbers(sectors[more * size : (more + 1) * size])
        places += found
    used = [place for place in places if place <= _LAST_SECTOR]
    return _numbers(memoryview(b"".join(sectors[place * size : (place + 1) * size] for place in used)))


def _chained(sectors: memoryview, table: tuple[int, ...], first: int, size: int) -> memoryview:
    pieces, place = [], first
    while place <= _LAST_SECTOR:
        pieces.append(sectors[place * size : (place + 1) * size])
        if len(pieces) > len(table):
            raise ValueError("The sectors go round in a circle.")
        place = table[place]
    return memoryview(b"".join(pieces))


def _found(entries: list[bytes]) -> bytes:
    for entry in entries:
        if _name(entry) in _NAMES:
            return entry
    raise ValueError("There is no workbook in it.")


def _name(entry: bytes) -> str:
    length = _number(entry, 64, "<H")
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace").casefold()


def _number(data: bytes, place: int, form: str = "<I") -> int:
    (number,) = struct.unpack_from(form, data, place)
    return int(number)


def _numbers(data: memoryview) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
