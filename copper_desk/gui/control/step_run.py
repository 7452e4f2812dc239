"""Does one thing at a time that comes in steps, a few in each turn of the event loop. Knows nothing of what is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

AIM_S = 0.03
"""What one turn is meant to take: under two frames of an animation."""

Result = TypeVar("Result")


class StepRun(QObject):
    """``ended`` carries what the steps begun last returned, once; stopped ones say nothing. ``progressed`` carries what
    they yielded: how many cells were looked at."""

    progressed = Signal(int)
    ended = Signal(object)

    def __init__(self, *, clock: Callable[[], float] = time.perf_counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._steps: Generator[int, None, object] | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turns_timeout)

    @property
    def is_running(self) -> bool:
        """Whether steps are left."""
        return self._steps is not None

    def begin(self, steps: Generator[int, None, Result], *, at_once_s: float = 0.0) -> Result | None:
        """Go these steps. What is through within ``at_once_s`` is returned, and ``ended`` does not come."""
        self.stop()
        until_s, done = self._clock() + at_once_s, 0
        try:
            while self._clock() < until_s:
                done = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        self._steps = steps
        self._turns.start()
        self.progressed.emit(done)
        return None

    def stop(self) -> None:
        """Go no further."""
        self._turns.stop()
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()

    @Slot()
    def _on_turns_timeout(self) -> None:
        steps, until_s, done = self._steps, self._clock() + AIM_S, 0
        if steps is None:
            return
        try:
            while self._clock() < until_s:
                done = next(steps)
        except StopIteration as end:
            self._steps = None
            self._turns.stop()
            self.ended.emit(end.value)
        else:
            self.progressed.emit(done)
