"""Real spreadsheets from elsewhere, where they lie beside the checkout, read as is known of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copper_desk.tabular.reading.read import read_table

DATA = Path(__file__).parents[3] / "shared" / "data"
KNOWN: dict[str, dict[str, Any]] = (
    json.loads((DATA / "expected.json").read_text(encoding="utf-8")) if (DATA / "expected.json").is_file() else {}
)
FILES = [name for name in KNOWN if not name.endswith("/")]
PAIRS = [f"{folder}{name}" for folder in KNOWN if folder.endswith("/") for name in KNOWN[folder]["files"]]

pytestmark = pytest.mark.skipif(not KNOWN, reason="there are no spreadsheets beside this checkout")


@pytest.mark.parametrize("name", FILES)
def test_a_real_spreadsheet_reads_as_is_known(name: str) -> None:
    known, table = KNOWN[name], read_table(DATA / name)
    assert (table.encoding, table.delimiter) == (known["encoding"], known["delimiter"])
    assert (table.header_row, len(table), list(table.header)) == (
        known["header_record"],
        known["data_rows"],
        known["headers"],
    )
    for cell in known["cells"]:
        value = cell.get("value", cell.get("stored_date"))
        expected = "TRUE" if value is True else str(value)
        assert table.columns[cell["col"]][cell["row"] - 1] == expected


@pytest.mark.parametrize("name", PAIRS)
def test_a_hard_file_reads_as_its_twin_says(name: str) -> None:
    table = read_table(DATA / name)
    known = json.loads((DATA / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert [dict(zip(table.header, row, strict=True)) for row in table.rows] == known
