"""The editor of a cell that holds one entry of a list: owner, status, source, a dropdown, an e-mail's category.

An id that the account no longer lists is shown as the text it has, and never rewritten by being looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from copper_desk.gui.editor.editor_key import Content, Finish
from copper_desk.gui.editor.list_entry import CLEARING, ListEntry, entries_of
from copper_desk.gui.editor.listed_line import ListedLine
from copper_desk.gui.editor.surroundings import Surroundings
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.kind import CHOICE_KINDS
from copper_desk.wording import tr


class ChoiceEditor(ListedLine):
    """A line whose text finds entries of a list. Enter takes the marked entry; names that repeat stay told apart."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(surroundings, parent)
        self._own = entries_of(surroundings.field)
        self._picked: ListEntry | None = None
        self._held: tuple[ListEntry, ...] = ()

    def fill(self, text: str) -> None:
        super().fill(text)
        self._held = self._unlisted(text)

    def content(self) -> Content:
        entry = self.sought or self._picked
        if entry is not None and (self.sought or entry.text == self.text()):
            return Content(entry.text, entry.value)
        return Content(self.text())

    def entries(self) -> Sequence[ListEntry]:
        # A lead with an e-mail always has a category, so that list has nothing that clears.
        clearing = (CLEARING,) if self.surroundings.field.kind in CHOICE_KINDS else ()
        return (*clearing, *self._held, *self._own)

    def marked_first(self) -> int | None:
        texts = [entry.text for entry in self.entries()]
        return texts.index(self.text()) if self.text() in texts else None

    def take(self, entry: ListEntry) -> None:
        self._take(entry)
        self.finish(Finish())

    def finish(self, finish: Finish) -> None:
        by_key = finish.by_enter or finish.by_tab or finish.everywhere or finish.step is not None
        entry = self.list.marked if by_key else self.sought
        if finish.commit and entry is not None:
            self._take(entry)
        super().finish(finish)

    def _take(self, entry: ListEntry) -> None:
        self._picked = entry
        self.list.hide()
        self.setText(entry.text)

    def _unlisted(self, text: str) -> tuple[ListEntry, ...]:
        choices = choices_of(self.surroundings.field)
        ids = choices.ids_named(text)
        if len(ids) == 1 and ids[0] not in choices:
            return (ListEntry(text, tr("no longer listed"), value=ids[0]),)
        return ()
