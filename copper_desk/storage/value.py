"""Values of cells as SQLite keeps them, and back, exactly: neither type nor character may change on the way.

What SQLite holds natively stays native, for speed and so that the file can be read with any tool. All else becomes
bytes, a tagged JSON: booleans, days, lists, numbers and characters that SQLite would alter. Knows nothing of
fields.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

import orjson

from copper_desk.leads.value import CellValue, Entry, Unparsed
from copper_desk.storage.trouble import Unreadable

Cell: TypeAlias = str | int | float | bytes | None
"""What SQLite gives and takes."""

_LEAST: Final = -(1 << 63)
_MOST: Final = (1 << 63) - 1


def stored(value: CellValue) -> Cell:
    """``value`` as SQLite keeps it. Raises TypeError for what is no value of a cell."""
    kind = type(value)
    if kind is str:
        # isascii() first: a call less for nearly all.
        return value if value.isascii() or _is_plain_text(value) else packed(value)  # type: ignore[arg-type, return-value, union-attr] # a str
    if value is None or is_native_number(value):
        return value  # type: ignore[return-value] # None, int or float
    return packed(value)


def restored(cell: Cell) -> Any:
    """The CellValue that ``stored`` made ``cell`` of. Raises Unreadable for bytes that it never makes."""
    return unpacked(cell) if type(cell) is bytes else cell


def is_native(value: object) -> bool:
    """Whether SQLite keeps ``value`` as it is: some text, or a number of its range."""
    return _is_plain_text(value) if type(value) is str else is_native_number(value)


def is_native_number(value: object) -> bool:
    """Whether ``value`` is an int of 64 bits or a float that SQLite keeps; NaN it turns into NULL."""
    if type(value) is int:
        return _LEAST <= value <= _MOST
    return type(value) is float and not math.isnan(value)


def is_native_column(values: Sequence[object]) -> bool:
    """Whether it is sure that all of ``values`` are native or None; quick, so False may be too careful."""
    kinds = {*map(type, values)} - {type(None)}
    given: list[Any] = [*filter(None, values)]  # What is zero or blank is native, if its kind is.
    if kinds <= {str}:
        return _is_plain_text("".join(given))
    if kinds <= {int, float}:
        return not given or (min(given) >= _LEAST and max(given) <= _MOST and not any(map(math.isnan, given)))
    return False


def _is_plain_text(text: str) -> bool:
    """Whether it can be UTF-8: half a surrogate pair, as a broken file may bring, cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def packed(value: object) -> bytes:
    """Any value, or a tuple of them to any sensible depth, as tagged JSON. Raises TypeError for other types."""
    return orjson.dumps(_tagged(value))


def unpacked(data: bytes) -> Any:
    """What ``packed`` made ``data`` of. Raises Unreadable for bytes that it never makes."""
    try:
        return _untagged(json.loads(data))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"{len(data)} bytes") from error


def _tagged(value: object) -> object:
    if value is None or (type(value) is str and value.isascii()):
        return value  # Nearly always; a tag is a call.
    tag = _TAGS.get(type(value))
    if tag is None:
        raise TypeError(f"{type(value).__name__} is no value of a cell")
    return tag(value)


def _untagged(form: Any) -> Any:
    if type(form) is list:
        return tuple(map(_untagged, form))
    if type(form) is dict:
        return _untagged_one(*form.popitem())
    return form


def _untagged_one(tag: str, form: Any) -> Any:
    match tag:
        case "day":
            return date.fromisoformat(form)
        case "entry":
            return Entry(*map(_untagged, form))
        case "unparsed":
            return Unparsed(*map(_untagged, form))
        case "int":
            return int(form, 16)
        case "float":
            return float(form)
        case "utf8":
            return bytes.fromhex(form).decode("utf-8", "surrogatepass")
    raise ValueError(f"unknown tag {tag}")


def _text(text: str) -> object:
    # Not as JSON's \ud83d\ude00, which would come back joined to one character.
    return text if _is_plain_text(text) else {"utf8": text.encode("utf-8", "surrogatepass").hex()}


def _float(number: float) -> object:
    return number if math.isfinite(number) else {"float": str(number)}


def _int(number: int) -> object:
    # Python refuses to read very long decimal numbers; hexadecimal ones have no limit.
    return number if is_native_number(number) else {"int": hex(number)}


_TAGS: Final[dict[type, Callable[[Any], object]]] = {
    type(None): lambda value: value,
    bool: lambda value: value,
    str: _text,
    int: _int,
    float: _float,
    date: lambda day: {"day": day.isoformat()},
    tuple: lambda values: [_tagged(value) for value in values],
    Entry: lambda entry: {"entry": [_tagged(part) for part in entry]},
    Unparsed: lambda bad: {"unparsed": [_text(bad.text), _text(bad.message)]},
}
