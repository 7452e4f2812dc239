"""Writes carry what was changed and nothing else, and say it so that Copper ends up with exactly that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.day import DateForm
from copper_desk.copper.encoder import NAME_PARTS, UnwritableChange
from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.entry import parted
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Entry, Lead, Value
from tests.copper.sample import DAY, FAR_ID, FULL_LEAD, REGION, SCHEMA, TIER, TOPICS

CODEC = LeadCodec(SCHEMA)
FULL = CODEC.decode(FULL_LEAD)
BLANK = SCHEMA.blank_lead()
EDITABLE = [field for field in SCHEMA.columns if not field.read_only]

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
IDS = st.integers(1, 2**53)
BY_KIND: dict[FieldKind, st.SearchStrategy[Any]] = {
    FieldKind.NUMBER: NUMBERS,
    FieldKind.MONEY: NUMBERS,
    FieldKind.PERCENTAGE: NUMBERS,
    FieldKind.CHECKBOX: st.booleans(),
    FieldKind.DATE: st.dates(date(1900, 1, 2), date(9999, 12, 30)),
    FieldKind.DROPDOWN: IDS,
    FieldKind.PERSON: IDS,
    FieldKind.STATUS: IDS,
    FieldKind.SOURCE: IDS,
    FieldKind.CATEGORY: st.sampled_from(["work", "personal", "other"]),
    FieldKind.MULTI_SELECT: st.lists(IDS, min_size=1, max_size=4).map(tuple),
    FieldKind.TAGS: st.lists(WORDS, min_size=1, max_size=4).map(tuple),
}


def new_value(field: Field) -> st.SearchStrategy[Value]:
    return BY_KIND.get(field.kind, WORDS)


def entries(text_key: str, categories: list[str | None]) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(
        st.fixed_dictionaries({text_key: WORDS | st.none(), "category": st.sampled_from(categories)}), max_size=5
    )


RAW_LEADS = st.fixed_dictionaries(
    {
        "id": IDS,
        "name": WORDS | st.none(),
        "address": st.none()
        | st.fixed_dictionaries({part: WORDS | st.none() for part in ("street", "city", "state", "postal_code")}),
        "email": st.none() | st.fixed_dictionaries({"email": WORDS, "category": st.sampled_from(["work", "other"])}),
        "phone_numbers": entries("number", ["mobile", "work", "home", "other", "fax", None]),
        "websites": entries("url", ["work", "personal", "blog"]),
        "socials": entries("url", ["linkedin", "other", "mastodon"]),
        "tags": st.lists(WORDS, max_size=3),
        "custom_fields": st.permutations(
            [
                {"custom_field_definition_id": TIER, "value": 12},
                {"custom_field_definition_id": REGION, "value": "x"},
                {"custom_field_definition_id": 999, "value": "unknown"},
                {"custom_field_definition_id": DAY, "value": None},
            ]
        ),
    }
)


def applied(raw: Mapping[str, object], body: Mapping[str, object]) -> dict[str, object]:
    """What a lead is after a write, by the rules of Copper's pages: custom fields merged by id, all else replaced."""
    merged = {**raw, **body}
    if "custom_fields" in body:
        values: dict[object, object] = {}
        for source in (raw.get("custom_fields"), body["custom_fields"]):
            assert isinstance(source, list)
            values |= {entry["custom_field_definition_id"]: entry["value"] for entry in source}
        merged["custom_fields"] = [{"custom_field_definition_id": key, "value": v} for key, v in values.items()]
    loaded: dict[str, object] = json.loads(json.dumps(merged))
    return loaded


def test_a_full_lead_without_changes_sends_nothing() -> None:
    assert CODEC.encode(FULL, {}) == {}


@given(data=st.data(), raw=RAW_LEADS)
def test_one_changed_field_changes_that_field_and_sends_its_attribute_alone(
    data: st.DataObject, raw: dict[str, object]
) -> None:
    field = data.draw(st.sampled_from(EDITABLE))
    base = CODEC.decode(raw)
    assume(field.kind is not FieldKind.CATEGORY or base[SCHEMA["email"].position] is not None)
    value = data.draw(new_value(field))
    body = CODEC.encode(base, {field.key: value})
    after = CODEC.decode(applied(raw, body))
    assert list(body) == [field.attribute]
    assert echo_of(field, value, after[field.position]) is Echo.SAME
    assert others(after, field) == others(base, field)


@given(data=st.data(), raw=RAW_LEADS)
def test_clearing_sends_null_or_an_empty_list(data: st.DataObject, raw: dict[str, object]) -> None:
    field = data.draw(st.sampled_from([each for each in EDITABLE if each.attribute not in {"email", "address"}]))
    base = CODEC.decode(raw)
    body = CODEC.encode(base, {field.key: BLANK[field.position]})
    assert list(body) == [field.attribute]
    after = CODEC.decode(applied(raw, body))
    assert others(after, field) == others(base, field)
    if field.part is None:
        assert after[field.position] == BLANK[field.position]


def others(lead: Lead, field: Field) -> list[Value]:
    """All values but the field's, the array that holds it, and the category that comes with a first e-mail."""
    changing = {field.key, field.attribute, "email_category" if field.key == "email" else field.key}
    return [lead[each.position] for each in SCHEMA if each.key not in changing]


