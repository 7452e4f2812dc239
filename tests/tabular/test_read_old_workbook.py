"""Workbooks of 1997 to 2003, sound ones, locked ones and damaged ones."""

from __future__ import annotations

import datetime as dt
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import FileFormat, SheetTab, UnreadableFile
from tests.tabular.old_workbook import Rows, old_workbook

# A workbook's days know no time zone.
DAY, MORNING = dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 4, 8)  # noqa: DTZ001

LEADS: Rows = [
    ["Lead ID", "Name", "Zip", "Day", "Yes", "Sum"],
    [8589934592, "Zoë", "06652", DAY, True, ("=", 119.00000000000001)],
    [1, "Bo", None, MORNING, False, ("=", 2.5)],
]


@pytest.mark.parametrize("is_1904", [False, True])
def test_each_kind_of_cell_has_its_text(tmp_path: Path, is_1904: bool) -> None:
    path = old_workbook(tmp_path / "leads.xls", {"Notes": [["x"]], "Leads": LEADS}, hidden=["Notes"], is_1904=is_1904)
    table = read_table(path)
    assert (table.format, table.sheet) == (FileFormat.XLS, "Leads")
    assert table.sheets == (SheetTab("Notes", False), SheetTab("Leads", True))
    assert list(table.rows) == [
        ("8589934592", "Zoë", "06652", "2026-03-04", "TRUE", "119"),
        ("1", "Bo", "", "2026-03-04T08:00:00", "FALSE", "2.5"),
    ]


def _enciphered(data: bytes) -> bytes:
    """With the bodies of the records behind the one of the password garbled, as far as they are in a real one.

    [MS-XLS] 2.2.10: not those of BOF, and not where a sheet begins.
    """
    found, place, is_behind = bytearray(data), data.index(b"\x09\x08\x10\x00"), False
    while place + 4 <= len(found) and found[place : place + 4] != bytes(4):
        kind, size = struct.unpack_from("<HH", found, place)
        first, end = place + 4 + 4 * (kind == 0x85), place + 4 + size
        if is_behind and kind != 0x0809:
            found[first:end] = bytes(byte ^ 0xA5 for byte in found[first:end])
        is_behind = is_behind or kind == 0x2F
        place = end
    return bytes(found)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "leads.xls", {"Leads": LEADS}, is_locked=True)
    path.write_bytes(_enciphered(path.read_bytes()))
    with pytest.raises(UnreadableFile, match=r"leads\.xls is protected by a password"):
        read_table(path)


def test_a_cell_where_none_may_be_does_not_end_the_program(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "leads.xls", {"Leads": [["Name"], ["Ana"]]})
    data = path.read_bytes()
    place = data.index("Ana".encode("utf-16-le")) - 9
    path.write_bytes(data[:place] + b"\xff\xff\xff\xff" + data[place + 4 :])  # Row and column 65,535.
    with pytest.raises(UnreadableFile, match="is damaged"):
        read_table(path)


@pytest.mark.parametrize("length", [8, 100, 512, 600, 1024, 2000])
def test_what_was_cut_off_is_damaged(tmp_path: Path, length: int) -> None:
    path = old_workbook(tmp_path / "leads.xls", {"Leads": LEADS})
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(UnreadableFile, match=r"leads\.xls is damaged"):
        read_table(path)


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (struct.pack("<HHHH", 0x0203, 14, 1, 3), struct.pack("<HHHH", 0x0200, 14, 1, 3)),
        (struct.pack("<HHHH", 0x0205, 8, 2, 4), struct.pack("<HHHHIIHH", 0x0200, 14, 2, 0, 1, 0, 0, 9)),
        (struct.pack("<HHHH", 0x0205, 8, 2, 4), struct.pack("<HHHHHH", 0x0200, 10, 0, 2, 9, 8)),
        (struct.pack("<HH", 0x0085, 18), struct.pack("<HHI", 0x0085, 18, 2)),
    ],
)
def test_a_sheet_that_ends_before_it_begins_or_begins_in_the_middle_is_damaged(
    tmp_path: Path, found: bytes, instead: bytes
) -> None:
    """The reader would ask for more room than there is and end the whole program."""
    path = old_workbook(tmp_path / "leads.xls", {"Leads": LEADS})
    data = bytearray(path.read_bytes())
    place = data.index(found)
    data[place : place + len(instead)] = instead
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"leads\.xls is damaged"):
        read_table(path)


@given(
    changes=st.lists(
        st.tuples(
            st.integers(0, 5_600), st.sampled_from([b"\x00", b"\xff", b"\xff\xff", b"\x00\x00\x00\x00", b"\xff" * 4])
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_damage_does_more_than_make_it_unreadable(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]]
) -> None:
    path = old_workbook(tmp_path_factory.mktemp("old") / "leads.xls", {"Leads": LEADS})
    data = bytearray(path.read_bytes())
    for place, new in changes:
        data[place : place + len(new)] = new
    path.write_bytes(data)
    with suppress(UnreadableFile):
        read_table(path)
