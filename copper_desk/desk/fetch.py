"""Reads chosen leads by their ids, 200 a call: the cheapest way to a fresh base for a known set of leads.

A read in idle moments pauses between its calls, so that it never crowds out anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import leads_of
from copper_desk.copper.request import PAGE_SIZE, leads_by_id
from copper_desk.leads.value import Lead, RowId

if TYPE_CHECKING:
    from copper_desk.desk.desk import Desk

IDLE_PAUSE_S = 3.0
"""Between the calls of a read in idle moments: 20 of the 180 calls of a minute."""


@dataclass(frozen=True, slots=True)
class FetchedLeads:
    """The answer to one call: the leads, and the ids that Copper does not show.

    ``stamp`` is the sheet's from before the call.
    """

    leads: tuple[Lead, ...]
    missing: tuple[RowId, ...]
    stamp: int


class FetchRun:
    """One read. ``stamp`` reads the sheet's stamp; it is called just before each request. ``pause_s``: between calls;
    a read with pauses gives way to all others."""

    def __init__(
        self,
        client: CopperClient,
        codec: LeadCodec,
        ids: Sequence[RowId],
        *,
        stamp: Callable[[], int],
        pause_s: float = 0.0,
    ) -> None:
        self._client = client
        self._codec = codec
        self._ids = [row for row in dict.fromkeys(ids) if row > 0]
        self._stamp = stamp
        self._pause_s = pause_s

    def run(self, on_fetched: Callable[[FetchedLeads], object], cancel: CancelToken) -> bool:
        """Read everything; ``on_fetched`` is called on this thread. Returns whether it came to its end.

        Raises CopperError; what was fetched before has been handed over.
        """
        priority = Priority.LOAD if self._pause_s else Priority.READ
        for start in range(0, len(self._ids), PAGE_SIZE):
            if start and self._pause_s and cancel.wait(self._pause_s):
                return False
            chunk = self._ids[start : start + PAGE_SIZE]
            stamp = self._stamp()
            try:
                reply = self._client.call(leads_by_id(chunk), priority=priority, cancel=cancel)
            except Cancelled:
                return False
            leads = tuple(self._codec.decode_all(leads_of(reply)))
            on_fetched(FetchedLeads(leads, _missing(chunk, leads), stamp))
        return True


def _missing(asked: Sequence[RowId], leads: Sequence[Lead]) -> tuple[RowId, ...]:
    """The leads that were asked for and did not come. An answer with others in it did not heed the ids at all, so that
    nothing follows from what it lacks."""
    found = {lead[0] for lead in leads}
    return tuple(row for row in asked if row not in found) if found.issubset(asked) else ()


def fetch_leads(desk: Desk, ids: Sequence[RowId], cancel: CancelToken | None = None) -> frozenset[RowId]:
    """Put these leads into the sheet and return the ids that Copper does not show. Raises CopperError."""
    missing: set[RowId] = set()

    def take(fetched: FetchedLeads) -> None:
        desk.receive(fetched)
        missing.update(fetched.missing)

    desk.fetch_run(ids).run(take, cancel or CancelToken())
    return frozenset(missing)
