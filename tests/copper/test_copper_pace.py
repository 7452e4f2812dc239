"""The pacer keeps both windows under any arrivals, loses almost nothing of the ceiling, and puts pushes first."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.head_start import HeadStart
from copper_desk.copper.ledger import KEPT_S, MemoryLedger
from copper_desk.copper.margin import Margin
from copper_desk.copper.pace import LOADS_IN_FLIGHT, Pacer, Priority, Slot
from copper_desk.copper.request import Request, fetch_me, search_leads, update_leads
from copper_desk.copper.window import Call, CallKind, wait_for

BULK = update_leads([(1, {"title": "x"})])
READ = fetch_me()
PAGE = search_leads(1)


class Simulation:
    """A clock that only waiting moves. One caller at a time, so that a run is the same each time."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.pacer = Pacer(MemoryLedger(), clock=self.clock, wait=self.wait)

    def clock(self) -> float:
        return self.now_s

    def wait(self, _: threading.Event, seconds: float | None) -> None:
        assert seconds is not None, "nobody is there to wake a single caller"
        assert seconds > 0
        self.now_s += seconds

    def call(self, request: Request = BULK, priority: Priority = Priority.PUSH) -> Slot:
        slot = self.pacer.reserve(request, priority=priority)
        self.pacer.release(slot)
        return slot


def most_in(times_s: list[float], span_s: float) -> int:
    """The most calls in any half-open span."""
    ordered = sorted(times_s)
    return max((sum(start <= at < start + span_s for at in ordered) for start in ordered), default=0)


KINDS = st.sampled_from([(BULK, Priority.PUSH), (READ, Priority.READ), (PAGE, Priority.LOAD), (PAGE, Priority.PUSH)])


@given(
    arrivals=st.lists(st.tuples(st.floats(0, 3), KINDS), min_size=1, max_size=80),
    burst=st.integers(0, 200),
)
def test_no_window_ever_holds_too_many(arrivals: list[tuple[float, tuple[Request, Priority]]], burst: int) -> None:
    simulation = Simulation()
    slots = [simulation.call(PAGE, Priority.READ) for _ in range(burst)]
    for gap_s, (request, priority) in arrivals:
        simulation.now_s += gap_s
        slots.append(simulation.call(request, priority))
    assert most_in([slot.started_s for slot in slots], 60) <= 180
    assert most_in([slot.started_s for slot in slots if slot.kind is CallKind.BULK], 1) <= 3
    assert most_in([slot.started_s for slot in slots if slot.kind is CallKind.LOAD], 60) <= 150


@given(delays_s=st.lists(st.floats(0, 0.05), min_size=60, max_size=60))
def test_calls_that_are_late_by_up_to_the_margin_never_arrive_too_close(delays_s: list[float]) -> None:
    simulation = Simulation()
    arrivals_s = [simulation.call().started_s + delay_s for delay_s in delays_s]
    assert simulation.pacer.margin_s >= 0.05
    assert most_in(arrivals_s, 1) <= 3


def test_a_sustained_push_stays_close_to_the_ceiling() -> None:
    simulation = Simulation()
    jitter = [0.02 * (n * 7 % 11) / 10 for n in range(1000)]
    started_s = []
    for delay_s in jitter:
        slot = simulation.call()
        started_s.append(slot.started_s)
        simulation.now_s += delay_s  # The answer of this call is awaited, as if it were the only one in flight.
        simulation.pacer.succeeded(slot)
    rate = (len(started_s) - 1) / (started_s[-1] - started_s[0])
    assert 0.96 * 3 <= rate <= 3


def test_a_load_bursts_and_leaves_thirty_calls_of_the_minute() -> None:
    simulation = Simulation()
    burst = [simulation.call(PAGE, Priority.LOAD) for _ in range(150)]
    assert {slot.started_s for slot in burst} == {1000.0}
    assert [simulation.call(READ, Priority.PUSH).started_s for _ in range(30)] == [1000.0] * 30
    assert simulation.call(PAGE, Priority.LOAD).started_s >= 1060


def test_used_counts_the_last_minute() -> None:
    simulation = Simulation()
    simulation.call(READ)
    simulation.now_s += 40
    simulation.call(READ)
    assert simulation.pacer.used() == 2
    simulation.now_s += 30
    assert simulation.pacer.used() == 1


