"""The views and the columns of one account, kept beside its other data: names of fields and what is filtered by.

A filter may hold a value of a lead ("Company: contains ..."), so the file lies with what "Forget" removes and not with
the settings. What cannot be understood any more, for a field that is gone or a later version, is left out, never
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

from copper_desk.sheet.column_filter import (
    Among,
    Bound,
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
from copper_desk.sheet.row_filter import RowFilter, StateFilter
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.saved_view import ColumnLayout, SavedView
from copper_desk.storage.setting import Json, Settings

_LAYOUT: Final = "columns"
_VIEWS: Final = "views"
_WIDEST_PX: Final = 4_000

Form: TypeAlias = dict[str, Json]


class ViewFile:
    """The file of one account. Raises OSError where it cannot be read or written; a damaged one is set aside."""

    def __init__(self, path: Path) -> None:
        self._settings = Settings(path)

    def layout(self) -> ColumnLayout | None:
        """The columns as they were left, or None."""
        form = self._settings.get(_LAYOUT)
        return layout_of(form) if isinstance(form, dict) else None

    def keep_layout(self, layout: ColumnLayout) -> None:
        """Keep the columns."""
        self._settings.set(_LAYOUT, layout_form(layout))

    def views(self) -> list[SavedView]:
        """The views that were saved, as far as they can be understood."""
        forms = self._settings.get(_VIEWS)
        return [view for form in (forms if isinstance(forms, list) else []) if (view := view_of(form)) is not None]

    def keep_views(self, views: Sequence[SavedView]) -> None:
        """Keep these views in place of those so far."""
        self._settings.set(_VIEWS, [view_form(view) for view in views])


def layout_form(layout: ColumnLayout) -> Form:
    """A layout as JSON."""
    widths: Form = dict(layout.widths)
    return {"order": [*layout.order], "hidden": [*sorted(layout.hidden)], "widths": widths}


def layout_of(form: Mapping[str, Json]) -> ColumnLayout:
    """The layout that JSON describes; what is no layout is the empty one."""
    widths = form.get("widths")
    kept = widths.items() if isinstance(widths, dict) else ()
    return ColumnLayout(
        tuple(dict.fromkeys(_texts(form.get("order")))),
        frozenset(_texts(form.get("hidden"))),
        {key: width for key, width in kept if type(width) is int and 0 < width <= _WIDEST_PX},
    )


def view_form(view: SavedView) -> Form:
    """A view as JSON."""
    filters: Form = {key: filter_form(row_filter) for key, row_filter in view.filters.items()}
    return {
        "name": view.name,
        "columns": layout_form(view.columns),
        "sorts": [[key, descending] for key, descending in view.sorts],
        "words": view.words,
        "filters": filters,
    }


def view_of(form: Json) -> SavedView | None:
    """The view that JSON describes; None for what has no name, or a filter that is not understood: a view that shows
    more than it was saved for is worse than none."""
    if not isinstance(form, dict) or not isinstance(name := form.get("name"), str) or not name:
        return None
    columns, filters, words = form.get("columns"), form.get("filters"), form.get("words")
    found = {key: filter_of(key, each) for key, each in (filters.items() if isinstance(filters, dict) else ())}
    if not all(found.values()):
        return None
    return SavedView(
        name,
        layout_of(columns) if isinstance(columns, dict) else ColumnLayout(),
        _sorts(form.get("sorts")),
        words if isinstance(words, str) else "",
        {key: each for key, each in found.items() if each is not None},
    )


def filter_form(row_filter: RowFilter) -> Form:  # noqa: PLR0911 - one line for each kind
    """A filter as JSON. Raises TypeError for one that is not kept (chosen rows, groups, words)."""
    match row_filter:
        case StateFilter(phases=phases, marks=marks, new=new):
            return {"states": [*sorted(each.name for each in (*phases, *marks))], "new": new}
        case Among(texts=texts):
            return {"among": [*sorted(texts)]}
        case TextMatches(test=test, text=text):
            return {"test": test.name, "text": text}
        case InRange(low=low, high=high):
            return {"low": _bound_form(low), "high": _bound_form(high)}
        case InPeriod(period=period):
            return {"period": period.name}
        case IsEmpty(is_empty=is_empty):
            return {"empty": is_empty}
        case IsChanged():
            return {"changed": True}
        case HasProblem():
            return {"problem": True}
    raise TypeError(f"{row_filter!r} is not kept")


def filter_of(key: str, form: Json) -> RowFilter | None:
    """The filter of a column that JSON describes, or None."""
    if not isinstance(form, dict):
        return None
    made = next((make for name, make in _MAKERS.items() if name in form), None)
    try:
        return None if made is None else made(key, form)
    except (KeyError, TypeError, ValueError):
        return None


def _states(_key: str, form: Mapping[str, Any]) -> RowFilter:
    names = [str(name) for name in form["states"]]
    return StateFilter(
        frozenset(Phase[name] for name in names if name not in Mark.__members__),
        frozenset(Mark[name] for name in names if name in Mark.__members__),
        new=form.get("new") is True,
    )


def _range(key: str, form: Mapping[str, Any]) -> RowFilter:
    return InRange.between(key, _bound(form["low"]), _bound(form["high"]))


_MAKERS: Final[Mapping[str, Callable[[str, Mapping[str, Any]], RowFilter]]] = {
    "states": _states,
    "among": lambda key, form: Among(key, frozenset(str(text) for text in form["among"])),
    "test": lambda key, form: TextMatches(key, TextTest[form["test"]], str(form["text"])),
    "low": _range,
    "period": lambda key, form: InPeriod(key, Period[form["period"]]),
    "empty": lambda key, form: IsEmpty(key, form["empty"] is True),
    "changed": lambda key, _form: IsChanged(key),
    "problem": lambda key, _form: HasProblem(key),
}


def _bound_form(bound: Bound | None) -> Json:
    return bound.isoformat() if isinstance(bound, date) else bound


def _bound(form: object) -> Bound | None:
    """Raises ValueError and TypeError."""
    if isinstance(form, str):
        return date.fromisoformat(form)
    if form is None:
        return None
    if isinstance(form, int | float) and not isinstance(form, bool):
        return form
    raise TypeError("no end of a range")


def _sorts(form: Json) -> tuple[tuple[str, bool], ...]:
    found = (each for each in (form if isinstance(form, list) else []) if isinstance(each, list) and len(each) == 2)
    return tuple((key, descending is True) for key, descending in found if isinstance(key, str))


def _texts(form: Json) -> list[str]:
    return [each for each in form if isinstance(each, str)] if isinstance(form, list) else []
