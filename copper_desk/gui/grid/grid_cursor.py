"""Where the current cell goes: moves, Enter and Tab with the run they make, and what follows after an editor.

After Tab, Tab, Enter the current cell returns to the column where the run began. Inside a selected block Enter and Tab
go round the block, as in Excel.
"""

from __future__ import annotations

from collections.abc import Callable

from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.grid.grid_key import Course, Move
from copper_desk.gui.grid.grid_motion import Motion
from copper_desk.gui.grid.grid_selection import Cell, GridSelection
from copper_desk.gui.grid.lead_model import LeadModel


class GridCursor:
    """Each method moves the current cell or the far corner, and returns the cell to bring into view."""

    def __init__(
        self,
        selection: GridSelection,
        model: LeadModel,
        *,
        columns: Callable[[], list[int]],
        page: Callable[[], int],
    ) -> None:
        self._selection = selection
        self._model = model
        self._columns = columns
        self._page = page
        self._run_began: int | None = None

    def move(self, move: Move) -> Cell | None:
        """Move, or extend the selection."""
        self._run_began = None
        start = self._selection.edge if move.extend else self._selection.current
        motion = self._motion()
        if not motion.rows:
            return None
        if start is None:
            return self._moved(motion.first())
        target = self._target(motion, start, move)
        if not move.extend:
            return self._moved(target)
        self._selection.extend(target)
        return target

    def enter(self, *, back: bool) -> Cell | None:
        """Down, or up; back to the column where a run of Tabs began."""
        return self._round(1 if not back else -1, 0) or self._enter(back=back)

    def tab(self, *, back: bool) -> Cell | None:
        """Right, or left; the first Tab of a run remembers its column."""
        inside = self._round(0, 1 if not back else -1)
        if inside is not None:
            return inside
        current = self._selection.current
        if current is None:
            return None
        began = current[1] if self._run_began is None else self._run_began
        cell = self._moved(self._motion().step(current, 0, -1 if back else 1))
        self._run_began = None if back else began
        return cell

    def leave(self, finish: Finish) -> Cell | None:
        """Where to go after an editor was left."""
        if finish.step is None:
            return None
        rows, columns = finish.step.value
        if finish.by_enter:
            return self.enter(back=rows < 0)
        if finish.by_tab:
            return self.tab(back=columns < 0)
        return self.move(Move(Course.STEP, rows, columns))

    def _enter(self, *, back: bool) -> Cell | None:
        current = self._selection.current
        if current is None:
            return None
        began, self._run_began = self._run_began, None
        row, column = self._motion().step(current, -1 if back else 1, 0)
        return self._moved((row, column if began is None else began))

    def _round(self, rows: int, columns: int) -> Cell | None:
        """The next cell inside a selected block; None when the selection is no single block."""
        block, current = self._block(), self._selection.current
        if block is None or current is None:
            return None
        top, bottom, shown = block
        height, width = bottom - top + 1, len(shown)
        row, place = current[0] - top, shown.index(current[1]) if current[1] in shown else 0
        if rows:
            at = (place * height + row + rows) % (height * width)
            cell = (top + at % height, shown[at // height])
        else:
            at = (row * width + place + columns) % (height * width)
            cell = (top + at // width, shown[at % width])
        self._selection.step_inside(cell)
        return cell

    def _block(self) -> tuple[int, int, list[int]] | None:
        blocks = self._selection.blocks()
        if not blocks or len({(top, bottom) for top, bottom, _ in blocks}) > 1:
            return None
        top, bottom, _ = blocks[0]
        columns = self._selection.columns()
        return (top, bottom, columns) if (bottom - top + 1) * len(columns) > 1 else None

    def _target(self, motion: Motion, start: Cell, move: Move) -> Cell:
        if move.course is Course.STEP:
            return motion.step(start, move.rows, move.columns)
        if move.course is Course.LEAP:
            return motion.leap(start, move.rows, move.columns)
        if move.course is Course.PAGE:
            return motion.step(start, move.rows * self._page(), 0)
        fixed = {
            Course.ROW_START: motion.first_column(start),
            Course.ROW_END: motion.last_column(start),
            Course.START: motion.first(),
            Course.END: motion.last(),
        }
        return fixed[move.course]

    def _moved(self, cell: Cell) -> Cell:
        self._selection.move(cell)
        return cell

    def _motion(self) -> Motion:
        return Motion(self._model.rowCount(), self._columns(), self._is_filled)

    def _is_filled(self, row: int, column: int) -> bool:
        return self._model.text_at(row, column) != ""
