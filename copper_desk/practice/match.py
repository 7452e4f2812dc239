"""Which leads a search's filters let through, one small test for each filter.

From section 1.5 of the contract. Must not know paging, order or how leads are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .account import DEFINITION_BY_ID, Json
from .check import is_number
from .query import NOBODY, Query, QueryRefusedError, Span
from .refusal import INVALID, Refusals, RefusedError

Test = Callable[[Json], bool]
_LONG_NUMBER = 7
_FUZZY_DIGITS = 4


class SearchCrashError(RuntimeError):
    """A search that is known to make Copper answer 500: allow_empty alone on a String field."""


def tests_of(query: Query, *, now: int) -> tuple[Test, ...]:
    """The tests a lead must pass for this query.

    Args:
        query: checked, but for its custom fields.
        now: unix seconds, for filters by age.

    Raises:
        QueryRefusedError: a custom field that cannot be searched.
        SearchCrashError: see there.
    """
    tests = [_MAKERS[key](value) for key, value in query.filters.items() if key in _MAKERS]
    if "age" in query.filters:
        oldest = now - query.filters["age"]
        tests.append(lambda lead: int(lead["date_created"]) >= oldest)
    tests += [_custom_test(entry) for entry in query.filters.get("custom_fields", ())]
    return tuple(tests)


def _among(attribute: str) -> Callable[[tuple[int, ...]], Test]:
    def make(wanted: tuple[int, ...]) -> Test:
        allowed = {None if i == NOBODY else i for i in wanted}
        return lambda lead: lead[attribute] in allowed

    return make


def _within(attribute: str) -> Callable[[Span], Test]:
    return lambda span: lambda lead: lead[attribute] in span


def _name_holds(wanted: str) -> Test:
    words = wanted.casefold()
    return lambda lead: words in (lead["name"] or "").casefold()


def _email_is(wanted: str) -> Test:
    address = wanted.strip().casefold()
    return lambda lead: lead["email"] is not None and lead["email"]["email"].strip().casefold() == address


def _place_is(key: str) -> Callable[[str], Test]:
    def make(wanted: str) -> Test:
        place = wanted.casefold()
        return lambda lead: ((lead["address"] or {}).get(key) or "").casefold() == place

    return make


def _tagged(wanted: tuple[str, ...]) -> Test:
    tags = set(wanted)
    return lambda lead: not tags.isdisjoint(lead["tags"])


def _social_is(wanted: tuple[str, ...]) -> Test:
    urls = set(wanted)
    return lambda lead: any(entry["url"] in urls for entry in lead["socials"])


def _phone_ends(wanted: tuple[str, str | None]) -> Test:
    digits, match = wanted
    fuzzy = match == "fuzzy" or (match is None and len(digits) >= _LONG_NUMBER)
    # The fuzzy search drops leading digits until something fits: many false hits, as the contract warns.
    tail = digits[-max(_FUZZY_DIGITS, len(digits) - 3) :] if fuzzy else digits
    return lambda lead: any(_digits(p["number"]).endswith(tail) for p in lead["phone_numbers"])


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _followed(wanted: int) -> Test:
    # Nobody follows any lead of this account.
    return lambda _: wanted == 2


_MAKERS: dict[str, Callable[[Any], Test]] = {
    "name": _name_holds,
    "phone_number": _phone_ends,
    "emails": _email_is,
    "assignee_ids": _among("assignee_id"),
    "customer_source_ids": _among("customer_source_id"),
    "status_ids": _among("status_id"),
    "city": _place_is("city"),
    "state": _place_is("state"),
    "postal_code": _place_is("postal_code"),
    "country": _place_is("country"),
    "tags": _tagged,
    "socials": _social_is,
    "followed": _followed,
    "monetary_value": _within("monetary_value"),
    "interaction_count": _within("interaction_count"),
    "interaction_date": _within("date_last_contacted"),
}


def _custom_test(entry: Json) -> Test:
    key = entry.get("custom_field_definition_id")
    definition = DEFINITION_BY_ID.get(key) if isinstance(key, int) else None
    if definition is not None and definition.data_type == "String":
        _crash_on_empty(entry)
    if definition is None or not definition.is_filterable:
        raise _refused("custom_fields")
    holds = _custom_holds(definition.data_type, entry)

    def test(lead: Json) -> bool:
        found = (e["value"] for e in lead["custom_fields"] if e["custom_field_definition_id"] == definition.id)
        return holds(next(found, definition.empty()))

    return test


def _crash_on_empty(entry: Json) -> None:
    if entry.get("allow_empty") and "value" not in entry:
        raise SearchCrashError


def _custom_holds(kind: str, entry: Json) -> Callable[[Any], bool]:
    span = Span(entry.get("minimum_value"), entry.get("maximum_value"))
    if not all(end is None or is_number(end) for end in (span.low, span.high)):
        raise _refused("custom_fields")
    if span:
        return lambda value: value in span
    wanted = entry.get("value")
    if kind == "MultiSelect":
        return _options_hold(wanted, entry.get("option", "ANY"))
    if kind == "Dropdown":
        return _option_ids(wanted).__contains__
    return lambda value: bool(value == wanted)


def _options_hold(wanted: Any, option: str) -> Callable[[Any], bool]:
    options = _option_ids(wanted)
    tests: dict[str, Callable[[Any], bool]] = {
        "ANY": lambda value: not options.isdisjoint(value),
        "ALL": options.issubset,
        "NONE": options.isdisjoint,
    }
    if str(option).upper() not in tests:
        raise _refused("custom_fields")
    return tests[str(option).upper()]


def _option_ids(wanted: Any) -> frozenset[int]:
    if not isinstance(wanted, list) or not all(isinstance(option, int) for option in wanted):
        raise _refused("custom_fields")
    return frozenset(wanted)


def _refused(attribute: str) -> QueryRefusedError:
    refusals = Refusals()
    refusals.add(attribute, RefusedError(INVALID))
    return QueryRefusedError(refusals)
