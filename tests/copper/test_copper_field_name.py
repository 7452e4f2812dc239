"""Whatever Copper calls a field in an error, the right cell is found, or none."""

from __future__ import annotations

import pytest

from copper_desk.copper.codec import LeadCodec
from copper_desk.leads.account import Account, CustomFieldDefinition
from copper_desk.leads.schema import Schema
from tests.copper.sample import REGION, SCHEMA, TIER

CODEC = LeadCodec(SCHEMA)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("name", "name"),
        ("Name", "name"),
        ("Company Name", "company_name"),
        ("company_name", "company_name"),
        ("Status Id", "status_id"),
        ("Status", "status_id"),
        ("Assignee", "assignee_id"),
        ("owner", "assignee_id"),
        ("Customer Source", "customer_source_id"),
        ("Monetary Value", "monetary_value"),
        ("Value", "monetary_value"),
        ("Description", "details"),
        ("email", "email"),
        ("Email", "email"),
        ("Emails", "email"),
        ("email.email", "email"),
        ("email.category", "email_category"),
        ("address.city", "address.city"),
        ("Address.Country", "address.country"),
        ("address[state]", "address.state"),
        ("phone_numbers.work", "phone.work"),
        ("phone.work", "phone.work"),
        ("Work phone", "phone.work"),
        ("Tags", "tags"),
        (f"custom_fields.{TIER}", f"cf_{TIER}"),
        (f"Custom Fields.{TIER}", f"cf_{TIER}"),
        (f"custom_field_{TIER}", f"cf_{TIER}"),
        (f"cf_{TIER}", f"cf_{TIER}"),
        (f"custom_fields[{TIER}].value", f"cf_{TIER}"),
        ("My Dropdown", f"cf_{TIER}"),
        ("", None),
        ("base", None),
        ("converted_at", None),
        ("address", None),
        ("phone_numbers", None),
        ("custom_fields", None),
        ("custom_fields.5", None),
    ],
)
def test_names(name: str, key: str | None) -> None:
    assert CODEC.field_key(name) == key


@pytest.mark.parametrize(
    ("name", "sent", "key"),
    [
        ("address", ["name", "address.city"], "address.city"),
        ("address", ["address.city", "address.state"], None),
        ("Phone Numbers", ["phone.home"], "phone.home"),
        ("phone_numbers[1].number", ["phone.home"], "phone.home"),
        ("phone_numbers", ["phone_numbers"], "phone_numbers"),
        ("phone_numbers", ["phone_numbers", "phone.home"], None),
        ("Custom Fields", [f"cf_{REGION}", "name"], f"cf_{REGION}"),
        ("custom_fields.5", [f"cf_{REGION}"], f"cf_{REGION}"),
        ("email", ["email_category"], "email_category"),
        ("email", ["email", "email_category"], "email"),
        ("title", ["name"], "title"),
    ],
)
def test_an_object_named_as_a_whole_means_what_was_sent_of_it(name: str, sent: list[str], key: str | None) -> None:
    assert CODEC.field_key(name, sent) == key


def test_every_field_of_an_object() -> None:
    assert CODEC.field_keys("address") == tuple(f.key for f in SCHEMA if f.attribute == "address")
    assert CODEC.field_keys("nothing of ours") == ()


def test_a_custom_field_does_not_take_the_name_of_a_built_in_one() -> None:
    definitions = (CustomFieldDefinition(5, "Email", "String", ("lead",)),)
    codec = LeadCodec(Schema(Account(1, "x", "UTC", definitions=definitions)))
    assert codec.field_key("Email") == "email"
    assert codec.field_key("custom_fields.5") == "cf_5"
