"""One planned batch from its first request to a result for each of its leads; runs on a thread of the pool.

Sends, and after a failure does what the verdict says: again, in parts, or ask Copper what it holds. Knows nothing
of the other batches but what they share: gate, network, claims and the size of a request.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from copper_desk.copper.cancel import Cancelled
from copper_desk.copper.error import BatchTooLarge, CopperError, RequestRejected
from copper_desk.leads.value import RowId
from copper_desk.push.echo import Standing, standing
from copper_desk.push.gate import RunStopped
from copper_desk.push.ledger import AccountingError
from copper_desk.push.match import Match
from copper_desk.push.means import Means
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, chunked
from copper_desk.push.refusal import names_no_cell, refused_alone
from copper_desk.push.verdict import Verdict, split_size, verdict_on
from copper_desk.push.verify import GONE, Verified
from copper_desk.sheet.outcome import Accepted, Gone, LeadOutcome, NotSent, Refused, Unknown

_NOT_FOUND = 404
_LOST = "Copper's answer did not name this lead."
_TOO_OFTEN = "Copper kept answering that there were too many requests."


@dataclass(frozen=True, slots=True)
class _Part:
    """Leads that go out in one request, and how often that was tried."""

    leads: tuple[PlannedLead, ...]
    resends: int = 0
    delays: int = 0
    unsent: int = 0

    def split(self, size: int) -> list[_Part]:
        """The same leads in parts of at most ``size``."""
        return [replace(self, leads=few) for few in chunked(self.leads, size)]


class Delivery:
    """Carries out one batch. What is known by then can be read even if ``carry_out`` raises."""

    def __init__(self, batch: Batch, means: Means) -> None:
        self.batch = batch
        self.told = False
        """Whether Copper told anything of any lead: a batch without is a failure as a whole."""
        self.last_error = ""
        self._means = means
        self._work = deque([_Part(batch.leads)])
        self._results: dict[RowId, LeadOutcome] = {}
        self._in_doubt: set[RowId] = set()
        self._seconds = 0.0

    def carry_out(self) -> None:
        """Send until each lead has its result. Raises AccountingError, or whatever a bug of ours or the log raises."""
        try:
            while self._work:
                self._step(self._work.popleft())
        except RunStopped as stopped:
            self._give_up(stopped.reason)
        if len(self._results) != len(self.batch.leads):
            raise AccountingError(f"Batch {self.batch.number} ended with {len(self._results)} results.")

    def outcome(self, reason: str = "") -> BatchOutcome:
        """The results. After ``carry_out`` raised, leads without one are not confirmed if their request was
        under way, else not sent; ``reason`` says why."""
        results = tuple(self._results.get(p.row) or self._loose_end(p.row, reason) for p in self.batch.leads)
        return BatchOutcome(self.batch.number, results, self._seconds)

    def _loose_end(self, row: RowId, reason: str) -> LeadOutcome:
        return Unknown(row, reason) if row in self._in_doubt else NotSent(row, reason)

    def _give_up(self, reason: str) -> None:
        """The run was stopped: what lacks a result was never sent, unless an earlier try of it is in doubt."""
        for planned in self.batch.leads:
            if planned.row not in self._results:
                self._settle(self._loose_end(planned.row, reason))

    def _step(self, part: _Part) -> None:
        """One request."""
        limit = self._means.size.leads
        if len(part.leads) > limit:
            self._return(*part.split(limit))
            return
        halt = self._means.gate.enter()
        batch = replace(self.batch, leads=part.leads)
        self._means.log.intend(batch)
        began_s, began_clock_s = self._means.tempo.now(), self._means.tempo.clock()
        self._begin(batch)
        try:
            match = self._means.courier.send(batch, halt)
        except Cancelled:
            self._return(part)
            if not halt.is_cancelled:
                raise self._means.gate.closed() from None
        except CopperError as error:
            self._failed(part, error, began_s)
        else:
            self._seconds = self._means.tempo.clock() - began_clock_s
            self._answered(part, match, began_s)

    def _begin(self, batch: Batch) -> None:
        self._in_doubt.update(batch.rows)
        if batch.kind is BatchKind.CREATE:
            self._means.claims.begin(batch.rows)

    def _return(self, *parts: _Part) -> None:
        """Put leads back after a request that certainly changed nothing, to be sent next."""
        for part in reversed(parts):
            # An earlier request that got no answer may still be at work in Copper.
            if not part.resends:
                self._in_doubt.difference_update(planned.row for planned in part.leads)
            self._work.appendleft(part)

    def _failed(self, part: _Part, error: CopperError, began_s: float) -> None:
        self.last_error = error.message
        match verdict_on(error, leads=len(part.leads)):
            case Verdict.RESEND:
                self._delay(part)
            case Verdict.RECONNECT:
                self._reconnect(part, error)
            case Verdict.STOP:
                self._means.gate.stop(error.message)
                self._return(part)
            case Verdict.SHRINK | Verdict.SPLIT | Verdict.REFUSE if isinstance(error, RequestRejected):
                self._rejected(part, error)
            case _:
                self._verify(part, part.leads, error.message, began_s)

    def _delay(self, part: _Part) -> None:
        """Too many requests. No wait here: the client's pacer holds the next request back by itself."""
        if part.delays >= self._means.limit.delays:
            self._not_sent(part, _TOO_OFTEN)
            return
        self._return(replace(part, delays=part.delays + 1))

    def _reconnect(self, part: _Part, error: CopperError) -> None:
        if part.unsent >= self._means.limit.unsent:
            self._not_sent(part, error.message)
            return
        self._return(replace(part, unsent=part.unsent + 1))
        self._means.pause.wait(part.unsent)
        self._means.network.await_return()

    def _rejected(self, part: _Part, error: RequestRejected) -> None:
        """The whole call was refused, so nothing was applied."""
        if len(part.leads) > 1:
            self._return(*part.split(self._smaller(part, error)))
            return
        (planned,) = part.leads
        refusal = refused_alone(self._means.courier.codec, planned, error)
        self._settle(self._gone_or(refusal, planned) if error.status == _NOT_FOUND else refusal)

    def _smaller(self, part: _Part, error: RequestRejected) -> int:
        if verdict_on(error, leads=len(part.leads)) is Verdict.SHRINK and isinstance(error, BatchTooLarge):
            self._means.size.shrink(error.limit)
            return error.limit
        return split_size(len(part.leads))

    def _answered(self, part: _Part, match: Match, began_s: float) -> None:
        by_row = {planned.row: planned for planned in part.leads}
        lost = list(match.unanswered)
        for result in match.settled:
            planned = by_row[result.row]
            checked = self._checked(planned, result)
            if checked is None:
                lost.append(planned)
            else:
                self.told = True
                self._settle(checked)
        if lost:
            self._verify(part, tuple(lost), _LOST, began_s)

    def _checked(self, planned: PlannedLead, result: Accepted | Refused) -> LeadOutcome | None:
        """An answer that was looked at twice where it may be untrue; None if it is no answer for this lead."""
        if isinstance(result, Refused):
            return self._gone_or(result, planned) if names_no_cell(result, planned) else result
        if self.batch.kind is BatchKind.CREATE:
            return result if self._means.claims.take(planned.row, result.lead) else None
        if standing(self._means.courier.codec.schema, planned, result.lead) is Standing.TAKEN:
            return result
        return self._means.verifier.echo(planned, result.lead)

    def _gone_or(self, result: LeadOutcome, planned: PlannedLead) -> LeadOutcome:
        """Gone if Copper has no such lead, else ``result``. Copper's words are not asked: they may change."""
        is_update = self.batch.kind is BatchKind.UPDATE
        if is_update and self._means.verifier.is_gone(planned):
            return Gone(planned.row, GONE)
        return result

    def _verify(self, part: _Part, leads: tuple[PlannedLead, ...], why: str, began_s: float) -> None:
        """Ask Copper about leads in doubt; updates that were not applied go out again, a few times."""
        if self.batch.kind is BatchKind.CREATE:
            self._take(self._means.verifier.creates(leads, why, since_s=began_s))
            return
        verified = self._means.verifier.updates(leads, why)
        self._take(verified)
        if not verified.untouched:
            return
        if part.resends < self._means.limit.resends:
            self._means.pause.wait(part.resends)
            self._return(_Part(verified.untouched, resends=part.resends + 1))
            return
        for planned in verified.untouched:
            self._settle(Unknown(planned.row, f"{why} Copper still holds the loaded values."))

    def _take(self, verified: Verified) -> None:
        for result in verified.results:
            self.told = self.told or isinstance(result, Accepted | Gone)
            self._settle(result)

    def _not_sent(self, part: _Part, reason: str) -> None:
        self._in_doubt.difference_update(() if part.resends else (planned.row for planned in part.leads))
        for planned in part.leads:
            self._settle(self._loose_end(planned.row, reason))

    def _settle(self, result: LeadOutcome) -> None:
        if result.row in self._results:
            raise AccountingError(f"A second result: {result!r}")
        self._results[result.row] = result
        self._in_doubt.discard(result.row)
