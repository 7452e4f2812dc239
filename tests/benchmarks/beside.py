"""Times something short and its floor by turns, so that a busy moment of the computer strikes both."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 15


def medians_s(
    benchmark: BenchmarkFixture,
    ours: Callable[[], object],
    *,
    beside: Callable[[], object],
    rounds: int = ROUNDS,
) -> tuple[float, float]:
    """The median seconds of both, each called once a round and once before the first, to warm up."""
    beside_s: list[float] = []

    def first() -> None:
        began_s = time.perf_counter()
        beside()
        beside_s.append(time.perf_counter() - began_s)

    benchmark.pedantic(ours, setup=first, rounds=rounds, warmup_rounds=1)  # type: ignore[no-untyped-call] # It has none.
    assert benchmark.stats is not None, "Benchmarks are switched off."
    return benchmark.stats.stats.median, median(beside_s[1:])
