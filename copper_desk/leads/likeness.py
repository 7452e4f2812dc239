"""What two leads share when they are probably one person: the e-mail, the digits of a phone, or name and company.

Leads have no unique key in Copper, so this is a likeness and no proof: it is shown, never acted on by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from copper_desk.leads.character import ascii_figures, folded_name
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.unreadable import Unreadable
from copper_desk.leads.value import CellValue

_NO_DIGIT = re.compile(r"\D+")
_EXTENSION_MARK = re.compile("[x#]", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:;?ext\.?|x|#)\s*\d+\s*$", re.IGNORECASE)
_FEWEST_DIGITS = 7
_LONGEST_NATIONAL = 11

_ONE_DIGIT_CODES = ("1", "7")
_THREE_DIGIT_CODES = (
    *("21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59"),
    *("67", "68", "69", "80", "85", "87", "88", "96", "97", "99"),
)
"""How the longer codes of countries begin; all others have two digits (ITU-T E.164, list of assigned codes)."""

_NAME_PARTS = ("first_name", "middle_name", "last_name")
_COMPARED = frozenset({"email", "name", "company_name", *_NAME_PARTS})


class Likeness(Enum):
    """In what two leads are alike, in the words of the columns."""

    EMAIL = "Email"
    PHONE = "Phone"
    NAME_AND_COMPANY = "Name and company"


class LikenessKeys(NamedTuple):
    """By what one lead is compared: leads that share one of these are alike. "" and () say nothing."""

    email: str
    phones: tuple[str, ...]
    name_and_company: str


def compared_fields(schema: Schema) -> list[Field]:
    """The fields out of which keys are read."""
    return [field for field in schema.columns if field.kind is FieldKind.PHONE or field.key in _COMPARED]


class LikenessReader:
    """Reads the keys out of leads of one schema."""

    def __init__(self, schema: Schema, wanted: Iterable[Likeness] = tuple(Likeness)) -> None:
        chosen = frozenset(wanted)
        self._email = schema["email"].position if Likeness.EMAIL in chosen else None
        phones = [field.position for field in schema.columns if field.kind is FieldKind.PHONE]
        self._phones = phones if Likeness.PHONE in chosen else []
        self._is_named = Likeness.NAME_AND_COMPANY in chosen
        self._name, self._company = schema["name"].position, schema["company_name"].position
        self._parts = [schema[key].position for key in _NAME_PARTS]

    def keys(self, shown: Sequence[CellValue]) -> LikenessKeys:
        """The keys of a lead, given what all of its fields show."""
        email = "" if self._email is None else email_key(shown[self._email])
        numbers = [shown[position] for position in self._phones]
        phones = tuple({phone: None for number in numbers if number is not None and (phone := phone_key(number))})
        return LikenessKeys(email, phones, self._named(shown) if self._is_named else "")

    def _named(self, shown: Sequence[CellValue]) -> str:
        company = _folded(shown[self._company])
        name = company and self._whole_name(shown)
        return f"{name}\n{company}" if name else ""

    def _whole_name(self, shown: Sequence[CellValue]) -> str:
        whole = _folded(shown[self._name])
        return whole or " ".join(part for position in self._parts if (part := _folded(shown[position])))


def email_key(value: CellValue) -> str:
    """An address as it is compared, or ""."""
    return value.strip().casefold() if isinstance(value, str) else ""


def phone_key(value: CellValue) -> str:
    """A phone number as it is compared, or "" where there are too few digits to tell anything.

    The number inside its country: +49 152 28817191, 0049 152 28817191, +49 (0)152 28817191 and 0152 28817191 are one.
    An extension, and whose country it is, count for nothing.
    """
    if not isinstance(value, str):
        return ""
    text = value if value.isascii() else _in_ascii(value)
    if _EXTENSION_MARK.search(text):
        text = _EXTENSION.sub("", text)
    text = text.lstrip()
    digits = _NO_DIGIT.sub("", text.replace("(0)", ""))
    is_abroad = text.startswith("+") or digits.startswith("00")
    number = digits.lstrip("0")
    if is_abroad or len(number) > _LONGEST_NATIONAL:
        number = number[_code_length(number) :].lstrip("0")
    if len(number) == _LONGEST_NATIONAL and number.startswith("1"):
        # "1 415 555 0111" inside the United States; where it belongs to the number, it goes on both sides.
        number = number[1:]
    return number if len(number) >= _FEWEST_DIGITS else ""


def _code_length(number: str) -> int:
    if number.startswith(_ONE_DIGIT_CODES):
        return 1
    return 3 if number.startswith(_THREE_DIGIT_CODES) else 2


def _in_ascii(text: str) -> str:
    try:
        return ascii_figures(text)
    except Unreadable:  # Control characters: Copper may hold what no one could type here.
        return ""


@lru_cache(maxsize=65536)
def _folded_text(text: str) -> str:
    return folded_name(text)


def _folded(value: CellValue) -> str:
    return _folded_text(value) if isinstance(value, str) else ""
