"""Rewriting values: what changes, what stays, and where a rewrite is offered at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.transform import Transform, plan_transform, transformed, transforms_for
from tests.sheet.specimen import SCHEMA, STYLE, lead, put, sheet_of

_PURE_TEXT = [Transform.TRIM, Transform.COLLAPSE, Transform.UPPER, Transform.LOWER, Transform.TITLE]


@pytest.mark.parametrize(
    ("transform", "before", "after"),
    [
        (Transform.TRIM, "  Ana  Ruiz ", "Ana  Ruiz"),
        (Transform.COLLAPSE, " Ana \t  Ruiz \n  sales ", "Ana Ruiz\nsales"),
        (Transform.UPPER, "nl", "NL"),
        (Transform.LOWER, "Ana@Acme.EXAMPLE", "ana@acme.example"),
        (Transform.TITLE, "ana o'brien-ruiz", "Ana O'Brien-Ruiz"),
        (Transform.TITLE, "DON'T ASK", "Don't Ask"),
        (Transform.COUNTRY_CODE, "The Moon", "The Moon"),
        (Transform.COUNTRY_CODE, "Deutschland", "DE"),
        (Transform.PHONE_INTERNATIONAL, "+31 20 123 4567", "+31201234567"),
        (Transform.TRIM, "   ", None),
        (Transform.UPPER, ("Expo", "EXPO", "vip"), ("EXPO", "VIP")),
        (Transform.UPPER, None, None),
        (Transform.TRIM, 12, 12),
    ],
)
def test_a_value_is_rewritten(transform: Transform, before: CellValue, after: CellValue) -> None:
    assert transformed(before, transform) == after


@given(text=st.text(max_size=20), transform=st.sampled_from([*_PURE_TEXT, Transform.COUNTRY_CODE]))
def test_a_second_time_changes_nothing_more(text: str, transform: Transform) -> None:
    once = transformed(text, transform)
    again = transformed(once, transform)
    # One round more where a letter becomes two that then have a case of their own (ß, ŉ).
    assert again == once or transformed(again, transform) == again


@given(text=st.text(max_size=20), transform=st.sampled_from([Transform.TRIM, Transform.COLLAPSE]))
def test_spaces_are_all_that_goes(text: str, transform: Transform) -> None:
    changed = transformed(text, transform) or ""
    assert isinstance(changed, str)
    assert "".join(changed.split()) == "".join(text.split())


def test_only_what_fits_a_field_is_offered() -> None:
    assert transforms_for(SCHEMA["id"]) == ()
    assert transforms_for(SCHEMA["assignee_id"]) == ()
    assert transforms_for(SCHEMA["monetary_value"]) == ()
    assert Transform.COUNTRY_CODE in transforms_for(SCHEMA["address.country"])
    assert Transform.COUNTRY_CODE not in transforms_for(SCHEMA["address.city"])
    assert Transform.UPPER not in transforms_for(SCHEMA["email"])
    phones = [field for field in SCHEMA.columns if field.kind is FieldKind.PHONE]
    assert all(Transform.PHONE_INTERNATIONAL in transforms_for(field) for field in phones)


def test_many_cells_are_one_gesture_that_counts_what_it_leaves_alone() -> None:
    sheet = sheet_of(lead(1, title=" Buyer"), lead(2, title="Buyer"), lead(3))
    plan = plan_transform(sheet, [(row, "title") for row in (1, 2, 3)], Transform.TRIM, style=STYLE)
    assert (plan.cells, plan.unchanged) == (1, 2)
    assert plan.change_set.label == "changing 1 cell"
    applied = sheet.apply(plan.change_set)
    assert sheet.value(1, "title") == "Buyer"
    sheet.apply(applied.inverse)
    assert sheet.value(1, "title") == " Buyer"


def test_a_phone_belongs_to_the_country_of_its_lead_before_that_of_the_person() -> None:
    sheet = sheet_of(
        lead(1, phone__work="020 123 4567", address__country="Netherlands"),
        lead(2, phone__work="(415) 555-0132"),
    )
    cells = [(1, "phone.work"), (2, "phone.work")]
    plan = plan_transform(sheet, cells, Transform.PHONE_INTERNATIONAL, style=STYLE, region="US")
    sheet.apply(plan.change_set)
    assert sheet.column("phone.work", (1, 2)) == ["+31201234567", "+14155550132"]


def test_what_does_not_fit_a_field_is_left_alone() -> None:
    sheet = sheet_of(lead(1, email="Ana@acme.example"))
    assert plan_transform(sheet, [(1, "email")], Transform.UPPER, style=STYLE).cells == 0


def test_text_that_could_not_be_read_is_read_again() -> None:
    sheet = sheet_of(lead(1))
    put(sheet, 1, "address.country", Unparsed(" nl ", "no"))
    sheet.apply(plan_transform(sheet, [(1, "address.country")], Transform.UPPER, style=STYLE).change_set)
    assert sheet.value(1, "address.country") == "NL"
