"""Which way round the days of a column are written, settled by the column itself where it can be.

03/04/2026 could be two days; one 25/04/2026 anywhere in the column settles them all. Points belong to countries that
write the day first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from copper_desk.leads.date_text import day_words
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import DateOrder
from copper_desk.tabular.import_choice import ColumnUse
from copper_desk.tabular.table import Table

_DAY = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*\d{4}(?!\d)")
"""A year of two digits is no date in any order (leads/date_text.py), so it asks nothing."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """``order`` is what the column settles, None where it settles nothing. ``ambiguous`` counts cells that could be two
    days."""

    order: DateOrder | None
    ambiguous: int

    @property
    def is_open(self) -> bool:
        """Whether the person has to be asked."""
        return self.order is None and self.ambiguous > 0


def date_reading(cells: Iterable[str]) -> DateReading:
    """How the days of a column are to be read."""
    day_first = month_first = ambiguous = 0
    for cell, count in Counter(cells).items():
        found = _DAY.match(day_words(cell))
        if found is None:
            continue
        first, second, has_points = int(found[1]), int(found[3]), found[2] == "."
        is_either = first <= 12 and second <= 12 and first != second
        day_first += first > 12 >= second or (is_either and has_points)
        month_first += second > 12 >= first
        ambiguous += count if is_either and not has_points else 0
    if day_first and month_first:
        return DateReading(None, ambiguous)
    order: DateOrder | None = "dmy" if day_first else "mdy" if month_first else None
    return DateReading(order, ambiguous)


def settled_uses(table: Table, uses: Sequence[ColumnUse], schema: Schema) -> tuple[ColumnUse, ...]:
    """The uses with the order of days that their columns settle, where none was chosen."""
    return tuple(
        replace(use, date_order=date_reading(table.columns[use.index]).order)
        if use.date_order is None and schema[use.key].kind is FieldKind.DATE
        else use
        for use in uses
    )
