"""Finds loaded leads that may be one person, and shows them group by group. Only shows: merging is Copper's own.

Looks off the window's thread, at a picture of the sheet. Knows the parts of the window.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from copper_desk.gui.control.message import Message
from copper_desk.gui.control.work import ErrandWork
from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.workers.step_worker import StepProgress, StepWorker
from copper_desk.leads.likeness import Likeness
from copper_desk.leads.value import RowId
from copper_desk.sheet.duplicate import DuplicateGroup, duplicate_groups
from copper_desk.sheet.picture import picture_of
from copper_desk.sheet.row_group import RowGroups
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

_WORDS = {
    Likeness.EMAIL: "Email",
    Likeness.PHONE: "Phone",
    Likeness.NAME_AND_COMPANY: "Name and company",
}


class DuplicateController(ErrandWork):
    """The search for duplicates in one window. ``wanted`` is what counts as alike."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.wanted = list(Likeness)
        self._groups: tuple[DuplicateGroup, ...] = ()
        self._progress: ProgressWindow | None = None
        self._told: Message | None = None
        window.arrangement.changed.connect(self._on_arrangement_changed)

    @Slot()
    def find(self) -> None:
        """Look among all loaded leads, whatever is filtered."""
        if self.is_running:
            return
        self._w.commit_editors()
        picture, wanted = picture_of(self._w.desk.sheet), tuple(self.wanted)
        self._progress = window = ProgressWindow(tr("Comparing leads"), self._w, can_stop=True)
        window.rejected.connect(self.stop)
        worker = StepWorker(lambda watch: duplicate_groups(picture, wanted, watch))
        worker.progressed.connect(self._on_worker_progressed)
        self.send(worker, name="duplicates")
        window.open()

    def words(self) -> str:
        """How much was found."""
        leads = sum(len(group.rows) for group in self._groups)
        groups = counted(len(self._groups), "1 group", "{n} groups")
        return tr("Duplicates: {leads} in {groups}", leads=counted(leads, "1 lead", "{n} leads"), groups=groups)

    def note(self, row: RowId) -> str:
        """Why a lead stands in its group, empty when it stands in none."""
        groups = self._w.arrangement.groups
        number = None if groups is None else groups.number_of.get(row)
        if number is None or number > len(self._groups):
            return ""
        kinds = ", ".join(tr(_WORDS[kind]) for kind in self._groups[number - 1].likenesses)
        return tr("Group {n} of {all}, alike in: {kinds}", n=number, all=len(self._groups), kinds=kinds)

    def show_choice(self, anchor: QWidget) -> None:
        """Choose what counts as alike, under the chip that names the search."""
        menu = QMenu(self._w)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind in Likeness:
            action = menu.addAction(tr(_WORDS[kind]))
            action.setCheckable(True)
            action.setChecked(kind in self.wanted)
            action.setEnabled(self.wanted != [kind])
            action.toggled.connect(partial(self._want, kind))
        menu.addSeparator()
        menu.addAction(tr("Look again"), self.find)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _want(self, kind: Likeness, on: bool) -> None:
        self.wanted = [each for each in Likeness if (on if each is kind else each in self.wanted)]
        self.find()

    @Slot(object)
    def _on_worker_progressed(self, progress: StepProgress) -> None:
        if self._progress is not None:
            self._progress.show_progress(progress.done, progress.whole)

    def take_ending(self, ending: object) -> None:
        """Show what was found; nothing, when it was stopped."""
        self._close_progress()
        if not isinstance(ending, tuple):
            return
        self._groups = ending
        if not self._groups:
            self._w.arrangement.show_groups(None)
            leads = counted(len(self._w.desk.sheet), "1 lead", "{n} leads")
            self._w.messages.say(tr("No duplicates among the {leads} loaded.", leads=leads))
            return
        self._w.tools.filter.clear()
        self._w.filters.show_words("")
        self._w.filters.show_everything()
        self._w.arrangement.show_groups(RowGroups.of(group.rows for group in self._groups))
        self._told = self._w.messages.say(tr("{found}. Merge them in Copper; here they are shown.", found=self.words()))
        self._w.view.setFocus()

    @Slot(object)
    def _on_arrangement_changed(self, arrangement: Arrangement) -> None:
        """What was said is only true for as long as they are shown."""
        if self._told is not None and arrangement.groups is None:
            self._w.messages.overtake(self._told)
            self._told = None

    def _close_progress(self) -> None:
        window, self._progress = self._progress, None
        if window is not None:
            window.rejected.disconnect(self.stop)
            window.accept()
            window.deleteLater()
