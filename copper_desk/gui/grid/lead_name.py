"""What a lead is called where it stands by itself: a line of a list, a heading, a sentence.

Knows nothing of widgets.
"""

from __future__ import annotations

from copper_desk.leads.display import display_of
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr


def lead_name(sheet: Sheet, row: RowId, style: TextStyle) -> str:
    """The name as it is shown in the sheet; without one the first and last name, or words that say so."""
    if row not in sheet:
        return tr("Lead {id}", id=row)
    whole = display_of(sheet.schema["name"], sheet.value(row, "name"), style)
    return whole or name_of_parts(sheet, row, style) or tr("No name")


def name_of_parts(sheet: Sheet, row: RowId, style: TextStyle) -> str:
    """The first and last name, of which Copper makes the Name of a new lead; "" without either."""
    parts = (display_of(sheet.schema[key], sheet.value(row, key), style) for key in ("first_name", "last_name"))
    return " ".join(filter(None, parts))
