"""When each call may start: one pacer an account, shared by loads and pushes, pushes first.

Callers block in ``reserve`` until both of Copper's windows have room. A 429 holds everyone back, since nothing was
applied and more calls would only be refused too. Knows neither HTTP nor what a call is for.
"""

from __future__ import annotations

import math
import threading
import time
from bisect import insort
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.head_start import HeadStart
from copper_desk.copper.ledger import KEPT_S, Ledger
from copper_desk.copper.margin import Margin
from copper_desk.copper.request import Request
from copper_desk.copper.window import (
    CALLS_PER_MINUTE,
    FEWEST_CALLS_PER_MINUTE,
    MINUTE_S,
    Call,
    CallKind,
    wait_for,
    wait_for_second,
)

LOADS_IN_FLIGHT: Final = 8
"""Pages asked for at a time; more gain nothing and crowd a push out of the connections."""

LONGEST_HOLD_S: Final = 60.0
_LONGEST_OBEYED_S: Final = 600.0
_WORTH_MOVING_S: Final = 0.002

Wait = Callable[[threading.Event, float | None], object]
"""Waits for an event, at most so many seconds (None: without end)."""


class Priority(IntEnum):
    """Who goes first. Within one, first come, first served."""

    AHEAD = -1  # a read that the writes behind it wait for
    PUSH = 0  # writes, and the other reads that belong to a push
    READ = 1  # a single read that somebody waits for
    LOAD = 2  # a page of a load: leaves calls of the minute to the others and yields while any waits


@dataclass(eq=False, slots=True)
class Slot:
    """Leave to make one call. ``started_s`` is when it left or is to leave, in seconds of the pacer's clock.

    ``granted_s`` is when it was given: a head start earlier where something is done before the call leaves.
    """

    kind: CallKind
    ticket: int
    started_s: float
    granted_s: float
    released: bool = False


@dataclass(eq=False, slots=True)
class _Waiter:
    kind: CallKind
    priority: Priority
    number: int
    head_start_s: float
    awake: threading.Event = field(default_factory=threading.Event)

    @property
    def order(self) -> tuple[int, int]:
        return self.priority, self.number


