"""Sending is true: what is told, written down and counted as under way has really left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import connection
from copper_desk.copper.ledger import MemoryLedger
from copper_desk.copper.pace import Pacer
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request, create_leads
from copper_desk.copper.transport import Answer, Outgoing
from copper_desk.push.log import MemoryLog
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import Batch, PlannedLead
from copper_desk.push.progress import RunProgress
from copper_desk.sheet.outcome import NotSent, Unknown
from tests.push.model_copper import Fault, ModelCopper
from tests.push.trial import Bench, creates, updates


class _Waiting(ModelCopper):
    """A client whose writes from the second on wait for their slot until they are taken back."""

    def __init__(self, leads: int) -> None:
        super().__init__(leads)
        self.waits = threading.Semaphore(0)
        self._first = threading.Lock()
        self._free = True

    def call(self, request: Request, **how: Any) -> Reply:
        if request.write and not self._is_first():
            self.waits.release()
            assert how["cancel"].wait(10)
        return super().call(request, **how)

    def _is_first(self) -> bool:
        with self._first:
            free, self._free = self._free, False
            return free


@pytest.mark.parametrize("in_flight", [1, 4])
def test_what_waits_for_its_slot_at_a_stop_was_never_sent_and_never_written_down(in_flight: int) -> None:
    bench = Bench(_Waiting(40), updates(40), in_flight=in_flight)
    seen: list[RunProgress] = []

    def stop() -> None:
        assert isinstance(bench.copper, _Waiting)
        for _ in range(min(in_flight, 3)):
            assert bench.copper.waits.acquire(timeout=10)
        seen.append(bench.run.progress())
        bench.run.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert bench.go() == Tally(planned=40, accepted=10, not_sent=30)
    stopper.join()
    sent = sorted(bench.sending)
    assert len(sent) == 10
    assert [sorted(batch.rows) for batch in bench.log.intents] == [sent]
    assert {row for row, result in bench.results.items() if isinstance(result, NotSent)} == set(range(1, 41)) - set(
        sent
    )
    assert seen[0].in_flight in {0, 10}


class _Late(ModelCopper):
    """``meanwhile`` happens when a write has its slot and has not left."""

    meanwhile: Callable[[], object]

    def call(self, request: Request, **how: Any) -> Reply:
        if request.write:
            self.meanwhile()
        return super().call(request, **how | {"cancel": None})


@pytest.mark.parametrize("make", [updates, creates])
def test_a_stop_in_the_last_moment_keeps_what_has_its_slot_here(make: Callable[[int], list[PlannedLead]]) -> None:
    copper = _Late(20)
    bench = Bench(copper, make(20))
    copper.meanwhile = bench.run.stop
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert (copper.writes, bench.log.intents, bench.sending) == ([], [], [])


def test_a_pause_takes_back_what_waits_and_tells_of_each_lead_once() -> None:
    bench = Bench(_Waiting(20), updates(20), in_flight=2)
    copper = bench.copper
    assert isinstance(copper, _Waiting)

    def pause_and_go_on() -> None:
        assert copper.waits.acquire(timeout=10)
        bench.run.pause()
        copper._free = True
        bench.run.resume()

    pauser = threading.Thread(target=pause_and_go_on)
    pauser.start()
    assert bench.go() == Tally(planned=20, accepted=20)
    pauser.join()
    assert sorted(bench.sending) == list(range(1, 21))
    assert len(bench.log.intents) == 2


def test_rows_are_told_before_their_results() -> None:
    bench = Bench(ModelCopper(50), [*updates(50), *creates(20)], in_flight=5)
    early: list[int] = []

    def look(outcome: BatchOutcome) -> None:
        early.extend(result.row for result in outcome.results if result.row not in bench.sending)

    bench.react = look
    bench.go()
    assert early == []
    assert len(bench.sending) == len(set(bench.sending)) == 70


def test_a_request_refused_for_the_rate_is_written_down_each_time_and_told_once() -> None:
    bench = Bench(ModelCopper(10, faults=[Fault.LIMITED] * 2), updates(10))
    assert bench.go() == Tally(planned=10, accepted=10)
    assert len(bench.log.intents) == 3
    assert sorted(bench.sending) == list(range(1, 11))


def test_a_batch_that_needs_no_write_is_neither_told_nor_written_down_before_its_result() -> None:
    bench = Bench(ModelCopper(2), updates(2))
    for row in (1, 2):
        bench.copper.edit(row, title=f"Chief {row}")
    assert bench.go() == Tally(planned=2, accepted=2)
    assert (bench.sending, bench.log.intents) == ([], [])
    assert len(bench.log.outcomes) == 1


class _Spy(ModelCopper):
    """Looks at the run while a write is with Copper; an answer takes two seconds."""

    def __init__(self, leads: int, *, faults: Iterable[Fault] = ()) -> None:
        super().__init__(leads, faults=faults)
        self.look: Callable[[], object] = lambda: None

    def _write(self, request: Request, fault: Fault) -> Reply:
        self.look()
        return super()._write(request, fault)


def test_in_flight_are_the_leads_of_requests_under_way() -> None:
    copper = _Spy(25)
    bench = Bench(copper, updates(25))
    seen: list[tuple[int, int]] = []

    def look() -> None:
        now = bench.run.progress()
        seen.append((now.in_flight, now.queued))

    copper.look = look
    bench.go()
    assert seen == [(10, 15), (10, 5), (5, 0)]
    assert bench.run.progress().in_flight == 0


def test_the_time_of_a_call_is_coppers_without_our_own_waits() -> None:
    copper = _Spy(30, faults=[Fault.NONE, Fault.LIMITED, Fault.NONE])
    bench = Bench(copper, updates(30))
    seconds: list[float] = []

    def answer() -> None:
        bench.time.now_s += 2.0

    copper.look = answer
    assert bench.run.progress().call_s is None
    bench.react = lambda outcome: seconds.append(outcome.seconds)
    bench.go()
    assert bench.run.progress().call_s == pytest.approx(2.0)
    assert seconds == [pytest.approx(2.0)] * 3


class _BrokenLog(MemoryLog):
    """Cannot write from some request on, as on a full disk."""

    def __init__(self, good: int) -> None:
        super().__init__()
        self._good = good

    def intend(self, batch: Batch) -> None:
        if len(self.intents) >= self._good:
            raise OSError("disk full")
        super().intend(batch)


@pytest.mark.parametrize("in_flight", [1, 4])
def test_new_leads_that_were_not_written_down_are_not_sent(in_flight: int) -> None:
    bench = Bench(ModelCopper(), creates(40), in_flight=in_flight, log=_BrokenLog(1))
    with pytest.raises(OSError, match="disk full"):
        bench.go()
    assert len(bench.results) == 40
    assert len(bench.copper.created) == 10
    assert sum(isinstance(result, NotSent) for result in bench.results.values()) == 30


def test_a_log_that_breaks_at_a_resend_leaves_the_first_try_in_doubt() -> None:
    bench = Bench(ModelCopper(5, faults=[Fault.LOST_BEFORE]), updates(5), log=_BrokenLog(1))
    with pytest.raises(OSError, match="disk full"):
        bench.go()
    assert all(isinstance(result, Unknown) for result in bench.results.values())


def test_a_bug_in_on_sending_loses_nothing_and_is_raised() -> None:
    bench = Bench(ModelCopper(50), updates(50), in_flight=3)

    def fail(_: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        bench.run.run(fail, bench.settle)
    assert sorted(bench.results) == list(range(1, 51))


class _Wire:
    """A transport that refuses the first requests for the rate."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals

    def exchange(self, outgoing: Outgoing, *, departed: Callable[[], None]) -> Answer:
        departed()
        self.refusals -= 1
        return Answer(429 if self.refusals >= 0 else 200, {}, b"[]")

    def close(self) -> None:
        """Nothing to close."""


