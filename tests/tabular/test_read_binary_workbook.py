"""Binary workbooks of today (.xlsb): sound ones, and ones that lie about how far they reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import FileFormat, UnreadableFile
from tests.tabular.binary_workbook import Cell, binary_workbook
from tests.tabular.laid_file import with_part

CELLS: list[Cell] = [(0, 0, "Lead ID"), (0, 1, "Name"), (1, 0, 8589934592.0), (1, 1, "Zoë")]
PART = "xl/worksheets/sheet1.bin"


def test_a_sheet_is_read(tmp_path: Path) -> None:
    table = read_table(binary_workbook(tmp_path / "leads.xlsb", CELLS, extent=(2, 2)))
    assert (table.format, table.sheet) == (FileFormat.XLSB, "Leads")
    assert (table.header, list(table.rows)) == (("Lead ID", "Name"), [("8589934592", "Zoë")])


@pytest.mark.parametrize(
    ("cells", "extent"),
    [
        (CELLS, (1_048_576, 16_384)),
        ([*CELLS, (1_048_575, 16_383, "x")], (2, 2)),
        ([*CELLS, (4_000_000_000, 0, "x"), (4_000_000_001, 4_000_000_000, 1.0)], (2, 2)),
    ],
)
def test_a_sheet_that_reaches_too_far(tmp_path: Path, cells: list[Cell], extent: tuple[int, int]) -> None:
    path = binary_workbook(tmp_path / "leads.xlsb", cells, extent=extent)
    with pytest.raises(UnreadableFile, match=r"leads\.xlsb: the sheet “Leads” reaches farther"):
        read_table(path)


@pytest.mark.parametrize("records", [b"\x94\x01\x10", b"\x94\x01\x03\x00\x00\x00", b"\x94", b"\x00\xff\xff"])
def test_records_that_end_too_soon(tmp_path: Path, records: bytes) -> None:
    path = with_part(binary_workbook(tmp_path / "leads.xlsb", CELLS, extent=(2, 2)), PART, b"\x81\x01\x00" + records)
    with pytest.raises(UnreadableFile, match=r"leads\.xlsb is damaged"):
        read_table(path)
