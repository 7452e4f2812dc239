"""The table of Change values…: typing opens the new value, Enter goes down, a paste fills or pairs up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.plain_table import PlainTable
from copper_desk.gui.values.offering_line import OfferingLine
from copper_desk.gui.values.value_model import NEW, NOTE, ValueModel
from copper_desk.sheet.paste import PasteTooLarge, block_of
from copper_desk.sheet.tsv import Block
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex


class ValueTable(PlainTable):
    """``pasted`` carries the rows of texts from the clipboard, ``refused`` why they were not taken. ``offers`` lists
    what can be typed, empty where anything can."""

    pasted = Signal(object)  # Block
    refused = Signal(object)  # str

    def __init__(
        self, model: ValueModel, theme: Theme, *, offers: Callable[[], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(model, theme, name=tr("Values and their new values"), parent=parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        delegate = NewValueDelegate(offers, theme, self)
        self.setItemDelegate(delegate)
        delegate.closeEditor.connect(self._on_delegate_close_editor)  # Heard after the table has closed the line.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in a sheet; the keys of the window go on to it."""
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # The open line passes Enter on; Qt is about to commit it.
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_down()
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.model().setData(self._new(self.currentIndex().row()), "")
        elif event.text().isprintable() and event.text() and self.currentIndex().column() != NEW:
            self.setCurrentIndex(self._new(max(0, self.currentIndex().row())))
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """What is on the clipboard."""
        try:
            block: Block = block_of(QGuiApplication.clipboard().text())
        except PasteTooLarge as refusal:
            self.refused.emit(str(refusal))
            return
        if block:
            self.pasted.emit(block)

    def go_down(self) -> None:
        """To the next line's new value."""
        line = min(self.currentIndex().row() + 1, self.model().rowCount() - 1)
        if line >= 0:
            self.setCurrentIndex(self._new(line))

    def _on_delegate_close_editor(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the next value."""
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.go_down()

    def _new(self, line: int) -> QModelIndex:
        return self.model().index(line, NEW)


class NewValueDelegate(QStyledItemDelegate):
    """Edits a new value in a line that knows what can be typed; what is wrong with one stands beside it in red."""

    def __init__(self, offers: Callable[[], Sequence[str]], theme: Theme, table: QWidget) -> None:
        super().__init__(table)
        self._offers = offers
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == NOTE:
            option.palette.setColor(QPalette.ColorRole.Text, self._theme.colour("error"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = OfferingLine(self._offers(), parent)
        line.setProperty("cell", "true")
        line.setAccessibleName(tr("New value for {value}", value=index.sibling(index.row(), 0).data()))
        return line
