"""Runs one push off the window's thread and hands over each result the moment it is known.

Never touches the sheet: the plan was frozen before, and the window's thread settles the outcomes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.gui.workers.errand import Crashed
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import Tally
from copper_desk.push.run import PushRun


@dataclass(frozen=True, slots=True)
class Sending:
    """These leads' request is under way."""

    rows: tuple[RowId, ...]


@dataclass(frozen=True, slots=True)
class PushDone:
    """The run is over, and every planned lead has its result."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class PushUnwritten:
    """The run is over, because what it did could no longer be written down; ``sentence`` says why."""

    sentence: str


class PushWorker(QObject):
    """``sending`` carries Sending, ``batch_settled`` BatchOutcome; ``finished`` PushDone, PushUnwritten or Crashed."""

    sending = Signal(object)
    batch_settled = Signal(object)
    finished = Signal(object)

    def __init__(self, run: PushRun) -> None:
        super().__init__()
        self._run = run

    @Slot()
    def run(self) -> None:
        """Push; called by the thread."""
        ending: PushDone | PushUnwritten | Crashed = Crashed()
        try:
            tally, failure = self._run.run(self._on_sending, self.batch_settled.emit), self._run.log_failure
            ending = PushDone(tally) if failure is None else PushUnwritten(failure.message)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Send nothing more; what is on its way lands and is counted. Called from the window's thread."""
        self._run.stop()

    def pause(self) -> None:
        """Send nothing more until ``resume``."""
        self._run.pause()

    def resume(self) -> None:
        """Go on after ``pause``."""
        self._run.resume()

    def _on_sending(self, rows: Iterable[RowId]) -> None:
        self.sending.emit(Sending(tuple(rows)))
