"""The Review: everything a push would change, to be looked over, ticked and approved. Nothing is sent from here.

Its answer is ``approval``, None as long as nobody approved. Wishes beyond it (discard, conflicts) go to the case.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.layer import foot, head, in_a_row, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.review import review_words as words
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.line_strip import LineStrip
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.review.review_file import FILE_NAME, HEADER, change_rows
from copper_desk.gui.review.review_model import ReviewModel
from copper_desk.gui.review.review_table import ReviewTable
from copper_desk.leads.value import RowId
from copper_desk.push.plan import PushPlan
from copper_desk.push.review import Review, review_of
from copper_desk.push.review_line import ReviewLine
from copper_desk.push.review_tick import Ticks
from copper_desk.tabular.table_file import CannotWrite, TextTable, write_table
from copper_desk.wording import counted, number, tr

SIZE = QSize(1180, 780)
LEAST = QSize(640, 380)
_NOTE_LENGTH = 200


class ReviewWindow(QDialog):
    """Open it with ``exec`` or ``open`` and read ``approval`` afterwards."""

    def __init__(self, case: ReviewCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._line: ReviewLine | None = None
        self._ticks = Ticks(case.plan)
        self.approval: Approval | None = None
        self.setWindowTitle(tr("Review changes"))
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._lay_out()
        self._join()
        self._take_size(parent)
        self._show_plan(case.plan)
        self.table.setFocus()

    @property
    def ticked(self) -> frozenset[RowId]:
        """The leads that would be sent now."""
        return self._ticks.rows

    def _build(self) -> None:
        case = self._case
        self.model = ReviewModel(case.sheet, case.style, self)
        self.heading = label(level="heading")
        self.cost = wrapped(tone="muted")
        self.lines = LineStrip(
            lambda line, ticked: words.line_text(line, case.sheet.schema, case.style, ticked=ticked), self
        )
        self.filter = FindLine(
            case.theme.icons,
            hint=tr("Find in these changes"),
            name=tr("Show only the leads in which these words stand"),
        )
        self.count = wrapped(tone="muted")
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note for the history (optional)"))
        self.note.setAccessibleName(tr("A note that is kept with this push"))
        self.note.setMaxLength(_NOTE_LENGTH)
        self.table = ReviewTable(self.model, case.theme, self)
        self.discard = button(tr("Discard all…"), tr("Discard all changes of the sheet"), role="danger")
        self.export = button(tr("Export…"), tr("Save these changes as a file"))
        self.keep = button(tr("Keep editing"), tr("Close the review and keep editing (Esc)"))
        self.first = button("", tr("Push the first leads in one request and wait"))
        self.push = button("", role="primary")
        self.push.setToolTip(tr("Ctrl+Enter"))

    def _lay_out(self) -> None:
        layout = layers(self)
        top = head(self.heading, self.cost)
        top.addSpacing(9)
        top.addWidget(self.lines)
        top.addSpacing(9)
        find_row = in_a_row(self.filter, self.count, self.note)
        for piece, share in ((self.filter, 3), (self.count, 3), (self.note, 4)):
            find_row.setStretchFactor(piece, share)
        self.filter.setMaximumWidth(self._case.theme.metrics.scaled(320))
        top.addLayout(find_row)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        layout.addWidget(foot(self.discard, self.export, None, self.keep, self.first, self.push))

    def _join(self) -> None:
        self.lines.shown_wished.connect(self._on_lines_shown_wished)
        self.lines.tick_wished.connect(self.model.toggle_rows)
        self.lines.choice_wished.connect(self._on_lines_choice_wished)
        self.filter.textChanged.connect(self._on_filter_text_changed)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.model.ticked.connect(self._on_model_ticked)
        self.table.copied.connect(self._on_table_copied)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self.keep.clicked.connect(self.reject)
        self.first.clicked.connect(lambda: self._approve(first_only=True))
        self.push.clicked.connect(lambda: self._approve(first_only=False))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.push.click)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filter.setFocus)

    def _take_size(self, parent: QWidget | None) -> None:
        """As in the picture, but never beyond the window it stands over or the screen."""
        take_room(self, SIZE, least=LEAST, over=parent)

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_plan(self, plan: PushPlan) -> None:
        self._ticks = Ticks(plan, unticked=self._ticks.unticked)
        self._review = review_of(plan, self._case.sheet)
        self._line = None
        self.model.show_review(self._review, self._ticks)
        self.lines.show_lines(self._review.lines, _all_rows(self._review), self._ticks)
        self.heading.setText(words.heading(self._review))
        self._order_tabs()
        self._show_ticks()
        self._show_count()

    def _order_tabs(self) -> None:
        """Tab goes down the window as it is read: the lines are made later than what follows them."""
        chips = [piece for chip in self.lines.chips for piece in (chip.tick, chip.words, chip.choose)]
        foot = (self.discard, self.export, self.keep, self.first, self.push)
        for before, after in pairwise((*chips, self.filter, self.note, self.table, *foot)):
            self.setTabOrder(before, after)

    def _show_ticks(self) -> None:
        plan = self._ticks.plan()
        self.lines.show_ticks(self._ticks)
        self.cost.setText(words.cost(plan, calls_a_minute=self._case.calls_a_minute))
        self.push.setText(words.push_words(plan.planned))
        self.push.setAccessibleName(self.push.text())
        self.push.setEnabled(plan.planned > 0)
        first = len(plan.batches[0].leads) if plan.batches else 0
        self.first.setText(counted(first, "Push first lead", "Push first {n}"))
        self.first.setVisible(first < plan.planned)

    def _show_count(self) -> None:
        shown, every = self.model.rowCount(), len(self._review.leads)
        words = tr("{shown} of {every} leads", shown=number(shown), every=number(every))
        self._write_count("" if shown == every else words)

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_lines_shown_wished(self, line: ReviewLine | None) -> None:
        self._line = line
        self.lines.mark(line)
        self.model.show_only(None if line is None else line.rows)
        self._show_count()

    @Slot()
    def _on_lines_choice_wished(self) -> None:
        if self._case.choose(self):
            self._show_plan(self._case.replan())
            self.table.setFocus()

    @Slot(str)
    def _on_filter_text_changed(self, text: str) -> None:
        self.model.show_words(text)
        self._show_count()

    @Slot()
    def _on_model_ticked(self) -> None:
        self._show_ticks()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.push.text()))

    @Slot(int)
    def _on_table_copied(self, rows: int) -> None:
        self._tell(counted(rows, "1 row copied with its headers.", "{n} rows copied with their headers."))

    @Slot()
    def _on_discard_clicked(self) -> None:
        if self._case.discard(self):
            self.reject()

    @Slot()
    def _on_export_clicked(self) -> None:
        path = self._case.ask_file(self, FILE_NAME)
        if path is None:
            return
        try:
            rows = tuple(change_rows(self._review.leads, self._case.sheet, self._case.style))
            lines = write_table(path, TextTable(HEADER, rows))
        except CannotWrite as error:
            self._tell(str(error))
            return
        self._tell(counted(lines, "1 change saved in {file}.", "{n} changes saved in {file}.", file=path.name))

    def _tell(self, sentence: str) -> None:
        """Say what an action here came to, where the number of leads stands."""
        self._write_count(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _write_count(self, words: str) -> None:
        """Without words it leaves its room to its neighbours."""
        self.count.setText(words)
        self.count.setVisible(bool(words))

    def _approve(self, *, first_only: bool) -> None:
        if self.push.isEnabled():
            self.approval = Approval(self._ticks.rows, self.note.text().strip(), first_only)
            self.accept()


def review_changes(parent: QWidget | None, case: ReviewCase) -> Approval | None:
    """Show a review and wait for the person: what they approved, or None."""
    window = ReviewWindow(case, parent)
    window.exec()
    approval = window.approval
    window.deleteLater()
    return approval


def _all_rows(review: Review) -> frozenset[RowId]:
    return frozenset(lead.row for lead in review.leads)