@pytest.mark.parametrize(
    ("key", "value", "body"),
    [
        ("name", "New", {"name": "New"}),
        ("title", None, {"title": None}),
        ("title", "", {"title": None}),
        ("assignee_id", FAR_ID, {"assignee_id": FAR_ID}),
        ("status_id", 208_232, {"status_id": 208_232}),
        ("monetary_value", 1250, {"monetary_value": 1250}),
        ("monetary_value", 0, {"monetary_value": 0}),
        ("tags", ("a", "", "b"), {"tags": ["a", "b"]}),
        ("tags", (), {"tags": []}),
        ("email", "new@example.com", {"email": {"email": "new@example.com", "category": "personal"}}),
        ("email_category", "other", {"email": {"email": "test@example.com", "category": "other"}}),
        ("email_category", None, {"email": {"email": "test@example.com", "category": "work"}}),
        ("email", None, {"email": None}),
        ("email", "", {"email": None}),
        ("website.work", None, {"websites": []}),
        ("website.personal", "b.example", None),
        (f"cf_{TIER}", None, {"custom_fields": [{"custom_field_definition_id": TIER, "value": None}]}),
        (f"cf_{TOPICS}", (), {"custom_fields": [{"custom_field_definition_id": TOPICS, "value": []}]}),
        ("cf_100766", False, {"custom_fields": [{"custom_field_definition_id": 100_766, "value": False}]}),
        (
            f"cf_{DAY}",
            date(2018, 1, 12),
            {"custom_fields": [{"custom_field_definition_id": DAY, "value": 1_515_744_000}]},
        ),
    ],
)
def test_bodies(key: str, value: Value, body: dict[str, object] | None) -> None:
    work = {"url": "https://example.com", "category": "work"}
    expected = body or {"websites": [work, {"url": "b.example", "category": "personal"}]}
    assert CODEC.encode(FULL, {key: value}) == expected


def test_an_address_goes_out_with_all_five_keys() -> None:
    assert CODEC.encode(FULL, {"address.city": "Oakland", "address.state": None}) == {
        "address": {
            "street": "301 Howard St",
            "city": "Oakland",
            "state": None,
            "postal_code": "94105",
            "country": "US",
        }
    }


def test_an_emptied_address_is_null() -> None:
    parts = [field.key for field in SCHEMA if field.attribute == "address"]
    assert CODEC.encode(FULL, dict.fromkeys(parts)) == {"address": None}


def test_a_phone_is_edited_in_place_and_the_others_stay() -> None:
    changes: dict[str, Value] = {"phone.mobile": "415-9", "phone.work": None, "phone.home": "new"}
    assert CODEC.encode(FULL, changes) == {
        "phone_numbers": [
            {"number": "415-9", "category": "mobile"},
            {"number": "fax-1", "category": "fax"},
            {"number": "415-2", "category": "mobile"},
            {"number": "none-1", "category": None},
            {"number": "new", "category": "home"},
        ]
    }


def test_the_entries_that_have_no_column_are_sent_with_those_that_have() -> None:
    wanted = (Entry("fax-1", "fax"), Entry("510-1", "work"), Entry("415-3", "mobile"), Entry("415-2", "mobile"))
    values = parted(SCHEMA, "phone_numbers", wanted)
    changes = {key: value for key, value in values.items() if value != FULL[SCHEMA[key].position]}
    assert CODEC.encode(FULL, changes) == {
        "phone_numbers": [{"number": entry.text, "category": entry.category} for entry in wanted]
    }


def test_an_emptied_array_is_an_empty_list() -> None:
    changes = {
        key: value for key, value in parted(SCHEMA, "websites", ()).items() if key in {"websites", "website.work"}
    }
    assert CODEC.encode(FULL, changes) == {"websites": []}


def test_a_new_e_mail_is_a_work_address() -> None:
    assert CODEC.encode(BLANK, {"email": "a@b.example"}) == {"email": {"email": "a@b.example", "category": "work"}}


def test_only_changed_custom_fields_go_out() -> None:
    body = CODEC.encode(FULL, {f"cf_{REGION}": "Hafen", "cf_100767": 1.5, "title": "x"})
    assert body == {
        "title": "x",
        "custom_fields": [
            {"custom_field_definition_id": 100_767, "value": 1.5},
            {"custom_field_definition_id": REGION, "value": "Hafen"},
        ],
    }


def test_dates_as_text_when_asked() -> None:
    codec = LeadCodec(SCHEMA, date_form=DateForm.TEXT)
    assert codec.encode(FULL, {f"cf_{DAY}": date(2026, 3, 4)}) == {
        "custom_fields": [{"custom_field_definition_id": DAY, "value": "03/04/2026"}]
    }


@pytest.mark.parametrize("part", NAME_PARTS)
def test_a_name_and_its_parts_never_go_together(part: str) -> None:
    with pytest.raises(UnwritableChange):
        CODEC.encode(FULL, {"name": "A B", part: "A"})
    assert CODEC.encode(FULL, {part: "A"}) == {part: "A"}


@pytest.mark.parametrize("key", ["id", "date_modified", "interaction_count", f"cf_{100_771}", "monetary_unit"])
def test_read_only_fields_never_go_out(key: str) -> None:
    with pytest.raises(UnwritableChange):
        CODEC.encode(FULL, {key: 1})


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        CODEC.encode(FULL, {"nonsense": 1})


def test_an_infinite_number_never_goes_out() -> None:
    with pytest.raises(UnwritableChange):
        CODEC.encode(FULL, {"monetary_value": float("inf")})
