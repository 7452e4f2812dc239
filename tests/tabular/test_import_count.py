"""The numbers beside the choices are those that the choices would have: each is compared with its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import is_empty
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.import_choice import (
    Blanks,
    CellMode,
    ColumnUse,
    Duplicates,
    ImportChoices,
    ListMode,
    NewRows,
    RowKey,
)
from copper_desk.tabular.import_count import ImportOutlook, KeyCount, import_outlook
from copper_desk.tabular.import_plan import PlannedCell, RowKind, plan_import
from copper_desk.tabular.table import Table
from tests.sheet.specimen import SCHEMA, STYLE, lead, sheet_of
from tests.tabular.laid_file import laid_out

HEADER = ["Lead ID", "Title", "Company", "Tags"]
USES = (ColumnUse(1, "title"), ColumnUse(2, "company_name"), ColumnUse(3, "tags"))
texts = st.sampled_from(["", " ", "Buyer", "Director", "<clear>"])
tags = st.sampled_from(["", "vip", "expo", "vip, expo", "<clear>"])
held_texts = st.sampled_from([None, "Buyer", "Director"])
held_tags = st.sampled_from([(), ("vip",), ("expo", "vip")])
rows = st.lists(st.tuples(texts, texts, tags, held_texts, held_texts, held_tags), min_size=1, max_size=8)


def _outlook(table: Table, sheet: Sheet, choices: ImportChoices, style: TextStyle = STYLE) -> ImportOutlook:
    return import_outlook(table, choices, picture_of(sheet), style)


@given(rows, st.sampled_from(CellMode), st.sampled_from(ListMode), st.sampled_from(Blanks))
def test_every_number_is_that_of_the_plan_it_stands_for(
    found: list[tuple[str, str, str, str | None, str | None, tuple[str, ...]]],
    mode: CellMode,
    lists: ListMode,
    blanks: Blanks,
) -> None:
    leads = [
        lead(number, title=title, company_name=company, tags=held)
        for number, (*_, title, company, held) in enumerate(found, start=1)
    ]
    table = laid_out([HEADER, *([str(number), *row[:3]] for number, row in enumerate(found, start=1))])
    sheet, uses = sheet_of(*leads), tuple(replace(use, mode=mode, lists=lists) for use in USES)
    choices = ImportChoices(uses, RowKey(0, "id"), blanks)
    outlook = _outlook(table, sheet, choices)

    def changed(key: str, **way: object) -> int:
        other = tuple(replace(use, **way) if use.key == key else use for use in uses)  # type: ignore[arg-type]
        plan = plan_import(table, replace(choices, uses=other), picture_of(sheet), STYLE)
        return next(column.changed for column in plan.columns if column.field.key == key)

    for key in ("title", "company_name"):
        assert outlook.columns[key].replace == changed(key, mode=CellMode.REPLACE)
        assert outlook.columns[key].fill == changed(key, mode=CellMode.FILL)
    for each in ListMode:
        assert outlook.columns["tags"].lists[each] == changed("tags", mode=CellMode.REPLACE, lists=each)
    assert outlook.columns["tags"].fill == changed("tags", mode=CellMode.FILL, lists=ListMode.ADD)
    cleared = {each: plan_import(table, replace(choices, blanks=each), picture_of(sheet), STYLE) for each in Blanks}
    emptied = {each: _emptied_by_blanks(plan.table, plan.cells_by_place.items()) for each, plan in cleared.items()}
    assert outlook.blanks.clear == emptied[Blanks.CLEAR]
    tokens = sum(is_empty(cell.new) for cells in cleared[Blanks.TOKEN].cells_by_place.values() for cell in cells)
    removed = sum(
        1
        for place, cells in cleared[Blanks.TOKEN].cells_by_place.items()
        for cell in cells
        if is_empty(cell.new) and table.columns[3][place].strip() != "<clear>" and cell.key == "tags"
    )
    assert outlook.blanks.token == tokens - removed
    assert outlook.changes == outlook.plan.cell_count


def _emptied_by_blanks(table: Table, found: Iterable[tuple[int, Sequence[PlannedCell]]]) -> int:
    places = {"title": 1, "company_name": 2, "tags": 3}
    return sum(
        1
        for place, cells in found
        for cell in cells
        if is_empty(cell.new) and not table.columns[places[cell.key]][place].strip()
    )


def test_a_column_tells_what_its_days_leave_open() -> None:
    table = laid_out([["Lead ID", "Since"], ["1", "2026-01-02"], ["2", "03/04/2026"]])
    sheet = sheet_of(lead(1), lead(2))
    key = next(field.key for field in SCHEMA.columns if field.label == "Since")
    outlook = _outlook(table, sheet, ImportChoices((ColumnUse(1, key),), RowKey(0, "id")))
    assert outlook.days == {1: "03/04/2026"}
    assert outlook.flawed == {1}
    assert list(outlook.places[RowKind.PROBLEM]) == [1]


def test_a_column_that_settles_its_days_is_read_that_way_and_not_asked_about() -> None:
    table = laid_out([["Lead ID", "Since"], ["1", "25/04/2026"], ["2", "03/04/2026"]])
    key = next(field.key for field in SCHEMA.columns if field.label == "Since")
    outlook = _outlook(table, sheet_of(lead(1), lead(2)), ImportChoices((ColumnUse(1, key),), RowKey(0, "id")))
    assert outlook.days == {}
    assert outlook.choices.uses[0].date_order == "dmy"
    assert not outlook.flawed


def test_new_rows_and_likely_duplicates_are_counted_whatever_is_chosen() -> None:
    sheet = sheet_of(lead(1, name="Ana", email="ana@x.example", phone__mobile="+49 152 2881719"))
    table = laid_out(
        [["Email", "Name", "Mobile phone"], ["new@x.example", "New", ""], ["other@x.example", "O", "0152 2881719"]]
    )
    uses = (ColumnUse(0, "email"), ColumnUse(1, "name"), ColumnUse(2, "phone.mobile"))
    choices = ImportChoices(uses, RowKey(0, "email"), new=NewRows.CREATE)
    for duplicates in Duplicates:
        new = _outlook(table, sheet, replace(choices, duplicates=duplicates)).new
        assert (new.unmatched, new.alike, new.certain) == (2, 1, 1), duplicates
    assert _outlook(table, sheet, replace(choices, new=NewRows.SKIP)).new.unmatched == 2


def test_a_lead_that_another_row_speaks_of_is_not_updated_a_second_time() -> None:
    sheet = sheet_of(lead(1, name="Ana", email="ana@x.example"), lead(2, name="Bo", email="bo@x.example"))
    rows = [["1", "", "A"], ["", "ana@x.example", "B"], ["", "bo@x.example", "C"], ["", "BO@x.example", "D"]]
    table = laid_out([["Lead ID", "Email", "Title"], *rows])
    uses = (ColumnUse(1, "email"), ColumnUse(2, "title"))
    choices = ImportChoices(uses, RowKey(0, "id"), new=NewRows.CREATE)
    for duplicates in Duplicates:
        outlook = _outlook(table, sheet, replace(choices, duplicates=duplicates))
        assert (outlook.new.alike, outlook.new.certain) == (3, 1), duplicates
        if duplicates is Duplicates.UPDATE:
            assert outlook.plan.matches.rows == (1, None, 2, None)


def test_each_key_tells_how_many_rows_it_would_find() -> None:
    leads = [lead(1, email="ana@x.example"), lead(2, email="bo@x.example"), lead(3, email="bo@x.example")]
    rows = [["1", "ANA@x.example"], ["2", ""], [" 9 ", "bo@x.example"], ["x", "new@x.example"], [" ", "no address"]]
    table = laid_out([["Lead ID", "Email"], *rows])
    by_id, by_email = RowKey(0, "id"), RowKey(1, "email")
    picture = picture_of(sheet_of(*leads))
    outlook = import_outlook(table, ImportChoices((), by_id), picture, STYLE, keys=(by_id, by_email))
    assert outlook.keys == {by_id: KeyCount(4, 2), by_email: KeyCount(4, 2)}


def test_the_progress_never_goes_back_and_comes_to_its_end() -> None:
    table = laid_out([["Email", "Title"], *([f"{n}@x.example", "A"] for n in range(5_000))])
    choices = ImportChoices((ColumnUse(0, "email"), ColumnUse(1, "title")), RowKey(0, "email"), new=NewRows.CREATE)
    told: list[tuple[int, int]] = []
    import_outlook(
        table, choices, picture_of(sheet_of(lead(1))), STYLE, watch=lambda done, whole: told.append((done, whole))
    )
    assert told == sorted(told)
    assert told[-1] == (told[-1][1], told[-1][1])
    assert len(set(told)) > 5
