"""A search as a client asks for it: its JSON body read into values, with every parameter of section 1.5.

Unknown parameters and ill-typed ones are refused as Copper records it; whole numbers may come as texts, which
Copper takes. Must not know leads or how they are found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .account import Json
from .refusal import INVALID, Refusals, RefusedError, unrecognised

PAGE_SIZE = 20
MOST_PAGE_SIZE = 200
NOBODY = -2
"""In assignee_ids and customer_source_ids: leads that have none."""

SORTS = (
    "name", "first_name", "last_name", "company_name", "title", "value", "email", "phone", "date_modified",
    "date_created", "city", "state", "country", "zip", "inactive_days", "socials",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends inclusive; None is open."""

    low: float | None = None
    high: float | None = None

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int | float):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Query:
    """A search, read and checked.

    Attributes:
        page: from 1.
        size: leads a page.
        sort: one of SORTS.
        descending: the order's direction.
        with_converted: whether converted leads are found too.
        ids: only these; None for any.
        created, modified: bounds of the dates, unix seconds.
        filters: the other parameters as given, by name, each checked for its type.
    """

    page: int
    size: int
    sort: str
    descending: bool
    with_converted: bool
    ids: tuple[int, ...] | None
    created: Span
    modified: Span
    filters: Mapping[str, Any] = field(default_factory=dict)


def read_query(body: Json) -> Query:
    """The query in a search's body.

    Raises:
        QueryRefusedError: unknown parameters or bad values.
    """
    refusals = Refusals()
    unknown = [key for key in body if key not in _READERS]
    if unknown:
        refusals.add("base", unrecognised(unknown))
    values: dict[str, Any] = {}
    for key in (k for k in body if k in _READERS and body[k] is not None):
        try:
            values[key] = _READERS[key](body[key])
        except RefusedError as refused:
            refusals.add(key, refused)
    if refusals:
        raise QueryRefusedError(refusals)
    return _query(values)


class QueryRefusedError(ValueError):
    """A search that Copper would answer 422."""

    def __init__(self, refusals: Refusals) -> None:
        super().__init__("search refused")
        self.refusals = refusals


def _query(values: dict[str, Any]) -> Query:
    def span(name: str) -> Span:
        return Span(values.pop(f"minimum_{name}", None), values.pop(f"maximum_{name}", None))

    return Query(
        page=values.pop("page_number", 1),
        size=values.pop("page_size", PAGE_SIZE),
        sort=values.pop("sort_by", "name"),
        descending=values.pop("sort_direction", "asc") == "desc",
        with_converted=values.pop("include_converted_leads", False),
        ids=values.pop("ids", None),
        created=span("created_date"),
        modified=span("modified_date"),
        filters={
            **{name: found for name in _SPANS if (found := span(name))},
            **values,
        },
    )


def _integer(value: Any) -> int:
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusedError(INVALID)
    return value


def _number(value: Any) -> float:
    if isinstance(value, float):
        return value
    return _integer(value)


def _integers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise RefusedError(INVALID)
    return tuple(_integer(item) for item in value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise RefusedError(INVALID)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict) and value.get("option", "ANY") == "ANY":
        value = value.get("value")
    if not isinstance(value, list):
        raise RefusedError(INVALID)
    return tuple(_text(item) for item in value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(INVALID)
    return value


def _choice(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise RefusedError(INVALID)
        return _text(value)

    return read


def _between(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = _integer(value)
        if not low <= number <= high:
            raise RefusedError(f"must be between {low} and {high}")
        return number

    return read


def _phone(value: Any) -> tuple[str, str | None]:
    """The digits looked for, and how: partial, fuzzy or by their count."""
    match = None
    if isinstance(value, dict):
        match = _choice("partial", "fuzzy")(value.get("match"))
        value = value.get("value")
    return "".join(c for c in _text(value) if c.isdigit()), match


def _custom(value: Any) -> tuple[Json, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RefusedError(INVALID)
    return tuple(value)


_SPANS = ("monetary_value", "interaction_count", "interaction_date")
_READERS: dict[str, Callable[[Any], Any]] = {
    "page_number": _between(1, 10**9),
    "page_size": _between(1, MOST_PAGE_SIZE),
    "sort_by": _choice(*SORTS),
    "sort_direction": _choice("asc", "desc"),
    "include_converted_leads": _flag,
    "ids": _integers,
    "assignee_ids": _integers,
    "customer_source_ids": _integers,
    "status_ids": _integers,
    "name": _text,
    "phone_number": _phone,
    "emails": _text,
    "city": _text,
    "state": _text,
    "postal_code": _text,
    "country": _text,
    "tags": _texts,
    "socials": _texts,
    "followed": _between(1, 2),
    "age": _integer,
    "custom_fields": _custom,
    **{
        f"{end}_{name}": _number
        for end in ("minimum", "maximum")
        for name in (*_SPANS, "created_date", "modified_date")
    },
}
