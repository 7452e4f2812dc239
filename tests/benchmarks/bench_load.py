"""How long the leads of an account take to arrive, beside the bare requests and beside the pace that loads may keep.

A load is over here when the last lead is in the sheet. The empty page that ends a search brings none, and where it is
call 151 of its minute it comes much later. The leads are kept on the disk, too, once the pages leave time for it, which
a burst of two seconds does not: nobody waits for that.

Each side looks for garbage as it does at home: ours as the program does, the bare requests as Python does by itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from statistics import median

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.request import PAGE_SIZE
from copper_desk.copper.window import LOADS_PER_MINUTE
from copper_desk.desk.desk import Desk
from copper_desk.desk.load import IN_FLIGHT, LoadedPage
from tests.benchmarks.bare import load_pages
from tests.benchmarks.beside import as_in_the_program
from tests.benchmarks.ceiling import LOADED_PER_SECOND
from tests.benchmarks.figure import Figures
from tests.benchmarks.strict_copper import empty_windows, kept_desk, strict_copper
from tests.support.practice_copper import PracticeCopper

BURST = LOADS_PER_MINUTE * PAGE_SIZE
JITTER_MS = 20
QUICK_MS = 20
LATENCIES_MS = (QUICK_MS, 500)
"""Where Copper answers at once, this computer's own work is the limit; with half a second a page, the way there is."""

ROUNDS = 3

pytestmark = pytest.mark.timeout(1800)


@pytest.mark.parametrize("latency_ms", LATENCIES_MS)
def test_a_burst_takes_hardly_longer_than_its_requests(figures: Figures, latency_ms: int) -> None:
    with strict_copper(BURST) as copper:
        rounds = [(_loaded_s(copper, BURST, latency_ms)[BURST], _bare_s(copper, latency_ms)) for _ in range(ROUNDS)]
    ours_s, bare_s = (median(side) for side in zip(*rounds, strict=True))
    figures.at_most(
        f"load of {BURST:,} in one burst, {latency_ms} ms latency: beside the bare requests, {IN_FLIGHT} at a time",
        ours_s,
        against=bare_s,
        unit="s",
        goal=1.3,
    )


def test_beyond_the_burst_a_load_keeps_the_pace_that_loads_may_keep(figures: Figures) -> None:
    with strict_copper(2 * BURST) as copper:
        arrived_s = _loaded_s(copper, 2 * BURST, QUICK_MS)
    figures.at_least(
        f"load of {2 * BURST:,}, {QUICK_MS} ms latency: what comes after the first {BURST:,}, beside the ceiling",
        BURST / (arrived_s[2 * BURST] - arrived_s[BURST]),
        against=LOADED_PER_SECOND,
        unit="leads/s",
        goal=0.95,
    )


@dataclass(slots=True)
class _Stopwatch:
    """Puts pages into the sheet and notes when how many leads were there; stops the load when all are."""

    desk: Desk
    wanted: int
    cancel: CancelToken = field(default_factory=CancelToken)
    began_s: float = field(default_factory=time.perf_counter)
    arrived_s: dict[int, float] = field(default_factory=dict)

    def receive(self, page: LoadedPage) -> None:
        self.desk.receive(page)
        self.arrived_s[page.loaded] = time.perf_counter() - self.began_s
        if page.loaded == self.wanted:
            self.cancel.cancel()


def _loaded_s(copper: PracticeCopper, leads: int, latency_ms: int) -> dict[int, float]:
    """Load as the window does. Returns the seconds after which so many leads were in the sheet, page by page."""
    with kept_desk(copper) as desk, as_in_the_program():
        empty_windows(copper, latency_ms=latency_ms, jitter_ms=JITTER_MS)
        watch = _Stopwatch(desk, leads)
        desk.load_run().run(watch.receive, watch.cancel)
        assert len(desk.sheet) == leads
    return watch.arrived_s


def _bare_s(copper: PracticeCopper, latency_ms: int) -> float:
    empty_windows(copper, latency_ms=latency_ms, jitter_ms=JITTER_MS)
    return load_pages(copper.where, LOADS_PER_MINUTE, threads=IN_FLIGHT)
