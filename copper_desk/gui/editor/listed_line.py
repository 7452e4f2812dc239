"""A line of text with a list under it that typing searches. What is offered, and what a choice does, is each editor's.

The list never has the focus: its keys are read here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from copper_desk.gui.editor.cell_editor import LineEditor
from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.editor.entry_list import EntryList
from copper_desk.gui.editor.list_entry import ListEntry, found, nearest
from copper_desk.gui.editor.surroundings import Surroundings

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class ListedLine(LineEditor):
    """``list`` is on the screen while something is searched, or after Alt+Down."""

    def __init__(self, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.list = EntryList(self, surroundings.theme)
        self.list.setAccessibleName(surroundings.field.label)
        self._searched = False
        self.textEdited.connect(self._on_text_edited)
        self.list.entry_clicked.connect(self._on_entry_clicked)

    # -- what each editor decides ----------------------------------------------------------------------------

    def entries(self) -> Sequence[ListEntry]:
        """Everything that can be chosen now, as Alt+Down shows it."""
        return ()

    def matches(self, typed: str) -> tuple[Sequence[ListEntry], int | None]:
        """What typing finds, and the place of the entry that Enter takes; None when it takes the text itself."""
        fitting = found(self.entries(), typed)
        return fitting, nearest(fitting, typed)

    def marked_first(self) -> int | None:
        """The place of the entry that is marked when the whole list opens."""
        return None

    def take(self, entry: ListEntry) -> None:
        """Enter or a click chose an entry."""

    def list_place(self) -> QWidget:
        """The widget under which the list opens."""
        return self

    # -- the list --------------------------------------------------------------------------------------------

    @property
    def sought(self) -> ListEntry | None:
        """The entry that what was typed stands for; None when the list was opened by itself or none fits."""
        return self.list.marked if self._searched else None

    def replace(self, text: str) -> None:
        super().replace(text)
        self._on_text_edited(text)

    def open_list(self) -> None:
        self._searched = False
        entries = self.entries()
        self.list.offer(entries, marked=self.marked_first(), at=self.list_place())

    def place(self, cell: QRect) -> None:
        super().place(cell)
        self.list.follow(self.list_place())

    def finish(self, finish: Finish) -> None:
        self.list.hide()
        super().finish(finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.list.isVisible() and self._moves_mark(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.list.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.list.hide()

    def _moves_mark(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & _HELD
        if key == Qt.Key.Key_Up and held == Qt.KeyboardModifier.AltModifier:
            self.list.hide()
            return True
        page = self.list.page()
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        if held or key not in steps:
            return False
        self.list.step(steps[key])
        return True

    def _on_text_edited(self, text: str) -> None:
        self._searched = bool(text)
        if not text:
            self.list.hide()
            return
        entries, marked = self.matches(text)
        self.list.offer(entries, marked=marked, at=self.list_place())

    def _on_entry_clicked(self, entry: ListEntry) -> None:
        self.take(entry)
