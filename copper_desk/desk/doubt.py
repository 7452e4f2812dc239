"""The leads that were sent when the program ended and never answered, until Copper has been asked about each.

Nothing is sent from here. Knows nothing of threads beyond the run that it hands out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.desk.push_record import PushRecord
from copper_desk.desk.recovery import IN_DOUBT, Recovery
from copper_desk.leads.value import RowId
from copper_desk.push.plan import HeldLead, PushPlan
from copper_desk.push.settle_run import InDoubt, Settled, SettleRun
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.outcome import Unknown
from copper_desk.sheet.phase import in_push
from copper_desk.sheet.sheet import Sheet

SENT_AGAIN = "A later push sent this lead again before Copper could be asked about this one."


@dataclass(frozen=True, slots=True)
class _Doubt:
    push_id: int
    lead: InDoubt


class Doubts:
    """What is still in doubt. Of two pushes that left the same lead in doubt, the later is asked about."""

    def __init__(self, sheet: Sheet, pushes: PushRecord) -> None:
        self._sheet = sheet
        self._pushes = pushes
        self._open: dict[RowId, _Doubt] = {}
        self._left: dict[int, set[RowId]] = {}
        self._others: frozenset[RowId] = frozenset()

    def take(self, recoveries: Iterable[Recovery]) -> None:
        """Begin with what earlier runs of the program left in doubt."""
        for recovery in recoveries:
            self._others |= recovery.others
            self._supersede(lead.planned.row for lead in recovery.doubts)
            for lead in recovery.doubts:
                row = lead.planned.row
                self._left.setdefault(recovery.push_id, set()).add(row)
                self._open[row] = _Doubt(recovery.push_id, lead)

    def __len__(self) -> int:
        return len(self._open)

    def holding(self, plan: PushPlan) -> PushPlan:
        """``plan`` without the leads in doubt: what Copper holds of our own must not be taken for someone else's."""
        if not self._open:
            return plan
        rows = [row for batch in plan.batches for row in batch.rows]
        left = plan.only([row for row in rows if row not in self._open])
        others = (held for held in plan.held if held.row not in self._open)
        doubtful = [*rows, *(held.row for held in plan.held)]
        return replace(left, held=(*others, *(HeldLead(row, IN_DOUBT) for row in doubtful if row in self._open)))

    def run(self, client: CopperClient, codec: LeadCodec) -> SettleRun:
        """A run that asks Copper about all of them."""
        leads = [doubt.lead for doubt in self._open.values()]
        return SettleRun(leads, client, codec, known_ids=self._others)

    def _supersede(self, rows: Iterable[RowId]) -> None:
        """What an earlier push did to a lead that a later one sent again can no longer be told apart."""
        for doubt in [self._open[row] for row in rows if row in self._open]:
            row = doubt.lead.planned.row
            self._pushes.record_doubt(doubt.push_id, Unknown(row, SENT_AGAIN), doubt.lead.planned)
            self._pushes.settled_doubt(doubt.push_id, row)
            self._close(doubt.push_id, row)

    def settle(self, result: Settled) -> Delta:
        """Write an answer down and put it into the sheet, where what was typed since stays.

        A lead that is no longer there, or is in another push by now, keeps its place.
        """
        doubt = self._open.get(result.row)
        if doubt is not None:
            self._pushes.record_doubt(doubt.push_id, result, doubt.lead.planned)
        row = self._sheet.row_today(result.row)
        if row not in self._sheet or in_push(self._sheet.phase(row)):
            return Delta()
        return self._sheet.settle([result])

    def settled(self, result: Settled, *, is_kept: bool) -> None:
        """The sheet took the answer; ``is_kept`` when what it made of it would outlive the program."""
        doubt = self._open.pop(result.row, None)
        if doubt is not None and is_kept:
            self._pushes.settled_doubt(doubt.push_id, result.row)
            self._close(doubt.push_id, result.row)

    def _close(self, push_id: int, row: RowId) -> None:
        """One lead less; with the last one the push is over."""
        self._left[push_id].discard(row)
        if not self._left[push_id]:
            del self._left[push_id]
            self._pushes.end_doubtful(push_id)
