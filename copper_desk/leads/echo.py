"""How the value that came back after a write stands to the one that was sent.

Copper may trim, change the case of an address, write a country as its code or keep lists in an order of its own
(https://developer.copper.com/leads/), so equality alone would call a taken write lost. Anything else that came back
different is news for the person: a day that moved, a number that was rounded, a field that was not cleared.

The same question is asked of a value that somebody else may have written. So no form is passed over that can tell two
values apart: the case of a name, the letters in a phone number, a country of which only one side is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import Enum

from copper_desk.leads.country import country_code
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Entry, Value, is_empty


class Echo(Enum):
    """What came back."""

    SAME = "same"  # what was sent
    REWRITTEN = "rewritten"  # the same thing in a form of Copper's
    OTHER = "other"  # something else


def echo_of(field: Field, sent: Value, found: Value) -> Echo:
    """How ``found`` stands to ``sent``. An empty checkbox reads back as unticked, lists have no order of their own."""
    if is_equal(sent, found) or _LISTS.get(field.kind, _itself)(sent) == _LISTS.get(field.kind, _itself)(found):
        return Echo.SAME
    return Echo.REWRITTEN if _is_rewritten(field, sent, found) else Echo.OTHER


def is_equal(one: Value, other: Value) -> bool:
    """Equal, where empty is empty and an unset checkbox reads back as False."""
    if is_empty(one) or one is False:
        return is_empty(other) or other is False
    return one == other


def _is_rewritten(field: Field, sent: Value, found: Value) -> bool:
    form = _form_of(field)
    if field.kind is FieldKind.ENTRIES:
        return _entries(sent, form) == _entries(found, form)
    return form(sent) == form(found)


def _form_of(field: Field) -> Callable[[Value], object]:
    """What makes a value of this field what it is, whichever way it is written."""
    if field.part == "country":
        return _country
    if field.attribute == "phone_numbers":
        return _number
    return _FORMS.get(field.kind, _words)


def _itself(value: Value) -> object:
    return value


def _words(value: Value) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(value: Value) -> object:
    return "\n".join(" ".join(line.split()) for line in value.strip().split("\n")) if isinstance(value, str) else value


def _address(value: Value) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def _country(value: Value) -> object:
    """Its code, or the words where they name no country that is known: then nothing else is taken for it."""
    return (country_code(value) or _words(value)) if isinstance(value, str) else value


def _number(value: Value) -> object:
    """What is dialled, and the letters of a number such as 1-800-FLOWERS or of an extension."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value.casefold() if sign.isalnum() or sign in _DIALLED) or _words(value)


def _items(value: Value) -> object:
    if not isinstance(value, tuple):
        return value
    return frozenset(item.strip() if isinstance(item, str) else item for item in value)


def _entries(value: Value, form: Callable[[Value], object] = _itself) -> object:
    """The entries in no order. Places without a text are left out: they come and go with the columns beside."""
    if not isinstance(value, tuple):
        return value
    return Counter((form(each.text), each.category) for each in value if isinstance(each, Entry) and each.text)


_DIALLED = "+*#"

_FORMS: dict[FieldKind, Callable[[Value], object]] = {
    FieldKind.EMAIL: _address,
    FieldKind.LONG_TEXT: _lines,
}

_LISTS: dict[FieldKind, Callable[[Value], object]] = {
    FieldKind.TAGS: _items,
    FieldKind.MULTI_SELECT: _items,
    FieldKind.ENTRIES: _entries,
}
