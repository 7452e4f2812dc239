"""The lead endpoints: search, fetch, create, update, delete, and the two bulk calls.

From sections 1.2 to 1.5 of the contract. A bulk call answers 200 with an element for each lead in the order of
the request, refused or not; each lead stands alone. Must not know HTTP, limits or faults.
"""

from __future__ import annotations

from typing import Any

from .account import Json
from .display import encoded, shown
from .draft import draft_create, draft_update
from .lead import blank_lead
from .ledger import Write
from .match import SearchCrashError
from .query import QueryRefusedError, read_query
from .refusal import BLANK, Refusals, RefusedError, invalid_input, not_found_element, plain, unrecognised
from .reply import Ask, Reply, json_reply, refused
from .state import State


class Batch:
    """The writes of one call, seen by each other and committed together."""

    def __init__(self, state: State, ask: Ask) -> None:
        self._state, self._ask = state, ask
        self._changes: dict[int, Json | None] = {}
        self._writes: list[Write] = []

    def update(self, lead_id: int, body: Json) -> Json | Refusals | None:
        """The updated lead; or what is wrong; or None if there is no such lead."""
        stored = self._changes.get(lead_id) or self._state.store.live(lead_id)
        if stored is None:
            return None
        draft = draft_update(stored, body, quirk=self._state.quirk, now=self._state.now)
        return draft.refusals or self._accept("update", draft.lead, body)

    def create(self, body: Json) -> Json | Refusals:
        """The new lead, or what is wrong."""
        blank = blank_lead(0, now=self._state.now)
        draft = draft_create(blank, body, quirk=self._state.quirk)
        if draft.refusals:
            return draft.refusals
        return self._accept("create", {**draft.lead, "id": self._state.store.new_id()}, body)

    def _accept(self, kind: str, lead: Json, body: Json) -> Json:
        self._changes[lead["id"]] = lead
        self._writes.append(Write(kind, lead["id"], body, self._ask.request_id))
        return lead

    def commit(self) -> None:
        """Write everything accepted."""
        self._state.commit(self._changes, self._writes)


def search_leads(state: State, ask: Ask) -> Reply:
    """POST /leads/search."""
    try:
        items, total = state.find(read_query(ask.body), computed=ask.computed)
    except QueryRefusedError as error:
        raise refused(422, error.refusals.single(state.quirk)) from None
    except SearchCrashError:
        raise refused(500, plain(500, "Internal server error")) from None
    headers = {"X-PW-TOTAL": str(total)} if state.quirk.total_header else {}
    return Reply(200, items=items, headers=headers)


def fetch_lead(state: State, ask: Ask) -> Reply:
    """GET /leads/{id}."""
    lead = state.store.live(ask.record_id)
    return _lead_reply(state, ask, lead)


def update_lead(state: State, ask: Ask) -> Reply:
    """PUT /leads/{id}."""
    batch = Batch(state, ask)
    outcome = batch.update(ask.record_id, ask.body)
    if isinstance(outcome, Refusals):
        raise refused(422, outcome.single(state.quirk))
    batch.commit()
    return _lead_reply(state, ask, outcome)


def create_lead(state: State, ask: Ask) -> Reply:
    """POST /leads; success is 200, not 201."""
    batch = Batch(state, ask)
    outcome = batch.create(ask.body)
    if isinstance(outcome, Refusals):
        raise refused(422, outcome.single(state.quirk))
    batch.commit()
    return _lead_reply(state, ask, outcome)


def delete_lead(state: State, ask: Ask) -> Reply:
    """DELETE /leads/{id}."""
    if state.store.live(ask.record_id) is None:
        raise refused(404, plain(404, "Resource not found"))
    state.commit({ask.record_id: None}, [Write("delete", ask.record_id, {}, ask.request_id)])
    return json_reply({"id": ask.record_id, "is_deleted": True})


def bulk_update(state: State, ask: Ask) -> Reply:
    """POST /leads/bulk_update."""
    batch = Batch(state, ask)
    items = [_bulk_update_item(state, ask, batch, element) for element in _elements(state, ask)]
    batch.commit()
    return Reply(200, items=tuple(items))


def bulk_create(state: State, ask: Ask) -> Reply:
    """POST /leads/bulk_create."""
    batch = Batch(state, ask)
    items = [_bulk_create_item(state, ask, batch, element) for element in _elements(state, ask)]
    batch.commit()
    return Reply(200, items=tuple(items))


def _elements(state: State, ask: Ask) -> list[Any]:
    unknown = [key for key in ask.body if key != "leads"]
    if unknown:
        raise refused(422, invalid_input({"base": [unrecognised(unknown).text]}))
    elements = ask.body.get("leads")
    if not isinstance(elements, list):
        raise refused(422, invalid_input({"leads": [BLANK]}))
    if len(elements) > state.batch_limit:
        raise refused(422, {"error": f"Request size too large, limit is {state.batch_limit}"})
    return elements


def _bulk_update_item(state: State, ask: Ask, batch: Batch, element: Any) -> bytes:
    if not isinstance(element, dict):
        return _base_error(state, "is invalid")
    body = dict(element)
    lead_id = body.pop("id", None)
    if not isinstance(lead_id, int) or isinstance(lead_id, bool):
        return _base_error(state, "Id can't be blank" if lead_id is None else "Id is invalid")
    outcome = batch.update(lead_id, body)
    if outcome is None:
        return encoded(not_found_element(lead_id, state.quirk))
    return _item(state, ask, outcome, lead_id=lead_id)


def _bulk_create_item(state: State, ask: Ask, batch: Batch, element: Any) -> bytes:
    if not isinstance(element, dict):
        return _base_error(state, "is invalid")
    return _item(state, ask, batch.create(element))


def _item(state: State, ask: Ask, outcome: Json | Refusals, *, lead_id: int | None = None) -> bytes:
    if isinstance(outcome, Refusals):
        return encoded(outcome.element(state.quirk, lead_id=lead_id))
    return _text(state, ask, outcome)


def _base_error(state: State, text: str) -> bytes:
    refusals = Refusals()
    refusals.add("base", RefusedError(text))
    return encoded(refusals.element(state.quirk))


def _lead_reply(state: State, ask: Ask, lead: Json | None) -> Reply:
    if lead is None:
        raise refused(404, plain(404, "Resource not found"))
    return Reply(200, _text(state, ask, lead))


def _text(state: State, ask: Ask, lead: Json) -> bytes:
    # Encoded from the lead at hand: within one call a lead may be written twice.
    return encoded(shown(lead, computed=ask.computed, text_dates=state.quirk.date_read == "text"))
