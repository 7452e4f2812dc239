from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.account import Account, CustomFieldDefinition
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Unparsed, is_empty
from tests.leads.sample import ACCOUNT, SCHEMA

BARE = replace(ACCOUNT, definitions=())


def custom_labels(*definitions: CustomFieldDefinition) -> list[str]:
    schema = Schema(replace(ACCOUNT, definitions=definitions))
    return [field.label for field in schema.columns if field.definition_id is not None]


def text(number: int, name: str, available_on: tuple[str, ...] = ("lead",)) -> CustomFieldDefinition:
    return CustomFieldDefinition(number, name, "String", available_on)


def test_the_columns_stand_in_coppers_order_and_words() -> None:
    assert ", ".join(field.label for field in Schema(BARE).columns) == (
        "Lead ID, Name, Prefix, First name, Middle name, Last name, Suffix, Title, Company, Email, Email category, "
        "Mobile phone, Work phone, Home phone, Other phone, Work website, Personal website, Other website, LinkedIn, "
        "Twitter, Facebook, YouTube, Google+, Quora, Foursquare, Klout, Gravatar, Other social, Street, City, "
        "State/Region, Postal code, Country, Owner, Status, Source, Value, Description, Tags, Created, Last modified, "
        "Last contacted, Interactions"
    )


def test_custom_fields_stand_by_name_between_tags_and_created() -> None:
    labels = [field.label for field in SCHEMA.columns]
    custom = [field.label for field in SCHEMA.columns if field.definition_id is not None]
    assert custom == sorted(custom, key=str.casefold)
    assert labels[labels.index("Tags") + 1 : labels.index("Created")] == custom


def test_a_repeated_name_gets_its_definition_id() -> None:
    assert custom_labels(text(9, "budget"), text(5, "Budget"), text(7, " Budget ")) == [
        "Budget",
        "Budget cf_7",
        "budget cf_9",
    ]


def test_the_name_of_a_built_in_column_counts_as_taken() -> None:
    assert custom_labels(text(5, "Status"), text(6, "created")) == ["created cf_6", "Status cf_5"]


def test_a_name_that_ends_like_an_id_or_is_blank_gets_its_own() -> None:
    assert custom_labels(text(5, "Budget cf_6"), text(7, " ")) == ["cf_7", "Budget cf_6 cf_5"]


@given(names=st.lists(st.text(max_size=3) | st.sampled_from(["Budget", "budget", "Name", "a cf_1"]), max_size=8))
def test_every_column_has_a_label_and_key_of_its_own(names: list[str]) -> None:
    schema = Schema(replace(BARE, definitions=tuple(text(n, name) for n, name in enumerate(names, start=1))))
    labels = [" ".join(field.label.split()).casefold() for field in schema.columns]
    assert len(set(labels)) == len(labels)
    assert all(labels)
    assert len({field.key for field in schema}) == len(schema)


def test_fields_that_leads_do_not_have_are_left_out() -> None:
    assert custom_labels(text(5, "Person only", ("person", "company")), text(6, "Mine")) == ["Mine"]


def test_a_data_type_that_is_not_known_is_left_out() -> None:
    assert custom_labels(replace(text(5, "Odd"), data_type="Hologram"), text(6, "Mine")) == ["Mine"]


def test_each_data_type_has_its_kind() -> None:
    kinds = {field.definition_id: field.kind for field in SCHEMA if field.definition_id is not None}
    assert list(dict(sorted(kinds.items())).values()) == [
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.WEB_ADDRESS,
        FieldKind.DROPDOWN,
        FieldKind.MULTI_SELECT,
        FieldKind.CHECKBOX,
        FieldKind.NUMBER,
        FieldKind.PERCENTAGE,
        FieldKind.MONEY,
        FieldKind.DATE,
        FieldKind.CONNECT,
    ]
    assert SCHEMA["cf_101"].max_length == 255
    assert SCHEMA["cf_102"].max_length is None
    assert SCHEMA["cf_109"].unit == "EUR"


def test_positions_match_and_the_id_comes_first() -> None:
    assert [field.position for field in SCHEMA] == list(range(len(SCHEMA)))
    assert SCHEMA["id"].position == 0


def test_what_is_carried_is_no_column_and_edited_in_no_cell() -> None:
    carried = [field for field in SCHEMA if field.carried]
    assert [field.key for field in carried] == ["monetary_unit", "phone_numbers", "websites", "socials"]
    assert all(field.read_only for field in carried)
    assert [field.key for field in carried if field.writable] == ["phone_numbers", "websites", "socials"]
    assert not any(field.carried for field in SCHEMA.columns)


def test_what_copper_writes_is_read_only() -> None:
    read_only = [field.key for field in SCHEMA.columns if field.read_only]
    assert read_only == [
        "id", "cf_111", "date_created", "date_modified", "date_last_contacted", "interaction_count",
    ]  # fmt: skip


def test_a_blank_lead_is_empty_throughout() -> None:
    blank = SCHEMA.blank_lead()
    assert len(blank) == len(SCHEMA)
    assert all(is_empty(value) for value in blank)
    assert all((value == ()) == (field.kind in LIST_KINDS) for field, value in zip(SCHEMA, blank, strict=True))


def test_zero_no_and_bad_text_are_not_empty() -> None:
    assert not any(is_empty(value) for value in (0, 0.0, False, ("",), Unparsed("", "No.")))


def test_a_field_is_found_by_key() -> None:
    assert SCHEMA.get("company_name") is SCHEMA["company_name"]
    assert SCHEMA.get("cf_999") is None
    assert isinstance(SCHEMA.account, Account)
