"""Ctrl+C during a push: the first lets what is in flight land, a second leaves at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from copper_desk.cli.speech import say


@contextmanager
def stopping_on_interrupt(stop: Callable[[], None]) -> Iterator[threading.Event]:
    """Calls ``stop`` at the first interrupt or request to terminate; the event tells whether one came."""
    interrupted = threading.Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if interrupted.is_set():
            raise KeyboardInterrupt
        interrupted.set()
        say("Stopping. What is on its way is let land; press Ctrl+C again to leave at once.")
        stop()

    former = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupted
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
