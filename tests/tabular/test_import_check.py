"""What the preview says is wrong with a row is what the sheet will say of it: no more, no less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.sheet.picture import picture_of
from copper_desk.tabular.import_check import plan_flaws
from copper_desk.tabular.import_choice import Blanks, ColumnUse, ImportChoices, NewRows, RowKey
from copper_desk.tabular.import_plan import plan_import
from copper_desk.tabular.row_match import Fate
from tests.sheet.specimen import STYLE, lead, sheet_of
from tests.tabular.laid_file import laid_out

HEADER = ["Lead ID", "Name", "Email", "Status", "Mobile phone"]
USES = (ColumnUse(1, "name"), ColumnUse(2, "email"), ColumnUse(3, "status_id"), ColumnUse(4, "phone.mobile"))
CELLS = st.tuples(
    st.sampled_from(["", "Ana", "x" * 300]),
    st.sampled_from(["", "ana@x.example", "ana at x"]),
    st.sampled_from(["", "New", "Won"]),
    st.sampled_from(["", "+44 20 7946 0018", "call me"]),
)


@given(st.lists(CELLS, min_size=1, max_size=5), st.lists(CELLS, max_size=5), st.sampled_from(Blanks))
def test_the_flaws_of_a_plan_are_the_problems_of_the_sheet(
    known: list[tuple[str, ...]], fresh: list[tuple[str, ...]], blanks: Blanks
) -> None:
    sheet = sheet_of(*(lead(number, name=f"Lead {number}") for number in range(1, len(known) + 1)))
    rows = [[str(number), *cells] for number, cells in enumerate(known, start=1)]
    table = laid_out([HEADER, *rows, *(["", *cells] for cells in fresh)])
    choices = ImportChoices(USES, RowKey(0, "id"), blanks, NewRows.CREATE)
    picture = picture_of(sheet)
    plan = plan_import(table, choices, picture, STYLE)
    flaws = plan_flaws(plan, picture)
    first = sheet.next_new_row()
    change_set = plan.change_set(first)
    sheet.apply(change_set)
    rows_by_place = list(plan.matches.rows)
    for place, fate in enumerate(plan.matches.fates):
        if fate is Fate.NEW:
            rows_by_place[place] = first
            first -= 1
    said: dict[int, set[tuple[str | None, str]]] = {}
    for row, key, problem in sheet.problems():
        said.setdefault(rows_by_place.index(row), set()).add((key, problem.message))
    assert {place: {(flaw.field, flaw.problem.message) for flaw in found} for place, found in flaws.items()} == said
