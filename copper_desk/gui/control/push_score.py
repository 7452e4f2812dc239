"""Which lead of a push stands where, for the counters of the change bar, which are filters too.

Holds the invariant people rely on: each planned lead is in exactly one group. Knows nothing of widgets or of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown


class Standing(Enum):
    """Where a planned lead stands. Leads that are gone from Copper count as failed."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    FAILED = "failed"
    UNKNOWN = "not confirmed"
    NOT_SENT = "not sent"


_STANDING: dict[type[LeadOutcome], Standing] = {
    Accepted: Standing.ACCEPTED,
    Refused: Standing.FAILED,
    Gone: Standing.FAILED,
    Unknown: Standing.UNKNOWN,
    NotSent: Standing.NOT_SENT,
    Conflicted: Standing.NOT_SENT,
}
_OPEN = (Standing.QUEUED, Standing.SENDING)


@dataclass(frozen=True, slots=True)
class PushState:
    """What the change bar shows of a push: ``rate`` in leads a second, ``time_left_s`` None while unknown, ``waiting``
    a sentence while it stands still, ``call_s`` the seconds that Copper takes for a call, None while unknown."""

    counts: dict[Standing, int]
    planned: int
    running: bool
    paused: bool = False
    rate: float = 0.0
    time_left_s: float | None = None
    waiting: str = ""
    seconds: float = 0.0
    call_s: float | None = None


class PushScore:
    """The state of one push. ``start_s`` and ``now_s`` are seconds of one monotonic clock; ``conflicts`` are those of
    the leads not sent that someone else had changed, too, ``gone`` those of the failed that are not in Copper any
    more."""

    def __init__(self, plan: PushPlan, *, start_s: float) -> None:
        self._standing = {lead.row: Standing.QUEUED for batch in plan.batches for lead in batch.leads}
        self.planned = len(self._standing)
        leads = (lead for batch in plan.batches for lead in batch.leads)
        self.keys = tuple(dict.fromkeys(cell.key for lead in leads for cell in lead.cells))
        self._start_s = start_s
        self._end_s: float | None = None
        self.reasons: dict[Standing, str] = {}
        self.conflicts = 0
        self.gone = 0

    def mark_sending(self, rows: Iterable[RowId]) -> None:
        """These rows' request is under way."""
        for row in rows:
            if self._standing.get(row) is Standing.QUEUED:
                self._standing[row] = Standing.SENDING

    def settle(self, outcome: BatchOutcome, *, renamed: Mapping[RowId, RowId]) -> None:
        """Take the results of a batch. ``renamed`` gives new leads the id that Copper gave them."""
        for result in outcome.results:
            standing = _STANDING[type(result)]
            del self._standing[result.row]
            self._standing[renamed.get(result.row, result.row)] = standing
            self.conflicts += isinstance(result, Conflicted)
            self.gone += isinstance(result, Gone)
            if isinstance(result, Unknown | NotSent | Gone) and result.reason:
                self.reasons.setdefault(standing, result.reason)

    def end(self, *, now_s: float) -> None:
        """The push is over."""
        self._end_s = now_s

    def rows(self, standing: Standing) -> frozenset[RowId]:
        """The leads that stand there."""
        return frozenset(row for row, place in self._standing.items() if place is standing)

    def standings(self) -> dict[RowId, Standing]:
        """Where each lead stands."""
        return dict(self._standing)

    def counts(self) -> dict[Standing, int]:
        """How many leads stand where; the sum is ``planned``."""
        counts = dict.fromkeys(Standing, 0)
        for standing in self._standing.values():
            counts[standing] += 1
        return counts

    @property
    def open(self) -> int:
        """Leads whose result is still to come."""
        return sum(standing in _OPEN for standing in self._standing.values())

    @property
    def running(self) -> bool:
        """Whether the push is still going on."""
        return self._end_s is None

    def seconds(self, now_s: float) -> float:
        """How long it has been going on, or went on."""
        return (self._end_s if self._end_s is not None else now_s) - self._start_s
