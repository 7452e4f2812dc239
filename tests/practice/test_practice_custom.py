"""Custom fields: every data type takes its own values and nothing else, and writes merge by id."""

from __future__ import annotations

from typing import Any

import pytest

from copper_desk.practice import account
from copper_desk.practice.account import Definition
from copper_desk.practice.custom import merged
from copper_desk.practice.quirk import Quirk

GOLD, BRONZE = account.TIER.options[1].id, account.TIER.options[0].id
FREIGHT, CUSTOMS = account.INTERESTS.options[1].id, account.INTERESTS.options[2].id
MEETING = 1772611200  # 4 March 2026, 00:00 in Los Angeles.


def _write(definition: Definition, value: Any, quirk: Quirk | None = None) -> tuple[Any, list[str]]:
    entry = {"custom_field_definition_id": definition.id, "value": value}
    entries, refused = merged([], [entry], quirk or Quirk())
    return (entries[0]["value"] if entries else None), [error.text for error in refused]


ACCEPTED: list[tuple[Definition, Any, Any]] = [
    (account.ACCOUNT_NUMBER, "007", "007"),
    (account.ACCOUNT_NUMBER, None, None),
    (account.EXPO_NOTES, "x\n" * 2000, "x\n" * 2000),
    (account.CATALOGUE, "no scheme at all", "no scheme at all"),
    (account.TIER, GOLD, GOLD),
    (account.TIER, None, None),
    (account.INTERESTS, [CUSTOMS, FREIGHT, CUSTOMS], [CUSTOMS, FREIGHT]),
    (account.INTERESTS, [], []),
    (account.INTERESTS, None, []),
    (account.NEWSLETTER, True, True),
    (account.NEWSLETTER, None, False),
    (account.PALLETS, 42, 42.0),
    (account.PALLETS, 0.25, 0.25),
    (account.PROBABILITY, 50.0, 50),
    (account.PROBABILITY, 12.5, 12.5),
    (account.BUDGET, 1000, 1000.0),
    (account.FIRST_MEETING, MEETING, MEETING),
    (account.FIRST_MEETING, MEETING + 86_399, MEETING),
    (account.FIRST_MEETING, "03/04/2026", MEETING),
    (account.FIRST_MEETING, "3/4/2026", MEETING),
    (account.FIRST_MEETING, None, None),
]


@pytest.mark.parametrize(("definition", "value", "stored"), ACCEPTED)
def test_a_good_value_is_stored(definition: Definition, value: Any, stored: Any) -> None:
    found = _write(definition, value)
    assert found == (stored, [])
    assert type(found[0]) is type(stored)


REFUSED: list[tuple[Definition, Any]] = [
    (account.ACCOUNT_NUMBER, ""),
    (account.ACCOUNT_NUMBER, "x" * 256),
    (account.ACCOUNT_NUMBER, 7),
    (account.EXPO_NOTES, ""),
    (account.CATALOGUE, "x" * 2049),
    (account.TIER, "Gold"),
    (account.TIER, str(GOLD)),
    (account.TIER, account.RETIRED_TIER.id),
    (account.TIER, True),
    (account.TIER, [GOLD]),
    (account.INTERESTS, FREIGHT),
    (account.INTERESTS, [FREIGHT, 1]),
    (account.INTERESTS, ["Freight"]),
    (account.INTERESTS, [None]),
    (account.NEWSLETTER, "true"),
    (account.NEWSLETTER, 1),
    (account.PALLETS, "42"),
    (account.PALLETS, True),
    (account.PALLETS, 10**400),
    (account.PROBABILITY, "50%"),
    (account.BUDGET, "$5"),
    (account.FIRST_MEETING, "2026-03-04"),
    (account.FIRST_MEETING, ""),
    (account.FIRST_MEETING, True),
    (account.FIRST_MEETING, 10**16),
    (account.REFERRED_BY, []),
    (account.REFERRED_BY, None),
]


@pytest.mark.parametrize(("definition", "value"), REFUSED)
def test_a_bad_value_is_refused(definition: Definition, value: Any) -> None:
    found, refused = _write(definition, value)
    assert found is None
    assert len(refused) == 1


def test_every_data_type_is_tried_both_ways() -> None:
    types = {definition.data_type for definition in account.DEFINITIONS}
    assert {definition.data_type for definition, _ in REFUSED} == types
    assert {definition.data_type for definition, *_ in ACCEPTED} == types - {"Connect"}


def test_one_written_form_of_a_date_can_be_refused() -> None:
    assert _write(account.FIRST_MEETING, "03/04/2026", Quirk(date_write="unix"))[1] == ["is invalid"]
    assert _write(account.FIRST_MEETING, MEETING, Quirk(date_write="text"))[1] == ["is invalid"]
    assert _write(account.FIRST_MEETING, "03/04/2026", Quirk(date_write="text")) == (MEETING, [])


def test_a_write_merges_by_id_and_leaves_the_rest_in_order() -> None:
    stored = [
        {"custom_field_definition_id": account.TIER.id, "value": account.RETIRED_TIER.id},
        {"custom_field_definition_id": account.NEWSLETTER.id, "value": False},
    ]
    written = [
        {"custom_field_definition_id": account.BUDGET.id, "value": 5},
        {"custom_field_definition_id": account.NEWSLETTER.id, "value": True},
    ]
    entries, refused = merged(stored, written, Quirk())
    assert refused == []
    assert [(e["custom_field_definition_id"], e["value"]) for e in entries] == [
        (account.TIER.id, account.RETIRED_TIER.id),
        (account.NEWSLETTER.id, True),
        (account.BUDGET.id, 5.0),
    ]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"custom_field_definition_id": 1, "value": 1}, "has no field 1 on leads"),
        ({"custom_field_definition_id": account.BIRTHDAY.id, "value": None}, "has no field 100778 on leads"),
        ({"custom_field_definition_id": [1], "value": 1}, "has no field [1] on leads"),
        ({"value": 1}, "has no field None on leads"),
        ({"custom_field_definition_id": account.TIER.id}, "needs a value"),
        (
            {"custom_field_definition_id": account.TIER.id, "value": GOLD, "computed_value": "Gold"},
            "Unrecognized attributes specified: computed_value",
        ),
        ("Gold", "is invalid"),
    ],
)
def test_an_ill_formed_entry_is_refused(entry: Any, sentence: str) -> None:
    _, refused = merged([], [entry], Quirk())
    assert [error.text for error in refused] == [sentence]


def test_the_same_field_twice_in_one_write_is_refused() -> None:
    twice = [{"custom_field_definition_id": account.TIER.id, "value": option} for option in (GOLD, BRONZE)]
    _, refused = merged([], twice, Quirk())
    assert [error.text for error in refused] == ["is given twice"]
