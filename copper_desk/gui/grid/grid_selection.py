"""The current cell and the selected ones, as in a spreadsheet: the current cell stays while the far corner moves.

Columns are meant as they are shown: a block may be made of several runs of the model's columns once some were moved or
hidden. Survives a new order of the rows, because it can be remembered by lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.run import runs
from copper_desk.leads.value import RowId

_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_TOGGLE = QItemSelectionModel.SelectionFlag.Toggle
_NONE = QItemSelectionModel.SelectionFlag.NoUpdate

Cell = tuple[int, int]
"""(view row, column of the model)"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A selection by lead: the current cell, and the leads of each selected range with its columns."""

    current: tuple[RowId, int] | None
    ranges: tuple[tuple[tuple[RowId, ...], int, int], ...]


class GridSelection:
    """``columns`` gives the columns as shown, left to right, frozen ones first."""

    def __init__(self, model: LeadModel, selection: QItemSelectionModel, *, columns: Callable[[], list[int]]) -> None:
        self._model = model
        self._selection = selection
        self._columns = columns
        self._edge: Cell | None = None
        self._left: int | None = None

    @property
    def current(self) -> Cell | None:
        """The current cell, or None before there is one."""
        index = self._selection.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def edge(self) -> Cell | None:
        """The corner of the block that Shift moves; the current cell when nothing was extended."""
        if self._edge is not None and self._edge[0] < self._model.rowCount():
            return self._edge
        return self.current

    def move(self, cell: Cell) -> None:
        """Make a cell the current one and the only one selected."""
        self._edge = None
        self._selection.setCurrentIndex(self._model.index(*cell), _REPLACE)

    def begin(self, column: int) -> None:
        """Make the first row current, in the column of the cell that is no longer shown, else in this one."""
        self.move((0, column if self._left is None or self._left not in self._columns() else self._left))

    def step_inside(self, cell: Cell) -> None:
        """Make a cell the current one and keep what is selected."""
        self._selection.setCurrentIndex(self._model.index(*cell), _NONE)

    def toggle(self, cell: Cell) -> None:
        """Add a cell to the selection or take it out, and make it the current one."""
        self._edge = None
        self._selection.setCurrentIndex(self._model.index(*cell), _TOGGLE)

    def extend(self, cell: Cell) -> None:
        """Select the block from the current cell to this one."""
        anchor = self.current
        if anchor is None:
            self.move(cell)
            return
        self._edge = cell
        self._selection.select(self._block(anchor, cell), _REPLACE)

    def collapse(self) -> bool:
        """Leave only the current cell selected. False when it was so already."""
        current = self.current
        if current is None or not self.has_block():
            return False
        self.move(current)
        return True

    def select_rows(self) -> None:
        """Select the whole rows of what is selected."""
        shown = self._columns()
        self._select_blocks((top, bottom, shown) for top, bottom, _ in self.blocks())

    def select_columns(self) -> None:
        """Select the whole columns of what is selected."""
        last = self._model.rowCount() - 1
        self._select_blocks([(0, last, self.columns())])

    def select_all(self) -> None:
        """Select every shown cell."""
        self._select_blocks([(0, self._model.rowCount() - 1, self._columns())])

    def blocks(self) -> list[tuple[int, int, list[int]]]:
        """(first row, last row, columns as shown) of each selected range; hidden columns are left out."""
        shown = self._columns()
        found = []
        for span in self._spans():
            columns = [column for column in shown if span.left() <= column <= span.right()]
            if columns:
                found.append((span.top(), span.bottom(), columns))
        return found

    def rows(self) -> list[int]:
        """The view rows with a selected cell, top to bottom."""
        return sorted({row for top, bottom, _ in self.blocks() for row in range(top, bottom + 1)})

    def columns(self) -> list[int]:
        """The columns with a selected cell, as shown."""
        chosen = {column for _, _, columns in self.blocks() for column in columns}
        return [column for column in self._columns() if column in chosen]

    def cells(self) -> Iterator[Cell]:
        """Every selected cell that is shown, range by range."""
        for top, bottom, columns in self.blocks():
            for row in range(top, bottom + 1):
                for column in columns:
                    yield row, column

    def count(self) -> int:
        """How many shown cells are selected."""
        return sum((bottom - top + 1) * len(columns) for top, bottom, columns in self.blocks())

    def is_scattered(self) -> bool:
        """Whether it is more than one range: cells between the selected ones are not selected."""
        return self.count() != len(self.rows()) * len(self.columns()) or not self._is_whole()

    def _is_whole(self) -> bool:
        """Whether the selected rows and columns each follow one another as they are shown."""
        rows, columns, shown = self.rows(), self.columns(), self._columns()
        if not rows:
            return True
        first = shown.index(columns[0])
        return rows[-1] - rows[0] + 1 == len(rows) and columns == shown[first : first + len(columns)]

    def has_block(self) -> bool:
        """Whether more than one cell is selected."""
        return self.count() > 1

    def is_selected(self, cell: Cell) -> bool:
        """Whether a cell belongs to the selection."""
        return self._selection.isSelected(self._model.index(*cell))

    def remember(self) -> Remembered:
        """The selection by lead, before the rows are put in another order."""
        current = self.current
        rows = self._model.rows_at
        return Remembered(
            current=None if current is None else (self._model.row_at(current[0]), current[1]),
            ranges=tuple(
                (tuple(rows(range(span.top(), span.bottom() + 1))), span.left(), span.right()) for span in self._spans()
            ),
        )

    def restore(self, remembered: Remembered) -> None:
        """Select the same leads where they are now; those that are no longer shown drop out."""
        self._edge = None
        chosen = QItemSelection()
        for leads, left, right in remembered.ranges:
            found = sorted(place for lead in leads if (place := self._model.position(lead)) is not None)
            for top, bottom in runs(found):
                chosen.append(self._range(top, bottom, left, right))
        self._selection.select(chosen, _REPLACE)
        if remembered.current is not None:
            self._left = remembered.current[1]
            place = self._model.position(remembered.current[0])
            if place is not None:
                self._selection.setCurrentIndex(self._model.index(place, remembered.current[1]), _NONE)

    def _spans(self) -> list[QItemSelectionRange]:
        chosen = self._selection.selection()
        return [chosen.at(place) for place in range(chosen.size())]

    def _select_blocks(self, blocks: Iterable[tuple[int, int, list[int]]]) -> None:
        chosen = QItemSelection()
        for top, bottom, columns in blocks:
            for left, right in runs(sorted(columns)):
                if top <= bottom:
                    chosen.append(self._range(top, bottom, left, right))
        self._selection.select(chosen, _REPLACE)

    def _block(self, anchor: Cell, edge: Cell) -> QItemSelection:
        shown = self._columns()
        first, last = sorted((shown.index(anchor[1]), shown.index(edge[1])))
        top, bottom = sorted((anchor[0], edge[0]))
        chosen = QItemSelection()
        for left, right in runs(sorted(shown[first : last + 1])):
            chosen.append(self._range(top, bottom, left, right))
        return chosen

    def _range(self, top: int, bottom: int, left: int, right: int) -> QItemSelectionRange:
        return QItemSelectionRange(self._model.index(top, left), self._model.index(bottom, right))
