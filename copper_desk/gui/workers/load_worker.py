"""Runs one load of all leads off the window's thread and hands each page over as it arrives.

Never touches the sheet: the pages are frozen, and the window's thread puts them in.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.load import LoadRun, LoadSummary
from copper_desk.gui.workers.errand import Crashed


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """The load ended early. The pages that arrived before are in the sheet."""

    error: CopperError


class LoadWorker(QObject):
    """``page_loaded`` carries LoadedPage; ``finished`` LoadSummary, LoadFailed or Crashed."""

    page_loaded = Signal(object)
    finished = Signal(object)

    def __init__(self, run: LoadRun) -> None:
        super().__init__()
        self._run = run
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        """Load; called by the thread."""
        ending: LoadSummary | LoadFailed | Crashed = Crashed()
        try:
            ending = self._run.run(self.page_loaded.emit, self._token)
        except CopperError as error:
            ending = LoadFailed(error)
        finally:
            self.finished.emit(ending)

    def cancel(self) -> None:
        """Stop asking for pages. Called from the window's thread."""
        self._token.cancel()
