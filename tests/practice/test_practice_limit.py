"""The rate windows hold for any sequence of calls, counted from the rule itself."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.practice.limit import Limiter, Peak, Window


def _most_in(times: list[float], span_s: float) -> int:
    return max((sum(1 for t in times if start <= t < start + span_s) for start in times), default=0)


@given(st.lists(st.tuples(st.floats(0, 0.7), st.booleans()), max_size=120))
def test_no_window_ever_holds_more_than_its_limit(steps: list[tuple[float, bool]]) -> None:
    limiter = Limiter(Window(12, 5.0), Window(3, 1.0))
    times = itertools.accumulate((gap for gap, _ in steps), initial=0.0)
    calls = [(now, bulk) for now, (_, bulk) in zip(times, steps, strict=False)]
    served = [(now, bulk) for now, bulk in calls if limiter.admit(now, is_bulk=bulk)]
    assert _most_in([now for now, _ in served], 5.0) <= 12
    assert _most_in([now for now, bulk in served if bulk], 1.0) <= 3


def test_the_181st_call_in_a_minute_is_refused_and_the_first_leaves_after_60_s() -> None:
    limiter = Limiter()
    assert all(limiter.admit(i * 0.1, is_bulk=False) for i in range(180))
    assert not limiter.admit(59.999, is_bulk=False)
    assert limiter.admit(60.0, is_bulk=False)
    assert not limiter.admit(60.05, is_bulk=False)


def test_the_fourth_bulk_call_in_a_second_is_refused_while_reads_go_on() -> None:
    limiter = Limiter()
    assert [limiter.admit(t, is_bulk=True) for t in (0.0, 0.3, 0.6, 0.9)] == [True, True, True, False]
    assert limiter.admit(0.9, is_bulk=False)
    assert limiter.admit(1.0, is_bulk=True)


def test_a_refused_call_fills_no_window_unless_asked_to() -> None:
    limiter, harsh = Limiter(), Limiter()
    for now in (0.0, 0.1, 0.2, 0.9):
        limiter.admit(now, is_bulk=True)
        harsh.admit(now, is_bulk=True, count_refused=True)
    assert [limiter.admit(1.15, is_bulk=True), limiter.admit(1.16, is_bulk=True)] == [True, True]
    assert [harsh.admit(1.15, is_bulk=True), harsh.admit(1.16, is_bulk=True)] == [True, False]


@given(st.lists(st.floats(0, 0.6), max_size=60))
def test_a_peak_is_the_most_calls_in_any_span(gaps: list[float]) -> None:
    times = list(itertools.accumulate(gaps))
    peak = Peak(1.0)
    for now in times:
        peak.add(now)
    assert peak.highest == _most_in(times, 1.0)
