"""Loads leads in the background and tells how far it is; the grid is usable from the first page on, or before it.

Where the window stands on what this computer keeps, Copper is asked for the account first. Then only what changed is
asked for. Knows nothing of widgets, nor of how pages are asked for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from statistics import median
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.error import CopperError
from copper_desk.desk.load import LoadedPage, LoadSummary
from copper_desk.gui.control.load_report import failure_sentence, so_far_sentence
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.pace_meter import PaceMeter
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.workers.connect_worker import ConnectWorker, NotReached, Reached
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.load_worker import LoadFailed, LoadWorker
from copper_desk.leads.value import RowId
from copper_desk.wording import tr

_CALLS = 20
"""Pages of which the median is told: a few seconds of them."""

Offer: TypeAlias = tuple[str, Callable[[], None]]


class LoadStage(Enum):
    """What a load is at."""

    CONNECTING = "connecting"
    REFRESHING = "refreshing"  # asks for what changed
    LOADING = "loading"  # asks for everything


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far a load is. ``total`` is Copper's estimate or None, ``rate`` leads a second, ``call_s`` the median of what
    Copper took for its last pages, None before the first."""

    loaded: int
    total: int | None
    rate: float
    call_s: float | None = None
    stage: LoadStage = LoadStage.LOADING


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Nothing was loaded: the account has other fields or people than this window shows."""


class LoadController(QObject):
    """One load at a time. ``progressed`` carries LoadProgress; ``ended`` LoadSummary, LoadFailed, AccountChanged or
    Crashed; ``connected`` comes when Copper has answered for the first time.

    ``unseen`` are the leads of which the last complete load gave no sign, ``was_partial`` whether that asked only for
    what changed. ``offer_on_failure`` may offer something better than to try again.
    """

    progressed = Signal(object)
    ended = Signal(object)
    connected = Signal()

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
        self._calls_s: deque[float] = deque(maxlen=_CALLS)
        self._stage = LoadStage.LOADING
        self._everything = False
        self._has_failed = False
        self._is_stopped = False
        self.unseen: list[RowId] = []
        self.was_partial = False
        self.is_fresh = False
        self.offer_on_failure: Callable[[CopperError], Offer | None] = lambda _error: None

    @property
    def is_running(self) -> bool:
        """Whether a load is under way."""
        return self._errand is not None

    @property
    def refreshed_at(self) -> datetime | None:
        """When the last complete load ended, also of an earlier start; None before the first."""
        as_of_s = self._sheet.desk.loads.as_of_s
        return None if as_of_s is None else datetime.fromtimestamp(as_of_s).astimezone()

    @Slot()
    def start(self) -> None:
        """Load what changed since the last load, or all leads where there was none; nothing while a load runs."""
        self._begin(everything=False)

    def start_over(self) -> None:
        """Load all leads again."""
        self._begin(everything=True)

    @Slot()
    def go_on(self) -> None:
        """Load again if the last load failed."""
        if self._has_failed:
            self.start()

    @Slot()
    def stop(self) -> None:
        """Ask for no more pages; what has arrived stays."""
        if self._errand is not None:
            self._is_stopped = True
            self._errand.cancel()

    def _begin(self, *, everything: bool) -> None:
        if self._errand is not None:
            return
        self._everything = everything
        self._has_failed = self._is_stopped = False
        if self._sheet.desk.is_connected:
            self._load()
        else:
            self._connect()

    def _connect(self) -> None:
        self._errand = Errand(ConnectWorker(self._sheet.desk.ask_account), name="connect")
        self._errand.ended.connect(self._on_connect_ended)
        self._errand.start()
        self._stage = LoadStage.CONNECTING
        self.progressed.emit(LoadProgress(0, None, 0.0, stage=self._stage))

    @Slot(object)
    def _on_connect_ended(self, ending: Reached | NotReached | Crashed) -> None:
        self._errand = None
        if isinstance(ending, Crashed):
            self._end(ending)
        elif isinstance(ending, NotReached) and ending.error is not None:
            self._end(LoadFailed(ending.error))
        elif isinstance(ending, NotReached) or self._is_stopped:
            self._end(LoadSummary(0, False))
        elif self._sheet.desk.accept_account(ending.account):
            self.connected.emit()
            self._load()
        else:
            self._end(AccountChanged())

    def _load(self) -> None:
        run = self._sheet.desk.load_run(everything=self._everything)
        worker = LoadWorker(run)
        worker.page_loaded.connect(self._on_worker_page_loaded)
        self._errand = Errand(worker, name="load")
        self._errand.ended.connect(self._on_errand_ended)
        self._pace = PaceMeter(self._clock())
        self._loaded = 0
        self._calls_s.clear()
        self._stage = LoadStage.REFRESHING if run.is_partial else LoadStage.LOADING
        self._errand.start()
        self.progressed.emit(LoadProgress(0, None, 0.0, stage=self._stage))

    @Slot(object)
    def _on_worker_page_loaded(self, page: LoadedPage) -> None:
        self._sheet.receive(page)
        now = self._clock()
        self._pace.add(page.loaded - self._loaded, at_s=now)
        self._loaded = page.loaded
        self._calls_s.append(page.seconds)
        rate = self._pace.rate(now)
        self.progressed.emit(LoadProgress(page.loaded, page.total, rate, median(self._calls_s), self._stage))

    @Slot(object)
    def _on_errand_ended(self, ending: LoadSummary | LoadFailed | Crashed) -> None:
        self._errand = None
        if isinstance(ending, LoadSummary) and ending.complete:
            self.unseen = self._sheet.desk.loaded(ending)
            self.was_partial = self._stage is LoadStage.REFRESHING
            self.is_fresh = True
        self._end(ending)

    def _end(self, ending: LoadSummary | LoadFailed | AccountChanged | Crashed) -> None:
        self._has_failed = isinstance(ending, LoadFailed)
        self.is_fresh = self.is_fresh and not self._has_failed
        self._tell(ending)
        self.ended.emit(ending)

    def _tell(self, ending: LoadSummary | LoadFailed | AccountChanged | Crashed) -> None:
        if isinstance(ending, LoadFailed):
            sentence = failure_sentence(ending.error, self._sheet.desk, as_of=self.refreshed_at)
            offer, answer = self.offer_on_failure(ending.error) or (tr("Try again"), self.start)
            self._messages.say(sentence, tone=Tone.TROUBLE, offer=offer, answer=answer)
        elif isinstance(ending, LoadSummary) and ending.note:
            self._messages.say(ending.note)
        elif isinstance(ending, Crashed):
            so_far = so_far_sentence(len(self._sheet.desk.sheet))
            self._messages.say(
                tr("The load ended by a mistake of the program. {so_far}", so_far=so_far), tone=Tone.TROUBLE
            )
