"""Find and replace: asks for what the panel wants, shows what was found, goes there, replaces it as one gesture.

The list is true to the sheet: after each change it is made anew, and what is replaced is what was listed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.gui.find.find_panel import FindPanel
from copper_desk.gui.find.find_run import Findings, FindRun
from copper_desk.gui.find.found_model import FoundModel
from copper_desk.gui.find.scope import ReadingOrder, Scope, blocks_of, selected_blocks
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.edit import ChangeSet
from copper_desk.sheet.find import Block, plan_replacement
from copper_desk.sheet.pattern import Query
from copper_desk.wording import tr

AGAIN_MS = 300
"""After a change of the sheet it is looked again, once for all that come together."""

_NOTHING = Findings(Query(""))


class FindController(QObject):
    """``settled`` comes when what is shown answers what was asked last. ``stage`` puts a gesture of any size into the
    sheet, ``undo`` takes back the last one, ``show_all`` shows every lead."""

    settled = Signal()

    def __init__(
        self,
        sheet: SheetController,
        view: LeadView,
        messages: MessageLog,
        *,
        stage: Callable[[ChangeSet], object],
        undo: Callable[[], object],
        show_all: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet, self._view, self._messages = sheet, view, messages
        self._stage, self._undo, self._show_all = stage, undo, show_all
        self.model = FoundModel(sheet.desk.sheet, sheet.desk.style, self)
        self.panel = FindPanel(self.model, view.theme)
        self.panel.hide()
        self.run = FindRun(sheet.desk.sheet, sheet.desk.style, parent=self)
        self._findings = _NOTHING
        self._plan: CellPlan | None = None
        self._order = ReadingOrder(view)
        self._blocks: tuple[Block, ...] = ()
        self._selected: tuple[Block, ...] = ()
        self._waiting: Callable[[], object] | None = None
        self._is_stale = False
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._join()

    # -- what a person asks for ------------------------------------------------------------------------------

    def begin(self, *, replaces: bool) -> None:
        """Open the panel (Ctrl+F, Ctrl+H); a selected block is where to look."""
        self._view.commit_editor()
        if self._view.selection.has_block():
            self._selected = selected_blocks(self._view)
            self.panel.choose(Scope.SELECTION)
        elif self.panel.scope is Scope.SELECTION:
            self.panel.choose(Scope.SHOWN)
        self.panel.begin(replaces=replaces)
        self.look()

    def end(self) -> None:
        """Close the panel and go back to the sheet."""
        self.stop()
        self.panel.hide()
        self._view.setFocus()

    def stop(self) -> None:
        """Look no more."""
        self._again.stop()
        self._waiting = None
        self.run.stop()

    @Slot()
    def look(self) -> None:
        """Look anew for what the panel asks."""
        self.stop()
        self.panel.stop_waiting()
        self._is_stale = False
        query = self.panel.query
        if not query.text:
            self._show(Findings(query))
            return
        if self.panel.scope is Scope.SELECTION and not self._selected:
            self._selected = selected_blocks(self._view)
        self.panel.show_found(None, busy=True)
        self._blocks = blocks_of(self.panel.scope, self._view, selected=self._selected)
        self.run.begin(query, self._blocks)

    def go(self, step: int) -> None:
        """To the next (1) or previous (-1) cell found; opens the panel when nothing was ever asked."""
        if not self.panel.line.text():
            self.begin(replaces=False)
        else:
            self._when_settled(lambda: self._go(step))

    def replace(self) -> None:
        """Put the new text into the current cell if it was found, and go on to the next."""
        self._when_settled(self._replace)

    def replace_all(self) -> None:
        """Put the new text into every cell found, as one gesture."""
        self._view.commit_editor()
        self._when_settled(self._replace_all)

    # -- how it is carried out -------------------------------------------------------------------------------

    def _when_settled(self, act: Callable[[], object]) -> None:
        """Now, or once what is shown answers what is asked."""
        if self.run.is_running:
            self._waiting = act
        elif self._is_stale or self._findings.query != self.panel.query:
            self.look()
            self._waiting = act
        else:
            act()

    def _go(self, step: int) -> None:
        line = self._order.beside(self.model.lines, self._here(), step=step)
        if line is not None:
            self._go_to_line(line)

    @Slot(object)
    def _go_to_line(self, line: int) -> None:
        row, key = self.model.lines[line]
        self.panel.mark(line)
        self._announce(f"{self.model.spoken(line)}, {self.panel.said.text()}")
        if not self._view.go_to(row, key):
            self._messages.say(
                tr("This lead is not among those shown."), offer=tr("Show all leads"), answer=lambda: self._shown(line)
            )

    def _shown(self, line: int) -> None:
        self._show_all()
        if line < len(self.model.lines):
            self._view.go_to(*self.model.lines[line])

    def _here(self) -> tuple[int, int]:
        cell = self._view.current_cell()
        return (-1, -1) if cell is None else self._order.place(cell)

    def _replace(self) -> None:
        cell = self._view.current_cell()
        if cell is None or cell not in self.model.found or self._findings.query.replacement is None:
            self._go(1)
            return
        desk = self._sheet.desk
        plan = plan_replacement(desk.sheet, [cell], self._findings.texts, style=desk.style)
        here = self._here()
        if plan.cells:
            self._sheet.stage(plan.change_set)
        self._messages.say(plan.sentence())
        line = self._order.beside(self.model.lines, here, step=1)
        if line is not None:
            self._go_to_line(line)

    def _replace_all(self) -> None:
        plan = self._plan
        if plan is None or not plan.cells:
            return
        self._stage(plan.change_set)
        self._messages.say(plan.sentence(), tone=Tone.GOOD, offer=tr("Undo"), answer=self._take_back)

    def _take_back(self) -> None:
        self._undo()

    # -- what happens ----------------------------------------------------------------------------------------

    def _join(self) -> None:
        panel = self.panel
        panel.query_changed.connect(self.look)
        panel.step_wished.connect(self.go)
        panel.line_wished.connect(self._go_to_line)
        panel.replace_wished.connect(self.replace)
        panel.replace_all_wished.connect(self.replace_all)
        panel.close_wished.connect(self.end)
        self._again.timeout.connect(self.look)
        self.run.ended.connect(self._show)
        self._sheet.changed.connect(self._on_sheet_changed)
        self._view.lead_model.modelReset.connect(self._on_sheet_changed)
        self._view.selection_changed.connect(self._on_view_selection_changed)

    @Slot(object)
    def _show(self, findings: Findings) -> None:
        self._findings = findings
        self._plan = findings.plan
        self._list(findings)
        self.panel.fit_columns()
        if findings.trouble:
            self.panel.show_trouble(findings.trouble)
        else:
            cells = len(findings.cells) if findings.query.text else None
            self.panel.show_found(cells, changes=0 if self._plan is None else self._plan.cells)
        self._announce(self.panel.said.text())
        waiting, self._waiting = self._waiting, None
        self.settled.emit()
        if waiting is not None:
            waiting()

    def _announce(self, words: str) -> None:
        """The focus stays in the line, so what F3 reaches has to be said."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.panel, words))

    def _list(self, findings: Findings) -> None:
        self._order = ReadingOrder(self._view, findings.cells)
        listed = self._order.sorted(findings.cells, self._blocks)
        self.model.show(listed, findings.texts, shows_new=self._plan is not None)

    @Slot()
    def _on_sheet_changed(self, *_facts: object) -> None:
        self._is_stale = True
        self._plan = None
        if self.panel.isVisible():
            self._again.start()

    @Slot(object)
    def _on_view_selection_changed(self, _view: object) -> None:
        """Another block is another place to look; the single cell that was gone to is not."""
        if self.panel.isVisible() and self.panel.scope is Scope.SELECTION and self._view.selection.has_block():
            self._selected = selected_blocks(self._view)
            self._is_stale = True
            self._again.start()
