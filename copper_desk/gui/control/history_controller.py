"""Opens the history, and takes a push back: reads its leads anew, shows what that means, puts it into the sheet.

Nothing is sent: what was put into the sheet goes the way of every change. Knows the windows only by what they wish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copper_desk.desk.fetch import FetchedLeads
from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.work import ErrandWork
from copper_desk.gui.history.history_window import HistoryCase, HistoryWindow, RevertWish
from copper_desk.gui.history.revert_window import RevertCase
from copper_desk.gui.workers.fetch_worker import FetchDone, FetchWorker
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import SetCell
from copper_desk.storage.push_entry import LeadResult, PushEntry, RecordedLead
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class HistoryController(ErrandWork):
    """The history of one window. It runs while leads are read for a revert."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self._wish: RevertWish | None = None
        self._is_stopped = False
        self.window: HistoryWindow | None = None
        window.push.ended.connect(self._on_push_ended)

    @Slot()
    def stop(self) -> None:
        """Not now after all; nothing was changed."""
        self._is_stopped = True
        super().stop()

    @Slot()
    def show(self, search: str = "") -> None:
        """Open the history, looking for these words."""
        window = self.window or self._made_window()
        window.show_search(search)
        window.show()
        window.raise_()
        window.activateWindow()
        window.list.setFocus()

    def of_lead(self, row: RowId, *, limit: int) -> list[tuple[PushEntry, RecordedLead]]:
        """What the newest pushes did to a lead; nothing where the history cannot be read."""
        history = self._w.desk.history
        if history is None or row <= 0:
            return []
        try:
            return history.of_lead(row, limit=limit)
        except StorageTrouble:
            return []

    def close(self) -> None:
        """Close the window, if it is open."""
        if self.window is not None:
            self.window.close()

    def _made_window(self) -> HistoryWindow:
        w = self._w
        case = HistoryCase(w.desk.history, w.desk.schema, w.desk.style, w.theme, w.questions.results)
        self.window = HistoryWindow(case, w)
        self.window.revert_wished.connect(self._on_window_revert_wished)
        self.window.stop_wished.connect(self.stop)
        return self.window

    @Slot(object)
    def _on_push_ended(self, _score: object) -> None:
        if self.window is not None and self.window.isVisible():
            self.window.refresh()

    @Slot(object)
    def _on_window_revert_wished(self, wish: RevertWish) -> None:
        """Read the leads first: only then is it known what someone changed since."""
        if self.is_running:
            return
        self._w.commit_editors()
        try:
            rows = self._pushed_rows(wish)
        except StorageTrouble as trouble:
            self._tell(tr("This push cannot be read. {reason}", reason=trouble))
            return
        self._wish, self._is_stopped = wish, False
        worker = FetchWorker(self._w.desk.fetch_run(rows))
        worker.fetched.connect(self._on_worker_fetched)
        self.send(worker, name="revert")
        if self.window is not None:
            self.window.show_busy(
                counted(len(rows), "Reading 1 lead in Copper anew…", "Reading {n} leads in Copper anew…")
            )

    @Slot(object)
    def _on_worker_fetched(self, fetched: FetchedLeads) -> None:
        self._w.sheet.sweep(fetched)

    def _pushed_rows(self, wish: RevertWish) -> list[RowId]:
        history = self._w.desk.history
        recorded = [] if history is None else history.leads(wish.push_id)
        changed = (each for each in recorded if each.result is LeadResult.ACCEPTED and each.changes)
        ids = (each.lead_id for each in changed if each.lead_id is not None)
        return [row for row in ids if wish.rows is None or row in wish.rows]

    def take_ending(self, ending: object) -> None:
        wish, self._wish = self._wish, None
        if self.window is not None:
            self.window.show_busy("")
        if isinstance(ending, FetchDone) and ending.complete and wish is not None and not self._is_stopped:
            self._ask(wish)
        elif isinstance(ending, FetchDone) and ending.error is not None:
            self._tell(tr("Nothing was changed: the leads could not be read. {reason}", reason=ending.error.message))

    def _ask(self, wish: RevertWish) -> None:
        """Show what it means; a yes puts it into the sheet as one gesture."""
        w = self._w
        try:
            plan = w.desk.revert_plan(wish.push_id, wish.rows)
        except StorageTrouble as trouble:
            self._tell(tr("This push cannot be read. {reason}", reason=trouble))
            return
        case = RevertCase(plan, self._when(wish.push_id), w.theme)
        if not w.questions.revert(self.window or w, case) or not len(plan.change_set):
            return
        rows = list(dict.fromkeys(each.row for each in plan.change_set if isinstance(each, SetCell)))
        applied = w.sheet.stage(plan.change_set)
        sentence = counted(
            applied.cells, "1 earlier value is in the sheet", "{n} earlier values are in the sheet"
        ) + tr(", not in Copper until you push.")
        w.messages.say(sentence, tone=Tone.GOOD, offer=tr("Review"), answer=lambda: self._review(rows))
        self.close()
        w.activateWindow()

    def _review(self, rows: list[RowId]) -> None:
        self._w.push.request_push(rows)

    def _when(self, push_id: int) -> str:
        window = self.window
        entry = None if self._w.desk.history is None else self._w.desk.history.push(push_id)
        return "" if entry is None or window is None else window.pushes.when(entry)

    def _tell(self, sentence: str) -> None:
        """Where the person looks: in the history, and among the messages."""
        if self.window is not None:
            self.window.tell(sentence)
        self._w.messages.say(sentence, tone=Tone.TROUBLE)
