"""What a cell says beside its text, as one small value that the delegate can paint from.

Knows nothing of colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from copper_desk.leads.problem import Problem, Severity


class Ring(Enum):
    """The ring inside a cell, and the name of the token it is drawn with."""

    ERROR = "error"
    WARNING = "warning"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class CellState:
    """``changed``: staged and different from Copper's value; ``cleared``: changed to empty; ``altered``: accepted by
    Copper in another form than it was sent."""

    changed: bool = False
    cleared: bool = False
    ring: Ring | None = None
    read_only: bool = False
    altered: bool = False


@cache
def cell_state(
    *,
    changed: bool = False,
    cleared: bool = False,
    ring: Ring | None = None,
    read_only: bool = False,
    altered: bool = False,
) -> CellState:
    """The one instance of these: thousands of cells share a handful of states."""
    return CellState(changed, cleared, ring, read_only, altered)


def ring_of(problem: Problem | None) -> Ring | None:
    """The ring that a problem is shown with; none without a problem."""
    if problem is None:
        return None
    return Ring.ERROR if problem.severity is Severity.ERROR else Ring.WARNING
