"""The panel below the sheet in which something is looked for and replaced.

Shows what it is given and says what is wished for; looks for nothing itself.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from copper_desk.gui.find.found_model import FoundModel
from copper_desk.gui.find.scope import Scope
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.flow import FlowLayout, fit_height
from copper_desk.gui.look.piece import button, choice_box, label, restyle
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.plain_table import PlainTable
from copper_desk.sheet.pattern import Query
from copper_desk.wording import counted, number, tr

TYPING_MS = 200
"""A pause in typing after which is looked."""


class FindPanel(QFrame):
    """``query_changed``: look again. ``step_wished`` carries 1 or -1, ``line_wished`` a line of the list. Further
    ``replace_wished`` (the current one), ``replace_all_wished``, ``close_wished``."""

    query_changed = Signal()
    step_wished = Signal(object)
    line_wished = Signal(object)
    replace_wished = Signal()
    replace_all_wished = Signal()
    close_wished = Signal()

    def __init__(self, model: FoundModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setAccessibleName(tr("Find and replace"))
        self._replaces = False
        self._make_pieces(theme)
        self.list = PlainTable(model, theme, name=tr("Cells that were found"))
        self.list.chosen.connect(self.line_wished)
        self._lay_out()
        self._join()
        self.show_found(None)

    # -- what is looked for ----------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """What is asked now."""
        return Query(
            self.line.text(),
            whole_cell=self.whole.isChecked(),
            match_case=self.case.isChecked(),
            is_pattern=self.pattern.isChecked(),
            replacement=self.new.text() if self._replaces else None,
        )

    @property
    def scope(self) -> Scope:
        """Where to look."""
        return Scope(self.where.currentData())

    def choose(self, scope: Scope) -> None:
        """Look there, and do not say so."""
        self.where.blockSignals(True)
        self.where.setCurrentIndex(self.where.findData(scope.value))
        self.where.blockSignals(False)

    def stop_waiting(self) -> None:
        """What is typed is being asked: the pause after the last key need not ask again."""
        self._pause.stop()

    def begin(self, *, replaces: bool) -> None:
        """Show the panel, ready to be typed in."""
        self._replaces = replaces
        for piece in (self.new_label, self.new, self.replace, self.replace_all):
            piece.setVisible(replaces)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_next_keys(self, keys: QKeySequence) -> None:
        """The keys that go to the next cell stand on its button."""
        self.next.setText(f"{tr('Next')}  {keys.toString(QKeySequence.SequenceFormat.NativeText)}".rstrip())

    # -- what was found --------------------------------------------------------------------------------------

    def show_found(self, cells: int | None, *, changes: int = 0, busy: bool = False) -> None:
        """Say how many cells were found, None while nothing is looked for; ``changes`` would be replaced."""
        words = tr("Looking…") if busy else ""
        if cells is not None and not busy:
            words = counted(cells, "1 cell", "{n} cells") if cells else tr("Found nowhere here")
        self._say(words)
        for piece in (self.previous, self.next, self.replace):
            piece.setEnabled(bool(cells))
        self.replace_all.setEnabled(changes > 0 and not busy)
        text = tr("Replace all {n}", n=number(changes)) if changes else tr("Replace all")
        self.replace_all.setText(text)
        self.replace_all.setAccessibleName(text)

    def show_trouble(self, sentence: str) -> None:
        """Say why nothing can be found."""
        self.show_found(None)
        self._say(sentence, tone="error")

    def mark(self, line: int) -> None:
        """Mark the line of the cell that is gone to, and say which of all it is."""
        self.list.selectRow(line)
        cells = self.list.model().rowCount()
        self._say(counted(cells, "1 cell", "{place} of {n} cells", place=number(line + 1)))

    def fit_columns(self) -> None:
        """Give the list the room it has: the texts most."""
        width = max(400, self.list.viewport().width())
        shares = (0.22, 0.18, 0.3) if self._replaces else (0.28, 0.22)
        for column, share in enumerate(shares):
            self.list.setColumnWidth(column, round(width * share))

    def event(self, event: QEvent) -> bool:
        """Where its options wrap, the sheet above gives way, not they."""
        done = super().event(event)
        fit_height(self, event)
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wished.emit()
        else:
            super().keyPressEvent(event)

    # -- pieces ----------------------------------------------------------------------------------------------

    def _make_pieces(self, theme: Theme) -> None:
        self.line = FindLine(theme.icons, name=tr("Find"))
        self.new = FindLine(theme.icons, name=tr("Replace with"))
        self.new_label = label(tr("Replace with"))
        self.whole = QCheckBox(tr("&Whole cell"))
        self.case = QCheckBox(tr("Match &case"))
        self.pattern = QCheckBox(tr("Pattern (regular e&xpression)"))
        self.where = choice_box(tr("Where to look"), [(text, scope.value) for scope, text in _scope_words().items()])
        self.previous = button(tr("Previous"), tr("Go to the previous cell found"), role="flat")
        self.next = button(tr("Next  F3"), tr("Go to the next cell found"))
        self.replace = button(tr("Replace"), tr("Replace in this cell and go on"))
        self.replace_all = button(tr("Replace all"), role="primary")
        self.close_panel = button(tr("Close"), tr("Close find and replace"), role="flat")
        self.said = label(tone="muted")
        for piece in (self.whole, self.case, self.pattern, self.said):
            piece.setMinimumHeight(theme.metrics.control)
        self._pause = QTimer(self, interval=TYPING_MS, singleShot=True)

    def _lay_out(self) -> None:
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(6)
        lines.setColumnStretch(1, 1)
        lines.addWidget(label(tr("Find")), 0, 0)
        lines.addWidget(self.line, 0, 1)
        lines.addLayout(_row(self.previous, self.next, self.close_panel), 0, 2, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.new_label, 1, 0)
        lines.addWidget(self.new, 1, 1)
        lines.addLayout(_row(self.replace, self.replace_all), 1, 2, Qt.AlignmentFlag.AlignLeft)
        options = QWidget()
        flow = FlowLayout(options, gap_px=14, line_gap_px=4)
        flow.setContentsMargins(0, 0, 0, 0)
        for piece in (self.where, self.whole, self.case, self.pattern, self.said):
            flow.addWidget(piece)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 0)
        layout.setSpacing(6)
        layout.addLayout(lines)
        layout.addWidget(options)
        layout.addWidget(self.list, 1)
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes from what is looked for to what is put in its place, then through the options to the buttons."""
        told = (self.line, self.new, self.where, self.whole, self.case, self.pattern)
        pressed = (self.next, self.previous, self.replace, self.replace_all, self.list, self.close_panel)
        for one, other in pairwise((*told, *pressed)):
            QWidget.setTabOrder(one, other)

    def _join(self) -> None:
        for line in (self.line, self.new):
            line.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.query_changed)
        for box in (self.whole, self.case, self.pattern):
            box.toggled.connect(self.query_changed)
        self.where.currentIndexChanged.connect(self.query_changed)
        self.line.returnPressed.connect(lambda: self.step_wished.emit(1))
        self.new.returnPressed.connect(self.replace_wished)
        self.next.clicked.connect(lambda: self.step_wished.emit(1))
        self.previous.clicked.connect(lambda: self.step_wished.emit(-1))
        self.replace.clicked.connect(self.replace_wished)
        self.replace_all.clicked.connect(self.replace_all_wished)
        self.close_panel.clicked.connect(self.close_wished)

    def _say(self, words: str, *, tone: str = "muted") -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words or tr("What was found"))
        restyle(self.said, "tone", tone)


def _row(*pieces: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for piece in pieces:
        row.addWidget(piece)
    return row


def _scope_words() -> dict[Scope, str]:
    return {
        Scope.SHOWN: tr("Shown rows and columns"),
        Scope.SELECTION: tr("Selection"),
        Scope.COLUMN: tr("This column"),
        Scope.ALL: tr("All leads, all columns"),
    }
