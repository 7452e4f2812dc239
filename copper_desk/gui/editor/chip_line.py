"""The line between the chips: typing finds known entries, Enter and a comma make a chip of what stands there.

Decides what keys mean; the chips themselves belong to the editor around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.editor.list_entry import ListEntry, nearest
from copper_desk.gui.editor.listed_line import ListedLine
from copper_desk.gui.editor.surroundings import Surroundings

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ERASE = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class ChipOwner(Protocol):
    """Who holds the chips."""

    def offered(self) -> Sequence[ListEntry]:
        """The known entries that are no chip yet."""

    def matches(self, typed: str) -> tuple[Sequence[ListEntry], int | None]:
        """What typing finds, and the place of the entry that Enter takes."""

    def add(self, entry: ListEntry) -> None:
        """A chip of a known entry."""

    def add_text(self, text: str) -> bool:
        """A chip for each entry of a text. False where the text cannot be split: an open quotation mark."""

    def remove_last(self) -> None:
        """Take the last chip away."""

    def walk(self, step: int) -> bool:
        """Move the ring among the chips; False when it leaves them, back into the line."""

    def remove_chosen(self) -> bool:
        """Take the chip in the ring away. False when there is no ring."""

    def leave_chips(self) -> None:
        """Take the ring away."""

    def frame(self) -> QWidget:
        """The widget under which the list opens."""


class ChipLine(ListedLine):
    """As wide as its editor makes it."""

    def __init__(self, surroundings: Surroundings, owner: ChipOwner, parent: QWidget) -> None:
        super().__init__(surroundings, parent)
        self._owner = owner
        self._length = 0
        self.setProperty("cell", "chips")

    def entries(self) -> Sequence[ListEntry]:
        return self._owner.offered()

    def matches(self, typed: str) -> tuple[Sequence[ListEntry], int | None]:
        return self._owner.matches(typed)

    def list_place(self) -> QWidget:
        return self._owner.frame()

    def take(self, entry: ListEntry) -> None:
        browsing = not self._searched
        row = self.list.currentIndex().row()
        self.empty()
        self._owner.add(entry)
        if browsing:  # The next may follow from the same list. Nothing is marked, so that Enter leaves.
            self.open_list()
            self.list.resume(row)

    def empty(self) -> None:
        """Nothing typed, nothing searched."""
        self.clear()
        self._searched = False
        self.list.hide()

    def finish(self, finish: Finish) -> None:
        by_key = finish.by_tab or finish.everywhere or finish.step is not None
        entry = self.list.marked if by_key else self.sought
        if finish.commit and entry is not None:
            self.empty()
            self._owner.add(entry)
        super().finish(finish)

    def place(self, cell: QRect) -> None:
        """The editor around it gives it its place."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._insert(QGuiApplication.clipboard().text())
        elif not (self._is_about_chips(event) or self._makes_chip(event)):
            if event.text() or event.key() in _SIDES:
                self._owner.leave_chips()
            super().keyPressEvent(event)
        event.accept()

    def _is_about_chips(self, event: QKeyEvent) -> bool:
        """Whether a key walks along the chips or removes one."""
        key, held = Qt.Key(event.key()), event.modifiers() & _HELD
        if held:
            return False
        if key in _ERASE and self._owner.remove_chosen():
            return True
        if key == Qt.Key.Key_Backspace and not self.text():
            self._owner.remove_last()
            return True
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        return not self.typed and at_start and key in _SIDES and self._owner.walk(_SIDES[key])

    def _makes_chip(self, event: QKeyEvent) -> bool:
        """Whether a key turned what stands here into a chip."""
        key, held = Qt.Key(event.key()), event.modifiers() & _HELD
        if key == Qt.Key.Key_Down and not held and not self.typed and not self.list.isVisible():
            self.open_list()
            return True
        if held or not (key in _ENTER or event.text() == ","):
            return False
        if key not in _ENTER and _opens_quote(self.text()):
            return False
        marked = self.list.marked if key in _ENTER else self.sought
        if marked is not None:
            self.take(marked)
            return True
        if not self.text().strip():
            return key not in _ENTER  # A comma after nothing says nothing; Enter leaves.
        return self._turn_into_chips(self.text())

    def _turn_into_chips(self, text: str) -> bool:
        if not self._owner.add_text(text):
            return False
        self.empty()
        return True

    def _insert(self, text: str) -> None:
        """Paste: a list becomes chips at once, a single word waits for more."""
        if "," in text or "\n" in text.strip() or "\t" in text:
            cells = ",".join(part for part in text.replace("\t", "\n").splitlines() if part.strip())
            if self._turn_into_chips(self.text() + cells if self.text().strip() else cells):
                return
        self.insert(" ".join(text.split()))
        self._on_text_edited(self.text())

    def _on_text_edited(self, text: str) -> None:
        grown, self._length = len(text) - self._length, len(text)
        if grown > 1 and "," in text and self._turn_into_chips(text):
            return  # Dropped, or pasted from the menu.
        super()._on_text_edited(text)


def _opens_quote(text: str) -> bool:
    return text.lstrip().startswith('"') and text.count('"') % 2 == 1


def tag_matches(fitting: Sequence[ListEntry], new: ListEntry, typed: str) -> tuple[Sequence[ListEntry], int]:
    """For lists that take new entries: what was typed comes first and is what Enter takes, unless it is known."""
    place = nearest(fitting, typed)
    if place is not None and fitting[place].text == new.text:
        return fitting, place
    return (new, *fitting), 0
