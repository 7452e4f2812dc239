"""Tips: one sentence the first time something comes up, beside the thing it is about, and never twice.

Where nothing can be remembered from one start to the next, there are none: they would come again each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.gui.control.habit import TIPS, TIPS_TOLD
from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.gui.panel.tip_card import TipCard
from copper_desk.sheet.phase import Phase
from copper_desk.wording import later, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

WORDS: Mapping[str, str] = {
    "sheet": later("Type over a cell, or paste from Excel. Nothing reaches Copper until you push."),
    "changes": later("Your changes wait here and survive a crash. Review shows each of them before it is sent."),
    "failed": later("Mend a refused cell where it stands, or answer here for all of its kind. {key} goes to the next."),
    "conflict": later("Someone else changed what you changed. The Review asks you which value is to stay."),
    "history": later("Every push is kept here with the values before it, and can be taken back."),
    "hidden": later("Only these leads are shown: paste, fill and replace touch no others."),
}
"""What each tip says, by the name under which it is remembered."""

_DONE_BY: Mapping[str, frozenset[str]] = {
    "changes": frozenset({"sheet"}),
    "failed": frozenset({"sheet", "changes"}),
    "history": frozenset({"sheet", "changes", "failed"}),
}
"""Tips whose advice was taken by the time that another one's has come: they make room for it."""

_SOON_MS = 400
"""After a change or a push: by then the bars show it, and who types on is not looked at over the shoulder."""


class Tips(QObject):
    """Watches the window and tells a tip when its time has come; one at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.card = TipCard(window)
        self.card.understood.connect(self._leave)
        self.card.unwanted.connect(self._on_card_unwanted)
        self._places: Mapping[str, Callable[[], QRect]] = {
            "sheet": self._first_rows,
            "changes": lambda: self._area(window.changes.review),
            "failed": lambda: self._area(window.problems),
            "conflict": lambda: self._area(window.changes.review),
            "history": lambda: self._area(window.tools.widgetForAction(window.actions_["history"])),
            "hidden": lambda: self._area(window.status.show_all),
        }
        self._score: PushScore | None = None
        self._shown = ""
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._on_soon_timeout)
        window.load.ended.connect(lambda _ending: self._on_load_ended())
        window.sheet.changed.connect(lambda _delta: self._soon.start())
        window.push.ended.connect(self._on_push_ended)
        window.filters.changed.connect(lambda _name: self._soon.start())
        window.installEventFilter(self)

    @property
    def are_wanted(self) -> bool:
        """Whether tips are told at all."""
        return self._w.habits.outlives_the_start and self._w.habits.value(TIPS) is not False

    def offer(self, name: str) -> None:
        """Tell a tip, unless it was told before, another one is being read, or a window stands over the sheet."""
        told = self._w.habits.names(TIPS_TOLD)
        is_read = not self.card.isHidden() and self._shown not in _DONE_BY.get(name, frozenset())
        if not self.are_wanted or name in told or is_read or QApplication.activeModalWidget():
            return
        area = self._places[name]()
        if area.isEmpty():
            return
        self._w.habits.keep(TIPS_TOLD, [*told, name])
        self.tell(name, area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the window grows or shrinks, the tip goes along."""
        if event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def tell(self, name: str, area: QRect | None = None) -> None:
        """Show the tip of this name beside an area, or beside what it is about."""
        keys = self._w.actions_["next_problem"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._shown = name
        self.card.tell(tr(WORDS[name], key=keys), area or self._places[name]())

    @Slot()
    def _follow(self) -> None:
        """Stay beside the thing, and go with it."""
        if self.card.isHidden():
            return
        area = self._places[self._shown]()
        if area.isEmpty():
            self._leave()
        else:
            self.card.stand_beside(area)

    @Slot()
    def _leave(self) -> None:
        focused = (here := QApplication.focusWidget()) is not None and self.card.isAncestorOf(here)
        self.card.hide()
        if focused:
            self._w.view.setFocus()

    @Slot()
    def _on_card_unwanted(self) -> None:
        self._w.habits.keep(TIPS, False)
        self._w.messages.say(tr("No more tips. Preferences brings them back."))
        self._leave()

    def _on_load_ended(self) -> None:
        if self._w.model.rowCount():
            self.offer("sheet")

    @Slot()
    def _on_soon_timeout(self) -> None:
        self._follow()
        counts, score = self._w.desk.sheet.counts(), self._score
        if score is not None and not self._w.push.is_running:
            self._score = None
            self.offer("failed" if score.counts().get(Standing.FAILED) else "history")
        if counts.of(Phase.CONFLICT):
            self.offer("conflict")
        if counts.changed_leads:
            self.offer("changes")
        if self._w.filters.is_active:
            self.offer("hidden")

    @Slot(object)
    def _on_push_ended(self, score: PushScore | None) -> None:
        self._score = score
        self._soon.start()

    def _first_rows(self) -> QRect:
        """The top of the grid, so that the tip leaves the first leads in sight."""
        view, metrics = self._w.view, self._w.theme.metrics
        area = self._area(view)
        return (
            area if area.isEmpty() else QRect(area.left(), area.top(), area.width(), metrics.header + 3 * metrics.row)
        )

    def _area(self, piece: QWidget) -> QRect:
        """Where a piece stands in the window; empty while it is not shown."""
        return QRect(piece.mapTo(self._w, QPoint(0, 0)), piece.size()) if piece.isVisible() else QRect()
