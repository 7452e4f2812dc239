"""Texts of a file that name no owner, status, source or option of the account, each with the closest ones offered.

Texts that differ in case and spaces alone are one text; of a multi-select each word is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copper_desk.leads.character import folded_name
from copper_desk.leads.choice_text import choices_of, folded_names, names_nothing
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import value_of
from copper_desk.leads.unreadable import Unreadable
from copper_desk.leads.value import Unparsed
from copper_desk.tabular.clear_word import is_clear_word, taken_back
from copper_desk.tabular.import_choice import ColumnUse
from copper_desk.tabular.option_word import option_named, option_words
from copper_desk.tabular.table import Table

_OFFERED = 5
_FAR_PERCENT = 60
_MOST_COMPARED = 100_000
"""Names compared for the offers of one field, the most frequent texts first: a column that is no column of owners names
none of them, a hundred thousand times."""


@dataclass(frozen=True, slots=True)
class ForeignValue:
    """A text that names nothing. ``count`` rows have it; ``offers`` are ids, the closest first."""

    key: str
    text: str
    count: int
    offers: tuple[int, ...]


def foreign_values(
    table: Table, uses: Sequence[ColumnUse], schema: Schema, style: TextStyle
) -> tuple[ForeignValue, ...]:
    """All of them, by field and then by how often they come."""
    columns: dict[str, list[Sequence[str]]] = {}
    for use in uses:
        columns.setdefault(use.key, []).append(table.columns[use.index])
    return tuple(found for key, cells in columns.items() for found in _of_field(cells, schema[key], style))


def _of_field(columns: Iterable[Sequence[str]], field: Field, style: TextStyle) -> Iterator[ForeignValue]:
    if field.kind not in CHOICE_KINDS and field.kind is not FieldKind.MULTI_SELECT:
        return
    counts, spelled = Counter[str](), dict[str, str]()
    for cells in columns:
        for text, count in Counter(cells).items():
            for word in _unnamed(field, text, style):
                folded = folded_name(word)
                counts[folded] += count
                spelled.setdefault(folded, word)
    left = _MOST_COMPARED // max(1, len(choices_of(field)))
    for place, (folded, count) in enumerate(counts.most_common()):
        offers = _closest(field, folded) if place < left else ()
        yield ForeignValue(field.key, spelled[folded], count, offers)


def _unnamed(field: Field, text: str, style: TextStyle) -> Sequence[str]:
    """What in a text names nothing: all of it, or some of its words."""
    word = text.strip()
    if not word or is_clear_word(word):
        return ()
    word = text = taken_back(word)
    if field.kind is not FieldKind.MULTI_SELECT:
        is_foreign = names_nothing(field, text) or isinstance(value_of(field, text, style), Unparsed)
        return (word,) if is_foreign else ()
    try:
        words = [each for each in option_words(field, text) if option_named(field, each) is None]
    except Unreadable:
        return (word,)
    if words and option_named(field, text) is None:
        return words
    return (word,) if isinstance(value_of(field, text, style), Unparsed) else ()


def _closest(field: Field, word: str) -> tuple[int, ...]:
    from rapidfuzz import fuzz, process

    names = folded_names(choices_of(field))
    found = process.extract(word, names, scorer=fuzz.token_ratio, limit=_OFFERED, score_cutoff=_FAR_PERCENT)
    return tuple(choice_id for _, _, choice_id in found)
