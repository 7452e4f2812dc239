"""The kinds of field a lead has, because each kind is read, checked, edited and sent in its own way.

Knows nothing of Copper's JSON, of widgets, or of one particular account.
"""

from __future__ import annotations

from enum import Enum


class FieldKind(Enum):
    """What a field holds; the comment names the Python type of its decoded value (``None`` is always "empty")."""

    IDENTIFIER = "identifier"  # int: Copper's lead id
    TEXT = "text"  # str, one line
    LONG_TEXT = "long text"  # str, several lines
    NUMBER = "number"  # int | float
    MONEY = "money"  # int | float; the unit is shown, never sent
    PERCENTAGE = "percentage"  # int | float; 50 means 50 %
    CHECKBOX = "checkbox"  # bool
    DATE = "date"  # datetime.date, a calendar day in the account's time zone
    DROPDOWN = "dropdown"  # int: option id
    MULTI_SELECT = "multi-select"  # tuple[int, ...]: option ids
    PERSON = "person"  # int: user id (the owner)
    STATUS = "status"  # int: lead status id
    SOURCE = "source"  # int: customer source id
    EMAIL = "e-mail"  # str
    CATEGORY = "category"  # str: "work", "personal" or "other", beside an e-mail
    PHONE = "phone"  # str: the first entry of one category
    WEB_ADDRESS = "web address"  # str
    SOCIAL = "social"  # str
    TAGS = "tags"  # tuple[str, ...]
    TIMESTAMP = "timestamp"  # int: unix seconds, read-only
    COUNTER = "counter"  # int, read-only
    CONNECT = "connect"  # tuple[str, ...], read-only
    ENTRIES = "entries"  # tuple[Entry, ...]: what the columns do not show of an array (leads/entry.py); carried

    # Enum's own hash is written in Python, and every cell of an import is looked up by its kind.
    __hash__ = object.__hash__


CHOICE_KINDS = frozenset({FieldKind.DROPDOWN, FieldKind.PERSON, FieldKind.STATUS, FieldKind.SOURCE})
"""Kinds whose value is one id out of a list of the account."""

LIST_KINDS = frozenset({FieldKind.MULTI_SELECT, FieldKind.TAGS, FieldKind.CONNECT, FieldKind.ENTRIES})
"""Kinds whose value is a tuple; cleared with ``[]`` instead of ``null``."""

NUMBER_KINDS = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENTAGE, FieldKind.COUNTER})
"""Kinds whose value is a number; shown at the right edge of a cell."""

WORD_KINDS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.EMAIL,
        FieldKind.CATEGORY,
        FieldKind.PHONE,
        FieldKind.WEB_ADDRESS,
        FieldKind.SOCIAL,
    }
)
"""Kinds whose value is a str: their text is the value itself."""

READ_ONLY_KINDS = frozenset(
    {FieldKind.IDENTIFIER, FieldKind.TIMESTAMP, FieldKind.COUNTER, FieldKind.CONNECT, FieldKind.ENTRIES}
)
"""Kinds that no one edits in a cell."""
