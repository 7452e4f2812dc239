"""The way of a call through the server: arrival, credentials, rate windows, faults, the endpoint, the reply.

In that order, each once, for every call under /developer_api. Must not know what an endpoint does.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from . import mischief
from .account import KEY_OWNER, Json
from .fault import BULK, Fault
from .ledger import Call
from .mischief import Ending
from .refusal import plain
from .reply import ApiError, Ask, Reply, refused
from .state import State
from .wire import CutResponse

Handler = Callable[[State, Ask], Reply]
_WITH_BODY = {"POST", "PUT"}
APPLICATION = "developer_api"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row of the table of endpoints.

    Attributes:
        name: as faults call it; "" for the one that stands for every unknown route.
        method, path: as Starlette's routes want them.
        handler: what answers; None for unknown routes.
        about_leads: refused where Leads are switched off.
    """

    name: str
    method: str
    path: str
    handler: Handler | None
    about_leads: bool = False


class Gate:
    """Lets calls through to one endpoint."""

    def __init__(self, state: State, endpoint: Endpoint) -> None:
        self._state, self._endpoint = state, endpoint

    async def __call__(self, request: Request) -> Response:
        """Serve one call."""
        body = await request.body()
        await _pause(self._state.way_s())
        call = self._arrive(request)
        try:
            outcome = await self._serve(request, body, call)
        except ApiError as error:
            outcome = error.reply
        return self._response(call, outcome)

    def _arrive(self, request: Request) -> Call:
        return self._state.ledger.arrive(
            now_s=self._state.clock(),
            method=request.method,
            path=request.url.path,
            name=self._endpoint.name,
            request_id=str(uuid.uuid4()),
        )

    async def _serve(self, request: Request, body: bytes, call: Call) -> Reply | Ending:
        state = self._state
        epoch = state.epoch
        _check_credentials(state, request.headers)
        self._count(call)
        if self._endpoint.handler is None:
            raise refused(404, {"error": "not_found"})
        ask = self._ask(request, body, call)
        call.elements = len(ask.elements()) or len(ask.named_ids())
        faults = state.faults.strike(self._endpoint.name)
        call.fault = faults[-1].kind if faults else ""
        await _pause(sum(fault.number for fault in faults if fault.kind == "slow"))
        await _pause(state.latency_s / 2)
        if state.epoch != epoch:
            return Ending()
        outcome = self._apply(ask, faults)
        await _pause(state.latency_s / 2)
        return outcome

    def _count(self, call: Call) -> None:
        state, is_bulk = self._state, self._endpoint.name in BULK
        count_refused = state.quirk.count_refused
        served = state.limiter.admit(call.at_s, is_bulk=is_bulk, count_refused=count_refused)
        served = served or not state.limited
        state.ledger.pace(call.at_s, is_bulk=is_bulk, served=served)
        if not served:
            raise ApiError(mischief.too_many(state.quirk))

    def _ask(self, request: Request, body: bytes, call: Call) -> Ask:
        content = _read_body(request, body) if request.method in _WITH_BODY else {}
        return Ask(
            name=self._endpoint.name,
            body=content,
            record_id=int(request.path_params.get("record_id", 0)),
            query=dict(request.query_params),
            request_id=call.request_id,
        )

    def _apply(self, ask: Ask, faults: list[Fault]) -> Reply | Ending:
        state = self._state
        for fault in faults:
            mischief.prepare(state, ask, fault)
            answer = mischief.instead(fault, state.quirk)
            if answer is not None:
                return answer
        outcome: Reply | Ending = self._answer(ask)
        for fault in faults:
            if isinstance(outcome, Reply):
                outcome = mischief.afterwards(fault, outcome)
        return outcome

    def _answer(self, ask: Ask) -> Reply:
        if self._endpoint.about_leads and not self._state.leads_enabled:
            return mischief.error_reply(403)
        if self._endpoint.handler is None:
            raise refused(404, {"error": "not_found"})
        try:
            return self._endpoint.handler(self._state, ask)
        except ApiError as error:
            return error.reply

    def _response(self, call: Call, outcome: Reply | Ending) -> Response:
        if isinstance(outcome, Ending):
            call.status = 0
            half = None if outcome.reply is None else outcome.reply.body
            return CutResponse(silent_s=outcome.silent_s, half_of=half)
        call.status = outcome.status
        took_s = self._state.clock() - call.at_s
        headers = {"x-request-id": call.request_id, "x-runtime": f"{took_s:.6f}", **outcome.headers}
        return Response(outcome.body, status_code=outcome.status, headers=headers, media_type=outcome.media_type)


async def _pause(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(seconds)


def _check_credentials(state: State, headers: Mapping[str, str]) -> None:
    good = (
        not state.revoked
        and hmac.compare_digest(headers.get("x-pw-accesstoken", "").encode(), state.key.encode())
        and headers.get("x-pw-application") == APPLICATION
        and headers.get("x-pw-useremail", "").strip().casefold() == KEY_OWNER.email
    )
    if not good:
        raise ApiError(mischief.error_reply(401))


def _read_body(request: Request, body: bytes) -> Json:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise refused(400, plain(400, "Content-Type must be application/json"))
    try:
        content = json.loads(body or b"{}", parse_constant=_no_constant)
        # A lone surrogate is legal JSON but no text: it could never be written out again.
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise refused(400, plain(400, "Malformed JSON")) from None
    if not isinstance(content, dict):
        raise refused(400, plain(400, "Malformed JSON: an object is expected"))
    return content


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
