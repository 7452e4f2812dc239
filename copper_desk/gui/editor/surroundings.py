"""What an editor may know beyond the text of its cell: the field, the look, how values are written, what is in use.

Handed to each editor when its cell opens, so that no editor has to know the model or the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from copper_desk.gui.look.theme import Theme
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``tags_in_use`` counts the leads that have each tag of the field's column; asked only when a list shows them."""

    field: Field
    theme: Theme
    style: TextStyle
    today: date
    tags_in_use: Callable[[], Counter[str]]


def tags_in_use(sheet: Sheet, field: Field) -> Counter[str]:
    """How many leads of the sheet have each tag of a column, changes included; text that is no list is left out."""
    found: Counter[str] = Counter()
    for row in sheet.row_ids():
        value = sheet.value_at(row, field.position)
        if isinstance(value, tuple):
            found.update(tag for tag in value if isinstance(tag, str))
    return found
