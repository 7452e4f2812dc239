"""One search at a time, in steps between which the window breathes: 100,000 leads take a second to read.

Plain words are compared here, a pattern in a process of its own; then it is planned what replacing would do. Knows
nothing of panels or views.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copper_desk.gui.control.step_run import StepRun
from copper_desk.gui.find.pattern_process import PatternAnswer, PatternProcess
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.find import Block, CellSearch, FoundCell, TooManyFound, replacing
from copper_desk.sheet.pattern import Query, matches
from copper_desk.sheet.sheet import Sheet

AIM_S = 0.03
"""What one turn is meant to take; a sheet of a few thousand leads is through in two."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found. ``texts`` maps whole texts to what they become, ``plan`` is what replacing all would do;
    ``trouble`` is why nothing was found."""

    query: Query
    cells: Sequence[FoundCell] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    plan: CellPlan | None = None
    trouble: str = ""


class FindRun(QObject):
    """``ended`` carries Findings, once for the search begun last; a stopped one says nothing."""

    ended = Signal(object)

    def __init__(
        self,
        sheet: Sheet,
        style: TextStyle,
        *,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self._clock = clock
        self.patterns = PatternProcess(parent=self)
        self.patterns.answered.connect(self._on_patterns_answered)
        self._query = Query("")
        self._found = Findings(self._query)
        self._plans = StepRun(parent=self)
        self._plans.ended.connect(self._on_plans_ended)
        self._search: CellSearch | None = None
        self._texts: dict[str, str] = {}
        self._steps: Iterator[object] = iter(())
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn_timeout)

    @property
    def is_running(self) -> bool:
        """Whether findings are still to come."""
        return self._search is not None or self._plans.is_running

    def begin(self, query: Query, blocks: Sequence[Block]) -> None:
        """Look in these cells. What a cell shows counts too, unless its text is to be replaced."""
        self.stop()
        self._query = query
        known = [Block([row for row in block.rows if row in self._sheet], block.keys) for block in blocks]
        self._search = CellSearch(self._sheet, known, self._style, as_shown=query.replacement is None)
        self._texts = {}
        if query.is_pattern:
            self.patterns.begin(query)
        self._steps = self._reading(self._search)
        self._turn.start()

    def stop(self) -> None:
        """Look no more."""
        self._turn.stop()
        self.patterns.stop()
        self._plans.stop()
        self._search = None

    @Slot()
    def _on_turn_timeout(self) -> None:
        until_s = self._clock() + AIM_S
        while self._turn.isActive() and self._clock() < until_s:
            if next(self._steps, self) is self:
                self._turn.stop()

    def _reading(self, search: CellSearch) -> Iterator[object]:
        """Read the texts and compare them as they come; the answer of a pattern may come later."""
        for texts in search.read():
            if self._query.is_pattern:
                self.patterns.give(texts)
            else:
                self._texts |= matches(self._query, texts)
            yield texts
        if self._query.is_pattern:
            self.patterns.finish()
        else:
            yield from self._gathering(search)

    @Slot(object)
    def _on_patterns_answered(self, answer: PatternAnswer) -> None:
        if answer.trouble or self._search is None:
            self._end((), trouble=answer.trouble)
            return
        self._texts = dict(answer.found)
        self._steps = self._gathering(self._search)
        self._turn.start()

    def _gathering(self, search: CellSearch) -> Iterator[object]:
        try:
            cells = yield from search.gather(self._texts)
        except TooManyFound as too_many:
            self._end((), trouble=str(too_many))
        else:
            self._end(cells)

    def _end(self, cells: Sequence[FoundCell], *, trouble: str = "") -> None:
        self._turn.stop()
        self._search = None
        self._found = Findings(self._query, cells, {} if trouble else self._texts, trouble=trouble)
        if self._query.replacement is None or trouble:
            self.ended.emit(self._found)
        else:
            self._plans.begin(replacing(self._sheet, cells, self._texts, style=self._style))

    @Slot(object)
    def _on_plans_ended(self, plan: CellPlan) -> None:
        self.ended.emit(replace(self._found, plan=plan))
