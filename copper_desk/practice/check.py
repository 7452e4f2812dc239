"""Checks of plain JSON values, shared by built-in attributes and custom fields.

Strict on purpose: a text where a number belongs, a number where a text belongs or an empty text is refused,
so that a client's encoding mistake shows. Must not know which attribute is checked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Any

from .refusal import INVALID, RefusedError

SHORT_TEXT = 255
"""Characters; published for String custom fields (contract, section 1.1), assumed for standard ones."""
LONG_TEXT = 65_535

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def text(value: Any, *, limit: int = SHORT_TEXT) -> str | None:
    """A text that says something, or None.

    Raises:
        RefusedError: not a text, nothing but spaces, or over `limit` characters.
    """
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(INVALID)
    if len(value) > limit:
        raise RefusedError(f"is too long (maximum is {limit} characters)")
    return value


def needed_text(value: Any, *, limit: int = SHORT_TEXT) -> str:
    """A text that must be there.

    Raises:
        RefusedError: as `text`, and for None.
    """
    found = text(value, limit=limit)
    if found is None:
        raise RefusedError(INVALID)
    return found


def number(value: Any) -> int | float | None:
    """A finite number, or None; neither a text nor true or false is one.

    Raises:
        RefusedError: anything else.
    """
    if value is None:
        return None
    if not is_number(value) or not _fits_float(value):
        raise RefusedError("is not a number")
    found: int | float = value
    return found


def is_number(value: Any) -> bool:
    """Whether it is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits_float(value: int | float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def one_of(value: Any, known: Collection[int]) -> int | None:
    """One of the known ids, or None.

    Raises:
        RefusedError: not a whole number, or no such id.
    """
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value not in known:
        raise RefusedError(INVALID)
    return value


def email(value: Any) -> str:
    """An e-mail address with the spaces around it removed: one @, and a dot in the domain.

    Raises:
        RefusedError: anything else.
    """
    address = needed_text(value).strip()
    if not _EMAIL.fullmatch(address):
        raise RefusedError(INVALID)
    return address


def mapping(value: Any, keys: Collection[str]) -> dict[str, Any]:
    """An object with no keys but these.

    Raises:
        RefusedError: not an object, or other keys.
    """
    if not isinstance(value, dict):
        raise RefusedError(INVALID)
    unknown = [key for key in value if key not in keys]
    if unknown:
        raise RefusedError(f"Unrecognized attributes specified: {', '.join(unknown)}")
    return value
