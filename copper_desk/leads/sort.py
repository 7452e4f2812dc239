"""How the values of a column compare: numbers as numbers, days as days, text as people leaf through it.

Knows nothing of rows. Empty cells never come here: they stand last in both directions, which only
the caller can see to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, WORD_KINDS, FieldKind
from copper_desk.leads.value import CellValue, Unparsed

SortKey: TypeAlias = tuple[Any, ...]
"""Compares with the other keys of the same field."""

_LISTED, _UNLISTED, _UNPARSED = 0, 1, 2
_LONGEST = 18
_DIGITS = re.compile(f"([0-9]{{1,{_LONGEST}}})")
_ACCENT = re.compile("[\u0300-\u036f]")
_SINGLE_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}

_IN_ACCOUNT_ORDER = frozenset({FieldKind.STATUS, FieldKind.DROPDOWN})


def sort_key(field: Field) -> Callable[[CellValue], SortKey]:
    """The key function of a column, for ``list.sort``. Text that did not parse comes after all values.

    Statuses and options keep the order of the account (its stages); owners and sources go by name.
    """
    of_value = _value_key(field)

    def key(value: CellValue) -> SortKey:
        if isinstance(value, Unparsed):
            return (_UNPARSED, natural(value.text))
        return of_value(value)

    return key


def sort_keys(field: Field, values: Sequence[Any]) -> list[Any]:
    """What the values of a column sort by, beside each other only: all of them are made together."""
    if field.kind in WORD_KINDS and set(map(type, values)) <= {str}:
        # Nothing but text: the plain order of text is the order of the column, at a fraction of the cost.
        return naturals(values)
    return list(map(sort_key(field), values))


def natural(text: str) -> str:
    """Text in any case and accent, with its numbers by size: "Item 9" before "item 10", "Émile" beside "Emile".

    What it returns compares as text does.
    """
    return _numbers_by_size(_plain(text.strip()))


def naturals(texts: Sequence[str]) -> list[str]:
    """``natural`` of each text, several times as quick: all of them go through each step together."""
    lines = list(map(str.strip, texts))
    accented = [place for place, line in enumerate(lines) if not line.isascii()]
    plain = _plain("\n".join([lines[place] for place in accented])).split("\n") if accented else []
    for place, line in zip(accented, plain, strict=False):
        lines[place] = line
    made = _numbers_by_size(_folded("\n".join(lines))).split("\n")
    if len(plain) == len(accented) and len(made) == len(texts):
        return made
    return [natural(text) for text in texts]  # Some text has several lines.


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.casefold()


def _plain(text: str) -> str:
    """Without case and accents; doing it again changes nothing."""
    if text.isascii():
        return text.lower()
    # Folded once more: the plain form of ℌ is a capital.
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold())).casefold()
    for letter, letters in _SINGLE_LETTERS.items():
        plain = plain.replace(letter, letters)
    return plain


def _numbers_by_size(text: str) -> str:
    """Digits of one length compare as their numbers do; a number stands before any letter, and after the end."""
    text = text.replace("\0", "")
    if not any(digit in text for digit in "0123456789"):  # Ten looks in C are quicker than one of a pattern.
        return text
    parts = _DIGITS.split(text)
    parts[1::2] = ["\0" + digits.zfill(_LONGEST) for digits in parts[1::2]]
    return "".join(parts)


def _value_key(field: Field) -> Callable[[Any], SortKey]:
    if field.kind in WORD_KINDS:
        return lambda value: (_LISTED, natural(value))
    if field.kind in CHOICE_KINDS:
        return _choice_key(field)
    if field.kind is FieldKind.MULTI_SELECT:
        one = _choice_key(field)
        return lambda value: (_LISTED, tuple(one(option) for option in value))
    if field.kind in {FieldKind.TAGS, FieldKind.CONNECT}:
        return lambda value: (_LISTED, tuple(natural(item) for item in value))
    return lambda value: (_LISTED, value)


def _choice_key(field: Field) -> Callable[[int], SortKey]:
    choices = choices_of(field)
    by_place = field.kind in _IN_ACCOUNT_ORDER or field.kind is FieldKind.MULTI_SELECT
    keys: dict[int, SortKey] = {
        choice.id: (_LISTED, (place,) if by_place else natural(choices.label_of(choice.id)))
        for place, choice in enumerate(choices.entries)
    }
    return lambda value: keys.get(value) or (_UNLISTED, (value,))
