from __future__ import annotations

import pytest

from copper_desk.leads.display import display_of
from copper_desk.leads.text import TextStyle, text_of, value_of
from tests.leads.sample import AMERICAN, FRENCH, GERMAN, ISO, SCHEMA, SWISS, refusal

MONEY, SCORE, CHANCE, BUDGET = "monetary_value", "cf_107", "cf_108", "cf_109"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.50", 1234.5),
        ("$1,234.50", 1234.5),
        ("$ 1,234.50 ", 1234.5),
        ("-$5", -5),
        ("$-5", -5),
        ("US$ 12", 12),
        ("12 USD", 12),
        ("usd 12", 12),
        ("500 kr", 500),
        ("1 234\u00a0567", None),
        ("1\u00a0234\u00a0567.5", 1234567.5),
        ("1\u2009234", 1234),
        ("1'234", 1234),
        ("12,34,567", 1234567),
        ("(1,200)", -1200),
        ("($1,200.00)", -1200),
        ("−5", -5),
        ("5-", -5),
        ("+5", 5),
        ("１，２３４．５", 1234.5),
        ("٣٤", 34),
        ("007", 7),
        (".5", 0.5),
        ("5.", 5),
        ("0", 0),
        ("\u200b5\ufeff", 5),
        ("\u202a5\u202c", 5),
    ],
)
def test_a_dressed_amount_is_read(text: str, number: float | None) -> None:
    if number is None:
        assert "not a number" in refusal(MONEY, text)
    else:
        assert value_of(SCHEMA[MONEY], text, ISO) == number


def test_a_whole_number_stays_whole() -> None:
    assert type(value_of(SCHEMA[MONEY], "1,200.00", ISO)) is int
    assert type(value_of(SCHEMA[MONEY], "0.5", ISO)) is float


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1.234,50", GERMAN, 1234.5),
        ("1.234", GERMAN, 1234),
        ("1.234", ISO, 1.234),
        ("1,234", GERMAN, 1.234),
        ("1,234", AMERICAN, 1234),
        ("1 234,5", FRENCH, 1234.5),
        ("1’234.5", SWISS, 1234.5),
    ],
)
def test_separators_follow_the_style(text: str, style: TextStyle, number: float) -> None:
    assert value_of(SCHEMA[SCORE], text, style) == number


@pytest.mark.parametrize(
    ("text", "style", "meant"),
    [
        ("1,5", ISO, "“1.5”"),
        ("2,75", AMERICAN, "“2.75”"),
        ("1.234,50", ISO, "“1234.50”"),
        ("1.5", GERMAN, "“1,5”"),
        ("1,234.50", GERMAN, "“1234,50”"),
        ("1250.50", FRENCH, "“1250,50”"),
    ],
)
def test_another_style_is_not_guessed_but_named(text: str, style: TextStyle, meant: str) -> None:
    assert f"Did you mean {meant}?" in refusal(SCORE, text, style)


@pytest.mark.parametrize(
    "text",
    [
        "abc", "yes", "nan", "inf", "-Infinity", "1_000", "0x10", "1,00", "1,2345", "0,123", "1 2", "1..2", "1.2.3",
        "--5", "-(5)", "(5", "5)", "(-5)", "-5-", "½", "5²", "1,234 567", "ext 5", "#5", "$", "5 5", "1.2,", "%5",
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", [MONEY, SCORE, CHANCE])
def test_what_is_no_number_is_refused(key: str, text: str) -> None:
    refusal(key, text)


@pytest.mark.parametrize("text", ["1e5", "1.23E+11", "1e999", "-2E-3"])
def test_a_shortened_number_is_refused_because_it_may_be_rounded(text: str) -> None:
    assert "Write all digits" in refusal(SCORE, text)


@pytest.mark.parametrize("text", ["9007199254740993", "0.12345678901234567890", "1" + "0" * 320, "123456789012345678"])
def test_more_digits_than_a_float_keeps_are_refused(text: str) -> None:
    assert "more digits than Copper keeps" in refusal(SCORE, text)


def test_a_text_of_many_pages_is_refused_at_once() -> None:
    assert "too long for a number" in refusal(SCORE, "1" * 10_000)
    assert refusal(SCORE, "( " + "\u00a0" * 390 + "x")


def test_percentages_keep_their_number() -> None:
    for text, number in (("50%", 50), ("50 %", 50), ("12.5％", 12.5), ("0.5", 0.5), ("(5%)", -5), ("0.1%", 0.1)):
        assert value_of(SCHEMA[CHANCE], text, ISO) == number
    assert text_of(SCHEMA[CHANCE], 12.5, GERMAN) == "12,5%"


def test_a_percent_sign_belongs_to_percentages_alone() -> None:
    assert "is a percentage, Score is not" in refusal(SCORE, "50%")
    assert "is a percentage, Value is not" in refusal(MONEY, "50%")


def test_a_currency_mark_belongs_to_money_alone() -> None:
    assert "takes a number alone" in refusal(SCORE, "$5")
    assert "takes a number alone" in refusal(CHANCE, "€5")


@pytest.mark.parametrize("text", ["€5", "5 €", "EUR 5", "5 eur"])
def test_the_mark_of_the_fields_own_unit_is_read(text: str) -> None:
    assert value_of(SCHEMA[BUDGET], text, ISO) == 5


@pytest.mark.parametrize("text", ["$5", "£5", "USD 5", "5 kr", "€5 USD"])
def test_an_amount_in_another_currency_is_refused(text: str) -> None:
    assert "Budget is in EUR" in refusal(BUDGET, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12000, "12000"),
        (12000.0, "12000"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (1e22, "1" + "0" * 22),
    ],
)
def test_every_digit_is_written_and_no_exponent(value: float, text: str) -> None:
    assert text_of(SCHEMA[SCORE], value, ISO) == text


@pytest.mark.parametrize(
    ("key", "value", "style", "shown"),
    [
        (MONEY, 12000, ISO, "12,000.00"),
        (MONEY, 0, ISO, "0.00"),
        (MONEY, -0.5, ISO, "-0.50"),
        (MONEY, -1234567.125, ISO, "-1,234,567.125"),
        (MONEY, 12000.5, GERMAN, "12.000,50"),
        (MONEY, float("inf"), ISO, "inf"),
        (BUDGET, 12000, ISO, "EUR 12,000.00"),
        (SCORE, 2024, ISO, "2024"),
        (SCORE, 42.5, GERMAN, "42,5"),
        (SCORE, 20240, ISO, "20,240"),
        (CHANCE, 50, ISO, "50%"),
        ("interaction_count", 1234, ISO, "1,234"),
    ],
)
def test_numbers_are_shown_grouped(key: str, value: float, style: TextStyle, shown: str) -> None:
    assert display_of(SCHEMA[key], value, style) == shown
