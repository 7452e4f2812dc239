"""Each lead is held against Copper just before it is sent: what is read when, and what becomes of what was read."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import AuthRejected, TransportFailure
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.push.outcome import Tally
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, NotSent
from tests.push.model_copper import Fault, ModelCopper, planned_lead
from tests.push.trial import CODEC, Bench, Forgetful, creates, updates


def test_two_hundred_leads_a_read_and_none_for_new_ones() -> None:
    bench = Bench(ModelCopper(250), [*updates(250), *creates(5)])
    assert bench.go() == Tally(planned=255, accepted=255)
    assert [len(ids) for ids in bench.copper.fresh_reads] == [200, 50]
    assert sorted(row for ids in bench.copper.fresh_reads for row in ids) == list(range(1, 251))
    assert bench.plan.read_count == 2


def test_new_leads_alone_are_not_read() -> None:
    bench = Bench(ModelCopper(), creates(15))
    bench.go()
    assert all(request.write for request in bench.copper.requests)


def test_a_lead_that_someone_else_changed_in_the_same_field_is_held_back_and_the_rest_goes() -> None:
    bench = Bench(ModelCopper(12), updates(12))
    bench.copper.edit(3, title="Boss")
    assert bench.go() == Tally(planned=12, accepted=11, not_sent=1)
    held = bench.results[3]
    assert isinstance(held, Conflicted)
    assert held.lead == CODEC.decode(bench.copper.leads[3])
    assert bench.copper.leads[3]["title"] == "Boss"
    assert 3 not in bench.sending
    assert 3 not in bench.copper.updated
    assert [len(write) for write in bench.copper.writes] == [9, 2]
    assert not [request for request in bench.copper.requests if request.method == "GET"]


def test_another_field_merges_and_what_is_there_already_is_done_without_a_write() -> None:
    bench = Bench(ModelCopper(3), updates(3))
    bench.copper.edit(1, company_name="Acme")
    bench.copper.edit(2, title="Chief 2")
    assert bench.go() == Tally(planned=3, accepted=3)
    assert sorted(bench.copper.updated) == [1, 3]
    assert (bench.copper.leads[1]["company_name"], bench.copper.leads[1]["title"]) == ("Acme", "Chief 1")


def test_the_log_holds_what_copper_held_just_before() -> None:
    bench = Bench(ModelCopper(1), [planned_lead(CODEC, 1, {"title": "Chief 1", "company_name": "Acme"})])
    bench.copper.edit(1, company_name="Acme", details="Fresh")
    fresh = CODEC.decode(bench.copper.leads[1])
    bench.go()
    ((lead,),) = (batch.leads for batch in bench.log.intents)
    assert lead.base == fresh
    assert [(cell.key, cell.base) for cell in lead.cells] == [("title", "Buyer")]


def test_what_a_search_does_not_show_is_asked_for_by_its_id() -> None:
    bench = Bench(Forgetful(9), updates(12))
    assert bench.go() == Tally(planned=12, accepted=9, failed=3)
    fetched = [int(r.path.rpartition("/")[2]) for r in bench.copper.requests if r.method == "GET"]
    assert sorted(fetched) == [3, 6, 9, 10, 11, 12]
    assert {row for row, result in bench.results.items() if isinstance(result, Gone)} == {10, 11, 12}
    assert not {10, 11, 12} & set(bench.sending)


class _Lagging(ModelCopper):
    """Searches that show leads as they once were."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        return [lead | {"title": "Long ago", "date_modified": 5} for lead in super()._found(body)]


def test_a_search_that_lags_behind_makes_no_conflict() -> None:
    bench = Bench(_Lagging(2), updates(2))
    assert bench.go() == Tally(planned=2, accepted=2)
    assert bench.copper.leads[1]["title"] == "Chief 1"


