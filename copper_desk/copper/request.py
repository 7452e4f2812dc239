"""What can be asked of Copper, as values: method, path, parameters and body of each call.

Sans-IO: nothing here sends anything. Paths and bodies are Copper's (https://developer.copper.com/leads/ and the
pages beside it). There is no builder for deleting, merging or converting: this program does neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

PAGE_SIZE: Final = 200
"""Records a search page may hold; more is undocumented (https://developer.copper.com/leads/list-leads-search.html)."""

_COMPUTED: Final = {"custom_field_computed_values": "true"}


@dataclass(frozen=True, slots=True)
class Request:
    """One call. ``path`` is relative to the base address.

    ``bulk`` calls stand under the limit of 3 a second as well. ``write`` calls change something, so that no one
    repeats them blindly. ``batch`` is the number of leads in a bulk body.
    """

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    bulk: bool = False
    write: bool = False
    batch: int = 0

    def payload(self) -> bytes:
        """The body as JSON, empty when there is none. Raises ValueError for NaN or an infinite number."""
        if self.body is None:
            return b""
        return json.dumps(self.body, allow_nan=False, separators=(",", ":")).encode("ascii")


def fetch_account() -> Request:
    """The account: name, time zone, whether leads are switched on (``GET /account``)."""
    return Request("GET", "/account")


def fetch_me() -> Request:
    """The key's own user: needs no right on any record, so it proves key and e-mail (``GET /users/me``)."""
    return Request("GET", "/users/me")


def search_users(page: int) -> Request:
    """A page of the account's users, from 1. The documented body holds nothing but paging."""
    return Request("POST", "/users/search", body={"page_number": page, "page_size": PAGE_SIZE})


def list_statuses() -> Request:
    """The account's lead statuses, all at once."""
    return Request("GET", "/lead_statuses")


def list_sources() -> Request:
    """The account's sources, all at once."""
    return Request("GET", "/customer_sources")


def list_definitions() -> Request:
    """The account's custom field definitions, all at once."""
    return Request("GET", "/custom_field_definitions")


def search_leads(
    page: int,
    *,
    page_size: int = PAGE_SIZE,
    sort_by: str = "date_created",
    sort_direction: str = "asc",
    filters: Mapping[str, object] | None = None,
    computed: bool = True,
) -> Request:
    """A page of leads, from 1, at most 200.

    Sorted by creation date unless told otherwise: unsorted pages may overlap, and an edit meanwhile does not move a
    lead to another page. ``filters`` are Copper's own (``ids``, ``minimum_modified_date``, ``status_ids`` …); paging
    stands in the body, because in the query string it is known to be ignored.
    """
    paging = {"page_number": page, "page_size": page_size, "sort_by": sort_by, "sort_direction": sort_direction}
    return Request("POST", "/leads/search", _flags(computed), {**(filters or {}), **paging})


def leads_by_id(ids: Sequence[int], *, computed: bool = True) -> Request:
    """The leads of these ids in one page, at most 200; those that are gone are simply missing from the answer.

    Raises ValueError for more ids than one page holds.
    """
    if len(ids) > PAGE_SIZE:
        raise ValueError(f"{len(ids)} ids do not fit one page of {PAGE_SIZE}")
    return search_leads(1, filters={"ids": list(ids)}, computed=computed)


def fetch_lead(lead_id: int, *, computed: bool = True) -> Request:
    """One lead as it is now; the read to trust after a write, since a search may lag behind."""
    return Request("GET", f"/leads/{lead_id:d}", _flags(computed))


def create_lead(body: Mapping[str, object]) -> Request:
    """A new lead; the answer is the lead with its id."""
    return Request("POST", "/leads", body=body, write=True)


def update_lead(lead_id: int, body: Mapping[str, object], *, computed: bool = True) -> Request:
    """Change the attributes in ``body`` and no others; the answer is the whole lead."""
    return Request("PUT", f"/leads/{lead_id:d}", _flags(computed), body, write=True)


def update_leads(items: Iterable[tuple[int, Mapping[str, object]]], *, computed: bool = True) -> Request:
    """Change several leads, each as ``update_lead`` would (https://developer.copper.com/leads/bulk-update-leads.html).

    ``items`` are pairs of id and changed attributes.
    """
    leads = [{"id": lead_id, **body} for lead_id, body in items]
    return _bulk("/leads/bulk_update", leads, _flags(computed))


def create_leads(items: Iterable[Mapping[str, object]]) -> Request:
    """Several new leads (https://developer.copper.com/leads/bulk-create-leads.html). Repeating it makes them twice."""
    return _bulk("/leads/bulk_create", [dict(body) for body in items], {})


def _bulk(path: str, leads: list[dict[str, object]], params: Mapping[str, str]) -> Request:
    return Request("POST", path, params, {"leads": leads}, bulk=True, write=True, batch=len(leads))


def _flags(computed: bool) -> Mapping[str, str]:
    """Computed values name an option that the definitions no longer list.

    https://developer.copper.com/custom-fields/general/computed_cf_values.html
    """
    return _COMPUTED if computed else {}
