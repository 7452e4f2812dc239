"""The seeded leads: the same on every machine, of the right shape, with the oddities real accounts have."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from copper_desk.practice import account
from copper_desk.practice.attribute import WRITABLE
from copper_desk.practice.draft import draft_update
from copper_desk.practice.front import FRONT
from copper_desk.practice.lead import PHONE_CATEGORIES, SOCIAL_CATEGORIES
from copper_desk.practice.people import (
    ANCHOR,
    EDITION,
    START,
    created_at,
    lead_id,
    modified_at,
    seeded_lead,
    tags_of,
)
from copper_desk.practice.quirk import Quirk

COUNT = 500
Lead = dict[str, Any]


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return [seeded_lead(n, seed=1, count=COUNT) for n in range(COUNT)]


def test_the_same_edition_and_seed_give_the_same_leads_everywhere(leads: list[Lead]) -> None:
    digest = hashlib.sha256(json.dumps(leads, sort_keys=True).encode()).hexdigest()
    # Changed leads mean a higher EDITION, or changes that somebody kept would lie over the wrong leads.
    assert (EDITION, digest[:16]) == (1, "a1aa146324531d51")


def test_another_seed_gives_other_leads() -> None:
    assert seeded_lead(300, seed=1, count=COUNT) != seeded_lead(300, seed=2, count=COUNT)


def test_ids_are_unique_and_a_third_of_them_above_2_to_the_31() -> None:
    ids = [lead_id(n) for n in range(100_000)]
    assert len(set(ids)) == len(ids)
    assert sum(i > 2**31 for i in ids) == 33_333


def test_dates_run_forward_and_some_share_a_second(leads: list[Lead]) -> None:
    created = [lead["date_created"] for lead in leads]
    assert created == sorted(created)
    assert START <= created[0] < created[-1] <= ANCHOR
    assert len(set(created)) < len(created)
    assert all(lead["date_created"] <= lead["date_modified"] <= ANCHOR for lead in leads)


def test_what_is_known_without_making_a_lead_agrees_with_the_lead(leads: list[Lead]) -> None:
    for n, lead in enumerate(leads):
        assert lead["id"] == lead_id(n)
        assert lead["date_created"] == created_at(n, count=COUNT)
        assert lead["date_modified"] == modified_at(n, seed=1, count=COUNT)
        assert lead["tags"] == tags_of(n, seed=1)


def test_the_oddities_are_there(leads: list[Lead]) -> None:
    assert any(lead["name"] is None for lead in leads)
    assert any(lead["name"] == "" for lead in leads)
    assert any(lead["email"] and lead["email"]["email"] != lead["email"]["email"].strip() for lead in leads)
    assert any(lead["email"] is None for lead in leads)
    assert any(lead["address"] is None for lead in leads)
    assert any(lead["address"] and lead["address"]["country"] is None for lead in leads)
    assert any(p["category"] not in PHONE_CATEGORIES for lead in leads for p in lead["phone_numbers"])
    assert any(s["category"] not in SOCIAL_CATEGORIES for lead in leads for s in lead["socials"])
    assert any(lead["assignee_id"] == account.REMOVED_USER_ID for lead in leads)
    assert any(lead["assignee_id"] is None for lead in leads)
    assert any(lead["custom_fields"] == [] for lead in leads)
    assert any("," in tag for lead in leads for tag in lead["tags"])
    assert any("\n" in (lead["details"] or "") for lead in leads)


def test_custom_fields_come_in_varying_order_and_number(leads: list[Lead]) -> None:
    orders = {tuple(e["custom_field_definition_id"] for e in lead["custom_fields"]) for lead in leads}
    assert len(orders) > 20
    assert len({len(order) for order in orders}) > 3
    values = [e["value"] for lead in leads for e in lead["custom_fields"]]
    assert account.RETIRED_TIER.id in values


def test_addresses_on_the_net_are_examples_and_phones_have_digits(leads: list[Lead]) -> None:
    for lead in leads:
        if lead["email"]:
            assert lead["email"]["email"].strip().endswith(".example")
        assert all("#" not in p["number"] for p in lead["phone_numbers"])
        assert lead["address"] is None or "#" not in (lead["address"]["postal_code"] or "")


def test_several_scripts_are_there(leads: list[Lead]) -> None:
    names = " ".join(lead["name"] or "" for lead in leads)
    for first, last in (("一", "龥"), ("א", "ת"), ("ا", "ي"), ("가", "힣"), ("ぁ", "ん"), ("а", "я"), ("À", "ÿ")):
        assert any(first <= c <= last for c in names), (first, last)


def test_the_front_leads_are_posed_as_written(leads: list[Lead]) -> None:
    ben = leads[2]
    assert (ben["id"], ben["name"], ben["company_name"]) == (8894157, "Ben O’Neil", "Harbor Supply")
    assert [lead["name"] for lead in leads[: len(FRONT)]] == [front.name for front in FRONT]
    meeting = {e["custom_field_definition_id"]: e["value"] for e in ben["custom_fields"]}
    assert meeting[account.FIRST_MEETING.id] == 1772611200


def test_every_stored_value_could_be_written_back(leads: list[Lead]) -> None:
    """What the account holds, the server takes: but for what was removed since, and spaces it trims."""
    for lead in leads:
        body = {key: lead[key] for key in WRITABLE if lead[key] not in (None, "") and "name" not in key[-4:]}
        body |= {"company_name": lead["company_name"]}
        if body.get("assignee_id") == account.REMOVED_USER_ID:
            del body["assignee_id"]
        draft = draft_update(lead, body, quirk=Quirk(), now=ANCHOR)
        assert not draft.refusals, draft.refusals.by_key(Quirk())
