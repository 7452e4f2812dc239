"""One text for many cells, and the value of another column beside each: what changes and what is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.sheet.planning import finished
from copper_desk.sheet.selection_change import copying, setting
from copper_desk.sheet.transform import Transform, transforming
from tests.sheet.specimen import STYLE, lead, sheet_of

TEXTS = st.one_of(st.none(), st.sampled_from(["Buyer", " a  b ", "+31 20 123 4567", "Deutschland", "x"]))


def test_one_text_for_all_reads_each_kind() -> None:
    sheet = sheet_of(lead(1, title="a"), lead(2, title="12"))
    cells = [(row, key) for row in (1, 2) for key in ("title", "monetary_value", "id")]
    plan = finished(setting(sheet, cells, "12", style=STYLE))
    assert (plan.cells, plan.unchanged, plan.read_only) == (3, 1, 2)
    sheet.apply(plan.change_set)
    assert sheet.value(1, "monetary_value") == 12
    assert sheet.value(1, "title") == "12"


def test_a_column_is_copied_as_text_and_its_blanks_are_kept_apart() -> None:
    sheet = sheet_of(lead(1, title="a", company_name="Acme"), lead(2, title="b"))
    plan = finished(copying(sheet, [(1, "title"), (2, "title")], from_key="company_name", style=STYLE))
    assert plan.sentence() == "1 changed · 1 blank left alone"
    sheet.apply(plan.change_set)
    assert [sheet.value(row, "title") for row in (1, 2)] == ["Acme", "b"]
    sheet.apply(plan.clearing)
    assert sheet.value(2, "title") is None


def test_a_column_onto_itself_changes_nothing() -> None:
    sheet = sheet_of(lead(1, title=" odd "))
    assert finished(copying(sheet, [(1, "title")], from_key="title", style=STYLE)).cells == 0


def test_a_lead_that_is_gone_is_left_out() -> None:
    sheet = sheet_of(lead(1, title="a"))
    cells = [(1, "title"), (99, "title")]
    for planning in (
        setting(sheet, cells, "x", style=STYLE),
        copying(sheet, cells, from_key="name", style=STYLE),
        transforming(sheet, cells, Transform.UPPER, style=STYLE),
    ):
        assert finished(planning).cells <= 1


def test_what_is_not_understood_is_counted_apart() -> None:
    sheet = sheet_of(
        lead(1, phone__work="+31 20 123 4567"), lead(2, phone__work="nobody"), lead(3, address__country="X")
    )
    phones = [(row, "phone.work") for row in (1, 2, 3)]
    plan = finished(transforming(sheet, phones, Transform.PHONE_INTERNATIONAL, style=STYLE))
    assert plan.sentence() == "1 changed · 1 unchanged · 1 not recognized, left alone"
    country = finished(transforming(sheet, [(3, "address.country")], Transform.COUNTRY_CODE, style=STYLE))
    assert country.sentence() == "Nothing changed · 1 not recognized, left alone"


@given(
    titles=st.lists(TEXTS, min_size=1, max_size=6),
    keys=st.lists(st.sampled_from(["title", "phone.work", "monetary_value", "id"]), min_size=1, unique=True),
    transform=st.sampled_from(list(Transform)),
)
def test_each_filled_cell_is_counted_once_and_undo_restores(
    titles: list[str | None], keys: list[str], transform: Transform
) -> None:
    sheet = sheet_of(*(lead(n, title=title) for n, title in enumerate(titles, start=1)))
    before = {row: sheet.shown(row) for row in sheet.row_ids()}
    cells = [(row, key) for row in sheet.row_ids() for key in keys]
    plan = finished(transforming(sheet, cells, transform, style=STYLE))
    counted = plan.cells + plan.unchanged + plan.unread + plan.unfit + plan.read_only
    filled = sum(sheet.value(row, key) is not None for row, key in cells)
    assert filled <= counted <= len(cells)
    inverse = sheet.apply(plan.change_set).inverse
    sheet.apply(inverse)
    assert {row: sheet.shown(row) for row in sheet.row_ids()} == before
