"""F8: from problem to problem in the order of the rows shown, around and around."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.panel.problem_group import problem_places
from copper_desk.leads.value import RowId


def problem_after(model: LeadModel, current: QModelIndex, *, step: int) -> tuple[RowId, str] | None:
    """The cell of the next (``step`` 1) or previous (-1) problem by lead and field; None when no shown lead has one.

    A problem of a whole lead is found at its name.
    """
    places = problem_places(model.sheet, model.order)
    if not places:
        return None
    # The places count columns of the schema; before them the grid has the column of the state.
    here = (current.row(), current.column() - 1) if current.isValid() else (-1, -1)
    if step > 0:
        found = next((place for place in places if place[:2] > here), places[0])
    else:
        found = next((place for place in reversed(places) if place[:2] < here), places[-1])
    return found[2], found[3]
