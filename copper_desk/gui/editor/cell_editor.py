"""The plain editors that open in a cell: a line, and a box of several lines; and what every editor answers to.

An editor decides nothing about the sheet: it says how it was left (``finished``) and what it holds (``content``).
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from copper_desk.gui.editor.editor_key import Content, Finish, finish_for

_GROWTH_PX = 26
_BOX_LETTERS = 48
_LEAST_BOX_LINES, _MOST_BOX_LINES = 5, 12
_BOX_FRAME_PX = 12
_AWAY = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""Reasons for which an editor that loses the focus stays open: a menu, a list, another window."""


class LineEditor(QLineEdit):
    """One line of text, wider than its cell when the text is."""

    finished = Signal(object)  # Finish

    def __init__(self, parent: QWidget, *, right: bool = False) -> None:
        super().__init__(parent)
        self.typed = False
        self.room_after = 0
        self._cell = QRect()
        self._left = False
        self.setProperty("cell", True)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._on_text_changed)

    def fill(self, text: str) -> None:
        """Show the cell's own text, all of it selected."""
        self.setText(text)
        self.selectAll()

    def replace(self, text: str) -> None:
        """Show what was just typed instead, the caret behind it."""
        self.typed = True
        self.setText(text)

    def content(self) -> Content:
        """What it holds now."""
        return Content(self.text())

    def place(self, cell: QRect) -> None:
        """Cover a cell of the viewport, and more of it as the text grows."""
        self._cell = cell
        self._grow()

    def open_list(self) -> None:
        """A plain line has none."""

    def finish(self, finish: Finish) -> None:
        """Ask to be left, once."""
        if not self._left:
            self._left = True
            self.finished.emit(finish)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self._finish_of(cast(QKeyEvent, event)) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finish = self._finish_of(event)
        if finish is not None:
            self.finish(finish)
        elif event.key() == Qt.Key.Key_F2:
            self.typed = not self.typed
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
        else:
            super().keyPressEvent(event)
        event.accept()  # A key in an editor never reaches the sheet behind it.

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab is a key of the sheet.

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.finish(Finish())

    def _finish_of(self, event: QKeyEvent) -> Finish | None:
        return finish_for(event.key(), event.modifiers(), typed=self.typed)

    def _on_text_changed(self, _text: str) -> None:
        self._grow()

    def _grow(self) -> None:
        parent = self.parentWidget()
        if self._cell.isNull() or parent is None:
            return
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + _GROWTH_PX + self.room_after
        room = max(self._cell.width() + 2, parent.width() - self._cell.left())
        width = min(max(self._cell.width() + 2, wanted), room)
        self.setGeometry(self._cell.left() - 1, self._cell.top() - 1, width, self._cell.height() + 2)


class BoxEditor(QPlainTextEdit):
    """Several lines in a box that may reach over the cells below. Alt+Enter breaks the line."""

    finished = Signal(object)  # Finish

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.typed = False
        self._cell = QRect()
        self._left = False
        self.setProperty("cell", True)
        self.textChanged.connect(self._on_text_changed)
        self.document().setDocumentMargin(3)
        self.setTabChangesFocus(False)

    def fill(self, text: str) -> None:
        """Show the cell's own text, the caret behind it: a key must not replace what is longer than the box."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace(self, text: str) -> None:
        self.typed = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def content(self) -> Content:
        return Content(self.toPlainText())

    def place(self, cell: QRect) -> None:
        """Lie over a cell of the viewport, moved inwards at its edges, as high as the text up to some lines."""
        self._cell = cell
        parent = self.parentWidget()
        room = parent.size() if parent is not None else cell.size()
        letters = self.fontMetrics()
        width = min(max(cell.width() + 2, letters.averageCharWidth() * _BOX_LETTERS), room.width())
        self.resize(width, self.height())  # The text wraps at this width before its lines are counted.
        lines = max(_LEAST_BOX_LINES, min(self._line_count(), _MOST_BOX_LINES))
        height = min(letters.lineSpacing() * lines + _BOX_FRAME_PX, room.height())
        left = max(0, min(cell.left() - 1, room.width() - width))
        top = max(0, min(cell.top() - 1, room.height() - height))
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1)))

    def open_list(self) -> None:
        """A box has none."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def _on_text_changed(self) -> None:
        if not self._cell.isNull():
            self.place(self._cell)

    def _line_count(self) -> int:
        block, lines = self.document().begin(), 0
        while block.isValid() and lines < _MOST_BOX_LINES:
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines

    def finish(self, finish: Finish) -> None:
        """Ask to be left, once."""
        if not self._left:
            self._left = True
            self.finished.emit(finish)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self._finish_of(cast(QKeyEvent, event)) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finish = self._finish_of(event)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if finish is not None:
            self.finish(finish)
        elif is_enter:
            self.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_F2:
            self.typed = not self.typed
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.finish(Finish())

    def _finish_of(self, event: QKeyEvent) -> Finish | None:
        return finish_for(event.key(), event.modifiers(), typed=self.typed)


class CellEditor(Protocol):
    """What every editor answers to. Each is a QWidget too, and emits ``finished`` with a Finish, once."""

    @property
    def finished(self) -> SignalInstance:
        """How it was left."""

    @property
    def typed(self) -> bool:
        """Whether it was opened by typing: then arrows commit."""

    def fill(self, text: str) -> None:
        """Show the cell's own text."""

    def replace(self, text: str) -> None:
        """Show what was just typed instead."""

    def content(self) -> Content:
        """What it holds now."""

    def place(self, cell: QRect) -> None:
        """Lie over a cell of the viewport."""

    def open_list(self) -> None:
        """Show what can be picked, where there is something."""

    def finish(self, finish: Finish) -> None:
        """Ask to be left."""
