"""Texts that name no owner, status or option are found, counted, and offered what they most likely mean."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.tabular.foreign_value import ForeignValue, foreign_values
from copper_desk.tabular.import_choice import ColumnUse
from tests.sheet.specimen import SCHEMA, STYLE
from tests.tabular.laid_file import laid_out

ANA, BO = 11, 12


def _found(key: str, *cells: str) -> tuple[ForeignValue, ...]:
    return foreign_values(laid_out([["A"], *([cell] for cell in cells)]), (ColumnUse(0, key),), SCHEMA, STYLE)


def test_what_is_known_in_any_case_is_none_of_them() -> None:
    assert _found("assignee_id", "Ana Ruiz", "ana  RUIZ", "ana@acme.example", "", " ", "<clear>") == ()


def test_one_text_in_any_case_is_counted_once_the_most_frequent_first() -> None:
    found = _found("status_id", "Old", "Won", "won", " WON ", "New")
    assert [(each.text, each.count) for each in found] == [("Won", 3), ("Old", 1)]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Anna Ruiz", (ANA,)),
        ("Ruiz, Ana", (ANA,)),
        ("Bo", (BO,)),
        ("Robert Smithe", ()),
    ],
)
def test_the_closest_owner_is_offered_and_none_that_is_far(text: str, offers: tuple[int, ...]) -> None:
    (found,) = _found("assignee_id", text)
    assert found.offers == offers


@pytest.mark.parametrize("text", ["In Negotiation", "Closed", "x"])
def test_a_short_status_is_not_close_to_any_text_that_holds_its_letters(text: str) -> None:
    (found,) = _found("status_id", text)
    assert found.offers == ()


def test_only_fields_of_names_are_looked_at() -> None:
    assert _found("title", "anything") == ()


@given(st.lists(st.sampled_from(["New", "new ", "Open", "Won", "won", "Lost?", ""]), max_size=20))
def test_every_row_is_counted_exactly_once(cells: list[str]) -> None:
    expected = Counter(cell.strip().casefold() for cell in cells if cell.strip().casefold() not in {"", "new", "open"})
    assert {each.text.casefold(): each.count for each in _found("status_id", *cells)} == expected
