"""A frozen plan of what a push will send: batches of at most ten leads, changed fields only, each with its revision.

Made from the sheet on the caller's thread; the run that sends it never looks at the sheet again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from copper_desk.leads.value import Lead, RowId, Value

BATCH_LIMIT = 10
"""Leads a bulk request may carry (https://developer.copper.com/leads/bulk-update-leads.html; in beta, may change)."""

REQUESTS_PER_SECOND = 3.0
"""Bulk requests a second, and 180 calls a minute (https://developer.copper.com/introduction/requests.html)."""


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
    create: none of them can be a lead that this push made, should Copper's answer be lost.
    """

    batches: tuple[Batch, ...]
    held: tuple[HeldLead, ...] = ()
    known_ids: frozenset[RowId] = frozenset()

    @property
    def planned(self) -> int:
        """Leads that will be sent."""
        return sum(len(batch.leads) for batch in self.batches)

    @property
    def request_count(self) -> int:
        """Requests it takes if nothing goes wrong."""
        return len(self.batches)

    @property
    def estimated_s(self) -> float:
        """Seconds it takes at Copper's own limit, the least there can be."""
        return self.request_count / REQUESTS_PER_SECOND


def chunked(leads: Sequence[PlannedLead], limit: int) -> Iterator[tuple[PlannedLead, ...]]:
    """``leads`` in order, at most ``limit`` at a time."""
    for start in range(0, len(leads), limit):
        yield tuple(leads[start : start + limit])
