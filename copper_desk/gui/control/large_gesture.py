"""Makes gestures of any size: a small one at once, a large one in slices behind a window that says how far it is.

Whoever asks gets the answer when all is done, so that what follows a paste need not know how large it was. Knows
nothing of what is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.control.sliced_stage import Bundle, SlicedGesture, SlicedStage, StagedSlices
from copper_desk.gui.control.step_run import StepRun
from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.edit import ChangeSet
from copper_desk.sheet.planning import Planning
from copper_desk.wording import tr

FEW_CHANGES = 2_000
"""Up to so many are made at once: some 30 ms."""
AT_ONCE_S = 0.06
"""A plan that takes longer is made behind a window."""


class LargeGestures(QObject):
    """``parent`` is the window that is covered meanwhile."""

    def __init__(self, sheet: SheetController, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._window = parent

    def plan(self, planning: Planning, *, cells: int, what: str) -> CellPlan | None:
        """The plan, or None when the person stopped it. ``what`` names what is planned, ``cells`` how many it is."""
        run = StepRun(parent=self)
        plan = run.begin(planning, at_once_s=AT_ONCE_S)
        if plan is None:
            plan = self._plan_behind_window(run, cells=cells, what=what)
        run.deleteLater()
        return plan

    def stage(self, change_set: ChangeSet) -> None:
        """Put a gesture into the sheet as one undo step."""
        if len(change_set) <= FEW_CHANGES:
            self._sheet.stage(change_set)
            return
        label = change_set.label
        staged = self._in_slices([change_set], label=label, source=change_set.source, what=_named(label))
        self._sheet.tell(staged.delta)
        if staged.delta:
            self._sheet.undo.stack.push(SlicedGesture(staged, label, put=partial(self.swap, label)))

    def swap(self, label: str, inverses: Sequence[ChangeSet]) -> StagedSlices:
        """Undo or redo of a gesture that was made in slices: they are made the other way round."""
        staged = self._in_slices(inverses, label=label, what=tr("Undoing or redoing the {gesture}", gesture=label))
        self._sheet.tell(staged.delta)
        return staged

    def _in_slices(self, sets: Sequence[ChangeSet], *, label: str, what: str, source: str = "") -> StagedSlices:
        bundles: list[Bundle] = [
            tuple(lead) for each in sets for _, lead in groupby(each.changes, key=lambda change: change.row)
        ]
        stage = SlicedStage(self._sheet.desk, parent=self)
        if sum(map(len, bundles)) <= FEW_CHANGES:
            staged = stage.run(bundles, label=label, source=source)
        else:
            staged = self._stage_behind_window(stage, bundles, label=label, source=source, what=what)
        stage.deleteLater()
        return staged

    def _stage_behind_window(
        self, stage: SlicedStage, bundles: Sequence[Bundle], *, label: str, source: str, what: str
    ) -> StagedSlices:
        window, found = ProgressWindow(what, self._window), list[StagedSlices]()
        stage.progressed.connect(window.show_progress)
        stage.ended.connect(found.append)
        stage.ended.connect(window.accept)
        stage.start(bundles, label=label, source=source)
        window.exec()
        window.deleteLater()
        return found[0]

    def _plan_behind_window(self, run: StepRun, *, cells: int, what: str) -> CellPlan | None:
        window, found = ProgressWindow(what, self._window, can_stop=True), list[CellPlan]()
        run.progressed.connect(partial(_show, window, cells))
        run.ended.connect(found.append)
        run.ended.connect(window.accept)
        window.exec()
        run.stop()
        window.deleteLater()
        return found[0] if found else None


def _show(window: ProgressWindow, cells: int, done: int) -> None:
    window.show_progress(done, cells)


def _named(label: str) -> str:
    return label[:1].upper() + label[1:]
