"""How wide the columns of a new window begin. Knows nothing of what they hold."""

from __future__ import annotations

from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind

_WIDTHS = {
    FieldKind.EMAIL: 6.4,
    FieldKind.PHONE: 5,
    FieldKind.LONG_TEXT: 9,
    FieldKind.WEB_ADDRESS: 7,
    FieldKind.SOCIAL: 6,
    FieldKind.TIMESTAMP: 6,
    FieldKind.STATUS: 3.4,
    FieldKind.PERSON: 3.6,
    FieldKind.NUMBER: 4,
    FieldKind.MONEY: 4.4,
    FieldKind.CHECKBOX: 3,
}
"""How wide a column begins, in heights of a row; 4.8 for the others, and never narrower than its label. So the columns
up to Value fit beside the details on a screen of 1,440 pixels, and a Value of 25,000,000.00 into its column."""
_WIDTH = 4.8


def first_width(field: Field, *, row_px: int, label_px: int) -> int:
    """In pixels, for rows of this height and a label of this width."""
    return max(round(row_px * _WIDTHS.get(field.kind, _WIDTH)), label_px)
