"""What a change of the selected cells will do, before it is done: the count, and the first cells old and new.

Plans while the window breathes; ``agreed`` carries the plan. Changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copper_desk.gui.control.step_run import StepRun
from copper_desk.gui.look.layer import MARGIN_PX, foot, head, in_a_row, layers
from copper_desk.gui.look.piece import button, choice_box, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.plain_table import PlainTable
from copper_desk.gui.values.change_model import MOST_LINES, NOTE, ChangeModel, Index
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.planning import Planning
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import counted, number, tr

SIZE = QSize(760, 520)
LEAST = QSize(480, 320)
AT_ONCE_S = 0.06


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """What the window is about: so many ``cells``, in these ``rows``. ``planning`` begins a plan, given the key of the
    chosen one of the ``sources``, which are the columns to copy from; "" where there is nothing to choose."""

    sheet: Sheet
    style: TextStyle
    theme: Theme
    title: str
    cells: int
    rows: frozenset[RowId]
    planning: Callable[[str], Planning]
    sources: Sequence[Field] = ()


class ChangeWindow(QDialog):
    """``agreed`` carries a CellPlan that changes at least one cell, or would clear some that are left alone."""

    agreed = Signal(object)

    def __init__(self, case: ChangeCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._plan: CellPlan | None = None
        self._run = StepRun(parent=self)
        self.setWindowTitle(case.title)
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._lay_out()
        self._join()
        take_room(self, SIZE, least=LEAST)
        self.look()

    @Slot()
    def look(self) -> None:
        """Plan anew, from what the sheet holds now."""
        self._plan = None
        self.apply.setEnabled(False)
        self.total.setText(tr("Looking…"))
        plan = self._run.begin(self._case.planning(str(self.source.currentData() or "")), at_once_s=AT_ONCE_S)
        if plan is not None:
            self._show(plan)

    @Slot(object)
    def on_sheet_changed(self, delta: Delta) -> None:
        """Plan anew when other values came, as by a load; not when they came from here."""
        if self.isVisible() and not (self._case.rows.isdisjoint(delta.changed)):
            self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(LEAST.width(), self.width()) - 2 * MARGIN_PX
        for column, share in enumerate((0.18, 0.15, 0.22, 0.22)):
            self.table.setColumnWidth(column, round(width * share))

    # -- pieces ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        case = self._case
        self.model = ChangeModel(case.sheet, case.style, self)
        self.table = PlainTable(self.model, case.theme, name=tr("The first cells that change"))
        self.table.setItemDelegate(_NoteDelegate(case.theme, self.table))
        self.source: QComboBox = choice_box(tr("Copy from"), [(field.label, field.key) for field in case.sources])
        self.source_label = label(tr("Copy from"))
        for piece in (self.source, self.source_label):
            piece.setVisible(bool(case.sources))
        self.story = wrapped(_story(case.cells), tone="muted")
        self.total = wrapped(tone="muted")
        self.total.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.cancel = button(tr("Cancel"))
        self.apply = button(tr("Change"), role="primary")
        self.apply.setDefault(True)
        self.apply.setToolTip(tr("Ctrl+Enter"))

    def _lay_out(self) -> None:
        layout = layers(self)
        top = head(label(self._case.title, level="heading"), self.story, gap_px=6)
        top.addLayout(in_a_row(self.source_label, self.source, None))
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        bottom = foot(self.total, self.cancel, self.apply)
        layout.addWidget(bottom)

    def _join(self) -> None:
        self.source.currentIndexChanged.connect(self.look)
        self._run.progressed.connect(self._on_run_progressed)
        self._run.ended.connect(self._show)
        self.cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self._on_apply_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_apply_clicked)

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot(int)
    def _on_run_progressed(self, done: int) -> None:
        self.total.setText(tr("Looking: {done} of {whole} cells", done=number(done), whole=number(self._case.cells)))

    @Slot(object)
    def _show(self, plan: CellPlan) -> None:
        self._plan = plan
        self.model.show(plan.change_set.changes)
        words = replace(plan, verb="will change").sentence()
        if plan.cells > MOST_LINES:
            words += tr(" · the first {n} are shown", n=number(MOST_LINES))
        self.total.setText(words)
        text = counted(plan.cells, "Change 1 cell", "Change {n} cells") if plan.cells else tr("Change")
        self.apply.setText(text)
        self.apply.setAccessibleName(text)
        self.apply.setEnabled(plan.cells > 0)
        if not self._case.sources:
            self.apply.setFocus()
        self.table.setAccessibleDescription(words)

    @Slot()
    def _on_apply_clicked(self) -> None:
        plan = self._plan
        if plan is not None and plan.cells:
            self.accept()
            self.agreed.emit(plan)


class _NoteDelegate(QStyledItemDelegate):
    """What needs attention stands in the colour of a warning."""

    def __init__(self, theme: Theme, table: QWidget) -> None:
        super().__init__(table)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == NOTE:
            option.palette.setColor(QPalette.ColorRole.Text, self._theme.colour("warning"))


def _story(cells: int) -> str:
    selected = counted(cells, "The selected cell.", "The {n} selected cells.")
    return f"{selected} " + tr("One step, which Undo takes back. Nothing is sent by changing.")
