"""How the value that came back after a write stands to the one that was sent.

Copper may trim, change the case of an address, write a country as its code or keep lists in an order of its own
(https://developer.copper.com/leads/), so equality alone would call a taken write lost. Anything else that came back
different is news for the person: a day that moved, a number that was rounded, a field that was not cleared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import Enum

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
    if field.part == "country" and isinstance(sent, str) and isinstance(found, str) and len(found.strip()) == 2:
        return True
    form = _digits if FieldKind.PHONE is field.kind or field.attribute == "phone_numbers" else _words
    if field.kind is FieldKind.ENTRIES:
        return _entries(sent, form) == _entries(found, form)
    return form(sent) == form(found)


def _itself(value: Value) -> object:
    return value


def _words(value: Value) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _digits(value: Value) -> object:
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter.isdigit()) or _words(value)


def _items(value: Value) -> object:
    if not isinstance(value, tuple):
        return value
    return frozenset(item.strip() if isinstance(item, str) else item for item in value)


def _entries(value: Value, form: Callable[[Value], object] = _itself) -> object:
    """The entries in no order. Places without a text are left out: they come and go with the columns beside."""
    if not isinstance(value, tuple):
        return value
    return Counter((form(each.text), each.category) for each in value if isinstance(each, Entry) and each.text)


_LISTS: dict[FieldKind, Callable[[Value], object]] = {
    FieldKind.TAGS: _items,
    FieldKind.MULTI_SELECT: _items,
    FieldKind.ENTRIES: _entries,
}
