"""The third step: by what the lead of a row is found, against which leads, and what becomes of rows without one."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.import_draft import SURE_KEYS
from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.importing.lead_basis import LeadBasis
from copper_desk.gui.importing.row_model import KEY, REASON, ROW, WHAT, RowModel
from copper_desk.gui.look.card import CardRow, CardText
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX
from copper_desk.gui.look.piece import button, choice_box, label, wrapped
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.pick_table import PickTable
from copper_desk.tabular.import_choice import Duplicates, NewRows, RowKey
from copper_desk.tabular.import_count import KeyCount, NewCount
from copper_desk.tabular.row_match import Fate
from copper_desk.wording import counted, number, tr

_OTHER = "other"
_LEAST_ROWS = 4
_SHARES = {ROW: 9, KEY: 26, WHAT: 18}
_LISTED = (Fate.SEVERAL, Fate.REPEATED, Fate.MISSING, Fate.UNREADABLE, Fate.DUPLICATE_SKIPPED)


class LeadStep(QScrollArea):
    """Wish: ``refresh_wished`` (read the leads again)."""

    refresh_wished = Signal()

    def __init__(self, session: ImportSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._basis = LeadBasis(0)
        self.keys = CardRow()
        self.others = choice_box(tr("Column by which the lead is found"))
        self.basis = wrapped(tone="muted")
        self.refresh_button = button(tr("Refresh now"), tr("Read the leads from Copper again"), role="link")
        self.doubt = wrapped(tone="warning")
        self.misfit = wrapped(tone="warning")
        self.new = CardRow()
        self.duplicates = CardRow()
        self.chips: dict[Fate, QPushButton] = {}
        self.model = RowModel(self)
        self.table = PickTable(self.model, theme, name=tr("Rows of the file that need a look"))
        self._lay_out()
        self._join()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("panel", "raised")
        self._on_session_planned()

    def show_basis(self, basis: LeadBasis) -> None:
        """Say against which leads the rows are matched."""
        self._basis = basis
        self.basis.setText(basis.waiting_words() or f"{basis.words()}.")
        self.refresh_button.setVisible(basis.progress is None)
        self.doubt.setText(basis.doubt_words())
        self.doubt.setVisible(bool(basis.doubt_words()))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("panel", "raised")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(MARGIN_PX, 14, MARGIN_PX, 16)
        layout.setSpacing(16)
        layout.addLayout(self._key_part())
        layout.addWidget(self.new)
        layout.addWidget(self.duplicates)
        layout.addWidget(self._row_part(), 1)
        layout.addStretch(0)
        for cards in (self.keys, self.new, self.duplicates):
            # The room that the rows leave, when there are none, is nobody's.
            cards.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)

    def _key_part(self) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(8)
        part.addWidget(self.keys)
        self._other_line = QWidget()
        line = QHBoxLayout(self._other_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(tr("By the column"), tone="muted"))
        line.addWidget(self.others)
        line.addStretch(1)
        part.addWidget(self._other_line)
        part.addWidget(self.misfit)
        told = QHBoxLayout()
        told.setSpacing(4)
        told.addWidget(self.basis, 1)
        told.addWidget(self.refresh_button)
        part.addLayout(told)
        part.addWidget(self.doubt)
        return part

    def _row_part(self) -> QWidget:
        self._rows = QWidget()
        layout = QVBoxLayout(self._rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.title = label(bold=True)
        self._chip_holder = QWidget()
        self._flow = FlowLayout(self._chip_holder, gap_px=6)
        self._flow.setContentsMargins(0, 0, 0, 0)
        box = QFrame()
        box.setProperty("panel", "boxed")
        inner = QHBoxLayout(box)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        layout.addWidget(self.title)
        layout.addWidget(self._chip_holder)
        layout.addWidget(box, 1)
        return self._rows

    def _join(self) -> None:
        session = self._session
        session.read.connect(self.refresh)
        session.decided.connect(self.refresh)
        session.planned.connect(self._on_session_planned)
        self.keys.chosen.connect(self._on_key_chosen)
        self.others.activated.connect(lambda _: self._choose_key(self.others.currentData()))
        self.new.chosen.connect(self._on_new_chosen)
        self.duplicates.chosen.connect(self._on_duplicates_chosen)
        self.refresh_button.clicked.connect(self.refresh_wished)

    def refresh(self) -> None:
        """Show the decisions and what they would do."""
        self._show_keys()
        self._show_new()
        self._show_rows()
        QTimer.singleShot(0, self, self._fit)

    def _show_keys(self) -> None:
        draft = self._session.draft
        possible = draft.possible_keys()
        sure = [key for key in possible if key.key in SURE_KEYS]
        rest = [key for key in possible if key not in sure]
        names = {"id": tr("By Lead ID"), "email": tr("By e-mail")}
        cards = [CardText(key, names[key.key], self._column_words(key)) for key in sure]
        if rest:
            cards.append(CardText(_OTHER, tr("By another column"), tr("such as a customer number")))
        cards.append(CardText(None, tr("Not at all"), tr("Every row is a new lead")))
        chosen: Hashable = _OTHER if draft.key in rest else draft.key
        self.misfit.setText(self._misfit_words())
        self.misfit.setVisible(bool(self.misfit.text()))
        self.keys.ask(tr("How the lead of a row is found"), cards, chosen=chosen)
        self._other_line.setVisible(draft.key in rest)
        self.others.clear()
        for key in rest:
            self.others.addItem(f"{draft.header_of(key.index)} = {self._session.schema[key.key].label}", key)
        if draft.key in rest:
            self.others.setCurrentIndex(rest.index(draft.key))

    def _column_words(self, key: RowKey) -> str:
        column, count = self._session.draft.header_of(key.index), self._count(key)
        if count is None:
            return tr("column “{column}”", column=column)
        found, filled = number(count.found), number(count.filled)
        return tr("“{column}”: {found} of {filled} found", column=column, found=found, filled=filled)

    def _count(self, key: RowKey | None) -> KeyCount | None:
        outlook = self._session.outlook
        return None if outlook is None or key is None else outlook.keys.get(key)

    def _misfit_words(self) -> str:
        """When no row finds a lead by the chosen column, that is most likely not what the person means."""
        draft = self._session.draft
        count = self._count(draft.key)
        if draft.key is None or count is None or count.found or not count.filled:
            return ""
        if draft.key.key != "id":
            return tr("No lead has any of these values.") if draft.key.key != "email" else ""
        others = [key for key in draft.possible_keys() if key.key == "email"]
        advice = tr("Is the file of another account or program?")
        offer = tr("Find the leads by e-mail instead.") if others else tr("Choose another column, or “Not at all”.")
        return " ".join((tr("None of these ids is that of a lead here."), advice, offer))

    def _show_new(self) -> None:
        draft, outlook = self._session.draft, self._session.outlook
        count = NewCount() if outlook is None else outlook.new
        rows = counted(count.unmatched, "1 row", "{n} rows")
        made = max(count.unmatched - (count.alike if draft.duplicates is not Duplicates.CREATE else 0), 0)
        create = counted(made, "1 new lead", "{n} new leads") if draft.new is NewRows.CREATE else rows
        cards = [
            CardText(NewRows.CREATE, tr("Make new leads"), create),
            CardText(NewRows.SKIP, tr("Skip them"), tr("{rows} left out", rows=rows)),
        ]
        question = counted(count.unmatched, "1 row finds no lead", "{n} rows find no lead")
        self.new.ask(question, cards, chosen=draft.new)
        self.new.setVisible(count.unmatched > 0 or outlook is None)
        self._show_duplicates(count)

    def _show_duplicates(self, count: NewCount) -> None:
        many = count.alike - count.certain
        update = counted(count.certain, "1 lead updated", "{n} leads updated")
        if many:
            update += counted(many, "; 1 row left out", "; {n} rows left out")
        cards = [
            CardText(Duplicates.SKIP, tr("Skip them"), counted(count.alike, "1 row left out", "{n} rows left out")),
            CardText(Duplicates.UPDATE, tr("Update the lead that is there"), update),
            CardText(
                Duplicates.CREATE,
                tr("Make new leads all the same"),
                counted(count.alike, "1 likely duplicate", "{n} likely duplicates"),
            ),
        ]
        question = counted(
            count.alike,
            "1 of them shares its e-mail, phone, or name and company with a lead or another row",
            "{n} of them share their e-mail, phone, or name and company with a lead or another row",
        )
        self.duplicates.ask(question, cards, chosen=self._session.draft.duplicates)
        self.duplicates.setVisible(count.alike > 0)

    def _on_session_planned(self) -> None:
        self.model.show_outlook(self._session.outlook)
        self.refresh()

    def _show_rows(self) -> None:
        outlook = self._session.outlook
        if outlook is None:
            self.model.show_outlook(None)
        counts = {} if outlook is None else outlook.plan.fates
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        self.model.show_fate(None)
        for fate in _LISTED:
            if counts.get(fate):
                self._add_chip(fate, counts[fate])
        self._rows.setVisible(self.model.total > 0)
        self._chip_holder.setVisible(len(self.chips) > 1)
        self.title.setText(counted(self.model.total, "1 row needs a look", "{n} rows need a look"))

    def _add_chip(self, fate: Fate, count: int) -> None:
        chip = button(words.fate_words(fate, count), role="chip", checkable=True)
        chip.clicked.connect(lambda checked: self._on_chip_clicked(fate, checked=checked))
        self.chips[fate] = chip
        self._flow.addWidget(chip)
        chip.show()

    def _on_chip_clicked(self, fate: Fate, *, checked: bool) -> None:
        for other, chip in self.chips.items():
            chip.setChecked(checked and other is fate)
        self.model.show_fate(fate if checked else None)

    def _on_key_chosen(self, value: object) -> None:
        if value == _OTHER:
            self._choose_key(self.others.itemData(0))
        else:
            self._choose_key(value)

    def _choose_key(self, key: object) -> None:
        self._session.draft.choose_key(key if isinstance(key, RowKey) else None)
        self._session.decide()

    def _on_new_chosen(self, new: NewRows) -> None:
        self._session.draft.new = new
        self._session.decide()

    def _on_duplicates_chosen(self, duplicates: Duplicates) -> None:
        self._session.draft.duplicates = duplicates
        self._session.decide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self._theme.metrics
        shown = min(max(self.model.rowCount(), 1), _LEAST_ROWS)
        self.table.setMinimumHeight(metrics.header + shown * metrics.row + 4)
        width = self.viewport().width() - 2 * MARGIN_PX
        for column, share in _SHARES.items():
            self.table.setColumnWidth(column, width * share // 100)
        self.table.horizontalHeader().setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
