"""Times something short and its floor by turns, so that a busy moment of the computer strikes both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

from copper_desk.desk.collector import collect_rarely

ROUNDS = 15


def medians_s(
    benchmark: BenchmarkFixture,
    ours: Callable[[], object],
    *,
    beside: Callable[[], object],
    rounds: int = ROUNDS,
    before: Callable[[], object] = lambda: None,
) -> tuple[float, float]:
    """The median seconds of both, each called once a round and once before the first, to warm up.

    ``before`` is called at the start of a round and not timed.
    """
    beside_s: list[float] = []

    def first() -> None:
        before()
        began_s = time.perf_counter()
        beside()
        beside_s.append(time.perf_counter() - began_s)

    benchmark.pedantic(ours, setup=first, rounds=rounds, warmup_rounds=1)  # type: ignore[no-untyped-call] # It has none.
    assert benchmark.stats is not None, "Benchmarks are switched off."
    return benchmark.stats.stats.median, median(beside_s[1:])


@contextmanager
def as_in_the_program() -> Iterator[None]:
    """Garbage is looked for as seldom as it is once the program has started."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect()
