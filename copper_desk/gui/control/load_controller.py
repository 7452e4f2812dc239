"""Loads all leads in the background and tells how far it is; the grid is usable from the first page on.

Knows nothing of widgets, nor of how pages are asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.desk.load import LoadedPage, LoadSummary
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.pace_meter import PaceMeter
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.wording import counted, tr
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.load_worker import LoadFailed, LoadWorker


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far a load is. ``total`` is Copper's estimate or None, ``rate`` leads a second."""

    loaded: int
    total: int | None
    rate: float


class LoadController(QObject):
    """One load at a time. ``progressed`` carries LoadProgress; ``ended`` LoadSummary, LoadFailed or Crashed."""

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        sheet: SheetController,
        messages: MessageLog,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._messages = messages
        self._clock = clock
        self._errand: Errand | None = None
        self._pace = PaceMeter(0.0)
        self._loaded = 0
        self.refreshed_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether a load is under way."""
        return self._errand is not None

    @Slot()
    def start(self) -> None:
        """Load all leads again; does nothing while a load runs."""
        if self._errand is not None:
            return
        worker = LoadWorker(self._sheet.desk.load_run())
        worker.page_loaded.connect(self._on_worker_page_loaded)
        self._errand = Errand(worker, name="load")
        self._errand.ended.connect(self._on_errand_ended)
        self._pace = PaceMeter(self._clock())
        self._loaded = 0
        self._errand.start()
        self.progressed.emit(LoadProgress(0, None, 0.0))

    @Slot()
    def stop(self) -> None:
        """Ask for no more pages; what has arrived stays."""
        if self._errand is not None:
            self._errand.cancel()

    @Slot(object)
    def _on_worker_page_loaded(self, page: LoadedPage) -> None:
        self._sheet.receive(page)
        now = self._clock()
        self._pace.add(page.loaded - self._loaded, at_s=now)
        self._loaded = page.loaded
        self.progressed.emit(LoadProgress(page.loaded, page.total, self._pace.rate(now)))

    @Slot(object)
    def _on_errand_ended(self, ending: LoadSummary | LoadFailed | Crashed) -> None:
        self._errand = None
        if isinstance(ending, LoadSummary) and ending.complete:
            self.refreshed_at = datetime.now().astimezone()
        self._tell(ending)
        self.ended.emit(ending)

    def _tell(self, ending: LoadSummary | LoadFailed | Crashed) -> None:
        if isinstance(ending, LoadFailed):
            self._messages.say(
                f"{ending.error.message} {self._so_far()}",
                tone=Tone.TROUBLE,
                offer=tr("Try again"),
                answer=self.start,
            )
        elif isinstance(ending, LoadSummary) and ending.note:
            self._messages.say(ending.note)
        elif isinstance(ending, Crashed):
            self._messages.say(
                tr("The load ended by a mistake of the program. {so_far}", so_far=self._so_far()), tone=Tone.TROUBLE
            )

    def _so_far(self) -> str:
        count = len(self._sheet.desk.sheet)
        return counted(
            count,
            "1 lead is loaded; more may be in Copper.",
            "{n} leads are loaded; more may be in Copper.",
        )
