"""The second step: which column is which field and what it does to a lead's value; and the questions that follow."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.column_model import FIELD, HEADER, HOW, SAMPLES, WHY, ColumnModel
from copper_desk.gui.importing.constant_rows import ConstantRows
from copper_desk.gui.importing.foreign_model import BECOMES, ROWS, TEXT, ForeignModel
from copper_desk.gui.importing.foreign_model import FIELD as FOREIGN_FIELD
from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.look.card import CardRow, CardText
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX
from copper_desk.gui.look.piece import button, label, rule
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.pick_table import PickTable
from copper_desk.leads.style import DateOrder
from copper_desk.tabular.import_choice import Blanks
from copper_desk.wording import counted, later, tr

_LEAST_ROWS, _MOST_ROWS = 5, 12
_FOREIGN_ROWS = 6
_SHARES = {HEADER: 18, FIELD: 17, WHY: 17, HOW: 17}
_BLANKS = (
    (Blanks.KEEP, later("Leave the lead’s value alone")),
    (Blanks.CLEAR, later("Clear the lead’s value")),
    (Blanks.TOKEN, later("Clear only where the file says <clear>")),
)
_ORDERS: tuple[tuple[DateOrder, str], ...] = (("dmy", later("Day first: {day}")), ("mdy", later("Month first: {day}")))


class ColumnStep(QScrollArea):
    """Scrolls as a whole where the window is low."""

    def __init__(self, session: ImportSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.model = ColumnModel(session, self)
        self.table = PickTable(self.model, theme, name=tr("Columns of the file and the fields they fill"))
        self.blanks = CardRow()
        self.dates: dict[int, CardRow] = {}
        self.foreign_model = ForeignModel(session, self)
        self.foreign = PickTable(self.foreign_model, theme, name=tr("Texts that are not known in this account"))
        self.constants = ConstantRows(session, theme)
        self._lay_out()
        self.blanks.chosen.connect(self._on_blanks_chosen)
        session.read.connect(self._on_session_read)
        session.decided.connect(self.refresh)
        session.planned.connect(self.refresh)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("panel", "raised")
        self.refresh()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("panel", "raised")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        questions = QVBoxLayout()
        questions.setContentsMargins(MARGIN_PX, 14, MARGIN_PX, 16)
        questions.setSpacing(16)
        questions.addWidget(self.blanks)
        self._date_holder = QVBoxLayout()
        self._date_holder.setSpacing(16)
        questions.addLayout(self._date_holder)
        self._foreign_part = self._foreign_block()
        questions.addWidget(self._foreign_part)
        questions.addWidget(self.constants)
        layout.addLayout(questions)
        self.setWidget(inside)

    def _foreign_block(self) -> QWidget:
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.foreign_title = label(bold=True)
        self.closest = button(tr("Use the closest"), tr("Let each text become what is closest to it"))
        self.keep = button(tr("Keep the leads’ values"))
        self.mark = button(tr("Mark as problems"))
        for piece, act in (
            (self.closest, self.foreign_model.use_closest),
            (self.keep, self.foreign_model.keep_all),
            (self.mark, self.foreign_model.mark_all),
        ):
            piece.clicked.connect(act)
        line = QWidget()
        flow = FlowLayout(line)
        flow.setContentsMargins(0, 0, 0, 0)
        whom = label(tr("All of them:"), tone="muted")
        whom.setMinimumHeight(self.closest.sizeHint().height())
        flow.addWidget(whom)
        for piece in (self.closest, self.keep, self.mark):
            flow.addWidget(piece)
        box = QFrame()
        box.setProperty("panel", "boxed")
        inner = QHBoxLayout(box)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.foreign)
        layout.addWidget(self.foreign_title)
        layout.addWidget(box)
        layout.addWidget(line)
        return block

    def refresh(self) -> None:
        """Show the questions as they stand."""
        self._show_blanks()
        self._show_dates()
        self._show_foreign()
        self.constants.refresh()
        QTimer.singleShot(0, self, self._fit)

    def _show_blanks(self) -> None:
        outlook = self._session.outlook
        notes = words.blank_notes(None if outlook is None else outlook.blanks)
        cards = [CardText(value, tr(text), notes[value]) for value, text in _BLANKS]
        self.blanks.ask(tr("Blank cells in the file"), cards, chosen=self._session.draft.blanks)

    def _show_dates(self) -> None:
        outlook, draft = self._session.outlook, self._session.draft
        days = {} if outlook is None else outlook.days
        for index in [index for index in self.dates if index not in days]:
            row = self.dates.pop(index)
            self._date_holder.removeWidget(row)
            row.hide()
            row.deleteLater()
        for index, text in days.items():
            row = self.dates.get(index) or self._new_date_row(index)
            cards = [CardText(order, tr(words_, day=words.day_words(text, order))) for order, words_ in _ORDERS]
            chosen = draft.columns[index].date_order or self._session.style.date_order
            row.ask(
                tr("Dates in “{column}”: which day is {text}?", column=draft.header_of(index), text=text),
                cards,
                chosen=chosen,
            )

    def _new_date_row(self, index: int) -> CardRow:
        row = self.dates[index] = CardRow()
        row.chosen.connect(lambda order: self._on_date_chosen(index, order))
        self._date_holder.addWidget(row)
        return row

    def _show_foreign(self) -> None:
        outlook = self._session.outlook
        entries = self.foreign_model.entries if outlook is None else outlook.foreign
        self.foreign_model.show_entries(entries)
        self._foreign_part.setVisible(bool(entries))
        self.foreign_title.setText(
            counted(
                len(entries),
                "1 text of the file is not known in this account",
                "{n} texts of the file are not known in this account",
            )
        )

    def _fit(self) -> None:
        """Tables as high as their rows, within bounds; the columns share the width."""
        metrics = self._theme.metrics
        rows = min(max(self.model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        self.table.setMinimumHeight(metrics.header + min(rows, _LEAST_ROWS) * metrics.row + 14)
        shown = min(self.foreign_model.rowCount(), _FOREIGN_ROWS)
        self.foreign.setFixedHeight(metrics.header + shown * metrics.row + 2)
        self._share_width()
        QTimer.singleShot(0, self, self._keep_current_in_sight)

    def _keep_current_in_sight(self) -> None:
        """The questions below may have grown over the column that they are about."""
        if self.table.hasFocus():
            self.table.scrollTo(self.table.currentIndex())

    def _share_width(self) -> None:
        width = self.viewport().width()
        for column, share in _SHARES.items():
            self.table.setColumnWidth(column, width * share // 100)
        self.table.horizontalHeader().setSectionResizeMode(SAMPLES, QHeaderView.ResizeMode.Stretch)
        across = self.foreign.horizontalHeader()
        for column, share in ((FOREIGN_FIELD, 22), (TEXT, 30), (ROWS, 12)):
            self.foreign.setColumnWidth(column, width * share // 100)
        across.setSectionResizeMode(BECOMES, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # a QResizeEvent
        self._fit()

    def _on_session_read(self) -> None:
        self.constants.forget()
        self.foreign_model.show_entries(())
        self.refresh()

    def _on_blanks_chosen(self, blanks: Blanks) -> None:
        self._session.draft.blanks = blanks
        self._session.decide()

    def _on_date_chosen(self, index: int, order: DateOrder) -> None:
        self._session.draft.choose_date_order(index, order)
        self._session.decide()
