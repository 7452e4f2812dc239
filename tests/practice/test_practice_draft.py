"""What one write makes of one lead: every attribute's good and bad values, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest

from copper_desk.practice import account
from copper_desk.practice.draft import Draft, draft_create, draft_update
from copper_desk.practice.lead import blank_lead
from copper_desk.practice.quirk import Quirk

Body = dict[str, Any]
NOW = 1_800_000_000
NEW, OPEN, _, QUALIFIED, UNQUALIFIED, _ = (status.id for status in account.STATUSES)


def _stored(**fields: Any) -> Body:
    lead = blank_lead(2**31 + 99, now=1_700_000_000)
    lead |= {
        "name": "Ben O’Neil",
        "first_name": "Ben",
        "last_name": "O’Neil",
        "email": {"email": "ben@harbor.example", "category": "personal"},
        "address": {"street": "12 Pier Rd", "city": "Oakland", "state": "CA", "postal_code": "94607", "country": "US"},
        "phone_numbers": [{"number": "415-555-0111", "category": "fax"}],
        "tags": ["expo"],
        "custom_fields": [
            {"custom_field_definition_id": account.REGION_TEXT.id, "value": "Bay Area"},
            {"custom_field_definition_id": account.TIER.id, "value": account.RETIRED_TIER.id},
        ],
    }
    return lead | fields


def _write(body: Body, *, quirk: Quirk | None = None, **fields: Any) -> Draft:
    return draft_update(_stored(**fields), body, quirk=quirk or Quirk(), now=NOW)


def _errors(draft: Draft, quirk: Quirk | None = None) -> dict[str, list[str]]:
    return draft.refusals.by_key(quirk or Quirk())


ACCEPTED: list[tuple[str, Any, Any]] = [
    ("name", " Ana Maria Ruiz ", "Ana Maria Ruiz"),
    ("title", "Buyer", "Buyer"),
    ("title", None, None),
    ("title", "x" * 255, "x" * 255),
    ("company_name", "Blocked Ltd & Sons", "Blocked Ltd & Sons"),
    ("details", "line\n" * 900, "line\n" * 900),
    ("email", {"email": " ben@x.example ", "category": "work"}, {"email": "ben@x.example", "category": "work"}),
    ("email", None, None),
    ("address", None, None),
    ("monetary_value", 0, 0),
    ("monetary_value", 1250.75, 1250.75),
    ("monetary_value", None, None),
    ("assignee_id", account.CY.id, account.CY.id),
    ("assignee_id", None, None),
    ("customer_source_id", account.SOURCES[3].id, account.SOURCES[3].id),
    ("tags", ["b", " a ", "b", "VIP, gold"], ["b", "a", "VIP, gold"]),
    ("tags", [], []),
    ("tags", None, []),
    ("phone_numbers", [], []),
    ("phone_numbers", [{"number": "no digits", "category": "home"}], [{"number": "no digits", "category": "home"}]),
    ("phone_numbers", [{"number": "1", "category": "fax"}], [{"number": "1", "category": "fax"}]),
    ("websites", [{"url": "a.example", "category": "personal"}], [{"url": "a.example", "category": "personal"}]),
    ("socials", [{"url": "x", "category": "klout"}], [{"url": "x", "category": "klout"}]),
]  # fmt: skip


@pytest.mark.parametrize(("attribute", "value", "stored"), ACCEPTED)
def test_a_good_value_is_stored(attribute: str, value: Any, stored: Any) -> None:
    draft = _write({attribute: value})
    assert not draft.refusals
    assert draft.lead[attribute] == stored
    assert draft.lead["date_modified"] == NOW


REFUSED: list[tuple[Body, str, str]] = [
    ({"name": None}, "name", "can't be blank"),
    ({"name": "  "}, "name", "can't be blank"),
    ({"name": 7}, "name", "is invalid"),
    ({"title": ""}, "title", "is invalid"),
    ({"title": 7}, "title", "is invalid"),
    ({"title": ["Buyer"]}, "title", "is invalid"),
    ({"company_name": "x" * 256}, "company_name", "is too long (maximum is 255 characters)"),
    ({"details": ""}, "details", "is invalid"),
    ({"details": "x" * 65_536}, "details", "is too long (maximum is 65535 characters)"),
    ({"email": "ben@x.example"}, "email", "is invalid"),
    ({"email": {"email": "ben@x", "category": "work"}}, "email", "is invalid"),
    ({"email": {"email": "b@n@x.example", "category": "work"}}, "email", "is invalid"),
    ({"email": {"email": "ben x@x.example", "category": "work"}}, "email", "is invalid"),
    ({"email": {"email": "", "category": "work"}}, "email", "is invalid"),
    ({"email": {"email": None, "category": "work"}}, "email", "is invalid"),
    ({"email": {"email": "ben@x.example", "category": "Work"}}, "email", "category is invalid"),
    ({"email": {"email": "ben@x.example", "kind": 1}}, "email", "Unrecognized attributes specified: kind"),
    ({"address": {"city": ""}}, "address", "city is invalid"),
    ({"address": {"postal_code": 94607}}, "address", "postal code is invalid"),
    ({"address": {"country": "Narnia"}}, "address", "country is invalid"),
    ({"address": {"zip": "94607"}}, "address", "Unrecognized attributes specified: zip"),
    ({"address": "12 Pier Rd"}, "address", "is invalid"),
    ({"phone_numbers": "415-555-0111"}, "phone_numbers", "is invalid"),
    ({"phone_numbers": [{"number": "", "category": "work"}]}, "phone_numbers", "number is invalid"),
    ({"phone_numbers": [{"number": "1"}]}, "phone_numbers", "category is invalid"),
    ({"phone_numbers": [{"number": "1", "category": "pager"}]}, "phone_numbers", "category is invalid"),
    ({"websites": [{"url": "a.example", "category": "mobile"}]}, "websites", "category is invalid"),
    ({"socials": [{"url": "x", "category": "LinkedIn"}]}, "socials", "category is invalid"),
    ({"monetary_value": "1250"}, "monetary_value", "is not a number"),
    ({"monetary_value": True}, "monetary_value", "is not a number"),
    ({"status_id": None}, "status_id", "can't be blank"),
    ({"status_id": 1}, "status_id", "is invalid"),
    ({"status_id": str(NEW)}, "status_id", "is invalid"),
    ({"assignee_id": account.REMOVED_USER_ID}, "assignee_id", "is invalid"),
    ({"assignee_id": True}, "assignee_id", "is invalid"),
    ({"customer_source_id": float(account.SOURCES[0].id)}, "customer_source_id", "is invalid"),
    ({"tags": "expo"}, "tags", "is invalid"),
    ({"tags": ["expo", ""]}, "tags", "is invalid"),
    ({"tags": [1]}, "tags", "is invalid"),
    ({"custom_fields": {"100764": 1}}, "custom_fields", "is invalid"),
]


@pytest.mark.parametrize(("body", "key", "sentence"), REFUSED)
def test_a_bad_value_is_refused_and_nothing_else_said(body: Body, key: str, sentence: str) -> None:
    assert _errors(_write(body)) == {key: [sentence]}


@pytest.mark.parametrize(
    "attribute",
    ["id", "interaction_count", "date_modified", "date_created", "status", "monetary_unit", "converted_at", "bogus"],
)
def test_what_is_read_only_or_unknown_is_unrecognised(attribute: str) -> None:
    assert _errors(_write({attribute: 1})) == {"base": [f"Unrecognized attributes specified: {attribute}"]}


def test_an_empty_body_changes_nothing() -> None:
    assert _write({}).lead == _stored()


def test_a_name_brings_its_parts() -> None:
    lead = _write({"name": "Dana Q Whitfield"}).lead
    assert (lead["first_name"], lead["middle_name"], lead["last_name"]) == ("Dana", "Q", "Whitfield")


def test_the_parts_bring_the_name() -> None:
    assert _write({"last_name": "Neil", "prefix": "Dr."}).lead["name"] == "Ben Neil"


def test_a_name_and_its_parts_together_are_refused() -> None:
    errors = _errors(_write({"name": "Ben Neil", "last_name": "Neil"}))
    assert errors == {"name": ["can't be combined with last_name"]}


def test_clearing_every_part_of_a_name_is_refused_but_not_where_there_was_none() -> None:
    body = {"first_name": None, "last_name": None}
    assert _errors(_write(body)) == {"name": ["can't be blank"]}
    assert not _write(body, name=None, first_name=None, last_name=None).refusals


def test_a_lead_without_a_name_takes_other_edits() -> None:
    assert not _write({"title": "Buyer"}, name=None, first_name=None, last_name=None).refusals


def test_status_and_unit_follow() -> None:
    lead = _write({"status_id": QUALIFIED, "monetary_value": 5}).lead
    assert (lead["status"], lead["monetary_unit"]) == ("Qualified", "USD")


def test_a_partial_address_empties_what_it_lacks_or_keeps_it_as_switched() -> None:
    body = {"address": {"city": "Portland", "country": "united states"}}
    assert _write(body).lead["address"] == {
        "street": None, "city": "Portland", "state": None, "postal_code": None, "country": "US",
    }  # fmt: skip
    assert _write(body, quirk=Quirk(partial_object="merge")).lead["address"]["street"] == "12 Pier Rd"


def test_a_partial_email_loses_its_category_or_keeps_it_as_switched() -> None:
    body = {"email": {"email": "b@x.example"}}
    assert _write(body).lead["email"]["category"] == "work"
    assert _write(body, quirk=Quirk(partial_object="merge")).lead["email"]["category"] == "personal"


def test_several_errors_are_all_told() -> None:
    errors = _errors(_write({"title": "", "bogus": 1, "monetary_value": "x"}))
    assert errors == {
        "base": ["Unrecognized attributes specified: bogus"],
        "title": ["is invalid"],
        "monetary_value": ["is not a number"],
    }


def test_nested_errors_stand_under_a_path_if_so_switched() -> None:
    dotted = Quirk(nested_key="dotted")
    body = {
        "address": {"country": "Narnia"},
        "phone_numbers": [{"number": "1", "category": "work"}, {"number": "", "category": "work"}],
        "custom_fields": [{"custom_field_definition_id": account.TIER.id, "value": 1}],
    }
    assert _errors(_write(body), dotted) == {
        "address.country": ["is invalid"],
        "phone_numbers[1].number": ["is invalid"],
        f"custom_fields.{account.TIER.id}": ["is invalid"],
    }


def test_a_new_lead_needs_a_name_whole_or_in_parts() -> None:
    blank = blank_lead(5, now=NOW)
    assert _errors(draft_create(blank, {"title": "Buyer"}, quirk=Quirk())) == {"name": ["can't be blank"]}
    assert _errors(draft_create(blank, {"name": ""}, quirk=Quirk())) == {"name": ["can't be blank"]}
    assert _errors(draft_create(blank, {"name": "Ana", "id": 5}, quirk=Quirk())) == {
        "base": ["Unrecognized attributes specified: id"]
    }
    made = draft_create(blank, {"first_name": "Ana", "last_name": "Ruiz"}, quirk=Quirk())
    assert not made.refusals
    assert (made.lead["name"], made.lead["status"]) == ("Ana Ruiz", "New")


PLANTED = [
    ({"email": {"email": "ben@Example.Invalid", "category": "work"}}, "email"),
    ({"monetary_value": -1}, "monetary_value"),
    ({"monetary_value": 10_000_000.01}, "monetary_value"),
    ({"company_name": " blocked LTD "}, "company_name"),
    ({"custom_fields": [{"custom_field_definition_id": account.PROBABILITY.id, "value": 101}]}, "custom_fields"),
]


@pytest.mark.parametrize(("body", "key"), PLANTED)
def test_a_planted_rule_refuses_with_one_sentence(body: Body, key: str) -> None:
    assert [*_errors(_write(body))] == [key]
    assert not draft_update(_stored(), body, quirk=Quirk(), now=NOW, planted=False).refusals


def test_unqualified_does_not_go_back_to_new_but_on_to_open() -> None:
    assert [*_errors(_write({"status_id": NEW}, status_id=UNQUALIFIED))] == ["status_id"]
    assert not _write({"status_id": OPEN}, status_id=UNQUALIFIED).refusals
    assert not _write({"status_id": NEW}, status_id=OPEN).refusals


def test_a_lead_that_offends_already_takes_other_edits() -> None:
    entry = {"custom_field_definition_id": account.PROBABILITY.id, "value": 300}
    stored: Body = {"monetary_value": -5, "company_name": "Blocked Ltd", "custom_fields": [entry]}
    other = {"custom_field_definition_id": account.NEWSLETTER.id, "value": True}
    assert not _write({"title": "Buyer", "custom_fields": [other]}, **stored).refusals
