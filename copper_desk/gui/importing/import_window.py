"""The import: four steps that can be gone through in any order, and at the end a button that puts it into the sheet.

Nothing is sent from here, and nothing changes before the last button. Wishes go to whoever opened it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.column_step import ColumnStep
from copper_desk.gui.importing.drop_zone import DropZone
from copper_desk.gui.importing.dropped_file import dropped_file
from copper_desk.gui.importing.file_step import FileStep
from copper_desk.gui.importing.import_pace import Pace
from copper_desk.gui.importing.import_session import FileSource, ImportSession
from copper_desk.gui.importing.lead_basis import LeadBasis
from copper_desk.gui.importing.lead_step import LeadStep
from copper_desk.gui.importing.preview_step import PreviewStep
from copper_desk.gui.importing.step_button import StepButton
from copper_desk.gui.look.layer import foot, head, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.workers.step_worker import StepProgress
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import number, tr

SIZE = QSize(1180, 780)
LEAST = QSize(640, 380)
FILE, COLUMNS, LEADS, PREVIEW = range(4)
Step = TypeVar("Step", bound=QWidget)
_NAMES = ("File", "Columns", "Leads", "Preview")


@dataclass(frozen=True, slots=True)
class ImportCase:
    """What the window is about: the session, the sheet it would change, the files of late, and a file to try with.
    ``clock`` gives seconds."""

    session: ImportSession
    sheet: Sheet
    theme: Theme
    recent: tuple[Path, ...] = ()
    sample: Path | None = None
    clock: Callable[[], float] = time.monotonic


class ImportWindow(QDialog):
    """Wishes: ``choose_wished`` (ask for a file), ``clipboard_wished``, ``refresh_wished`` (the leads), ``put_wished``
    (everything into the sheet), ``stop_wished`` (take that back)."""

    choose_wished = Signal()
    clipboard_wished = Signal()
    refresh_wished = Signal()
    put_wished = Signal()
    stop_wished = Signal()

    def __init__(self, case: ImportCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = case.session
        self._case = case
        self._step = FILE
        self._basis = LeadBasis(0)
        self._putting = ""
        self._read_rows = self._counted = Pace(began_s=case.clock())
        self.setProperty("panel", "raised")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._build(case)
        self._lay_out()
        self._join()
        self._take_size(parent)
        self.go_to(FILE)
        self._show()
        self.zone.choose.setFocus()

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    # Each step is made when it is first gone to: all at once would keep the window waiting.

    @cached_property
    def columns(self) -> ColumnStep:
        """The second step."""
        return self._added(ColumnStep(self.session, self._case.theme))

    @cached_property
    def leads(self) -> LeadStep:
        """The third step."""
        step = self._added(LeadStep(self.session, self._case.theme))
        step.refresh_wished.connect(self.refresh_wished)
        step.show_basis(self._basis)
        return step

    @cached_property
    def preview(self) -> PreviewStep:
        """The last step."""
        return self._added(PreviewStep(self.session, self._case.sheet, self._case.theme))

    def _added(self, step: Step) -> Step:
        self._stack.addWidget(step)
        return step

    def _view_of(self, step: int) -> tuple[QWidget, QWidget]:
        """A step, and what of it gets the keyboard."""
        if step == FILE:
            return self.file, self.file.table
        if step == COLUMNS:
            return self.columns, self.columns.table
        return (self.leads, self.leads.keys) if step == LEADS else (self.preview, self.preview.table)

    def go_to(self, step: int) -> None:
        """Show a step; those after the first need a file."""
        if step != FILE and not self._has_file:
            return
        view, piece = self._view_of(step)
        self._step = step
        self._stack.setCurrentWidget(view)
        self._show()
        if step != FILE or self._has_file:
            piece.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_basis(self, basis: LeadBasis) -> None:
        """Say against which leads the rows are matched."""
        self._basis = basis
        if "leads" in self.__dict__:
            self.leads.show_basis(basis)
        self._show()

    def show_putting(self, sentence: str, *, done: int = 0, whole: int = 0) -> None:
        """Everything is being put into the sheet: nothing else can be done. An empty sentence: not any more."""
        was_putting, self._putting = bool(self._putting), sentence
        if was_putting and sentence:
            self.status.setText(sentence)
        else:
            self._show()
        self._show_bar(done, whole, is_there=bool(sentence))

    def reject(self) -> None:
        """While the sheet is being changed, that is taken back first."""
        if self._putting:
            self.stop_wished.emit()
        else:
            super().reject()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self, case: ImportCase) -> None:
        session, theme = case.session, case.theme
        self.heading = label(level="heading")
        self.story = wrapped(tone="muted")
        self.steps = [StepButton() for _ in _NAMES]
        self.zone = DropZone(recent=case.recent, sample=case.sample)
        self.file = FileStep(session, theme, self.zone)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.file)
        self.back = button(tr("Back"))
        self.status = wrapped(tone="muted")
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setProperty("role", "line")
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # Else the whole window is laid out anew whenever work begins.
        self.bar.setSizePolicy(policy)
        self.cancel = button(tr("Cancel"))
        self.next = button("", role="primary")
        self.next.setToolTip(tr("Ctrl+Enter"))

    def _lay_out(self) -> None:
        layout = layers(self)
        top = head(self.heading, self.story)
        top.addSpacing(8)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for piece in self.steps:
            chips.addWidget(piece)
        chips.addStretch(1)
        top.addLayout(chips)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.bar)
        bottom = foot(self.back, self.status, self.cancel, self.next)
        row = bottom.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretchFactor(self.status, 1)
        layout.addWidget(bottom)

    def _join(self) -> None:
        session = self.session
        session.read.connect(self._on_session_read)
        session.decided.connect(self._show)
        session.planned.connect(self._on_session_planned)
        session.busy.connect(self._on_session_busy)
        self.zone.choose_wished.connect(self.choose_wished)
        self.zone.clipboard_wished.connect(self.clipboard_wished)
        self.zone.path_wished.connect(lambda path: session.open(FileSource(path)))
        self.file.choose_wished.connect(self.choose_wished)
        self.back.clicked.connect(lambda: self.go_to(max(self.step - 1, FILE)))
        self.cancel.clicked.connect(self.reject)
        self.next.clicked.connect(self._on_next_clicked)
        for place, piece in enumerate(self.steps):
            piece.clicked.connect(lambda _checked=False, step=place: self._on_step_clicked(step))
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self, lambda step=place: self.go_to(step))
            piece.setToolTip(QKeySequence(f"Alt+{place + 1}").toString(QKeySequence.SequenceFormat.NativeText))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.next.click)
        QShortcut(QKeySequence("Alt+Left"), self, self.back.click)
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find_wished)

    def _take_size(self, parent: QWidget | None) -> None:
        """As in the picture, but never beyond the window it stands over or the screen."""
        take_room(self, SIZE, least=LEAST, over=parent)

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def _has_file(self) -> bool:
        session = self.session
        return session.table is not None and (session.is_kept or not session.failure) and not session.is_reading

    @property
    def _can_put(self) -> bool:
        outlook = self.session.outlook
        ready = self.session.is_ready and self._basis.progress is None and not self._putting
        return outlook is not None and ready and outlook.changes > 0

    def _show(self) -> None:
        session, step = self.session, self.step
        name = "" if session.source is None else session.source.name
        title = tr("Import {file}", file=name) if name else tr("Import a spreadsheet")
        self.setWindowTitle(title)
        self.heading.setText(title)
        told = "" if session.table is None else words.subtitle(session.table)
        self.story.setText(told or tr("Every change is shown before it counts; nothing is sent until you push."))
        self._show_steps(step)
        self.back.setEnabled(step != FILE and not self._putting)
        self._stack.setEnabled(not self._putting)
        self.next.setText(self._next_words(step))
        self.next.setAccessibleName(self.next.text())
        self.next.setEnabled(self._can_put if step == PREVIEW else self._has_file and not self._putting)
        self.status.setText(self._status_words())

    def _show_steps(self, step: int) -> None:
        changes = self._changes()
        for place, piece in enumerate(self.steps):
            text = tr(_NAMES[place])
            if place == PREVIEW and changes is not None:
                text = f"{text} {tr('{n} changes', n=number(changes)) if changes != 1 else tr('1 change')}"
            piece.setText(text)
            piece.setChecked(place == step)
            piece.setAccessibleName(tr("Step {n} of 4: {name}", n=place + 1, name=text))
            piece.setEnabled(not self._putting and (place == FILE or self._has_file))

    def _next_words(self, step: int) -> str:
        if step == PREVIEW:
            return words.put_words(self._changes() or 0)
        return tr(_NAMES[step + 1])

    def _changes(self) -> int | None:
        outlook = self.session.outlook
        return None if outlook is None or self.session.table is None else outlook.changes

    def _status_words(self) -> str:
        session = self.session
        if self._putting:
            return self._putting
        if session.is_reading and session.source is not None:
            return words.reading_words(session.source.name, self._read_rows)
        if not self._has_file:
            return ""
        if waiting := self._basis.waiting_words():
            return waiting
        if session.outlook is None or not session.is_ready:
            return words.counting_words(self._counted)
        # The preview has the totals above its rows.
        return (
            self._basis.words() if self.step == PREVIEW else f"{self._basis.words()}: {words.totals(session.outlook)}"
        )

    def _show_bar(self, done: int, whole: int, *, is_there: bool) -> None:
        self.bar.setVisible(is_there)
        if self.bar.maximum() != max(whole, 0):
            self.bar.setRange(0, max(whole, 0))  # Each of these paints at once.
        self.bar.setValue(done)

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot()
    def _on_session_read(self) -> None:
        if not self._has_file and self.step != FILE:
            self.go_to(FILE)
        self._show()
        if self.session.failure:
            self._announce(self.session.failure)
        elif self.step == FILE:
            self.file.table.setFocus()

    @Slot()
    def _on_session_planned(self) -> None:
        self._show()
        self._announce(self.status.text())

    @Slot(object)
    def _on_session_busy(self, progress: StepProgress | None) -> None:
        if self._putting:
            return
        if progress is None:
            self._read_rows = self._counted = Pace(began_s=self._case.clock())
            self._show()
            self._show_bar(0, 0, is_there=self.session.is_running)
        else:
            self._show_bar(progress.done, progress.whole, is_there=True)
            self._take_pace(progress)

    def _take_pace(self, progress: StepProgress) -> None:
        """Say how far the work is, in its own words."""
        done, whole, now_s = progress.done, progress.whole, self._case.clock()
        if self.session.is_reading:
            self._read_rows = self._read_rows.at(done, whole, now_s=now_s)
        else:
            self._counted = self._counted.at(done, whole, now_s=now_s)
        self.status.setText(self._status_words())

    def _on_step_clicked(self, step: int) -> None:
        self.go_to(step)
        self._show_steps(self.step)

    def _on_next_clicked(self) -> None:
        if self.step == PREVIEW:
            self.put_wished.emit()
        else:
            self.go_to(self.step + 1)

    def _on_find_wished(self) -> None:
        if self.step == PREVIEW:
            self.preview.filter.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self._putting:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.session.open(FileSource(path))

    def _announce(self, sentence: str) -> None:
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
