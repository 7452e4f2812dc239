"""What Copper may do to a value on its way, and what is news."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.country import country_code
from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.value import Entry, Value
from tests.leads.sample import SCHEMA


@pytest.mark.parametrize(
    ("key", "sent", "found", "echo"),
    [
        ("title", "Buyer", "Buyer", Echo.SAME),
        ("title", None, None, Echo.SAME),
        ("title", " Chief  buyer ", "Chief buyer", Echo.REWRITTEN),
        ("title", "Buyer", "Seller", Echo.OTHER),
        ("company_name", None, "still there", Echo.OTHER),
        ("email", "Ana@Northwind.example", "ana@northwind.example", Echo.REWRITTEN),
        ("title", "McDonald", "Mcdonald", Echo.OTHER),
        ("details", "One\nTwo ", "One\nTwo", Echo.REWRITTEN),
        ("details", "One\nTwo", "One Two", Echo.OTHER),
        ("website.work", "northwind.example/Ana", "northwind.example/ana", Echo.OTHER),
        ("address.country", "United States", "US", Echo.REWRITTEN),
        ("address.country", "Deutschland", "DE", Echo.REWRITTEN),
        ("address.country", "de", "DE", Echo.REWRITTEN),
        ("address.country", "Germany", "FR", Echo.OTHER),
        ("address.country", "DE", "FR", Echo.OTHER),
        ("address.country", "Atlantis", "FR", Echo.OTHER),
        ("address.country", "Atlantis", "Lemuria", Echo.OTHER),
        ("address.country", "United States", None, Echo.OTHER),
        ("address.city", "Oakland", "OK", Echo.OTHER),
        ("phone.mobile", "(415) 555-0199", "415-555-0199", Echo.REWRITTEN),
        ("phone.mobile", "(415) 555-0199", "415-555-0198", Echo.OTHER),
        ("phone.work", "1-800-FLOWERS", "1-800-CONTACT", Echo.OTHER),
        ("phone.work", "415 555 0199 x12", "415 555 0199 X 12", Echo.REWRITTEN),
        ("phone.work", "+49 30 1234", "49 30 1234", Echo.OTHER),
        ("phone.work", "()", "-", Echo.OTHER),
        ("phone_numbers", (Entry("1 2", "pager"),), (Entry("1-2", "pager"),), Echo.REWRITTEN),
        ("phone_numbers", (Entry("1 2", "pager"),), (Entry("1 3", "pager"),), Echo.OTHER),
        ("socials", (Entry("Ana", "mastodon"),), (Entry("ana", "mastodon"),), Echo.OTHER),
        ("monetary_value", 5, 5.0, Echo.SAME),
        ("monetary_value", 5.25, 5.2, Echo.OTHER),
        ("cf_110", date(2026, 3, 4), date(2026, 3, 3), Echo.OTHER),
        ("cf_106", None, False, Echo.SAME),
        ("cf_106", True, None, Echo.OTHER),
        ("tags", ("b", " a "), ("a", "b"), Echo.SAME),
        ("tags", ("a", "A"), ("a",), Echo.OTHER),
        ("tags", (), ("a",), Echo.OTHER),
        ("cf_105", (32, 31), (31, 32), Echo.SAME),
        ("cf_105", (32,), (), Echo.OTHER),
    ],
)
def test_what_came_back_is_told_apart(key: str, sent: Value, found: Value, echo: Echo) -> None:
    assert echo_of(SCHEMA[key], sent, found) is echo


WRITTEN = st.text(alphabet="aAß17 -+(\n", max_size=5).map(str.strip).filter(bool)


@given(
    key=st.sampled_from(["name", "title", "details", "website.work", "cf_101", "cf_103"]), one=WRITTEN, other=WRITTEN
)
def test_no_text_is_taken_for_another_that_differs_in_more_than_spaces(key: str, one: str, other: str) -> None:
    if echo_of(SCHEMA[key], one, other) is not Echo.OTHER:
        assert "".join(one.split()) == "".join(other.split())


@given(one=WRITTEN, other=WRITTEN)
def test_no_phone_is_taken_for_another_that_is_dialled_or_spelt_otherwise(one: str, other: str) -> None:
    if echo_of(SCHEMA["phone.work"], one, other) is not Echo.OTHER:
        assert one == other or _spelt(one) == _spelt(other)


def _spelt(number: str) -> str:
    return "".join(number.translate(str.maketrans("", "", " -(\n")).casefold())


COUNTRIES = st.sampled_from(
    ["DE", "de", "Germany", "Deutschland", "FR", "France", "US", "usa", "United States", "Atlantis", "Mu", "AN", "X"]
)


@given(one=COUNTRIES, other=COUNTRIES)
def test_no_country_is_taken_for_another(one: str, other: str) -> None:
    is_same = one == other or (country_code(one) is not None and country_code(one) == country_code(other))
    assert (echo_of(SCHEMA["address.country"], one, other) is not Echo.OTHER) == is_same
