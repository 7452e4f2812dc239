"""Names, countries and calendar days, as the server derives them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.practice.country import CODES, country_code
from copper_desk.practice.day import day_from_text, day_of, day_text, midnight
from copper_desk.practice.personal_name import NameParts, join_name, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("My Lead", NameParts("My", None, "Lead")),
        ("Fatima Zahra El Amrani", NameParts("Fatima", "Zahra El", "Amrani")),
        ("Cher", NameParts("Cher")),
        ("Acme (West)", NameParts("Acme (West)")),
        ("  ", NameParts(None)),
        (None, NameParts(None)),
    ],
)
def test_a_name_is_split_by_the_servers_rule(name: str | None, parts: NameParts) -> None:
    assert split_name(name) == parts


@given(st.text())
def test_the_parts_of_a_name_hold_its_words_in_order(name: str) -> None:
    assert (join_name(split_name(name)) or "").split() == name.split()


@pytest.mark.parametrize(
    ("text", "code"),
    [("us", "US"), ("United  States", "US"), ("türkiye", "TR"), ("South Korea", "KR"), ("Narnia", None), ("XX", None)],
)
def test_a_country_becomes_its_code(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_there_are_249_country_codes() -> None:
    assert len(CODES) == 249


def test_a_day_is_stored_at_midnight_in_los_angeles_in_winter_and_summer() -> None:
    # The recorded payloads of the contract, section 2.2.
    assert midnight(date(2018, 1, 12)) == 1515744000
    assert midnight(date(2018, 2, 14)) == 1518595200
    assert midnight(date(2025, 8, 1)) == 1754031600


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30)), st.integers(0, 22 * 3600))
def test_any_second_of_a_day_belongs_to_that_day(day: date, second: int) -> None:
    assert day_of(midnight(day) + second) == day
    assert day_from_text(day_text(midnight(day))) == day


def test_times_outside_the_calendar_are_no_day() -> None:
    assert day_of(10**15) is None
    assert day_of(datetime(1901, 5, 6, 12, tzinfo=UTC).timestamp()) == date(1901, 5, 6)


@pytest.mark.parametrize("text", ["2026-03-04", "13/01/2026", "02/30/2026", "3/4/26", "٣/٤/٢٠٢٦", "03/04/2026 "])
def test_other_forms_of_a_date_are_no_day(text: str) -> None:
    assert day_from_text(text) is None
