"""Hand over…, Open changes…, Set aside…: changes leave the sheet in a file, and come back out of one, as one step.

What is set aside is on the disk before it leaves the sheet, and leaves the disk after it is in the sheet again: at no
moment it is in neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copper_desk.desk.aside import MovingSet, settle
from copper_desk.desk.carried import Gathered, Opening, gather, plan_opening
from copper_desk.desk.new_lead_check import WAITING
from copper_desk.gui.carrying.aside_window import AsideWindow, Kept
from copper_desk.gui.carrying.gather_window import GatherCase, GatherWindow, GatherWish
from copper_desk.gui.carrying.opening_window import OpeningCase, OpeningWindow
from copper_desk.gui.carrying.set_companion import SetCompanion
from copper_desk.gui.control.message import Tone
from copper_desk.leads.value import RowId
from copper_desk.storage.change_document import (
    SUFFIX,
    ChangeDocument,
    SetAside,
    UnreadableDocument,
    read_document,
    write_document,
)
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import counted, moment, told_day, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class CarryController(QObject):
    """The sets of changes of one window. ``gathering``, ``opening`` and ``aside`` are the windows that are open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        folder = window.desk.folder
        self._sets = None if folder is None else SetAside(folder.aside)
        self.gathering: GatherWindow | None = None
        self.opening: OpeningWindow | None = None
        self.aside: AsideWindow | None = None
        self._settle()  # Before anything can be pushed: a new lead in both places would be created twice.

    @property
    def keeps_sets(self) -> bool:
        """Whether changes can be set aside: only where this computer keeps what belongs to the account."""
        return self._sets is not None

    # -- out of the sheet --------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Ask for a word and a place, and write the changes into one file."""
        case = self._case(
            tr("Hand over changes"),
            tr(
                "The changes go into one file, with the values that were loaded. Whoever opens it in Copper Desk on "
                "this account has them in their sheet, conflicts included. They stay here, too."
            ),
            prompt=tr("A word to whoever opens it (optional)"),
            agree=tr("Save file…"),
        )
        self._ask(case, self._on_hand_over_agreed)

    def set_aside(self) -> None:
        """Ask for a name, and park the changes."""
        if self._sets is None:
            return
        case = self._case(
            tr("Set changes aside"),
            tr("The changes leave the sheet, which shows the loaded values there, and wait on this computer."),
            prompt=tr("Name"),
            agree=tr("Set aside"),
            text=tr("Changes of {moment}", moment=self._now()),
            needs_text=True,
        )
        self._ask(case, self._on_set_aside_agreed)

    def _case(
        self, title: str, story: str, *, prompt: str, agree: str, text: str = "", needs_text: bool = False
    ) -> GatherCase:
        selected, every = self._changed(only_selected=True), self._changed(only_selected=False)
        prefers = self._w.view.selection.has_block()
        return GatherCase(title, story, prompt, agree, len(selected), len(every), text, needs_text, prefers)

    def _ask(self, case: GatherCase, agreed: object) -> None:
        w = self._w
        w.commit_editors()
        if not case.every:
            w.messages.say(tr("There is no change in the sheet."))
            return
        self.gathering = window = GatherWindow(case, w)
        window.agreed.connect(agreed)
        window.finished.connect(self._on_gathering_finished)
        window.open()

    def _changed(self, *, only_selected: bool) -> list[RowId]:
        w = self._w
        rows = w.view.selected_leads() if only_selected else w.desk.sheet.changed_rows()
        changed = set(w.desk.sheet.changed_rows())
        return [row for row in rows if row in changed]

    @Slot(object)
    def _on_hand_over_agreed(self, wish: GatherWish) -> None:
        w, window = self._w, self.gathering
        found = self._gathered(wish, note=wish.text)
        if window is None or found is None:
            return
        name = f"{tr('Changes')} {datetime.now().astimezone():%Y-%m-%d %H%M}{SUFFIX}"
        path = w.questions.handover(window, name)
        if path is None:
            return
        try:
            write_document(path, found.document)
        except StorageTrouble as trouble:
            window.say(str(trouble))
            return
        window.accept()
        words = tr("{changes} in {file}. They are still here, too.", changes=_amount(found.document), file=path.name)
        w.messages.say(
            words + _kept_back_words(found),
            tone=Tone.GOOD,
            offer=tr("Take them out here"),
            answer=partial(self._take_out, found, tr("handing over")),
        )

    @Slot(object)
    def _on_set_aside_agreed(self, wish: GatherWish) -> None:
        w, window, sets = self._w, self.gathering, self._sets
        found = self._gathered(wish, title=wish.text)
        if window is None or found is None or sets is None:
            return
        moving = self._moving(sets, found.document, None, say=window.say)
        if moving is None or not moving.begin():
            return
        window.accept()
        self._take_out(found, tr("setting aside"), moving)
        words = tr("{changes} set aside as “{name}”.", changes=_amount(found.document), name=wish.text)
        w.messages.say(words + _kept_back_words(found), tone=Tone.GOOD, offer=tr("Show"), answer=self.show_aside)

    def _gathered(self, wish: GatherWish, *, note: str = "", title: str = "") -> Gathered | None:
        """The changes, None (and said so) where none of them may leave."""
        rows = self._changed(only_selected=wish.only_selected)
        desk = self._w.desk
        found = gather(desk, rows, at_s=time.time(), by=desk.user_name, note=note, title=title)
        if found.rows:
            return found
        if self.gathering is not None:
            self.gathering.say(tr("All of these leads are being sent or are not confirmed. Wait for the push to end."))
        return None

    def _moving(
        self, sets: SetAside, document: ChangeDocument, path: Path | None, *, say: Callable[[str], object]
    ) -> SetCompanion | None:
        """The set that goes along with a gesture, in a new file where it has none; None, and said, where that fails."""
        try:
            return SetCompanion(MovingSet(sets, self._w.desk, document, path or sets.place(document)), say, self._say)
        except StorageTrouble as trouble:
            say(str(trouble))
            return None

    def _say(self, sentence: str) -> None:
        self._w.messages.say(sentence, tone=Tone.TROUBLE)

    def _take_out(self, found: Gathered, label: str, companion: SetCompanion | None = None) -> None:
        sheet = self._w.desk.sheet
        still = Gathered(found.document, tuple(row for row in found.rows if row in sheet), found.kept_back)
        self._w.sheet.stage(still.removal(sheet, label=label), companion=companion)

    # -- into the sheet ----------------------------------------------------------------------------------------

    def open_changes(self) -> None:
        """Ask which file, show what it would do, and do it."""
        w = self._w
        w.commit_editors()
        path = w.questions.changes(w)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show what this file of changes would do."""
        w = self._w
        try:
            document = read_document(path)
        except UnreadableDocument as error:
            w.messages.say(str(error), tone=Tone.TROUBLE)
            return
        if document.account_id != w.desk.account.id:
            words = tr(
                "{file} holds changes of the account “{account}”. Open that account first.",
                file=path.name,
                account=document.account_name,
            )
            w.messages.say(words, tone=Tone.TROUBLE)
            return
        by = tr("{who}, {moment}", who=document.by, moment=self._moment(document)) if document.by else path.name
        story = tr("{by}: {note}", by=by, note=document.note) if document.note else by
        self._show_opening(document, tr("Open changes"), story, source=path.name, done=None)

    def _show_opening(
        self, document: ChangeDocument, title: str, story: str, *, source: str, done: Path | None
    ) -> None:
        """``done`` is the file of the set that is taken back."""
        w = self._w
        unconfirmed = "" if w.importing.basis().is_certain else WAITING

        def plan(over_own: bool) -> Opening:
            return plan_opening(w.desk, document, over_own=over_own, unconfirmed=unconfirmed, source=source)

        self.opening = window = OpeningWindow(OpeningCase(title, story, plan), w)
        window.agreed.connect(partial(self._put, document=document, done=done, source=source))
        window.finished.connect(self._on_opening_finished)
        window.open()

    def _put(self, opening: Opening, *, document: ChangeDocument, done: Path | None, source: str) -> None:
        w, moving = self._w, None
        if done is not None and self._sets is not None:
            moving = self._moving(self._sets, document, done, say=self._say)
            if moving is None or not moving.begin():
                return
        w.sheet.stage(opening.change_set, companion=moving)
        w.commands.show_all()
        w.filters.show_only(opening.rows, source)
        w.view.begin()
        words = counted(
            len(opening.rows),
            "{changes} on 1 lead came from {source}. Not in Copper until you push.",
            "{changes} on {n} leads came from {source}. Not in Copper until you push.",
            changes=counted(opening.cells, "1 change", "{n} changes"),
            source=source,
        )
        w.messages.say(words, tone=Tone.GOOD, offer=tr("Undo"), answer=w.commands.undo)

    # -- what is set aside -------------------------------------------------------------------------------------

    @Slot()
    def show_aside(self) -> None:
        """The list of the sets."""
        w, sets = self._w, self._sets
        if sets is None:
            return
        w.commit_editors()
        self._settle()
        self.aside = window = AsideWindow(w.theme, w)
        window.back_wished.connect(self._on_back_wished)
        window.delete_wished.connect(self._on_delete_wished)
        window.finished.connect(self._on_aside_finished)
        window.show_kept(*sets.all())
        window.open()

    @Slot(object)
    def _on_back_wished(self, kept: Kept) -> None:
        path, document = kept
        if self.aside is not None:
            self.aside.accept()
        story = tr("Set aside {moment}.", moment=self._moment(document))
        self._show_opening(
            document, tr("Take back “{name}”", name=document.title), story, source=document.title, done=path
        )

    @Slot(object)
    def _on_delete_wished(self, kept: Kept) -> None:
        path, document = kept
        window, sets = self.aside, self._sets
        if window is not None and sets is not None and self._w.questions.delete_aside(window, document):
            self._remove(path)
            window.show_kept(*sets.all())

    def _settle(self) -> None:
        """Bring what a crash or a full disk left on its way to its place."""
        if self._sets is None:
            return
        try:
            settle(self._sets, self._w.desk)
        except (StorageTrouble, UnreadableDocument) as trouble:
            self._say(str(trouble))

    def _remove(self, path: Path) -> None:
        if self._sets is None:
            return
        try:
            self._sets.remove(path)
        except StorageTrouble as trouble:
            self._w.messages.say(str(trouble), tone=Tone.TROUBLE)

    def _now(self) -> str:
        now = datetime.now().astimezone()
        return f"{told_day(now.date())} {now:%H:%M}"

    def _moment(self, document: ChangeDocument) -> str:
        now = datetime.now().astimezone()
        return moment(datetime.fromtimestamp(document.made_s).astimezone(), now=now)

    @Slot(int)
    def _on_gathering_finished(self, _result: int) -> None:
        self.gathering = None
        self._w.view.setFocus()

    @Slot(int)
    def _on_opening_finished(self, _result: int) -> None:
        self.opening = None
        self._w.view.setFocus()

    @Slot(int)
    def _on_aside_finished(self, _result: int) -> None:
        self.aside = None
        self._w.view.setFocus()


def _amount(document: ChangeDocument) -> str:
    changes = counted(document.cell_count, "1 change", "{n} changes")
    return counted(len(document.leads), "{changes} on 1 lead", "{changes} on {n} leads", changes=changes)


def _kept_back_words(found: Gathered) -> str:
    rows: Iterable[RowId] = found.kept_back
    count = len(list(rows))
    if not count:
        return ""
    return " " + counted(
        count,
        "1 lead stays as it is: it is being sent or not confirmed.",
        "{n} leads stay as they are: they are being sent or not confirmed.",
    )