class _Deaf(ModelCopper):
    """Searches that heed no ids: they bring other leads."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        return [self.leads[900]] if "ids" in body else super()._found(body)


def test_a_search_that_heeds_no_ids_costs_single_reads_and_nothing_else() -> None:
    copper = _Deaf(3)
    copper.leads[900] = copper.leads[1] | {"id": 900}
    assert Bench(copper, updates(3)).go() == Tally(planned=3, accepted=3)


# Reads that fail


@pytest.mark.parametrize("fault", [Fault.FAULT_BEFORE, Fault.LOST_BEFORE, Fault.LIMITED, Fault.PAGE, Fault.OBJECT])
def test_a_read_that_failed_is_tried_again(fault: Fault) -> None:
    bench = Bench(ModelCopper(20, fresh_faults=[fault, fault]), updates(20))
    assert bench.go() == Tally(planned=20, accepted=20)
    assert len(bench.copper.fresh_reads) == 3


@pytest.mark.parametrize("fault", [Fault.FAULT_BEFORE, Fault.LOST_BEFORE, Fault.PAGE, Fault.OBJECT])
def test_leads_that_cannot_be_read_are_not_sent_and_the_next_are_read_for_themselves(fault: Fault) -> None:
    bench = Bench(ModelCopper(20, fresh_faults=[fault] * 3), updates(20))
    assert bench.go() == Tally(planned=20, accepted=10, not_sent=10)
    result = bench.results[1]
    assert isinstance(result, NotSent)
    assert result.reason.startswith("This lead was not sent because it could not be read just before. ")
    assert sorted(bench.copper.updated) == list(range(11, 21))


def test_a_refused_read_is_not_tried_again() -> None:
    bench = Bench(ModelCopper(10, fresh_faults=[Fault.REJECTED]), updates(10))
    assert bench.go() == Tally(planned=10, not_sent=10)
    assert len(bench.copper.fresh_reads) == 1


def test_reads_that_keep_failing_stop_the_run_after_five_batches() -> None:
    bench = Bench(ModelCopper(100, fresh_faults=[Fault.FAULT_BEFORE] * 999), updates(100))
    assert bench.go() == Tally(planned=100, not_sent=100)
    assert len(bench.copper.fresh_reads) == 15
    assert "5 batches in a row" in (bench.run.stop_reason or "")
    assert bench.copper.writes == []


@pytest.mark.parametrize("fault", [Fault.UNAUTHORISED, Fault.FORBIDDEN])
def test_a_key_that_is_rejected_at_a_read_stops_the_run_and_names_it(fault: Fault) -> None:
    bench = Bench(ModelCopper(300, fresh_faults=[Fault.NONE, *[fault] * 9]), updates(300))
    tally = bench.go()
    assert tally == Tally(planned=300, accepted=200, not_sent=100)
    assert isinstance(bench.run.stopped_by, AuthRejected)


def test_a_single_lead_that_may_not_be_seen_is_not_sent_and_the_rest_goes() -> None:
    bench = Bench(Forgetful(3, read_faults=[Fault.FORBIDDEN]), updates(3))
    assert bench.go() == Tally(planned=3, accepted=2, not_sent=1)
    assert bench.run.stopped_by is None
    assert "Not allowed." in str(bench.results[3])


def test_a_key_rejected_at_a_single_read_stops_the_run() -> None:
    bench = Bench(Forgetful(20, read_faults=[Fault.UNAUTHORISED]), updates(20))
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert isinstance(bench.run.stopped_by, AuthRejected)


def test_a_network_lost_at_a_read_is_waited_for() -> None:
    bench = Bench(ModelCopper(20, fresh_faults=[Fault.UNSENT], read_faults=[Fault.UNSENT] * 9), updates(20))
    assert bench.go() == Tally(planned=20, accepted=20)


def test_a_network_lost_for_half_an_hour_is_named() -> None:
    bench = Bench(ModelCopper(20, fresh_faults=[Fault.UNSENT] * 9, read_faults=[Fault.UNSENT] * 999), updates(20))
    assert bench.go() == Tally(planned=20, not_sent=20)
    error = bench.run.stopped_by
    assert isinstance(error, TransportFailure)
    assert not error.sent
    assert (
        error.message
        == "There was no connection to Copper for 30 minutes, so the push stopped. There is no connection."
    )
    assert str(bench.results[20]).count("30 minutes") == 1


def test_a_stop_by_a_person_is_no_failure() -> None:
    bench = Bench(ModelCopper(20), updates(20))
    bench.react = lambda _: bench.run.stop()
    bench.go()
    assert bench.run.stopped_by is None
    assert bench.run.stop_reason is not None


# The sheet's time


def test_what_was_read_carries_the_sheets_stamp_from_before() -> None:
    copper = ModelCopper(2)
    copper.edit(1, title="Boss")
    copper.edit(2, title="Chief 2")
    bench = Bench(copper, updates(2))
    stamp = partial(next, count(100))
    bench.run = PushRun(bench.plan, copper, CODEC, bench.log, tempo=bench.time.tempo, stamp=stamp)
    assert bench.go() == Tally(planned=2, accepted=1, not_sent=1)
    conflicted, accepted = bench.results[1], bench.results[2]
    assert isinstance(conflicted, Conflicted)
    assert isinstance(accepted, Accepted)
    assert [conflicted.stamp, accepted.stamp] == [100, 100]


# Several at once


@pytest.mark.parametrize("in_flight", [2, 10])
def test_several_batches_share_their_reads(in_flight: int) -> None:
    bench = Bench(ModelCopper(600), updates(600), in_flight=in_flight)
    assert bench.go() == Tally(planned=600, accepted=600)
    asked = [row for ids in bench.copper.fresh_reads for row in ids]
    assert sorted(asked) == list(range(1, 601))
    assert len(bench.copper.fresh_reads) <= 4


class _Stuck(ModelCopper):
    """A search by ids that answers only when told to."""

    def __init__(self, leads: int) -> None:
        super().__init__(leads)
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def call(self, request: Request, **how: Any) -> Reply:
        if "ids" in (request.body or {}):
            assert how["priority"] is Priority.AHEAD
            self.asked.set()
            assert self.go_on.wait(10)
        return super().call(request, **how)


def test_a_stop_while_leads_are_read_sends_nothing() -> None:
    copper = _Stuck(40)
    bench = Bench(copper, updates(40), in_flight=4)

    def stop() -> None:
        assert copper.asked.wait(10)
        bench.run.stop()
        copper.go_on.set()

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert bench.go() == Tally(planned=40, not_sent=40)
    stopper.join()
    assert (copper.writes, bench.log.intents, bench.sending) == ([], [], [])


class _Buggy(ModelCopper):
    """Searches by ids end in what no client should raise, from the second on."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        if "ids" in body and len(self.fresh_reads) > 1:
            raise ZeroDivisionError
        return super()._found(body)


