"""Keeps the panels true to the sheet: change bar, problems, details, status. Draws together what changes in one go.

A push settles many batches a second and a load brings many pages; a panel is drawn once for all that came meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Slot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.filter_controller import FilterController
from copper_desk.gui.control.load_controller import LoadController, LoadProgress, LoadStage
from copper_desk.gui.control.push_score import PushState
from copper_desk.gui.details.details_panel import DetailsPanel
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.gui.panel.change_bar import ChangeBar, Staged
from copper_desk.gui.panel.group_offer import GroupMemory
from copper_desk.gui.panel.problem_group import ProblemGroup, problem_groups
from copper_desk.gui.panel.problem_panel import ProblemPanel
from copper_desk.gui.panel.selection_sum import selection_text
from copper_desk.gui.panel.status_bar import StatusBar
from copper_desk.gui.panel.tool_bar import ToolBar
from copper_desk.sheet.phase import Phase
from copper_desk.wording import counted, tr

REFRESH_MS = 30
TICK_MS = 1000


@dataclass(frozen=True, slots=True)
class Panels:
    """The widgets that show the state of a sheet."""

    tools: ToolBar
    view: LeadView
    problems: ProblemPanel
    details: DetailsPanel
    changes: ChangeBar
    status: StatusBar


class PanelController(QObject):
    """Refreshes the panels. ``now`` gives the time of day."""

    def __init__(
        self,
        desk: Desk,
        model: LeadModel,
        panels: Panels,
        *,
        load: LoadController,
        filters: FilterController,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._panels = panels
        self._load = load
        self._filters = filters
        self._now = now
        self._is_loading = False
        self._doing = ""
        self._memory = GroupMemory(desk.sheet)
        self._unlisted = desk.sheet.watch()
        self._groups: list[ProblemGroup] | None = None
        self._soon = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)
        self._tick.start()
        self._follow_selection()
        self.refresh()

    def staged(self) -> Staged:
        """What is staged now."""
        counts = self._desk.sheet.counts()
        return Staged(
            counts.changed_cells,
            counts.changed_leads,
            counts.problem_cells,
            failed=counts.of(Phase.FAILED),
            warnings=counts.warning_cells,
        )

    def groups(self) -> list[ProblemGroup]:
        """The problems now. Gathered again only when a row has changed: it takes a tenth of a second for 10,000."""
        if self._groups is None or self._unlisted:
            self._unlisted.clear()
            self._groups = problem_groups(self._desk.sheet)
        return self._groups

    @Slot()
    def refresh_soon(self, *_facts: object) -> None:
        """Something changed; draw what shows it, together with whatever else changes meanwhile."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Draw everything now."""
        staged = self.staged()
        self._panels.changes.show_staged(staged)
        self._show_problems()
        trouble = self._desk.keeper.trouble
        self._panels.status.show_unsent(_unsent(staged, self._desk), trouble="" if trouble is None else str(trouble))
        self._panels.tools.show_total(len(self._desk.sheet))
        self._show_calls()
        self._show_details()
        self._show_selection()
        if not self._is_loading:
            self._show_leads()

    @Slot(object)
    def on_load_progressed(self, progress: LoadProgress) -> None:
        """The load came further."""
        self._is_loading = progress.stage is LoadStage.LOADING
        self._doing = _doing(progress)
        if self._is_loading:
            self._panels.status.show_loading(progress)
        self._panels.status.show_slowness(progress.call_s)
        self.refresh_soon()

    @Slot(object)
    def on_load_ended(self, _ending: object) -> None:
        """The load is over."""
        self._is_loading = False
        self._doing = ""
        self._panels.status.show_slowness(None)
        self.refresh()

    @Slot(object)
    def on_push_progressed(self, state: PushState) -> None:
        """The push came further."""
        self._panels.changes.show_push(state)
        self._panels.status.show_slowness(state.call_s if state.running else None)
        self.refresh_soon()

    def _follow_selection(self) -> None:
        self._panels.view.current_changed.connect(self.refresh_soon)
        self._panels.view.selection_changed.connect(self.refresh_soon)
        self._model.modelReset.connect(self.refresh_soon)

    def _show_calls(self) -> None:
        pacer = self._desk.client.pacer
        self._panels.status.show_calls(pacer.used(), pacer.calls_a_minute)

    @Slot()
    def _on_tick_timeout(self) -> None:
        self._show_calls()
        if not self._is_loading:
            self._show_leads()

    def _show_problems(self) -> None:
        offers = self._memory.offers(self.groups(), current=self._panels.view.current_cell())
        self._panels.problems.show_offers(offers, failed=self._desk.sheet.counts().of(Phase.FAILED))

    def _show_details(self) -> None:
        if not self._panels.details.isVisible():
            return
        cell = self._panels.view.current_cell()
        self._panels.details.show_lead(*(cell or (None, None)))

    def _show_selection(self) -> None:
        selection = self._panels.view.selectionModel().selection()
        text = selection_text(self._model, [selection.at(n) for n in range(selection.count())])
        shown = self._filters.name
        if shown:
            text = " · ".join(part for part in (tr("Only: {name}", name=shown), text) if part)
        stale = not self._is_loading and self._filters.is_stale
        self._panels.status.show_selection(text, filtered=self._filters.is_active, stale=stale)

    def _show_leads(self) -> None:
        self._panels.status.show_leads(
            self._model.rowCount(),
            len(self._desk.sheet),
            self._load.refreshed_at,
            now=self._now(),
            is_fresh=self._load.is_fresh,
            is_partial=self._desk.account.team_permissions,
            doing=self._doing,
        )


def _unsent(staged: Staged, desk: Desk) -> str:
    if desk.keeper.trouble is not None:
        return tr("Changes cannot be kept on this computer")
    if not staged.leads:
        return ""
    return tr("Kept on this computer, not in Copper yet") if desk.keeps_changes else tr("Not in Copper until you push")


def _doing(progress: LoadProgress) -> str:
    match progress.stage:
        case LoadStage.CONNECTING:
            return tr("connecting to Copper…")
        case LoadStage.REFRESHING if progress.loaded:
            return counted(progress.loaded, "refreshing, 1 lead so far", "refreshing, {n} leads so far")
        case LoadStage.REFRESHING:
            return tr("refreshing…")
        case LoadStage.LOADING:
            return ""
