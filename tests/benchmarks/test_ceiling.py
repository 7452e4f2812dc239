"""The floor that pushes are measured against: the server's own windows let it pass, and nothing quicker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.practice.limit import Limiter
from tests.benchmarks.ceiling import BATCH, LEADS_PER_SECOND, bulk_arrivals_s, least_s

SOONER_S = 1e-6
# Without reads the minute is full after 180 batches; with them after 171, since nine calls have read.
THE_MINUTE = [(3, False, 0), (4, False, 1), (180, False, 59), (181, False, 60), (171, True, 56), (172, True, 60)]


@given(st.integers(1, 400))
def test_the_servers_windows_admit_every_call_of_the_floor(batches: int) -> None:
    limiter = Limiter()
    assert all(limiter.admit(at_s, is_bulk=True) for at_s in bulk_arrivals_s(batches))


@given(st.integers(4, 400))
def test_the_servers_windows_admit_no_call_sooner(batches: int) -> None:
    *before, last = bulk_arrivals_s(batches)
    limiter = Limiter()
    assert all(limiter.admit(at_s, is_bulk=True) for at_s in before)
    assert last == before[-1] or not limiter.admit(last - SOONER_S, is_bulk=True)


def test_700_leads_take_as_long_as_the_ceiling_says() -> None:
    assert least_s(70) == 23.0
    assert (70 - 1) * BATCH / least_s(70) == LEADS_PER_SECOND


@pytest.mark.parametrize(("batches", "reads", "least"), THE_MINUTE)
def test_the_minute_counts_too(batches: int, reads: bool, least: float) -> None:
    assert least_s(batches, reads=reads) == least
