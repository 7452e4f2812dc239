"""The row of the headers, among titles and ragged rows."""

from __future__ import annotations

import pytest

from copper_desk.tabular.reading.header import found_header

HEADER = "Name,Email,Phone"
ROW = "Ann,ann@nw.example,415"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([HEADER, ROW, ROW], 0),
        ([], 0),
        ([""], 0),
        ([HEADER], 0),
        (["Visitors", "", HEADER, ROW], 2),
        (["Visitors", HEADER], 1),
        # One row that is much longer than the others is ragged.
        (["Name,Email,Notes", "Ann,a@b.co,hello, world, again, more, x", ROW], 0),
        (["Name,Email,Notes", ROW, "Bob,b@b.co,x,y,z,w"], 0),
        # A title with a comma in it.
        (["Leads export, generated 2026-05-01 by Ann", HEADER, ROW, ROW], 1),
        (["Region,EMEA", HEADER, ROW, ROW], 1),
        (["Generated on,2026-06-24", HEADER, ROW], 1),
        # A year and a nameless column among names of fields.
        (["Name,,2024,Email", "Ann,x,5,ann@nw.example", "Bob,y,6,b@nw.example"], 0),
        # Leads that are called like fields do not take the place of headers that nobody knows.
        (["Who,What,Where", "Name,Email,Phone", "Ben,b@nw.example,416"], 0),
        (["Who,What", "Name,Email", "Ben,b@nw.example"], 0),
    ],
)
def test_where_the_headers_are(lines: list[str], place: int) -> None:
    assert found_header([line.split(",") for line in lines]) == place
