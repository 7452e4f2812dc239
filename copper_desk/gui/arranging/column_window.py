"""Every column in a list: shown by a tick, ordered by dragging or Alt and the arrows. The sheet follows at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from copper_desk.gui.grid.column_layout import layout_of
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.layer import foot, head, in_a_row, layers
from copper_desk.gui.look.piece import button, label
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.character import folded_name
from copper_desk.sheet.saved_view import ColumnLayout
from copper_desk.wording import tr

SIZE = QSize(420, 560)
_KEY = int(Qt.ItemDataRole.UserRole)


class ColumnWindow(QDialog):
    """``layout_wished`` carries a ColumnLayout whenever something was ticked or moved; ``reset_wished`` asks for the
    columns of a new window."""

    layout_wished = Signal(object)
    reset_wished = Signal()

    def __init__(self, view: LeadView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Columns"))
        self.setProperty("panel", "raised")
        take_room(self, SIZE)
        self._view = view
        self._make_pieces(theme)
        self._lay_out()
        self.show_layout(layout_of(view))
        self.search.setFocus()

    def show_layout(self, layout: ColumnLayout) -> None:
        """Show these columns."""
        model = self._view.lead_model
        self.list.blockSignals(True)
        key = self.list.currentItem().data(_KEY) if self.list.currentRow() >= 0 else None
        self.list.clear()
        for each in layout.order:
            column = model.column_of(each)
            field = None if column is None else model.field_at(column)
            if field is not None:
                self._add(each, field.label, shown=each not in layout.hidden)
                if each == key:
                    self.list.setCurrentRow(self.list.count() - 1)
        self.list.blockSignals(False)
        self._find(self.search.text())

    def move_current(self, step: int) -> None:
        """Move the current column up (-1) or down (1)."""
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count() or self.search.text():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentItem(item)
        self._tell()

    def _make_pieces(self, theme: Theme) -> None:
        self.search = FindLine(theme.icons, hint=tr("Find a column"), name=tr("Find a column"))
        self.search.textChanged.connect(self._find)
        self.list = _Columns(self)
        self.list.setAccessibleName(tr("Columns"))
        self.list.itemChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self.up = button(tr("Move up"), tr("Move the column up"))
        self.down = button(tr("Move down"), tr("Move the column down"))
        self.up.clicked.connect(lambda: self.move_current(-1))
        self.down.clicked.connect(lambda: self.move_current(1))
        self.all = button(tr("Show all"), tr("Show every column listed"), role="link")
        self.none = button(tr("Hide all"), tr("Hide every column listed"), role="link")
        self.all.clicked.connect(lambda: self._tick_all(on=True))
        self.none.clicked.connect(lambda: self._tick_all(on=False))
        self.reset = button(tr("Reset"), tr("The columns of a new window"))
        self.reset.clicked.connect(self.reset_wished)
        self.close_button = button(tr("Close"), role="primary")
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        words = label(tr("State and Name always stand at the left. Hidden fields are still filtered and pushed."))
        words.setProperty("tone", "muted")
        words.setWordWrap(True)
        layout = layers(self)
        layout.addLayout(head(words, self.search, gap_px=10))
        middle = QVBoxLayout()
        middle.setContentsMargins(22, 0, 22, 10)
        middle.addLayout(in_a_row(self.all, self.none, None, self.up, self.down))
        middle.addWidget(self.list, 1)
        layout.addLayout(middle, 1)
        layout.addWidget(foot(self.reset, None, self.close_button))

    def _add(self, key: str, text: str, *, shown: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    @Slot(str)
    def _find(self, typed: str) -> None:
        word = folded_name(typed)
        for item in self._items():
            item.setHidden(word not in folded_name(item.text()))
        for piece in (self.up, self.down):
            piece.setEnabled(not word)
        self.list.setDragEnabled(not word)

    def _tick_all(self, *, on: bool) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._tell()

    @Slot()
    def _tell(self, *_facts: object) -> None:
        items = self._items()
        hidden = frozenset(item.data(_KEY) for item in items if item.checkState() is not Qt.CheckState.Checked)
        widths = layout_of(self._view).widths
        self.layout_wished.emit(ColumnLayout(tuple(item.data(_KEY) for item in items), hidden, widths))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


class _Columns(QListWidget):
    """Alt and the arrows move the current column."""

    def __init__(self, window: ColumnWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._window.move_current(step)
        else:
            super().keyPressEvent(event)
