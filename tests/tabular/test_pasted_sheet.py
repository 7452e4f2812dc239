"""A whole sheet on the clipboard is told from values that are pasted over cells."""

from __future__ import annotations

import pytest

from copper_desk.tabular.pasted_sheet import is_sheet
from tests.sheet.specimen import SCHEMA


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Name", "Email"], ["Ana", "ana@x.example"]], True),
        ([["Full Name", "E-mail", "Our code"], ["Ana", "a@x.example", "7"]], True),
        ([["Name", "Email"]], False),
        ([["Name"], ["Ana"]], False),
        ([["Ana", "Buyer"], ["Bo", "CEO"]], False),
        ([["Name", "x", "y", "z", "w"], ["Ana", "", "", "", ""]], False),
        ([], False),
    ],
)
def test_headers_are_known_by_the_fields_they_name(rows: list[list[str]], expected: bool) -> None:
    assert is_sheet(rows, SCHEMA) is expected
