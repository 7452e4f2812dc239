"""Control calls under /practice: what tests and lessons turn behind the API's back.

Guarded by the same key, never counted against the rate windows, never recorded as calls, and never late. The
other half is control.py. Must not be used by anything that plays a client of Copper.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .account import ACCOUNT_NAME, Json
from .display import encoded
from .fault import FaultSpecError, read_faults
from .ledger import Write
from .limit import Limiter, Window
from .mischief import edit_as_another
from .quirk import QuirkError
from .refusal import plain
from .reply import ApiError, refused
from .state import State

PREFIX = "/practice"
Action = Callable[[State, Json], Any]


def backstage_routes(state: State) -> list[Route]:
    """A POST route for each action."""
    return [Route(f"{PREFIX}/{name}", _guarded(state, action), methods=["POST"]) for name, action in _ACTIONS.items()]


def _guarded(state: State, action: Action) -> Callable[[Request], Any]:
    async def serve(request: Request) -> Response:
        body = await request.body()
        key = request.headers.get("x-pw-accesstoken", "")
        if not hmac.compare_digest(key.encode(), state.key.encode()):
            return _json(401, plain(401, "Invalid credentials"))
        try:
            return _json(200, action(state, json.loads(body or b"{}")))
        except ApiError as error:
            return Response(error.reply.body, error.reply.status, media_type="application/json")
        except (FaultSpecError, QuirkError, KeyError, ValueError) as error:
            return _json(400, plain(400, f"{type(error).__name__}: {error}"))

    return serve


def _json(status: int, body: Any) -> Response:
    return Response(encoded(body), status, media_type="application/json")


def _show(state: State, _: Json) -> Any:
    return {
        "account": ACCOUNT_NAME,
        "leads": len(state.store.ids()),
        "seed": state.store.seed,
        "latency_ms": state.latency_s * 1000,
        "jitter_ms": state.jitter_s * 1000,
        "limited": state.limited,
        "batch_limit": state.batch_limit,
        "revoked": state.revoked,
        "leads_enabled": state.leads_enabled,
        "options": asdict(state.quirk),
        "counters": state.ledger.counters(),
    }


def _reset(state: State, body: Json) -> Any:
    state.reset(leads=body.get("leads"), seed=body.get("seed"))
    return {"leads": state.store.count, "seed": state.store.seed}


def _edit(state: State, body: Json) -> Any:
    return edit_as_another(state, _lead(state, body), body["fields"])


def _plant(state: State, body: Json) -> Any:
    """Put raw values into a lead, unchecked: states no write could make, such as an unknown category."""
    lead = {**_lead(state, body), **body["fields"], "date_modified": state.now}
    state.commit({lead["id"]: lead}, [])
    return lead


def _remove(state: State, body: Json) -> Any:
    """Delete, convert or merge away a lead, as another user would in Copper itself."""
    lead, how = _lead(state, body), body.get("how", "delete")
    if how == "convert":
        change = {
            "converted_at": state.now,
            "converted_contact_id": 300_000_000 + lead["id"] % 1_000_000,
            "date_modified": state.now,
        }
        state.commit({lead["id"]: {**lead, **change}}, [])
    elif how == "merge":
        _merge(state, lead, into=_lead(state, {"id": body["into"]}))
    elif how == "delete":
        state.commit({lead["id"]: None}, [])
    else:
        raise ValueError(f"A lead is removed by delete, convert or merge, not {how!r}.")
    return {"id": lead["id"], "how": how}


def _merge(state: State, lost: Json, *, into: Json) -> None:
    empty = {key: lost[key] for key in ("company_name", "title", "email", "address") if into[key] is None}
    tags = list(dict.fromkeys([*into["tags"], *lost["tags"]]))
    winner = {**into, **empty, "tags": tags, "date_modified": state.now}
    state.commit({lost["id"]: None, into["id"]: winner}, [Write("rival", into["id"], empty, "")])


def _lead(state: State, body: Json) -> Json:
    lead = state.store.live(int(body["id"]))
    if lead is None:
        raise refused(404, plain(404, "Resource not found"))
    return lead


def _faults(state: State, body: Json) -> Any:
    faults = read_faults(body["spec"])
    state.faults.add(faults)
    return [asdict(fault) for fault in faults]


def _clear_faults(state: State, _: Json) -> Any:
    state.faults.clear()
    return {}


def _delay(state: State, body: Json) -> Any:
    state.latency_s = float(body.get("latency_ms", state.latency_s * 1000)) / 1000
    state.jitter_s = float(body.get("jitter_ms", state.jitter_s * 1000)) / 1000
    return {}


def _options(state: State, body: Json) -> Any:
    state.quirk = state.quirk.turned(body)
    return asdict(state.quirk)


def _access(state: State, body: Json) -> Any:
    state.revoked = bool(body.get("revoked", state.revoked))
    state.leads_enabled = bool(body.get("leads_enabled", state.leads_enabled))
    return {}


def _limits(state: State, body: Json) -> Any:
    """Enforce or relax the rate windows, with fresh windows; batch_limit changes the size of bulk calls."""
    state.limited = bool(body.get("enabled", state.limited))
    state.batch_limit = int(body.get("batch_limit", state.batch_limit))
    now = Limiter()
    state.limiter = Limiter(
        Window(int(body.get("per_minute", now.overall.limit)), 60.0),
        Window(int(body.get("bulk_per_second", now.bulk.limit)), 1.0),
    )
    return {}


def _dump_lead(state: State, body: Json) -> Any:
    return state.store.lead(int(body["id"]))


def _dump_leads(state: State, body: Json) -> Any:
    wanted = body.get("fields")
    leads = (state.store.live(lead_id) for lead_id in state.store.ids())
    return [lead if wanted is None else {k: lead[k] for k in wanted} for lead in leads if lead is not None]


def _warm(state: State, body: Json) -> Any:
    """Encode every lead now, so that a benchmark measures its client and not this server's first time."""
    computed = bool(body.get("computed", True))
    for lead_id in state.store.ids():
        state.display.text(lead_id, computed=computed, text_dates=state.quirk.date_read == "text")
    return {"leads": len(state.store.ids())}


def _calls(state: State, body: Json) -> Any:
    return state.ledger.calls_after(int(body.get("after", 0)))


def _writes(state: State, _: Json) -> Any:
    return [asdict(write) for write in state.ledger.writes]


_ACTIONS: dict[str, Action] = {
    "show": _show,
    "reset": _reset,
    "edit": _edit,
    "plant": _plant,
    "remove": _remove,
    "faults": _faults,
    "clear_faults": _clear_faults,
    "delay": _delay,
    "options": _options,
    "access": _access,
    "limits": _limits,
    "lead": _dump_lead,
    "leads": _dump_leads,
    "warm": _warm,
    "calls": _calls,
    "writes": _writes,
}
