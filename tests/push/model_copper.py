"""A Copper in memory, behind the client's ``call``: applies writes, and fails in the way a script says.

Small on purpose: one flat lead, no validation but a refused e-mail domain. Stands in for client and server at once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.error import (
    AuthRejected,
    BatchTooLarge,
    CertificateRejected,
    CopperError,
    ProtocolSurprise,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
    TransportFailure,
)
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.leads.account import Account, Choice, CustomFieldDefinition, User
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.push.pause import Tempo
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, PushPlan, SentCell, chunked

NOW_S = 1_790_000_000
ACCOUNT = Account(
    id=1,
    name="Model",
    time_zone="America/Los_Angeles",
    users=(User(7, "Ana Ruiz", "ana@model.example"),),
    statuses=(Choice(1, "New"), Choice(2, "Open")),
    sources=(Choice(5, "Email"),),
    definitions=(
        CustomFieldDefinition(100, "Tier", "String", ("lead",)),
        CustomFieldDefinition(101, "Pallets", "Float", ("lead",)),
    ),
)
REFUSED_DOMAIN = "@refused.example"


class Fault(Enum):
    """How a call fails, and whether what it asked was done."""

    NONE = "none"
    LOST_BEFORE = "lost before"
    LOST_AFTER = "lost after"
    HALF = "applied in half, then lost"
    UNSENT = "unsent"
    UNTRUSTED = "certificate not trusted"
    PROXY = "407 of a proxy"
    LIMITED = "429"
    FAULT_BEFORE = "500 before"
    FAULT_AFTER = "500 after"
    GARBLED = "not JSON, applied"
    PAGE = "a page, not applied"
    SHORT = "short"
    LONG = "long"
    REORDERED = "reordered"
    OBJECT = "an object for an array"
    REJECTED = "422"
    UNAUTHORISED = "401"
    FORBIDDEN = "403"


_BEFORE: dict[Fault, CopperError] = {
    Fault.LOST_BEFORE: TransportFailure("The connection broke.", sent=True),
    Fault.UNSENT: TransportFailure("There is no connection.", sent=False),
    Fault.UNTRUSTED: CertificateRejected("The certificate is not trusted."),
    Fault.PROXY: ProxyRejected("The proxy asks for a password.", status=407),
    Fault.LIMITED: RateLimited("Too many requests.", retry_after_s=None),
    Fault.FAULT_BEFORE: ServerFault("Copper has a fault.", status=500),
    Fault.PAGE: ProtocolSurprise("A page came back.", sample="<html>"),
    Fault.REJECTED: RequestRejected("Copper refused the call.", status=422),
    Fault.UNAUTHORISED: AuthRejected("The key is not accepted.", status=401),
    Fault.FORBIDDEN: AuthRejected("Not allowed.", status=403),
}
_AFTER: dict[Fault, CopperError] = {
    Fault.LOST_AFTER: TransportFailure("The connection broke.", sent=True),
    Fault.FAULT_AFTER: ServerFault("Copper has a fault.", status=500),
    Fault.GARBLED: ProtocolSurprise("The answer could not be read.", sample="[{"),
}


class ModelCopper:
    """``faults`` strike the writes, ``fresh_faults`` the searches by ids and ``read_faults`` the other reads, one a
    call, until each is used up. ``meddle`` is called before each write, with what others do meanwhile."""

    def __init__(
        self,
        leads: int = 0,
        *,
        faults: Iterable[Fault] = (),
        read_faults: Iterable[Fault] = (),
        fresh_faults: Iterable[Fault] = (),
        limit: int = 10,
        poison: frozenset[str] = frozenset(),
    ) -> None:
        self._lock = threading.Lock()
        self.leads: dict[int, dict[str, Any]] = {n: json_lead(n) for n in range(1, leads + 1)}
        self.created: list[dict[str, Any]] = []
        self.updated: list[int] = []
        self.requests: list[Request] = []
        self._faults = deque(faults)
        self._read_faults = deque(read_faults)
        self._fresh_faults = deque(fresh_faults)
        self.meddle: Callable[[], object] = lambda: None
        self._limit = limit
        self._poison = poison

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Callable[[], object] | None = None,
        refused: Callable[[], object] | None = None,
    ) -> Reply:
        """Answer like the client: a reply, or an error of the tree."""
        with self._lock:
            if cancel is not None:
                cancel.raise_if_cancelled()
            if departing is not None:
                departing()
            self.requests.append(request)
            if request.write:
                self.meddle()
                return self._write(request, self._faults.popleft() if self._faults else Fault.NONE)
            faults = self._fresh_faults if "ids" in (request.body or {}) else self._read_faults
            fault = faults.popleft() if faults else Fault.NONE
            if fault in _BEFORE:
                raise _BEFORE[fault]
            return Reply({"odd": 1}) if fault is Fault.OBJECT else self._read(request)

    def edit(self, lead_id: int, **fields: Any) -> None:
        """Another user's edit."""
        lead = self.leads[lead_id]
        lead |= {**fields, "date_modified": lead["date_modified"] + 60}

    @property
    def writes(self) -> list[list[dict[str, Any]]]:
        """The leads of each write request so far."""
        return [list(r.body["leads"]) for r in self.requests if r.body is not None and r.write]  # type: ignore[call-overload]

    @property
    def fresh_reads(self) -> list[list[int]]:
        """The ids of each search by ids so far."""
        bodies = [request.body for request in self.requests if request.body is not None]
        return [list(body["ids"]) for body in bodies if "ids" in body]  # type: ignore[call-overload]

    def _write(self, request: Request, fault: Fault) -> Reply:
        assert request.body is not None
        items: list[dict[str, Any]] = list(request.body["leads"])  # type: ignore[call-overload]
        if fault in _BEFORE:
            raise _BEFORE[fault]
        if len(items) > self._limit:
            raise BatchTooLarge("Too many leads.", status=422, limit=self._limit)
        if any(item.get("title") in self._poison for item in items):
            raise RequestRejected("Copper refused the call.", status=422)
        if fault is Fault.HALF:
            self._apply(request, items[: len(items) // 2])
            raise TransportFailure("The connection broke.", sent=True)
        answers: list[dict[str, Any]] = self._apply(request, items)
        if fault in _AFTER:
            raise _AFTER[fault]
        return Reply(_bent(fault, answers), "request-1")

    def _apply(self, request: Request, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        make = self._create if request.path.endswith("create") else self._update
        return [make(item) for item in items]

    def _update(self, item: dict[str, Any]) -> dict[str, Any]:
        lead = self.leads.get(item["id"])
        if lead is None:
            return {"success": False, "message": {"base": [{"error": "Resource not found"}]}, "id": item["id"]}
        if _is_refused(item):
            return {"success": False, "message": {"email": [{"error": "is invalid"}]}, "id": item["id"]}
        self.updated.append(item["id"])
        lead |= _stored(item)
        lead["date_modified"] = NOW_S
        return dict(lead)

    def _create(self, item: dict[str, Any]) -> dict[str, Any]:
        if _is_refused(item):
            return {"success": False, "message": {"email": [{"error": "is invalid"}]}}
        lead_id = 1000 + len(self.created)
        self.leads[lead_id] = json_lead(lead_id, created=NOW_S) | {"name": None, "title": None} | _stored(item)
        self.created.append(item)
        return dict(self.leads[lead_id])

    def _read(self, request: Request) -> Reply:
        if request.path == "/users/me":
            return Reply({"id": 7})
        if request.path == "/leads/search":
            return Reply(self._found(request.body or {}))
        lead = self.leads.get(int(request.path.rpartition("/")[2]))
        if lead is None:
            raise RequestRejected("Resource not found", status=404)
        return Reply(dict(lead))

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        found = [lead for lead in self.leads.values() if lead["date_created"] >= body.get("minimum_created_date", 0)]
        if "ids" in body:
            found = [lead for lead in found if lead["id"] in body["ids"]]  # type: ignore[operator]
        if "emails" in body:
            found = [lead for lead in found if (lead["email"] or {}).get("email") == body["emails"]]
        if "name" in body:
            found = [lead for lead in found if lead["name"] == body["name"]]
        return sorted(found, key=lambda lead: -int(lead["id"]))


def _is_refused(item: Mapping[str, Any]) -> bool:
    return str((item.get("email") or {}).get("email", "")).endswith(REFUSED_DOMAIN)


def _stored(item: Mapping[str, Any]) -> dict[str, Any]:
    """Trimmed, as a server may; custom fields are left out."""
    kept = {key: value for key, value in item.items() if key != "custom_fields"}
    return {key: value.strip() if isinstance(value, str) else value for key, value in kept.items()}


def _bent(fault: Fault, answers: list[dict[str, Any]]) -> object:
    match fault:
        case Fault.SHORT:
            return answers[:-1]
        case Fault.LONG:
            return [*answers, answers[0]]
        case Fault.REORDERED:
            return answers[::-1]
        case Fault.OBJECT:
            return {"leads": answers}
        case _:
            return answers


def json_lead(lead_id: int, *, created: int = 1_600_000_000) -> dict[str, Any]:
    """A lead as Copper's JSON shows it."""
    return {
        "id": lead_id,
        "name": f"Lead {lead_id}",
        "title": "Buyer",
        "company_name": None,
        "email": None,
        "address": None,
        "phone_numbers": [],
        "tags": [],
        "custom_fields": [],
        "date_created": created,
        "date_modified": created,
    }


def make_codec() -> LeadCodec:
    """A codec for the model's account."""
    return LeadCodec(Schema(ACCOUNT))


def planned_lead(
    codec: LeadCodec, row: RowId, changes: Mapping[str, Value], *, base: Lead | None = None
) -> PlannedLead:
    """A lead of a plan: ``changes`` over the model's lead of that id, or over a blank one."""
    if base is None:
        base = codec.decode(json_lead(row)) if row > 0 else codec.schema.blank_lead()
    cells = tuple(SentCell(k, v, base[codec.schema[k].position], n) for n, (k, v) in enumerate(changes.items()))
    return PlannedLead(row, base, cells, codec.encode(base, changes))


def make_plan(leads: Iterable[PlannedLead], *, limit: int = 10, known: Iterable[int] = ()) -> PushPlan:
    """A plan of these leads, updates first."""
    everyone = list(leads)
    updates = [lead for lead in everyone if lead.row > 0]
    creates = [lead for lead in everyone if lead.row < 0]
    parts = [(BatchKind.UPDATE, part) for part in chunked(updates, limit)]
    parts += [(BatchKind.CREATE, part) for part in chunked(creates, limit)]
    return PushPlan(tuple(Batch(n, kind, part) for n, (kind, part) in enumerate(parts, 1)), (), frozenset(known))


class FakeTime:
    """A clock that moves only when someone waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.now_s = 0.0
        self.waits: list[float] = []

    def clock(self) -> float:
        """Monotonic seconds."""
        with self._lock:
            return self.now_s

    def wait(self, token: CancelToken, seconds: float) -> bool:
        """Let the time pass at once."""
        with self._lock:
            self.now_s += seconds
            self.waits.append(seconds)
        return token.is_cancelled

    @property
    def tempo(self) -> Tempo:
        """The tempo of a run that lives in this time."""
        return Tempo(clock=self.clock, now=lambda: NOW_S + self.clock(), wait=self.wait, random=lambda: 0.5)
