"""One search at a time, in steps between which the window breathes: 100,000 leads take a second to read.

Plain words are compared here, a pattern in a process of its own. Knows nothing of panels or views.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copper_desk.gui.find.pattern_process import PatternAnswer, PatternProcess
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.find import Block, CellSearch, FoundCell, TooManyFound
from copper_desk.sheet.pattern import Query, matches
from copper_desk.sheet.sheet import Sheet

STEPS_AT_ONCE = 4
"""Some 40 ms; a sheet of a few thousand leads is through at once."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found. ``texts`` maps whole texts to what they become; ``trouble`` is why nothing was found."""

    query: Query
    cells: Sequence[FoundCell] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


class FindRun(QObject):
    """``ended`` carries Findings, once for the search begun last; a stopped one says nothing."""

    ended = Signal(object)

    def __init__(self, sheet: Sheet, style: TextStyle, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self.patterns = PatternProcess(parent=self)
        self.patterns.answered.connect(self._on_patterns_answered)
        self._query = Query("")
        self._search: CellSearch | None = None
        self._steps: Iterator[None] = iter(())
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn_timeout)

    @property
    def is_running(self) -> bool:
        """Whether findings are still to come."""
        return self._search is not None

    def begin(self, query: Query, blocks: Sequence[Block]) -> None:
        """Look in these cells. What a cell shows counts too, unless its text is to be replaced."""
        self.stop()
        self._query = query
        known = [Block([row for row in block.rows if row in self._sheet], block.keys) for block in blocks]
        self._search = CellSearch(self._sheet, known, self._style, as_shown=query.replacement is None)
        self._steps = self._search.read()
        self._turn.start()

    def stop(self) -> None:
        """Look no more."""
        self._turn.stop()
        self.patterns.stop()
        self._search = None

    @Slot()
    def _on_turn_timeout(self) -> None:
        for _ in range(STEPS_AT_ONCE):
            if next(self._steps, self) is self:
                self._turn.stop()
                self._compare()
                return

    def _compare(self) -> None:
        if self._search is None:
            return
        texts = self._search.texts()
        if self._query.is_pattern:
            self.patterns.ask(self._query, texts)
        else:
            self._end(matches(self._query, texts))

    @Slot(object)
    def _on_patterns_answered(self, answer: PatternAnswer) -> None:
        self._end(answer.found, trouble=answer.trouble)

    def _end(self, texts: Mapping[str, str], *, trouble: str = "") -> None:
        search, self._search = self._search, None
        cells: Sequence[FoundCell] = ()
        if search is not None and not trouble:
            try:
                cells = search.cells(texts)
            except TooManyFound as too_many:
                trouble = str(too_many)
        self.ended.emit(Findings(self._query, cells, texts, trouble))
