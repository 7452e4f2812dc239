"""Phone numbers in one form; what cannot be dialled stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.phone import PhoneForm, phone_as


@pytest.mark.parametrize(
    ("text", "region", "international", "national"),
    [
        ("+31 (0)20 123-4567", "", "+31201234567", "020 123 4567"),
        ("0031201234567", "", "+31201234567", "020 123 4567"),
        ("020 123 4567", "NL", "+31201234567", "020 123 4567"),
        ("(415) 555-0132 x12", "US", "+14155550132 ext. 12", "(415) 555-0132 ext. 12"),
    ],
)
def test_a_number_is_written_in_the_wanted_form(text: str, region: str, international: str, national: str) -> None:
    assert phone_as(PhoneForm.INTERNATIONAL, text, region) == international
    assert phone_as(PhoneForm.NATIONAL, text, region) == national


@pytest.mark.parametrize(
    ("text", "region"), [("020 123 4567", ""), ("12", "US"), ("1-800-FLOWERS", "US"), ("ask Ana", "NL"), ("", "NL")]
)
def test_what_cannot_be_dialled_for_sure_stays(text: str, region: str) -> None:
    assert phone_as(PhoneForm.INTERNATIONAL, text, region) == text


@given(text=st.text(alphabet="+0123456789 ()-x#ext.", max_size=24), region=st.sampled_from(["", "US", "NL", "DE"]))
def test_a_number_in_international_form_stays_as_it_is(text: str, region: str) -> None:
    once = phone_as(PhoneForm.INTERNATIONAL, text, region)
    assert phone_as(PhoneForm.INTERNATIONAL, once, region) == once
