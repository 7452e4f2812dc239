"""Opens the import and puts what was approved there into the sheet: one gesture, one source, however large.

Before rows are matched the leads are refreshed, where they are incomplete or older than ten minutes. Knows the window
of the import only by its wishes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from copper_desk.desk.load import LoadSummary
from copper_desk.desk.new_lead_check import WAITING, NewLeadCheck, check_new_leads
from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.sliced_stage import SlicedGesture, SlicedStage, StagedSlices, in_pieces
from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.import_memory import ImportMemory
from copper_desk.gui.importing.import_pace import Pace
from copper_desk.gui.importing.import_session import FileSource, ImportSession, Source, TextSource
from copper_desk.gui.importing.import_window import ImportCase, ImportWindow
from copper_desk.gui.importing.lead_basis import LeadBasis
from copper_desk.gui.workers.latest_errand import LatestErrand
from copper_desk.gui.workers.step_worker import StepWorker
from copper_desk.resource import resource_path
from copper_desk.sheet.edit import Change, ChangeSet
from copper_desk.sheet.picture import SheetPicture, picture_of
from copper_desk.tabular.import_bundle import Bundle, bundles
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

_SETTLED_MS = 400
_FEW_CHANGES = 2_000
"""Up to so many changes are undone at once, without a window that says how far it is."""
_AGE_MS = 30_000


class ImportController(QObject):
    """The import of one window. ``over`` comes whenever nothing of it runs any more; ``put`` when an import is in the
    sheet."""

    over = Signal()
    put = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.memory = ImportMemory(window.desk.folder)
        self.window: ImportWindow | None = None
        self._session: ImportSession | None = None
        self._ending: list[ImportSession] = []
        self._picture: SheetPicture | None = None
        self._progress: LoadProgress | None = None
        self._pace = Pace(began_s=0.0)
        self._bundling = LatestErrand("import-bundle", self)
        self._bundling.ended.connect(self._on_bundling_ended)
        self._bundling.over.connect(self._on_work_over)
        self._staging = SlicedStage(window.desk, parent=self)
        self._staging.progressed.connect(self._on_staging_progressed)
        self._staging.ended.connect(self._on_staging_ended)
        self._soon = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._soon.timeout.connect(self._recount)
        self._age = QTimer(self, interval=_AGE_MS)
        self._age.timeout.connect(self._show_basis)
        window.load.progressed.connect(self._on_load_progressed)
        window.load.ended.connect(self._on_load_ended)
        window.sheet.changed.connect(self._on_sheet_changed)

    @property
    def is_running(self) -> bool:
        """Whether a file is read, counted or put into the sheet."""
        sessions = [*self._ending, *([] if self._session is None else [self._session])]
        return self._bundling.is_running or self._staging.is_running or any(each.is_running for each in sessions)

    def stop(self) -> None:
        """Give up; what is being put into the sheet is taken back. ``over`` comes."""
        self._bundling.stop()
        self._staging.stop()
        for session in (*self._ending, *([] if self._session is None else [self._session])):
            session.stop()

    @Slot()
    def show(self, source: Source | None = None) -> None:
        """Open the import, on this file if there is one."""
        self._w.commit_editors()
        window = self.window or self._made_window()
        window.show()
        window.raise_()
        window.activateWindow()
        self._refresh_if_old()
        if source is not None:
            window.session.open(source)

    def show_file(self, path: Path) -> None:
        """Open the import on a file."""
        self.show(FileSource(path))

    def show_clipboard(self) -> None:
        """Open the import on the sheet that was copied."""
        self.show(TextSource(QGuiApplication.clipboard().text(), tr("the clipboard")))

    # -- the window ------------------------------------------------------------------------------------------

    def _made_window(self) -> ImportWindow:
        w = self._w
        self._session = ImportSession(w.desk.schema, w.desk.style, self._picture_now, self.memory, parent=self)
        self._session.over.connect(self._on_work_over)
        sample = resource_path("samples/expo-leads.csv")
        case = ImportCase(
            self._session,
            w.desk.sheet,
            w.theme,
            recent=tuple(self.memory.recent()),
            sample=sample if sample.is_file() else None,
        )
        self.window = window = ImportWindow(case, w)
        window.choose_wished.connect(self._on_window_choose_wished)
        window.clipboard_wished.connect(self.show_clipboard)
        window.refresh_wished.connect(w.load.start)
        window.put_wished.connect(self._on_window_put_wished)
        window.stop_wished.connect(self._on_window_stop_wished)
        window.finished.connect(self._on_window_finished)
        self._age.start()
        self._show_basis()
        return window

    @Slot()
    def _on_window_choose_wished(self) -> None:
        if self.window is None:
            return
        recent = self.memory.recent()
        path = self._w.questions.spreadsheet(self.window, recent[0].parent if recent else None)
        if path is not None:
            self.window.session.open(FileSource(path))

    @Slot(int)
    def _on_window_finished(self, _result: int) -> None:
        """Closed, with or without its changes; what was decided about the file is remembered either way."""
        window, session = self.window, self._session
        self.window = self._session = None
        self._age.stop()
        self._picture = None
        if window is None or session is None:
            return
        if session.table is not None and session.outlook is not None:
            self.memory.keep(session.draft, session.table.header)
        session.stop()
        self._ending.append(session)
        window.deleteLater()
        self._on_work_over()

    @Slot()
    def _on_work_over(self) -> None:
        for session in [session for session in self._ending if not session.is_running]:
            self._ending.remove(session)
            session.deleteLater()
        if not self.is_running:
            self.over.emit()

    # -- the leads it is matched against ---------------------------------------------------------------------

    def basis(self) -> LeadBasis:
        """The leads as they are now."""
        load = self._w.load
        progress = (self._progress or LoadProgress(0, None, 0.0)) if load.is_running else None
        return LeadBasis(len(self._w.desk.sheet), load.refreshed_at, progress)

    def _refresh_if_old(self) -> None:
        if not self.basis().is_current and not self._w.load.is_running:
            self._w.load.start()
        self._show_basis()

    @Slot()
    def _show_basis(self) -> None:
        if self.window is not None:
            self.window.show_basis(self.basis())

    @Slot(object)
    def _on_load_progressed(self, progress: LoadProgress) -> None:
        self._progress = progress
        self._show_basis()

    @Slot(object)
    def _on_load_ended(self, ending: object) -> None:
        self._progress = None
        if isinstance(ending, LoadSummary) and ending.complete:
            self._check_new_leads()
        self._show_basis()
        if self._picture is None:
            self._recount()

    def _check_new_leads(self) -> None:
        """New leads of an import that was made without a refresh were waiting for this one."""
        check = check_new_leads(self._w.desk.sheet)
        if check:
            self._w.sheet.tell(self._w.desk.stage(check.change_set).delta)
            self._w.messages.say(_check_words(check), tone=Tone.TROUBLE if check.alike else Tone.GOOD)

    @Slot(object)
    def _on_sheet_changed(self, _delta: object) -> None:
        self._picture = None
        if self._session is not None and not self._w.load.is_running:
            self._soon.start()

    @Slot()
    def _recount(self) -> None:
        if self._session is not None and not self._staging.is_running:
            self._session.recount()

    def _picture_now(self) -> SheetPicture:
        if self._picture is None:
            self._picture = picture_of(self._w.desk.sheet)
        return self._picture

    # -- into the sheet --------------------------------------------------------------------------------------

    @Slot()
    def _on_window_put_wished(self) -> None:
        session, window = self._session, self.window
        if session is None or window is None or session.outlook is None or not session.is_ready:
            return
        plan, first = session.outlook.plan, self._w.desk.sheet.next_new_row()
        unconfirmed = "" if self.basis().is_certain else WAITING
        window.show_putting(words.putting_words(Pace(began_s=0.0)))
        self._bundling.wish(lambda: StepWorker(lambda _watch: bundles(plan, first, unconfirmed=unconfirmed)))

    @Slot()
    def _on_window_stop_wished(self) -> None:
        if self._staging.is_running:
            self._staging.stop()
        else:
            self._bundling.stop()
            self._end_putting()

    @Slot(object)
    def _on_bundling_ended(self, ending: object) -> None:
        if not isinstance(ending, tuple) or self._session is None or self._session.source is None:
            self._end_putting()
            return
        found: Sequence[Bundle] = ending
        name = self._session.source.name
        self._pace = Pace(began_s=time.monotonic())
        self._staging.start(found, label=tr("import of {file}", file=name), source=name)

    @Slot(int, int)
    def _on_staging_progressed(self, done: int, whole: int) -> None:
        if self.window is not None:
            self._pace = self._pace.at(done, whole, now_s=time.monotonic())
            self.window.show_putting(words.putting_words(self._pace), done=done, whole=whole)

    @Slot(object)
    def _on_staging_ended(self, staged: StagedSlices | None) -> None:
        session = self._session
        if staged is None or session is None or session.source is None:
            self._end_putting()
            self._on_work_over()
            return
        self._w.sheet.tell(staged.delta)
        label = tr("import of {file}", file=session.source.name)
        self._w.sheet.undo.stack.push(SlicedGesture(staged, label, put=partial(self._swap, label, session.source.name)))
        # The rest in turns of its own: together they would hold the window up after a large file.
        QTimer.singleShot(0, self, partial(self._finish, session.source, staged))

    def _finish(self, source: Source, staged: StagedSlices) -> None:
        window = self.window
        self._end_putting()
        if isinstance(source, FileSource):
            self.memory.note(source.path)
        if window is not None:
            window.accept()
        QTimer.singleShot(0, self, partial(self._end, source, staged))

    def _end(self, source: Source, staged: StagedSlices) -> None:
        self._tell(source, staged)
        self.put.emit()
        self._on_work_over()

    def _end_putting(self) -> None:
        if self.window is not None:
            self.window.show_putting("")

    def _tell(self, source: Source, staged: StagedSlices) -> None:
        """Show what came, and say so."""
        rows = staged.delta.changed.union(staged.delta.added)
        if not rows:
            return
        self._w.commands.show_all()
        self._w.filters.show_only(rows, source.name)
        self._w.view.begin()
        self._w.messages.say(
            words.done_sentence(source.name, cells=staged.cells, leads=len(rows), new=len(staged.delta.added)),
            tone=Tone.GOOD,
            offer=tr("Undo"),
            answer=self._w.commands.undo,
            stays=True,
        )

    def _swap(self, label: str, name: str, inverses: Sequence[ChangeSet]) -> StagedSlices:
        """Undo or redo: the slices the other way round, behind a window where there are many."""
        changes = [piece for each in inverses for piece in in_pieces(each.changes)]
        stage = SlicedStage(self._w.desk, parent=self)
        many = sum(map(len, changes))
        staged = stage.run(changes, label=label) if many <= _FEW_CHANGES else self._behind_window(stage, changes, label)
        self._w.sheet.tell(staged.delta)
        stage.deleteLater()
        if self._w.filters.name == name:
            self._w.filters.show_any()  # The leads of a file that is taken back are nothing to look at alone.
        return staged

    def _behind_window(self, stage: SlicedStage, changes: Sequence[Sequence[Change]], label: str) -> StagedSlices:
        window = ProgressWindow(_swap_words(label), self._w)
        found: list[StagedSlices] = []
        stage.progressed.connect(window.show_progress)
        stage.ended.connect(found.append)
        stage.ended.connect(window.accept)
        stage.start(changes, label=label)
        window.exec()
        window.deleteLater()
        return found[0]


def _swap_words(label: str) -> str:
    return tr("Undoing or redoing the {gesture}", gesture=label)


def _check_words(check: NewLeadCheck) -> str:
    """What the check of new leads came to."""
    free = counted(
        check.released,
        "1 imported lead was checked and may be pushed.",
        "{n} imported leads were checked and may be pushed.",
    )
    held = counted(
        check.alike,
        "1 looks like a lead in Copper and waits: its State says which.",
        "{n} look like leads in Copper and wait: their State says which.",
    )
    return " ".join(part for part, count in ((free, check.released), (held, check.alike)) if count)
