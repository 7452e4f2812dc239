"""Escaping stops formulas and is undone exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.formula import escaped, unescaped


@given(st.text(alphabet=st.sampled_from("'=+-@\t\rab1."), max_size=6) | st.text(max_size=20))
def test_unescaping_gives_back_any_text(text: str) -> None:
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+4420", "-cmd", "@SUM(A1)", "\t=1", "'=1"])
def test_no_escaped_text_begins_like_a_formula(text: str) -> None:
    assert escaped(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "-1250.75", "plain", "", "'quoted"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text
