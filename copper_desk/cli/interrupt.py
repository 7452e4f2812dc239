"""Ctrl+C: the first lets what is in flight land, a second leaves at once.

Leaving at once is what a kill would do: everything that is needed afterwards has been written down before.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from copper_desk.cli.exit_code import ExitCode
from copper_desk.cli.speech import say

LANDING = "Stopping. What is on its way is let land; press Ctrl+C again to leave at once."


@contextmanager
def stopping_on_interrupt(
    stop: Callable[[], object], *, sentence: str = LANDING, leave: Callable[[], object] = lambda: None
) -> Iterator[threading.Event]:
    """Calls ``stop`` at the first interrupt or request to terminate; the event tells whether one came.

    At the second, ``leave`` is called and the process ends with code 5, whatever its threads wait for.
    """
    interrupted = threading.Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if interrupted.is_set():
            _leave(leave)
        interrupted.set()
        say(sentence)
        stop()

    former = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupted
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _leave(leave: Callable[[], object]) -> None:
    leave()
    sys.stdout.flush()
    sys.stderr.flush()
    # Not an exception: it would wait for the threads, and they wait for Copper.
    os._exit(int(ExitCode.STOPPED))
