"""One import on its way: the file as read, the decisions, and what would come of them. Shows nothing.

Reading and counting run beside the window; whatever is decided meanwhile takes the place of what runs. Nothing changes
in the sheet here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.desk.collector import set_apart
from copper_desk.gui.importing.import_draft import SURE_KEYS, ImportDraft
from copper_desk.gui.importing.import_memory import ImportMemory
from copper_desk.gui.workers.errand import Crashed
from copper_desk.gui.workers.latest_errand import LatestErrand
from copper_desk.gui.workers.step_worker import StepRefused, StepWorker
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.column import ColumnMatch, propose_columns
from copper_desk.tabular.import_choice import ImportChoices, RowKey
from copper_desk.tabular.import_count import ImportOutlook, import_outlook
from copper_desk.tabular.reading.read import read_table, read_text
from copper_desk.tabular.table import ReadOptions, Table, Watch
from copper_desk.wording import tr

LARGE_ROWS = 10_000
"""From so many rows on the collector of garbage is spared what a file is made of."""

PAINT_S = 0.12
"""What a worker leaves to the window first: it paints a step in this time if nothing else wants the interpreter."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file on the disk."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called in sentences and in the history."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class TextSource:
    """A sheet that was copied."""

    text: str
    name: str


Source = FileSource | TextSource


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read, and what its columns are thought to be."""

    table: Table
    matches: tuple[ColumnMatch, ...]


class ImportSession(QObject):
    """``read`` comes when a file was read or could not be, ``planned`` when what would come of it is counted anew,
    ``decided`` when something was decided, ``busy`` whenever work begins, comes further or ends: StepProgress, or None.

    ``failure`` says why a file could not be read. Then ``is_kept`` tells whether the table is there as it was read
    before, and ``is_odd`` whether other settings may help.
    """

    read = Signal()
    decided = Signal()
    planned = Signal()
    busy = Signal(object)
    over = Signal()

    def __init__(
        self,
        schema: Schema,
        style: TextStyle,
        picture: Callable[[], SheetPicture],
        memory: ImportMemory,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.schema = schema
        self.style = style
        self.memory = memory
        self._picture = picture
        self.source: Source | None = None
        self.options = self._shown = ReadOptions()
        self.table: Table | None = None
        self.failure = ""
        self.is_kept = False
        self.is_odd = False
        self.draft = ImportDraft(schema)
        self.outlook: ImportOutlook | None = None
        self.is_stale = False
        self._reading = LatestErrand("import-read", self)
        self._planning = LatestErrand("import-plan", self)
        self._reading.ended.connect(self._on_reading_ended)
        self._planning.ended.connect(self._on_planning_ended)
        for errand in (self._reading, self._planning):
            errand.progressed.connect(self.busy)
            errand.over.connect(self._on_errand_over)

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._reading.is_running

    @property
    def is_running(self) -> bool:
        """Whether anything is under way."""
        return self._reading.is_running or self._planning.is_running

    @property
    def is_ready(self) -> bool:
        """Whether what is counted is what was decided."""
        return self.outlook is not None and not self.is_stale and not self.is_running

    def open(self, source: Source) -> None:
        """Read this instead of what was open, whose columns are shown until it is there."""
        self._planning.stop()
        self.source, self.options = source, ReadOptions()
        self.table, self.outlook, self.failure, self.is_kept = None, None, "", False
        self.is_odd = False
        self._read()

    def reread(self, **options: Any) -> None:
        """Read it again in another way (the names are those of ReadOptions); what is None is found again."""
        self.options = replace(self.options, **options)
        self._read()

    def decide(self) -> None:
        """Something was decided in the draft: count anew."""
        self.decided.emit()
        self.recount()

    def recount(self) -> None:
        """The draft, or the sheet, is another: count anew."""
        if self.table is None or self._reading.is_running:
            return
        self.is_stale = True
        self._planning.wish(partial(self._plan_worker, self.table, self.draft.choices()))
        self.busy.emit(None)

    def stop(self) -> None:
        """Give up what runs; ``over`` comes."""
        self._reading.stop()
        self._planning.stop()

    def _read(self) -> None:
        self._planning.stop()
        self._reading.wish(self._read_worker)
        self.busy.emit(None)

    def _read_worker(self) -> StepWorker:
        source = self.source
        if source is None:
            raise ValueError("there is nothing to read")
        return StepWorker(partial(_read_file, source, self.options, self.schema, self.memory), waits_s=PAINT_S)

    def _plan_worker(self, table: Table, choices: ImportChoices) -> StepWorker:
        self._set_apart()
        picture = self._picture()
        waits_s = PAINT_S if len(table) >= LARGE_ROWS else 0.0
        keys = self._counted_keys()
        return StepWorker(
            lambda watch: import_outlook(table, choices, picture, self.style, keys=keys, watch=watch), waits_s=waits_s
        )

    def _counted_keys(self) -> tuple[RowKey, ...]:
        """The keys beside which a number stands: the sure ones, the one that was chosen, and one in doubt."""
        draft = self.draft
        sure = [key for key in draft.possible_keys() if key.key in SURE_KEYS]
        return tuple(dict.fromkeys(key for key in (*sure, draft.key, draft.doubtful_key()) if key is not None))

    @Slot(object)
    def _on_reading_ended(self, ending: object) -> None:
        if isinstance(ending, ReadFile):
            self._take(ending)
        elif isinstance(ending, StepRefused):
            self.is_odd = self.is_odd or ending.is_odd
            self._keep_shown(ending.sentence)
        elif isinstance(ending, Crashed):
            self._keep_shown(tr("The file cannot be read, by a mistake of the program. Nothing was changed."))
        self.read.emit()
        if isinstance(ending, ReadFile) or self.is_kept:
            self.recount()

    def _keep_shown(self, failure: str) -> None:
        """What cannot be read in another way stays as it was read before, and so do the options."""
        self.failure = failure
        self.is_kept = self.table is not None
        if self.is_kept:
            self.options = self._shown

    def _take(self, found: ReadFile) -> None:
        """A file with the same headers as before keeps what was decided about it."""
        former = None if self.table is None else self.table.header
        self.failure, self.is_kept = "", False
        self.table, self._shown = found.table, self.options
        if former != found.table.header:
            self.draft = ImportDraft(self.schema, found.matches)
            self.memory.recall(self.draft, found.table.header)
        else:
            self.draft.refresh_samples(found.matches)
        self.outlook = None

    @Slot(object)
    def _on_planning_ended(self, ending: object) -> None:
        if isinstance(ending, ImportOutlook):
            self._set_apart()
            if self._settle_ids(ending):
                self.recount()
                return
            self.outlook = ending
            self.is_stale = False
            self.planned.emit()
        elif isinstance(ending, Crashed):
            self.is_kept = False
            self.failure = tr("What the file would change cannot be counted, by a mistake of the program.")
            self.read.emit()

    def _settle_ids(self, outlook: ImportOutlook) -> bool:
        """Numbers that are none of these leads' are the ids of another program; nothing is known without leads."""
        count = outlook.keys.get(self.draft.doubtful_key() or RowKey(-1, ""))
        if count is None or not count.filled or not self._picture().bases:
            return False
        return self.draft.settle_ids(are_ours=count.found > 0)

    def _set_apart(self) -> None:
        """The objects of a large file are many, and hold no circles."""
        if self.table is not None and len(self.table) >= LARGE_ROWS:
            set_apart()

    @Slot()
    def _on_errand_over(self) -> None:
        self.busy.emit(None)
        if not self.is_running:
            self.over.emit()


def _read_file(source: Source, options: ReadOptions, schema: Schema, memory: ImportMemory, watch: Watch) -> ReadFile:
    """Raises UnreadableFile."""
    if isinstance(source, FileSource):
        table = read_table(source.path, options, watch=watch)
    else:
        table = read_text(source.text, name=source.name, options=options)
    remembered = memory.mapping(table.header)
    return ReadFile(table, propose_columns(table.header, schema, columns=table.columns, remembered=remembered))
