"""Plans the gestures that fill cells from their neighbours or with one value: fill down, fill right, clear, put back.

Works on the rows and columns shown, like a paste, and like it changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlan, CellPlanner
from copper_desk.sheet.edit import ChangeSet, KeepMine, ResetCell
from copper_desk.sheet.paste import Area
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows and columns (field keys) on the screen, in their order, and how values are written there."""

    rows: Sequence[RowId]
    keys: Sequence[str]
    style: TextStyle


def fill_range(sheet: Sheet, shown: Shown, *, source: Area, target: Area, noun: str = "fill of") -> CellPlan:
    """Repeat ``source`` over the rest of ``target``, in any direction: the drag handle."""
    planner = CellPlanner(sheet, shown.style)
    for down in range(target.top, min(target.top + target.height, len(shown.rows))):
        for across in range(target.left, min(target.left + target.width, len(shown.keys))):
            from_down = source.top + (down - source.top) % source.height
            from_across = source.left + (across - source.left) % source.width
            if (down, across) != (from_down, from_across):
                planner.copy(
                    shown.rows[down],
                    shown.keys[across],
                    from_row=shown.rows[from_down],
                    from_key=shown.keys[from_across],
                )
    return planner.plan("filled", noun=noun)


def fill_down(sheet: Sheet, shown: Shown, area: Area) -> CellPlan:
    """The top row of ``area`` into its other rows; into a single row, what stands above it (Ctrl+')."""
    top = area.top if area.height > 1 else area.top - 1
    source = Area(top, area.left, 1, area.width)
    return fill_range(sheet, shown, source=source if top >= 0 else area, target=area, noun="filling down")


def fill_right(sheet: Sheet, shown: Shown, area: Area) -> CellPlan:
    """The first column of ``area`` into its other columns; into a single column, what stands at its left."""
    left = area.left if area.width > 1 else area.left - 1
    source = Area(area.top, left, area.height, 1)
    return fill_range(sheet, shown, source=source if left >= 0 else area, target=area, noun="filling right")


def fill_with(sheet: Sheet, cells: Iterable[tuple[RowId, str]], text: str, *, style: TextStyle) -> CellPlan:
    """One text into every selected cell (Ctrl+Enter), each reading its own kind; blank text clears."""
    planner = CellPlanner(sheet, style)
    for row, key in cells:
        planner.put_text(row, key, text, clears=True)
    return planner.plan("filled", noun="filling")


def clear(sheet: Sheet, cells: Iterable[tuple[RowId, str]], *, style: TextStyle, verb: str = "cleared") -> CellPlan:
    """Empty every selected cell. ``verb`` for a cut: "cut"."""
    planner = CellPlanner(sheet, style)
    for row, key in cells:
        planner.put_text(row, key, "", clears=True)
    return planner.plan(verb, noun="clearing")


def put_back(sheet: Sheet, cells: Iterable[tuple[RowId, str]]) -> ChangeSet:
    """Every changed one of these cells back to its loaded value."""
    changes = tuple(ResetCell(row, key) for row, key in cells if sheet.edit(row, key) is not None)
    return ChangeSet(changes, counted(len(changes), "putting back {n} cell", "putting back {n} cells"))


def keep_mine(sheet: Sheet, cells: Iterable[tuple[RowId, str]]) -> ChangeSet:
    """Every one of these cells that someone else changed too keeps the value typed here, to be sent over theirs."""
    changes = tuple(KeepMine(row, key) for row, key in cells if key in sheet.conflicts(row))
    return ChangeSet(changes, counted(len(changes), "keeping {n} value", "keeping {n} values"))
