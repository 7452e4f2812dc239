"""Change values…: a new value beside each distinct one, for all leads shown; perhaps keyed by another column.

Says what would change while it is typed; ``agreed`` carries the plan. Changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from copper_desk.gui.control.step_run import StepRun
from copper_desk.gui.editor.list_entry import entries_of
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX, foot, head, layers
from copper_desk.gui.look.piece import button, choice_box, label, restyle, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.values.value_model import ValueModel
from copper_desk.gui.values.value_table import ValueTable
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.sheet import Sheet
from copper_desk.sheet.tsv import Block
from copper_desk.sheet.value_change import CLEAR, DistinctValue, Pairs, changing_values, distinct_values, paired
from copper_desk.wording import counted, number, tr

SIZE = QSize(760, 620)
LEAST = QSize(480, 340)
TYPING_MS = 150
AT_ONCE_S = 0.06
"""What takes longer is counted while the window breathes."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ValueCase:
    """What the window is about: these rows, and the field at which it opens. ``shown`` are the fields in the order of
    the columns; those that are hidden follow."""

    sheet: Sheet
    style: TextStyle
    theme: Theme
    rows: Sequence[RowId]
    fields: Sequence[Field]
    key: str


class ValueWindow(QDialog):
    """``agreed`` carries a CellPlan that changes at least one cell. ``planned`` comes when what was long to count is
    known."""

    agreed = Signal(object)
    planned = Signal()

    def __init__(self, case: ValueCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._plan: CellPlan | None = None
        self._is_agreed = False
        self._counting, self._planning = StepRun(parent=self), StepRun(parent=self)
        self.setWindowTitle(tr("Change values"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._lay_out()
        self._join()
        take_room(self, SIZE, least=LEAST)
        self.show_values()
        self.table.setFocus()

    @property
    def into(self) -> Field:
        """The field that is changed."""
        return self._case.sheet.schema[self.target.currentData()]

    @property
    def by(self) -> Field:
        """The field whose values are listed."""
        return self._case.sheet.schema[self.keyed.currentData() or self.target.currentData()]

    @Slot()
    def show_values(self) -> None:
        """List the values of the chosen column."""
        case = self._case
        rows = [row for row in case.rows if row in case.sheet]
        self._planning.stop()
        self._plan = None
        self.apply.setEnabled(False)
        self.total.setText(tr("Counting…"))
        values = self._counting.begin(distinct_values(case.sheet, rows, self.by.key, case.style), at_once_s=AT_ONCE_S)
        if values is not None:
            self._list(values)

    @Slot()
    def show_plan(self) -> None:
        """Say what the new values would change, at once or when it is known."""
        if self._counting.is_running:
            return
        case, texts = self._case, dict(self.model.texts)
        planning = changing_values(
            case.sheet, case.rows, by=self.by.key, into=self.into.key, texts=texts, style=case.style
        )
        self._plan = self._planning.begin(planning, at_once_s=AT_ONCE_S)
        if self._plan is None:
            self.total.setText(tr("Counting…"))
        else:
            self._tell_plan(self._plan)

    @Slot(object)
    def _list(self, values: Sequence[DistinctValue]) -> None:
        self.model.show(values, into=self.into)
        self._fit()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 2))
        self.show_plan()

    @Slot(object)
    def _on_planning_ended(self, plan: CellPlan) -> None:
        self._plan = plan
        self._tell_plan(plan)
        self.planned.emit()
        if self._is_agreed:
            self._agree()

    def _tell_plan(self, plan: CellPlan) -> None:
        cells = plan.cells
        text = counted(cells, "Change 1 cell", "Change {n} cells") if cells else tr("Change")
        self.apply.setText(text)
        self.apply.setAccessibleName(text)
        self.apply.setEnabled(cells > 0)
        values = len(self.model.lines)
        words = [counted(values, "1 value", "{n} values")]
        if cells and plan.attention:
            words.append(counted(plan.attention, "1 cell needs attention", "{n} cells need attention"))
        self.total.setText(" · ".join(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- pieces ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        case = self._case
        self.model = ValueModel(case.style, self)
        self.table = ValueTable(self.model, case.theme, offers=self._offers)
        open_fields = [field for field in case.fields if not field.read_only]
        self.target = choice_box(tr("Column to change"), [(field.label, field.key) for field in open_fields])
        self.target.setCurrentIndex(max(0, self.target.findData(case.key)))
        every = [(field.label, field.key) for field in case.fields]
        self.keyed = choice_box(tr("Values listed"), [(tr("its own values"), None), *every])
        self.heading = label(tr("Change values"), level="heading")
        self.story = wrapped(_story(len(case.rows)), tone="muted")
        self.told = wrapped(tone="muted")
        self.told.hide()
        self.paste = button(tr("Paste two columns"), tr("Paste a list of old and new values"))
        self.total = label(tone="muted")
        self.cancel = button(tr("Cancel"))
        self.apply = button(tr("Change"), role="primary")
        self.apply.setToolTip(tr("Ctrl+Enter"))
        self._pause = QTimer(self, interval=TYPING_MS, singleShot=True)

    def _lay_out(self) -> None:
        options = QWidget()
        flow = FlowLayout(options, gap_px=8, line_gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        for piece in (label(tr("Change")), self.target, label(tr("by")), self.keyed, self.paste):
            piece.setMinimumHeight(self._case.theme.metrics.control)
            flow.addWidget(piece)
        layout = layers(self)
        layout.addLayout(head(self.heading, self.story, options, self.told, gap_px=6))
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        layout.addWidget(foot(self.total, None, self.cancel, self.apply))

    def _join(self) -> None:
        self.target.currentIndexChanged.connect(self.show_values)
        self.keyed.currentIndexChanged.connect(self.show_values)
        self.model.typed.connect(self._on_model_typed)
        self._pause.timeout.connect(self.show_plan)
        self._counting.ended.connect(self._list)
        self._planning.ended.connect(self._on_planning_ended)
        self.table.pasted.connect(self._on_table_pasted)
        self.table.refused.connect(self._on_table_refused)
        self.paste.clicked.connect(self.table.paste)
        self.cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self._on_apply_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_apply_clicked)

    def _fit(self) -> None:
        width = max(LEAST.width(), self.width()) - 2 * MARGIN_PX
        for column, share in enumerate((0.27, 0.1, 0.27)):
            self.table.setColumnWidth(column, round(width * share))

    def _offers(self) -> list[str]:
        return [entry.text for entry in entries_of(self.into) if entry.text]

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot()
    def _on_model_typed(self) -> None:
        self._is_agreed = False
        self._pause.start()

    @Slot(object)
    def _on_table_pasted(self, block: Block) -> None:
        if max(map(len, block)) > 1:
            pairs = paired(self.model.lines, block)
            self.model.take(pairs.texts)
            self._tell(pairs)
            return
        first = max(0, self.table.currentIndex().row())
        below = self.model.lines[first : first + len(block)]
        texts: dict[CellValue, str] = {each.value: row[0] for each, row in zip(below, block, strict=False)}
        self.model.take(texts)

    @Slot(object)
    def _on_table_refused(self, words: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", "error")
        self.told.show()

    def _tell(self, pairs: Pairs) -> None:
        """What of a pasted list found no place."""
        words = [counted(len(pairs.texts), "1 value got a new one.", "{n} values got a new one.")]
        if pairs.unknown:
            words.append(tr("In no lead shown: {values}.", values=_named(pairs.unknown)))
        if pairs.repeated:
            words.append(tr("Twice in the list, the last one counts: {values}.", values=_named(pairs.repeated)))
        self.told.setText(" ".join(words))
        restyle(self.told, "tone", "warning" if len(words) > 1 else "muted")
        self.told.show()

    @Slot()
    def _on_apply_clicked(self) -> None:
        self.table.setFocus()  # An open line is committed by losing it.
        self._pause.stop()
        self._is_agreed = True
        self.show_plan()
        if self._plan is not None:
            self._agree()

    def _agree(self) -> None:
        plan, self._is_agreed = self._plan, False
        if plan is not None and plan.cells:
            self.accept()
            self.agreed.emit(plan)


def _named(values: Sequence[str]) -> str:
    named = ", ".join(f"“{value}”" for value in values[:_NAMED])
    more = len(values) - _NAMED
    return tr("{values} and {n} more", values=named, n=number(more)) if more > 0 else named


def _story(rows: int) -> str:
    leads = counted(rows, "The lead shown.", "All {n} leads shown.")
    rest = tr(
        "A blank new value leaves the leads alone, {clear} empties them. Nothing is sent by changing.", clear=CLEAR
    )
    return f"{leads} {rest}"
