"""Phone numbers in one form: with the country's code for machines, or as people of the country write them.

A number that is not possible, or belongs to a country nobody named, stays as it was typed.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = re.compile(r"\s*(?:;?ext|x|#)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


class PhoneForm(Enum):
    """How a number is written."""

    INTERNATIONAL = "international"  # E.164 (ITU-T): +31201234567
    NATIONAL = "national"  # as inside the country: 020 123 4567


@lru_cache(maxsize=16384)
def phone_as(form: PhoneForm, text: str, region: str = "") -> str:
    """``text`` in this form, or as it is.

    ``region`` is the country (two letters) of a number without + or 00; without one, such a number stays. An
    extension is kept at the end (`` ext. 12``). A number in letters (1-800-FLOWERS) stays: its letters are its point.
    """
    import phonenumbers as p

    found = _parsed(text, region)
    if found is None:
        return text
    number, extension = found
    wanted = p.PhoneNumberFormat.E164 if form is PhoneForm.INTERNATIONAL else p.PhoneNumberFormat.NATIONAL
    written = p.format_number(number, wanted)
    return f"{written} ext. {extension}" if extension else written


def is_number(text: str, region: str = "") -> bool:
    """Whether ``text`` is a number that can be written in another form. ``region`` as for ``phone_as``."""
    return _parsed(text, region) is not None


@lru_cache(maxsize=16384)
def _parsed(text: str, region: str) -> tuple[PhoneNumber, str] | None:
    """The number and its extension; None where nobody could dial it for sure."""
    import phonenumbers as p

    number = text.strip()
    if number.startswith("00"):
        number = "+" + number[2:]
    if _LETTERS.search(_EXTENSION.split(number)[0]):
        return None
    try:
        parsed = p.parse(number, region or None)
    except p.NumberParseException:
        return None
    if not p.is_possible_number(parsed):
        return None
    extension, parsed.extension = parsed.extension or "", None
    return parsed, extension
