"""Does one step of an import or an export off the window's thread: reads a file, counts what it changes, writes one.

Never touches the sheet: it gets a picture of it. Knows nothing of widgets.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.gui.workers.errand import Crashed
from copper_desk.tabular.table import OddQuotes, ReadingStopped, UnreadableFile, Watch
from copper_desk.tabular.table_file import CannotWrite

_TOLD_EVERY_S = 0.1
_GIVES_WAY_S = 0.0001


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let the window have the interpreter ten times as soon as usual while this thread computes.

    To paint one table the window asks for it hundreds of times, and each time it would wait for 5 ms.
    """
    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(min(_GIVES_WAY_S, usual_s))
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far the step is, in rows, bytes or parts of the work."""

    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class StepRefused:
    """The file cannot be read or written; a sentence that says why and what to do.

    ``is_odd``: with other settings it may be read.
    """

    sentence: str
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class StepStopped:
    """It was taken back; nothing came of it."""


class StepWorker(QObject):
    """``progressed`` carries StepProgress; ``finished`` what the work returned, StepRefused, StepStopped or Crashed.

    It begins after ``waits_s``, so that a window can show itself first.
    """

    progressed = Signal(object)
    finished = Signal(object)

    def __init__(
        self,
        work: Callable[[Watch], object],
        *,
        waits_s: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._waits_s = waits_s
        self._work = work
        self._clock = clock
        self._is_stopped = Event()
        self._told_s = 0.0

    @Slot()
    def run(self) -> None:
        """Do the step; called by the thread."""
        ending: object = Crashed()
        try:
            self._is_stopped.wait(self._waits_s)
            with _giving_way():
                ending = self._work(self._watch)
        except ReadingStopped:
            ending = StepStopped()
        except (UnreadableFile, CannotWrite) as error:
            ending = StepRefused(str(error), is_odd=isinstance(error, OddQuotes))
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Give up soon. Called from the window's thread."""
        self._is_stopped.set()

    def _watch(self, done: int, whole: int) -> None:
        if self._is_stopped.is_set():
            raise ReadingStopped
        now_s = self._clock()
        if now_s - self._told_s >= _TOLD_EVERY_S:
            self._told_s = now_s
            self.progressed.emit(StepProgress(done, whole))
