"""A cell in words: its tooltip and what a screen reader says. Never colour alone.

Pure text out of a sheet; knows nothing of Qt.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from copper_desk.gui.cell_state import CellState
from copper_desk.leads.problem import Origin, Problem
from copper_desk.leads.value import CellValue, Unparsed

_TOOLTIP_COLUMNS = 80


def sentence(problem: Problem) -> str:
    """A problem as people read it; Copper's own words are introduced as such."""
    if problem.origin is Origin.COPPER:
        return f"Copper refused: {problem.message}"
    return problem.message


def tooltip(*, full_text: str, loaded: str | None, problems: Iterable[Problem]) -> str:
    """The lines of a cell's tooltip: problems, then the loaded value, then text of several lines."""
    lines = [sentence(problem) for problem in problems]
    if loaded is not None:
        lines.append(f"Loaded: {loaded or '(empty)'}")
    if "\n" in full_text:
        lines.append(full_text)
    return "\n".join(wrapped for line in lines for wrapped in _wrapped(line))


def spoken(label: str, text: str, state: CellState, problems: Iterable[Problem]) -> str:
    """What a screen reader says: "Email, ben@harbor, changed, Copper refused: is invalid"."""
    parts = [label, text or "empty"]
    if state.cleared:
        parts[1:] = ["cleared"]
    elif state.changed:
        parts.append("changed")
    if state.read_only:
        parts.append("read-only")
    return ", ".join([*parts, *(sentence(problem) for problem in problems)])


def problem_of(value: CellValue, found: Problem | None) -> Problem | None:
    """The problem to tell for a cell: the one that was found, else that its text could not be read."""
    if found is None and isinstance(value, Unparsed):
        return Problem(value.message)
    return found


def _wrapped(text: str) -> list[str]:
    return [wrapped for line in text.splitlines() for wrapped in textwrap.wrap(line, _TOOLTIP_COLUMNS) or [""]]
