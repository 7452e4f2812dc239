"""What the status bar says of a selection: how many cells, and the sum where there are numbers to add.

Reads the model; knows nothing of the bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelectionRange

from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.kind import NUMBER_KINDS
from copper_desk.wording import counted, number, tr

MOST_CELLS = 2_000_000
"""A larger selection is counted, not added up: adding would be felt."""


def selection_text(model: LeadModel, ranges: Iterable[QItemSelectionRange]) -> str:
    """ "12 cells selected · sum 4,500.00"; empty without a selection."""
    chosen = list(ranges)
    cells = sum(part.width() * part.height() for part in chosen)
    if cells == 0:
        return ""
    text = counted(cells, "1 cell selected", "{n} cells selected")
    values = list(_numbers(model, chosen)) if cells <= MOST_CELLS else []
    return f"{text} · {tr('sum {sum}', sum=number(sum(values)))}" if len(values) > 1 else text


def _numbers(model: LeadModel, ranges: list[QItemSelectionRange]) -> Iterator[float]:
    for part in ranges:
        for column in range(part.left(), part.right() + 1):
            field = model.field_at(column)
            if field is None or field.kind not in NUMBER_KINDS:
                continue
            for position in range(part.top(), part.bottom() + 1):
                value = model.value_at(position, column)
                if isinstance(value, int | float):
                    yield value
