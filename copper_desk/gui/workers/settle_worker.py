"""Asks Copper, off the window's thread, what became of leads that were sent when the program ended.

Never touches the sheet and never writes: the window's thread puts the answers in.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import CancelToken
from copper_desk.gui.workers.errand import Crashed
from copper_desk.push.settle_run import SettleEnd, SettleRun


class SettleWorker(QObject):
    """``settled`` carries a result for each lead that is settled; ``finished`` SettleEnd or Crashed."""

    settled = Signal(object)
    finished = Signal(object)

    def __init__(self, run: SettleRun) -> None:
        super().__init__()
        self._run = run
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Ask; called by the thread."""
        ending: SettleEnd | Crashed = Crashed()
        try:
            ending = self._run.run(self.settled.emit, self._token)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Ask about no more leads. Called from the window's thread."""
        self._token.cancel()
