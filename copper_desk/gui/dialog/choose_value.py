"""Picks one of a field's choices for many leads: a short list with a line that finds.

Knows nothing of what is done with the choice.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from copper_desk.gui.editor.list_entry import entries_of, found
from copper_desk.gui.look.piece import button, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.leads.field import Field
from copper_desk.wording import counted, tr

SIZE = QSize(380, 440)

_ENTRY = Qt.ItemDataRole.UserRole


class ChooseValueDialog(QDialog):
    """``chosen`` carries the ListEntry; the dialog then closes."""

    chosen = Signal(object)

    def __init__(self, field: Field, leads: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(field.label)
        take_room(self, SIZE)
        self._entries = entries_of(field)
        self._build(field, leads)
        self._show("")
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while the line is typed in."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        else:
            super().keyPressEvent(event)

    def _build(self, field: Field, leads: int) -> None:
        question = counted(leads, "{field} for this lead", "{field} for these {n} leads", field=field.label)
        self.search = QLineEdit(placeholderText=tr("Find"))
        self.search.setAccessibleName(tr("Find in the list"))
        self.search.textChanged.connect(self._show)
        self.list = QListWidget()
        self.list.setAccessibleName(field.label)
        self.list.itemActivated.connect(self._on_take_clicked)
        self.take = button(tr("Use this value"), role="primary")
        self.list.currentRowChanged.connect(lambda row: self.take.setEnabled(row >= 0))
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take_clicked)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(wrapped(question, level="heading"))
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def _show(self, typed: str) -> None:
        """Nothing is marked until something is typed: a stray Enter gives nobody a value."""
        self.list.clear()
        for entry in found(self._entries, typed) if typed.strip() else self._entries:
            item = QListWidgetItem(f"{entry.label}   {entry.note}" if entry.note else entry.label)
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if typed.strip() and self.list.count() else -1)
        self.take.setEnabled(self.list.currentRow() >= 0)

    def _on_take_clicked(self) -> None:
        for item in self.list.selectedItems():
            self.accept()
            self.chosen.emit(item.data(_ENTRY))
