"""A frozen plan of what a push will send: batches of at most ten leads, changed fields only, each with its revision.

Made from the sheet on the caller's thread; the run that sends it never looks at the sheet again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil

from copper_desk.copper.request import PAGE_SIZE
from copper_desk.copper.window import BULK_CALLS_PER_SECOND, CALLS_PER_MINUTE, MINUTE_S
from copper_desk.leads.value import Lead, RowId, Value

BATCH_LIMIT = 10
"""Leads a bulk request may carry (https://developer.copper.com/leads/bulk-update-leads.html; in beta, may change)."""

REQUESTS_PER_SECOND = float(BULK_CALLS_PER_SECOND)
"""Bulk requests a second; a minute takes no more calls than that, the reads among them."""


class BatchKind(Enum):
    UPDATE = "update"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class SentCell:
    """One field of a planned lead: the value that goes out, the loaded value under it, the edit's revision."""

    key: str
    value: Value
    base: Value
    revision: int


@dataclass(frozen=True, slots=True)
class PlannedLead:
    """One lead of a plan. ``body`` is the JSON object for Copper without the id: an allow-list of changed attributes
    and the siblings that Copper replaces whole. ``base`` is the whole lead as loaded (blank for a new lead)."""

    row: RowId
    base: Lead
    cells: tuple[SentCell, ...]
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Batch:
    """At most ``BATCH_LIMIT`` leads that go out in one request; never two of the same lead, never both kinds."""

    number: int
    kind: BatchKind
    leads: tuple[PlannedLead, ...]

    @property
    def rows(self) -> tuple[RowId, ...]:
        """The rows of its leads, in order."""
        return tuple(planned.row for planned in self.leads)


@dataclass(frozen=True, slots=True)
class HeldLead:
    """A changed lead that is not sent, whole, and the reason in words."""

    row: RowId
    reason: str


@dataclass(frozen=True, slots=True)
class PushPlan:
    """What one push will do. ``held`` leads are counted apart and are no part of ``planned``.

    ``known_ids`` are the leads that the sheet held when this was planned, filled only when there are leads to
    create: none of them can be a lead that this push made, should Copper's answer be lost. ``limit`` is the number of
    leads that a batch may hold.
    """

    batches: tuple[Batch, ...]
    held: tuple[HeldLead, ...] = ()
    known_ids: frozenset[RowId] = frozenset()
    limit: int = BATCH_LIMIT

    def only(self, rows: Collection[RowId]) -> PushPlan:
        """The plan for those of its leads that are among ``rows``, in new batches. What is held stays named."""
        wanted = set(rows)
        leads = [(b.kind, lead) for b in self.batches for lead in b.leads if lead.row in wanted]
        updates, creates = ([lead for kind, lead in leads if kind is wanted_kind] for wanted_kind in BatchKind)
        return replace(self, batches=batched(updates, creates, self.limit))

    @property
    def planned(self) -> int:
        """Leads that will be sent."""
        return sum(len(batch.leads) for batch in self.batches)

    @property
    def read_count(self) -> int:
        """Requests that read what Copper holds of the updates just before they are sent."""
        updates = sum(len(batch.leads) for batch in self.batches if batch.kind is BatchKind.UPDATE)
        return ceil(updates / PAGE_SIZE)

    @property
    def request_count(self) -> int:
        """Requests it takes if nothing goes wrong, the reads among them."""
        return len(self.batches) + self.read_count

    def estimated_s(self, *, calls_a_minute: int = CALLS_PER_MINUTE) -> float:
        """Seconds it takes at Copper's own limits, or with fewer calls in a minute: the full minutes, and what is left
        at the pace of batches."""
        minutes, left = divmod(self.request_count, min(calls_a_minute, CALLS_PER_MINUTE))
        batches_left = left * len(self.batches) / self.request_count if left else 0.0
        return minutes * MINUTE_S + batches_left / REQUESTS_PER_SECOND


def batched(updates: Sequence[PlannedLead], creates: Sequence[PlannedLead], limit: int) -> tuple[Batch, ...]:
    """Batches of at most ``limit`` leads, never both kinds in one, numbered from 1."""
    groups = [(BatchKind.UPDATE, updates), (BatchKind.CREATE, creates)]
    parts = [(kind, part) for kind, leads in groups for part in chunked(leads, limit)]
    return tuple(Batch(number, kind, part) for number, (kind, part) in enumerate(parts, start=1))


def chunked(leads: Sequence[PlannedLead], limit: int) -> Iterator[tuple[PlannedLead, ...]]:
    """``leads`` in order, at most ``limit`` at a time."""
    for start in range(0, len(leads), limit):
        yield tuple(leads[start : start + limit])
