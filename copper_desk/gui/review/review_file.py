"""The changes of a review as a table for a file: one line a change, the whole old and new value in text.

Knows nothing of ticks: what is left out of a push is in the file as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.push.review_lead import ReviewLead
from copper_desk.sheet.sheet import Sheet

HEADER = ("Lead ID", "Lead", "Field", "Loaded value", "New value")
FILE_NAME = "changes.csv"


def change_rows(leads: Iterable[ReviewLead], sheet: Sheet, style: TextStyle) -> Iterator[tuple[str, ...]]:
    """A line for each change; a new lead has no id yet."""
    for lead in leads:
        number = "" if lead.is_new else str(lead.row)
        name = lead_name(sheet, lead.row, style)
        for key, cell in lead.cells.items():
            field = sheet.schema[key]
            yield number, name, field.label, text_of(field, cell.before, style), text_of(field, cell.after, style)
