"""Views and columns on the disk: they come back as they were, and what is not understood is left out, not guessed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.sheet.column_filter import (
    Among,
    HasProblem,
    InPeriod,
    InRange,
    IsChanged,
    IsEmpty,
    Period,
    TextMatches,
    TextTest,
)
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_filter import ChosenRows, RowFilter, StateFilter
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.saved_view import ColumnLayout, SavedView
from copper_desk.storage.view_file import ViewFile, filter_form, filter_of, layout_of, view_form, view_of

_names = st.text(min_size=1, max_size=8)
_numbers = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False))
_bounds = st.one_of(st.tuples(_numbers, _numbers), st.tuples(st.dates(), st.dates()))


def _filters(key: str) -> st.SearchStrategy[RowFilter]:
    return st.one_of(
        st.frozensets(st.text(max_size=6), max_size=4).map(lambda texts: Among(key, texts)),
        st.builds(TextMatches, st.just(key), st.sampled_from(TextTest), st.text(max_size=6)),
        _bounds.map(lambda ends: InRange.between(key, *ends)),
        st.builds(InPeriod, st.just(key), st.sampled_from(Period)),
        st.booleans().map(lambda empty: IsEmpty(key, empty)),
        st.sampled_from([IsChanged(key), HasProblem(key), InRange(key, 1), InRange(key, None, date(2026, 3, 4))]),
        st.builds(
            StateFilter, st.frozensets(st.sampled_from(Phase)), st.frozensets(st.sampled_from(Mark)), st.booleans()
        ),
    )


_layouts = st.builds(
    ColumnLayout,
    st.lists(_names, unique=True, max_size=4).map(tuple),
    st.frozensets(_names, max_size=4),
    st.dictionaries(_names, st.integers(1, 900), max_size=4),
)
_views = st.builds(
    SavedView,
    _names,
    _layouts,
    st.lists(st.tuples(_names, st.booleans()), max_size=3).map(tuple),
    st.text(max_size=8),
    _names.flatmap(lambda key: st.dictionaries(st.just(key), _filters(key), max_size=1)),
)


@given(view=_views)
def test_a_view_comes_back_as_it_was(view: SavedView) -> None:
    assert view_of(json.loads(json.dumps(view_form(view)))) == view


def test_views_and_columns_survive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    layout = ColumnLayout(("title", "email"), frozenset({"email"}), {"title": 140})
    view = SavedView("Mine", layout, (("title", True),), "ada", {"": StateFilter(frozenset({Phase.FAILED}))})
    file = ViewFile(path)
    assert (file.layout(), file.views()) == (None, [])
    file.keep_layout(layout)
    file.keep_views([view])
    again = ViewFile(path)
    assert (again.layout(), again.views()) == (layout, [view])
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        {},
        {"name": ""},
        {"name": 3},
        {"name": "A", "filters": {"title": {"later": 1}}},
        {"name": "A", "filters": {"title": {"test": "SOUNDS_LIKE", "text": "x"}}},
        {"name": "A", "filters": {"title": {"low": True, "high": None}}},
        {"name": "A", "filters": {"title": {"low": "2026-13-01", "high": None}}},
        {"name": "A", "filters": {"": {"states": ["NO_STATE"]}}},
        {"name": "A", "filters": {"title": "x"}},
    ],
)
def test_a_view_that_is_not_understood_is_no_view(form: Any) -> None:
    assert view_of(form) is None


def test_a_later_version_or_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    path.write_text(json.dumps({"columns": 7, "views": [{"name": "A"}, 3, {"name": "B", "words": 4, "sorts": [[1]]}]}))
    file = ViewFile(path)
    assert file.layout() is None
    assert [view.name for view in file.views()] == ["A", "B"]
    assert file.views()[1] == SavedView("B", ColumnLayout())


def test_widths_that_no_column_can_have_are_left_out() -> None:
    form: Any = {"order": ["a", "a", 4], "hidden": "x", "widths": {"a": -3, "b": 1e9, "c": "wide", "d": True, "e": 90}}
    assert layout_of(form) == ColumnLayout(("a",), frozenset(), {"e": 90})


def test_what_is_chosen_by_hand_is_not_kept() -> None:
    with pytest.raises(TypeError):
        filter_form(ChosenRows(frozenset({1})))
    assert filter_of("title", []) is None
