"""What is exported and imported again, unchanged, changes nothing; and a file of changes makes those changes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.check import NAME_PARTS
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import Lead, Unparsed, Value
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.column import propose_columns
from copper_desk.tabular.import_choice import Blanks, ImportChoices, ListMode, NewRows, holds_changes, key_of, uses_of
from copper_desk.tabular.import_plan import ImportPlan, plan_import
from copper_desk.tabular.lead_export import change_table, lead_table
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import Table
from copper_desk.tabular.table_file import write_table
from tests.leads.sample import EDITABLE, ISO, SCHEMA, STYLES, values

SUFFIXES = ("csv", "xlsx")
FORMULAS = (
    "=1+1",
    "+44 20 7946 0000",
    "-x",
    "@SUM(A1)",
    "'=quoted",
    "007",
    "12345678901234567890",
    "1e5",
    "TRUE",
    "x\r\ny",
)

CLEAR_WORDS = ("<clear>", "'<clear>", "''<clear>", " <clear> ", "' <clear>", "\t<clear>", " '<clear>", "<clear>!")
"""Values that are, or begin or end like, the word that clears in a file."""

# A name and its parts at once are judged together, and an import takes the one or the others (name_choice.py).
CHANGED = tuple(field for field in EDITABLE if field.key not in NAME_PARTS)


def _sheet(*leads: Lead) -> Sheet:
    sheet = Sheet(SCHEMA)
    sheet.receive(leads, stamp=sheet.stamp())
    return sheet


def _lead(lead_id: int, **given_values: Value) -> Lead:
    found = list(SCHEMA.blank_lead())
    found[0] = lead_id
    for key, value in given_values.items():
        found[SCHEMA[key.replace("__", ".")].position] = value
    return tuple(found)


def _plan(table: Table, sheet: Sheet, style: TextStyle) -> ImportPlan:
    """What a person's import does who chooses nothing."""
    matches = propose_columns(table.header, SCHEMA, columns=table.columns)
    is_exact = holds_changes(table.header)
    lists = ListMode.REPLACE if is_exact else ListMode.ADD
    uses = tuple(use.__class__(use.index, use.key, use.mode, lists) for use in uses_of(matches))
    blanks = Blanks.TOKEN if is_exact else Blanks.KEEP
    choices = ImportChoices(uses, key_of(matches), blanks, NewRows.CREATE)
    return plan_import(table, choices, picture_of(sheet), style)


@st.composite
def leads(draw: st.DrawFn) -> list[Lead]:
    """A few leads, each with some fields."""
    found = []
    for lead_id in range(1, draw(st.integers(2, 4)) + 1):
        chosen = draw(st.lists(st.sampled_from(EDITABLE), max_size=5, unique_by=lambda field: field.key))
        texts = {field.key: cast("Value", draw(values(field))) for field in chosen if field.kind not in LIST_KINDS}
        lists = {field.key: cast("Value", draw(values(field))) for field in chosen if field.kind in LIST_KINDS}
        found.append(_lead(lead_id, **texts, **lists))
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(found=leads(), style=st.sampled_from(STYLES))
def test_an_export_of_leads_imported_unchanged_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, found: list[Lead], style: TextStyle
) -> None:
    sheet = _sheet(*found)
    path = tmp_path_factory.mktemp("out") / f"leads.{suffix}"
    write_table(path, lead_table(picture_of(sheet), sheet.row_ids(), SCHEMA.columns, style=style))
    table = read_table(path)
    assert table.header[0] == "Lead ID"
    plan = _plan(table, sheet, style)
    assert (plan.cell_count, plan.problems, len(table)) == (0, (), len(found))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", FORMULAS + CLEAR_WORDS)
def test_what_a_spreadsheet_program_would_take_for_something_else_stays_text(
    tmp_path: Path, suffix: str, text: str
) -> None:
    sheet = _sheet(_lead(1, name=text, details=text), _lead(2, name="Bo"))
    path = tmp_path / f"leads.{suffix}"
    write_table(path, lead_table(picture_of(sheet), [1, 2], [SCHEMA["name"], SCHEMA["details"]], style=ISO))
    plan = _plan(read_table(path), sheet, ISO)
    assert (plan.cell_count, plan.problems) == (0, ())


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data(), style=st.sampled_from(STYLES))
def test_a_file_of_changes_makes_those_changes_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject, style: TextStyle
) -> None:
    before = data.draw(leads())
    sheet, other = _sheet(*before), _sheet(*before)
    for row in sheet.row_ids():
        for field in data.draw(st.lists(st.sampled_from(CHANGED), max_size=3, unique_by=lambda field: field.key)):
            value = data.draw(values(field) | st.just(() if field.kind in LIST_KINDS else None) | _clear_words(field))
            sheet.apply(ChangeSet((SetCell(row, field.key, cast("Value", value)),), "typing"))
    new = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(new), SetCell(new, "name", "Nova")), "new"))
    path = tmp_path_factory.mktemp("out") / f"changes.{suffix}"
    write_table(path, change_table(picture_of(sheet), sheet.row_ids(), style=style))
    plan = _plan(read_table(path), other, style)
    other.apply(plan.change_set(other.next_new_row()))
    assert [other.shown(row) for row in other.row_ids()] == [sheet.shown(row) for row in sheet.row_ids()]
    assert {row: set(cells) for row, cells in other.all_edits().items()} == {
        row: set(cells) for row, cells in sheet.all_edits().items()
    }


def _clear_words(field: Field) -> st.SearchStrategy[object]:
    if field.kind is FieldKind.TAGS:
        return st.just(("<clear>",))
    is_text = field.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}
    return st.sampled_from([word.strip() for word in CLEAR_WORDS]) if is_text else st.nothing()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_value_that_is_the_word_that_clears_stays_a_value(tmp_path: Path, suffix: str) -> None:
    found = _lead(1, name="Ana", title=" <clear> ", tags=("<clear>",)), _lead(2, name="Bo", title="x")
    sheet, other = _sheet(*found), _sheet(*found)
    changes = [
        SetCell(1, "title", None),
        SetCell(2, "title", "<clear>"),
        SetCell(2, "monetary_value", Unparsed("<clear>", "No")),
    ]
    sheet.apply(ChangeSet(tuple(changes), "typing"))
    path = tmp_path / f"changes.{suffix}"
    write_table(path, change_table(picture_of(sheet), sheet.row_ids(), style=ISO))
    table = read_table(path)
    assert table.columns[table.header.index("Title")] == ["<clear>", "'<clear>"]
    plan = _plan(table, other, ISO)
    other.apply(plan.change_set(other.next_new_row()))
    assert other.value(1, "title") is None
    assert (other.value(2, "title"), other.value(1, "tags")) == ("<clear>", ("<clear>",))
    assert getattr(other.value(2, "monetary_value"), "text", None) == "<clear>"


def test_the_changes_alone_are_in_a_file_of_changes() -> None:
    sheet = _sheet(_lead(1, name="Ana", title="Chief"), _lead(2, name="Bo"))
    sheet.apply(ChangeSet((SetCell(1, "title", None), SetCell(1, "company_name", "Acme")), "typing"))
    table = change_table(picture_of(sheet), sheet.row_ids(), style=ISO)
    assert table.header == ("Lead ID", "_lead", "Title", "Company")
    assert [tuple(row) for row in table.rows] == [("1", "Ana", "<clear>", "Acme")]
