"""Headers match exactly or not at all."""

from __future__ import annotations

import pytest

from copper_desk.leads.account import Account, CustomFieldDefinition
from copper_desk.leads.schema import Schema
from copper_desk.tabular.column import match_columns

SCHEMA = Schema(
    Account(
        1,
        "Northwind",
        "UTC",
        definitions=(
            CustomFieldDefinition(5_000_000_001, "Tier", "String", ("lead",)),
            CustomFieldDefinition(5_000_000_002, "Tier", "String", ("lead",)),
            CustomFieldDefinition(7, "Email", "String", ("lead",)),
        ),
    )
)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Lead ID", "id"),
        ("company", "company_name"),
        ("company_name", "company_name"),
        ("  Mobile   phone ", "phone.mobile"),
        ("Any words cf_5000000002", "cf_5000000002"),
        ("cf_5000000001", "cf_5000000001"),
        ("Email", "email"),
    ],
)
def test_a_header_matches_by_key_label_or_definition_id(header: str, key: str) -> None:
    (column,) = match_columns([header], SCHEMA)
    assert column.field is not None
    assert column.field.key == key


@pytest.mark.parametrize("header", ["Compny", "", "cf_1", "phone_numbers"])
def test_what_is_unknown_or_ambiguous_is_left_out(header: str) -> None:
    (column,) = match_columns([header], SCHEMA)
    assert column.field is None


def test_a_repeated_header_is_taken_once() -> None:
    first, second = match_columns(["Title", "Title"], SCHEMA)
    assert first.field is not None
    assert second.field is None
