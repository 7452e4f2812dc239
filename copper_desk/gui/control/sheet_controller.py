"""The one way from the window into the sheet: every change goes through here and comes out as one Delta.

Knows nothing of widgets: the lead model and the panels listen to ``changed``.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from copper_desk.desk.desk import Desk
from copper_desk.desk.fetch import FetchedLeads
from copper_desk.desk.load import LoadedPage
from copper_desk.gui.control.undo_controller import Companion, UndoController
from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import PushPlan
from copper_desk.push.run import PushRun
from copper_desk.push.settle_run import Settled
from copper_desk.sheet.edit import Applied, ChangeSet, Delta, ResetCell


class SheetController(QObject):
    """Changes the sheet of one open account. ``changed`` carries the Delta of every change, also of undo."""

    changed = Signal(object)

    def __init__(self, desk: Desk, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.undo = UndoController(self._apply)

    def stage(self, change_set: ChangeSet, *, companion: Companion | None = None) -> Applied:
        """Apply one gesture as one undo step; ``companion``, which has begun, goes along with it."""
        applied = self._apply(change_set)
        self.undo.record(applied, change_set.label, companion=companion)
        if companion is not None:
            companion.end()
        return applied

    def reset(self, cells: Iterable[tuple[RowId, str]], *, label: str) -> Applied:
        """Put cells back to their loaded values, as one undo step."""
        return self.stage(ChangeSet(tuple(ResetCell(row, key) for row, key in cells), label))

    def discard(self, *, label: str) -> Applied:
        """Drop every staged edit except those a push is sending, as one undo step."""
        applied = self.desk.discard()
        self._tell(applied.delta)
        self.undo.record(applied, label)
        return applied

    def receive(self, page: LoadedPage) -> None:
        """Put a loaded page into the sheet."""
        self._tell(self.desk.receive(page))

    def sweep(self, fetched: FetchedLeads) -> Delta:
        """Put leads that were read one by one into the sheet, and take out those that are gone from Copper."""
        delta = self.desk.swept(fetched)
        self._tell(delta)
        return delta

    def start(self, plan: PushPlan, *, note: str = "") -> PushRun:
        """Queue the rows of a plan and return the run for the push worker; the history keeps ``note``.

        Raises StorageTrouble when the push cannot be written down; then none began.
        """
        run = self.desk.start(plan, note=note)
        self._tell(Delta(changed=frozenset(lead.row for batch in plan.batches for lead in batch.leads)))
        return run

    def mark_sending(self, rows: Iterable[RowId]) -> None:
        """Show that these rows' request is under way."""
        self._tell(self.desk.mark_sending(rows))

    def settle(self, outcome: BatchOutcome) -> Delta:
        """Put the results of a batch into the sheet."""
        delta = self.desk.settle(outcome)
        self._tell(delta)
        return delta

    def finish(self, run: PushRun) -> None:
        """A push is over, however it ended."""
        self.desk.finish(run)

    def settle_doubt(self, result: Settled) -> Delta:
        """Put into the sheet what Copper said of a lead that an earlier run of the program left in doubt."""
        delta = self.desk.settle_doubt(result)
        self._tell(delta)
        return delta

    def clear_marks(self) -> None:
        """Take the marks of the last push's accepted rows away."""
        self._tell(self.desk.sheet.clear_marks())

    def tell(self, delta: Delta) -> None:
        """What was changed in the sheet by way of the desk, as by a long import, is to be shown now."""
        self._tell(delta)

    def _apply(self, change_set: ChangeSet) -> Applied:
        applied = self.desk.stage(change_set)
        self._tell(applied.delta)
        return applied

    def _tell(self, delta: Delta) -> None:
        if delta:
            self.changed.emit(delta)
