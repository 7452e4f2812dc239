"""Tells of pushes that an earlier run of the program did not finish, and has Copper asked about leads in doubt.

Never sends: what was not sent waits until the person opens the Review. Knows nothing of widgets.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Slot

from copper_desk.desk.recovery import Recovery
from copper_desk.gui.control.load_controller import LoadController
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.push_controller import Offer, PushController
from copper_desk.gui.control.recovery_report import (
    recovered_sentence,
    settled_sentence,
    unreached_sentence,
)
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.control.work import ErrandWork
from copper_desk.gui.workers.load_worker import LoadFailed
from copper_desk.gui.workers.settle_worker import SettleWorker
from copper_desk.leads.value import RowId
from copper_desk.push.settle_run import Settled, SettleEnd
from copper_desk.sheet.outcome import Accepted
from copper_desk.sheet.phase import Phase
from copper_desk.wording import counted


class RecoveryController(ErrandWork):
    """Stopped, it asks about what is left in doubt when Copper is next there."""

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
        self._push = push
        self._messages = messages
        self._told: Counter[type[Settled]] = Counter()
        self._arrived = 0
        self._is_lost = False
        load.ended.connect(self._on_load_ended)
        load.connected.connect(self._on_load_connected)

    def unsent(self) -> list[RowId]:
        """The leads of those pushes that are not sent, and were not dealt with since, in the order of the sheet."""
        desk = self._sheet.desk
        rows = {desk.sheet.row_today(row) for each in desk.recoveries for row in (*each.unsent, *_doubted(each))}
        return [row for row in desk.sheet.changed_rows() if row in rows and desk.sheet.phase(row) is Phase.NOT_SENT]

    def begin(self) -> None:
        """Say how the pushes stood, and ask about what is in doubt if Copper is there."""
        desk = self._sheet.desk
        if not desk.recoveries:
            return
        self._say(recovered_sentence(desk.recoveries), tone=Tone.TROUBLE)
        if desk.is_connected:
            self.check()

    def check(self) -> None:
        """Ask Copper what became of the leads in doubt."""
        desk = self._sheet.desk
        if self.is_running or not len(desk.doubts):
            return
        self._told.clear()
        worker = SettleWorker(desk.settle_run())
        worker.settled.connect(self._on_worker_settled)
        self.send(worker, name="settle")

    @Slot(object)
    def _on_load_ended(self, ending: object) -> None:
        self._is_lost = self._is_lost or isinstance(ending, LoadFailed)

    @Slot()
    def _on_load_connected(self) -> None:
        """What was said at the start is said once more if the missing connection came between."""
        lost, self._is_lost = self._is_lost, False
        if lost and self.unsent() and not len(self._sheet.desk.doubts):
            self._say(recovered_sentence(self._sheet.desk.recoveries), tone=Tone.TROUBLE)
        self.check()

    @Slot(object)
    def _on_worker_settled(self, result: Settled) -> None:
        self._sheet.settle_doubt(result)
        self._told[type(result)] += 1

    def take_ending(self, ending: object) -> None:
        if self._told:
            self._arrived += self._told[Accepted]
            unsent = len(self.unsent())
            recoveries = self._sheet.desk.recoveries
            sentence = settled_sentence(recoveries, self._told, arrived=self._arrived, unsent=unsent)
            self._say(sentence, tone=Tone.TROUBLE if unsent else Tone.GOOD)
        if isinstance(ending, SettleEnd) and ending.error is not None and ending.unsettled:
            self._messages.say(unreached_sentence(len(ending.unsettled), ending.error), tone=Tone.TROUBLE)

    def _say(self, sentence: str, *, tone: Tone) -> None:
        offer, answer = self._offer() or ("", None)
        self._messages.say(sentence, tone=tone, offer=offer, answer=answer)

    def _offer(self) -> Offer | None:
        rows = self.unsent()
        if not rows:
            return None
        return counted(len(rows), "Continue with 1 lead", "Continue with {n} leads"), self.review

    def review(self) -> None:
        """Open the Review on what was not sent; nothing goes out without it."""
        self._push.request_push(self.unsent())


def _doubted(recovery: Recovery) -> list[RowId]:
    return [each.planned.row for each in recovery.doubts]
