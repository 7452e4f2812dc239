"""From "Push changes" to the last settled lead: asks, runs the push in its thread, settles each result in the sheet.

``request_push`` is the one door in: the Review stands behind ``approve``. Knows nothing of widgets.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copper_desk.copper.error import CopperError
from copper_desk.desk.read_only import ReadOnlyAccount
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.push_report import end_sentence
from copper_desk.gui.control.push_score import PushScore, PushState, Standing
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.push_worker import PushDone, PushUnwritten, PushWorker, Sending
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import PushPlan
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import LeadOutcome, NotSent, Unknown
from copper_desk.sheet.phase import Phase, in_push
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import counted, retold, tr

TICK_MS = 1000
"""How often the rate and the time left are told while a push runs."""


Replan: TypeAlias = Callable[[], PushPlan]
Offer: TypeAlias = tuple[str, Callable[[], None]]
"""What is offered beside the last word on a push, and what it does."""


class PushController(QObject):
    """One push at a time. ``progressed`` carries PushState, ``ended`` PushScore; ``choice_wished``: the person wants to
    settle the conflicts that a push met.

    ``approve`` shows a plan to the person, with the means to make it anew, and answers what may be sent; ``commit``
    finishes an open cell editor. ``offer_at_end`` may offer something beside the last word on a push, ``stopped_by``
    is the error that ended the last one early, if any did.
    """

    progressed = Signal(object)
    ended = Signal(object)
    choice_wished = Signal()

    def __init__(
        self,
        sheet: SheetController,
        messages: MessageLog,
        *,
        approve: Callable[[PushPlan, Replan], Approval | None],
        commit: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._messages = messages
        self._approve = approve
        self._commit = commit
        self._clock = clock
        self._run: PushRun | None = None
        self._worker: PushWorker | None = None
        self._errand: Errand | None = None
        self.score: PushScore | None = None
        self.stopped_by: CopperError | None = None
        self.is_paused = False
        self.offer_at_end: Callable[[PushScore], Offer | None] = lambda _score: None
        self._later: tuple[RowId, ...] = ()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)

    @property
    def is_running(self) -> bool:
        """Whether a push is under way."""
        return self._errand is not None

    def request_push(self, rows: Iterable[RowId] | None = None) -> bool:
        """The wish to push these rows (all changed ones by default). Answers whether a push began."""
        if self.is_running:
            return False
        if self._sheet.desk.is_read_only:
            self._messages.say(str(ReadOnlyAccount()), tone=Tone.TROUBLE)
            return False
        self._commit()
        chosen = None if rows is None else list(rows)
        plan = self._sheet.desk.plan(chosen)
        if plan.planned == 0 and not plan.held:
            self._messages.say(_nothing_to_send(plan))
            return False
        approval = self._approve(plan, lambda: self._sheet.desk.plan(chosen))
        return approval is not None and self._send(approval, plan)

    def _send(self, approval: Approval, reviewed: PushPlan) -> bool:
        """Send what was approved, planned anew: a load may have gone on while the person read, and what it made clean
        or brought into conflict stays here."""
        plan = self._sheet.desk.plan(approval.rows)
        if plan.planned == 0:
            told = plan if approval.rows else reviewed
            self._messages.say(_nothing_to_send(told), tone=Tone.TROUBLE if told.held else Tone.PLAIN)
            return False
        self._later = ()
        if approval.first_only:
            first = plan.batches[0].rows
            self._later = tuple(row for batch in plan.batches[1:] for row in batch.rows)
            plan = plan.only(first)
        return self._start(plan, note=approval.note)

    def retry_failed(self) -> bool:
        """Push again what Copper refused, as it is now."""
        return self.request_push(self.failed_rows())

    def failed_rows(self) -> list[RowId]:
        """The rows that Copper refused and that were not edited since."""
        sheet = self._sheet.desk.sheet
        return [row for row in sheet.changed_rows() if sheet.phase(row) is Phase.FAILED]

    def pause(self) -> None:
        """Send nothing more until ``resume``."""
        if self._worker is not None:
            self._worker.pause()
            self.is_paused = True
            self._tell_progress()

    def resume(self) -> None:
        """Go on after ``pause``."""
        if self._worker is not None:
            self._worker.resume()
            self.is_paused = False
            self._tell_progress()

    def stop(self) -> None:
        """Send nothing more; what is on its way lands and is counted."""
        if self._errand is not None:
            self._errand.cancel()

    def _start(self, plan: PushPlan, *, note: str) -> bool:
        self._sheet.clear_marks()
        try:
            self._run = self._sheet.start(plan, note=note)
        except StorageTrouble as trouble:
            self._messages.say(tr("Nothing was sent. {reason}", reason=trouble), tone=Tone.TROUBLE)
            return False
        except ReadOnlyAccount as refusal:
            self._messages.say(str(refusal), tone=Tone.TROUBLE)
            return False
        self._worker = PushWorker(self._run)
        self._worker.sending.connect(self._on_worker_sending)
        self._worker.batch_settled.connect(self._on_worker_batch_settled)
        self._errand = Errand(self._worker, name="push")
        self._errand.ended.connect(self._on_errand_ended)
        self.score = PushScore(plan, start_s=self._clock())
        self.is_paused = False
        self.stopped_by = None
        self._errand.start()
        self._tick.start()
        self._messages.say(counted(plan.planned, "Pushing 1 lead…", "Pushing {n} leads…"))
        self._tell_progress()
        return True

    @Slot(object)
    def _on_worker_sending(self, sending: Sending) -> None:
        self._sheet.mark_sending(sending.rows)
        if self.score is not None:
            self.score.mark_sending(sending.rows)
        self._tell_progress()

    @Slot(object)
    def _on_worker_batch_settled(self, outcome: BatchOutcome) -> None:
        delta = self._sheet.settle(outcome)
        if self.score is not None:
            self.score.settle(outcome, renamed=dict(delta.renamed))
        self._tell_progress()

    @Slot(object)
    def _on_errand_ended(self, ending: PushDone | PushUnwritten | Crashed) -> None:
        self._tick.stop()
        run, self._run = self._run, None
        self.stopped_by = None if run is None else run.stopped_by
        self._worker = None
        self._errand = None
        self.is_paused = False
        if self.score is None:
            return
        self._settle_the_rest(self.score)
        if run is not None:
            self._sheet.finish(run)
        self.score.end(now_s=self._clock())
        self._tell_progress()
        offer, answer = self._offer(self.score) or ("", None)
        sentence = end_sentence(self.score)
        if isinstance(ending, PushUnwritten) and not self.score.counts()[Standing.NOT_SENT]:
            sentence = f"{ending.sentence} {sentence}"
        self._messages.say(sentence, tone=_tone(self.score), offer=offer, answer=answer)
        self.ended.emit(self.score)

    def _offer(self, score: PushScore) -> Offer | None:
        """What to do next, the most pressing: the window's own word, then conflicts, then what waits for a look."""
        offered = self.offer_at_end(score)
        if offered is not None:
            return offered
        if score.conflicts:
            return tr("Choose…"), self.choice_wished.emit
        if self._later:
            words = counted(len(self._later), "Review the other lead", "Review the other {n}")
            return words, self._review_later
        return None

    def _review_later(self) -> None:
        self.request_push(self._later)

    def _settle_the_rest(self, score: PushScore) -> None:
        """After a crash of the run: what was under way is in doubt, the rest was not sent. Else there is no rest."""
        reason = tr("The push ended early.")
        results: list[LeadOutcome] = [Unknown(row, reason) for row in score.rows(Standing.SENDING)]
        results += [NotSent(row, reason) for row in score.rows(Standing.QUEUED)]
        results = [result for result in results if in_push(self._sheet.desk.sheet.phase(result.row))]
        if results:
            self._on_worker_batch_settled(BatchOutcome(0, tuple(results)))

    @Slot()
    def _on_tick_timeout(self) -> None:
        self._tell_progress()

    def state(self) -> PushState | None:
        """How the running or the last push stands; None before the first."""
        if self.score is None:
            return None
        counts, seconds = self.score.counts(), self.score.seconds(self._clock())
        if self._run is None:
            return PushState(counts, self.score.planned, running=False, seconds=seconds)
        pace = self._run.progress()
        return PushState(
            counts,
            self.score.planned,
            running=True,
            paused=self.is_paused,
            rate=pace.rate_leads_per_s,
            time_left_s=pace.remaining_s,
            waiting=pace.waiting,
            seconds=seconds,
            call_s=pace.call_s,
        )

    def _tell_progress(self) -> None:
        self.progressed.emit(self.state())


def _nothing_to_send(plan: PushPlan) -> str:
    if not plan.held:
        return tr("There is nothing to push: no lead is changed.")
    return counted(
        len(plan.held),
        "The changed lead is held back: {reason}",
        "All {n} changed leads are held back. The first: {reason}",
        reason=retold(plan.held[0].reason),
    )


def _tone(score: PushScore) -> Tone:
    return Tone.GOOD if score.counts()[Standing.ACCEPTED] == score.planned else Tone.TROUBLE