@pytest.mark.parametrize("in_flight", [1, 5])
def test_a_bug_in_a_read_loses_nothing_and_is_raised(in_flight: int) -> None:
    bench = Bench(_Buggy(500), updates(500), in_flight=in_flight)
    with pytest.raises(ZeroDivisionError):
        bench.go()
    assert sorted(bench.results) == list(range(1, 501))
    sent = {row for row, result in bench.results.items() if isinstance(result, Accepted)}
    assert sent == set(bench.copper.updated)


class _BuggyOnce(ModelCopper):
    """The second search by ids ends in what no client should raise."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        if "ids" in body and len(self.fresh_reads) == 2:
            raise ZeroDivisionError
        return super()._found(body)


def test_a_bug_in_a_read_ahead_is_raised_though_the_next_read_goes_well() -> None:
    bench = Bench(_BuggyOnce(700), updates(700))
    with pytest.raises(ZeroDivisionError):
        bench.go()
    assert sorted(bench.results) == list(range(1, 701))


def test_pauses_of_the_tempo_end_with_the_run() -> None:
    """A wait between two tries of a read is given up when the run is stopped."""
    bench = Bench(ModelCopper(20, fresh_faults=[Fault.FAULT_BEFORE] * 99), updates(20))
    wait = bench.time.wait

    def stop_soon(token: CancelToken, seconds: float) -> bool:
        bench.run.stop()
        return wait(token, seconds)

    tempo = replace(bench.time.tempo, wait=stop_soon)
    bench.run = PushRun(bench.plan, bench.copper, CODEC, bench.log, in_flight=1, tempo=tempo)
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert len(bench.copper.fresh_reads) <= 2
    assert bench.sending == []
