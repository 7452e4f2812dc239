"""A name and its parts in one row of a file: Copper takes one of them, so the one that says less is left out.

Lists of leads often have both ("Ana Ruiz", "Ana", "Ruiz"). Where each says something that the other does not, both stay
and the check of the sheet asks the person (leads/check.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from copper_desk.leads.character import folded_name
from copper_desk.leads.check import NAME_PARTS
from copper_desk.leads.value import CellValue
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.column_plan import PlannedColumn
from copper_desk.tabular.row_match import RowMatches

_WORD = re.compile(r"[^\W_]+")


def settle_names(columns: Sequence[PlannedColumn], matches: RowMatches, leads: SheetPicture) -> None:
    """Leave out either the name or its parts, in each row that would change both."""
    by_key = {column.field.key: column for column in columns}
    name, parts = by_key.get("name"), [by_key[key] for key in NAME_PARTS if key in by_key]
    if name is None or not parts:
        return
    new_parts = {part.field.key: dict(zip(part.places, part.new, strict=True)) for part in parts}
    torn = set(name.places).intersection(*[set().union(*new_parts.values())])
    whole, split = set[int](), set[int]()
    for place, value in zip(name.places, name.new, strict=True):
        if place in torn:
            said, told = _words((value,)), _words(_parts(place, new_parts, matches, leads))
            (whole if told <= said else split if said < told else set[int]()).add(place)
    for part in parts:
        part.leave(whole)
    name.leave(split)


def _parts(
    place: int, new_parts: Mapping[str, Mapping[int, CellValue]], matches: RowMatches, leads: SheetPicture
) -> Iterable[CellValue]:
    """The parts that a row would show."""
    row = matches.rows[place]
    shown = None if row is None else leads.shown(row)
    for key in NAME_PARTS:
        new = new_parts.get(key, {})
        if place in new:
            yield new[place]
        elif shown is not None:
            yield shown[leads.schema[key].position]


def _words(values: Iterable[CellValue]) -> set[str]:
    return {word for value in values if isinstance(value, str) for word in _WORD.findall(folded_name(value))}
