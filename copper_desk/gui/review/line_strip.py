"""The summary of a review as a strip of lines; each has a tick for its leads and filters the table when it is pressed.

Shows what it is given and says what is wished for; decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.piece import button, restyle
from copper_desk.leads.value import RowId
from copper_desk.push.review_line import LineKind, ReviewLine
from copper_desk.push.review_tick import Tick, Ticks
from copper_desk.sheet.phase import Phase
from copper_desk.wording import number, tr

SHOWN_ROWS = 3
"""Rows of lines that are seen at once; a summary of more is scrolled, so that the table keeps its room."""

_STATES = {
    Tick.NONE: Qt.CheckState.Unchecked,
    Tick.SOME: Qt.CheckState.PartiallyChecked,
    Tick.ALL: Qt.CheckState.Checked,
}
_TONES = {LineKind.HELD: "error", LineKind.REFUSED: "error", LineKind.WARNED: "warning"}

LineText = Callable[[ReviewLine, int], str]
"""The words of a line, by the number of its ticked leads."""


class LineStrip(QScrollArea):
    """Wishes: ``shown_wished`` (ReviewLine, or None for all leads), ``tick_wished`` (frozenset of rows to tick or
    untick), ``choice_wished`` (to settle the conflicts)."""

    shown_wished = Signal(object)
    tick_wished = Signal(object)
    choice_wished = Signal()

    def __init__(self, text: LineText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.chips: list[LineChip] = []
        self._inside = QWidget()
        self._inside.setProperty("panel", "raised")
        self._flow = FlowLayout(self._inside)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setProperty("panel", "raised")
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Summary of the changes"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[ReviewLine, ...], rows: frozenset[RowId], ticks: Ticks) -> None:
        """Show these lines after one for all ``rows``, and which leads of each are ticked."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [LineChip(None, rows, self), *(LineChip(line, line.rows, self) for line in lines)]
        for chip in self.chips:
            # With its words from the start: laid out without them, it would be seen to grow.
            chip.show_tick(ticks, self._text)
            self._flow.addWidget(chip)
            chip.show()
        self.mark(None)
        self._fit()

    def show_ticks(self, ticks: Ticks) -> None:
        """Show which leads of each line are ticked."""
        for chip in self.chips:
            chip.show_tick(ticks, self._text)
        self._fit()

    def mark(self, line: ReviewLine | None) -> None:
        """Show by which line the table is filtered."""
        for chip in self.chips:
            chip.mark(chosen=chip.line is line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines, up to ``SHOWN_ROWS`` of them and a bit of the next."""
        if not self.chips:
            return
        row = self.chips[0].sizeHint().height() + 8
        whole = self._flow.heightForWidth(self.viewport().width())
        self.setFixedHeight(min(whole, SHOWN_ROWS * row + row // 2) + 2)


class LineChip(QFrame):
    """One line: a tick for its leads, and its words, which filter the table. ``line`` is None for all leads."""

    def __init__(self, line: ReviewLine | None, rows: frozenset[RowId], strip: LineStrip) -> None:
        super().__init__()
        self.line = line
        self.rows = rows
        self.setProperty("panel", "line")
        self.tick = QCheckBox()
        self.tick.clicked.connect(lambda: strip.tick_wished.emit(self.rows))
        self.words = button("", role="line", checkable=True)
        if line is not None:
            self.words.setProperty("tone", _TONES.get(line.kind, ""))
        self.words.clicked.connect(lambda checked: strip.shown_wished.emit(self.line if checked else None))
        self.choose = button(tr("Choose…"), tr("Choose between your values and Copper’s"), role="link")
        self.choose.clicked.connect(strip.choice_wished)
        self._lay_out()
        self.tick.setVisible(line is None or line.can_be_sent)
        self.choose.setVisible(line is not None and line.kind is LineKind.HELD and line.phase is Phase.CONFLICT)

    def show_tick(self, ticks: Ticks, text: LineText) -> None:
        """Show how many of its leads are ticked."""
        ticked = ticks.count(self.rows)
        self.tick.setCheckState(_STATES[ticks.of(self.rows)])
        words = tr("All {n}", n=number(len(self.rows))) if self.line is None else text(self.line, ticked)
        self.words.setText(words.replace("&", "&&"))
        self.words.setAccessibleName(tr("Show only: {line}", line=words) if self.line else tr("Show all leads"))
        self.tick.setAccessibleName(tr("Push: {line}", line=words))
        self.tick.setToolTip(tr("Push these leads, or leave them as changes in the sheet"))
        self.words.setToolTip(tr("Show only these leads") if self.line else tr("Show all leads"))

    def mark(self, *, chosen: bool) -> None:
        """Show whether the table is filtered by it."""
        self.words.setChecked(chosen)
        restyle(self, "chosen", "true" if chosen else "false")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 4, 0)
        layout.setSpacing(0)
        for piece in (self.tick, self.words, self.choose):
            layout.addWidget(piece)
