"""What the sheet will say about the rows of a file once they are in it: the checks of a typed cell, before it is one.

Errors hold a lead back until they are repaired, warnings never do (leads/check.py). Each distinct value is looked at
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copper_desk.leads.check import NAME_PARTS, RowProblem, check_cell, check_row
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import CellValue
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.column_plan import PlannedColumn
from copper_desk.tabular.import_plan import ImportPlan
from copper_desk.tabular.row_match import Fate
from copper_desk.tabular.table import Watch

_JUDGED_TOGETHER = frozenset({"name", *NAME_PARTS, "email", "email_category"})
_TOLD_EVERY = 5_000


class RowFlaw(NamedTuple):
    """What stands against a row: at a field (its key), or at the whole lead (None)."""

    field: str | None
    problem: Problem

    @property
    def is_error(self) -> bool:
        """Whether it holds the lead back."""
        return self.problem.severity is Severity.ERROR


def plan_flaws(plan: ImportPlan, leads: SheetPicture, *, watch: Watch | None = None) -> dict[int, tuple[RowFlaw, ...]]:
    """The flaws of each row that has some, by its place. ``leads`` are those planned with. Raises what ``watch``
    raises."""
    found: dict[int, list[RowFlaw]] = {}
    for column in plan.columns:
        for place, problem in _cell_flaws(column):
            found.setdefault(place, []).append(RowFlaw(column.field.key, problem))
    judged = {
        column.field.key: dict(zip(column.places, column.new, strict=True))
        for column in plan.columns
        if column.field.key in _JUDGED_TOGETHER
    }
    for done, place in enumerate(_judged_rows(plan, judged)):
        for key, problem in _row_problems(plan, leads, judged, place):
            found.setdefault(place, []).append(RowFlaw(key, problem))
        if watch is not None and done % _TOLD_EVERY == 0:
            watch(place, len(plan.table))
    return {place: tuple(found[place]) for place in sorted(found)}


def _cell_flaws(column: PlannedColumn) -> Iterator[tuple[int, Problem]]:
    known: dict[CellValue, Problem | None] = {}
    for place, value in zip(column.places, column.new, strict=True):
        if value not in known:
            known[value] = check_cell(column.field, value)
        problem = known[value]
        if problem is not None:
            yield place, problem


def _judged_rows(plan: ImportPlan, judged: Mapping[str, Mapping[int, CellValue]]) -> Iterator[int]:
    """The new leads, and the rows that change fields which are judged together."""
    touched = set().union(*judged.values())
    return (place for place, fate in enumerate(plan.matches.fates) if fate is Fate.NEW or place in touched)


def _row_problems(
    plan: ImportPlan, leads: SheetPicture, judged: Mapping[str, Mapping[int, CellValue]], place: int
) -> tuple[RowProblem, ...]:
    row = plan.matches.rows[place]
    base = leads.leads((row,))[0]
    typed = {} if row is None else leads.edits.get(row, {})
    shown = {key: edit.value for key, edit in typed.items()}
    shown |= {key: values[place] for key, values in judged.items() if place in values}
    changed = {key: value for key, value in shown.items() if value != base[leads.schema[key].position]}
    return check_row(leads.schema, base, changed, is_new=row is None or row < 0)
