"""Undo and redo: a stack of inverses, one for each gesture.

An inverse names cells by lead and field, so it holds however the rows are sorted, filtered or loaded meanwhile. What is
not sent yet is told by the sheet, never by this stack.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtGui import QUndoCommand, QUndoStack

from copper_desk.sheet.edit import Applied, ChangeSet

Apply: TypeAlias = Callable[[ChangeSet], Applied]


class Companion(Protocol):
    """Something beside the sheet that goes along with a gesture, however often it is undone and made again."""

    def begin(self) -> bool:
        """Before the sheet changes; False, and said, where it must not."""
        ...

    def end(self) -> None:
        """After the sheet changed."""
        ...


class Gesture(QUndoCommand):
    """One gesture that has been applied already; undoing and redoing swap it with its inverse."""

    def __init__(self, applied: Applied, label: str, *, apply: Apply, companion: Companion | None = None) -> None:
        super().__init__(label)
        self._inverse = applied.inverse
        self._apply = apply
        self._companion = companion
        self._is_new = True
        self.left = 0
        """How many of its changes the last swap left as they were: Copper has the lead by now, or is being told."""

    def redo(self) -> None:
        """Apply again. Qt also calls this when the command is pushed, when there is nothing to do."""
        if self._is_new:
            self._is_new = False
            return
        self._swap()

    def undo(self) -> None:
        """Take back."""
        self._swap()

    def _swap(self) -> None:
        companion = self._companion
        if companion is not None and not companion.begin():
            self.setObsolete(True)  # The sheet stays as it is, so there is nothing to make again.
            return
        applied = self._apply(self._inverse)
        self._inverse, self.left = applied.inverse, applied.skipped
        if companion is not None:
            companion.end()


class UndoController:
    """The stack of one open account. ``apply`` changes the sheet and tells the window what to repaint."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply
        self.stack = QUndoStack()

    def end(self) -> None:
        """Forget every gesture, when the account is closed.

        Left to Python's collector, gestures may be deleted before their stack, which then deletes them once more and
        takes the process down.
        """
        self.stack.clear()

    def record(self, applied: Applied, label: str, *, companion: Companion | None = None) -> None:
        """Remember a gesture that was just applied; one that changed nothing is none."""
        if applied.delta:
            self.stack.push(Gesture(applied, label, apply=self._apply, companion=companion))
