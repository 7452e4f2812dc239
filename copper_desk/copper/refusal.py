"""Copper's own words for what it refused, taken apart by field where they can be, and otherwise kept whole.

Two envelopes exist, ``{"success", "status", "message"}`` and ``{"error"}``, and a message is a string, an object or
a list (https://developer.copper.com/leads/bulk-update-leads.html shows the object; single calls answer strings).
Nothing here decides anything by the wording: texts may change at any time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from copper_desk.copper.error import FieldError

_OPENING: Final = re.compile(r"^\s*(?:invalid input\s*:\s*)?(?:validation errors?\s*:\s*)?", re.IGNORECASE)
_LINE: Final = re.compile(r"^([A-Za-z][\w .\[\]\-]{0,79}?)\s*:\s+(\S.*)$", re.DOTALL)
_NUMBER: Final = re.compile(r"\d+")
_WHOLE_LEAD: Final = frozenset({"base"})
"""Where Rails puts errors of the record as a whole."""

_ID_KEYS: Final = ("custom_field_definition_id", "definition_id")


def server_text(answer: object) -> str:
    """What an error answer says, verbatim; an object or list as JSON; "" when it says nothing."""
    said = _said(answer)
    if said is None:
        return ""
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def field_errors(answer: object) -> tuple[FieldError, ...]:
    """The errors of an error answer by field, in Copper's names and words; never empty if it says anything."""
    said = _said(answer)
    found = tuple(_flattened(said, ""))
    if found or said is None:
        return found
    return (FieldError("", server_text(answer)),)


def named_limit(answer: object) -> int | None:
    """The one number in a plain error text, as in "Request size too large, limit is 10"; None otherwise.

    The only place where a text is looked into, because the bulk limit may change and is announced nowhere else.
    """
    said = _said(answer)
    if not isinstance(said, str) or any(error.field for error in field_errors(answer)):
        return None
    numbers = {int(digits) for digits in _NUMBER.findall(said) if len(digits) < 6}
    return numbers.pop() if len(numbers) == 1 else None


def _said(answer: object) -> object:
    if not isinstance(answer, dict):
        return answer or None
    for key in ("message", "error", "errors"):
        if answer.get(key):
            return answer[key]
    return None


def _flattened(said: object, path: str) -> Iterator[FieldError]:
    if isinstance(said, str):
        yield from _by_line(said) if not path else (FieldError(path, said),)
    elif isinstance(said, list):
        for each in said:
            yield from _flattened(each, path)
    elif isinstance(said, dict):
        yield from _in_object(said, path)
    elif said is not None:
        yield FieldError(path, json.dumps(said))


def _in_object(said: dict[str, object], path: str) -> Iterator[FieldError]:
    if said.get("error") and not isinstance(said["error"], dict):
        definition = next((said[key] for key in _ID_KEYS if said.get(key)), None)
        yield from _flattened(said["error"], path if definition is None else _joined(path, str(definition)))
        return
    for key, inner in said.items():
        yield from _flattened(inner, _joined(path, "" if key.casefold() in _WHOLE_LEAD else key))


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key


def _by_line(text: str) -> Iterator[FieldError]:
    for line in _OPENING.sub("", text, count=1).splitlines():
        matched = _LINE.match(line.strip())
        if matched:
            name = matched[1]
            yield FieldError("" if name.casefold() in _WHOLE_LEAD else name, matched[2])
        elif line.strip():
            yield FieldError("", line.strip())
