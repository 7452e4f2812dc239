"""A lead's value as the text that stands in a file: one form, whatever the person's desktop, that every desktop reads.

Days are 2026-03-04. Numbers have a point and no groups, and never exactly three decimals: ``1.125`` could be a thousand
and more to who groups by points, ``1.1250`` cannot (number_reading.py). A value that is the word which clears is set
off from it (clear_word.py).
"""

from __future__ import annotations

import re

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.tabular.clear_word import set_off
from copper_desk.tabular.number_reading import NUMERIC

_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def file_style(style: TextStyle) -> TextStyle:
    """How values are written in files; only the time zone is the person's."""
    return TextStyle(zone=style.zone)


def file_text(field: Field, value: CellValue, style: TextStyle) -> str:
    """The text of a value in a file; ``style`` is a ``file_style``. Text that did not parse stays as it was typed."""
    text = set_off(text_of(field, value, style))
    if field.kind not in NUMERIC or isinstance(value, Unparsed):
        return text
    digits, percent, _ = text.partition("%")
    return f"{digits}0{percent}" if _TWO_READINGS.fullmatch(digits) else text
