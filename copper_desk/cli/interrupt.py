"""Ctrl+C: the first lets what is in flight land, a second leaves at once.

Leaving at once is what a kill would do: everything that is needed afterwards has been written down before.

A signal breaks in on the main thread wherever that is, maybe while it holds the very lock that stopping needs. So the
signal only wakes a thread of ours, and that one stops and leaves.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeAlias

from copper_desk.cli.exit_code import ExitCode
from copper_desk.cli.speech import say

_Signals: TypeAlias = SimpleQueue[bool]
"""True for each signal, False for the end; its ``put`` may break in on itself."""

LANDING = "Stopping. What is on its way is let land; press Ctrl+C again to leave at once."


@contextmanager
def stopping_on_interrupt(
    stop: Callable[[], object], *, sentence: str = LANDING, leave: Callable[[], object] = lambda: None
) -> Iterator[threading.Event]:
    """Calls ``stop`` at the first interrupt or request to terminate; the event tells whether one came.

    At the second, ``leave`` is called and the process ends with code 5, whatever its threads wait for.
    """
    interrupted, signals = threading.Event(), _Signals()

    def listen() -> None:
        if not signals.get():
            return
        interrupted.set()
        # On a thread of its own: a stop that is stuck must not keep the second signal from leaving.
        stopping = threading.Thread(target=_stop, args=(sentence, stop), name="stopping", daemon=True)
        stopping.start()
        if signals.get():
            _leave(leave)
        stopping.join()

    listener = threading.Thread(target=listen, name="interrupt", daemon=True)
    listener.start()
    former = {number: signal.signal(number, lambda *_: signals.put(True)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupted
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        signals.put(False)
        listener.join()


def _stop(sentence: str, stop: Callable[[], object]) -> None:
    say(sentence)
    stop()


def _leave(leave: Callable[[], object]) -> None:
    leave()
    sys.stdout.flush()
    sys.stderr.flush()
    # Not an exception: it would wait for the threads, and they wait for Copper.
    os._exit(int(ExitCode.STOPPED))
