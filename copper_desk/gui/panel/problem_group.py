"""Gathers the problems of a sheet by field and message, because twelve leads with one mistake are one thing to do.

Knows nothing of widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import RowId
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All cells of one field with one message. ``key`` is None for messages about whole leads."""

    key: str | None
    label: str
    problem: Problem
    rows: tuple[RowId, ...]


def problem_groups(sheet: Sheet) -> list[ProblemGroup]:
    """The groups, errors first, then the largest."""
    gathered: dict[tuple[str | None, Problem], dict[RowId, None]] = {}
    for row, key, problem in sheet.problems():
        gathered.setdefault((key, problem), {})[row] = None
    groups = [ProblemGroup(key, _label(sheet, key), problem, tuple(rows)) for (key, problem), rows in gathered.items()]
    return sorted(groups, key=lambda group: (group.problem.severity is not Severity.ERROR, -len(group.rows)))


def problem_places(sheet: Sheet, order: RowOrder) -> list[tuple[int, int, RowId, str]]:
    """Each shown cell with a problem as (position, column, row, key), in reading order; a problem of a whole lead
    stands at its name."""
    columns = {field.key: number for number, field in enumerate(sheet.schema.columns)}
    places = {
        (position, columns.get(place_of(sheet, key), 0), row, place_of(sheet, key))
        for row, key, _ in sheet.problems()
        if (position := order.position(row)) is not None
    }
    return sorted(places, key=lambda place: place[:2])


def place_of(sheet: Sheet, key: str | None) -> str:
    """The column in which a problem is found: its own, the name's for a whole lead, the first of its list for entries
    that have none."""
    field = None if key is None else sheet.schema.get(key)
    if field is None or not field.carried:
        return key or "name"
    return next(column.key for column in sheet.schema.columns if column.attribute == field.attribute)


def _label(sheet: Sheet, key: str | None) -> str:
    field = None if key is None else sheet.schema.get(key)
    return tr("Whole lead") if field is None else field.label
