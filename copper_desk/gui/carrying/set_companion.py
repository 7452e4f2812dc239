"""Lets a set of changes go along with the gesture that takes it into the sheet or out of it, undo and redo included."""

from __future__ import annotations

from collections.abc import Callable

from copper_desk.desk.aside import MovingSet
from copper_desk.storage.change_document import UnreadableDocument
from copper_desk.storage.trouble import StorageTrouble

Say = Callable[[str], object]


class SetCompanion:
    """The Companion of one set. ``say_first`` tells what goes wrong while the question is there, ``say`` later."""

    def __init__(self, moving: MovingSet, say_first: Say, say: Say) -> None:
        self._moving = moving
        self._say, self._say_later = say_first, say

    def begin(self) -> bool:
        """Before the sheet changes; False, and said, where it must not."""
        try:
            self._moving.begin()
        except (StorageTrouble, UnreadableDocument) as trouble:
            self._say(str(trouble))
            return False
        self._say = self._say_later
        return True

    def end(self) -> None:
        """After the sheet changed. What does not work now is made up for later; nothing is lost."""
        try:
            self._moving.end()
        except (StorageTrouble, UnreadableDocument) as trouble:
            self._say(str(trouble))
