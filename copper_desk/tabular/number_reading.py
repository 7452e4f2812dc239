"""Whether the numbers of a column have a point or a comma before their decimals, settled by the column itself.

1,250 could be two numbers; one 0.5 anywhere in the column settles them all, as one 25/04/2026 does for days
(date_reading.py). A column that settles nothing, or both, is read as the person's desktop writes numbers; the numbers
of a workbook are none of its texts, and have a point on every desktop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.style import TextStyle
from copper_desk.tabular.table import Table

NUMERIC = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENTAGE})

_BODY = re.compile(r"[0-9][0-9.,]*[0-9]|[.,][0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
"""Digits that are whole numbers in the one style; with one separator they are decimals in the other."""


def number_style(cells: Iterable[str], style: TextStyle) -> TextStyle:
    """``style``, with the decimal separator that the column settles."""
    found = {mark for cell in set(cells) if (mark := _settled_by(cell))}
    if len(found) != 1 or style.decimal in found:
        return style
    (decimal,) = found
    return replace(style, decimal=decimal, group="," if decimal == "." else ".")


def column_style(table: Table, places: Sequence[int], field: Field, style: TextStyle) -> TextStyle:
    """How the values of a field are written in the columns of a file that fill it."""
    if field.kind not in NUMERIC:
        return style
    if table.decimals.intersection(places):
        return replace(style, decimal=".", group=",")
    return number_style(chain.from_iterable(table.columns[place] for place in places), style)


def _settled_by(text: str) -> str:
    """The decimal separator that a text can only mean, "" where it could mean both or none."""
    if "." not in text and "," not in text:
        return ""
    body = _BODY.search(text)
    if body is None:
        return ""
    digits = body[0]
    marks = [character for character in digits if not character.isdigit()]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1] if marks.count(marks[-1]) == 1 else ""
    grouped = _GROUPED.fullmatch(digits)
    if len(marks) > 1:
        return ("," if marks[0] == "." else ".") if grouped else ""
    return "" if grouped else marks[0]
