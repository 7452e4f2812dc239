from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.account import Choice
from copper_desk.leads.choice import Choices
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import Unparsed
from tests.leads.sample import BIG, ISO, SCHEMA, refusal

ANA, BO, OTHER_BO = BIG + 1, BIG + 2, BIG + 3


@pytest.mark.parametrize(
    "text", ["Ana Ruiz", "ana ruiz", "  ANA\u00a0 RUIZ ", "Ana\u200b Ruiz", "Ａna Ruiz", "ANA@northwind.example",
             "Ana Ruiz <ana@northwind.example>", "Ana Ruiz (ana@northwind.example)"],
)  # fmt: skip
def test_an_owner_goes_by_name_or_e_mail(text: str) -> None:
    assert value_of(SCHEMA["assignee_id"], text, ISO) == ANA


def test_two_owners_of_one_name_are_told_apart_by_e_mail() -> None:
    owner = SCHEMA["assignee_id"]
    assert text_of(owner, BO, ISO) == "Bo Lind (bo@northwind.example)"
    assert value_of(owner, "bo lind (BO.LIND@northwind.example)", ISO) == OTHER_BO
    assert refusal("assignee_id", "Bo Lind") == (
        "“Bo Lind” could be Bo Lind (bo@northwind.example) or Bo Lind (bo.lind@northwind.example). "
        "Write one of these in full."
    )


@pytest.mark.parametrize(
    ("key", "text", "number"),
    [
        ("status_id", "open", 2),
        ("status_id", " UNQUALIFIED", 3),
        ("customer_source_id", "trade  show", 11),
        ("cf_104", "gold", 21),
    ],
)
def test_a_choice_goes_by_name_in_any_case_and_spacing(key: str, text: str, number: int) -> None:
    assert value_of(SCHEMA[key], text, ISO) == number


@pytest.mark.parametrize("key", ["assignee_id", "status_id", "customer_source_id", "cf_104"])
def test_an_id_that_is_no_longer_listed_is_shown_and_kept(key: str) -> None:
    assert text_of(SCHEMA[key], 167775, ISO) == "#167775 (unknown)"
    assert value_of(SCHEMA[key], "#167775 (unknown)", ISO) == 167775
    assert value_of(SCHEMA[key], " #167775  (UNKNOWN) ", ISO) == 167775


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("cf_104", "Bronze", "“Bronze” is not an option of Tier. Options: Gold, Platinum, Silver."),
        ("cf_104", "Platnum", "“Platnum” is not an option of Tier. Did you mean “Platinum”?"),
        ("cf_104", "plat", "“plat” is not an option of Tier. Did you mean “Platinum”?"),
        ("status_id", "Opne", "“Opne” is not a status of this account. Did you mean “Open”?"),
        ("assignee_id", "Ruiz, Ana", "“Ruiz, Ana” is not a user of this account. Did you mean “Ana Ruiz”?"),
        ("customer_source_id", "TV", "“TV” is not a source of this account. Sources: Trade Show, E-mail, Cold call."),
        ("email_category", "home", "“home” is not a category of an e-mail. Write work, personal or other."),
        ("cf_106", "maybe", "“maybe” is neither yes nor no. Write yes or no."),
    ],
)
def test_a_name_that_no_one_has_is_refused_with_help(key: str, text: str, message: str) -> None:
    assert refusal(key, text) == message


def test_a_bare_number_is_no_choice() -> None:
    assert "is not a status" in refusal("status_id", "2")
    assert "is not a status" in refusal("status_id", "#2")


def test_a_long_list_is_named_in_part() -> None:
    field = SCHEMA["status_id"]
    many = Choices(Choice(n, f"Stage {chr(65 + n)}") for n in range(20))
    read = value_of(replace(field, choices=many), "Zzz", ISO)
    assert isinstance(read, Unparsed)
    assert read.message.endswith("Stage G, Stage H and 12 more.")


def test_an_empty_list_says_so() -> None:
    read = value_of(replace(SCHEMA["cf_104"], choices=None), "Gold", ISO)
    assert isinstance(read, Unparsed)
    assert read.message == "“Gold” is not an option of Tier. It has none."


def test_exact_case_settles_between_two_spellings() -> None:
    choices = Choices((Choice(1, "Gold"), Choice(2, "gold")))
    assert choices.ids_named("GOLD") == (1, 2)
    assert choices.label_of(1) == "Gold (#1)"
    assert value_of(SCHEMA["cf_105"], "tea", ISO) == (34,)


_NAMES = st.text(max_size=4) | st.sampled_from(
    ["a", "A", "a ", "a (#1)", "a (#2)", "#1 (unknown)", "(#1)", "a (b)", "", "b"]
)


@given(names=st.lists(_NAMES, max_size=6), aliases=st.lists(_NAMES, max_size=6))
def test_every_label_names_its_id_alone(names: list[str], aliases: list[str]) -> None:
    entries = [Choice(number, name) for number, name in enumerate(names, start=1)]
    choices = Choices(entries, aliases=zip(aliases, range(1, len(names) + 1), strict=False))
    for choice in entries:
        assert choices.ids_named(choices.label_of(choice.id)) == (choice.id,)
    assert choices.ids_named(choices.label_of(999)) == (999,)


@pytest.mark.parametrize(
    "text", ["yes", "YES", "y", "true", "TRUE", "x", "X", "1", "１", "on", "✓", "✔️", "☑", "WAHR", "vrai", "Ja"]
)
def test_yes_in_many_words(text: str) -> None:
    assert value_of(SCHEMA["cf_106"], text, ISO) is True


@pytest.mark.parametrize("text", ["no", "No", "n", "false", "0", "off", "☐", "FALSCH", "faux"])
def test_no_in_many_words(text: str) -> None:
    assert value_of(SCHEMA["cf_106"], text, ISO) is False


@pytest.mark.parametrize("text", ["work", "Work", " PERSONAL ", "other"])
def test_a_category_is_written_in_lower_case(text: str) -> None:
    assert value_of(SCHEMA["email_category"], text, ISO) == text.strip().lower()
