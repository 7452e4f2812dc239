"""How far a command is, on stderr: a line that renews itself on a terminal, a plain line now and then in a pipe.

Knows nothing of what is counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from copper_desk.cli.speech import say

PIPE_S = 10.0
"""Seconds between two lines in a pipe: a nightly log stays short."""


class PipeProgress:
    """Says a line every ``every_s`` seconds at most. ``clock`` gives monotonic seconds."""

    def __init__(self, *, every_s: float = PIPE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._every_s = every_s
        self._clock = clock
        self._said_s = clock()

    def update(self, words: str) -> None:
        """It stands so now."""
        now_s = self._clock()
        if now_s - self._said_s >= self._every_s:
            self._said_s = now_s
            say(words)

    def stop(self) -> None:
        """Nothing is under way any more; a second time does nothing."""


class TerminalProgress:
    """One line at the foot of the terminal, gone when it stops."""

    def __init__(self, words: str) -> None:
        from rich.console import Console  # only where there is a terminal

        console = Console(stderr=True, highlight=False)
        self._status = console.status(_plain(words))
        self._status.start()

    def update(self, words: str) -> None:
        """See PipeProgress."""
        self._status.update(_plain(words))

    def stop(self) -> None:
        """See PipeProgress."""
        self._status.stop()


Progress = PipeProgress | TerminalProgress


@contextmanager
def progressing(words: str) -> Iterator[Progress]:
    """Shows ``words``, and then whatever it is told, for the length of the block."""
    progress: Progress = TerminalProgress(words) if sys.stderr.isatty() else PipeProgress()
    try:
        yield progress
    finally:
        progress.stop()


def _plain(words: str) -> str:
    from rich.markup import escape

    return escape(words)
