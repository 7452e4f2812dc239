"""What the grid can be asked to do, each as one method: the keys, the menus and the toolbar all end here.

Has the sheet's room plan a gesture over the selection, hands the change set to the model's ``stage``, and tells in a
sentence what it did or why not. Knows nothing of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from copper_desk.gui.grid import gesture
from copper_desk.gui.grid.clipboard import Clipboard
from copper_desk.gui.grid.fill_handle import Filling
from copper_desk.gui.grid.grid_selection import Cell, GridSelection
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import RowId
from copper_desk.sheet import fill
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.edit import ChangeSet
from copper_desk.sheet.paste import Area, PasteTooLarge, landing_size, pasting_one
from copper_desk.sheet.planning import Planning, finished
from copper_desk.sheet.tsv import Block
from copper_desk.tabular.pasted_sheet import is_sheet
from copper_desk.wording import number, tr


class RunPlanning(Protocol):
    """Makes a plan. ``what`` names what is planned, ``cells`` how many it is about; None when it was stopped."""

    def __call__(self, planning: Planning, *, cells: int, what: str) -> CellPlan | None: ...


class GridCommand(QObject):
    """``said`` carries a sentence for the person; ``blanks_left`` the CellPlan of a paste that left blank cells
    alone, to be told together with the offer to clear those instead; ``sheet_pasted`` that of a paste that looks like a
    whole sheet with headers. ``before`` commits an open editor ahead of each command. ``run`` makes the plan of what
    may be large; its answer is None when the person stopped it.
    """

    said = Signal(object)  # str
    blanks_left = Signal(object)  # CellPlan
    sheet_pasted = Signal(object)  # CellPlan

    def __init__(
        self,
        model: LeadModel,
        selection: GridSelection,
        *,
        columns: Callable[[], list[int]],
        before: Callable[[], object],
        today: Callable[[], date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._selection = selection
        self._columns = columns
        self._before = before
        self._today = today
        self._clipboard = Clipboard(model)
        self.run: RunPlanning = _at_once

    # -- clipboard -------------------------------------------------------------------------------------------

    def copy(self, *, with_headers: bool = False) -> None:
        """The selected cells onto the clipboard, as TSV and as an HTML table."""
        self._before()
        rows, columns = self._selection.rows(), self._selection.columns()
        if not rows:
            return
        whole = len(rows) * len(columns) == self._selection.count()
        chosen = None if whole else self._selection.is_selected
        self._clipboard.copy(rows, columns, chosen=chosen, with_headers=with_headers)
        self.said.emit(_copied(len(rows), len(columns)))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self._carry_out(fill.clear(self._model.sheet, self._cells(), style=self._model.style, verb="cut"))

    def paste(self) -> None:
        """What is on the clipboard into the sheet, over the selected block or from its top left cell on.

        Blank cells of the block change nothing; ``blanks_left`` offers to clear those instead.
        """
        self._before()
        area = self._area(self._columns())
        if area is None:
            return
        is_scattered = self._selection.is_scattered()
        try:
            block = self._clipboard.block()
            height, width = landing_size(block, Area(0, 0) if is_scattered else area)
            if is_scattered and (height, width) > (1, 1):
                self.said.emit(tr("A block goes into one range. Select one, or its top left cell. Nothing was pasted."))
                return
            planning = self._planning(block, area, is_scattered=is_scattered)
        except PasteTooLarge as refusal:
            self.said.emit(str(refusal))
            return
        if not block:
            self.said.emit(tr("There is no text on the clipboard."))
            return
        cells = self._selection.count() if is_scattered else height * width
        plan = self.run(planning, cells=cells, what=tr("Pasting"))
        if plan is None:
            self.said.emit(tr("Stopped. Nothing was pasted."))
            return
        if plan.cells:
            self._model.stage(plan.change_set)
        if not is_scattered:
            self._select(Area(area.top, area.left, height, width))
        self._tell_pasted(block, plan)

    def _planning(self, block: Block, area: Area, *, is_scattered: bool) -> Planning:
        """What a paste will do: a block on an area, or one value in each cell of several ranges, as in Excel."""
        if not (is_scattered and block):
            return self._clipboard.planning(block, area, columns=self._columns())
        sheet, count = self._model.sheet, self._selection.count()
        return pasting_one(sheet, block[0][0], self._cells(), count=count, style=self._model.style)

    def _tell_pasted(self, block: Block, plan: CellPlan) -> None:
        if is_sheet(block, self._model.sheet.schema):
            self.sheet_pasted.emit(plan)
        elif plan.blanks:
            self.blanks_left.emit(plan)
        else:
            self.said.emit(plan.sentence())

    # -- fills -----------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Empty the selected cells."""
        self._before()
        self._carry_out(fill.clear(self._model.sheet, self._cells(), style=self._model.style))

    def put_back(self) -> None:
        """The selected cells back to their loaded values."""
        self._before()
        self._stage(fill.put_back(self._model.sheet, self._cells()), tr("Nothing is changed in the selection."))

    def keep_mine(self) -> None:
        """The selected cells that someone else changed too keep what was typed here."""
        self._before()
        self._stage(fill.keep_mine(self._model.sheet, self._cells()), tr("Nobody else changed the selected cells."))

    def fill_down(self) -> None:
        """The top row of the selection into its other rows; a single row takes what stands above it."""
        self._before()
        area = self._fillable()
        if area is not None:
            self._carry_out(fill.fill_down(self._model.sheet, self._shown(), area))

    def fill_right(self) -> None:
        """The first column of the selection into its others; a single column takes what stands at its left."""
        self._before()
        area = self._fillable()
        if area is not None:
            self._carry_out(fill.fill_right(self._model.sheet, self._shown(), area))

    def fill_range(self, filling: Filling) -> None:
        """Repeat a block over the cells beside it; they are selected then."""
        self._before()
        shown = self._shown()
        self._carry_out(
            fill.fill_range(self._model.sheet, shown, source=filling.source, target=filling.target, noun="filling")
        )
        # Filled are columns that hold fields; the first one shown does not.
        self._select(replace(filling.target, left=filling.target.left + 1))

    def copy_from_above(self) -> None:
        """What stands above the current cell into it."""
        self._before()
        current = self._selection.current
        if current is not None and current[1] in self._columns()[1:]:
            area = Area(current[0], self._columns()[1:].index(current[1]))
            self._carry_out(fill.fill_down(self._model.sheet, self._shown(), area))

    def type_everywhere(self, text: str) -> None:
        """One text into every selected cell."""
        self._carry_out(fill.fill_with(self._model.sheet, self._cells(), text, style=self._model.style))

    def insert_today(self) -> None:
        """Today's date into the selected date cells."""
        self._before()
        change_set = gesture.dated(self._model, self._selection.cells(), self._today())
        self._stage(change_set, tr("Today’s date goes into date columns only."))

    def toggle(self, cell: Cell | None = None) -> bool:
        """Turn the selected checkboxes over, led by ``cell`` or the current one. False where that is none."""
        self._before()
        lead = cell or self._selection.current
        field = None if lead is None else self._model.field_at(lead[1])
        if lead is None or field is None or field.kind is not FieldKind.CHECKBOX:
            return False
        chosen = self._selection.cells() if self._selection.is_selected(lead) else iter([lead])
        self._stage(gesture.toggled(self._model, chosen, current=lead))
        return True

    def explain_read_only(self, cell: Cell) -> None:
        """Say why this cell does not open."""
        field = self._model.field_at(cell[1])
        if field is None:
            self.said.emit(tr("The state of a lead follows from its changes."))
        else:
            self.said.emit(tr("{field} is filled in by Copper and cannot be edited here.", field=field.label))

    # -- the selection as the sheet's room takes it ----------------------------------------------------------

    def _cells(self) -> Iterator[tuple[RowId, str]]:
        for row, column in self._selection.cells():
            field = self._model.field_at(column)
            if field is not None:
                yield self._model.row_at(row), field.key

    def _shown(self) -> fill.Shown:
        fields = [self._model.field_at(column) for column in self._columns()]
        keys = [field.key for field in fields if field is not None]
        return fill.Shown(self._model.order.rows, keys, self._model.style)

    def _fillable(self) -> Area | None:
        """The range to fill, counted in the columns that hold fields; None, and said, where there is none."""
        if self._selection.is_scattered():
            self.said.emit(tr("Several ranges are selected. Select one to fill it. Nothing was changed."))
            return None
        area = self._area(self._columns()[1:])
        if area is None and self._selection.rows():
            self.said.emit(tr("The state of a lead follows from its changes."))
        return area

    def _area(self, shown: list[int]) -> Area | None:
        """The rectangle around the selection, counted in these columns; None where none of them is selected."""
        rows, columns = self._selection.rows(), self._selection.columns()
        places = [shown.index(column) for column in columns if column in shown]
        if not rows or not places:
            return None
        return Area(rows[0], places[0], rows[-1] - rows[0] + 1, places[-1] - places[0] + 1)

    def _select(self, area: Area) -> None:
        """Select a rectangle as far as it is in the sheet, its top left cell becoming current."""
        columns = self._columns()[area.left : area.left + area.width]
        last = min(area.top + area.height, self._model.rowCount()) - 1
        self._selection.move((area.top, columns[0]))
        if (last, columns[-1]) != (area.top, columns[0]):
            self._selection.extend((last, columns[-1]))

    def _carry_out(self, plan: CellPlan) -> None:
        if plan.cells:
            self._model.stage(plan.change_set)
        self.said.emit(plan.sentence())

    def _stage(self, change_set: ChangeSet, nothing: str = "") -> None:
        if change_set.changes:
            self._model.stage(change_set)
        elif nothing:
            self.said.emit(nothing)


def _at_once(planning: Planning, *, cells: int, what: str) -> CellPlan | None:  # noqa: ARG001 - nothing is shown
    return finished(planning)


def _copied(rows: int, columns: int) -> str:
    cells = rows * columns
    if cells == 1:
        return tr("1 cell copied")
    return tr("{n} cells copied ({rows} by {columns})", n=number(cells), rows=number(rows), columns=number(columns))
