"""The last step: every change with what it replaces, filters with their counts, and words to find."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.importing.preview_model import PreviewModel, row_count
from copper_desk.gui.importing.preview_table import PreviewTable
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX, in_a_row
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.theme import Theme
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.import_plan import RowKind
from copper_desk.wording import counted, number, tr

_FIRST_SHOWN = (RowKind.CHANGED, RowKind.NEW, RowKind.PROBLEM)


class PreviewStep(QWidget):
    """Shows the session's plan; decides nothing."""

    def __init__(self, session: ImportSession, sheet: Sheet, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = PreviewModel(sheet, session.style, parent=self)
        self.table = PreviewTable(self.model, theme)
        self.totals = wrapped(tone="muted")
        self.filter = FindLine(
            theme.icons, hint=tr("Find in these rows"), name=tr("Show only the rows in which these words stand")
        )
        self.filter.setMaximumWidth(300)
        self.count = label(tone="muted")
        self.chips: dict[RowKind | None, QPushButton] = {}
        self.kind: RowKind | None = None
        self._is_chosen = False
        self._is_stale = False
        self._lay_out()
        session.read.connect(self._on_session_read)
        session.planned.connect(self._on_session_planned)
        self.filter.textChanged.connect(self._on_filter_text_changed)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.model.found.connect(self._show_count)
        self.refresh()

    def show_kind(self, kind: RowKind | None) -> None:
        """Show the rows of this kind alone; None: all."""
        self.kind = kind
        for each, chip in self.chips.items():
            chip.setChecked(each is kind)
        self.model.show_kind(kind)
        self._show_count()

    def refresh(self) -> None:
        """Show the plan as it stands."""
        self._is_stale = False
        outlook = self._session.outlook
        if not self._is_chosen or (self.kind is not None and not row_count(outlook, self.kind)):
            self.kind = next((kind for kind in _FIRST_SHOWN if row_count(outlook, kind)), None)
        self.model.show_outlook(outlook, self.kind)
        self.totals.setText("" if outlook is None else words.totals(outlook))
        for kind, chip in self.chips.items():
            count = row_count(outlook, kind)
            chip.setText(f"{tr(words.KINDS[kind])} {number(count)}")
            chip.setAccessibleName(tr("Show only: {rows}", rows=chip.text()))
            chip.setVisible(count > 0 or kind is None)
            chip.setChecked(kind is self.kind)
        self._show_count()

    def _lay_out(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        for kind in words.KINDS:
            chip = button("", role="chip", checkable=True)
            chip.clicked.connect(lambda _checked=False, each=kind: self._on_chip_clicked(each))
            self.chips[kind] = chip
            flow.addWidget(chip)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN_PX, 12, MARGIN_PX, 10)
        top.setSpacing(8)
        line = in_a_row(self.totals, self.count, self.filter)
        line.setStretchFactor(self.totals, 3)
        line.setStretchFactor(self.filter, 2)
        top.addLayout(line)
        top.addWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)

    def _show_count(self) -> None:
        shown, whole = self.model.rowCount(), self.model.count_of(self.kind)
        if not self.filter.text().strip():
            self.count.setText("")
        elif self.model.is_searching:
            self.count.setText(counted(shown, "1 row so far…", "{n} rows so far…"))
        else:
            self.count.setText(tr("{shown} of {whole} rows", shown=number(shown), whole=number(whole)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_session_planned(self) -> None:
        """Drawn at once only where it is seen."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def _on_session_read(self) -> None:
        self._is_chosen = False
        self._on_session_planned()

    def _on_chip_clicked(self, kind: RowKind | None) -> None:
        self._is_chosen = True
        self.show_kind(kind)

    def _on_filter_text_changed(self, text: str) -> None:
        self.model.show_words(text)
        self._show_count()
