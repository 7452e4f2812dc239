"""Arrays as columns and carried entries: apart and together again, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.entry import joined, parted, values_for
from copper_desk.leads.value import Entry, Lead, Value
from tests.leads.sample import SCHEMA

PHONES = "phone_numbers"
A, B, C = "415-1", "415-2", "510-3"
CATEGORIES = ["mobile", "work", "home", "other", "fax", None]

entries = st.lists(st.builds(Entry, st.sampled_from(["1", "2", "3"]), st.sampled_from(CATEGORIES)), max_size=6)


def base_of(*loaded: Entry) -> Lead:
    lead = list(SCHEMA.blank_lead())
    for key, value in parted(SCHEMA, PHONES, loaded).items():
        lead[SCHEMA[key].position] = value
    return tuple(lead)


def changed(base: Lead, values: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value != base[SCHEMA[key].position]}


@given(entries)
def test_an_array_that_is_parted_and_joined_is_the_same(loaded: list[Entry]) -> None:
    assert joined(SCHEMA, PHONES, base_of(*loaded), {}) == tuple(loaded)


@given(entries, entries)
def test_a_wanted_array_is_reached_with_every_entry_it_has(loaded: list[Entry], wanted: list[Entry]) -> None:
    base = base_of(*loaded)
    values = changed(base, values_for(SCHEMA, PHONES, base, wanted))
    reached = joined(SCHEMA, PHONES, base, values)
    assert sorted(map(repr, reached)) == sorted(map(repr, wanted))
    if PHONES in values:
        assert reached == tuple(wanted)


@given(entries, st.sampled_from(["mobile", "work", "home"]), st.sampled_from(["9", None]))
def test_a_change_of_a_column_leaves_every_other_entry_where_it_is(
    loaded: list[Entry], category: str, text: str | None
) -> None:
    first = next((n for n, entry in enumerate(loaded) if entry.category == category), None)
    found = joined(SCHEMA, PHONES, base_of(*loaded), {f"phone.{category}": text})
    new = [] if text is None else [Entry(text, category)]
    if first is None:
        assert list(found) == [*loaded, *new]
    else:
        assert list(found) == [*loaded[:first], *new, *loaded[first + 1 :]]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ([Entry(A, "mobile"), Entry(B, "mobile")], set()),
        ([Entry(C, "mobile"), Entry(B, "mobile")], {"phone.mobile"}),
        ([Entry(A, "mobile"), Entry(C, "mobile")], {PHONES}),
        ([Entry(A, "mobile"), Entry(B, "mobile"), Entry(C, "work")], {"phone.work"}),
        ([Entry(A, "mobile")], {PHONES}),
        ([Entry(B, "mobile")], {"phone.mobile", PHONES}),
        ([], {"phone.mobile", PHONES}),
        ([Entry(A, "mobile"), Entry(B, "fax")], {PHONES}),
    ],
)
def test_as_few_cells_change_as_tell_it_all(wanted: list[Entry], keys: set[str]) -> None:
    base = base_of(Entry(A, "mobile"), Entry(B, "mobile"))
    assert set(changed(base, values_for(SCHEMA, PHONES, base, wanted))) == keys


def test_a_number_that_moves_to_a_category_of_its_own_changes_columns_alone() -> None:
    base = base_of(Entry(A, "mobile"), Entry("fax", "fax"))
    values = changed(base, values_for(SCHEMA, PHONES, base, [Entry(A, "work"), Entry("fax", "fax")]))
    assert values == {"phone.mobile": None, "phone.work": A}


def test_an_entry_without_a_text_stays_until_its_column_is_emptied() -> None:
    base = base_of(Entry(None, "mobile"), Entry(None, "fax"))
    assert joined(SCHEMA, PHONES, base, {"phone.work": B}) == (
        Entry(None, "mobile"),
        Entry(None, "fax"),
        Entry(B, "work"),
    )
    assert joined(SCHEMA, PHONES, base, {"phone.mobile": None}) == (Entry(None, "fax"),)


def test_only_arrays_are_joined() -> None:
    with pytest.raises(ValueError, match="name is no list"):
        joined(SCHEMA, "name", SCHEMA.blank_lead(), {})
