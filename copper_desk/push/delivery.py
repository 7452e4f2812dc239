"""One planned batch from its first request to a result for each of its leads; runs on a thread of the pool.

Has each update read just before it goes out, sends, and after a failure does what the verdict says: again, in parts,
or ask Copper what it holds. Knows nothing of the other batches but what they share: gate, network, claims, reads and
the size of a request.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.error import BatchTooLarge, CopperError, RequestRejected
from copper_desk.leads.value import RowId
from copper_desk.push.departure import Departure, StaleRead
from copper_desk.push.echo import Standing, standing
from copper_desk.push.freshen import freshened
from copper_desk.push.gate import RunStopped
from copper_desk.push.ledger import AccountingError
from copper_desk.push.log import LogFailure
from copper_desk.push.lookup import Reading
from copper_desk.push.match import Match
from copper_desk.push.means import Means
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.part import Part
from copper_desk.push.plan import Batch, BatchKind, PlannedLead
from copper_desk.push.refusal import names_no_cell, refused_alone
from copper_desk.push.verdict import Verdict, is_over, split_size, verdict_on
from copper_desk.push.verify import UNCLEAR, Reread
from copper_desk.sheet.outcome import GONE, Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown
from copper_desk.wording import later, retold, tr

_NOT_FOUND = 404
_LOST = later("Copper’s answer did not name this lead.")
_TOO_OFTEN = later("Copper kept answering that there were too many requests.")
_TOO_LATE = later("The turn of this lead did not come while what was read of it just before was fresh.")
_NOT_READ = later("This lead was not sent because it could not be read just before.")


class Delivery:
    """Carries out one batch. What is known by then can be read even if ``carry_out`` raises."""

    def __init__(self, batch: Batch, means: Means) -> None:
        self.batch = batch
        self.told = False
        """Whether Copper told anything of any lead: a batch without is a failure as a whole."""
        self.last_error: CopperError | None = None
        self._means = means
        self._work = deque([Part(batch.leads)])
        self._results: dict[RowId, LeadOutcome] = {}
        self._in_doubt: set[RowId] = set()
        self._under_way: set[RowId] = set()
        self._announced: set[RowId] = set()
        self._seconds = 0.0

    def carry_out(self) -> None:
        """Send until each lead has its result. Raises AccountingError, or whatever a bug of ours raises."""
        try:
            while self._work:
                self._step(self._work.popleft())
        except RunStopped as stopped:
            self._give_up(stopped.reason)
        self._means.freshness.forget(self.batch.rows)
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

    def _step(self, part: Part) -> None:
        """One request, or as many as it takes where Copper takes fewer leads."""
        limit = self._means.size.leads
        if len(part.leads) > limit:
            self._return(*part.split(limit))
            return
        halt = self._means.gate.enter()
        if self.batch.kind is BatchKind.CREATE:
            self._send(part, halt, until_s=inf)
            return
        try:
            readings = self._means.freshness.of(part.leads)
        except CopperError as error:
            self._unread(part, error)
            return
        self._send_fresh(part, readings, halt)

    def _send_fresh(self, part: Part, readings: dict[RowId, Reading], halt: CancelToken) -> None:
        """Send what still is to be sent of the leads that were read; the others come next."""
        self._put_back(replace(part, leads=tuple(p for p in part.leads if p.row not in readings)))
        fresh: list[PlannedLead] = []
        for planned in part.leads:
            reading = readings.get(planned.row)
            checked = None if reading is None else self._checked_against(planned, reading)
            if isinstance(checked, PlannedLead):
                fresh.append(checked)
            elif checked is not None:
                self._settle_unsent(checked)
        if fresh:
            until_s = min(readings[lead.row].until_s for lead in fresh)
            self._send(replace(part, leads=tuple(fresh)), halt, until_s=until_s)

    def _checked_against(self, planned: PlannedLead, reading: Reading) -> PlannedLead | LeadOutcome:
        if reading.trouble:
            return NotSent(planned.row, f"{tr(_NOT_READ)} {reading.trouble}")
        if reading.lead is None:
            return Gone(planned.row, GONE)
        return freshened(self._means.courier.codec, planned, reading.lead, stamp=reading.stamp)

    def _settle_unsent(self, result: LeadOutcome) -> None:
        """What a read tells without a request, unless an earlier request for the lead is in doubt."""
        self.told = True
        if isinstance(result, NotSent | Conflicted) and result.row in self._in_doubt:
            result = Unknown(result.row, result.reason)
        self._means.freshness.passed([result.row])
        self._settle(result)

    def _send(self, part: Part, halt: CancelToken, *, until_s: float) -> None:
        """One request."""
        batch = replace(self.batch, leads=part.leads)
        departure = Departure(batch, self._means, halt, until_s=until_s, on_leaving=self._leave, at_work=part.at_work)
        try:
            match = self._means.courier.send(batch, halt, departure, departure.refused)
        except Cancelled:
            self._return(part)
            if not halt.is_cancelled:
                raise self._means.gate.closed() from None
        except StaleRead:
            self._read_again(part)
        except LogFailure as failure:
            self._return(part)
            self._means.gate.stop(failure.reason, failure)
        except CopperError as error:
            self._failed(part, error, departure.since_s)
        else:
            self._seconds = departure.seconds()
            self._means.meter.answered(self._seconds)
            self._answered(part, match, departure.since_s)

    def _leave(self, batch: Batch) -> None:
        rows = batch.rows
        self._in_doubt.update(rows)
        self._under_way.update(rows)
        self._means.meter.under_way(self.batch.number, len(self._under_way))
        self._means.freshness.passed(rows)
        first = tuple(row for row in rows if row not in self._announced)
        self._announced.update(first)
        if first:
            self._means.announce(first)

    def _return(self, *parts: Part) -> None:
        """Put leads back after a request that certainly changed nothing, to be sent next."""
        for part in reversed(parts):
            if not part.at_work:
                self._untouched(part)
            self._put_back(part)

    def _untouched(self, part: Part) -> None:
        """The last request of these leads, if there was one, changed nothing."""
        left = [planned.row for planned in part.leads if planned.row in self._in_doubt]
        if left:
            self._in_doubt.difference_update(left)
            self._means.log.withdraw(left)

    def _put_back(self, part: Part) -> None:
        if part.leads:
            self._under_way.difference_update(planned.row for planned in part.leads)
            self._means.meter.under_way(self.batch.number, len(self._under_way))
            self._work.appendleft(part)

    def _read_again(self, part: Part) -> None:
        if part.stale >= self._means.limit.stale:
            self._not_sent(part, _TOO_LATE)
            return
        self._return(replace(part, stale=part.stale + 1))

    def _unread(self, part: Part, error: CopperError) -> None:
        """Nothing is sent that could not be read."""
        self.last_error = error
        if verdict_on(error, leads=len(part.leads)) is Verdict.STOP:
            self._means.gate.stop(error.message, error)
            self._return(part)
            return
        self._not_sent(part, f"{tr(_NOT_READ)} {error.message}")

    def _failed(self, part: Part, error: CopperError, began_s: float) -> None:
        self.last_error = error
        match verdict_on(error, leads=len(part.leads)):
            case Verdict.RESEND:
                self._delay(part)
            case Verdict.RECONNECT:
                self._reconnect(part, error)
            case Verdict.STOP:
                self._means.gate.stop(error.message, error)
                self._return(part)
            case Verdict.SHRINK | Verdict.SPLIT | Verdict.REFUSE if isinstance(error, RequestRejected):
                self._rejected(part, error)
            case _:
                self._verify(part, part.leads, error.message, began_s, ended=is_over(error))

    def _delay(self, part: Part) -> None:
        """Too many requests. No wait here: the client's pacer holds the next request back by itself."""
        if part.delays >= self._means.limit.delays:
            self._not_sent(part, _TOO_OFTEN)
            return
        self._return(replace(part, delays=part.delays + 1))

    def _reconnect(self, part: Part, error: CopperError) -> None:
        if part.unsent >= self._means.limit.unsent:
            self._not_sent(part, error.message)
            return
        self._return(replace(part, unsent=part.unsent + 1))
        self._means.pause.wait(part.unsent)
        self._means.network.await_return()

    def _rejected(self, part: Part, error: RequestRejected) -> None:
        """The whole call was refused, so nothing was applied."""
        if len(part.leads) > 1:
            self._return(*part.split(self._smaller(part, error)))
            return
        (planned,) = part.leads
        refusal = refused_alone(self._means.courier.codec, planned, error)
        self._settle(self._gone_or(refusal, planned) if error.status == _NOT_FOUND else refusal)

    def _smaller(self, part: Part, error: RequestRejected) -> int:
        if verdict_on(error, leads=len(part.leads)) is Verdict.SHRINK and isinstance(error, BatchTooLarge):
            self._means.size.shrink(error.limit)
            return error.limit
        return split_size(len(part.leads))

    def _answered(self, part: Part, match: Match, began_s: float) -> None:
        by_row = {planned.row: planned for planned in part.leads}
        lost = list(match.unanswered)
        for result in match.settled:
            planned = by_row[result.row]
            checked = self._checked(planned, result)
            if checked is None:
                lost.append(planned)
            else:
                self._settle(checked)
                self.told = True
        if lost:
            self._verify(part, tuple(lost), _LOST, began_s, ended=True)

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

    def _verify(
        self, part: Part, leads: tuple[PlannedLead, ...], why: str, began_s: float, *, ended: bool = False
    ) -> None:
        """Ask Copper about leads in doubt; updates that were not applied go out again, a few times.

        ``ended``: the request is over in Copper too.
        """
        if self.batch.kind is BatchKind.CREATE:
            self._settle_all(self._means.verifier.creates(leads, why, since_s=began_s).results)
            return
        verified = self._means.verifier.updates(leads, why)
        self._settle_all(verified.results)
        unapplied = verified.untouched
        if ended and not part.at_work:
            # Where somebody else's value stands, ours is not there and does not come any more.
            unapplied += verified.unclear
            self._in_doubt.difference_update(each.planned.row for each in unapplied)
        else:
            self._settle_all(Unknown(each.planned.row, f"{retold(why)} {tr(UNCLEAR)}") for each in verified.unclear)
        self._send_again(replace(part, at_work=part.at_work or not ended), unapplied, why)

    def _send_again(self, part: Part, unapplied: Sequence[Reread], why: str) -> None:
        """Send updates once more, on what Copper was just seen to hold: others have not stood still meanwhile."""
        left = []
        for each in unapplied:
            checked = self._checked_against(each.planned, each.reading)
            if isinstance(checked, PlannedLead):
                left.append(checked)
            else:
                self._settle_unsent(checked)
        if part.resends >= self._means.limit.resends:
            reason = tr("{why} Copper still holds the loaded values.", why=retold(why))
            self._settle_all(Unknown(planned.row, reason) for planned in left)
        elif left:
            self._means.freshness.renew({each.planned.row: each.reading for each in unapplied})
            self._means.pause.wait(part.resends)
            self._return(Part(tuple(left), resends=part.resends + 1, at_work=part.at_work))

    def _settle_all(self, results: Iterable[LeadOutcome]) -> None:
        for result in results:
            self._settle(result)

    def _not_sent(self, part: Part, reason: str) -> None:
        self._in_doubt.difference_update(() if part.at_work else (planned.row for planned in part.leads))
        for planned in part.leads:
            self._settle(self._loose_end(planned.row, reason))

    def _settle(self, result: LeadOutcome) -> None:
        if result.row in self._results:
            raise AccountingError(f"A second result: {result!r}")
        self._results[result.row] = result
        self.told = self.told or not isinstance(result, Unknown | NotSent)
        self._in_doubt.discard(result.row)
