"""The list under an editor: shows entries, keeps one marked, and never takes the focus.

The editor keeps every key and moves the mark itself, so that typing, composing and leaving work as without a list. As
wide as its longest entry and inside the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFontMetrics, QPainter, QPen, QWindow
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copper_desk.gui.editor.list_entry import ListEntry
from copper_desk.gui.editor.popup_place import anchor_of, area_around, placed
from copper_desk.gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_MOST_ROWS = 10
_SPARE_PX = 2
"""Added to measured text: advances are rounded, and a text that is short of half a pixel would lose a word."""

_ROOT = QModelIndex()


class EntryModel(QAbstractListModel):
    """The entries offered now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[ListEntry] = ()

    def offer(self, entries: Sequence[ListEntry]) -> None:
        """Offer these instead."""
        self.beginResetModel()
        self.entries = entries
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
            return spoken(entry)
        return None


class EntryList(QListView):
    """``entry_clicked`` carries the ListEntry that the mouse chose."""

    entry_clicked = Signal(object)

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(kind)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("popup", True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._theme = theme
        self._watched = False
        self._next = 0
        self._painter = _EntryPainter(theme, self)
        self._entries = EntryModel(self)
        self.setModel(self._entries)
        self.setItemDelegate(self._painter)
        self.clicked.connect(self._on_clicked)

    @property
    def marked(self) -> ListEntry | None:
        """The marked entry of the list on the screen; None while it is hidden or nothing is marked."""
        row = self.currentIndex().row()
        return self._entries.entries[row] if self.isVisible() and row >= 0 else None

    def offer(self, entries: Sequence[ListEntry], *, marked: int | None, at: QWidget) -> None:
        """Show these entries under a widget; without entries, hide."""
        self._entries.offer(entries)
        self._next = 0
        if not entries:
            self.hide()
            return
        self._watch(at.window().windowHandle())
        self._move_to(at)
        self.show()
        if marked is not None:
            self.mark(marked)

    def follow(self, at: QWidget) -> None:
        """Stay under a widget that has moved."""
        if self.isVisible():
            self._move_to(at)

    def mark(self, row: int) -> None:
        """Mark an entry by its place, and say it to a screen reader."""
        index = self._entries.index(row, 0)
        self.setCurrentIndex(index)
        owner = self.parentWidget()
        if index.isValid() and QAccessible.isActive() and owner is not None:
            told = QAccessibleAnnouncementEvent(owner, spoken(self._entries.entries[row]))
            QAccessible.updateAccessibility(told)

    def step(self, by: int) -> None:
        """Move the mark; the first step down marks the first entry."""
        row, last = self.currentIndex().row(), len(self._entries.entries) - 1
        begin = min(self._next, last) if by > 0 else last
        self.mark(begin if row < 0 else max(0, min(row + by, last)))

    def resume(self, row: int) -> None:
        """Let the next step down mark this row, and show it."""
        self._next = max(0, row)
        self.scrollTo(self._entries.index(min(self._next, len(self._entries.entries) - 1), 0))

    def page(self) -> int:
        """How many entries a page key passes."""
        return max(1, self.viewport().height() // self._theme.metrics.row - 1)

    def _watch(self, window: QWindow | None) -> None:
        """A window that moves leaves no list behind."""
        if self._watched or window is None:
            return
        self._watched = True
        for moved in (window.xChanged, window.yChanged, window.widthChanged, window.heightChanged):
            moved.connect(self.hide)

    def _move_to(self, at: QWidget) -> None:
        self.ensurePolished()
        frame = 2 * self.frameWidth()
        rows = len(self._entries.entries)
        bar = 0 if rows <= _MOST_ROWS else self.verticalScrollBar().sizeHint().width()
        widest = max(self._painter.width_of(entry) for entry in self._entries.entries)
        width = max(widest + bar + frame, at.width())
        height = min(rows, _MOST_ROWS) * self._theme.metrics.row + frame
        self.setGeometry(placed(QSize(width, height), anchor=anchor_of(at), area=area_around(at)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.entry_clicked.emit(self._entries.entries[index.row()])


def spoken(entry: ListEntry) -> str:
    """An entry in words."""
    return f"{entry.label}, {entry.note}" if entry.note else entry.label


class _EntryPainter(QStyledItemDelegate):
    """Name at the left, note at the right, the marked entry on the selection's ground."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def width_of(self, entry: ListEntry) -> int:
        """Pixels that an entry needs to be read in full."""
        letters, pad = QFontMetrics(self._view.font()), self._theme.metrics.cell_pad
        note = letters.horizontalAdvance(entry.note) + 2 * pad + _SPARE_PX if entry.note else 0
        return letters.horizontalAdvance(entry.label) + note + 2 * pad + _SPARE_PX

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, EntryModel):
            return
        entry, rect = model.entries[index.row()], QRect(option.rect)
        self._paint_ground(painter, rect, index)
        pad = self._theme.metrics.cell_pad
        room = rect.adjusted(pad, 0, -pad, 0)
        note_width = self._note_width(entry, room.width())
        if note_width:
            self._write(painter, room, entry.note, tone="muted", side=Qt.AlignmentFlag.AlignRight, width=note_width)
        width = room.width() - (note_width + 2 * pad if note_width else 0)
        tone = "muted" if entry.clears else "text"
        self._write(painter, room, entry.label, tone=tone, side=Qt.AlignmentFlag.AlignLeft, width=width)

    def _note_width(self, entry: ListEntry, room: int) -> int:
        """What the note gets: what the name leaves, and half the room at least."""
        if not entry.note:
            return 0
        letters, pad = QFontMetrics(self._view.font()), self._theme.metrics.cell_pad
        left = room - letters.horizontalAdvance(entry.label) - 2 * pad
        return min(letters.horizontalAdvance(entry.note) + _SPARE_PX, max(room // 2, left))

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        tokens = self._theme.tokens
        if index == self._view.currentIndex():
            painter.fillRect(rect, QColor(tokens.selection))
            painter.setPen(QPen(QColor(tokens.focus), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        elif index == self._view.indexAt(self._view.viewport().mapFromGlobal(self._view.cursor().pos())):
            painter.fillRect(rect, QColor(tokens.hover))

    def _write(
        self, painter: QPainter, room: QRect, text: str, *, tone: str, side: Qt.AlignmentFlag, width: int
    ) -> None:
        letters = QFontMetrics(self._view.font())
        painter.setFont(self._view.font())
        painter.setPen(self._theme.colour(tone))
        shown = letters.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
