"""The fault spec reads as its documentation says, and faults strike the calls it names."""

from __future__ import annotations

import pytest

from copper_desk.practice.fault import KINDS, Fault, FaultPlan, FaultSpecError, read_faults


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        ("500@bulk_update:2", Fault("500", "", "bulk_update", first=2, times=1)),
        ("drop-after@bulk_create:1x3", Fault("drop-after", "", "bulk_create", first=1, times=3)),
        ("429=7@any:10x5", Fault("429", "7", "any", first=10, times=5)),
        ("slow=2.5@search:%4", Fault("slow", "2.5", "search", every=4)),
        ("502@bulk:p0.05", Fault("502", "", "bulk", chance=0.05)),
        ("limit=5@bulk", Fault("limit", "5", "bulk", every=1, times=1)),
        ("hang-after@update", Fault("hang-after", "60", "update", every=1)),
        ("401:3x*", Fault("401", "", "any", first=3, times=None)),
        ("rival=title@bulk:1", Fault("rival", "title", "bulk", first=1, times=1)),
        ("500-after@create:1", Fault("500-after", "", "create", first=1, times=1)),
    ],
)
def test_a_spec_reads(spec: str, fault: Fault) -> None:
    assert read_faults(spec) == (fault,)


def test_specs_are_listed_with_commas() -> None:
    assert [fault.kind for fault in read_faults(" 500@search:1, 502@search:2 ,")] == ["500", "502"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reads(kind: str) -> None:
    assert read_faults(f"{kind}=5@bulk:1")[0].kind == kind


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("explode@bulk", "no fault 'explode'"),
        ("500@leads", "no call 'leads'"),
        ("500@bulk:soon", "Cannot read the fault"),
        ("500@bulk:p1.2.3", "when the fault"),
        ("slow=long", "is a number"),
        ("poison@bulk", "needs an argument"),
    ],
)
def test_a_spec_that_cannot_be_read_is_named(spec: str, sentence: str) -> None:
    with pytest.raises(FaultSpecError, match=sentence):
        read_faults(spec)


def _strikes(spec: str, calls: list[str], *, seed: int = 0) -> list[str]:
    plan = FaultPlan(seed)
    plan.add(read_faults(spec))
    return [" ".join(fault.kind for fault in plan.strike(call)) for call in calls]


def test_only_calls_aimed_at_are_counted() -> None:
    calls = ["search", "bulk_update", "fetch", "bulk_create", "bulk_update"]
    assert _strikes("500@bulk:2", calls) == ["", "", "", "500", ""]


def test_a_fault_strikes_so_many_times_in_a_row() -> None:
    assert _strikes("429@search:2x2", ["search"] * 5) == ["", "429", "429", "", ""]


def test_every_nth_call_is_struck_without_end() -> None:
    assert _strikes("500@any:%2", ["search"] * 5) == ["", "500", "", "500", ""]


def test_of_two_outcomes_the_first_set_strikes_and_the_other_waits_its_turn() -> None:
    assert _strikes("500@search:1,502@search:1", ["search"] * 3) == ["500", "502", ""]


def test_preludes_come_with_an_outcome() -> None:
    assert _strikes("slow@search,gone@search:1,500@search:1", ["search"] * 2) == ["slow gone 500", "slow"]


def test_chance_is_drawn_from_the_seed() -> None:
    calls = ["search"] * 400
    first, again = _strikes("500@any:p0.25", calls, seed=3), _strikes("500@any:p0.25", calls, seed=3)
    assert first == again != _strikes("500@any:p0.25", calls, seed=4)
    assert 60 < first.count("500") < 140


def test_cleared_faults_strike_no_more() -> None:
    plan = FaultPlan()
    plan.add(read_faults("500"))
    plan.clear()
    assert plan.strike("search") == []
