"""The run over a Copper in memory: each fault has its own answer, and the accounts tie out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.pace import Priority
from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.push.ledger import AccountingError, Ledger
from copper_desk.push.log import LogFailure, MemoryLog
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import Batch, PlannedLead
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import Accepted, Gone, LeadOutcome, NotSent, Refused, Unknown
from tests.push.model_copper import REFUSED_DOMAIN, Fault, ModelCopper, json_lead, planned_lead
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


@pytest.mark.parametrize(
    "fault",
    [Fault.LOST_AFTER, Fault.FAULT_AFTER, Fault.GARBLED, Fault.SHORT, Fault.LONG, Fault.REORDERED, Fault.OBJECT],
)
@pytest.mark.parametrize("make", [updates, creates])
def test_a_write_whose_answer_was_lost_is_found_and_not_repeated(
    fault: Fault, make: Callable[[int], list[PlannedLead]]
) -> None:
    bench = Bench(ModelCopper(4, faults=[fault]), make(4))
    assert bench.go() == Tally(planned=4, accepted=4)
    assert len(bench.copper.writes) == 1


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.FAULT_BEFORE, Fault.PAGE])
def test_an_update_that_was_not_applied_is_sent_again(fault: Fault) -> None:
    bench = Bench(ModelCopper(4, faults=[fault]), updates(4))
    assert bench.go() == Tally(planned=4, accepted=4)
    assert len(bench.copper.writes) == 2


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.FAULT_BEFORE, Fault.PAGE])
def test_a_create_in_doubt_is_never_sent_again(fault: Fault) -> None:
    bench = Bench(ModelCopper(0, faults=[fault]), creates(4))
    assert bench.go() == Tally(planned=4, unknown=4)
    assert len(bench.copper.writes) == 1
    assert all(
        "look there before you send it again" in r.reason for r in bench.results.values() if isinstance(r, Unknown)
    )


def test_only_the_other_half_of_a_half_applied_batch_goes_again() -> None:
    bench = Bench(ModelCopper(4, faults=[Fault.HALF]), updates(4))
    assert bench.go() == Tally(planned=4, accepted=4)
    assert [[lead["id"] for lead in write] for write in bench.copper.writes] == [[1, 2, 3, 4], [3, 4]]


def test_of_half_made_creates_only_the_found_ones_count() -> None:
    bench = Bench(ModelCopper(0, faults=[Fault.HALF]), creates(4))
    assert bench.go() == Tally(planned=4, accepted=2, unknown=2)
    assert len(bench.copper.created) == 2


def test_resending_an_update_ends() -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LOST_BEFORE] * 50), updates(2))
    assert bench.go() == Tally(planned=2, unknown=2)
    assert len(bench.copper.writes) == 3


def test_someone_elses_change_under_a_lost_answer_is_not_confirmed() -> None:
    copper = ModelCopper(1, faults=[Fault.LOST_BEFORE])
    copper.meddle = lambda: copper.leads[1].update(title="Changed by another")
    bench = Bench(copper, updates(1))
    assert bench.go() == Tally(planned=1, unknown=1)
    assert len(copper.writes) == 1


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


def test_updates_that_cannot_be_read_again_are_not_confirmed() -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LOST_AFTER], read_faults=[Fault.FAULT_BEFORE] * 99), updates(2))
    assert bench.go() == Tally(planned=2, unknown=2)


def test_a_lead_that_vanished_under_a_lost_answer_is_gone() -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LOST_AFTER]), updates(2))
    bench.copper.meddle = lambda: bench.copper.leads.pop(2)
    assert bench.go() == Tally(planned=2, accepted=1, failed=1)
    assert isinstance(bench.results[2], Gone)


def test_a_known_lead_is_not_taken_for_a_lost_create() -> None:
    copper = ModelCopper(1, faults=[Fault.LOST_BEFORE])
    copper.leads[1] |= json_lead(1, created=1_790_000_000) | {
        "title": None,
        "name": "New 1",
        "email": {"email": "new1@model.example"},
    }
    assert Bench(copper, creates(1), known=[1]).go() == Tally(planned=1, unknown=1)


def test_an_older_lead_is_not_taken_for_a_lost_create() -> None:
    copper = ModelCopper(1, faults=[Fault.LOST_BEFORE])
    copper.leads[1] |= {"title": None, "name": "New 1", "email": {"email": "new1@model.example"}}
    assert Bench(copper, creates(1)).go() == Tally(planned=1, unknown=1)


class _Sloppy(ModelCopper):
    """A search that heeds no dates."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        return super()._found({key: value for key, value in body.items() if key != "minimum_created_date"})


def test_an_older_lead_is_not_taken_even_if_the_search_shows_it() -> None:
    copper = _Sloppy(1, faults=[Fault.LOST_BEFORE])
    copper.leads[1] |= {"title": None, "name": "New 1", "email": {"email": "new1@model.example"}}
    assert Bench(copper, creates(1)).go() == Tally(planned=1, unknown=1)


class _Lowering(ModelCopper):
    """Writes e-mail addresses in lower case, and finds them by nothing else."""

    def _create(self, item: dict[str, Any]) -> dict[str, Any]:
        address = {"email": item["email"]["email"].lower(), "category": "work"}
        return super()._create(item | {"email": address})


