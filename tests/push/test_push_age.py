"""No lead is written on a read that grew old: after a pause, a wait for a slot, slow reads, before a resend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.push.lookup import FRESH_S
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.sheet.outcome import Unknown
from tests.push.model_copper import Fault, ModelCopper
from tests.push.trial import Bench, Forgetful, updates


class _Timed(ModelCopper):
    """Notes when each lead was read and how old that was at its write; ``work`` lets time pass before a call."""

    def __init__(self, leads: int, **faults: Any) -> None:
        super().__init__(leads, **faults)
        self.clock: Callable[[], float] = lambda: 0.0
        self.read_s: dict[int, float] = {}
        self.ages: list[float] = []
        self.work: Callable[[Request], object] = lambda _: None

    def call(self, request: Request, **how: Any) -> Reply:
        self.work(request)
        began_s = self.clock()
        reply = super().call(request, **how)
        if request.write and request.body is not None:
            ids = [each["id"] for each in request.body["leads"] if "id" in each]  # type: ignore[attr-defined]
            self.ages += [began_s - self.read_s[each] for each in ids]
        elif isinstance(reply.json, list | dict):
            found = reply.json if isinstance(reply.json, list) else [reply.json]
            self.read_s.update((each["id"], began_s) for each in found if each["id"] != 7 or len(each) > 1)
        return reply


def timed(leads: int, **faults: Any) -> tuple[Bench, _Timed]:
    copper = _Timed(leads, **faults)
    bench = Bench(copper, updates(leads))
    copper.clock = bench.time.clock
    return bench, copper


def test_after_a_pause_what_is_too_old_is_read_again() -> None:
    bench, copper = timed(30)

    def pause(outcome: BatchOutcome) -> None:
        if outcome.number == 1:
            bench.time.now_s += FRESH_S + 1

    bench.react = pause
    assert bench.go() == Tally(planned=30, accepted=30)
    assert copper.fresh_reads == [list(range(1, 31)), list(range(11, 31))]
    assert max(copper.ages) <= FRESH_S


def test_what_is_young_enough_after_a_pause_is_not_read_again() -> None:
    bench, copper = timed(30)
    bench.react = lambda _: bench.time.wait(CancelToken(), 3.0)
    assert bench.go() == Tally(planned=30, accepted=30)
    assert len(copper.fresh_reads) == 1


def test_a_read_that_grew_old_while_its_request_waited_for_its_slot_is_made_again() -> None:
    bench, copper = timed(10)
    waits = iter([FRESH_S + 5])

    def hold(request: Request) -> None:
        if request.write:
            bench.time.now_s += next(waits, 0.0)

    copper.work = hold
    assert bench.go() == Tally(planned=10, accepted=10)
    assert len(copper.fresh_reads) == 2
    assert len(bench.log.intents) == len(copper.writes) == 1
    assert max(copper.ages) <= FRESH_S


def test_a_slot_that_never_comes_in_time_ends_as_not_sent() -> None:
    bench, copper = timed(10)

    def hold(request: Request) -> None:
        bench.time.now_s += FRESH_S + 5 if request.write else 0.0

    copper.work = hold
    assert bench.go() == Tally(planned=10, not_sent=10)
    assert bench.log.intents == []
    assert bench.sending == []


def test_a_copper_that_takes_longer_than_that_to_answer_is_still_written_to() -> None:
    copper = _Slow(20)
    bench = Bench(copper, updates(20))
    copper.answer = lambda: bench.time.wait(CancelToken(), 20.0)
    assert bench.go() == Tally(planned=20, accepted=20)
    assert len(copper.fresh_reads) == 1


class _Slow(ModelCopper):
    """Searches by ids whose answers take their time."""

    def __init__(self, leads: int) -> None:
        super().__init__(leads)
        self.answer: Callable[[], object] = lambda: None

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        self.answer()
        return super()._found(body)


def test_single_reads_that_take_long_do_not_let_the_others_grow_old() -> None:
    copper = _TimedForgetful(30)
    bench = Bench(copper, [each for each in updates(30) if each.row % 3 == 0])
    copper.clock = bench.time.clock

    def crawl(request: Request) -> None:
        bench.time.now_s += 3.0 if request.method == "GET" else 0.0

    copper.work = crawl
    assert bench.go() == Tally(planned=10, accepted=10)
    assert max(copper.ages) <= FRESH_S
    assert 1 < len(copper.writes) <= 5


class _TimedForgetful(_Timed, Forgetful):
    """Both."""


def test_a_resend_is_made_on_a_read_that_is_young() -> None:
    bench, copper = timed(4, faults=[Fault.LOST_BEFORE])
    slow = iter([0.0, FRESH_S + 1])
    copper.work = lambda request: bench.time.wait(CancelToken(), next(slow, 0.0)) if request.method == "GET" else None
    assert bench.go() == Tally(planned=4, accepted=4)
    assert len(copper.fresh_reads) == 2


def test_a_resend_in_doubt_that_meets_someone_elses_change_is_not_called_unsent() -> None:
    bench, copper = timed(1, faults=[Fault.LOST_BEFORE])

    def rival(_: Request) -> None:
        if len(copper.requests) == 3:  # read, lost write, verified: now someone comes between.
            bench.time.now_s += FRESH_S + 1
            copper.edit(1, title="Boss")

    copper.work = rival
    assert bench.go() == Tally(planned=1, unknown=1)
    assert isinstance(bench.results[1], Unknown)
