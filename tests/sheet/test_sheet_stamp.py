"""Stamps are taken on the threads of a load while the owner's thread settles a push: none may be given twice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA


@pytest.fixture
def eager_switching() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("eager_switching")
def test_no_stamp_is_given_twice() -> None:
    sheet = Sheet(SCHEMA)
    with ThreadPoolExecutor(8) as pool:
        given = [
            stamp for stamps in pool.map(lambda _: [sheet.stamp() for _ in range(2_000)], range(8)) for stamp in stamps
        ]
    assert len(set(given)) == len(given)
