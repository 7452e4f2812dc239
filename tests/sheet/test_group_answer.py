"""One answer for a group: allowed for choices and for one and the same refused value, never for what identifies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.group_answer import SharedValue, is_shareable, leave_out, may_share_value, share_value
from tests.sheet.specimen import SCHEMA, STYLE, column, lead, put, sheet_of

_FREE = [field for field in SCHEMA.columns if field.kind not in CHOICE_KINDS and not field.read_only]


def test_a_choice_may_be_shared_whatever_was_refused() -> None:
    assert may_share_value(SCHEMA["assignee_id"], [11, 12, Unparsed("Bo", "no")])


def test_one_refused_value_may_get_one_answer() -> None:
    assert may_share_value(SCHEMA["company_name"], ["Blocked Ltd"] * 12)
    assert may_share_value(SCHEMA["monetary_value"], [Unparsed("much", "no"), Unparsed("much", "still no")])


@given(field=st.sampled_from(_FREE), values=st.lists(st.text(min_size=1), min_size=2, unique=True))
def test_what_differs_is_each_leads_own(field: Field, values: list[str]) -> None:
    assert not may_share_value(field, values)


def test_what_nobody_edits_is_never_shared() -> None:
    assert not may_share_value(SCHEMA["id"], [1, 1])


def test_only_a_value_that_was_read_can_be_given() -> None:
    assert is_shareable("Acme")
    assert is_shareable(0)
    assert not any(map(is_shareable, (None, (), Unparsed("x", "no"))))


def test_the_value_goes_to_the_others_as_one_gesture() -> None:
    sheet = sheet_of(*(lead(n, company_name="Acme") for n in (1, 2, 3)))
    for row in (1, 2, 3):
        put(sheet, row, "company_name", "Blocked Ltd")
    put(sheet, 1, "company_name", "Unblocked")
    plan = share_value(sheet, (2, 3), "company_name", SharedValue("Unblocked", "Blocked Ltd"), style=STYLE)
    assert plan.cells == 2
    inverse = sheet.apply(plan.change_set).inverse
    assert column(sheet, "company_name") == ["Unblocked"] * 3
    sheet.apply(inverse)
    assert column(sheet, "company_name") == ["Unblocked", "Blocked Ltd", "Blocked Ltd"]


def test_the_last_of_two_people_does_not_get_the_e_mail_of_the_first() -> None:
    sheet = sheet_of(lead(1), lead(2))
    put(sheet, 1, "email", "ana@good.example")
    put(sheet, 2, "email", "bo@example.invalid")
    with pytest.raises(ValueError, match="own"):
        share_value(sheet, [2], "email", SharedValue("ana@good.example", "ana@example.invalid"), style=STYLE)


def test_leaving_a_field_out_puts_it_back_and_keeps_the_rest() -> None:
    sheet = sheet_of(lead(1, email="a@x.example"), lead(2, email="b@x.example"), lead(3))
    for row in (1, 2):
        put(sheet, row, "email", "c@example.invalid")
        put(sheet, row, "title", "Buyer")
    change_set = leave_out(sheet, (1, 2, 3), "email")
    assert change_set.label == "leaving Email out of 2 leads"
    sheet.apply(change_set)
    assert column(sheet, "email") == ["a@x.example", "b@x.example", None]
    assert sheet.changed_rows() == [1, 2]
