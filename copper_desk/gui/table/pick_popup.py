"""The list that opens under a cell to choose from: found by typing where it is long. Shows what it is given.

Closes by itself when something else is clicked. Knows nothing of what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.character import folded_name
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FEW = 9
"""Up to so many entries are seen at once and need no line to find one."""
_MOST_ROWS = 12
_NARROWEST_PX, _WIDEST_PX = 190, 520
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickEntry(NamedTuple):
    """``note`` stands at the right; ``is_apart`` begins a new part of the list."""

    label: str
    value: object
    note: str = ""
    is_apart: bool = False


class PickModel(QAbstractListModel):
    """The entries that hold what was typed."""

    def __init__(self, entries: Sequence[PickEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self._all = entries
        self.entries = list(entries)

    def find(self, typed: str) -> None:
        """Offer those entries alone."""
        word = folded_name(typed)
        self.beginResetModel()
        self.entries = [each for each in self._all if word in folded_name(f"{each.label} {each.note}")]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{entry.label}, {entry.note}" if entry.note else entry.label
        return None


class PickPopup(QFrame):
    """``picked`` carries the value of the entry that was taken; then the popup closes and is gone."""

    picked = Signal(object)

    def __init__(
        self, entries: Sequence[PickEntry], theme: Theme, *, name: str, current: object, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._theme = theme
        self.model = PickModel(entries, self)
        self.list = QListView(self)
        self.list.setProperty("pick", "true")
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self._painter = _PickPainter(theme, self.list)
        self.list.setItemDelegate(self._painter)
        self.list.clicked.connect(lambda index: self.take(index.row()))
        self.line = _PickLine(self, theme)
        self.line.setVisible(len(entries) > _FEW)
        self.line.textChanged.connect(self._on_line_text_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._mark(next((place for place, entry in enumerate(entries) if entry.value == current), 0))

    def open_at(self, cell: QRect) -> None:
        """Show it under a cell, given on the screen, and inside the screen."""
        self._fit(cell)
        self.show()
        (self.line if self.line.isVisible() else self.list).setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.scrollTo(self.list.currentIndex())

    def take(self, row: int) -> None:
        """Choose the entry on this line."""
        if 0 <= row < len(self.model.entries):
            value = self.model.entries[row].value
            self.close()
            self.picked.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.take(self.list.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _on_line_text_changed(self, text: str) -> None:
        self.model.find(text)
        self._mark(0)

    def _fit(self, cell: QRect) -> None:
        rows = max(1, min(len(self.model.entries), _MOST_ROWS))
        wanted = max((self._painter.width_of(entry) for entry in self.model.entries), default=0)
        width = min(max(wanted + 26, cell.width(), _NARROWEST_PX), _WIDEST_PX)
        height = rows * self._theme.metrics.row + 12 + (self.line.sizeHint().height() + 4) * self.line.isVisibleTo(self)
        area = self.screen().availableGeometry()
        height = min(height, area.height())
        top = cell.bottom() + 1 if cell.bottom() + height < area.bottom() else max(area.top(), cell.top() - height)
        left = max(area.left(), min(cell.left(), area.right() - width))
        self.resize(width, height)
        self.move(QPoint(left, top))


class _PickLine(FindLine):
    """The arrows move in the list while words are typed; Escape closes at once, since the list closes with it."""

    def __init__(self, popup: PickPopup, theme: Theme) -> None:
        super().__init__(theme.icons, hint=tr("Find"), name=tr("Find in the list"), parent=popup)
        self._popup = popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._popup.list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._popup.take(self._popup.list.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape and not self.text():
            self._popup.close()
        else:
            super().keyPressEvent(event)


class _PickPainter(QStyledItemDelegate):
    """The name at the left, the note at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def width_of(self, entry: PickEntry) -> int:
        """Pixels that an entry needs to be read in full."""
        letters, pad = QFontMetrics(self._view.font()), self._theme.metrics.cell_pad
        note = letters.horizontalAdvance(entry.note) + 3 * pad if entry.note else 0
        return letters.horizontalAdvance(entry.label) + note + 2 * pad

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PickModel):
            return
        entry, rect, tokens = model.entries[index.row()], QRect(option.rect), self._theme.tokens
        if index == self._view.currentIndex():
            painter.fillRect(rect, QColor(tokens.selection))
        if entry.is_apart and index.row():
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        letters, pad = QFontMetrics(self._view.font()), self._theme.metrics.cell_pad
        room = rect.adjusted(pad, 0, -pad, 0)
        spare = room.width() - letters.horizontalAdvance(entry.label) - pad
        wanted = letters.horizontalAdvance(entry.note) + 2 if entry.note else 0
        note_px = min(wanted, max(spare, room.width() // 2))
        self._write(painter, room, entry.note, tone="muted", right=True, width=note_px)
        self._write(painter, room, entry.label, tone="text", right=False, width=room.width() - note_px - pad)

    def _write(self, painter: QPainter, room: QRect, text: str, *, tone: str, right: bool, width: int) -> None:
        if not text:
            return
        painter.setFont(self._view.font())
        painter.setPen(self._theme.colour(tone))
        shown = QFontMetrics(self._view.font()).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
