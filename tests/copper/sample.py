"""An account with a custom field of every kind, and a lead of it with every field filled, as Copper sends it."""

from __future__ import annotations

from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.schema import Schema

FAR_ID = 2**40 + 7
"""An id above 2**31: narrower integers must not appear anywhere."""

TIER, TOPICS, DAY, REGION, VISIT = 100_764, 100_765, 100_770, 100_761, 100_771

_TYPES = {
    REGION: "String",
    100_762: "Text",
    100_763: "URL",
    TIER: "Dropdown",
    TOPICS: "MultiSelect",
    100_766: "Checkbox",
    100_767: "Float",
    100_768: "Percentage",
    100_769: "Currency",
    DAY: "Date",
    VISIT: "Connect",
}
_OPTIONS = {TIER: (Choice(FAR_ID, "Gold"), Choice(12, "Silver")), TOPICS: (Choice(21, "Expo"), Choice(22, "VIP"))}

ACCOUNT = Account(
    id=41,
    name="Northwind",
    time_zone="America/Los_Angeles",
    users=(User(137_658, "Ana Ruiz", "ana@example.com"), User(FAR_ID, "Bo Lind", "bo@example.com")),
    statuses=(Choice(208_231, "New"), Choice(208_232, "Open")),
    sources=(Choice(331_241, "Cold Call"),),
    definitions=tuple(
        CustomFieldDefinition(number, f"My {kind}", kind, ("lead",), _OPTIONS.get(number, ()))
        for number, kind in _TYPES.items()
    ),
)
SCHEMA = Schema(ACCOUNT)

FULL_LEAD: dict[str, object] = {
    "id": FAR_ID,
    "name": "Dr. Test B. Lead Jr.",
    "prefix": "Dr.",
    "first_name": "Test",
    "middle_name": "B.",
    "last_name": "Lead",
    "suffix": "Jr.",
    "address": {
        "street": "301 Howard St",
        "city": "San Francisco",
        "state": "CA",
        "postal_code": "94105",
        "country": "US",
    },
    "assignee_id": 137_658,
    "company_name": "Lead's Company",
    "customer_source_id": 331_241,
    "details": "first\nsecond",
    "email": {"email": "test@example.com", "category": "personal"},
    "interaction_count": 4,
    "monetary_unit": "USD",
    "monetary_value": 100.5,
    "converted_unit": "EUR",
    "converted_value": 90,
    "socials": [{"url": "facebook.com/test", "category": "facebook"}, {"url": "x.example", "category": "mastodon"}],
    "status": "New",
    "status_id": 208_231,
    "tags": ["tag 1", "VIP, gold"],
    "title": "Buyer",
    "websites": [{"url": "https://example.com", "category": "work"}],
    "phone_numbers": [
        {"number": "415-1", "category": "mobile"},
        {"number": "fax-1", "category": "fax"},
        {"number": "415-2", "category": "mobile"},
        {"number": "510-1", "category": "work"},
        {"number": "none-1", "category": None},
    ],
    "custom_fields": [
        {"custom_field_definition_id": DAY, "value": 1_515_744_000, "computed_value": 1_515_744_000},
        {"custom_field_definition_id": REGION, "value": "Bay Area"},
        {"custom_field_definition_id": 100_762, "value": "one\ntwo"},
        {"custom_field_definition_id": 100_763, "value": "example.com/a"},
        {"custom_field_definition_id": TIER, "value": FAR_ID, "computed_value": "Gold"},
        {"custom_field_definition_id": TOPICS, "value": [21, 99], "computed_value": ["Expo", "Old fair"]},
        {"custom_field_definition_id": 100_766, "value": True},
        {"custom_field_definition_id": 100_767, "value": 42.25},
        {"custom_field_definition_id": 100_768, "value": 50},
        {"custom_field_definition_id": 100_769, "value": 1000.0},
        {"custom_field_definition_id": VISIT, "value": ["Acme"]},
        {"custom_field_definition_id": 999_999, "value": "a field made after the definitions were read"},
    ],
    "date_created": 1_489_018_784,
    "date_modified": 1_489_173_601,
    "date_last_contacted": 1_489_173_000,
    "an_attribute_of_next_year": {"anything": [1]},
}
