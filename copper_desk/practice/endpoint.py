"""The endpoints that lead calls do not need: account, users, statuses, sources, definitions, tags.

From sections 1.2 and 3 of the contract. Must not know HTTP, limits or faults: what they ask is in an Ask.
"""

from __future__ import annotations

from . import account
from .account import Json
from .query import QueryRefusedError, read_query
from .refusal import plain
from .reply import Ask, Reply, json_reply, list_reply, refused
from .state import State


def show_account(state: State, _: Ask) -> Reply:
    """GET /account."""
    return json_reply(account.account_payload(leads_enabled=state.leads_enabled))


def show_me(_: State, __: Ask) -> Reply:
    """GET /users/me."""
    return json_reply(account.KEY_OWNER.full_payload())


def show_user(_: State, ask: Ask) -> Reply:
    """GET /users/{id}."""
    for user in account.USERS:
        if user.id == ask.record_id:
            return json_reply(user.full_payload())
    raise refused(404, plain(404, "Resource not found"))


def search_users(state: State, ask: Ask) -> Reply:
    """POST /users/search: pages only; any other parameter is ignored, as was seen of e-mail filters."""
    paging = {key: value for key, value in ask.body.items() if key in {"page_number", "page_size"}}
    try:
        query = read_query(paging)
    except QueryRefusedError as error:
        raise refused(422, error.refusals.single(state.quirk)) from None
    start = (query.page - 1) * query.size
    return list_reply([user.payload() for user in account.USERS[start : start + query.size]])


def list_statuses(_: State, __: Ask) -> Reply:
    """GET /lead_statuses."""
    return list_reply(account.status_list())


def list_sources(_: State, __: Ask) -> Reply:
    """GET /customer_sources."""
    return list_reply(account.choice_list(account.SOURCES))


def list_contact_types(_: State, __: Ask) -> Reply:
    """GET /contact_types."""
    return list_reply(account.choice_list(account.CONTACT_TYPES))


def list_definitions(_: State, __: Ask) -> Reply:
    """GET /custom_field_definitions."""
    return list_reply([definition.payload() for definition in account.DEFINITIONS])


def list_tags(state: State, ask: Ask) -> Reply:
    """GET /tags, with ?sort_by=name|count, or ?tag_names_only=true and a cursor in last_tag_value."""
    counts = state.tag_counts()
    names = sorted(tag for tag, count in counts.items() if count)
    if ask.query.get("tag_names_only") == "true":
        return json_reply([name for name in names if name > ask.query.get("last_tag_value", "")])
    if ask.query.get("sort_by") == "count":
        names.sort(key=lambda name: -counts[name])
    return list_reply([_tag(name, counts[name]) for name in names])


def _tag(name: str, count: int) -> Json:
    elsewhere = ("people", "companies", "opportunities", "projects", "tasks")
    return {"name": name, "count": count, "count_leads": count} | {f"count_{kind}": 0 for kind in elsewhere}