def test_the_real_client_asks_before_each_exchange() -> None:
    now_s = [0.0]

    def wait(_: threading.Event, seconds: float | None) -> None:
        now_s[0] += seconds or 0.0

    pacer = Pacer(MemoryLedger(), clock=lambda: now_s[0], wait=wait)
    link = connection("https://api.copper.com/v1", "ana@example.com", "secret")
    asked: list[float] = []
    with CopperClient(link, pacer, transport=_Wire(2)) as client:
        client.call(
            create_leads([{"name": "x"}]),
            departing=lambda: asked.append(now_s[0]),
            refused=lambda: asked.append(-1.0),
        )
    assert asked == [0.0, -1.0, 1.0, -1.0, 3.0]


@pytest.mark.parametrize("leads", [creates(5), updates(5)], ids=["creates", "updates"])
def test_what_was_turned_away_for_the_rate_is_in_no_doubt_while_it_waits(leads: list[PlannedLead]) -> None:
    bench = Bench(ModelCopper(5, faults=[Fault.LIMITED]), leads)
    bench.go()
    assert sorted(bench.log.withdrawn) == sorted(lead.row for lead in leads)
    assert len(bench.log.intents) == 2


def test_what_may_still_be_at_work_in_copper_stays_in_doubt_though_its_second_try_was_turned_away() -> None:
    bench = Bench(ModelCopper(5, faults=[Fault.LOST_BEFORE, Fault.LIMITED]), updates(5))
    bench.go()
    assert bench.log.withdrawn == []
