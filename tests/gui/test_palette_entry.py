"""How typing finds entries of the command palette."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.gui.command_palette.palette_entry import RECENT_KEPT, PaletteEntry, ranked, remembered

ENTRIES = (
    PaletteEntry("find", "Find", "Edit", "Ctrl+F"),
    PaletteEntry("find_next", "Find next", "Edit", "F3"),
    PaletteEntry("change_values", "Change values", "Edit"),
    PaletteEntry("clear", "Clear", "Edit"),
    PaletteEntry("push", "Push changes", "Push", why_not="nothing is changed"),
    PaletteEntry("history", "History", "Push"),
    PaletteEntry("column:title", "Title", "Column"),
    PaletteEntry("column:cf_1", "Größe", "Column"),
)
NAMES = [entry.name for entry in ENTRIES]


def names(typed: str, *recent: str) -> list[str]:
    """What is found, best first."""
    return [found.entry.name for found in ranked(ENTRIES, typed, recent=recent)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("find", "find"),
        ("FIND N", "find_next"),
        ("next find", "find_next"),
        ("cv", "change_values"),
        ("values", "change_values"),
        ("chvl", "change_values"),
        ("push", "push"),
        ("column ti", "column:title"),
        ("größe", "column:cf_1"),
    ],
)
def test_the_best_comes_first(typed: str, best: str) -> None:
    assert names(typed)[0] == best


def test_nothing_fits_nonsense_or_letters_that_are_far_apart() -> None:
    assert names("xyzzy") == []
    assert ranked([PaletteEntry("forget", "Forget this account’s local data")], "find", recent=[]) == []


def test_what_was_used_last_wins_among_equals_and_stands_first_without_words() -> None:
    assert names("c", "clear") == ["clear", "change_values", "push", "column:title", "column:cf_1"]
    found = ranked(ENTRIES, "", recent=["history", "clear", "gone"])
    assert [each.entry.name for each in found[:3]] == ["history", "clear", "find"]
    assert [each.part for each in found[:3]] == ["Used last", "", "All"]
    assert found[-1].entry.name == "push"


def test_what_cannot_be_chosen_does_not_hide_what_fits_worse() -> None:
    assert names("push") == ["push", "history"]
    assert names("change") == ["change_values", "push"]


@given(text=st.text(max_size=8), recent=st.lists(st.sampled_from(NAMES), max_size=4))
def test_whatever_is_typed_each_entry_comes_once_with_marks_on_its_label(text: str, recent: list[str]) -> None:
    found = ranked(ENTRIES, text, recent=recent)
    shown = [each.entry.name for each in found]
    assert len(shown) == len(set(shown))
    if not text.strip():
        assert set(shown) == set(NAMES)
    for each in found:
        assert all(0 <= mark < len(each.entry.label) for mark in each.marks)


@given(label=st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12))
def test_every_entry_is_found_by_its_own_name(label: str) -> None:
    entry = PaletteEntry("x", label)
    assert ranked([entry], label, recent=[])[0].entry is entry


@given(used=st.lists(st.sampled_from(NAMES), max_size=40))
def test_what_is_remembered_is_short_and_says_each_once(used: list[str]) -> None:
    recent: list[str] = []
    for name in used:
        recent = remembered(recent, name)
    assert len(recent) == len(set(recent)) <= RECENT_KEPT
    assert recent[:1] == used[-1:]
