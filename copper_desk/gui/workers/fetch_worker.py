"""Reads chosen leads off the window's thread and hands each answer over as it arrives.

Never touches the sheet: the answers are frozen, and the window's thread puts them in.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.fetch import FetchRun
from copper_desk.gui.workers.errand import Crashed


@dataclass(frozen=True, slots=True)
class FetchDone:
    """The read is over; ``complete`` unless it was stopped. ``error`` is why it ended early, if Copper was why."""

    complete: bool
    error: CopperError | None = None


class FetchWorker(QObject):
    """``fetched`` carries FetchedLeads; ``finished`` FetchDone or Crashed."""

    fetched = Signal(object)
    finished = Signal(object)

    def __init__(self, run: FetchRun) -> None:
        super().__init__()
        self._run = run
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Read; called by the thread."""
        ending: FetchDone | Crashed = Crashed()
        try:
            ending = FetchDone(self._run.run(self.fetched.emit, self._token))
        except CopperError as error:
            ending = FetchDone(False, error)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Ask for no more. Called from the window's thread."""
        self._token.cancel()
