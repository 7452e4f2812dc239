"""One errand at a time, and only the latest wish counts: what was asked before is given up and its answer dropped.

Knows nothing of what is done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.gui.workers.errand import Errand
from copper_desk.gui.workers.step_worker import StepWorker


class LatestErrand(QObject):
    """``ended`` carries the ending of the latest wish alone; ``progressed`` StepProgress; ``over`` comes whenever
    nothing runs any more."""

    ended = Signal(object)
    progressed = Signal(object)
    over = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._errand: Errand | None = None
        self._next: Callable[[], StepWorker] | None = None
        self._is_dropped = False

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._errand is not None

    def wish(self, made: Callable[[], StepWorker]) -> None:
        """Do this as soon as what runs now has given up; ``made`` is called then."""
        if self._errand is None:
            self._start(made)
            return
        self._next = made
        self._is_dropped = True
        self._errand.cancel()

    def stop(self) -> None:
        """Give up; no ``ended`` comes."""
        self._next = None
        if self._errand is not None:
            self._is_dropped = True
            self._errand.cancel()

    def _start(self, made: Callable[[], StepWorker]) -> None:
        worker = made()
        worker.progressed.connect(self._on_worker_progressed)
        self._is_dropped = False
        self._errand = Errand(worker, name=self._name)
        self._errand.ended.connect(self._on_errand_ended)
        self._errand.start()

    @Slot(object)
    def _on_worker_progressed(self, progress: object) -> None:
        if not self._is_dropped:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_errand_ended(self, ending: object) -> None:
        self._errand = None
        made, self._next = self._next, None
        if made is not None:
            self._start(made)
            return
        if not self._is_dropped:
            self.ended.emit(ending)
        if self._errand is None:
            self.over.emit()
