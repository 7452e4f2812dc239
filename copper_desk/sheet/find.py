"""Where something is looked for, which cells hold it, and the plan for putting something else there.

Reads each distinct text of a column once, in steps short enough that a window can breathe between them. What a text
must hold to be found is not decided here (pattern.py). Knows nothing of views.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, RowId, is_empty
from copper_desk.sheet.cell_plan import CellPlan, CellPlanner
from copper_desk.sheet.planning import STEP_CELLS, Planning, finished
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import number, tr

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
    """One search through some blocks, in steps: ``read`` gives the texts to be compared, ``gather`` takes those found.

    ``as_shown``: look also in what cells show where it is written otherwise (12,000.00 for 12000).
    """

    def __init__(self, sheet: Sheet, blocks: Sequence[Block], style: TextStyle, *, as_shown: bool = False) -> None:
        self._sheet = sheet
        self._blocks = blocks
        self._style = style
        self._as_shown = as_shown
        self._texts: dict[str, dict[CellValue, tuple[str, ...]]] = {}
        self._values: list[list[list[CellValue]]] = []

    def read(self) -> Iterator[list[str]]:
        """Read the cells, a part of a column at a step; each step gives the texts that this column had not had yet."""
        for block in self._blocks:
            columns: list[list[CellValue]] = []
            self._values.append(columns)
            for key in block.keys:
                columns.append([])
                for start in range(0, len(block.rows), STEP_ROWS):
                    values, texts = self._part(key, block.rows[start : start + STEP_ROWS])
                    columns[-1] += values
                    yield texts

    def gather(self, found: Mapping[str, str]) -> Generator[None, None, list[FoundCell]]:
        """The cells with one of the ``found`` texts, block by block, row by row. Raises TooManyFound."""
        cells: list[FoundCell] = []
        for block, columns in zip(self._blocks, self._values, strict=True):
            places: list[tuple[int, int]] = []
            for across, (key, values) in enumerate(zip(block.keys, columns, strict=True)):
                wanted = {value for value, texts in self._texts[key].items() if any(text in found for text in texts)}
                yield
                if wanted:
                    places += [(down, across) for down, value in enumerate(values) if value in wanted]
                if len(cells) + len(places) > FOUND_LIMIT:
                    raise TooManyFound(
                        tr(
                            "More than {limit} cells hold this. Look for more of it, or in fewer cells.",
                            limit=number(FOUND_LIMIT),
                        )
                    )
                yield
            places.sort()
            yield
            cells += [(block.rows[down], block.keys[across]) for down, across in places]
        return cells

    def _part(self, key: str, rows: Sequence[RowId]) -> tuple[list[CellValue], list[str]]:
        values = self._values_of(key, rows)
        known = self._texts.setdefault(key, {})
        field, texts = self._sheet.schema[key], list[str]()
        for value in set(values).difference(known):
            if not is_empty(value):
                known[value] = self._written(field, value)
                texts += known[value]
        return values, texts

    def _values_of(self, key: str, rows: Sequence[RowId]) -> list[CellValue]:
        """One for each row; a lead that went while it was looked for holds nothing."""
        if all(row in self._sheet for row in rows):
            return self._sheet.column(key, rows)
        return [self._sheet.value(row, key) if row in self._sheet else None for row in rows]

    def _written(self, field: Field, value: CellValue) -> tuple[str, ...]:
        text = text_of(field, value, self._style)
        if not self._as_shown or isinstance(value, str):
            return (text,)
        shown = display_of(field, value, self._style)
        return (text,) if shown == text else (text, shown)


def plan_replacement(
    sheet: Sheet, cells: Sequence[FoundCell], found: Mapping[str, str], *, style: TextStyle
) -> CellPlan:
    """What becomes of the found cells, as one gesture that is not applied yet: ``replacing`` to its end."""
    return finished(replacing(sheet, cells, found, style=style))


def replacing(sheet: Sheet, cells: Sequence[FoundCell], found: Mapping[str, str], *, style: TextStyle) -> Planning:
    """What becomes of the found cells, in steps.

    ``found`` maps whole texts to what they become; a cell whose text becomes blank is cleared.
    """
    planner = CellPlanner(sheet, style)
    for done, (row, key) in enumerate(cells, start=1):
        new = found.get(text_of(sheet.schema[key], sheet.value(row, key), style)) if row in sheet else None
        if new is not None:
            planner.put_text(row, key, new, clears=True)
        if done % STEP_CELLS == 0:
            yield done
    return planner.plan("replaced", noun="replacing")
