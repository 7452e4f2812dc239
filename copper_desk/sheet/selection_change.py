"""Plans what changes many cells by one rule: the same text for all, or what another column holds beside each.

In steps, like all that may take long. Knows nothing of selections on a screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlanner
from copper_desk.sheet.planning import STEP_CELLS, Planning
from copper_desk.sheet.sheet import Sheet


def setting(sheet: Sheet, cells: Iterable[tuple[RowId, str]], text: str, *, style: TextStyle) -> Planning:
    """One text into every cell, each reading its own kind; blank text clears."""
    planner = CellPlanner(sheet, style)
    for done, (row, key) in enumerate(cells, start=1):
        if row in sheet:
            planner.put_text(row, key, text, clears=True)
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("changed", noun="setting")


def copying(sheet: Sheet, cells: Iterable[tuple[RowId, str]], *, from_key: str, style: TextStyle) -> Planning:
    """What the same lead holds in the field ``from_key``, as text, so that each cell reads its own kind.

    Where that is empty the cell stays as it is, counted as a blank, as in a paste. Raises KeyError for an unknown
    field.
    """
    planner, source = CellPlanner(sheet, style), sheet.schema[from_key]
    for done, (row, key) in enumerate(cells, start=1):
        if row in sheet and key != from_key:
            planner.put_text(row, key, text_of(source, sheet.value(row, from_key), style))
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("changed", noun="copying into")
