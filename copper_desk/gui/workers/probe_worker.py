"""Tests a connection off the window's thread, step by step, so that the failing step has a name.

Knows nothing of widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.connection import Connection
from copper_desk.copper.probe import probe
from copper_desk.gui.workers.errand import Crashed


@dataclass(frozen=True, slots=True)
class Probed:
    """The test is over; ``ok`` when every step was."""

    ok: bool


class ProbeWorker(QObject):
    """``step_done`` carries ProbeStep; ``finished`` Probed or Crashed."""

    step_done = Signal(object)
    finished = Signal(object)

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Test; called by the thread."""
        ending: Probed | Crashed = Crashed()
        try:
            ending = Probed(self._probe())
        except Cancelled:
            ending = Probed(False)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Take no further step. Called from the window's thread."""
        self._token.cancel()

    def _probe(self) -> bool:
        ok = True
        for step in probe(self._connection):
            self._token.raise_if_cancelled()
            self.step_done.emit(step)
            ok = ok and step.ok
        return ok
