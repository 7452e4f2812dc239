"""Writes leads into a file: those shown, all, the changes, or what Copper refused. Off the window's thread, so that a
large one neither holds the window up nor has to be waited for.

Knows which leads and which columns; how a file is written is another's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copper_desk.gui.control.message import Tone
from copper_desk.gui.control.work import ErrandWork
from copper_desk.gui.exporting.export_window import Exported, ExportOffer, ExportWindow, ExportWish
from copper_desk.gui.workers.step_worker import StepProgress, StepRefused, StepWorker
from copper_desk.leads.field import Field
from copper_desk.leads.value import RowId
from copper_desk.sheet.picture import picture_of
from copper_desk.tabular.lead_export import change_table, lead_table
from copper_desk.tabular.table import Watch
from copper_desk.tabular.table_file import TextTable, write_table
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class ExportController(ErrandWork):
    """The exports of one window; ``window`` is the open question, if there is one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self._path = Path()
        self.window: ExportWindow | None = None

    @Slot()
    def show(self) -> None:
        """Ask what is to be exported (Ctrl+E)."""
        w = self._w
        w.commit_editors()
        offers = self._offers()
        if not offers:
            w.messages.say(tr("There is no lead to export."))
            return
        every = w.desk.schema.columns
        self.window = window = ExportWindow(offers, shown=len(self._shown_fields()), every=len(every), parent=w)
        window.wished.connect(self._on_window_wished)
        window.stop_wished.connect(self.stop)
        window.finished.connect(self._on_window_finished)
        window.open()

    def _offers(self) -> list[ExportOffer]:
        w = self._w
        counts, shown, every = w.desk.sheet.counts(), len(w.order.rows), len(w.desk.sheet)
        offers = []
        if 0 < shown < every:
            narrowed = tr("As they are filtered and sorted now.")
            offers.append(ExportOffer(Exported.SHOWN, _leads(shown, tr("Shown")), narrowed, has_columns=True))
        if every:
            whole = Exported.SHOWN if shown == every else Exported.ALL
            note = tr("In the order of the sheet.") if shown == every else tr("Whatever the filter.")
            offers.append(ExportOffer(whole, _leads(every, tr("All")), note, has_columns=True))
        if counts.changed_leads:
            changes = counted(counts.changed_cells, "1 changed cell", "{n} changed cells")
            more = tr("{changes}; the other cells stay blank.", changes=changes)
            offers.append(ExportOffer(Exported.CHANGES, _leads(counts.changed_leads, tr("Changes")), more))
        failed = len(w.export.failures())
        if failed:
            told = tr("With Copper’s words; mend and import it as it is.")
            offers.append(ExportOffer(Exported.FAILURES, _leads(failed, tr("Failed")), told))
        return offers

    @Slot(object)
    def _on_window_wished(self, wish: ExportWish) -> None:
        w, window = self._w, self.window
        if window is None or self.is_running:
            return
        path = w.questions.results(window, f"{_NAMES[wish.what]()} {datetime.now().astimezone():%Y-%m-%d %H%M}.csv")
        if path is None:
            return
        self._path = path
        worker = StepWorker(partial(_written, path, self._table(wish)))
        worker.progressed.connect(self._on_worker_progressed)
        window.show_writing(True)
        self.send(worker, name="export")

    def _table(self, wish: ExportWish) -> TextTable:
        """What is to be written, as the sheet is at this moment."""
        w = self._w
        if wish.what is Exported.FAILURES:
            return w.export.table(w.export.failures())
        picture, style = picture_of(w.desk.sheet), w.desk.style
        if wish.what is Exported.CHANGES:
            return change_table(picture, w.desk.sheet.row_ids(), style=style)
        rows: list[RowId] = list(w.order.rows) if wish.what is Exported.SHOWN else w.desk.sheet.row_ids()
        fields: Iterable[Field] = w.desk.schema.columns if wish.all_fields else self._shown_fields()
        return lead_table(picture, rows, list(fields), style=style)

    def _shown_fields(self) -> list[Field]:
        """In the order in which they stand."""
        view = self._w.view
        return [field for column in view.shown_columns() if (field := view.lead_model.field_at(column)) is not None]

    def take_ending(self, ending: object) -> None:
        """Say what came of it; after a trouble the question is still there for another place."""
        window = self.window
        if window is not None:
            window.show_writing(False)
        if isinstance(ending, int):
            if window is not None:
                window.accept()
            words = counted(ending, "1 lead is in {file}.", "{n} leads are in {file}.", file=self._path.name)
            self._w.messages.say(words, tone=Tone.GOOD)
            return
        if isinstance(ending, StepRefused):
            words = ending.sentence
        else:
            words = tr("Stopped. {file} was not written.", file=self._path.name)
        if window is None:
            self._w.messages.say(words, tone=Tone.TROUBLE)
        else:
            window.say(words, tone="error")

    @Slot(object)
    def _on_worker_progressed(self, progress: StepProgress) -> None:
        if self.window is not None and self.is_running:
            self.window.show_progress(progress.done, progress.whole)

    @Slot(int)
    def _on_window_finished(self, _result: int) -> None:
        self.window = None
        self._w.view.setFocus()


_NAMES = {
    Exported.SHOWN: lambda: tr("Leads"),
    Exported.ALL: lambda: tr("All leads"),
    Exported.CHANGES: lambda: tr("Changes"),
    Exported.FAILURES: lambda: tr("Failures"),
}


def _written(path: Path, table: TextTable, watch: Watch) -> int:
    return write_table(path, table, watch=watch)


def _leads(count: int, which: str) -> str:
    return tr("{which}: {leads}", which=which, leads=counted(count, "1 lead", "{n} leads"))