class Pacer:
    """Hands out slots. Thread-safe. ``clock`` gives seconds that never run backwards, ``wait`` blocks the caller."""

    def __init__(
        self, ledger: Ledger, *, clock: Callable[[], float] = time.monotonic, wait: Wait = threading.Event.wait
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._queue: list[_Waiter] = []
        self._arrivals = 0
        self._loads_in_flight = 0
        self._margin = Margin()
        self._head_start = HeadStart()
        self._strikes = 0
        self._struck_s = -math.inf
        self._hold_until_s = -math.inf
        self._last_used = 0
        self._calls_a_minute = CALLS_PER_MINUTE

    @property
    def calls_a_minute(self) -> int:
        """How many calls are made in a minute at the most."""
        return self._calls_a_minute

    def allow(self, calls_a_minute: int) -> None:
        """Make at most so many calls in a minute from now on, to leave some of Copper's to other programs; never more
        than Copper allows, nor so few that nothing goes on."""
        with self._lock:
            self._calls_a_minute = max(FEWEST_CALLS_PER_MINUTE, min(calls_a_minute, CALLS_PER_MINUTE))
            self._wake()

    def reserve(
        self, request: Request, *, priority: Priority, cancel: CancelToken | None = None, prepares: bool = False
    ) -> Slot:
        """Blocks until the call may start. The slot must be given back with ``release`` when the answer is there.

        ``prepares``: something is done before the call leaves, and ``ready`` is called then; the slot comes so much
        earlier as that took lately. Raises Cancelled as soon as ``cancel`` is; then nothing was taken.
        """
        waiter = self._join(request, priority, prepares=prepares)
        try:
            with cancel.listening(waiter.awake.set) if cancel else nullcontext():
                while True:
                    # Cleared before everything is looked at: what changes afterwards wakes the wait below.
                    waiter.awake.clear()
                    if cancel:
                        cancel.raise_if_cancelled()
                    with self._lock:
                        slot, wait_s = self._attempt(waiter)
                    if slot is not None:
                        return slot
                    self._wait(waiter.awake, wait_s)
        finally:
            self._leave(waiter)

    def ready(self, slot: Slot) -> None:
        """What was to be done before the call leaves is done. Blocks until its time has come."""
        now_s = self._clock()
        with self._lock:
            self._head_start.observe(now_s - slot.granted_s)
        if now_s < slot.started_s:
            self._wait(threading.Event(), slot.started_s - now_s)

    def departed(self, slot: Slot) -> None:
        """The call leaves only now, because a connection had to be made first: it counts from here."""
        now_s = self._clock()
        if now_s - slot.started_s > _WORTH_MOVING_S:
            self._ledger.move(slot.ticket, at_s=now_s)
            slot.started_s = now_s

    def withdraw(self, slot: Slot) -> None:
        """The call is not made after all: its place in the windows is free again."""
        self._ledger.move(slot.ticket, at_s=slot.started_s - KEPT_S)
        self.release(slot)
        with self._lock:
            self._wake()

    def release(self, slot: Slot) -> None:
        """The call is over, however it went. Further times do nothing."""
        with self._lock:
            if slot.released:
                return
            slot.released = True
            if slot.kind is CallKind.LOAD:
                self._loads_in_flight -= 1
                self._wake()

    def succeeded(self, slot: Slot, *, runtime_s: float = 0.0) -> None:
        """The call was not refused for the rate; ``runtime_s`` of its time the server says it worked on it."""
        with self._lock:
            if slot.kind is CallKind.BULK:
                self._margin.observe(max(0.0, self._clock() - slot.started_s - runtime_s))
            if slot.started_s > self._struck_s:
                self._strikes = 0

    def penalise(self, slot: Slot, *, retry_after_s: float | None = None) -> float:
        """The call was answered 429: everyone waits. Returns for how many seconds from now.

        Without a Retry-After 1, 2, 4 … up to 60 seconds, one step for each time that a call made after the last wait is
        refused again; calls that were under way together count once.
        """
        with self._lock:
            now_s = self._clock()
            again = slot.started_s > self._struck_s
            if again:
                self._strikes += 1
                self._struck_s = now_s
                if slot.kind is CallKind.BULK:
                    self._margin.widen()
            if retry_after_s is not None:
                self._hold(now_s + min(retry_after_s, _LONGEST_OBEYED_S))
            elif again:
                self._hold(now_s + min(2.0 ** min(self._strikes - 1, 10), LONGEST_HOLD_S))
            return max(0.0, self._hold_until_s - now_s)

    def close(self) -> None:
        """No more calls are to come: let go of the book."""
        self._ledger.close()

    def used(self) -> int:
        """Calls in the last 60 seconds, of all who share the ledger; while the ledger is busy, what it was before.

        Never blocks for long: a window shows it.
        """
        found = self._ledger.count(since_s=self._clock() - MINUTE_S)
        if found is not None:
            self._last_used = found
        return self._last_used

    @property
    def margin_s(self) -> float:
        """Seconds by which the windows are lengthened just now."""
        with self._lock:
            return self._margin.seconds

    def _hold(self, until_s: float) -> None:
        self._hold_until_s = max(self._hold_until_s, until_s)

    def _join(self, request: Request, priority: Priority, *, prepares: bool) -> _Waiter:
        with self._lock:
            self._arrivals += 1
            head_start_s = self._head_start.seconds if prepares else 0.0
            waiter = _Waiter(_kind(request, priority), priority, self._arrivals, head_start_s)
            insort(self._queue, waiter, key=lambda other: other.order)
            return waiter

    def _leave(self, waiter: _Waiter) -> None:
        with self._lock:
            self._queue.remove(waiter)
            self._wake()

    def _wake(self) -> None:
        for waiter in self._queue:
            waiter.awake.set()

    def _attempt(self, waiter: _Waiter) -> tuple[Slot | None, float | None]:
        """A slot, or the seconds after which to look again (None: when woken)."""
        granted_s = self._clock()
        now_s = granted_s + waiter.head_start_s
        if now_s < self._hold_until_s:
            return None, self._hold_until_s - now_s
        if waiter.kind is CallKind.LOAD and self._loads_in_flight >= LOADS_IN_FLIGHT:
            return None, None
        ahead = self._queue[: self._queue.index(waiter)]
        if not all(_may_pass(waiter, other) for other in ahead):
            return None, None
        claim = self._ledger.claim(
            waiter.kind, now_s=now_s, rule=lambda calls: self._wait_s(waiter, calls, now_s, passes=bool(ahead))
        )
        if claim.ticket is None:
            return None, None if math.isinf(claim.wait_s) else claim.wait_s
        if waiter.kind is CallKind.LOAD:
            self._loads_in_flight += 1
        return Slot(waiter.kind, claim.ticket, now_s, granted_s), None

    def _wait_s(self, waiter: _Waiter, calls: Sequence[Call], now_s: float, *, passes: bool) -> float:
        margin_s = self._margin.seconds
        if passes and wait_for_second(calls, now_s=now_s, margin_s=margin_s) <= 0:
            # Those ahead wait for the minute, or are about to go: nobody takes their place. They wake us.
            return math.inf
        return wait_for(waiter.kind, calls, now_s=now_s, margin_s=margin_s, a_minute=self._calls_a_minute)


def _kind(request: Request, priority: Priority) -> CallKind:
    if request.bulk:
        return CallKind.BULK
    return CallKind.LOAD if priority is Priority.LOAD else CallKind.OTHER


def _may_pass(waiter: _Waiter, other: _Waiter) -> bool:
    """Only bulk calls wait for the second's window, so a single call may go meanwhile; a load yields to all."""
    return other.kind is CallKind.BULK and waiter.kind is CallKind.OTHER
