"""The history: the pushes of this account from this computer, what each did to every lead, and the way back.

Reads the history; what is done about a push is wished for and done elsewhere. Stays open beside the sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from copper_desk.gui.history.history_file import file_name, push_table
from copper_desk.gui.history.push_header import PushHeader
from copper_desk.gui.history.push_lead_model import PushLeadModel
from copper_desk.gui.history.push_lead_table import PushLeadTable
from copper_desk.gui.history.push_list import PushList, PushListModel
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.layer import foot, layers
from copper_desk.gui.look.piece import button, label, rule, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import LeadResult, PushEntry, RecordedLead
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.tabular.table_file import CannotWrite, write_table
from copper_desk.wording import counted, number, tr

SIZE = QSize(1180, 760)
LEAST = QSize(640, 400)
LIST_PX = 330
SEARCH_DELAY_MS = 200
_MARGIN_PX = 18


@dataclass(frozen=True, slots=True)
class HistoryCase:
    """Whose history it is. ``history`` is None where this computer keeps nothing of the account; ``ask_file`` asks
    where to save a file of the given name."""

    history: History | None
    schema: Schema
    style: TextStyle
    theme: Theme
    ask_file: Callable[[QWidget, str], Path | None]


@dataclass(frozen=True, slots=True)
class RevertWish:
    """A push is to be taken back, or of it the leads with the ids ``rows`` (None: all)."""

    push_id: int
    rows: frozenset[int] | None = None


class HistoryWindow(QDialog):
    """``revert_wished`` carries a RevertWish; ``stop_wished``: not now after all."""

    revert_wished = Signal(object)
    stop_wished = Signal()

    def __init__(self, case: HistoryCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._entry: PushEntry | None = None
        self.setWindowTitle(tr("History of pushes"))
        self.setProperty("panel", "raised")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._delay = QTimer(self, singleShot=True, interval=SEARCH_DELAY_MS)
        self._build()
        self._lay_out()
        self._join()
        self._take_size(parent)

    # -- from outside ----------------------------------------------------------------------------------------

    def show_search(self, text: str) -> None:
        """Look for these words, and show what was found."""
        self.search.setText(text)
        self.refresh()

    @Slot()
    def refresh(self, *_facts: object) -> None:
        """Read the pushes anew; the one that was shown stays, if it is still found."""
        self._delay.stop()
        kept = None if self._entry is None else self._entry.id
        try:
            self.pushes.show(self.search.text().strip())
        except StorageTrouble as trouble:
            self._show_nothing(tr("The history cannot be read. {reason}", reason=trouble))
            return
        self.list.choose(kept)

    def show_busy(self, text: str) -> None:
        """Say what is asked of Copper for a revert, empty when nothing is."""
        self.busy.setText(text)
        self.stop.setVisible(bool(text))
        self._show_buttons()

    def tell(self, sentence: str) -> None:
        """Say what an action here came to."""
        self.busy.setText(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        case = self._case
        self.search = FindLine(
            case.theme.icons, hint=tr("Search names, values, notes, people"), name=tr("Search the history")
        )
        self.pushes = PushListModel(case.history, case.style, self)
        self.list = PushList(self.pushes, case.theme, self)
        self.head = PushHeader()
        self.leads = PushLeadModel(case.schema, self)
        self.table = PushLeadTable(self.leads, case.theme, self)
        self.nothing = wrapped(tone="muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.busy = label(tone="muted")
        self.stop = button(tr("Stop"), tr("Stop reading the leads"), role="link")
        self.stop.hide()
        self.export = button(tr("Export…"), tr("Save this push as a file"))
        self.revert_selected = button(tr("Revert selected leads…"))
        self.revert = button(tr("Revert this push…"))

    def _lay_out(self) -> None:
        layout = layers(self)
        layout.addWidget(self._top())
        layout.addWidget(rule())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._push_page())
        self._pages.addWidget(_centred(self.nothing))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.list)
        across.addWidget(self._pages)
        across.setSizes([self._case.theme.metrics.scaled(LIST_PX), SIZE.width()])
        across.setStretchFactor(1, 1)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        layout.addWidget(across, 1)

    def _top(self) -> QWidget:
        top = QWidget()
        top.setProperty("panel", "raised")
        self.search.setMaximumWidth(340)
        words = wrapped(_scope_words(self._case.style.zone), tone="muted")
        row = QHBoxLayout(top)
        row.setContentsMargins(_MARGIN_PX, 11, _MARGIN_PX, 11)
        row.setSpacing(14)
        row.addWidget(words, 1)
        row.addWidget(self.search, 1)
        return top

    def _push_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("panel", "raised")
        layout = layers(page)
        layout.addWidget(self.head)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        answers = (self.export, self.revert_selected, self.revert)
        layout.addWidget(foot(self.busy, self.stop, None, *answers, margin_px=_MARGIN_PX))
        return page

    def _join(self) -> None:
        self.search.textChanged.connect(self._delay.start)
        self.search.returnPressed.connect(self.refresh)
        self._delay.timeout.connect(self.refresh)
        self.list.chosen.connect(self._on_list_chosen)
        self.pushes.troubled.connect(self.tell)
        self.head.shown_wished.connect(self._on_head_shown_wished)
        self.table.selected.connect(self._show_buttons)
        self.export.clicked.connect(self._on_export_clicked)
        self.revert.clicked.connect(lambda: self._wish(None))
        self.revert_selected.clicked.connect(lambda: self._wish(_revertable(self.table.selected_leads())))
        self.stop.clicked.connect(self.stop_wished)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def _take_size(self, parent: QWidget | None) -> None:
        take_room(self, SIZE, least=LEAST, over=parent)

    # -- showing ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_list_chosen(self, entry: PushEntry | None) -> None:
        self._entry = entry
        history = self._case.history
        if entry is None or history is None:
            self._show_nothing(self._empty_words())
            return
        try:
            leads = history.leads(entry.id)
        except StorageTrouble as trouble:
            self._show_nothing(tr("This push cannot be read. {reason}", reason=trouble))
            return
        self._pages.setCurrentIndex(0)
        self.head.show_entry(entry, when=self.pushes.when(entry))
        self.busy.setText("")
        self.leads.show_leads(leads, search=self.pushes.search)
        if self.leads.is_narrowed:
            self._tell_narrowed()
        self._show_buttons()

    def _tell_narrowed(self) -> None:
        shown = counted(
            self.leads.rowCount(),
            "1 lead with these words",
            "{n} leads with these words, of {all}",
            all=number(len(self.leads.leads)),
        )
        self.busy.setText(shown)

    def _show_nothing(self, sentence: str) -> None:
        self._entry = None
        self.nothing.setText(sentence)
        self._pages.setCurrentIndex(1)

    def _empty_words(self) -> str:
        if self._case.history is None:
            return tr("Nothing is kept of this account on this computer, so there is no history.")
        if self.pushes.search:
            return tr("No push has “{words}” in it.", words=self.pushes.search)
        return tr(
            "Nothing was pushed yet. Each push will stand here, with what every lead held before and after, "
            "and can be taken back."
        )

    @Slot()
    def _show_buttons(self) -> None:
        is_free = self.stop.isHidden()
        chosen, every = _revertable(self.table.selected_leads()), _revertable(self.leads.leads)
        self.revert.setEnabled(is_free and bool(every))
        self.revert_selected.setEnabled(is_free and bool(chosen))
        text = counted(len(chosen), "Revert selected lead…", "Revert {n} selected leads…")
        self.revert_selected.setText(text if chosen else tr("Revert selected leads…"))
        self.revert_selected.setAccessibleName(self.revert_selected.text())

    # -- what happens ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_head_shown_wished(self, result: LeadResult | None) -> None:
        self.leads.show_only(result)

    @Slot()
    def _on_export_clicked(self) -> None:
        entry, case = self._entry, self._case
        path = None if entry is None else case.ask_file(self, file_name(entry, case.style))
        if entry is None or path is None:
            return
        try:
            lines = write_table(path, push_table(entry, self.leads.leads, case.schema, case.style))
        except CannotWrite as error:
            self.tell(str(error))
            return
        self.tell(counted(lines, "1 line saved in {file}.", "{n} lines saved in {file}.", file=path.name))

    def _wish(self, rows: frozenset[int] | None) -> None:
        if self._entry is not None:
            self.revert_wished.emit(RevertWish(self._entry.id, rows))


def _revertable(leads: list[RecordedLead] | tuple[RecordedLead, ...]) -> frozenset[int]:
    """The ids of the leads that this push changed."""
    changed = (lead for lead in leads if lead.result is LeadResult.ACCEPTED and lead.changes)
    return frozenset(lead.lead_id for lead in changed if lead.lead_id is not None)


def _scope_words(zone: str) -> str:
    return tr("Shows pushes from this computer only. Times in {zone}.", zone=zone.replace("_", " "))


def _centred(piece: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("panel", "raised")
    piece.setMaximumWidth(420)
    layout = QHBoxLayout(page)
    layout.addStretch(1)
    layout.addWidget(piece, 10)
    layout.addStretch(1)
    return page
