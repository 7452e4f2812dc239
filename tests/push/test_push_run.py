"""The run over a Copper in memory: each fault has its own answer, and the accounts tie out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.push.ledger import AccountingError, Ledger
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PlannedLead
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import Gone, NotSent, Refused
from tests.push.model_copper import REFUSED_DOMAIN, Fault, ModelCopper, planned_lead
from tests.push.trial import CODEC, Bench, creates, updates


def test_everything_is_accepted_and_held() -> None:
    bench = Bench(ModelCopper(25), [*updates(25), *creates(12)], in_flight=4)
    assert bench.go() == Tally(planned=37, accepted=37)
    assert [len(write) for write in sorted(bench.copper.writes, key=len)] == [2, 5, 10, 10, 10]
    assert all(bench.copper.leads[row]["title"] == f"Chief {row}" for row in range(1, 26))
    assert sorted(bench.sending) == sorted(bench.results)
    assert len(bench.log.outcomes) == len(bench.log.intents) == 5


def test_a_body_carries_changed_fields_only() -> None:
    bench = Bench(ModelCopper(1), updates(1))
    bench.go()
    assert bench.copper.writes == [[{"id": 1, "title": "Chief 1"}]]


def test_a_refused_element_names_the_cell_in_coppers_words() -> None:
    bench = Bench(ModelCopper(2), [planned_lead(CODEC, 1, {"email": f"x{REFUSED_DOMAIN}"}), *updates(1, start=2)])
    assert bench.go() == Tally(planned=2, accepted=1, failed=1)
    refused = bench.results[1]
    assert isinstance(refused, Refused)
    assert [(each.key, each.message) for each in refused.refusals] == [("email", "is invalid")]
    assert refused.request_id == "request-1"


def test_an_element_that_blames_no_cell_is_looked_up_and_found_gone() -> None:
    bench = Bench(ModelCopper(3), updates(3))
    bench.copper.meddle = lambda: bench.copper.leads.pop(3)
    assert bench.go() == Tally(planned=3, accepted=2, failed=1)
    assert isinstance(bench.results[3], Gone)


def test_too_many_requests_are_sent_again_for_updates_and_creates() -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LIMITED] * 3), [*updates(2), *creates(2)])
    assert bench.go() == Tally(planned=4, accepted=4)
    assert len(bench.copper.created) == 2


def test_endless_429_ends_as_not_sent() -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LIMITED] * 100), updates(2))
    assert bench.go() == Tally(planned=2, not_sent=2)


@pytest.mark.parametrize("fault", [Fault.UNAUTHORISED, Fault.FORBIDDEN])
def test_a_rejected_key_stops_and_keeps_the_rest(fault: Fault) -> None:
    bench = Bench(ModelCopper(30, faults=[Fault.NONE, fault]), updates(30))
    assert bench.go() == Tally(planned=30, accepted=10, not_sent=20)
    assert len(bench.copper.writes) == 2


def test_one_poison_lead_fails_alone() -> None:
    bench = Bench(ModelCopper(10, poison=frozenset({"Chief 7"})), updates(10))
    assert bench.go() == Tally(planned=10, accepted=9, failed=1)
    assert isinstance(bench.results[7], Refused)
    assert [len(write) for write in bench.copper.writes] == [10, 5, 5, 1, 1, 1, 1, 1]


def test_a_lower_limit_is_adopted_for_the_rest() -> None:
    bench = Bench(ModelCopper(30, limit=4), updates(30))
    assert bench.go() == Tally(planned=30, accepted=30)
    assert [len(write) for write in bench.copper.writes] == [10, 4, 4, 2, 4, 4, 2, 4, 4, 2]


def test_five_whole_failures_in_a_row_stop_the_run() -> None:
    copper = ModelCopper(100, faults=[Fault.FAULT_BEFORE] * 500)
    bench = Bench(copper, updates(100))
    assert bench.go() == Tally(planned=100, unknown=50, not_sent=50)
    assert any("in a row" in r.reason for r in bench.results.values() if isinstance(r, NotSent))


def test_a_success_between_failures_starts_the_count_again() -> None:
    failing = [Fault.FAULT_BEFORE] * 3
    faults = [*failing * 4, Fault.NONE, *failing * 4, Fault.NONE]
    bench = Bench(ModelCopper(100, faults=faults), updates(100))
    assert bench.go() == Tally(planned=100, accepted=20, unknown=80)


def test_a_lost_network_is_waited_for() -> None:
    bench = Bench(ModelCopper(20, faults=[Fault.UNSENT], read_faults=[Fault.UNSENT] * 12), [*updates(10), *creates(5)])
    assert bench.go() == Tally(planned=15, accepted=15)
    assert sum(bench.time.waits) > 60
    assert len(bench.copper.created) == 5


def test_a_network_that_stays_lost_ends_after_half_an_hour() -> None:
    bench = Bench(ModelCopper(20, faults=[Fault.UNSENT] * 9, read_faults=[Fault.UNSENT] * 900), updates(20))
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert 1790 < bench.time.now_s < 1900
    assert "30 minutes" in str(bench.results[20])


def test_a_stop_while_the_network_is_lost_ends_the_wait() -> None:
    bench = Bench(ModelCopper(20, faults=[Fault.UNSENT] * 9, read_faults=[Fault.UNSENT] * 900), updates(20))
    waits = bench.time.waits
    wait = bench.time.wait

    def stop_soon(token: CancelToken, seconds: float) -> bool:
        if len(waits) == 5:
            bench.run.stop()
        return wait(token, seconds)

    bench.run = PushRun(
        bench.plan, bench.copper, CODEC, bench.log, in_flight=1, tempo=replace(bench.time.tempo, wait=stop_soon)
    )
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert len(waits) < 10


def test_a_request_that_never_leaves_a_working_network_ends_as_not_sent() -> None:
    assert Bench(ModelCopper(2, faults=[Fault.UNSENT] * 99), updates(2)).go() == Tally(planned=2, not_sent=2)


def test_several_that_lose_the_network_wait_for_it_together() -> None:
    bench = Bench(ModelCopper(50, faults=[Fault.UNSENT] * 5, read_faults=[Fault.UNSENT] * 3), updates(50), in_flight=5)
    assert bench.go() == Tally(planned=50, accepted=50)


def test_a_whole_push_that_copper_refuses_lead_by_lead_was_answered_and_goes_on() -> None:
    bench = Bench(
        ModelCopper(100, poison=frozenset({"poison"})),
        [planned_lead(CODEC, row, {"title": "poison"}) for row in range(1, 101)],
    )
    assert bench.go() == Tally(planned=100, failed=100)
    assert bench.run.stop_reason is None


@pytest.mark.parametrize("make", [updates, creates])
@pytest.mark.parametrize("fault", [Fault.UNTRUSTED, Fault.PROXY])
def test_a_way_that_is_barred_on_this_side_stops_with_its_own_words_and_no_wait(
    fault: Fault, make: Callable[[int], list[PlannedLead]]
) -> None:
    bench = Bench(ModelCopper(30, faults=[Fault.NONE, fault]), make(30))
    assert bench.go() == Tally(planned=30, accepted=10, not_sent=20)
    assert bench.time.now_s == 0
    error = bench.run.stopped_by
    assert error is not None
    assert bench.run.stop_reason == error.message
    assert {r.reason for r in bench.results.values() if isinstance(r, NotSent)} == {error.message}


def test_a_way_that_is_barred_when_the_network_comes_back_stops_too() -> None:
    bench = Bench(ModelCopper(20, faults=[Fault.UNSENT], read_faults=[Fault.UNSENT, Fault.PROXY]), updates(20))
    assert bench.go() == Tally(planned=20, not_sent=20)
    assert bench.time.now_s < 60
    assert bench.run.stop_reason == "The proxy asks for a password."


def test_a_way_that_is_barred_at_the_read_before_stops_and_at_the_read_after_leaves_the_doubt() -> None:
    before = Bench(ModelCopper(30, fresh_faults=[Fault.UNTRUSTED]), updates(30))
    assert before.go() == Tally(planned=30, not_sent=30)
    assert before.run.stop_reason == "The certificate is not trusted."
    assert before.copper.writes == []
    after = Bench(ModelCopper(10, faults=[Fault.LOST_AFTER], read_faults=[Fault.UNTRUSTED]), updates(10))
    assert after.go() == Tally(planned=10, unknown=10)
    assert after.time.now_s == 0


def test_stop_lets_the_flying_land_and_keeps_the_rest() -> None:
    bench = Bench(ModelCopper(50), updates(50))
    bench.react = lambda outcome: bench.run.stop() if outcome.number == 2 else None
    tally = bench.go()
    assert tally.accepted + tally.not_sent == 50
    assert tally.accepted in {20, 30}
    assert all(
        bench.copper.leads[row]["title"] == "Buyer" for row, r in bench.results.items() if isinstance(r, NotSent)
    )


def test_pause_holds_and_resume_goes_on() -> None:
    bench = Bench(ModelCopper(30), updates(30))
    paused_at: list[int] = []

    def pause(outcome: BatchOutcome) -> None:
        if outcome.number == 1:
            bench.run.pause()
            assert bench.run.progress().waiting == "Paused"
            paused_at.append(len(bench.copper.writes))
            resume.start()

    def go_on() -> None:
        paused_at.append(len(bench.copper.writes))
        bench.run.resume()

    resume = threading.Thread(target=go_on)
    bench.react = pause
    assert bench.go() == Tally(planned=30, accepted=30)
    resume.join()
    assert paused_at == [1, 1]


def test_stop_while_paused_ends_the_run() -> None:
    bench = Bench(ModelCopper(30), updates(30), in_flight=3)
    bench.run.pause()
    stopper = threading.Thread(target=bench.run.stop)
    stopper.start()
    assert bench.go() == Tally(planned=30, not_sent=30)
    stopper.join()
    assert bench.copper.writes == []
    assert bench.sending == []


def test_progress_counts_and_measures() -> None:
    bench = Bench(ModelCopper(30), updates(30))
    seen = []

    def look(_: BatchOutcome) -> None:
        bench.time.now_s += 2.0
        seen.append(bench.run.progress())

    bench.react = look
    bench.go()
    assert [each.tally.accepted for each in seen] == [10, 20, 30]
    assert seen[1].rate_leads_per_s == pytest.approx(20 / 4)
    assert seen[1].remaining_s == pytest.approx(2.0)
    assert all(each.in_flight + each.queued == each.tally.open for each in seen)


def test_a_lead_planned_twice_is_a_bug() -> None:
    with pytest.raises(AccountingError):
        Bench(ModelCopper(1), [*updates(1), *updates(1)])


def test_a_ledger_takes_no_second_result_and_closes_only_when_all_are_in() -> None:
    ledger = Ledger([1, 2])
    ledger.settle(BatchOutcome(1, (NotSent(1, ""),)))
    with pytest.raises(AccountingError, match="second result"):
        ledger.settle(BatchOutcome(1, (NotSent(1, ""),)))
    with pytest.raises(AccountingError, match="1 leads have no result"):
        ledger.close()
    ledger.settle(BatchOutcome(2, (Gone(2, ""),)))
    ledger.close()
    assert ledger.tally == Tally(planned=2, failed=1, not_sent=1)
