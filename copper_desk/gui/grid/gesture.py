"""The gestures that only the grid knows: today's date, and turning checkboxes over. The others are in sheet/fill.

Reads the model and makes no change itself. Cells that no one edits are left out here, so that counts stay honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from copper_desk.gui.grid.grid_selection import Cell
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Value
from copper_desk.sheet.cell_plan import gesture_name
from copper_desk.sheet.edit import ChangeSet, SetCell


def dated(model: LeadModel, cells: Iterable[Cell], day: date) -> ChangeSet:
    """A day in every date cell; other kinds are left alone."""
    return _labelled("today’s date in", _set(model, cells, FieldKind.DATE, day))


def toggled(model: LeadModel, cells: Iterable[Cell], *, current: Cell) -> ChangeSet:
    """Every checkbox cell set to the opposite of the current one."""
    wanted = model.value_at(*current) is not True
    return _labelled("ticking" if wanted else "unticking", _set(model, cells, FieldKind.CHECKBOX, wanted))


def _set(model: LeadModel, cells: Iterable[Cell], kind: FieldKind, value: Value) -> Iterator[SetCell]:
    for row, column in cells:
        field = model.field_at(column)
        if field is not None and field.kind is kind:
            yield SetCell(model.row_at(row), field.key, value)


def _labelled(noun: str, changes: Iterable[SetCell]) -> ChangeSet:
    found = tuple(changes)
    return ChangeSet(found, gesture_name(noun, len(found)))
