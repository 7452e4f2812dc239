"""A formula whose value no program has computed yet reads as blank; the reading says how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from copper_desk.tabular.reading.formula_cell import count_unsaved
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import ReadOptions
from tests.tabular.laid_file import with_part, workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADER = '<c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>City</t></is></c>'
_ANA = '<c r="A2" t="inlineStr"><is><t>Ana</t></is></c>'

UNSAVED = (
    '<c r="B2"><f>UPPER("x")</f><v></v></c>',
    '<c r="B2"><f>UPPER("x")</f><v/></c>',
    '<c r="B2"><f>UPPER("x")</f><v /></c>',
    '<c r="B2" s="1"><f>UPPER("x")</f></c>',
    '<c r="B2" t="str"><f>UPPER("x")</f></c>',
    '<c r="AA2"><f t="shared" si="0" ref="AA2:AA3">1+1</f><v>2</v></c><c r="B2"><f t="shared" si="0"/></c>',
    '<c t="str" r="AA2"/><c r="B2"><f>1</f><v></v></c>',
)
SAVED = (
    '<c r="B2" t="str"><f>UPPER("x")</f><v>X</v></c>',
    '<c r="B2" t="str"><f>""</f><v></v></c>',
    "<c r='B2' s='1' t='str'><f>\"\"</f><v/></c>",
    '<c r="B2"><f>1+1</f><v>2</v></c>',
    '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="B2" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>',
)


def _book(path: Path, cells: str, *, after: str = "") -> Path:
    """A workbook whose second row holds Ana and these cells."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{_rows(cells)}</sheetData>{after}</worksheet>'
    return _with_sheet(workbook(path, [["Name"]]), sheet)


def _rows(cells: str) -> str:
    return f'<row r="1">{_HEADER}</row><row r="2">{_ANA}{cells}</row>'


def _with_sheet(path: Path, sheet: str, *, number: int = 1) -> Path:
    return with_part(path, f"xl/worksheets/sheet{number}.xml", sheet.encode())


@pytest.mark.parametrize("cell", UNSAVED)
def test_a_formula_without_a_saved_value_is_told(tmp_path: Path, cell: str) -> None:
    table = read_table(_book(tmp_path / "leads.xlsx", cell))
    assert [cells[:2] for cells in table.rows] == [("Ana", "")]
    (note,) = table.notes
    assert note == (
        "1 cell holds a formula whose result was not saved, and is read as blank. Open the file in a spreadsheet "
        "program, save it once, and choose it again."
    )


@pytest.mark.parametrize("cell", SAVED)
def test_a_formula_with_its_value_is_not_told(tmp_path: Path, cell: str) -> None:
    rule = "<conditionalFormatting sqref='A1'><cfRule type='expression'><formula>A1</formula></cfRule>"
    table = read_table(_book(tmp_path / "leads.xlsx", cell, after=f"{rule}</conditionalFormatting>"))
    assert (len(table), table.notes) == (1, ())


def test_many_are_told_in_one_sentence_also_with_names_of_the_long_kind(tmp_path: Path) -> None:
    rows = f'<row r="1">{_HEADER}</row>' + "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f>A{row}</f></c></row>' for row in range(2, 1502)
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    long = sheet.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    for text in (sheet, long):
        table = read_table(_with_sheet(workbook(tmp_path / "leads.xlsx", [["Name"]]), text))
        assert len(table) == 1500
        assert table.notes[0].startswith("1,500 cells hold formulas whose results were not saved")


def test_only_the_sheet_that_is_read_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Leads").write_column(0, 0, ["Name", "Ana"])
        book.add_worksheet("Other")
    _with_sheet(path, f'<worksheet xmlns="{_MAIN}"><sheetData>{_rows(UNSAVED[0])}</sheetData></worksheet>', number=2)
    assert read_table(path).notes == ()
    assert len(read_table(path, ReadOptions(sheet="Other")).notes) == 1


@given(st.lists(st.sampled_from((*UNSAVED, *SAVED, '<c r="C9" s="1"/>')), max_size=12), st.integers(1, 40))
def test_where_the_pieces_end_does_not_matter(cells: list[str], size: int) -> None:
    text = f"<sheetData>{''.join(cells)}</sheetData><formula>x</formula>".encode()
    assert count_unsaved(_cut(text, size)) == sum(cell in UNSAVED for cell in cells)


def _cut(text: bytes, size: int) -> Iterator[bytes]:
    return (text[at : at + size] for at in range(0, len(text), size))
