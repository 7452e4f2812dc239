"""What each fault does to a call: before it is applied, instead of it, and to its reply.

The connection itself is cut elsewhere; a reply here says so by its `ending`. Must not know when a fault
strikes, or sockets.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from .account import CY, STATUSES, USERS, Json
from .display import encoded
from .draft import draft_update
from .fault import Fault
from .ledger import Write
from .quirk import Quirk
from .refusal import plain
from .reply import Ask, Reply, refused
from .state import State

GATEWAY_PAGE = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n"
PORTAL_PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body></body></html>\n"


@dataclass(frozen=True, slots=True)
class Ending:
    """How the connection ends instead of an orderly reply.

    Attributes:
        silent_s: seconds of silence before it ends.
        reply: what is sent half of before the end; None for nothing at all.
    """

    silent_s: float = 0.0
    reply: Reply | None = None


def prepare(state: State, ask: Ask, fault: Fault) -> None:
    """Do what a prelude does before the call is applied; `slow` is the caller's.

    Raises:
        ApiError: the call is a poisoned one.
    """
    if fault.kind == "limit":
        state.batch_limit = int(fault.number)
    elif fault.kind == "gone":
        _remove(state, ask.named_ids()[int(fault.number) - 1 :][:1])
    elif fault.kind == "rival":
        for lead_id in ask.named_ids():
            rival_edit(state, lead_id, fault.argument)
    elif fault.kind == "poison" and int(fault.number) in ask.named_ids():
        raise refused(422, plain(422, "Invalid input: this request could not be read"))


def _remove(state: State, ids: list[int]) -> None:
    for lead_id in ids:
        if state.store.has(lead_id):
            state.commit({lead_id: None}, [])


def rival_edit(state: State, lead_id: int, attribute: str) -> None:
    """Another user changes one attribute of a lead; no effect if the lead is gone."""
    lead = state.store.live(lead_id)
    if lead is not None:
        edit_as_another(state, lead, {attribute: _rival_value(lead, attribute)})


def edit_as_another(state: State, lead: Json, body: Json) -> Json:
    """Another user's edit, by the same rules but for the planted ones.

    Raises:
        ApiError: 422, as a single update would answer.
    """
    draft = draft_update(lead, body, quirk=Quirk(), now=state.now, planted=False)
    if draft.refusals:
        raise refused(422, draft.refusals.single(state.quirk))
    state.commit({lead["id"]: draft.lead}, [Write("rival", lead["id"], body, "")])
    return draft.lead


def _rival_value(lead: Json, attribute: str) -> object:
    if attribute == "monetary_value":
        return (lead["monetary_value"] or 0) + 1
    if attribute == "status_id":
        return next(s.id for s in STATUSES if s.id != lead["status_id"])
    if attribute == "assignee_id":
        return next(u.id for u in USERS if u.id != lead["assignee_id"])
    if attribute == "tags":
        return [*lead["tags"], "rival"]
    if attribute == "email":
        return {"email": f"rival.{lead['id']}@rival.example", "category": "work"}
    return f"{lead.get(attribute) or ''} ({CY.name})".strip()


def instead(fault: Fault, quirk: Quirk) -> Reply | Ending | None:
    """What the call gets without being applied; None if this fault lets it be applied."""
    make = _INSTEAD.get(fault.kind)
    return None if make is None else make(fault, quirk)


def _burst(fault: Fault, quirk: Quirk) -> Reply:
    return too_many(replace(quirk, retry_after_s=int(fault.number)) if fault.argument else quirk)


def too_many(quirk: Quirk) -> Reply:
    """A 429. Its real body is unknown and no Retry-After is documented (contract, section 4)."""
    headers = {"Retry-After": str(quirk.retry_after_s)} if quirk.retry_after_s else {}
    if quirk.rate_body == "text":
        return Reply(429, b"Rate limit exceeded\n", headers=headers, media_type="text/plain")
    return Reply(429, encoded(plain(429, "Rate limit exceeded")), headers=headers)


def error_reply(status: int) -> Reply:
    """A whole call's error in the usual envelope."""
    return Reply(status, encoded(plain(status, _ERRORS[status])))


_ERRORS = {
    401: "Invalid credentials",
    403: "Feature not enabled",
    422: "Invalid input: this request could not be read",
    500: "Internal server error",
}


def _bad_gateway() -> Reply:
    return Reply(502, GATEWAY_PAGE, media_type="text/html")


_INSTEAD: dict[str, Callable[[Fault, Quirk], Reply | Ending]] = {
    "drop-before": lambda _, __: Ending(),
    "hang-before": lambda fault, _: Ending(silent_s=fault.number),
    "429": _burst,
    "401": lambda _, __: error_reply(401),
    "403": lambda _, __: error_reply(403),
    "422": lambda _, __: error_reply(422),
    "500": lambda _, __: error_reply(500),
    "502": lambda _, __: _bad_gateway(),
    "html": lambda _, __: Reply(200, PORTAL_PAGE, media_type="text/html"),
}


def afterwards(fault: Fault, reply: Reply) -> Reply | Ending:
    """What becomes of the reply of a call that was applied."""
    if fault.kind == "drop-after":
        return Ending()
    if fault.kind == "hang-after":
        return Ending(silent_s=fault.number)
    if fault.kind == "cut":
        return Ending(reply=reply)
    change = _CHANGES.get(fault.kind)
    return reply if change is None else change(fault, reply)


def _truncated(_: Fault, reply: Reply) -> Reply:
    return replace(reply, items=None, text=reply.body[: len(reply.body) // 2])


def _emptied(_: Fault, reply: Reply) -> Reply:
    return replace(reply, items=None, text=b"")


def _shortened(fault: Fault, reply: Reply) -> Reply:
    missing = int(fault.number)
    return replace(reply, items=None if reply.items is None else reply.items[: -missing or None])


def _lengthened(_: Fault, reply: Reply) -> Reply:
    return replace(reply, items=None if reply.items is None else reply.items + reply.items[:1])


def _reordered(_: Fault, reply: Reply) -> Reply:
    return replace(reply, items=None if reply.items is None else reply.items[::-1])


def _objectified(_: Fault, reply: Reply) -> Reply:
    return replace(reply, items=None, text=b'{"leads":' + reply.body + b"}")


def _with_first(reply: Reply, change: Callable[[Json], Json]) -> Reply:
    if reply.items:
        first = encoded(change(json.loads(reply.items[0])))
        return replace(reply, items=(first, *reply.items[1:]))
    return reply if reply.items is not None else replace(reply, text=encoded(change(json.loads(reply.text))))


def _other_id(_: Fault, reply: Reply) -> Reply:
    return _with_first(reply, lambda lead: {**lead, "id": lead.get("id", 0) + 1})


def _unfaithful(_: Fault, reply: Reply) -> Reply:
    return _with_first(reply, lambda lead: {**lead, "name": "Somebody Else", "title": "Something else"})


_CHANGES: dict[str, Callable[[Fault, Reply], Reply]] = {
    "truncate": _truncated,
    "empty": _emptied,
    "short": _shortened,
    "long": _lengthened,
    "reorder": _reordered,
    "object": _objectified,
    "other-id": _other_id,
    "unfaithful": _unfaithful,
    "500-after": lambda _, __: error_reply(500),
    "502-after": lambda _, __: _bad_gateway(),
}
