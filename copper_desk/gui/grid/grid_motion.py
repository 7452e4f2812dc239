"""Where a key of movement leads in a grid of rows and columns, as in Excel.

Pure arithmetic over view rows and columns as shown; knows nothing of Qt or of leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motion:
    """A grid of ``rows`` rows and these ``columns`` (as shown). ``filled`` says whether a cell shows anything."""

    rows: int
    columns: Sequence[int]
    filled: Callable[[int, int], bool]

    def step(self, cell: tuple[int, int], rows: int, columns: int) -> tuple[int, int]:
        """So many rows down and columns right (negative: up, left), stopping at the edges."""
        place = self._place(cell[1]) + columns
        row = cell[0] + rows
        return _within(row, self.rows), self.columns[_within(place, len(self.columns))]

    def leap(self, cell: tuple[int, int], rows: int, columns: int) -> tuple[int, int]:
        """To the edge of the data in a direction: the end of a filled run, or the next filled cell, or the end."""
        row, column = cell
        if rows:
            return _edge(row, rows, self.rows, lambda at: self.filled(at, column)), column
        place = _edge(self._place(column), columns, len(self.columns), lambda at: self.filled(row, self.columns[at]))
        return row, self.columns[place]

    def first_column(self, cell: tuple[int, int]) -> tuple[int, int]:
        """The start of the row."""
        return cell[0], self.columns[0]

    def last_column(self, cell: tuple[int, int]) -> tuple[int, int]:
        """The end of the row."""
        return cell[0], self.columns[-1]

    def first(self) -> tuple[int, int]:
        """The first cell of all."""
        return 0, self.columns[0]

    def last(self) -> tuple[int, int]:
        """The last cell of all."""
        return self.rows - 1, self.columns[-1]

    def _place(self, column: int) -> int:
        return self.columns.index(column) if column in self.columns else 0


def _edge(start: int, step: int, count: int, filled: Callable[[int], bool]) -> int:
    ahead = start + step
    if not 0 <= ahead < count:
        return start
    at = ahead
    if filled(start) and filled(ahead):
        while 0 <= at + step < count and filled(at + step):
            at += step
        return at
    while 0 <= at + step < count and not filled(at):
        at += step
    return at


def _within(number: int, count: int) -> int:
    return max(0, min(number, count - 1))
