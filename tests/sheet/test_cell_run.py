"""Many cells set as one gesture are what they are set one by one, however their rows stood before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import CellValue, RowId, Unparsed
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell, SetCellOver
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import numbered, push, put

ROWS = (1, 2, 3, -1, 99)
VALUES: dict[str, tuple[CellValue, ...]] = {
    "name": ("Lead 1", "Mara", None, "x" * 300),
    "first_name": ("Mara", "", None),
    "title": ("Title 1", "Title 2", "Chief", None, ""),
    "email": ("ana@acme.example", "no address", None),
    "email_category": ("work", None),
    "phone.work": ("+1 415 0000001", "+999 1", "12"),
    "monetary_value": (5, 0, Unparsed("x", "No number.")),
    "tags": (("a",), ()),
    "id": (7,),
}
_cells = st.sampled_from(sorted(VALUES)).flatmap(
    lambda key: st.builds(SetCell, st.sampled_from(ROWS), st.just(key), st.sampled_from(VALUES[key]))
)
_overs = st.builds(
    SetCellOver, st.sampled_from(ROWS), st.just("title"), st.sampled_from(("Chief", "Title 1")), st.just("Old")
)


def _seen(sheet: Sheet) -> object:
    """All that can be asked of the rows."""
    rows = sheet.row_ids()
    problems = [[(key, sheet.cell_problem(row, key)) for key in VALUES] for row in rows]
    edits = {row: {key: (each.base, each.value) for key, each in sheet.edits(row).items()} for row in rows}
    return [sheet.phase(row) for row in rows], problems, sheet.counts(), edits


def _begun(pushed: list[RowId]) -> Sheet:
    """Three leads and a new one; some of them are changed and in a push."""
    sheet = numbered(3)
    sheet.apply(ChangeSet((AddRow(-1), SetCell(-1, "name", "Nova")), "new"))
    for row in pushed:
        put(sheet, row, "title", "Sent")
    push(sheet, pushed)
    return sheet


@given(st.lists(_cells | _overs, max_size=25), st.sets(st.sampled_from((2, 3))).map(sorted))
def test_one_gesture_is_what_its_cells_are_one_by_one(changes: list[SetCell], pushed: list[RowId]) -> None:
    whole, single = _begun(pushed), _begun(pushed)
    before = _seen(whole)
    applied = whole.apply(ChangeSet(tuple(changes), "paste"))
    steps = [single.apply(ChangeSet((change,), "typing")) for change in changes]
    assert _seen(whole) == _seen(single)
    for name in ("cells", "unchanged", "read_only", "skipped"):
        assert getattr(applied, name) == sum(getattr(step, name) for step in steps)
    redo = whole.apply(applied.inverse)
    assert _seen(whole) == before
    whole.apply(redo.inverse)
    assert _seen(whole) == _seen(single)


@given(st.lists(_cells, max_size=25))
def test_a_new_lead_and_its_cells_are_one_gesture(changes: list[SetCell]) -> None:
    whole, single = numbered(3), numbered(3)
    applied = whole.apply(ChangeSet((AddRow(-1), *changes), "import"))
    single.apply(ChangeSet((AddRow(-1),), "new"))
    for change in changes:
        single.apply(ChangeSet((change,), "typing"))
    assert _seen(whole) == _seen(single)
    assert applied.delta.added == (-1,)
    whole.apply(applied.inverse)
    assert _seen(whole) == _seen(numbered(3))
