"""What breaks on this side: a log that is full, a closed client, a bug; no lead is lost, none is told as sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from copper_desk.copper.cancel import Cancelled
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.push.log import LogFailure, MemoryLog
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import Batch, PlannedLead
from copper_desk.sheet.outcome import Accepted, NotSent, Unknown
from tests.push.model_copper import Fault, ModelCopper
from tests.push.trial import Bench, creates, updates

FULL = "The push could no longer be written down, so nothing more was sent. The disk is full."


class _BrokenLog(MemoryLog):
    """Has a bug from the second request on."""

    def intend(self, batch: Batch) -> None:
        if self.intents:
            raise ZeroDivisionError
        super().intend(batch)


class _FullLog(MemoryLog):
    """Has room for one request, or for one result."""

    def __init__(self, *, results: bool) -> None:
        super().__init__()
        self._results = results

    def intend(self, batch: Batch) -> None:
        if self.intents and not self._results:
            raise LogFailure("The disk is full.")
        super().intend(batch)

    def record(self, outcome: BatchOutcome) -> None:
        if self.outcomes and self._results:
            raise LogFailure("The disk is full.")
        super().record(outcome)


@pytest.mark.parametrize("make", [updates, creates])
@pytest.mark.parametrize("in_flight", [1, 3])
def test_what_cannot_be_written_down_is_not_sent_and_says_so(
    in_flight: int, make: Callable[[int], list[PlannedLead]]
) -> None:
    bench = Bench(ModelCopper(60), make(60), log=_FullLog(results=False), in_flight=in_flight)
    assert bench.go() == Tally(planned=60, accepted=10, not_sent=50)
    assert {r.reason for r in bench.results.values() if isinstance(r, NotSent)} == {FULL}
    assert (bench.run.stop_reason, bench.run.stopped_by) == (FULL, None)
    assert bench.run.log_failure is not None
    assert bench.run.log_failure.message == "The disk is full."
    assert len(bench.copper.writes) == 1


def test_a_result_that_cannot_be_written_down_ends_the_push_and_is_told_all_the_same() -> None:
    bench = Bench(ModelCopper(60), updates(60), log=_FullLog(results=True))
    tally = bench.go()
    assert tally.accepted == len(bench.copper.updated)
    assert tally.accepted in {20, 30}  # The third request may have left before the second's result was there.
    assert tally.not_sent == 60 - tally.accepted
    assert bench.run.stop_reason == FULL


def test_nothing_is_sent_that_was_not_written_down_first() -> None:
    bench = Bench(ModelCopper(30), updates(30), log=_BrokenLog())
    with pytest.raises(ZeroDivisionError):
        bench.go()
    assert sorted(bench.results) == list(range(1, 31))
    assert [type(bench.results[row]) for row in (1, 11, 30)] == [Accepted, NotSent, NotSent]
    assert len(bench.copper.writes) == 1


class _BuggyCopper(ModelCopper):
    """Raises what no client should, after having applied the second write."""

    def call(self, request: Request, **how: Any) -> Reply:
        reply = super().call(request, **how)
        if request.write and len(self.writes) == 2:
            raise ZeroDivisionError
        return reply


class _ClosedCopper(ModelCopper):
    """A client that was closed after its first write."""

    def call(self, request: Request, **how: Any) -> Reply:
        if self.writes:
            raise Cancelled
        return super().call(request, **how)


@pytest.mark.parametrize(("fault", "accepted"), [(Fault.NONE, 10), (Fault.LOST_AFTER, 0), (Fault.UNSENT, 0)])
def test_a_closed_client_ends_the_run(fault: Fault, accepted: int) -> None:
    bench = Bench(_ClosedCopper(30, faults=[fault]), updates(30))
    tally = bench.go()
    assert tally.accepted == accepted
    assert tally.unknown == (10 if fault is Fault.LOST_AFTER else 0)


@pytest.mark.parametrize("in_flight", [1, 4])
def test_a_bug_in_a_worker_loses_nothing_and_is_raised(in_flight: int) -> None:
    bench = Bench(_BuggyCopper(50), updates(50), in_flight=in_flight)
    with pytest.raises(ZeroDivisionError):
        bench.go()
    assert sorted(bench.results) == list(range(1, 51))
    assert sum(isinstance(result, Unknown) for result in bench.results.values()) == 10
    for row, result in bench.results.items():
        held = bench.copper.leads[row]["title"] == f"Chief {row}"
        assert held or not isinstance(result, Accepted)
        assert not held or not isinstance(result, NotSent)


def test_a_bug_in_a_callback_loses_nothing_and_is_raised() -> None:
    bench = Bench(ModelCopper(50), updates(50), in_flight=2)

    def fail(outcome: BatchOutcome) -> None:
        raise LookupError(str(outcome.number))

    bench.react = fail
    with pytest.raises(LookupError):
        bench.go()
    assert sorted(bench.results) == list(range(1, 51))
