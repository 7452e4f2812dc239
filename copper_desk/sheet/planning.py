"""Plans that are made in steps, so that a window breathes while a hundred thousand cells are looked at.

To read an e-mail takes fifty millionths of a second, and a hundred thousand of them five seconds. Knows nothing of
clocks or windows: whoever runs a planning says how many steps it takes at a time.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

from copper_desk.sheet.cell_plan import CellPlan

Planning: TypeAlias = Generator[int, None, CellPlan]
"""Yields how many cells were looked at so far, and returns the plan. A lead that is gone meanwhile is left out."""

STEP_CELLS = 100
"""Cells between two steps: some 5 ms of the slowest kind."""


Result = TypeVar("Result")


def finished(steps: Generator[int, None, Result]) -> Result:
    """What they return, gone through at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
