"""The text of a whole lead for the filter box: what its cells show and hold, folded, in one string.

Built for every lead of a load, so the common cells (words, and nothing) pass through C alone. Checkboxes and e-mail
categories stay out: a "yes" or "work" that stands in every lead finds nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, WORD_KINDS, FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import WRITERS
from copper_desk.leads.value import CellValue, Unparsed

Searcher: TypeAlias = Callable[[Sequence[CellValue]], str]

_LEFT_OUT = frozenset({FieldKind.CHECKBOX, FieldKind.CATEGORY})
_GROUPED = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.COUNTER})
"""Kinds found by what the cell shows (``12,000.00``) and by its bare digits (``12000``)."""


def searcher(columns: Iterable[Field], style: TextStyle) -> Searcher:
    """A function from a lead's values (aligned with the schema, staged ones included) to its haystack."""
    columns = [field for field in columns if field.kind not in _LEFT_OUT]
    words = [field.position for field in columns if field.kind in WORD_KINDS]
    others = [(field.position, _cell_text(field, style)) for field in columns if field.kind not in WORD_KINDS]
    pick_words = _picker(words)

    def search(values: Sequence[CellValue]) -> str:
        parts: list[Any] = [part for part in pick_words(values) if part is not None]
        for position, write in others:
            value = values[position]
            if value is not None and value != ():
                parts.append(value if isinstance(value, Unparsed) else write(value))
        try:
            text = "\n".join(parts)
        except TypeError:  # rare: some cell holds text that did not parse
            text = "\n".join(part.text if isinstance(part, Unparsed) else part for part in parts)
        return folded(text)

    return search


def folded(text: str) -> str:
    """Text as the filter compares it: any case, composed accents, plain spaces. For haystacks and for what is typed."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u202f", " ").casefold())


def search_words(query: str) -> tuple[str, ...]:
    """The words of a filter text; a lead is found when its haystack holds each of them."""
    return tuple(folded(query).split())


def _picker(positions: Sequence[int]) -> Callable[[Sequence[CellValue]], Sequence[CellValue]]:
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: [values[position] for position in positions]


def _cell_text(field: Field, style: TextStyle) -> Callable[[Any], str]:
    """The text of one filled cell, by the shortest way for its kind."""
    label_of = choices_of(field).label_of
    if field.kind in CHOICE_KINDS:
        return label_of
    if field.kind is FieldKind.MULTI_SELECT:
        return lambda options: "\n".join(map(label_of, options))
    if field.kind in {FieldKind.TAGS, FieldKind.CONNECT}:
        return "\n".join
    if field.kind in _GROUPED:
        return lambda number: _grouped_and_plain(display_of(field, number, style), style.group)
    if field.kind is FieldKind.DATE and style.date_order != "ymd":
        return lambda day: f"{display_of(field, day, style)}\n{day.isoformat()}"
    write = WRITERS[field.kind]
    return lambda value: write(field, value, style)


def _grouped_and_plain(shown: str, group: str) -> str:
    return f"{shown}\n{shown.replace(group, '')}" if group and group in shown else shown
