"""Carries out a plan: several batches in flight, every result handed over on one thread, every lead accounted for.

The run never looks at the sheet; callbacks tell its owner what happened. What one batch goes through stands in
delivery.py, the pace in the client.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import SimpleQueue

from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.error import CopperError
from copper_desk.leads.value import RowId
from copper_desk.push.claim import Claims
from copper_desk.push.courier import Caller, Courier
from copper_desk.push.delivery import Delivery
from copper_desk.push.freshness import Freshness
from copper_desk.push.gate import Gate
from copper_desk.push.ledger import Ledger
from copper_desk.push.log import LogFailure, PushLog
from copper_desk.push.lookup import Lookup, Moment
from copper_desk.push.means import Means, RequestSize
from copper_desk.push.network import Network
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.pause import Pause, Tempo
from copper_desk.push.plan import BATCH_LIMIT, Batch, BatchKind, PushPlan
from copper_desk.push.progress import Meter, RunProgress
from copper_desk.push.reader import Reader
from copper_desk.push.retry import RetryLimit
from copper_desk.push.verify import Verifier
from copper_desk.sheet.outcome import NotSent
from copper_desk.wording import later, tr

IN_FLIGHT = 10
"""Batches under way at once: enough to keep the pace of 3 a second while Copper takes 3 s to answer."""

STOPPED = later("The push was stopped before this lead was sent.")
_BROKEN = later("The program failed while this lead was being sent.")

OnSending = Callable[[tuple[RowId, ...]], object]
OnOutcome = Callable[[BatchOutcome], object]


@dataclass(frozen=True, slots=True)
class _Left:
    rows: tuple[RowId, ...]


@dataclass(frozen=True, slots=True)
class _Landed:
    delivery: Delivery
    future: Future[None]


class PushRun:
    """One push. ``run`` it once, on a thread of its own; the other methods may be called from any thread.

    ``stamp`` is ``Sheet.stamp``: it tells the sheet from which moment a lead is that was read and not written.
    """

    def __init__(
        self,
        plan: PushPlan,
        client: Caller,
        codec: LeadCodec,
        log: PushLog,
        *,
        in_flight: int = IN_FLIGHT,
        limit: RetryLimit | None = None,
        tempo: Tempo | None = None,
        stamp: Callable[[], int] | None = None,
    ) -> None:
        self._plan = plan
        self._log = log
        self._in_flight = in_flight
        self._limit = limit or RetryLimit()
        self._tempo = tempo or Tempo()
        self._gate = Gate()
        self._ledger = Ledger(row for batch in plan.batches for row in batch.rows)
        self._meter = Meter(plan.planned, clock=self._tempo.clock)
        self._waiting: deque[Batch] = deque(plan.batches)
        self._flying: set[Delivery] = set()
        self._news: SimpleQueue[_Left | _Landed | None] = SimpleQueue()
        self._failures = 0
        self._means = self._make_means(Courier(client, codec), stamp or partial(next, count(1)))

    def run(self, on_sending: OnSending, on_outcome: OnOutcome) -> Tally:
        """Send everything; both callbacks are called on this thread.

        ``on_sending`` names rows whose request has left, once each; ``on_outcome`` brings the results of a batch: one
        for each planned lead in the end, whatever happens. Returns the tally, which ties out.

        A LogFailure stops the run, no more. Raises AccountingError, or what a bug raised, after all results were handed
        over.
        """
        with self._means.freshness, ThreadPoolExecutor(self._in_flight, thread_name_prefix="push") as pool:
            try:
                while self._take_up(pool):
                    self._hear(on_sending, on_outcome)
            finally:
                self._wind_up(on_outcome)
        self._ledger.close()
        return self._ledger.tally

    def pause(self) -> None:
        """Send nothing more for now; what is in flight lands."""
        self._gate.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._gate.resume()
        self._news.put(None)

    def stop(self, reason: str = STOPPED) -> None:
        """Send nothing more; what is in flight lands, the rest is "not sent" with this reason."""
        self._gate.stop(reason)
        self._news.put(None)

    def progress(self) -> RunProgress:
        """How far it is and how fast it goes."""
        return self._meter.read(waiting=self._standstill())

    @property
    def stop_reason(self) -> str | None:
        """Why the run was stopped, a sentence; None if it was not."""
        return self._gate.stop_reason

    @property
    def stopped_by(self) -> CopperError | None:
        """The failure that stopped the run: AuthRejected, a way to Copper that is closed on this side, a network lost
        for too long, too many failures in a row.

        None if it was not stopped, by a person, or because it could not be written down.
        """
        return self._gate.stop_error

    @property
    def log_failure(self) -> LogFailure | None:
        """What could not be written down any more, if that stopped the run; None otherwise."""
        return self._gate.log_failure

    def _standstill(self) -> str:
        if self._gate.stop_reason is not None:
            return ""
        if self._means.network.is_lost:
            return tr("Waiting for the network")
        return "Paused" if self._gate.paused else ""

    def _make_means(self, courier: Courier, stamp: Callable[[], int]) -> Means:
        gate, clock = self._gate, self._tempo.clock
        pause = Pause(gate, self._tempo)
        network = Network(courier.knock, gate, pause=pause, clock=clock, limit_s=self._limit.network_s)
        reader = Reader(gate=gate, network=network, pause=pause, limit=self._limit)
        claims = Claims.of_plan(courier.codec.schema, self._plan)
        size = RequestSize(BATCH_LIMIT)
        return Means(
            courier=courier,
            freshness=self._make_freshness(courier, reader, size, stamp),
            log=self._log,
            gate=gate,
            network=network,
            claims=claims,
            verifier=Verifier(
                courier, claims, reader, pause=pause, limit=self._limit, moment=partial(Moment, stamp, clock)
            ),
            size=size,
            limit=self._limit,
            pause=pause,
            tempo=self._tempo,
            meter=self._meter,
            announce=lambda rows: self._news.put(_Left(rows)),
        )

    def _make_freshness(
        self, courier: Courier, reader: Reader, size: RequestSize, stamp: Callable[[], int]
    ) -> Freshness:
        clock = self._tempo.clock
        updates = [batch for batch in self._plan.batches if batch.kind is BatchKind.UPDATE]
        return Freshness(
            Lookup(courier, stamp=stamp, clock=clock, cancel=self._gate.stop_token),
            reader,
            courier.codec.schema,
            [row for batch in updates for row in batch.rows],
            gate=self._gate,
            clock=clock,
            leads_a_request=lambda: size.leads,
        )

    def _take_up(self, pool: ThreadPoolExecutor) -> bool:
        """Hand batches to the pool while there is room. Returns whether there is anything left to wait for."""
        is_open = self._gate.stop_reason is None
        while is_open and self._waiting and len(self._flying) < self._in_flight and not self._gate.paused:
            self._depart(Delivery(self._waiting.popleft(), self._means), pool)
        return bool(self._flying) or (is_open and bool(self._waiting))

    def _depart(self, delivery: Delivery, pool: ThreadPoolExecutor) -> None:
        self._flying.add(delivery)
        pool.submit(delivery.carry_out).add_done_callback(partial(self._tell, delivery))

    def _tell(self, delivery: Delivery, future: Future[None]) -> None:
        """Called on the thread of the pool."""
        self._news.put(_Landed(delivery, future))

    def _hear(self, on_sending: OnSending, on_outcome: OnOutcome) -> None:
        """Wait for one request to leave or one batch to land, or for resume or stop."""
        news = self._news.get()
        if news is None:
            return
        if isinstance(news, _Left):
            on_sending(news.rows)
        else:
            self._landed(news, on_outcome)

    def _landed(self, landed: _Landed, on_outcome: OnOutcome) -> None:
        delivery = landed.delivery
        self._flying.discard(delivery)
        self._note_failures(delivery)
        error = landed.future.exception()
        self._hand_over(delivery.outcome(_BROKEN), on_outcome, flown=True)
        if error is not None:
            raise error

    def _note_failures(self, delivery: Delivery) -> None:
        self._failures = 0 if delivery.told else self._failures + 1
        if self._failures >= self._limit.failures:
            opening = tr("{n} batches in a row got no answer that tells, so the push stopped.", n=self._failures)
            last = "" if delivery.last_error is None else delivery.last_error.message
            self._gate.stop(f"{opening} {last}".rstrip(), delivery.last_error)

    def _hand_over(self, outcome: BatchOutcome, on_outcome: OnOutcome, *, flown: bool) -> None:
        """Enter, record and report the results of a batch, the last even if the log has a bug."""
        with ExitStack() as steps:  # called from the last to the first
            steps.callback(on_outcome, outcome)
            steps.callback(self._record, outcome)
            steps.callback(self._count, outcome, flown=flown)

    def _record(self, outcome: BatchOutcome) -> None:
        try:
            self._log.record(outcome)
        except LogFailure as failure:
            self._gate.stop(failure.reason, failure)

    def _count(self, outcome: BatchOutcome, *, flown: bool) -> None:
        self._ledger.settle(outcome)
        if flown:
            self._meter.landed(outcome.number, len(outcome.results), self._ledger.tally)
        else:
            self._meter.ended(self._ledger.tally)

    def _wind_up(self, on_outcome: OnOutcome) -> None:
        """Let everything land and hand over every result that is missing, even after an error.

        Each step is called whatever the others raise; their errors are chained, none is lost.
        """
        if self._waiting or self._flying:
            self.stop()
        with ExitStack() as steps:  # called from the last to the first
            for batch in reversed(self._waiting):
                steps.callback(self._never_sent, batch, on_outcome)
            for _ in self._flying:
                steps.callback(self._hear_landing, on_outcome)

    def _hear_landing(self, on_outcome: OnOutcome) -> None:
        news = self._news.get()
        while not isinstance(news, _Landed):
            news = self._news.get()
        self._landed(news, on_outcome)

    def _never_sent(self, batch: Batch, on_outcome: OnOutcome) -> None:
        reason = self._gate.stop_reason or STOPPED
        results = tuple(NotSent(row, reason) for row in batch.rows)
        self._hand_over(BatchOutcome(batch.number, results), on_outcome, flown=False)
