"""Finds out in the background which leads are gone from Copper: those of which a load gave no sign are asked about.

After a load of everything at once, after a refresh in idle moments; it gives way to a load and to a push, and goes on
after them. Knows nothing of widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from copper_desk.desk.fetch import FetchedLeads
from copper_desk.desk.load import LoadSummary
from copper_desk.gui.control.load_controller import LoadController, LoadProgress
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.push_controller import PushController
from copper_desk.gui.control.push_score import PushState
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.control.work import ErrandWork
from copper_desk.gui.workers.errand import Crashed
from copper_desk.gui.workers.fetch_worker import FetchWorker
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.phase import Phase
from copper_desk.wording import counted, tr


class SweepController(ErrandWork):
    """Stopped, it asks about what is left after the next load or push."""

    def __init__(
        self,
        sheet: SheetController,
        load: LoadController,
        push: PushController,
        messages: MessageLog,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._load = load
        self._push = push
        self._messages = messages
        self._left: dict[RowId, None] = {}
        self._is_wanted = False
        self._vanished = 0
        self._kept = 0
        load.progressed.connect(self._on_load_progressed)
        load.ended.connect(self._on_load_ended)
        push.progressed.connect(self._on_push_progressed)
        push.ended.connect(self._on_push_ended)

    def stop(self) -> None:
        self._is_wanted = False
        super().stop()

    @Slot(object)
    def _on_load_progressed(self, _progress: LoadProgress) -> None:
        self.stop()

    @Slot(object)
    def _on_load_ended(self, ending: object) -> None:
        if not isinstance(ending, LoadSummary):
            return
        if self._load.unseen or not self._left:
            self._left = dict.fromkeys(self._load.unseen)
        self._load.unseen = []
        self._go_on()

    @Slot(object)
    def _on_push_progressed(self, state: PushState | None) -> None:
        if state is not None and state.running:
            self.stop()

    @Slot(object)
    def _on_push_ended(self, _score: object) -> None:
        self._go_on()

    def _go_on(self) -> None:
        is_possible = self._left and self._sheet.desk.is_connected
        if not is_possible or self._load.is_running or self._push.is_running:
            return
        self._is_wanted = True
        if not self.is_running:
            self._start()

    def _start(self) -> None:
        self._is_wanted = False
        desk, rows = self._sheet.desk, list(self._left)
        self._vanished = self._kept = 0
        worker = FetchWorker(desk.sweep_run(rows) if self._load.was_partial else desk.fetch_run(rows))
        worker.fetched.connect(self._on_worker_fetched)
        self.send(worker, name="sweep")

    @Slot(object)
    def _on_worker_fetched(self, fetched: FetchedLeads) -> None:
        delta = self._sheet.sweep(fetched)
        for row in (*fetched.missing, *(lead[0] for lead in fetched.leads)):
            if isinstance(row, int):
                self._left.pop(row, None)
        self._count(delta, fetched)

    def _count(self, delta: Delta, fetched: FetchedLeads) -> None:
        sheet = self._sheet.desk.sheet
        kept = [row for row in fetched.missing if row in sheet and sheet.phase(row) is Phase.GONE]
        self._kept += len(delta.changed.intersection(kept))
        self._vanished += len(delta.removed) + len(delta.changed.intersection(kept))

    def take_ending(self, ending: object) -> None:
        if isinstance(ending, Crashed):
            self._left.clear()  # Asked again, it would only crash again.
        if self._vanished:
            self._messages.say(_vanished_sentence(self._vanished, self._kept), tone=Tone.PLAIN)

    @Slot(object)
    def _on_errand_ended(self, ending: object) -> None:
        super()._on_errand_ended(ending)
        if self._is_wanted:
            self._start()


def _vanished_sentence(vanished: int, kept: int) -> str:
    sentence = counted(vanished, "1 lead is no longer in Copper.", "{n} leads are no longer in Copper.")
    if not kept:
        return sentence
    stay = counted(
        kept,
        "1 of them is changed here and stays, marked as gone.",
        "{n} of them are changed here and stay, marked as gone.",
    )
    alone = tr("It is changed here and stays, marked as gone.")
    return f"{sentence} {alone if vanished == kept == 1 else stay}"