def test_a_lost_create_whose_address_copper_rewrote_is_found_by_name() -> None:
    shouting = planned_lead(CODEC, -1, {"name": "Ann Lee", "email": "ANN@Model.Example"})
    bench = Bench(_Lowering(faults=[Fault.LOST_AFTER]), [shouting])
    assert bench.go() == Tally(planned=1, accepted=1)
    assert [r.body for r in bench.copper.requests if r.path == "/leads/search" and "name" in (r.body or {})]


class _Merging(ModelCopper):
    """Answers a create with a lead that was there before."""

    def _create(self, item: dict[str, Any]) -> dict[str, Any]:
        return self.leads[1] | {"name": item["name"], "email": item["email"]}


def test_an_echo_with_the_id_of_a_known_lead_is_not_believed() -> None:
    assert Bench(_Merging(1), creates(1), known=[1]).go() == Tally(planned=1, unknown=1)


def test_an_update_in_doubt_stays_so_when_its_second_try_is_turned_away() -> None:
    for second in (Fault.UNAUTHORISED, Fault.UNSENT):
        read_faults = [] if second is Fault.UNAUTHORISED else [Fault.NONE] * 2 + [Fault.UNSENT] * 999
        bench = Bench(ModelCopper(2, faults=[Fault.LOST_BEFORE, second], read_faults=read_faults), updates(2))
        assert bench.go() == Tally(planned=2, unknown=2)


@pytest.mark.parametrize("make", [updates, creates])
def test_a_read_that_brings_no_lead_proves_nothing(make: Callable[[int], list[PlannedLead]]) -> None:
    bench = Bench(ModelCopper(2, faults=[Fault.LOST_AFTER], read_faults=[Fault.OBJECT] * 99), make(2))
    assert bench.go() == Tally(planned=2, unknown=2)


def test_a_request_that_never_leaves_a_working_network_ends_as_not_sent() -> None:
    assert Bench(ModelCopper(2, faults=[Fault.UNSENT] * 99), updates(2)).go() == Tally(planned=2, not_sent=2)


def test_several_that_lose_the_network_wait_for_it_together() -> None:
    bench = Bench(ModelCopper(50, faults=[Fault.UNSENT] * 5, read_faults=[Fault.UNSENT] * 3), updates(50), in_flight=5)
    assert bench.go() == Tally(planned=50, accepted=50)


def test_lost_twins_get_one_id_each() -> None:
    twins = [planned_lead(CODEC, -n, {"name": "Same Name"}) for n in range(1, 4)]
    bench = Bench(ModelCopper(0, faults=[Fault.LOST_AFTER]), twins)
    assert bench.go() == Tally(planned=3, accepted=3)
    assert len({r.lead[0] for r in bench.results.values() if isinstance(r, Accepted)}) == 3


@pytest.mark.parametrize("fault", [Fault.LOST_AFTER, Fault.LOST_BEFORE])
def test_a_twin_in_another_request_leaves_a_lost_create_unconfirmed(fault: Fault) -> None:
    twins = [planned_lead(CODEC, -n, {"name": "Same Name"}) for n in range(1, 21)]
    bench = Bench(ModelCopper(0, faults=[Fault.LOST_BEFORE, fault]), twins)
    # Of the second request nobody can say whether it made these leads, or the first one did after all.
    assert bench.go() == Tally(planned=20, unknown=20)


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


class _Unfaithful(ModelCopper):
    """Answers updates with a title of its own; holds ``held`` afterwards, or no lead."""

    def __init__(self, leads: int, *, held: str) -> None:
        super().__init__(leads)
        self._held = held

    def _update(self, item: dict[str, Any]) -> dict[str, Any]:
        answer = super()._update(item)
        self.leads[item["id"]]["title"] = self._held
        if not self._held:
            del self.leads[item["id"]]
        return answer | {"title": "Odd"}


def test_an_odd_echo_that_cannot_be_read_again_is_not_confirmed_and_one_that_vanished_is_gone() -> None:
    unread = Bench(_Unfaithful(1, held="Chief 1"), updates(1))
    unread.copper._read_faults.extend([Fault.FAULT_BEFORE] * 9)
    assert unread.go() == Tally(planned=1, unknown=1)
    vanished = Bench(_Unfaithful(1, held=""), updates(1))
    assert vanished.go() == Tally(planned=1, failed=1)


@pytest.mark.parametrize(("held", "result"), [("Chief 1", Accepted), ("Odd", Accepted), ("Buyer", Unknown)])
def test_an_echo_that_does_not_show_what_was_sent_is_read_again(held: str, result: type[LeadOutcome]) -> None:
    bench = Bench(_Unfaithful(1, held=held), updates(1))
    bench.go()
    assert bench.kinds() == {result}
    title = CODEC.schema["title"].position
    assert all(r.lead[title] == held for r in bench.results.values() if isinstance(r, Accepted))


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


FULL = "The push could no longer be written down, so nothing more was sent. The disk is full."


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

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Callable[[], object] | None = None,
    ) -> Reply:
        reply = super().call(request, cancel=cancel, departing=departing)
        if request.write and len(self.writes) == 2:
            raise ZeroDivisionError
        return reply


class _ClosedCopper(ModelCopper):
    """A client that was closed after its first write."""

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Callable[[], object] | None = None,
    ) -> Reply:
        if self.writes:
            raise Cancelled
        return super().call(request, cancel=cancel, departing=departing)


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
