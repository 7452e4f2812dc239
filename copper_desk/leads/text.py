"""Values as text and text as values, for every kind of field: the front door to the ``*_text`` modules.

Tolerant in, exact out: ``value_of(f, text_of(f, v, s), s) == v`` for every editable kind. Knows nothing of cells,
files or JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from copper_desk.leads.character import code_line
from copper_desk.leads.checkbox_text import checkbox_text, checkbox_value
from copper_desk.leads.choice_text import category_value, choice_text, choice_value
from copper_desk.leads.date_text import date_text, date_value
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.list_text import entries_text, options_text, options_value, tags_text, tags_value
from copper_desk.leads.moment_text import moment_text
from copper_desk.leads.number_text import (
    identifier_text,
    identifier_value,
    number_text,
    number_value,
    percentage_text,
)
from copper_desk.leads.plain_text import address_value, line_value, lines_value, word_text
from copper_desk.leads.style import DateOrder, TextStyle
from copper_desk.leads.unreadable import Unreadable
from copper_desk.leads.value import CellValue, Unparsed, Value
from copper_desk.wording import tr

__all__ = ["DateOrder", "TextStyle", "text_of", "value_of"]

# The value of each kind has the type that FieldKind names beside it; Any joins them into one table.
Writer: TypeAlias = Callable[[Field, Any, TextStyle], str]
Reader: TypeAlias = Callable[[Field, str, TextStyle], Value]


def text_of(field: Field, value: CellValue, style: TextStyle) -> str:
    """The whole value as text, for editing, copying and files; "" for empty; text that did not parse as typed."""
    if value is None:
        return ""
    if isinstance(value, Unparsed):
        return value.text
    return WRITERS[field.kind](field, value, style)


def value_of(field: Field, text: str, style: TextStyle, *, held: CellValue = None) -> CellValue:
    """The value that ``text`` writes: None or () when blank, Unparsed with a sentence when it has none.

    ``held`` is what the cell holds so far. Its own text reads back as it, so that an editor which is opened and left
    changes nothing, even where Copper stored what no one could type here (outer spaces, a repeated tag).
    """
    if held is not None and not isinstance(held, Unparsed):
        own = text_of(field, held, style)
        if text == own or text == own.replace("\r\n", "\n"):
            return held
    try:
        if _says_nothing(text):
            return () if field.kind in LIST_KINDS else None
        return _READERS[field.kind](field, text, style)
    except Unreadable as reason:
        return Unparsed(text, str(reason))


def _says_nothing(text: str) -> bool:
    if text.isascii() and text.isprintable():  # Nearly always, in a paste of ten thousand.
        return not text or text.isspace()
    return not code_line(text)


def _fixed(field: Field, _text: str, _style: TextStyle) -> Value:
    raise Unreadable(tr("{field} is filled in by Copper and cannot be edited here.", field=field.label))


WRITERS: Mapping[FieldKind, Writer] = {
    FieldKind.IDENTIFIER: identifier_text,
    FieldKind.TEXT: word_text,
    FieldKind.LONG_TEXT: word_text,
    FieldKind.NUMBER: number_text,
    FieldKind.MONEY: number_text,
    FieldKind.PERCENTAGE: percentage_text,
    FieldKind.CHECKBOX: checkbox_text,
    FieldKind.DATE: date_text,
    FieldKind.DROPDOWN: choice_text,
    FieldKind.MULTI_SELECT: options_text,
    FieldKind.PERSON: choice_text,
    FieldKind.STATUS: choice_text,
    FieldKind.SOURCE: choice_text,
    FieldKind.EMAIL: word_text,
    FieldKind.CATEGORY: word_text,
    FieldKind.PHONE: word_text,
    FieldKind.WEB_ADDRESS: word_text,
    FieldKind.SOCIAL: word_text,
    FieldKind.TAGS: tags_text,
    FieldKind.TIMESTAMP: moment_text,
    FieldKind.COUNTER: identifier_text,
    FieldKind.CONNECT: tags_text,
    FieldKind.ENTRIES: entries_text,
}

_READERS: Mapping[FieldKind, Reader] = {
    FieldKind.IDENTIFIER: identifier_value,
    FieldKind.TEXT: line_value,
    FieldKind.LONG_TEXT: lines_value,
    FieldKind.NUMBER: number_value,
    FieldKind.MONEY: number_value,
    FieldKind.PERCENTAGE: number_value,
    FieldKind.CHECKBOX: checkbox_value,
    FieldKind.DATE: date_value,
    FieldKind.DROPDOWN: choice_value,
    FieldKind.MULTI_SELECT: options_value,
    FieldKind.PERSON: choice_value,
    FieldKind.STATUS: choice_value,
    FieldKind.SOURCE: choice_value,
    FieldKind.EMAIL: address_value,
    FieldKind.CATEGORY: category_value,
    FieldKind.PHONE: address_value,
    FieldKind.WEB_ADDRESS: address_value,
    FieldKind.SOCIAL: address_value,
    FieldKind.TAGS: tags_value,
    FieldKind.TIMESTAMP: _fixed,
    FieldKind.COUNTER: identifier_value,
    FieldKind.CONNECT: _fixed,
    FieldKind.ENTRIES: _fixed,
}
