"""A column's distinct values with their counts, and a new value for some of them: the same answer for every lead.

The values may be those of another column (State decides Owner). Knows nothing of windows; what was pasted comes as
rows of texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from copper_desk.leads.character import folded_name
from copper_desk.leads.display import display_of
from copper_desk.leads.sort import sort_key
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, RowId, is_empty
from copper_desk.sheet.cell_plan import CellPlanner
from copper_desk.sheet.planning import STEP_CELLS, Planning
from copper_desk.sheet.sheet import Sheet

CLEAR = "<clear>"
"""Typed as a new value it empties the cells; a blank one leaves them alone."""


@dataclass(frozen=True, slots=True)
class DistinctValue:
    """One value of a column and how many leads have it. ``text`` is how it is edited, ``shown`` what cells show; both
    are empty for the empty value."""

    value: CellValue
    text: str
    shown: str
    leads: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a pasted list of two columns says: new texts by value, and the first texts that no lead has or that came
    twice with different answers (the last one counts)."""

    texts: Mapping[CellValue, str]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def distinct_values(
    sheet: Sheet, rows: Sequence[RowId], key: str, style: TextStyle
) -> Generator[int, None, list[DistinctValue]]:
    """The values of one column in these rows, in the order of the column; empty ones at the end. In steps, each of
    which gives how many values were written so far."""
    field = sheet.schema[key]
    counts: Counter[CellValue] = Counter()
    for value in sheet.column(key, rows):
        counts[None if is_empty(value) else value] += 1
    yield 0
    filled = sorted((value for value in counts if value is not None), key=sort_key(field))
    found: list[DistinctValue] = []
    for done, value in enumerate(filled, start=1):
        if done % STEP_CELLS == 1:
            yield done
        found.append(DistinctValue(value, text_of(field, value, style), display_of(field, value, style), counts[value]))
    return found if None not in counts else [*found, DistinctValue(None, "", "", counts[None])]


def changing_values(
    sheet: Sheet, rows: Sequence[RowId], *, by: str, into: str, texts: Mapping[CellValue, str], style: TextStyle
) -> Planning:
    """New texts for the field ``into`` by what the field ``by`` holds, in steps.

    Values with a blank text, and rows that are gone, are left alone.
    """
    planner = CellPlanner(sheet, style)
    wanted = {value: text for value, text in texts.items() if text.strip()}
    for done, row in enumerate(rows, start=1):
        value = sheet.value(row, by) if row in sheet else None
        text = wanted.get(None if is_empty(value) else value) if row in sheet else None
        if text is not None:
            planner.put_text(row, into, "" if text.strip().casefold() == CLEAR else text, clears=True)
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("changed", noun="changing values in")


def paired(values: Sequence[DistinctValue], block: Sequence[Sequence[str]]) -> Pairs:
    """The pasted rows (old text, new text) laid beside the values, in any case and spacing; others are told."""
    known: dict[str, CellValue] = {}
    for each in values:
        for text in (each.shown, each.text):
            known[folded_name(text)] = each.value
    texts: dict[CellValue, str] = {}
    unknown, repeated = [], []
    for row in block:
        old, new = (*row, "", "")[:2]
        if not new.strip():
            continue
        name = folded_name(old)
        if name not in known:
            unknown.append(old)
            continue
        if texts.get(known[name], new) != new:
            repeated.append(old)
        texts[known[name]] = new
    return Pairs(texts, tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(repeated)))
