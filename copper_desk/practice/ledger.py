"""What the server saw, for tests to prove things by: every call, every applied write, the pace by its clock.

Kept in memory since the last reset only. Must not know HTTP libraries or leads.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass, field

from .account import Json
from .limit import Peak

_KEPT_CALLS = 200_000


@dataclass(slots=True)
class Call:
    """One call to the API.

    Attributes:
        number: from 1, in order of arrival.
        at_s: arrival, by the server's monotonic clock.
        method, path: as received, without the query.
        name: what the faults call it; "" for an unknown route.
        elements: leads named in the body; 0 where that has no meaning.
        status: of the reply; 0 when the connection was dropped, None while not yet answered.
        request_id: the reply's x-request-id.
        fault: kind of the fault that struck, "" for none.
    """

    number: int
    at_s: float
    method: str
    path: str
    name: str
    request_id: str
    elements: int = 0
    status: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """One applied write of one lead.

    Attributes:
        kind: create, update or delete.
        lead_id: the lead.
        body: what was written, as received.
        request_id: the call it came with; "" for another user's.
    """

    kind: str
    lead_id: int
    body: Json
    request_id: str


@dataclass(slots=True)
class Ledger:
    """The record itself."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_KEPT_CALLS))
    writes: deque[Write] = field(default_factory=lambda: deque(maxlen=_KEPT_CALLS))
    _number: int = 0
    _peaks: dict[str, Peak] = field(
        default_factory=lambda: {
            "minute_arrived": Peak(60.0),
            "minute_served": Peak(60.0),
            "bulk_second_arrived": Peak(1.0),
            "bulk_second_served": Peak(1.0),
        }
    )

    def arrive(self, *, now_s: float, method: str, path: str, name: str, request_id: str) -> Call:
        """Note a call's arrival."""
        self._number += 1
        call = Call(self._number, now_s, method, path, name, request_id)
        self.calls.append(call)
        return call

    def pace(self, now_s: float, *, is_bulk: bool, served: bool) -> None:
        """Count a call with good credentials in the peaks, as served or as answered 429."""
        spans = ["minute", "bulk_second"] if is_bulk else ["minute"]
        for span in spans:
            self._peaks[f"{span}_arrived"].add(now_s)
            if served:
                self._peaks[f"{span}_served"].add(now_s)

    def counters(self) -> Json:
        """Totals: calls by status and by name, writes by kind, and the highest counts in any window."""
        return {
            "calls": self._number,
            "by_status": {str(k): v for k, v in Counter(c.status for c in self.calls).items()},
            "by_name": dict(Counter(c.name for c in self.calls)),
            "writes": dict(Counter(w.kind for w in self.writes)),
            "peaks": {name: peak.highest for name, peak in self._peaks.items()},
        }

    def calls_after(self, number: int) -> list[Json]:
        """Calls with a higher number."""
        return [asdict(call) for call in self.calls if call.number > number]
