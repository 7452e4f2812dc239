"""One entry out of a list that a few letters narrow: a column to copy from, a command, a view.

What is typed may stand anywhere in an entry, its words in any order. Knows nothing of what the entries are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.layer import in_a_row
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.character import folded_name
from copper_desk.wording import tr

SIZE = QSize(460, 480)
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """``text`` is what it is called, ``note`` stands behind it (keys, a group), ``value`` is what is chosen. ``more``
    are further words by which it is found."""

    text: str
    value: object
    note: str = ""
    more: str = ""


def found(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that hold every typed word; those that begin with one come first."""
    words = folded_name(typed).split()
    ranked = []
    for place, entry in enumerate(entries):
        text = folded_name(f"{entry.text} {entry.note} {entry.more}")
        if all(word in text for word in words):
            starts = sum(1 for word in words if text.startswith(word) or f" {word}" in text)
            ranked.append((not text.startswith(" ".join(words)), -starts, place))
    return [entries[place] for _, _, place in sorted(ranked)]


class ChooseEntry(QDialog):
    """``chosen`` carries the value of the entry; the dialog is closed by then."""

    chosen = Signal(object)

    def __init__(
        self, entries: Sequence[Entry], theme: Theme, *, title: str, question: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        take_room(self, SIZE)
        self._entries = entries
        self._build(theme, title, question)
        self._show("")
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while the line is typed in."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme, title: str, question: str) -> None:
        self.search = FindLine(theme.icons, hint=tr("Find"), name=tr("Find in the list"))
        self.search.textChanged.connect(self._show)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.nothing = label(tr("Nothing by that name."), tone="muted")
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        if question:
            layout.addWidget(wrapped(question, level="heading"))
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addLayout(in_a_row(None, self.cancel))

    @Slot(str)
    def _show(self, typed: str) -> None:
        self.list.clear()
        for entry in found(self._entries, typed):
            item = QListWidgetItem(f"{entry.text}    {entry.note}" if entry.note else entry.text)
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)
        self.nothing.setVisible(not self.list.count())

    @Slot()
    def _take(self, *_facts: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            entry: Entry = item.data(_ENTRY)
            self.accept()
            self.chosen.emit(entry.value)
