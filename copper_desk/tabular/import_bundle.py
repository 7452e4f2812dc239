"""What an import puts into the sheet, lead by lead in the order of the file, so that it can be done in pieces.

Cut anywhere between two leads, what was done so far is the first rows of the file, whole.
"""

from __future__ import annotations

from typing import TypeAlias

from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import AddRow, Change, SetCell, named
from copper_desk.tabular.import_plan import ImportPlan
from copper_desk.tabular.row_match import Fate

Bundle: TypeAlias = tuple[Change, ...]
"""All changes of one lead; a new lead begins with its AddRow."""


def bundles(plan: ImportPlan, next_new: RowId, *, unconfirmed: str = "") -> tuple[Bundle, ...]:
    """A bundle for each row of the file that changes something.

    ``next_new`` is the name that the next new lead gets (``Sheet.next_new_row``); the ones after it count down.
    ``unconfirmed`` says why new leads must not be sent without a look, "" where they may.
    """
    leads: list[RowId | None] = list(plan.matches.rows)
    found: dict[int, list[Change]] = {}
    for place, fate in enumerate(plan.matches.fates):
        if fate is Fate.NEW:
            leads[place], found[place] = next_new, [AddRow(next_new, unconfirmed)]
            next_new -= 1
    for column in plan.columns:
        key = column.field.key
        for place, value in zip(column.places, column.new, strict=True):
            lead = leads[place]
            if lead is not None:
                found.setdefault(place, []).append(named(SetCell, (lead, key, value)))
    return tuple(tuple(found[place]) for place in sorted(found))
