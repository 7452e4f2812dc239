"""Checks of custom field values, one for each data type, and how a write merges into what a lead holds.

Values are checked on their own terms here, from the contract's section 2.2 and nothing of the client's:
what the two disagree about must show. Must not know the other attributes of a lead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import check
from .account import DEFINITION_BY_ID, Definition, Json
from .day import day_from_text, day_of, midnight
from .quirk import Quirk
from .refusal import INVALID, RefusedError

_KEYS = ("custom_field_definition_id", "value")
URL_TEXT = 2048


def merged(stored: list[Json], written: Any, quirk: Quirk) -> tuple[list[Json], list[RefusedError]]:
    """The lead's entries after a write, merged by definition id, and what was refused of it.

    Args:
        stored: the entries the lead has; their order is kept, new ones come last.
        written: the value of custom_fields in the write.
        quirk: which form of a date is taken.

    Returns:
        The entries, and one refusal for each bad entry.
    """
    if not isinstance(written, list):
        return stored, [RefusedError(INVALID)]
    values: dict[int, Any] = {}
    refused: list[RefusedError] = []
    for entry in written:
        try:
            definition = _definition(entry, seen=values)
            values[definition.id] = _checked(definition, entry["value"], quirk)
        except RefusedError as error:
            refused.append(error)
    kept = [{**e, "value": values.pop(e[_KEYS[0]])} if e[_KEYS[0]] in values else e for e in stored]
    return kept + [{_KEYS[0]: key, "value": value} for key, value in values.items()], refused


def _definition(entry: Any, *, seen: dict[int, Any]) -> Definition:
    body = check.mapping(entry, _KEYS)
    key = body.get(_KEYS[0])
    definition = DEFINITION_BY_ID.get(key) if isinstance(key, int) and not isinstance(key, bool) else None
    if definition is None or not definition.on_leads:
        raise RefusedError(f"has no field {key!r} on leads")
    if "value" not in body:
        raise _of(definition, RefusedError("needs a value"))
    if definition.id in seen:
        raise _of(definition, RefusedError("is given twice"))
    return definition


def _checked(definition: Definition, value: Any, quirk: Quirk) -> Any:
    try:
        return _CHECKS[definition.data_type](definition, value, quirk)
    except RefusedError as refused:
        raise _of(definition, refused) from None


def _of(definition: Definition, refused: RefusedError) -> RefusedError:
    label = f"{definition.name} ({definition.id})"
    return RefusedError(refused.text, within=str(definition.id), label=label)


def _string(_: Definition, value: Any, __: Quirk) -> Any:
    return check.text(value)


def _long_text(_: Definition, value: Any, __: Quirk) -> Any:
    return check.text(value, limit=check.LONG_TEXT)


def _url(_: Definition, value: Any, __: Quirk) -> Any:
    return check.text(value, limit=URL_TEXT)


def _dropdown(definition: Definition, value: Any, _: Quirk) -> Any:
    return check.one_of(value, {option.id for option in definition.options})


def _multi_select(definition: Definition, value: Any, _: Quirk) -> Any:
    if value is None:
        return []
    known = {option.id for option in definition.options}
    if not isinstance(value, list) or any(check.one_of(v, known) is None for v in value):
        raise RefusedError(INVALID)
    return list(dict.fromkeys(value))


def _checkbox(_: Definition, value: Any, __: Quirk) -> Any:
    if value is not None and not isinstance(value, bool):
        raise RefusedError(INVALID)
    return bool(value)


def _decimal(_: Definition, value: Any, __: Quirk) -> Any:
    found = check.number(value)
    return None if found is None else float(found)


def _percentage(_: Definition, value: Any, __: Quirk) -> Any:
    found = check.number(value)
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _date(_: Definition, value: Any, quirk: Quirk) -> Any:
    if value is None:
        return None
    if check.is_number(value) and quirk.date_write != "text":
        day = day_of(value)
    elif isinstance(value, str) and quirk.date_write != "unix":
        day = day_from_text(value)
    else:
        day = None
    if day is None:
        raise RefusedError(INVALID)
    return midnight(day)


def _connect(_: Definition, __: Any, ___: Quirk) -> Any:
    raise RefusedError("can't be changed here: use related links")


_CHECKS: dict[str, Callable[[Definition, Any, Quirk], Any]] = {
    "String": _string,
    "Text": _long_text,
    "URL": _url,
    "Dropdown": _dropdown,
    "MultiSelect": _multi_select,
    "Checkbox": _checkbox,
    "Float": _decimal,
    "Percentage": _percentage,
    "Currency": _decimal,
    "Date": _date,
    "Connect": _connect,
}
