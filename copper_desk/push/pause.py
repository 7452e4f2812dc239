"""The waits between tries: growing, spread by chance, and ended at once by a stop."""

from __future__ import annotations

import random as chance
import time
from collections.abc import Callable
from dataclasses import dataclass

from copper_desk.copper.cancel import CancelToken
from copper_desk.push.gate import Gate
from copper_desk.push.retry import backoff_s

Wait = Callable[[CancelToken, float], bool]
"""Waits so many seconds or until the token is cancelled, and tells which: ``CancelToken.wait``."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The time and the chance that a run lives in: real ones unless a test brings its own.

    ``clock`` gives monotonic and ``now`` unix seconds; ``random`` gives numbers in [0, 1).
    """

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    wait: Wait = CancelToken.wait
    random: Callable[[], float] = chance.random


class Pause:
    """The waits of one run."""

    def __init__(self, gate: Gate, tempo: Tempo) -> None:
        self._gate = gate
        self._tempo = tempo

    def wait(self, attempt: int) -> bool:
        """Wait as long as it takes after try number ``attempt`` (from 0). Returns whether the run was stopped."""
        return self._tempo.wait(self._gate.stop_token, backoff_s(attempt, random=self._tempo.random))
