"""How near a push comes to the pace that Copper allows, beside what a user would write instead.

Each push goes to a server of its own with strict windows, and is measured twice: the pace by the server's own record,
between the arrival of the first bulk call and of the last, and the whole of it by the clock of who waits, from pressing
Push to the last result in the sheet.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from copper_desk.desk.desk import Desk
from tests.benchmarks.bare import Update, push_one_after_another
from tests.benchmarks.ceiling import BATCH, LEADS_PER_SECOND, least_s
from tests.benchmarks.figure import Figures
from tests.benchmarks.strict_copper import change_every_lead, empty_windows, loaded_desk, strict_copper

PEER_JITTER_MS = 20
MOST_REFUSED = 0.02

pytestmark = pytest.mark.timeout(1800)


@dataclass(frozen=True, slots=True)
class Setting:
    """How many leads are pushed over which way, and which share of the ceiling is to be kept."""

    leads: int
    latency_ms: int
    jitter_ms: int
    goal: float

    @property
    def floor_s(self) -> float:
        """Seconds at the least for who waits: the read before the first batch, the windows, the last answer."""
        return least_s(self.leads // BATCH, reads=True) + 2 * self.latency_ms / 1000

    def __str__(self) -> str:
        return f"push of {self.leads:,}, {self.latency_ms} ms latency, {self.jitter_ms} ms jitter"


def _brief(setting: Setting) -> str:
    return f"{setting.leads}-{setting.latency_ms}ms-{setting.jitter_ms}ms"


SHORT = [
    Setting(700, latency_ms, jitter_ms, goal)
    for latency_ms in (20, 500, 2000)
    for jitter_ms, goal in ((PEER_JITTER_MS, 0.96), (50, 0.92))
]
LONG = Setting(10_000, 20, 20, 0.9)


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push that was measured: its seconds for who waits, and the calls that the server saw of it."""

    wall_s: float
    calls: Sequence[dict[str, Any]]

    @property
    def pace(self) -> float:
        """Leads a second at the server: those of all batches but the first, in the time since the first arrived."""
        bulk = [call for call in self.calls if call["name"] == "bulk_update" and call["status"] == 200]
        leads = sum(int(call["elements"]) for call in bulk[1:])
        return leads / (float(bulk[-1]["at_s"]) - float(bulk[0]["at_s"]))

    @property
    def refused(self) -> int:
        """Calls that were answered 429."""
        return sum(call["status"] == 429 for call in self.calls)


@pytest.mark.parametrize("setting", [*SHORT, LONG], ids=_brief)
def test_a_push_keeps_the_pace_that_copper_allows(figures: Figures, setting: Setting) -> None:
    pushed = _pushed(setting)
    figures.at_least(
        f"{setting}: pace at the server, beside the ceiling",
        pushed.pace,
        against=LEADS_PER_SECOND,
        unit="leads/s",
        goal=setting.goal,
    )
    figures.at_least(
        f"{setting}: from pressing Push to the last result, beside the floor",
        setting.leads / pushed.wall_s,
        against=setting.leads / setting.floor_s,
        unit="leads/s",
        goal=setting.goal,
    )
    figures.at_most(
        f"{setting}: calls answered 429, beside all calls",
        pushed.refused,
        against=len(pushed.calls),
        unit="calls",
        goal=MOST_REFUSED,
    )


@pytest.mark.parametrize("setting", [each for each in SHORT if each.jitter_ms == PEER_JITTER_MS], ids=_brief)
def test_a_push_beside_one_request_after_another(figures: Figures, setting: Setting) -> None:
    figures.at_least(
        f"{setting}: from pressing Push to the last result, beside one request after another",
        setting.leads / _pushed(setting).wall_s,
        against=setting.leads / _pushed_one_after_another_s(setting),
        unit="leads/s",
        goal=1.0,
    )


@cache
def _pushed(setting: Setting) -> Pushed:
    """A push of one change in each lead of an account, each of which is accepted and was written once."""
    with strict_copper(setting.leads) as copper, loaded_desk(copper) as desk:
        change_every_lead(desk, "Head of Buying")
        empty_windows(copper, latency_ms=setting.latency_ms, jitter_ms=setting.jitter_ms)
        before = copper.control.counters()["calls"]
        wall_s = _push_s(desk, setting.leads)
        assert list(copper.control.applied().values()) == [1] * setting.leads
        return Pushed(wall_s, copper.control.calls(after=before))


def _push_s(desk: Desk, leads: int) -> float:
    """Push as the window does. Returns the seconds from pressing Push until the last result is in the sheet."""
    began_s = time.perf_counter()
    run = desk.start(desk.plan())
    tally = run.run(desk.mark_sending, desk.settle)
    wall_s = time.perf_counter() - began_s
    desk.finish(run)
    assert tally.accepted == leads
    return wall_s


def _pushed_one_after_another_s(setting: Setting) -> float:
    with strict_copper(setting.leads) as copper:
        updates: list[Update] = [(lead_id, {"title": "Head of Buying"}) for lead_id in copper.ids()]
        empty_windows(copper, latency_ms=setting.latency_ms, jitter_ms=setting.jitter_ms)
        wall_s = push_one_after_another(copper.where, updates, batch=BATCH)
        assert list(copper.control.applied().values()) == [1] * setting.leads
        return wall_s
