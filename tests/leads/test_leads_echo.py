"""What Copper may do to a value on its way, and what is news."""

from __future__ import annotations

from datetime import date

import pytest

from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.value import Value
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
        ("address.country", "United States", "US", Echo.REWRITTEN),
        ("address.country", "United States", None, Echo.OTHER),
        ("address.city", "Oakland", "OK", Echo.OTHER),
        ("phone.mobile", "(415) 555-0199", "415-555-0199", Echo.REWRITTEN),
        ("phone.mobile", "(415) 555-0199", "415-555-0198", Echo.OTHER),
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
