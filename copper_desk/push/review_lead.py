"""One lead of a review: its changes with the values they replace, and why it deserves a look.

Frozen values; how they read is for the window, how they gather for review_line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import CellValue, RowId, Value
from copper_desk.push.plan import HeldLead, PlannedLead
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet


class Worry(IntEnum):
    """Why a lead deserves a look, the most urgent first."""

    CONFLICT = 0
    HELD = 1
    REFUSED = 2
    WARNED = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """One change. ``before`` is the value loaded when it began, ``conflict`` is there when Copper holds another now.

    ``after`` is unread text only on a lead that is held for it.
    """

    before: Value
    after: CellValue
    conflict: Conflict | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ReviewLead:
    """One lead and its changes by field key. ``held`` is the reason it is not sent, empty for one that can be."""

    row: RowId
    phase: Phase
    is_new: bool
    worry: Worry
    held: str
    cells: Mapping[str, ReviewCell]


def planned_lead(planned: PlannedLead, sheet: Sheet) -> ReviewLead:
    """A lead that would be sent."""
    row, phase = planned.row, sheet.phase(planned.row)
    cells = {c.key: ReviewCell(c.base, c.value, problem=sheet.cell_problem(row, c.key)) for c in planned.cells}
    worry = Worry.REFUSED if phase is Phase.FAILED else Worry.WARNED if _has_warning(cells) else Worry.NONE
    return ReviewLead(row, phase, sheet.is_new(row), worry, "", cells)


def held_lead(held: HeldLead, sheet: Sheet) -> ReviewLead:
    """A lead that is held back whole."""
    row, conflicts = held.row, sheet.conflicts(held.row)
    cells = {
        key: ReviewCell(edit.base, edit.value, conflicts.get(key), sheet.cell_problem(row, key))
        for key, edit in sheet.edits(row).items()
    }
    phase = sheet.phase(row)
    worry = Worry.CONFLICT if phase is Phase.CONFLICT else Worry.HELD
    return ReviewLead(row, phase, sheet.is_new(row), worry, held.reason, cells)


def _has_warning(cells: Mapping[str, ReviewCell]) -> bool:
    found = (cell.problem for cell in cells.values())
    return any(problem is not None and problem.severity is Severity.WARNING for problem in found)
