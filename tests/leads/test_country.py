"""Countries by name, in any language, and never by guessing."""

from __future__ import annotations

import pytest

from copper_desk.leads.country import country_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"),
        (" deutschland ", "DE"),
        ("Niederlande", "NL"),
        ("日本", "JP"),
        ("Côte d’Ivoire", "CI"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("nl", "NL"),
        ("Czechia", "CZ"),
    ],
)
def test_a_name_in_any_language_or_a_code_is_understood(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Atlantis", "zz", "Netherlands Antilles", "Germany and France"])
def test_what_names_no_country_has_no_code(text: str) -> None:
    assert country_code(text) is None
