"""Where something is looked for, which cells hold it, and the plan for putting something else there.

Reads each distinct text of a column once, in steps short enough that a window can breathe between them. What a text
must hold to be found is not decided here (pattern.py). Knows nothing of views.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, RowId, is_empty
from copper_desk.sheet.cell_plan import CellPlan, CellPlanner
from copper_desk.sheet.sheet import Sheet

FOUND_LIMIT = 100_000
"""Cells that are listed and replaced at most; more than that nobody looks through."""

STEP_ROWS = 10_000
"""Cells of one column that are read at a time: some 10 ms."""

FoundCell: TypeAlias = tuple[RowId, str]
"""(lead, field key)"""


@dataclass(frozen=True, slots=True)
class Block:
    """Leads and fields (by key) in which is looked, in the order in which they are gone through."""

    rows: Sequence[RowId]
    keys: Sequence[str]


class TooManyFound(ValueError):
    """More cells than ``FOUND_LIMIT``. The message says so to the person."""


class CellSearch:
    """One search through some blocks: first ``read`` to its end, then ``texts``, then ``cells``.

    ``as_shown``: look also in what cells show where it is written otherwise (12,000.00 for 12000).
    """

    def __init__(self, sheet: Sheet, blocks: Sequence[Block], style: TextStyle, *, as_shown: bool = False) -> None:
        self._sheet = sheet
        self._blocks = blocks
        self._style = style
        self._as_shown = as_shown
        self._texts: dict[str, dict[CellValue, tuple[str, ...]]] = {}
        self._values: list[list[list[CellValue]]] = []

    def read(self) -> Iterator[None]:
        """Read the cells, a part of a column at a step."""
        for block in self._blocks:
            columns: list[list[CellValue]] = []
            self._values.append(columns)
            for key in block.keys:
                columns.append([])
                for start in range(0, len(block.rows), STEP_ROWS):
                    columns[-1] += self._part(key, block.rows[start : start + STEP_ROWS])
                    yield

    def texts(self) -> list[str]:
        """Every text that was read, once."""
        return list({text for written in self._texts.values() for texts in written.values() for text in texts})

    def cells(self, found: Mapping[str, str]) -> list[FoundCell]:
        """The cells with one of the ``found`` texts, block by block, row by row. Raises TooManyFound."""
        cells: list[FoundCell] = []
        for block, columns in zip(self._blocks, self._values, strict=True):
            places: list[tuple[int, int]] = []
            for across, (key, values) in enumerate(zip(block.keys, columns, strict=True)):
                wanted = {value for value, texts in self._texts[key].items() if any(text in found for text in texts)}
                if wanted:
                    places += [(down, across) for down, value in enumerate(values) if value in wanted]
                if len(cells) + len(places) > FOUND_LIMIT:
                    raise TooManyFound(
                        f"More than {FOUND_LIMIT:,} cells hold this. Look for more of it, or in fewer cells."
                    )
            cells += [(block.rows[down], block.keys[across]) for down, across in sorted(places)]
        return cells

    def _part(self, key: str, rows: Sequence[RowId]) -> list[CellValue]:
        values = self._sheet.column(key, rows)
        known = self._texts.setdefault(key, {})
        field = self._sheet.schema[key]
        for value in set(values).difference(known):
            if not is_empty(value):
                known[value] = self._written(field, value)
        return values

    def _written(self, field: Field, value: CellValue) -> tuple[str, ...]:
        text = text_of(field, value, self._style)
        if not self._as_shown or isinstance(value, str):
            return (text,)
        shown = display_of(field, value, self._style)
        return (text,) if shown == text else (text, shown)


def plan_replacement(
    sheet: Sheet, cells: Sequence[FoundCell], found: Mapping[str, str], *, style: TextStyle
) -> CellPlan:
    """What becomes of the found cells, as one gesture that is not applied yet.

    ``found`` maps whole texts to what they become; a cell whose text becomes blank is cleared.
    """
    planner = CellPlanner(sheet, style)
    for row, key in cells:
        new = found.get(text_of(sheet.schema[key], sheet.value(row, key), style))
        if new is not None:
            planner.put_text(row, key, new, clears=True)
    return planner.plan("replaced", noun="replacing")