class _BusyLedger(MemoryLedger):
    """Somebody has it for as long as ``is_busy``."""

    is_busy = False

    def count(self, *, since_s: float) -> int | None:
        return None if self.is_busy else super().count(since_s=since_s)


def test_used_is_what_it_was_while_the_ledger_is_busy() -> None:
    ledger = _BusyLedger()
    pacer = Pacer(ledger)
    pacer.release(pacer.reserve(READ, priority=Priority.READ))
    assert pacer.used() == 1
    pacer.release(pacer.reserve(READ, priority=Priority.READ))
    ledger.is_busy = True
    assert pacer.used() == 1
    ledger.is_busy = False
    assert pacer.used() == 2


def test_a_call_counts_from_when_it_really_left() -> None:
    simulation = Simulation()
    slots = [simulation.pacer.reserve(BULK, priority=Priority.PUSH) for _ in range(3)]
    simulation.now_s += 0.4
    for slot in slots:
        simulation.pacer.departed(slot)
    assert simulation.call().started_s >= 1001.4


def test_a_429_holds_everyone_back_longer_each_time() -> None:
    simulation = Simulation()
    waits = [simulation.pacer.penalise(simulation.call(READ)) for _ in range(9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    refused_s = simulation.now_s
    assert simulation.call(PAGE, Priority.LOAD).started_s >= refused_s + 60


def test_calls_refused_together_count_once() -> None:
    simulation = Simulation()
    slots = [simulation.call() for _ in range(3)]
    assert [simulation.pacer.penalise(slot) for slot in slots] == [1, 1, 1]


def test_a_success_after_the_wait_ends_the_growth_and_one_before_does_not() -> None:
    simulation = Simulation()
    early = simulation.call()
    for expected in (1, 2):
        assert simulation.pacer.penalise(simulation.call()) == expected
    simulation.pacer.succeeded(early)
    assert simulation.pacer.penalise(simulation.call()) == 4
    simulation.pacer.succeeded(simulation.call())
    assert simulation.pacer.penalise(simulation.call()) == 1


@pytest.mark.parametrize(("asked_s", "held_s"), [(12.0, 12.0), (0.0, 0.0), (5000.0, 600.0)])
def test_a_retry_after_is_obeyed(asked_s: float, held_s: float) -> None:
    simulation = Simulation()
    assert simulation.pacer.penalise(simulation.call(), retry_after_s=asked_s) == held_s


def test_the_margin_widens_at_once_and_narrows_slowly() -> None:
    simulation = Simulation()
    before_s = simulation.pacer.margin_s
    simulation.pacer.penalise(simulation.call(READ))
    assert simulation.pacer.margin_s == before_s
    simulation.pacer.penalise(simulation.call())
    widened_s = simulation.pacer.margin_s
    assert widened_s > before_s
    for _ in range(7):
        simulation.pacer.succeeded(simulation.call())
    assert before_s < simulation.pacer.margin_s < widened_s


@pytest.mark.parametrize(("jitter_s", "low_s", "high_s"), [(0.0, 0.01, 0.01), (0.02, 0.018, 0.024), (0.5, 0.08, 0.08)])
def test_the_margin_follows_the_jitter(jitter_s: float, low_s: float, high_s: float) -> None:
    margin = Margin()
    for n in range(100):
        margin.observe(0.3 + jitter_s * (n % 21) / 20)
    assert low_s <= margin.seconds <= high_s


def test_the_margin_has_an_end() -> None:
    margin = Margin()
    for _ in range(50):
        margin.widen()
    assert margin.seconds < KEPT_S - 60


@given(times_s=st.lists(st.floats(0, 100), max_size=250), kind=st.sampled_from(CallKind))
def test_after_the_wait_there_is_room(times_s: list[float], kind: CallKind) -> None:
    calls = [Call(at_s, CallKind.BULK) for at_s in sorted(times_s)]
    now_s = 100.0
    wait_s = wait_for(kind, calls, now_s=now_s, margin_s=0.05)
    assert wait_for(kind, calls, now_s=now_s + wait_s, margin_s=0.05) == 0
    if wait_s:
        assert wait_for(kind, calls, now_s=now_s + wait_s - 0.001, margin_s=0.05) > 0


def test_a_ledger_forgets_what_no_window_needs_and_what_a_restart_left() -> None:
    ledger = MemoryLedger()
    seen: list[int] = []

    def rule(calls: Iterable[Call]) -> float:
        seen.append(len(list(calls)))
        return 0

    for now_s in (5000.0, 0.0, 1.0, 30.0, 64.0):
        ledger.claim(CallKind.OTHER, now_s=now_s, rule=rule)
    assert seen == [0, 0, 1, 2, 1]
    ledger.move(12345, at_s=64.0)
    assert ledger.count(since_s=0.0) == 2


class Crowd:
    """Threads that wait at a pacer whose clock is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.pacer = Pacer(MemoryLedger(), clock=lambda: self.now_s, wait=self._wait)
        self._served: list[tuple[int, str]] = []
        self._lock = threading.Lock()
        self._arrived = threading.Semaphore(0)

    def _wait(self, awake: threading.Event, _: float | None) -> None:
        self._arrived.release()
        awake.wait(10)

    def send(self, pool: ThreadPoolExecutor, name: str, request: Request, priority: Priority) -> None:
        """Starts a caller and returns when it waits."""

        def work() -> None:
            slot = self.pacer.reserve(request, priority=priority)
            with self._lock:
                self._served.append((slot.ticket, name))
            self.pacer.release(slot)

        pool.submit(work)
        assert self._arrived.acquire(timeout=10)

    @property
    def served(self) -> list[str]:
        """Who got a slot, in the order of the slots: the threads may run on in another."""
        return [name for _, name in sorted(self._served)]

    def fill(self, count: int) -> None:
        for _ in range(count):
            self.pacer.release(self.pacer.reserve(READ, priority=Priority.PUSH))

    def let_time_pass(self, seconds: float) -> None:
        """Moves the clock; whoever waits looks again, as it would when its wait is over."""
        self.now_s += seconds
        with self.pacer._lock:
            self.pacer._wake()


def test_pushes_go_first_and_each_kind_in_its_order() -> None:
    crowd = Crowd()
    crowd.fill(180)
    with ThreadPoolExecutor(7) as pool:
        for name, request, priority in (
            ("load 1", PAGE, Priority.LOAD),
            ("read 1", READ, Priority.READ),
            ("load 2", PAGE, Priority.LOAD),
            ("push 1", READ, Priority.PUSH),
            ("read 2", READ, Priority.READ),
            ("push 2", READ, Priority.PUSH),
            ("ahead", PAGE, Priority.AHEAD),
        ):
            crowd.send(pool, name, request, priority)
        crowd.let_time_pass(61)
    assert crowd.served == ["ahead", "push 1", "push 2", "read 1", "read 2", "load 1", "load 2"]


def test_a_single_read_passes_bulk_calls_that_wait_for_their_second_and_a_load_does_not() -> None:
    crowd = Crowd()
    for _ in range(3):
        crowd.pacer.release(crowd.pacer.reserve(BULK, priority=Priority.PUSH))
    with ThreadPoolExecutor(2) as pool:
        crowd.send(pool, "push", BULK, Priority.PUSH)
        crowd.send(pool, "load", PAGE, Priority.LOAD)
        slot = crowd.pacer.reserve(READ, priority=Priority.READ)
        assert crowd.served == []
        crowd.let_time_pass(1.1)
    assert crowd.served == ["push", "load"]
    assert slot.started_s == 0.0


def test_at_most_eight_pages_are_in_flight() -> None:
    crowd = Crowd()
    slots = [crowd.pacer.reserve(PAGE, priority=Priority.LOAD) for _ in range(LOADS_IN_FLIGHT)]
    with ThreadPoolExecutor(1) as pool:
        crowd.send(pool, "ninth", PAGE, Priority.LOAD)
        assert crowd.served == []
        for slot in slots[:1] * 2:
            crowd.pacer.release(slot)
    assert crowd.served == ["ninth"]


def test_a_cancel_ends_the_wait_at_once_and_takes_nothing() -> None:
    token = CancelToken()
    pacer = Pacer(MemoryLedger())
    for _ in range(3):
        pacer.release(pacer.reserve(BULK, priority=Priority.PUSH))
    pacer.penalise(pacer.reserve(READ, priority=Priority.PUSH), retry_after_s=600)
    used = pacer.used()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(pacer.reserve, BULK, priority=Priority.PUSH, cancel=token)
        token.cancel()
        with pytest.raises(Cancelled):
            waiting.result(timeout=10)
    assert pacer.used() == used
    with pytest.raises(Cancelled):
        pacer.reserve(READ, priority=Priority.READ, cancel=token)


def test_many_threads_at_a_real_clock_keep_the_window_of_a_second() -> None:
    pacer = Pacer(MemoryLedger())

    def work(_: int) -> float:
        slot = pacer.reserve(BULK, priority=Priority.PUSH)
        pacer.release(slot)
        return slot.started_s

    with ThreadPoolExecutor(7) as pool:
        started_s = list(pool.map(work, range(7)))
    assert most_in(started_s, 1.0) == 3
    assert max(started_s) - min(started_s) < 3


def test_a_withdrawn_call_frees_its_place_for_those_who_wait() -> None:
    simulation = Simulation()
    slots = [simulation.pacer.reserve(BULK, priority=Priority.PUSH) for _ in range(3)]
    simulation.pacer.withdraw(slots[0])
    assert simulation.call().started_s == slots[0].started_s
    assert simulation.call().started_s > slots[0].started_s + 1
    assert simulation.pacer.used() == 4


def test_a_withdrawn_page_of_a_load_lets_another_go() -> None:
    simulation = Simulation()
    slots = [simulation.pacer.reserve(PAGE, priority=Priority.LOAD) for _ in range(LOADS_IN_FLIGHT)]
    simulation.pacer.withdraw(slots[0])
    assert simulation.call(PAGE, Priority.LOAD).started_s == slots[0].started_s


def test_a_call_that_prepares_gets_its_slot_earlier_and_leaves_when_its_time_has_come() -> None:
    simulation = Simulation()
    starts_s = []
    for _ in range(6):
        slot = simulation.pacer.reserve(BULK, priority=Priority.PUSH, prepares=True)
        simulation.now_s += 0.02
        simulation.pacer.ready(slot)
        assert simulation.now_s >= slot.started_s
        starts_s.append(slot.started_s - slot.granted_s)
    assert starts_s == [0.0, *[pytest.approx(0.02)] * 5]
    quick = simulation.pacer.reserve(BULK, priority=Priority.PUSH, prepares=True)
    simulation.pacer.ready(quick)
    assert simulation.now_s == pytest.approx(quick.started_s)
    assert simulation.pacer.reserve(READ, priority=Priority.PUSH).granted_s == simulation.now_s


def test_a_head_start_is_the_median_and_has_an_end() -> None:
    start = HeadStart()
    assert start.seconds == 0.0
    for took_s in (0.01, 0.01, 9.0):
        start.observe(took_s)
    assert start.seconds == 0.01
    for _ in range(9):
        start.observe(9.0)
    assert start.seconds == 0.05


@pytest.mark.parametrize(("asked", "allowed"), [(60, 60), (180, 180), (999, 180), (1, 30)])
def test_fewer_calls_than_copper_allows_leave_the_rest_to_others(asked: int, allowed: int) -> None:
    calls = [Call(float(n) / 10, CallKind.OTHER) for n in range(allowed)]
    assert wait_for(CallKind.OTHER, calls[:-1], now_s=20.0, margin_s=0.0, a_minute=allowed) == 0
    assert wait_for(CallKind.OTHER, calls, now_s=20.0, margin_s=0.0, a_minute=allowed) == 40.0
    loads = [Call(0.0, CallKind.LOAD)] * (allowed * 5 // 6)
    assert wait_for(CallKind.LOAD, loads, now_s=20.0, margin_s=0.0, a_minute=allowed) == 40.0
    assert wait_for(CallKind.OTHER, loads, now_s=20.0, margin_s=0.0, a_minute=allowed) == 0
    pacer = Pacer(MemoryLedger())
    pacer.allow(asked)
    assert pacer.calls_a_minute == allowed
