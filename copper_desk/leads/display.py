"""What a cell shows: on one line, numbers grouped, dates as people say them. For eyes only, so it may leave out.

Called for each cell that is painted: cheap, and nothing here is read back by an editor (text.py does that).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from copper_desk.leads.date_text import MONTHS
from copper_desk.leads.field import Field
from copper_desk.leads.kind import WORD_KINDS, FieldKind
from copper_desk.leads.number_text import percentage_text, plain_digits
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import WRITERS
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.wording import tr

_SHOWN_CHARACTERS = 500
"""More than the widest column shows; keeps a description of many pages from being laid out for each painting."""

_LINE_BREAK = " ⏎ "


def display_of(field: Field, value: CellValue, style: TextStyle) -> str:
    """The text a cell shows: ``12,000.00``, ``✓``, ``4 Mar 2026``, line breaks as ``⏎``; "" for empty."""
    if value is None:
        return ""
    if isinstance(value, Unparsed):
        return _on_one_line(value.text)
    return _DISPLAYS[field.kind](field, value, style)


def _on_one_line(text: str) -> str:
    if len(text) > _SHOWN_CHARACTERS:
        text = text[:_SHOWN_CHARACTERS] + "…"
    if "\n" in text or "\r" in text:
        return text.replace("\r\n", _LINE_BREAK).replace("\n", _LINE_BREAK).replace("\r", _LINE_BREAK)
    return text


def _words(_field: Field, value: str, _style: TextStyle) -> str:
    return _on_one_line(value)


def _money(field: Field, value: float, style: TextStyle) -> str:
    amount = _grouped(value, style, decimals=2)
    return amount if field.unit is None else f"{field.unit} {amount}"


def _number(field: Field, value: float, style: TextStyle) -> str:
    # Four digits stay together: they are as often a year as an amount.
    return WRITERS[field.kind](field, value, style) if abs(value) < 10_000 else _grouped(value, style)


def _count(_field: Field, value: int, style: TextStyle) -> str:
    return _grouped(value, style)


def _grouped(value: float, style: TextStyle, *, decimals: int = 0) -> str:
    if not isfinite(value):  # no JSON, but Python's reader takes it: a cell must still be paintable
        return str(value)
    whole, _, fraction = plain_digits(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", style.group)
    if value < 0 and not int(whole):
        grouped = f"-{grouped}"
    fraction = fraction.ljust(decimals, "0")
    return f"{grouped}{style.decimal}{fraction}" if fraction else grouped


def day_of(value: date, style: TextStyle) -> str:
    """A day as people say it: ``4 Mar 2026``, ``Mar 4, 2026``, or ``2026-03-04`` where no order is theirs."""
    if style.date_order == "ymd":
        return value.isoformat()[: len("2026-03-04")]
    month, year = tr(MONTHS[value.month - 1]), f"{value.year:04}"
    if style.date_order == "dmy":
        return tr("{day} {month} {year}", day=value.day, month=month, year=year)
    return tr("{month} {day}, {year}", day=value.day, month=month, year=year)


def _date(_field: Field, value: date, style: TextStyle) -> str:
    return day_of(value, style)


def _moment(field: Field, value: int, style: TextStyle) -> str:
    """To the minute, in the account's time zone; a number that is no time as it came."""
    try:
        then = datetime.fromtimestamp(value, style.time_zone)
    except (OverflowError, ValueError, OSError):
        return WRITERS[field.kind](field, value, style)
    return f"{day_of(then, style)} {then:%H:%M}"


def _checkbox(_field: Field, value: bool, _style: TextStyle) -> str:
    return "✓" if value else ""


def _list(field: Field, value: object, style: TextStyle) -> str:
    return _on_one_line(WRITERS[field.kind](field, value, style))


_DISPLAYS: Mapping[FieldKind, Callable[[Field, Any, TextStyle], str]] = {
    **WRITERS,
    **dict.fromkeys(WORD_KINDS, _words),
    FieldKind.MONEY: _money,
    FieldKind.NUMBER: _number,
    FieldKind.PERCENTAGE: percentage_text,
    FieldKind.COUNTER: _count,
    FieldKind.DATE: _date,
    FieldKind.TIMESTAMP: _moment,
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.TAGS: _list,
    FieldKind.MULTI_SELECT: _list,
    FieldKind.CONNECT: _list,
}
