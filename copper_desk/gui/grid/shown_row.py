"""The rows that are on the screen, prepared for painting: text and state of each cell, computed once.

A page of cells is painted at each step of a scroll, and reading a cell through the sheet costs more than drawing it.
Rows leave the cache when a delta names them. Knows nothing of view positions.
"""

from __future__ import annotations

from copper_desk.gui.grid.cell_state import CellState, Ring, cell_state, ring_of
from copper_desk.gui.grid.cell_words import problem_of
from copper_desk.gui.grid.lead_name import name_of_parts
from copper_desk.gui.grid.row_state import RowState, row_state
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId, Unparsed, is_empty
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet

_KEPT_ROWS = 4_000
"""Some 80 screens; beyond that the cache starts anew."""


class ShownRow:
    """One row as painted. ``texts[n]`` is None until column ``n`` was asked for; column 0 is State."""

    __slots__ = ("cells", "row", "state", "texts")

    def __init__(self, row: RowId, state: RowState, cells: list[CellState], columns: int) -> None:
        self.row = row
        self.state = state
        self.cells = cells
        self.texts: list[str | None] = [None] * columns
        self.texts[0] = state.words


class ShownRows:
    """A bounded cache of ``ShownRow`` by lead. ``fields[n]`` is the field of column ``n + 1``."""

    def __init__(self, sheet: Sheet, fields: tuple[Field, ...], style: TextStyle) -> None:
        self._sheet = sheet
        self._fields = fields
        self._style = style
        self._columns = {field.key: column for column, field in enumerate(fields, start=1)}
        self._rows: dict[RowId, ShownRow] = {}
        self._plain = [_state_column()] + [cell_state(read_only=field.read_only) for field in fields]

    def row(self, row: RowId) -> ShownRow:
        """The prepared row of a lead. Raises KeyError when the sheet has no such row."""
        found = self._rows.get(row)
        if found is None:
            if len(self._rows) >= _KEPT_ROWS:
                self._rows.clear()
            found = self._rows[row] = self._prepared(row)
        return found

    def text(self, row: RowId, column: int) -> str:
        """The text of one cell; for the State column its words."""
        shown = self.row(row)
        text = shown.texts[column]
        if text is None:
            field = self._fields[column - 1]
            text = display_of(field, self._sheet.value_at(row, field.position), self._style)
            if not text and field.key == "name" and self._sheet.is_new(row):
                text = name_of_parts(self._sheet, row, self._style)
            shown.texts[column] = text
        return text

    def forget(self, row: RowId) -> None:
        """A row shows something new, or is gone."""
        self._rows.pop(row, None)

    def clear(self) -> None:
        """Everything may show something new."""
        self._rows.clear()

    def problem(self, row: RowId, field: Field) -> Problem | None:
        """What is wrong with one cell, if anything."""
        return problem_of(self._sheet.value_at(row, field.position), self._sheet.cell_problem(row, field.key))

    def _prepared(self, row: RowId) -> ShownRow:
        sheet = self._sheet
        phase, mark = sheet.phase(row), sheet.mark(row)
        cells, warned = self._plain, False
        if sheet.edits(row) or mark is not None:
            cells = list(self._plain)
            warned = self._edit_cells(row, cells)
            self._altered_cells(row, cells)
        return ShownRow(row, row_state(phase, is_new=sheet.is_new(row), mark=mark, warned=warned), cells, len(cells))

    def _edit_cells(self, row: RowId, cells: list[CellState]) -> bool:
        """Enter the staged edits of a row; answers whether one has a warning."""
        sheet, warned = self._sheet, False
        conflicts = sheet.conflicts(row) if sheet.phase(row) is Phase.CONFLICT else {}
        for key, edit in sheet.edits(row).items():
            column = self._columns.get(key)
            if column is not None:
                problem = problem_of(edit.value, sheet.cell_problem(row, key))
                warned = warned or (problem is not None and problem.severity is Severity.WARNING)
                ring = Ring.CONFLICT if key in conflicts else ring_of(problem)
                cells[column] = _edited(edit.value, ring, is_new=sheet.is_new(row))
        return warned

    def _altered_cells(self, row: RowId, cells: list[CellState]) -> None:
        """Enter what Copper made of accepted values: quietly, or as a warning where it is more than another form."""
        for key, alteration in self._sheet.alterations(row).items():
            column = self._columns.get(key)
            if column is not None and not cells[column].changed:
                cells[column] = cell_state(ring=Ring.WARNING if alteration.is_news else None, altered=True)


def _edited(value: CellValue, ring: Ring | None, *, is_new: bool) -> CellState:
    cleared = not isinstance(value, Unparsed) and is_empty(value)
    # A new lead has nothing loaded: its row is tinted whole, and "changed" in each of its cells would say nothing.
    return cell_state(changed=not is_new, cleared=cleared and not is_new, ring=ring)


def _state_column() -> CellState:
    return cell_state(read_only=True)
