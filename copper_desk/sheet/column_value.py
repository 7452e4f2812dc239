"""The distinct values of a column with how often each stands there, as a list to choose from shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS
from copper_desk.leads.sort import SortKey, natural, sort_key, sort_keys
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.column_filter import value_texts


class ColumnValue(NamedTuple):
    """``text`` names the value for ``Among``, "" for the empty cell; ``label`` is what the cells show, ``leads`` how
    many show it."""

    text: str
    label: str
    leads: int


def column_values(
    field: Field, values: Sequence[CellValue], style: TextStyle, *, most: int | None = None
) -> list[ColumnValue]:
    """The distinct values in the order of the column, the empty cell last. Each entry of a list is a value.

    Of very many, the ``most`` frequent: 100,000 different names are nothing to choose from.
    """
    counts, labels, held = Counter[str](), dict[str, str](), dict[str, CellValue]()
    for value, count in _frequent(Counter(values), most):
        texts = value_texts(field, value, style.zone)
        is_list = field.kind in LIST_KINDS and not isinstance(value, Unparsed)
        for text in dict.fromkeys(texts):
            counts[text] += count
            if text and text not in labels:
                labels[text] = text if is_list else display_of(field, value, style)
                held[text] = text if is_list else value
    filled = list(held)
    keys = _list_keys(field, held.values()) if field.kind in LIST_KINDS else sort_keys(field, list(held.values()))
    in_order = [filled[place] for place in sorted(range(len(filled)), key=keys.__getitem__)]
    empty = [ColumnValue("", "", counts[""])] if "" in counts else []
    return [*(ColumnValue(text, labels[text], counts[text]) for text in in_order), *empty]


def _list_keys(field: Field, held: Iterable[CellValue]) -> list[SortKey]:
    """Those of the entries, and behind them what cannot be read."""
    key_of = sort_key(field)
    return [(0, natural(each)) if isinstance(each, str) else key_of(each) for each in held]


def _frequent(counts: Counter[CellValue], most: int | None) -> Iterable[tuple[CellValue, int]]:
    """Those that stand there often, and of the others the first: to rank values that all stand there once is dear."""
    if most is None or len(counts) <= most:
        return counts.items()
    repeated = Counter({value: count for value, count in counts.items() if count > 1})
    chosen = repeated.most_common(most)
    single = ((value, count) for value, count in counts.items() if count == 1)
    return [*chosen, *islice(single, most - len(chosen))]
