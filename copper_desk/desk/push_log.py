"""Writes a push down while it goes on: each request before it leaves, each result as it comes.

Joins the run, which says what is written and when, and the history on the disk.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from copper_desk.desk.recorded import intended_lead, recorded_lead
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.push.log import LogFailure
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, PushPlan
from copper_desk.storage.history import History
from copper_desk.storage.trouble import StorageTrouble

_LOG = logging.getLogger(__name__)


class HistoryLog:
    """The log of one push (``push.log.PushLog``). ``clock`` gives unix seconds.

    ``intend`` and ``record`` raise LogFailure: what cannot be written down is not sent.
    """

    def __init__(
        self,
        history: History,
        push_id: int,
        plan: PushPlan,
        *,
        schema: Schema,
        style: TextStyle,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.push_id = push_id
        self._history = history
        self._schema = schema
        self._style = style
        self._clock = clock
        self._lock = threading.Lock()
        self._planned = {lead.row: lead for batch in plan.batches for lead in batch.leads}
        self._sent: dict[RowId, PlannedLead] = {}

    def intend(self, batch: Batch) -> None:
        """See PushLog."""
        is_create = batch.kind is BatchKind.CREATE
        with self._lock:
            self._sent.update((lead.row, lead) for lead in batch.leads)
        leads = [intended_lead(self._schema, lead, is_create=is_create) for lead in batch.leads]
        with _told():
            self._history.intend(self.push_id, leads, at_s=self._clock())

    def withdraw(self, rows: Collection[RowId]) -> None:
        """See PushLog."""
        try:
            self._history.withdraw(self.push_id, rows)
        except StorageTrouble as trouble:
            _LOG.info("A request that changed nothing stays in doubt: %s", trouble)

    def record(self, outcome: BatchOutcome) -> None:
        """See PushLog."""
        with self._lock:
            sent = {result.row: self._sent.get(result.row) for result in outcome.results}
        leads = [
            recorded_lead(self._schema, result, self._planned[result.row], sent[result.row], style=self._style)
            for result in outcome.results
        ]
        with _told():
            self._history.record(self.push_id, leads, at_s=self._clock())


@contextmanager
def _told() -> Iterator[None]:
    """Tells the push in its own words that the disk failed."""
    try:
        yield
    except StorageTrouble as trouble:
        raise LogFailure(str(trouble)) from trouble
