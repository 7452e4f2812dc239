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
from copper_desk.push.pause import Tempo
from copper_desk.push.plan import HeldLead, PushPlan
from copper_desk.push.settle_run import InDoubt, Settled, SettleRun
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.outcome import Accepted, Unknown
from copper_desk.sheet.phase import Phase, in_push
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import later

SENT_AGAIN = later("A later push sent this lead again before Copper could be asked about this one.")


@dataclass(frozen=True, slots=True)
class _Doubt:
    push_id: int
    lead: InDoubt
    is_foreign: bool


class Doubts:
    """What is still in doubt. Of two pushes that left the same lead in doubt, the later is asked about."""

    def __init__(self, sheet: Sheet, pushes: PushRecord) -> None:
        self._sheet = sheet
        self._pushes = pushes
        self._open: dict[RowId, _Doubt] = {}
        self._left: dict[int, set[RowId]] = {}
        self._others: frozenset[RowId] = frozenset()
        self._asked = 0
        self._answered: set[RowId] = set()

    def take(self, recoveries: Iterable[Recovery]) -> None:
        """Begin with what earlier runs of the program left in doubt."""
        for recovery in recoveries:
            self._others |= recovery.others
            self._supersede(lead.planned.row for lead in recovery.doubts)
            for lead in recovery.doubts:
                row = lead.planned.row
                self._left.setdefault(recovery.push_id, set()).add(row)
                self._open[row] = _Doubt(recovery.push_id, lead, recovery.is_foreign)

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, row: object) -> bool:
        return row in self._open

    def pushes(self) -> dict[RowId, int]:
        """The number of the push that left each row in doubt, for as long as Copper has not answered."""
        return {
            row: doubt.push_id
            for row, doubt in self._open.items()
            if not doubt.is_foreign and row not in self._answered
        }

    def holding(self, plan: PushPlan) -> PushPlan:
        """``plan`` without the leads in doubt: what Copper holds of our own must not be taken for someone else's."""
        if not self._open:
            return plan
        rows = [row for batch in plan.batches for row in batch.rows]
        left = plan.only([row for row in rows if row not in self._open])
        others = (held for held in plan.held if held.row not in self._open)
        doubtful = [*rows, *(held.row for held in plan.held)]
        return replace(left, held=(*others, *(HeldLead(row, IN_DOUBT) for row in doubtful if row in self._open)))

    def run(self, client: CopperClient, codec: LeadCodec, tempo: Tempo) -> SettleRun:
        """A run that asks Copper about all of them."""
        self._asked = self._sheet.stamp()
        leads = [doubt.lead for doubt in self._open.values()]
        return SettleRun(leads, client, codec, known_ids=self._others, tempo=tempo)

    def _supersede(self, rows: Iterable[RowId]) -> None:
        """What an earlier push did to a lead that a later one sent again can no longer be told apart."""
        for doubt in [self._open[row] for row in rows if row in self._open]:
            row = doubt.lead.planned.row
            self._pushes.record_doubt(doubt.push_id, Unknown(row, SENT_AGAIN), doubt.lead.planned)
            self._pushes.settled_doubt(doubt.push_id, row)
            self._close(doubt.push_id, row)

    def settle(self, result: Settled) -> Delta:
        """Write an answer down and put it into the sheet, where what was typed since stays."""
        doubt = self._open.get(result.row)
        if doubt is None:
            return Delta()
        self._pushes.record_doubt(doubt.push_id, result, doubt.lead.planned)
        self._answered.add(result.row)
        if self._awaits(self._sheet.row_today(result.row), doubt):
            return self._sheet.settle([result])
        # Nothing in the sheet waits for it; what Copper holds is shown all the same.
        found = [result.lead] if isinstance(result, Accepted) else []
        return self._sheet.receive(found, stamp=self._asked)

    def _awaits(self, row: RowId, doubt: _Doubt) -> bool:
        """Whether the sheet's row is the one that was sent: the changes of a foreign push were never in the sheet, and
        a change that was dropped, or that a refresh found in Copper, waits for nothing."""
        sheet = self._sheet
        if doubt.is_foreign or row not in sheet or in_push(sheet.phase(row)):
            return False
        return row < 0 or bool(sheet.edits(row)) or sheet.phase(row) is Phase.UNKNOWN

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
