from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.field import Field
from copper_desk.leads.sort import natural, naturals, sort_key
from copper_desk.leads.value import CellValue, Unparsed, is_empty
from tests.leads.sample import BIG, EACH_KIND, SCHEMA, values


@pytest.mark.parametrize(
    ("key", "ordered"),
    [
        ("name", ["ana", "Émile", "emma", "Item 2", "item 10", "Øre", "Zoë"]),
        ("address.postal_code", ["007", "90 A", "94607", "1" * 30, "A 1", "A 12"]),
        ("monetary_value", [-5, 0.5, 3, 12000, Unparsed("10 apples", "No."), Unparsed("x", "No.")]),
        ("cf_110", [date(1999, 1, 1), date(2026, 3, 4), Unparsed("soon", "No.")]),
        ("cf_106", [False, True]),
        ("status_id", [1, 2, 3, 4, 99, 100]),
        ("cf_104", [21, 22, 23, 7]),
        ("customer_source_id", [13, 12, 11, 5]),
        ("assignee_id", [BIG + 1, BIG + 3, BIG + 2]),
        ("tags", [("a",), ("a", "b"), ("b",), Unparsed('"', "No.")]),
        ("cf_105", [(31,), (31, 32), (32,), (99,)]),
        ("date_created", [1, 2**33]),
        ("id", [5, 2**40]),
    ],
)
def test_values_stand_in_the_order_people_expect(key: str, ordered: list[CellValue]) -> None:
    backwards = ordered[::-1]
    backwards.sort(key=sort_key(SCHEMA[key]))
    assert backwards == ordered


@pytest.mark.parametrize("field", EACH_KIND, ids=lambda field: field.kind.value)
@given(data=st.data())
def test_any_mixture_of_values_and_bad_text_sorts(field: Field, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(values(field) | st.text().map(lambda text: Unparsed(text, "No."))))
    cells = [cell for cell in drawn if not is_empty(cell)]  # type: ignore[arg-type]
    ordered = sorted(cells, key=sort_key(field))  # type: ignore[arg-type]
    assert [isinstance(cell, Unparsed) for cell in ordered] == sorted(isinstance(cell, Unparsed) for cell in cells)


@given(text=st.text(), other=st.text())
def test_natural_keys_always_compare(text: str, other: str) -> None:
    one, two = natural(text), natural(other)
    assert (one < two) + (two < one) + (one == two) == 1


_WORDS = st.text(st.sampled_from("aAÉøℌ٣ßKﬁ1239 \0\n\u00a0\u0301李") | st.characters(), max_size=8)


@given(texts=st.lists(_WORDS))
def test_many_keys_made_together_are_those_made_one_by_one(texts: list[str]) -> None:
    assert naturals(texts) == [natural(text) for text in texts]


def test_a_number_stands_before_text_that_goes_on() -> None:
    texts = ["a b", "a 10", "a 9", "a 1" + "0" * 30, "a"]
    assert sorted(texts, key=natural) == ["a", "a 9", "a 10", "a 1" + "0" * 30, "a b"]


def test_case_and_accents_do_not_part_words() -> None:
    assert natural("ÉMILE 9") == natural("emile 9")
    assert natural("Straße") == natural("STRASSE")
