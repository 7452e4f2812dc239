"""An import in pieces is the import: cut anywhere between two leads, the sheet ends up the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.import_bundle import bundles
from copper_desk.tabular.import_choice import ColumnUse, ImportChoices, NewRows, RowKey
from copper_desk.tabular.import_plan import ImportPlan, plan_import
from tests.sheet.specimen import STYLE, lead, sheet_of
from tests.tabular.laid_file import laid_out

ROWS = [["ana@x.example", "Head"], ["new@x.example", "Buyer"], ["bo@x.example", ""], ["other@x.example", "CEO"]]


def _sheet() -> Sheet:
    return sheet_of(lead(1, name="Ana", email="ana@x.example"), lead(2, name="Bo", email="bo@x.example", title="CTO"))


def _plan(sheet: Sheet) -> ImportPlan:
    table = laid_out([["Email", "Title"], *ROWS])
    uses = (ColumnUse(0, "email"), ColumnUse(1, "title"))
    choices = ImportChoices(uses, RowKey(0, "email"), new=NewRows.CREATE)
    return plan_import(table, choices, picture_of(sheet), STYLE)


def _shown(sheet: Sheet) -> list[object]:
    return [(row, sheet.shown(row), sheet.phase(row)) for row in sheet.row_ids()]


@given(st.lists(st.booleans(), min_size=3, max_size=3))
def test_pieces_make_the_whole(cuts: list[bool]) -> None:
    whole, pieces = _sheet(), _sheet()
    whole.apply(_plan(whole).change_set(-1))
    found = bundles(_plan(pieces), -1)
    part: list[object] = []
    for place, bundle in enumerate(found):
        part += bundle
        if place == len(found) - 1 or cuts[place]:
            pieces.apply(ChangeSet(tuple(part)))  # type: ignore[arg-type]  # changes
            part = []
    assert _shown(pieces) == _shown(whole)


def test_each_lead_is_in_one_piece_and_they_follow_the_file() -> None:
    found = bundles(_plan(_sheet()), -5)
    assert [bundle[0].row for bundle in found] == [1, -5, -6]
    assert [isinstance(bundle[0], AddRow) for bundle in found] == [False, True, True]


def test_new_leads_may_have_to_wait() -> None:
    sheet = _sheet()
    for bundle in bundles(_plan(sheet), -1, unconfirmed="Not checked yet."):
        sheet.apply(ChangeSet((*bundle, SetCell(bundle[0].row, "name", "Ana"))))
    assert sheet.phase(-1) is Phase.UNKNOWN
    assert sheet.phase(1) is Phase.CHANGED
    assert [problem.message for problem in sheet.row_problems(-1)] == ["Not checked yet."]
