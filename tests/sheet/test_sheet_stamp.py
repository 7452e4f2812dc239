"""Stamps are taken on the threads of a load while the owner's thread settles a push: none may be given twice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from copper_desk.sheet.row_store import RowStore
from tests.sheet.specimen import SCHEMA

THREADS = 8


class Interruptible(int):
    """A number whose addition is a call, where threads may take turns; that of an int is one step."""

    def __add__(self, other: int) -> Interruptible:
        return Interruptible(int(self) + other)


@contextmanager
def eager_switching() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_no_stamp_is_given_twice() -> None:
    store = RowStore(SCHEMA)
    store.clock = Interruptible()
    # All threads run before they take turns eagerly: a switch while Python 3.11 gives a new thread its
    # trace function (coverage) ends that thread with "another trace function is being installed".
    running = Barrier(THREADS + 1, timeout=60)

    def stamps(_: int) -> list[int]:
        running.wait()
        running.wait()
        return [store.tick() for _ in range(2_000)]

    with ThreadPoolExecutor(THREADS) as pool:
        taken = [pool.submit(stamps, number) for number in range(THREADS)]
        running.wait()
        with eager_switching():
            running.wait()
            given = [stamp for each in taken for stamp in each.result()]
    assert len(set(given)) == len(given) == THREADS * 2_000
