"""Leads are read tolerantly: every field filled, every field missing, and everything of the wrong type."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.codec import LeadCodec
from copper_desk.leads.value import Entry, Value
from tests.copper.sample import DAY, FAR_ID, FULL_LEAD, SCHEMA, TIER, TOPICS
from tests.support.stored_value import exact

CODEC = LeadCodec(SCHEMA)


def value(key: str, **attributes: object) -> Value:
    return CODEC.decode(attributes)[SCHEMA[key].position]


def custom(definition_id: object, content: object) -> dict[str, object]:
    return {"custom_fields": [{"custom_field_definition_id": definition_id, "value": content}]}


def test_a_full_lead() -> None:
    lead = CODEC.decode(FULL_LEAD)
    shown = {field.key: lead[field.position] for field in SCHEMA}
    assert lead[0] == FAR_ID
    assert {key: shown[key] for key in ("name", "prefix", "middle_name", "suffix", "details")} == {
        "name": "Dr. Test B. Lead Jr.",
        "prefix": "Dr.",
        "middle_name": "B.",
        "suffix": "Jr.",
        "details": "first\nsecond",
    }
    assert (shown["email"], shown["email_category"], shown["address.country"]) == (
        "test@example.com",
        "personal",
        "US",
    )
    assert (shown["phone.mobile"], shown["phone.work"], shown["phone.home"]) == ("415-1", "510-1", None)
    assert (shown["website.work"], shown["social.facebook"]) == ("https://example.com", "facebook.com/test")
    assert (shown["assignee_id"], shown["status_id"], shown["customer_source_id"]) == (137_658, 208_231, 331_241)
    assert (shown["monetary_value"], shown["monetary_unit"], shown["tags"]) == (100.5, "USD", ("tag 1", "VIP, gold"))
    assert (shown[f"cf_{DAY}"], shown[f"cf_{TIER}"], shown[f"cf_{TOPICS}"]) == (date(2018, 1, 12), FAR_ID, (21, 99))
    assert (shown["cf_100766"], shown["cf_100767"], shown["cf_100768"], shown["cf_100769"]) == (True, 42.25, 50, 1000.0)
    assert (shown["cf_100771"], shown["interaction_count"], shown["date_last_contacted"]) == (("Acme",), 4, 1489173000)
    assert all(value not in (None, ()) for key, value in shown.items() if not key.partition(".")[1])


def test_arrays_are_carried_in_order_with_the_places_of_their_columns() -> None:
    assert CODEC.decode(FULL_LEAD)[SCHEMA["phone_numbers"].position] == (
        Entry(None, "mobile"),
        Entry("fax-1", "fax"),
        Entry("415-2", "mobile"),
        Entry(None, "work"),
        Entry("none-1", None),
    )


def test_nothing_at_all_is_the_blank_lead() -> None:
    assert CODEC.decode({}) == SCHEMA.blank_lead()
    assert CODEC.decode(dict.fromkeys(FULL_LEAD)) == SCHEMA.blank_lead()


def test_no_leads_are_none() -> None:
    assert CODEC.decode_all([]) == []


def test_of_a_repeated_custom_field_the_last_that_holds_anything_counts() -> None:
    listed = [{"custom_field_definition_id": TIER, "value": value} for value in (11, 12, None)]
    assert value(f"cf_{TIER}", custom_fields=listed) == 12
    odd = [None, *listed, {"custom_field_definition_id": str(TIER), "value": 13}]
    assert value(f"cf_{TIER}", custom_fields=odd) == 13


def test_the_order_of_custom_fields_does_not_matter() -> None:
    listed = FULL_LEAD["custom_fields"]
    assert isinstance(listed, list)
    assert CODEC.decode({**FULL_LEAD, "custom_fields": listed[::-1]}) == CODEC.decode(FULL_LEAD)


@pytest.mark.parametrize("listed", [[], [None], [5], [{}], [{"custom_field_definition_id": []}], "x", {}])
def test_odd_lists_of_custom_fields(listed: object) -> None:
    assert CODEC.decode({"custom_fields": listed}) == SCHEMA.blank_lead()


@pytest.mark.parametrize(
    ("key", "attributes", "expected"),
    [
        ("name", {"name": ""}, None),
        ("name", {"name": " x "}, " x "),
        ("name", {"name": 5}, "5"),
        ("name", {"name": True}, None),
        ("name", {"name": {"a": 1}}, None),
        ("status_id", {"status_id": "208231"}, 208_231),
        ("status_id", {"status_id": 208231.0}, 208_231),
        ("status_id", {"status_id": 1.5}, None),
        ("status_id", {"status_id": "New"}, None),
        ("status_id", {"status_id": True}, None),
        ("monetary_value", {"monetary_value": "12.50"}, 12.5),
        ("monetary_value", {"monetary_value": "12"}, 12),
        ("monetary_value", {"monetary_value": "much"}, None),
        ("monetary_value", {"monetary_value": 0}, 0),
        ("email", {"email": " a@example.com "}, " a@example.com "),
        ("email", {"email": {"email": "", "category": "work"}}, None),
        ("email", {"email": ["a@example.com"]}, None),
        ("address.city", {"address": {"city": ""}}, None),
        ("address.city", {"address": "Oakland"}, None),
        ("tags", {"tags": "one"}, ("one",)),
        ("tags", {"tags": ["a", None, "", 5]}, ("a", "5")),
        ("tags", {"tags": {"a": 1}}, ()),
        ("phone.work", {"phone_numbers": [{"number": 4155, "category": "work"}]}, "4155"),
        ("phone.work", {"phone_numbers": [None, "x", {"number": "", "category": "work"}]}, None),
        ("phone.work", {"phone_numbers": {"number": "1"}}, None),
        (f"cf_{TIER}", custom(str(TIER), "12"), 12),
        (f"cf_{TOPICS}", custom(TOPICS, 21), (21,)),
        (f"cf_{TOPICS}", custom(TOPICS, [None, "22", "x"]), (22,)),
        ("cf_100766", custom(100_766, "true"), True),
        ("cf_100766", custom(100_766, 0), False),
        ("cf_100766", custom(100_766, "maybe"), None),
        ("cf_100766", custom(100_766, [1]), None),
        (f"cf_{DAY}", custom(DAY, "8/1/2025"), date(2025, 8, 1)),
        (f"cf_{DAY}", custom(DAY, "later"), None),
    ],
)
def test_values_of_other_types(key: str, attributes: dict[str, object], expected: Value) -> None:
    found = value(key, **attributes)
    assert found == expected
    assert type(found) is type(expected)


def test_a_category_that_no_column_shows_is_carried_only() -> None:
    lead = CODEC.decode({"socials": [{"url": "x.example", "category": "mastodon"}]})
    assert lead[SCHEMA["socials"].position] == (Entry("x.example", "mastodon"),)
    assert all(lead[field.position] is None for field in SCHEMA.columns if field.attribute == "socials")


def test_equal_values_of_many_leads_are_one_object() -> None:
    first, second = (CODEC.decode({"tags": ["a" + tag], "status_id": 10**9}) for tag in ("b", "b"))
    for key in ("tags", "status_id"):
        assert first[SCHEMA[key].position] is second[SCHEMA[key].position]


def test_computed_values_name_options_that_are_no_longer_listed() -> None:
    codec = LeadCodec(SCHEMA)
    codec.decode(FULL_LEAD)
    assert codec.option_name(f"cf_{TOPICS}", 99) == "Old fair"
    assert codec.option_name(f"cf_{TIER}", FAR_ID) == "Gold"
    assert codec.option_name(f"cf_{TIER}", 5) is None
    assert codec.option_name("name", 5) is None


ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ODD_JSON = st.recursive(
    ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["email", "category", "number", "url", "city", "value"]), inner)
    ),
    max_leaves=4,
)


ODD_CUSTOMS = st.lists(
    ODD_JSON
    | st.fixed_dictionaries(
        {},
        optional={
            "custom_field_definition_id": st.sampled_from([TIER, TOPICS, DAY, str(TIER), float(TIER), None, True]),
            "value": ODD_JSON | st.lists(ODD, max_size=2),
        },
    ),
    max_size=4,
)
ODD_LEADS = st.dictionaries(st.sampled_from(sorted(FULL_LEAD)), ODD_JSON, max_size=6) | st.fixed_dictionaries(
    {"custom_fields": ODD_CUSTOMS}
)


@given(ODD_LEADS)
def test_no_lead_is_too_odd_to_read(raw: dict[str, object]) -> None:
    lead = CODEC.decode(raw)
    assert len(lead) == len(SCHEMA)
    assert "" not in lead


@given(st.lists(ODD_LEADS | st.just(FULL_LEAD), max_size=4))
def test_many_leads_at_once_are_read_as_each_alone(raws: list[dict[str, object]]) -> None:
    assert list(map(exact, CODEC.decode_all(raws))) == [exact(CODEC.decode(raw)) for raw in raws]
