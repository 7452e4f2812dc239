"""Headers find their fields, say why, and are never guessed where a guess is not wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.account import Account, CustomFieldDefinition
from copper_desk.leads.schema import Schema
from copper_desk.tabular.alias import ALIASES, TEMPLATE
from copper_desk.tabular.column import MatchReason, builtin_schema, header_signature, propose_columns

SCHEMA = Schema(
    Account(
        1,
        "Northwind",
        "UTC",
        definitions=(
            CustomFieldDefinition(5_000_000_001, "Tier", "String", ("lead",)),
            CustomFieldDefinition(5_000_000_002, "Tier", "String", ("lead",)),
            CustomFieldDefinition(7, "Email", "String", ("lead",)),
            CustomFieldDefinition(8, "Interests", "MultiSelect", ("lead",)),
        ),
    )
)


@pytest.mark.parametrize(
    ("header", "key", "reason"),
    [
        ("Lead ID", "id", MatchReason.LABEL),
        ("company", "company_name", MatchReason.LABEL),
        ("company_name", "company_name", MatchReason.KEY),
        ("  Mobile   phone ", "phone.mobile", MatchReason.LABEL),
        ("MOBILE-PHONE", "phone.mobile", MatchReason.LABEL),
        ("Any words cf_5000000002", "cf_5000000002", MatchReason.CUSTOM_ID),
        ("cf_5000000001", "cf_5000000001", MatchReason.KEY),
        ("Email", "email", MatchReason.LABEL),
        ("Owned By", "assignee_id", MatchReason.TEMPLATE),
        ("E-Mail", "email", MatchReason.ALIAS),
        ("ZIP code", "address.postal_code", MatchReason.ALIAS),
        ("Job_Title", "title", MatchReason.ALIAS),
        ("Compny name", "company_name", MatchReason.SPELLING),
    ],
)
def test_a_header_finds_its_field_and_says_why(header: str, key: str, reason: MatchReason) -> None:
    (column,) = propose_columns([header], SCHEMA)
    assert column.field is not None
    assert (column.field.key, column.reason) in {(key, reason), (key, MatchReason.CUSTOM_ID)}


@pytest.mark.parametrize("header", ["", "cf_1", "Favourite colour", "_status"])
def test_what_is_unknown_is_left_out(header: str) -> None:
    (column,) = propose_columns([header], SCHEMA)
    assert column.field is None


def test_spelling_is_only_guessed_where_guesses_are_wanted() -> None:
    (column,) = propose_columns(["Compny name"], SCHEMA, guesses=False)
    assert column.field is None


def test_a_field_is_taken_once_and_by_the_surest_header() -> None:
    alias, label, again = propose_columns(["Job title", "Title", "title"], SCHEMA)
    assert (alias.field, label.field) == (None, None)
    assert again.field is SCHEMA["title"]
    assert alias.rival is SCHEMA["title"]


def test_tags_may_stand_in_several_columns() -> None:
    columns = propose_columns(["Tag", "Tag", "Tags"], SCHEMA)
    assert [column.field for column in columns] == [SCHEMA["tags"]] * 3


def test_what_was_chosen_comes_first_and_then_what_is_remembered() -> None:
    header = ["Title", "Extra", "Name", "Ghost"]
    chosen, remembered = {"Extra": "title", "Name": None}, {"Title": "details", "Extra": "name", "Ghost": "cf_99"}
    columns = propose_columns(header, SCHEMA, chosen=chosen, remembered=remembered)
    keys = [column.field.key if column.field else None for column in columns]
    assert keys == ["details", "title", None, None]
    assert columns[0].reason is MatchReason.REMEMBERED
    assert columns[1].reason is MatchReason.CHOSEN
    assert columns[3].reason is None


def test_samples_are_the_first_texts_that_differ() -> None:
    (column,) = propose_columns(["Name"], SCHEMA, columns=[["", " Ana ", "Ana", "Bo", "Cy", "Di"]])
    assert column.samples == ("Ana", "Bo", "Cy")


@pytest.mark.parametrize(("header", "is_note"), [("_pull", True), (" _id", True), ("id", False)])
def test_columns_of_ours_are_told_by_their_underscore(header: str, is_note: bool) -> None:
    (column,) = propose_columns([header], SCHEMA)
    assert column.is_note is is_note


def test_every_other_word_names_a_field_that_every_account_has() -> None:
    schema = builtin_schema()
    assert all(key in {field.key for field in schema.columns} for key in {*ALIASES.values(), *TEMPLATE.values()})


@given(st.permutations(["Name", "E-mail", "Zip"]))
def test_a_set_of_headers_is_known_in_any_order(header: list[str]) -> None:
    assert header_signature(header) == header_signature(["ZIP", "name", "e mail"])


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_headers_are_matched_without_a_field_twice(header: list[str]) -> None:
    columns = propose_columns(header, SCHEMA)
    keys = [column.field.key for column in columns if column.field and column.field.key not in {"tags", "cf_8"}]
    assert len(keys) == len(set(keys))
    assert [column.header for column in columns] == header


@pytest.mark.parametrize(
    ("header", "cells", "key"),
    [
        ("id", ["l:4519", "l:4520"], None),
        ("ID", ["a7f0-11", ""], None),
        ("id", ["8894157", "8894158"], "id"),
        ("id", ["", ""], "id"),
        ("Lead ID", ["l:4519"], "id"),
    ],
)
def test_an_id_of_another_program_is_no_lead_id(header: str, cells: list[str], key: str | None) -> None:
    (match,) = propose_columns([header], SCHEMA, columns=[cells])
    assert (None if match.field is None else match.field.key) == key


def test_what_was_chosen_for_an_id_counts_whatever_it_looks_like() -> None:
    (match,) = propose_columns(["id"], SCHEMA, columns=[["l:1"]], chosen={"id": "id"})
    assert match.field is SCHEMA["id"]


def test_a_field_number_of_another_account_is_only_a_guess() -> None:
    (match,) = propose_columns(["Interests cf_999"], SCHEMA)
    assert (match.field, match.reason) == (SCHEMA["cf_8"], MatchReason.SPELLING)
    (match,) = propose_columns(["Interests cf_999"], SCHEMA, guesses=False)
    assert match.field is None
    (match,) = propose_columns(["Nothing alike cf_999"], SCHEMA)
    assert match.field is None


@pytest.mark.parametrize("header", ["id", "Record ID"])
def test_ids_that_are_too_long_are_those_of_another_program(header: str) -> None:
    (match,) = propose_columns([header], SCHEMA, columns=[["12345678901234567"]])
    assert (match.field, match.is_foreign_id) == (None, True)
    (match,) = propose_columns(["Copper ID"], SCHEMA, columns=[["12345678901234567"]])
    assert match.field is SCHEMA["id"]


def test_a_lead_id_beside_a_bare_id_is_the_lead_id() -> None:
    columns = propose_columns(["id", "Lead ID"], SCHEMA, columns=[["8894157"], ["8894158"]])
    assert [column.field for column in columns] == [None, SCHEMA["id"]]
