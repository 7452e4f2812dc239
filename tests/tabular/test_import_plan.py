"""What a file would change is counted to the last cell, and an unchanged file changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.import_choice import (
    KEEP,
    Blanks,
    CellMode,
    ColumnUse,
    Duplicates,
    ImportChoices,
    ListMode,
    NewRows,
    RowKey,
)
from copper_desk.tabular.import_plan import ImportPlan, RowKind, plan_import
from copper_desk.tabular.row_match import Fate
from copper_desk.tabular.table import ReadingStopped, Table
from tests.sheet.specimen import SCHEMA, STYLE, lead, put, sheet_of
from tests.tabular.laid_file import choices_for, laid_out, planned

ANA = lead(1, name="Ana Ruiz", email="ana@x.example", title="Buyer", tags=("vip",), assignee_id=11)
BO = lead(2, name="Bo Lind", email="bo@x.example", company_name="Acme", phone__work="+49 152 28817191")


def _sheet() -> Sheet:
    return sheet_of(ANA, BO)


def _changes(plan: ImportPlan) -> list[tuple[int, str, CellValue]]:
    return [(change.row, change.key, change.value) for change in plan.change_set(-1) if isinstance(change, SetCell)]


def _with(table: Table, **choices: object) -> ImportChoices:
    return replace(choices_for(table, SCHEMA), **choices)  # type: ignore[arg-type]  # named by each test


def test_only_cells_that_differ_change() -> None:
    table = laid_out([["Lead ID", "Name", "Title"], ["1", "Ana Ruiz", "Director"], ["2", "Bo Lind", ""]])
    plan = planned(table, _sheet(), STYLE)
    assert _changes(plan) == [(1, "title", "Director")]
    assert plan.counts() == {RowKind.CHANGED: 1, RowKind.UNCHANGED: 1}
    name, title = plan.columns
    assert (name.changed, name.unchanged, title.changed, title.blank) == (0, 2, 1, 1)
    assert plan.change_set(-1).source == "leads.csv"


@pytest.mark.parametrize(
    ("blanks", "text", "change"),
    [
        (Blanks.KEEP, "", []),
        (Blanks.CLEAR, " ", [(1, "title", None)]),
        (Blanks.TOKEN, "", []),
        (Blanks.TOKEN, "<clear>", [(1, "title", None)]),
        (Blanks.KEEP, "<clear>", []),
        (Blanks.KEEP, " <clear> ", []),
        (Blanks.CLEAR, "<clear>", [(1, "title", None)]),
    ],
)
def test_what_a_blank_means(blanks: Blanks, text: str, change: list[tuple[int, str, CellValue]]) -> None:
    table = laid_out([["Lead ID", "Title"], ["1", text]])
    plan = planned(table, _sheet(), STYLE, _with(table, blanks=blanks))
    assert _changes(plan) == change
    assert plan.columns[0].cleared == sum(1 for _, _, value in change if value is None)


def test_filling_leaves_what_is_there() -> None:
    table = laid_out([["Lead ID", "Title"], ["1", "Director"], ["2", "Director"]])
    choices = choices_for(table, SCHEMA)
    plan = planned(table, _sheet(), STYLE, replace(choices, uses=(replace(choices.uses[0], mode=CellMode.FILL),)))
    assert _changes(plan) == [(2, "title", "Director")]
    assert plan.columns[0].kept == 1


@pytest.mark.parametrize(
    ("lists", "after"),
    [(ListMode.ADD, ("vip", "expo")), (ListMode.REMOVE, ()), (ListMode.REPLACE, ("expo", "vip"))],
)
def test_lists_are_added_to_reduced_or_replaced(lists: ListMode, after: tuple[str, ...]) -> None:
    table = laid_out([["Lead ID", "Tags"], ["1", "expo, vip"]])
    choices = choices_for(table, SCHEMA)
    plan = planned(table, _sheet(), STYLE, replace(choices, uses=(replace(choices.uses[0], lists=lists),)))
    assert _changes(plan) == [(1, "tags", after)]


def test_several_columns_fill_one_list() -> None:
    table = laid_out([["Lead ID", "Tag", "Tag"], ["1", "expo", "vip"], ["2", "", "new"], ["1", "a", "b"]])
    plan = planned(table, _sheet(), STYLE)
    assert _changes(plan) == [(1, "tags", ("vip", "expo")), (2, "tags", ("new",))]
    use = replace(choices_for(table, SCHEMA).uses[0], lists=ListMode.REPLACE)
    choices = _with(table, uses=(use, replace(use, index=2)))
    assert _changes(planned(table, _sheet(), STYLE, choices))[0] == (1, "tags", ("expo", "vip"))


def test_values_are_mapped_or_kept() -> None:
    table = laid_out([["Lead ID", "Owner", "Status"], ["1", "Robert", "Fresh"], ["2", "Robert", "Fresh"]])
    values = {("assignee_id", "Robert"): 12, ("status_id", "Fresh"): KEEP}
    plan = planned(table, _sheet(), STYLE, _with(table, values=values))
    assert _changes(plan) == [(1, "assignee_id", 12), (2, "assignee_id", 12)]
    assert plan.columns[1].kept == 2
    assert plan.problems == ()


def test_a_text_without_a_value_is_a_problem_and_stays_as_typed() -> None:
    table = laid_out([["Lead ID", "Owner"], ["2", "Nobody"]])
    plan = planned(table, _sheet(), STYLE)
    ((row, key, value),) = _changes(plan)
    assert (row, key, isinstance(value, Unparsed)) == (2, "assignee_id", True)
    ((number, field, message),) = plan.problems
    assert (number, field) == (2, "assignee_id")
    assert "“Nobody” is not a user of this account" in message


def test_constants_fill_what_no_column_fills() -> None:
    table = laid_out([["Lead ID", "Title"], ["1", "Director"], ["2", ""]])
    constants = {"assignee_id": "Bo Lind", "title": "never used"}
    plan = planned(table, _sheet(), STYLE, _with(table, constants=constants))
    assert _changes(plan) == [(1, "title", "Director"), (1, "assignee_id", 12), (2, "assignee_id", 12)]


def test_days_are_read_in_the_order_of_their_column() -> None:
    table = laid_out([["Lead ID", "Since"], ["1", "03/04/2026"]])
    uses = (ColumnUse(1, "cf_7", date_order="dmy"),)
    plan = planned(table, _sheet(), STYLE, _with(table, uses=uses))
    assert _changes(plan) == [(1, "cf_7", date(2026, 4, 3))]


def test_numbers_of_a_workbook_are_read_by_their_point() -> None:
    table = laid_out([["Lead ID", "Value"], ["1", "1.125"], ["2", "12"]])
    german = TextStyle(decimal=",", group=".")
    assert _changes(planned(table, _sheet(), german)) == [(1, "monetary_value", 1125), (2, "monetary_value", 12)]
    table = replace(table, decimals=frozenset({1}))
    assert _changes(planned(table, _sheet(), german)) == [(1, "monetary_value", 1.125), (2, "monetary_value", 12)]


def test_every_row_has_one_fate() -> None:
    rows = [["Lead ID", "Title"], ["1", "x"], ["", "x"], ["one", "x"], ["99", "x"], ["1", "y"], ["2", ""]]
    plan = planned(laid_out(rows), _sheet(), STYLE)
    assert plan.matches.fates == (
        Fate.EXISTING,
        Fate.NEW_SKIPPED,
        Fate.UNREADABLE,
        Fate.MISSING,
        Fate.REPEATED,
        Fate.EXISTING,
    )
    assert [(problem.row, problem.message) for problem in plan.problems] == [
        (4, "“one” is no Lead ID."),
        (5, "Lead 99 is not among the leads that Copper shows you: deleted, merged or converted."),
        (6, "Lead 1 already stands in row 2; this row was left out."),
    ]
    assert plan.skipped() == {3: "It would be a new lead."}
    assert sum(plan.counts().values()) == 6


def test_leads_are_found_by_e_mail_in_any_case() -> None:
    sheet = sheet_of(ANA, BO, lead(3, email="bo@x.example "))
    rows = [["E-mail", "Title"], [" ANA@x.example", "x"], ["bo@x.example", "x"], ["", "x"], ["new@x.example", "x"]]
    plan = planned(laid_out(rows), sheet, STYLE)
    assert plan.matches.fates == (Fate.EXISTING, Fate.SEVERAL, Fate.NEW_SKIPPED, Fate.NEW_SKIPPED)
    assert "2 leads have “bo@x.example” (2, 3)" in plan.problems[0].message
    assert _changes(plan) == [(1, "title", "x")]  # By what a lead was found, it is not changed.


def test_leads_are_found_by_any_field() -> None:
    table = laid_out([["Company", "Title"], ["  ACME ", "x"], ["Other", "y"], ["Other", "z"]])
    choices = _with(table, key=RowKey(0, "company_name"), uses=(ColumnUse(1, "title"),), new=NewRows.CREATE)
    plan = planned(table, _sheet(), STYLE, choices)
    assert plan.matches.fates == (Fate.EXISTING, Fate.NEW, Fate.REPEATED)


def test_a_lead_is_found_by_a_value_that_is_the_word_that_clears() -> None:
    sheet = sheet_of(lead(1, company_name="<clear>"), lead(2, company_name="'<clear>"))
    table = laid_out([["Company", "Title"], ["'<clear>", "x"], ["''<clear>", "y"]])
    choices = _with(table, key=RowKey(0, "company_name"), uses=(ColumnUse(1, "title"),))
    assert _changes(planned(table, sheet, STYLE, choices)) == [(1, "title", "x"), (2, "title", "y")]


def test_new_leads_are_added_with_names_of_their_own() -> None:
    table = laid_out([["Name", "Title"], ["Cy", "x"], ["Di", ""]])
    plan = planned(table, _sheet(), STYLE, _with(table, new=NewRows.CREATE))
    sheet = _sheet()
    sheet.apply(plan.change_set(sheet.next_new_row()))
    assert [(sheet.value(row, "name"), sheet.value(row, "title")) for row in (-1, -2)] == [("Cy", "x"), ("Di", None)]
    assert plan.counts() == {RowKind.NEW: 2}
    left = plan.change_set(-1, left_out=frozenset({0}))
    assert [change for change in left if isinstance(change, AddRow)] == [AddRow(-1)]
    assert SetCell(-1, "name", "Di") in left.changes


@pytest.mark.parametrize(
    ("duplicates", "fates"),
    [
        (Duplicates.SKIP, (Fate.DUPLICATE_SKIPPED, Fate.DUPLICATE_SKIPPED, Fate.NEW, Fate.DUPLICATE_SKIPPED)),
        (Duplicates.CREATE, (Fate.NEW, Fate.NEW, Fate.NEW, Fate.NEW)),
        (Duplicates.UPDATE, (Fate.EXISTING, Fate.EXISTING, Fate.NEW, Fate.DUPLICATE_SKIPPED)),
    ],
)
def test_likely_duplicates_of_new_leads(duplicates: Duplicates, fates: tuple[Fate, ...]) -> None:
    sheet = sheet_of(lead(2, name="Bo Lind", company_name="Acme"), lead(5, phone__home="0152/28817191"))
    table = laid_out(
        [
            ["Name", "Company", "Phone"],
            ["bo lind", "ACME", ""],
            ["Ana", "", "0049 152 28817191 ext. 3"],
            ["Cy", "", "123 4567"],
            ["Cy again", "", "123.45.67"],
        ]
    )
    plan = planned(table, sheet, STYLE, _with(table, key=None, new=NewRows.CREATE, duplicates=duplicates))
    assert plan.matches.fates == fates
    if duplicates is Duplicates.SKIP:
        assert plan.skipped()[2] == "It has the same name and company as Lead 2."
        assert plan.skipped()[5] == "It has the same phone as row 4 of the file."


def test_a_duplicate_of_several_leads_is_shown_and_not_guessed() -> None:
    table = laid_out([["Name", "Email"], ["New", "ana@x.example"]])
    sheet = sheet_of(ANA, lead(3, email="ana@x.example"))
    plan = planned(table, sheet, STYLE, _with(table, key=None, new=NewRows.CREATE, duplicates=Duplicates.UPDATE))
    assert plan.matches.fates == (Fate.SEVERAL,)
    assert "several leads (1, 3)" in plan.problems[0].message


def test_the_one_lead_with_the_e_mail_is_meant_whoever_else_has_the_phone() -> None:
    sheet = sheet_of(
        lead(1, name="Ana", email="ana@x.example", phone__work="+49 152 28817191"),
        lead(2, name="Bo", email="bo@x.example", phone__work="+49 152 28817191"),
        lead(3, name="Cy", email="cy@x.example"),
        lead(4, name="Cy", email="cy@x.example"),
    )
    rows = [["ana@x.example", "+49 152 28817191"], ["", "+49 152 28817191"], ["cy@x.example", ""]]
    table = laid_out([["Email", "Work phone"], *rows])
    plan = planned(table, sheet, STYLE, _with(table, key=None, new=NewRows.CREATE, duplicates=Duplicates.UPDATE))
    assert plan.matches.fates == (Fate.EXISTING, Fate.SEVERAL, Fate.SEVERAL)
    assert plan.matches.rows[0] == 1


def test_what_is_typed_counts_as_what_the_lead_holds() -> None:
    sheet = _sheet()
    put(sheet, 1, "title", "Director")
    table = laid_out([["Lead ID", "Title"], ["1", "Director"]])
    assert planned(table, sheet, STYLE).counts() == {RowKind.UNCHANGED: 1}


def test_a_plan_can_be_stopped() -> None:
    table = laid_out([["Lead ID", "Title"], ["1", "Director"]])

    def watch(_done: int, _whole: int) -> None:
        raise ReadingStopped

    with pytest.raises(ReadingStopped):
        plan_import(table, choices_for(table, SCHEMA), picture_of(_sheet()), STYLE, watch=watch)


_TEXTS = st.sampled_from(["", " ", "Ana Ruiz", "x", "Buyer", "vip", "nobody", "03/04/2026", "12"])
_IDS = st.sampled_from(["1", "2", "3", "", "one", " 1 "])


@given(
    rows=st.lists(st.tuples(_IDS, _TEXTS, _TEXTS, _TEXTS, _TEXTS), max_size=8),
    blanks=st.sampled_from(Blanks),
    new=st.sampled_from(NewRows),
    duplicates=st.sampled_from(Duplicates),
    mode=st.sampled_from(CellMode),
    lists=st.sampled_from(ListMode),
)
def test_every_row_and_cell_is_counted_once(
    rows: list[tuple[str, ...]], blanks: Blanks, new: NewRows, duplicates: Duplicates, mode: CellMode, lists: ListMode
) -> None:
    table = laid_out([["Lead ID", "Name", "Tags", "Owner", "Since"], *rows])
    choices = choices_for(table, SCHEMA)
    uses = tuple(replace(use, mode=mode, lists=lists) for use in choices.uses)
    choices = replace(choices, uses=uses, blanks=blanks, new=new, duplicates=duplicates)
    sheet = _sheet()
    plan = planned(table, sheet, STYLE, choices)
    assert sum(plan.counts().values()) == len(rows)
    aimed = sum(fate in {Fate.EXISTING, Fate.NEW} for fate in plan.matches.fates)
    for column in plan.columns:
        assert column.changed + column.unchanged + column.blank + column.kept == aimed
    before = {row: sheet.shown(row) for row in sheet.row_ids()}
    applied = sheet.apply(plan.change_set(sheet.next_new_row()))
    assert (applied.unchanged, applied.read_only, applied.skipped) == (0, 0, 0)
    assert applied.cells >= plan.cell_count
    sheet.apply(applied.inverse)
    assert {row: sheet.shown(row) for row in sheet.row_ids()} == before


_VALUES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ana", " Ana ", 'O’Neil, "Bo"', None]),
        "details": st.sampled_from(["one\ntwo", "one\r\ntwo", "=1+1", "'quoted", None]),
        "tags": st.sampled_from([(), ("a",), ("VIP, gold", "a", "a"), (" x ",)]),
        "assignee_id": st.sampled_from([None, 11, 12, 404]),
        "monetary_value": st.sampled_from([None, 0, 1.5, 10**12, -3]),
        "cf_7": st.sampled_from([None, date(2026, 3, 4)]),
        "phone.work": st.sampled_from([None, "+44 20 7946", "0012"]),
    }
)


@given(values=_VALUES, lists=st.sampled_from([ListMode.ADD, ListMode.REPLACE]))
def test_an_exported_lead_changes_nothing(values: dict[str, object], lists: ListMode) -> None:
    named = {key.replace(".", "__"): value for key, value in values.items()}
    sheet = sheet_of(lead(1, **named))  # type: ignore[arg-type]  # values of their fields
    fields = [field for field in SCHEMA.columns if not field.read_only or field.key == "id"]
    texts = [text_of(field, sheet.value(1, field.key), STYLE) for field in fields]
    table = laid_out([[field.label for field in fields], texts])
    choices = choices_for(table, SCHEMA)
    choices = replace(choices, uses=tuple(replace(use, lists=lists) for use in choices.uses))
    assert _changes(planned(table, sheet, STYLE, choices)) == []


def test_an_unknown_key_of_a_change_set_is_never_made() -> None:
    table = laid_out([["Lead ID", "Created"], ["1", "2026-01-01"]])
    assert planned(table, _sheet(), STYLE).change_set(-1) == ChangeSet((), "import of leads.csv", "leads.csv")
