"""POST /leads/search: which leads a query finds, in which order, and what stands on one of its pages.

Orders and results are kept until a lead changes, so that the pages of one load cost next to nothing. Pages
come out short now and then and totals too high, both from one honest cause: records that are gone stay
counted in the order a while (contract, section 1.5). Must not know HTTP or JSON.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .account import Json
from .match import Test, tests_of
from .query import Query
from .quirk import Quirk

_KEPT_RESULTS = 24


class View(Protocol):
    """The leads as a search sees them."""

    revision: int
    shape: int

    def ids(self) -> Sequence[int]: ...
    def has(self, lead_id: int) -> bool: ...
    def lead(self, lead_id: int) -> Json | None: ...
    def created(self, lead_id: int) -> int: ...
    def modified(self, lead_id: int) -> int: ...
    def converted(self, lead_id: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Page:
    """The ids on one page, and X-PW-TOTAL: an upper bound of all matches."""

    ids: Sequence[int]
    total: int


class Finder:
    """Searches one view of the leads."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._kept: OrderedDict[Query, tuple[tuple[int, int], list[int]]] = OrderedDict()

    def page(self, query: Query, *, quirk: Quirk, now: int) -> Page:
        """One page of a search.

        Args:
            query: what is asked for.
            quirk: how far searches reach and how often a counted record is gone.
            now: unix seconds.

        Raises:
            QueryRefusedError, SearchCrashError: as in match.tests_of.
        """
        found = self._found(query, now=now)
        every = 0 if query.ids is not None else quirk.phantom_every
        total = len(found) + (len(found) // every if every else 0)
        start = (query.page - 1) * query.size
        end = min(start + query.size, quirk.search_reach)
        ids = found[_real(start, every) : _real(end, every)] if start < end else []
        return Page(ids, min(total, quirk.search_reach) if quirk.total_capped else total)

    def _found(self, query: Query, *, now: int) -> list[int]:
        key = replace(query, page=1, size=1, filters=_Frozen(query.filters))
        state = self._state(query)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == state:
            self._kept.move_to_end(key)
            return kept[1]
        found = _search(self._view, query, tests_of(query, now=now))
        # What is asked for by ids or by age is not asked again the same way; keeping it would push out a load.
        if query.ids is None and "age" not in query.filters:
            self._kept[key] = (state, found)
        if len(self._kept) > _KEPT_RESULTS:
            self._kept.popitem(last=False)
        return found

    def _state(self, query: Query) -> tuple[int, int]:
        """What a kept result depends on: every change, or only the coming and going of leads."""
        by_creation = query.sort == "date_created" and not query.filters and not query.modified
        return self._view.shape, 0 if by_creation else self._view.revision


class _Frozen(dict[str, Any]):
    """Filters as a part of a key. Equal by content; the hash is coarse, which a key of a small cache allows."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self)))


def _real(slot: int, every: int) -> int:
    """How many real records stand before a slot of the order, if one of (every + 1) slots is a phantom."""
    return slot - slot // (every + 1) if every else slot


def _search(view: View, query: Query, tests: tuple[Test, ...]) -> list[int]:
    ids = view.ids() if query.ids is None else [i for i in dict.fromkeys(query.ids) if view.has(i)]
    if not query.with_converted:
        ids = [i for i in ids if not view.converted(i)]
    if query.created:
        ids = [i for i in ids if view.created(i) in query.created]
    if query.modified:
        ids = [i for i in ids if view.modified(i) in query.modified]
    if tests:
        ids = [i for i in ids if _passes(view, i, tests)]
    return _sorted(view, ids, query)


def _passes(view: View, lead_id: int, tests: tuple[Test, ...]) -> bool:
    lead = view.lead(lead_id)
    return lead is not None and all(test(lead) for test in tests)


def _sorted(view: View, ids: Sequence[int], query: Query) -> list[int]:
    key = _key(view, query.sort)
    return sorted(sorted(ids), key=key, reverse=query.descending)


def _key(view: View, sort: str) -> Callable[[int], Any]:
    if sort == "date_created":
        return view.created
    if sort == "date_modified":
        return view.modified
    read = _READ[sort]

    def key(lead_id: int) -> tuple[bool, Any]:
        lead = view.lead(lead_id)
        value = None if lead is None else read(lead)
        return (value is not None, "" if value is None else value)

    return key


def _text(attribute: str) -> Callable[[Json], Any]:
    return lambda lead: lead[attribute].casefold() if lead[attribute] else None


def _place(key: str) -> Callable[[Json], Any]:
    return lambda lead: ((lead["address"] or {}).get(key) or "").casefold() or None


def _first(attribute: str, key: str) -> Callable[[Json], Any]:
    return lambda lead: lead[attribute][0][key] if lead[attribute] else None


_READ: dict[str, Callable[[Json], Any]] = {
    **{name: _text(name) for name in ("name", "first_name", "last_name", "company_name", "title")},
    "value": lambda lead: lead["monetary_value"],
    "email": lambda lead: lead["email"]["email"].strip().casefold() if lead["email"] else None,
    "phone": _first("phone_numbers", "number"),
    "socials": _first("socials", "url"),
    "city": _place("city"),
    "state": _place("state"),
    "country": _place("country"),
    "zip": _place("postal_code"),
    # Ascending is newest first: days since, not the date.
    "inactive_days": lambda lead: -(lead["date_last_contacted"] or lead["date_modified"]),
}
