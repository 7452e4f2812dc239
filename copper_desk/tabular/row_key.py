"""How the key of a row and the value of a lead are brought to one form, so that they can be compared.

Words in any case and spacing, e-mails in any case, phones by their digits, everything else by its value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeAlias

from copper_desk.leads.character import folded_name
from copper_desk.leads.field import Field
from copper_desk.leads.kind import WORD_KINDS, FieldKind
from copper_desk.leads.likeness import email_key, phone_key
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import value_of
from copper_desk.leads.value import CellValue, Unparsed, is_empty
from copper_desk.tabular.clear_word import taken_back

Key: TypeAlias = Hashable
"""None says nothing; Unparsed is a text that cannot be a key."""


def held_key(field: Field) -> Callable[[CellValue], Key]:
    """Reads the key out of what a lead shows."""
    plain = _WORDS.get(field.kind, _folded) if field.kind in WORD_KINDS else None
    if plain is not None:
        return plain
    return lambda value: None if is_empty(value) or isinstance(value, Unparsed) else value


def text_key(field: Field, style: TextStyle) -> Callable[[str], Key]:
    """Reads the key out of a text of the file."""
    plain = _WORDS.get(field.kind, _folded) if field.kind in WORD_KINDS else None
    if plain is not None:
        return lambda text: plain(taken_back(text))

    def read(text: str) -> Key:
        value = value_of(field, taken_back(text), style)
        return None if is_empty(value) else value

    return read


def _folded(value: CellValue) -> Key:
    return (folded_name(value) or None) if isinstance(value, str) else None


def _email(value: CellValue) -> Key:
    return email_key(value) or None


def _phone(value: CellValue) -> Key:
    return phone_key(value) or None


_WORDS: dict[FieldKind, Callable[[CellValue], Key]] = {FieldKind.EMAIL: _email, FieldKind.PHONE: _phone}
