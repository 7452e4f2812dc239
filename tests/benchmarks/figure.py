"""A measured figure beside its floor or peer, and whether the ratio of the two keeps its goal.

The clock of one computer says nothing about another's, so a figure is judged by a ratio whose both sides come from the
same run. Pure: measures nothing, prints nothing, knows no test runner.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_HEADINGS = ("figure", "value", "against", "unit", "ratio", "goal", "holds")
_LEFT_ALIGNED = {0, 3, 5}


class Direction(StrEnum):
    """Which side of its goal a ratio is to be on; on the goal it holds."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. ``name`` says what was measured and beside what.

    ``value`` and ``against`` are in ``unit``; their ratio is compared with ``goal``. Raises ValueError where there is
    no ratio: ``against`` is not above zero, or one of them is no finite number.
    """

    name: str
    value: float
    against: float
    unit: str
    direction: Direction
    goal: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and math.isfinite(self.against) and self.against > 0):
            raise ValueError(f"{self.name}: {self.value} against {self.against} makes no ratio.")

    @property
    def ratio(self) -> float:
        """The value as a multiple of what it stands against."""
        return self.value / self.against

    @property
    def holds(self) -> bool:
        """Whether the ratio is on the right side of the goal."""
        return self.ratio <= self.goal if self.direction is Direction.AT_MOST else self.ratio >= self.goal

    def as_json(self) -> dict[str, object]:
        """The entry for the file of figures."""
        return {
            "name": self.name,
            "value": round(self.value, 6),
            "unit": self.unit,
            "against": round(self.against, 6),
            "ratio": round(self.ratio, 4),
            "direction": str(self.direction),
            "goal": self.goal,
            "holds": self.holds,
        }


@dataclass(slots=True)
class Figures:
    """The figures of one run, in the order in which they were measured."""

    _measured: list[Figure] = field(default_factory=list)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._measured)

    def __len__(self) -> int:
        return len(self._measured)

    def at_most(self, name: str, value: float, *, against: float, unit: str, goal: float) -> None:
        """Note a figure that is better the smaller it is."""
        direction = Direction.AT_MOST
        self._measured.append(
            Figure(name=name, value=value, against=against, unit=unit, direction=direction, goal=goal)
        )

    def at_least(self, name: str, value: float, *, against: float, unit: str, goal: float) -> None:
        """Note a figure that is better the larger it is."""
        direction = Direction.AT_LEAST
        self._measured.append(
            Figure(name=name, value=value, against=against, unit=unit, direction=direction, goal=goal)
        )


def as_text(figures: Iterable[Figure]) -> str:
    """The figures as a JSON list."""
    return json.dumps([figure.as_json() for figure in figures], indent=2, ensure_ascii=False) + "\n"


def table(figures: Iterable[Figure]) -> list[str]:
    """The figures as the lines of a table under its headings."""
    rows = [_HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return [_line(row, widths) for row in rows]


def _row(figure: Figure) -> tuple[str, ...]:
    goal = f"{figure.direction.replace('_', ' ')} {figure.goal:.4g}"
    holds = "yes" if figure.holds else "NO"
    return figure.name, _short(figure.value), _short(figure.against), figure.unit, f"{figure.ratio:.3f}", goal, holds


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.ljust(width) if column in _LEFT_ALIGNED else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 or number == int(number) else f"{number:.4g}"
