"""The one editor that may be open in the grid: opens it, commits or drops what it holds, and says where to go next.

At most one is open; a push that starts, a new order or a click elsewhere commits it first.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget
from shiboken6 import isValid

from copper_desk.gui.editor.cell_editor import CellEditor
from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.grid.grid_pane import GridPane


class GridEditing(QObject):
    """``left`` tells how the editor was left, after it closed; ``everywhere_wished`` carries its text."""

    left = Signal(object)  # Finish
    everywhere_wished = Signal(object)  # str

    def __init__(self, panes: tuple[GridPane, GridPane]) -> None:
        super().__init__(panes[1])
        self._editor: CellEditor | None = None
        self._pane = panes[1]
        self._cell = QPersistentModelIndex()
        for pane in panes:
            pane.delegate().editor_opened.connect(self._on_editor_opened)

    @property
    def editor(self) -> QWidget | None:
        """The open editor, or None."""
        if self._editor is not None and isValid(self._editor):
            return cast(QWidget, self._editor)
        return None

    def open(self, pane: GridPane, index: QModelIndex, *, text: str | None = None, with_list: bool = False) -> None:
        """Open the cell in its pane; ``text`` replaces what it held, as typing does."""
        self.commit()
        self._pane = pane
        self._cell = QPersistentModelIndex(index)
        pane.edit(index)
        if self._editor is None:
            return
        if text is not None:
            self._editor.replace(text)
        if with_list:
            self._editor.open_list()

    def commit(self) -> bool:
        """Commit the open editor where it stands. False when none was open."""
        if self.editor is None:
            return False
        self._leave(Finish())
        return True

    def _on_editor_opened(self, editor: object) -> None:
        self._editor = cast(CellEditor, editor)
        self._editor.finished.connect(self._on_editor_finished)

    def _on_editor_finished(self, finish: Finish) -> None:
        if self.editor is not None and self.sender() is self.editor:
            self._leave(finish)

    def _leave(self, finish: Finish) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        text = editor.content().text
        widget = cast(QWidget, editor)
        if finish.commit and not finish.everywhere and self._cell.isValid():
            self._pane.commitData(widget)
        self._pane.closeEditor(widget, QAbstractItemDelegate.EndEditHint.NoHint)
        if finish.everywhere:
            self.everywhere_wished.emit(text)
        self.left.emit(finish)
