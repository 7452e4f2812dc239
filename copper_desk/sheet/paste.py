"""Lays a block from the clipboard over the rows and columns shown, as Excel does it, and says what that will do.

Hidden rows and columns are never touched. Knows nothing of the clipboard itself (tsv.py) or of views.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlanner
from copper_desk.sheet.planning import STEP_CELLS, Planning
from copper_desk.sheet.sheet import Sheet
from copper_desk.sheet.tsv import Block, parse_tsv
from copper_desk.wording import number, tr

PASTE_LIMIT = 500_000
"""Cells one paste may land on: about 3 s of work. Whole workbooks are what Import is for."""

MOST_CELLS = 2 * PASTE_LIMIT
"""A clipboard with more is not even read."""


class PasteTooLarge(ValueError):
    """The paste would land on more cells than ``PASTE_LIMIT``. The message says so to the person."""


def block_of(text: str) -> Block:
    """The cells of a clipboard's text. Raises PasteTooLarge for one that is not even read: counted by its tabs and line
    ends, of which text in quotes may have some of its own."""
    cells = text.count("\t") + text.count("\n") + 1
    if cells > MOST_CELLS:
        raise PasteTooLarge(
            tr(
                "The clipboard holds about {cells} cells, and a paste takes {limit} at most. "
                "Nothing was pasted. Save it as a file and use Import.",
                cells=number(cells),
                limit=number(PASTE_LIMIT),
            )
        )
    return parse_tsv(text)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of shown cells: ``top`` and ``left`` count shown rows and columns from 0."""

    top: int
    left: int
    height: int = 1
    width: int = 1


def pasting(
    sheet: Sheet,
    block: Sequence[Sequence[str]],
    *,
    rows: Sequence[RowId],
    keys: Sequence[str],
    area: Area,
    style: TextStyle,
) -> Planning:
    """The plan for pasting ``block`` on the selected ``area`` of the shown ``rows`` and columns (``keys``), in steps.

    One value fills the area; a block tiles an area whose height or width is a multiple of its own, and otherwise
    spreads from the top left cell. Blank cells of the block change nothing. Raises PasteTooLarge, here and not later.
    """
    height, width = landing_size(block, area)
    on_rows = rows[area.top : area.top + height]
    on_keys = keys[area.left : area.left + width]
    _check_size(len(on_rows) * len(on_keys))
    outside = 0
    if (len(on_rows), len(on_keys)) != (height, width):
        outside = _texts_in(block, height, width) - _texts_in(block, len(on_rows), len(on_keys))
    return _laid(CellPlanner(sheet, style), sheet, block, on_rows, on_keys, outside)


def pasting_one(
    sheet: Sheet, text: str, cells: Iterable[tuple[RowId, str]], *, count: int, style: TextStyle
) -> Planning:
    """The plan for pasting one text into each of ``count`` cells, wherever they are, in steps. A blank text changes
    nothing. Raises PasteTooLarge, here and not later."""
    _check_size(count)
    # Which cells these are is settled now: the selection may be another one before the last step.
    return _put_everywhere(CellPlanner(sheet, style), sheet, text, list(cells))


def _put_everywhere(planner: CellPlanner, sheet: Sheet, text: str, cells: Sequence[tuple[RowId, str]]) -> Planning:
    for done, (row, key) in enumerate(cells, start=1):
        if row in sheet:
            planner.put_text(row, key, text)
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("pasted", noun="paste of")


def _check_size(cells: int) -> None:
    if cells > PASTE_LIMIT:
        raise PasteTooLarge(
            tr(
                "This would fill {n} cells, and a paste takes {limit} at most. "
                "Nothing was pasted. Save it as a file and use Import.",
                n=number(cells),
                limit=number(PASTE_LIMIT),
            )
        )


def _laid(
    planner: CellPlanner,
    sheet: Sheet,
    block: Sequence[Sequence[str]],
    on_rows: Sequence[RowId],
    on_keys: Sequence[str],
    outside: int,
) -> Planning:
    block_width, since = _width(block), 0
    for down, row in enumerate(on_rows):
        texts = block[down % len(block)]
        for across, key in enumerate(on_keys) if row in sheet else ():
            place = across % block_width
            # A row of the block that ends early says nothing about the cells after its end.
            if place < len(texts):
                planner.put_text(row, key, texts[place])
        since += len(on_keys)
        if since >= STEP_CELLS:
            since = 0
            yield (down + 1) * len(on_keys)
    return planner.plan("pasted", noun="paste of", outside=outside)


def landing_size(block: Sequence[Sequence[str]], area: Area) -> tuple[int, int]:
    """Rows and columns that a paste lands on. Copies side by side only where they fill the area exactly."""
    height, width = len(block), _width(block)
    if not height or not width:
        return 0, 0
    tiles = all(size == 1 or size % one == 0 for size, one in ((area.height, height), (area.width, width)))
    return (max(area.height, height), max(area.width, width)) if tiles else (height, width)


def _width(block: Sequence[Sequence[str]]) -> int:
    return max(map(len, block), default=0)


def _texts_in(block: Sequence[Sequence[str]], height: int, width: int) -> int:
    """How many cells with text the repeated block puts on ``height`` rows by ``width`` columns."""
    if not height or not width:
        return 0
    copies, rest = divmod(width, _width(block))
    a_row = [copies * _filled(texts) + _filled(texts[:rest]) for texts in block]
    whole, part = divmod(height, len(block))
    return whole * sum(a_row) + sum(a_row[:part])


def _filled(texts: Sequence[str]) -> int:
    return sum(1 for text in texts if text and not text.isspace())
