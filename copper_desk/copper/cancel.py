"""How long work is told to stop: a token that is called directly, from any thread.

A queued signal would not do: a worker that is busy in a call reads no queue. Knows nothing of what is cancelled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancelled(Exception):
    """The work was told to stop before this step. Whatever had not been sent by then was not sent."""


class CancelToken:
    """One "stop" for any number of threads. Once cancelled, it stays so."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def cancel(self) -> None:
        """Stop: wakes everyone who waits with this token."""
        with self._lock:
            self._event.set()
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    @property
    def is_cancelled(self) -> bool:
        """Whether someone said stop."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds, or until cancelled. Returns whether it is cancelled."""
        return self._event.wait(seconds)

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled if someone said stop."""
        if self._event.is_set():
            raise Cancelled

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call ``listener`` on ``cancel()`` for the length of the block; at once if it is cancelled already."""
        with self._lock:
            self._listeners.append(listener)
            already = self._event.is_set()
        if already:
            listener()
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)
