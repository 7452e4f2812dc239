"""The peers of the benchmarks do the same work as we do, so that comparing with them is fair."""

from __future__ import annotations

import pytest

from tests.benchmarks.bare import Update, load_pages, push_one_after_another
from tests.support.practice_copper import LEADS, PracticeCopper

THIRD_S = pytest.approx(1 / 3)


def test_the_peer_of_a_push_writes_every_lead_once_and_waits_out_a_refusal(practice_copper: PracticeCopper) -> None:
    updates: list[Update] = [(lead_id, {"title": "Head of Buying"}) for lead_id in practice_copper.ids()[:25]]
    practice_copper.control.faults("429@bulk_update:2")
    slept_s: list[float] = []
    assert push_one_after_another(practice_copper.where, updates, batch=10, sleep=slept_s.append) > 0
    assert practice_copper.control.applied() == {lead_id: 1 for lead_id, _ in updates}
    assert slept_s == [THIRD_S, 1.0, THIRD_S]


def test_the_floor_of_a_load_asks_for_every_page_once(practice_copper: PracticeCopper) -> None:
    assert LEADS <= 200
    assert load_pages(practice_copper.where, 1, threads=8) > 0
    searches = [call for call in practice_copper.control.calls() if call["name"] == "search"]
    assert [(call["status"], call["method"]) for call in searches] == [(200, "POST")]


def test_a_page_that_holds_nothing_is_no_floor(practice_copper: PracticeCopper) -> None:
    with pytest.raises(AssertionError):
        load_pages(practice_copper.where, 2, threads=2)
