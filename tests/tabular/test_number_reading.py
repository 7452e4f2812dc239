"""A column settles by itself what stands before its decimals; what it does not settle is the desktop's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from copper_desk.leads.text import value_of
from copper_desk.tabular.file_text import file_style, file_text
from copper_desk.tabular.number_reading import column_style, number_style
from copper_desk.tabular.reading.read import read_table
from tests.leads.sample import GERMAN, ISO, NUMBER, SCHEMA, STYLES, SWISS
from tests.tabular.laid_file import workbook


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["0.5", "1,250"], "."),
        (["1.250", "2,75"], ","),
        (["1.250.000"], ","),
        (["1,250.5"], "."),
        (["€ 1.250,50", "7"], ","),
        (["-0.125"], "."),
        (["1.1250"], "."),
        ([".5"], "."),
        (["12.5%"], "."),
    ],
)
def test_one_cell_settles_the_column(cells: list[str], decimal: str) -> None:
    assert {number_style(cells, style).decimal for style in STYLES} == {decimal}


@pytest.mark.parametrize(
    "cells", [["1250", "7"], ["1.250"], ["1,250"], ["0.5", "0,5"], ["", "n/a", "1.2.3.4", "1.250,5.0"]]
)
def test_what_settles_nothing_or_both_is_left_to_the_desktop(cells: list[str]) -> None:
    assert [number_style(cells, style) for style in STYLES] == list(STYLES)


def test_groups_of_a_style_stay_where_its_decimals_do() -> None:
    assert number_style(["0.5"], SWISS) is SWISS


@pytest.mark.parametrize("key", ["monetary_value", "cf_107", "cf_108"])
@given(number=NUMBER)
def test_a_number_in_a_file_is_read_back_on_every_desktop(key: str, number: float) -> None:
    field = SCHEMA[key]
    for desktop in STYLES:
        text = file_text(field, number, file_style(desktop))
        assert value_of(field, text, number_style([text], desktop)) == number


def test_three_decimals_are_written_so_that_they_are_no_thousands() -> None:
    field = SCHEMA["monetary_value"]
    assert [file_text(field, number, ISO) for number in (1.125, 0.125, 1250.125, -12.5, 1250)] == [
        "1.1250",
        "0.125",
        "1250.125",
        "-12.5",
        "1250",
    ]
    assert value_of(field, "1.1250", number_style(["1.1250"], GERMAN)) == 1.125


@pytest.mark.parametrize("empty", [0, 2])
def test_the_numbers_of_a_workbook_have_a_point_on_every_desktop(tmp_path: Path, empty: int) -> None:
    left: list[object] = [None] * empty
    rows: list[list[object]] = [
        [*left, "Version", None, 1.5],
        [*left, "Name", "Value", "As text", "Whole"],
        [*left, "Ana", 1.125, "1.125", 1000],
        [*left, "Bo", 12, "2.250", 2],
        [*left, "Cy", 7.375, "", 3],
    ]
    table = read_table(workbook(tmp_path / "leads.xlsx", rows))
    assert table.decimals == {empty + 1}
    field, columns = SCHEMA["monetary_value"], table.columns
    for style in STYLES:
        written = column_style(table, [empty + 1], field, style)
        assert [value_of(field, text, written) for text in columns[empty + 1]] == [1.125, 12, 7.375]
        assert column_style(table, [empty + 2, empty + 3], field, style) == style
