"""An answer that was lost, half or odd: what Copper holds is read again, and only what is found is told as done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from copper_desk.push.outcome import Tally
from copper_desk.push.plan import PlannedLead
from copper_desk.sheet.outcome import Accepted, Gone, LeadOutcome, Unknown
from tests.push.model_copper import Fault, ModelCopper, json_lead, planned_lead
from tests.push.trial import CODEC, Bench, creates, updates


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
