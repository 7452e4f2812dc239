"""The record of the pushes of one account: begun before the first request, ended after the last result.

Where nothing is kept, it remembers only as long as the program runs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from copper_desk.desk.local_data import LocalData
from copper_desk.desk.push_log import HistoryLog
from copper_desk.desk.recorded import recorded_lead, unsent_lead
from copper_desk.desk.recovery import UNSENT
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.push.log import MemoryLog, PushLog
from copper_desk.push.plan import PlannedLead, PushPlan
from copper_desk.sheet.outcome import LeadOutcome
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import PushHead, RecordedLead, UnfinishedPush
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import later

_LOG = logging.getLogger(__name__)

CUT_SHORT = later("Copper Desk ended before the push did.")


class PushRecord:
    """One push at a time. ``clock`` gives unix seconds.

    ``begin`` raises StorageTrouble, since what cannot be written down is not sent. Afterwards a failing disk loses no
    result, because the sheet has it: what was not marked as taken is taken once more at the next start.
    """

    def __init__(
        self, local: LocalData | None, schema: Schema, style: TextStyle, *, clock: Callable[[], float]
    ) -> None:
        self._history = None if local is None else local.history
        self._schema = schema
        self._style = style
        self._clock = clock
        self._current: int | None = None

    def begin(self, plan: PushPlan, head: PushHead) -> PushLog:
        """Write down that a push begins; its log. Raises StorageTrouble."""
        if self._history is None:
            return MemoryLog()
        rows = [row for batch in plan.batches for row in batch.rows]
        self._current = self._history.begin(head, rows)
        return HistoryLog(self._history, self._current, plan, schema=self._schema, style=self._style, clock=self._clock)

    @property
    def number(self) -> int:
        """The number of the push that is under way, 0 for none."""
        return self._current or 0

    def settled(self, rows: Iterable[RowId]) -> None:
        """The sheet took the results of these rows of the push, and what is left of their changes is kept."""
        if self._current is not None:
            self._settled(self._current, rows)

    def end(self, reason: str) -> None:
        """The push is over; ``reason`` says why it ended early."""
        if self._current is not None:
            self._end(self._current, reason)
            self._current = None

    def settle_unfinished(self, pushes: Iterable[UnfinishedPush], sheet: Sheet) -> None:
        """``sheet`` took what these pushes left. Those that leave nothing in doubt are over."""
        for push in pushes:
            self._record(push.entry.id, [unsent_lead(sheet, row, UNSENT) for row in push.unsent])
            self._settled(push.entry.id, [*(recorded.row for recorded in push.unsettled), *push.unsent])
            if not push.doubtful:
                self._end(push.entry.id, push.entry.end_reason or CUT_SHORT)

    def record_doubt(self, push_id: int, outcome: LeadOutcome, planned: PlannedLead) -> None:
        """Write down what Copper said of a lead that was in doubt, before the sheet takes it.

        What cannot be written stays in doubt, and Copper is asked again at the next start.
        """
        self._record(push_id, [recorded_lead(self._schema, outcome, planned, planned, style=self._style)])

    def settled_doubt(self, push_id: int, row: RowId) -> None:
        """The sheet took what Copper said, and what is left of the lead's changes is kept."""
        self._settled(push_id, [row])

    def end_doubtful(self, push_id: int) -> None:
        """Nothing of this unfinished push is in doubt any more."""
        self._end(push_id, CUT_SHORT)

    def _record(self, push_id: int, leads: list[RecordedLead]) -> None:
        if self._history is None:
            return
        try:
            self._history.record(push_id, leads, at_s=self._clock())
        except StorageTrouble as trouble:
            _LOG.info("A result could not be written down: %s", trouble)

    def _settled(self, push_id: int, rows: Iterable[RowId]) -> None:
        if self._history is None:
            return
        try:
            self._history.settled(push_id, rows)
        except StorageTrouble as trouble:
            _LOG.info("Results stay to be taken again: %s", trouble)

    def _end(self, push_id: int, reason: str) -> None:
        if self._history is None:
            return
        try:
            self._history.end(push_id, at_s=self._clock(), reason=reason)
        except StorageTrouble as trouble:
            _LOG.info("The end of a push could not be written down: %s", trouble)
