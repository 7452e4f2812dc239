"""The calls that a push makes of Copper, in terms of leads: send a batch, read a lead, search for new ones.

One call each, no repetition: what to do after a failure is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.error import ProtocolSurprise, RequestRejected
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply, decipher_bulk, leads_of
from copper_desk.copper.request import (
    Request,
    create_leads,
    fetch_lead,
    fetch_me,
    leads_by_id,
    search_leads,
    update_leads,
)
from copper_desk.leads.value import Lead, RowId
from copper_desk.push.match import Match, match_reply
from copper_desk.push.plan import Batch, BatchKind
from copper_desk.wording import tr

_NOT_FOUND = 404
Departing = Callable[[], object]


class Caller(Protocol):
    """What a push needs of the client."""

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Departing | None = None,
        refused: Departing | None = None,
    ) -> Reply:
        """Send one request when its slot comes; see CopperClient. Raises CopperError; Cancelled only if not sent."""


class Courier:
    """A push's way to Copper. Used from several threads at once."""

    def __init__(self, client: Caller, codec: LeadCodec) -> None:
        self._client = client
        self.codec = codec

    def send(self, batch: Batch, halt: CancelToken, departing: Departing, refused: Departing | None = None) -> Match:
        """Send a batch in one request and match the answer to its leads.

        ``halt`` takes back a request that still waits for its slot; ``departing`` is called when it leaves, ``refused``
        when Copper turned it away for the rate, before it leaves again. Raises CopperError, Cancelled, and what
        ``departing`` raises.
        """
        request = _bulk_request(batch)
        reply = self._client.call(request, priority=Priority.PUSH, cancel=halt, departing=departing, refused=refused)
        return match_reply(self.codec, batch, decipher_bulk(reply), request_id=reply.request_id)

    def look_up(self, rows: Sequence[RowId], cancel: CancelToken, departing: Departing) -> dict[RowId, Lead]:
        """Those of at most 200 leads that a search by their ids shows. Raises CopperError, Cancelled."""
        reply = self._client.call(leads_by_id(rows), priority=Priority.AHEAD, cancel=cancel, departing=departing)
        found = map(self.codec.decode, leads_of(reply))
        wanted = set(rows)
        return {row: lead for lead in found if isinstance(row := lead[0], int) and row in wanted}

    def fetch(self, row: RowId, cancel: CancelToken | None = None, departing: Departing | None = None) -> Lead | None:
        """The lead as Copper holds it now, or None when it is not there. Raises CopperError, Cancelled."""
        request = fetch_lead(row)
        try:
            reply = self._client.call(request, priority=Priority.PUSH, cancel=cancel, departing=departing)
        except RequestRejected as error:
            if error.status == _NOT_FOUND:
                return None
            raise
        lead = self._decoded(reply, reply.json)
        if lead[0] != row:
            raise _surprise(reply)
        return lead

    def newest(self, filters: dict[str, object]) -> Sequence[Lead]:
        """Leads that a search finds, the newest first, one page of them. Raises CopperError."""
        request = search_leads(1, sort_direction="desc", filters=filters)
        reply = self._client.call(request, priority=Priority.PUSH)
        if not isinstance(reply.json, list):
            raise _surprise(reply)
        return [self._decoded(reply, each) for each in reply.json]

    def knock(self, cancel: CancelToken) -> None:
        """The cheapest call there is, to see whether anyone answers. Raises CopperError, Cancelled."""
        self._client.call(fetch_me(), priority=Priority.PUSH, cancel=cancel)

    def _decoded(self, reply: Reply, value: object) -> Lead:
        if not isinstance(value, Mapping):
            raise _surprise(reply)
        return self.codec.decode(value)


def _surprise(reply: Reply) -> ProtocolSurprise:
    sample = repr(reply.json)[:200]
    return ProtocolSurprise(
        tr("Copper’s answer was not the lead it was asked for."), sample=sample, request_id=reply.request_id
    )


def _bulk_request(batch: Batch) -> Request:
    if batch.kind is BatchKind.CREATE:
        return create_leads(planned.body for planned in batch.leads)
    return update_leads((planned.row, planned.body) for planned in batch.leads)
