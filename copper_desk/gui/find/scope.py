"""Where is looked: the selection, the current column, the rows shown, or everything, as leads and fields.

Reads the grid; knows nothing of what is looked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum

from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.sheet.find import Block, FoundCell

_AFTER_ALL = 1_000_000_000
"""More than any number of rows."""
_SEVERAL = 2


class Scope(Enum):
    """In the order in which they are offered."""

    SHOWN = "shown"
    SELECTION = "selection"
    COLUMN = "column"
    ALL = "all"


def selected_blocks(view: LeadView) -> tuple[Block, ...]:
    """The selected cells, range by range."""
    return tuple(
        Block(view.lead_model.rows_at(range(top, bottom + 1)), _keys(view, columns))
        for top, bottom, columns in view.selection.blocks()
    )


def blocks_of(scope: Scope, view: LeadView, *, selected: tuple[Block, ...]) -> tuple[Block, ...]:
    """Where to look. ``selected`` is the selection when it was chosen as the scope: going from cell to cell ends it.

    Everything: the rows shown come first, and fields in hidden columns are looked in, too.
    """
    model, order = view.lead_model, view.lead_model.order
    if scope is Scope.SELECTION:
        return selected
    if scope is Scope.COLUMN:
        current = view.current_cell()
        return () if current is None or not current[1] else (Block(order.rows, (current[1],)),)
    shown = _keys(view, view.shown_columns())
    if scope is Scope.SHOWN:
        return (Block(order.rows, shown),)
    hidden = [field.key for field in model.fields if field.key not in shown]
    others = [row for row in model.sheet.row_ids() if order.position(row) is None]
    return (Block([*order.rows, *others], (*shown, *hidden)),)


def _keys(view: LeadView, columns: list[int]) -> tuple[str, ...]:
    fields = [view.lead_model.field_at(column) for column in columns]
    return tuple(field.key for field in fields if field is not None)


class ReadingOrder:
    """The order in which cells are gone through, as they stand now: row by row, leads that are not shown at the end, in
    the order of ``cells``."""

    def __init__(self, view: LeadView, cells: Iterable[FoundCell] = ()) -> None:
        shown = _keys(view, view.shown_columns())
        hidden = [field.key for field in view.lead_model.fields if field.key not in shown]
        self._columns = {key: place for place, key in enumerate((*shown, *hidden))}
        self._position = view.lead_model.order.position
        hidden_rows = (row for row, _ in cells if self._position(row) is None)
        self._others = {row: number for number, row in enumerate(dict.fromkeys(hidden_rows))}

    def place(self, cell: FoundCell) -> tuple[int, int]:
        """Sorts as the cells are read. The State column stands before the fields."""
        row, key = cell
        position = self._position(row)
        if position is None:
            position = _AFTER_ALL + self._others.get(row, 0)
        return position, self._columns.get(key, -1)

    def sorted(self, cells: Sequence[FoundCell], blocks: Sequence[Block]) -> Sequence[FoundCell]:
        """The cells as they are read. Those of one block are so already."""
        return cells if len(blocks) < _SEVERAL else sorted(cells, key=self.place)

    def beside(self, cells: Sequence[FoundCell], here: tuple[int, int], *, step: int) -> int | None:
        """Which of these sorted cells comes after (``step`` 1) or before (-1) this place, around and around."""
        if not cells:
            return None
        if step > 0:
            return bisect_right(cells, here, key=self.place) % len(cells)
        return (bisect_left(cells, here, key=self.place) - 1) % len(cells)
