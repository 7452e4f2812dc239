"""The pushes as a list, the newest first: when, how it went, who and from what. More are read as one scrolls.

Paints each push itself, in three lines. Reads the history and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from copper_desk.gui.history import history_words as words
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.style import TextStyle
from copper_desk.storage.history import History
from copper_desk.storage.push_entry import PushEntry
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import tr

PAGE = 100
"""Pushes that are read at a time."""
_PAD_PX = 12
_GAP_PX = 3

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PushListModel(QAbstractListModel):
    """The pushes that a search finds. ``clock`` gives unix seconds; ``troubled`` carries a sentence when no more can be
    read."""

    troubled = Signal(str)

    def __init__(
        self,
        history: History | None,
        style: TextStyle,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._style = style
        self._clock = clock
        self._entries: list[PushEntry] = []
        self._is_whole = True
        self.search = ""

    def show(self, search: str) -> None:
        """Read anew, with the pushes that these words find. Raises StorageTrouble; then nothing is shown."""
        self.beginResetModel()
        self.search, self._entries, self._is_whole = search, [], True
        try:
            self._entries = self._read(0)
        finally:
            self.endResetModel()

    def entry(self, position: int) -> PushEntry:
        """The push on a line."""
        return self._entries[position]

    def position(self, push_id: int) -> int | None:
        """The line of a push, if it has been read."""
        return next((place for place, entry in enumerate(self._entries) if entry.id == push_id), None)

    def when(self, entry: PushEntry) -> str:
        """When it began."""
        return words.when(entry.head.began_s, self._style.time_zone, now_s=self._clock())

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """The next pushes."""
        try:
            more = self._read(len(self._entries))
        except StorageTrouble as trouble:
            self._is_whole = True
            self.troubled.emit(str(trouble))
            return
        if more:
            self.beginInsertRows(_ROOT, len(self._entries), len(self._entries) + len(more) - 1)
            self._entries += more
            self.endInsertRows()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in spoken:
            parts = (self.when(entry), words.summary(entry), words.person(entry), words.source(entry), entry.head.note)
            return ". ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (words.people(entry), words.end_words(entry), entry.head.note) if part)
        return None

    def _read(self, offset: int) -> list[PushEntry]:
        found = [] if self._history is None else self._history.pushes(self.search, limit=PAGE, offset=offset)
        self._is_whole = len(found) < PAGE
        return found


class PushList(QListView):
    """``chosen`` carries the PushEntry of the current line, None for none."""

    chosen = Signal(object)

    def __init__(self, model: PushListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pushes = model
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(PushDelegate(model, theme, self))
        self.setAccessibleName(tr("Pushes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("framed", "false")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self._on_theme_changed)

    def choose(self, push_id: int | None = None) -> None:
        """Make a push current, or the newest where it is not listed; tells ``chosen`` in any case."""
        place = None if push_id is None else self._pushes.position(push_id)
        if not self._pushes.rowCount():
            self.chosen.emit(None)
            return
        index = self._pushes.index(place or 0)
        if index == self.currentIndex():
            self.chosen.emit(self._pushes.entry(index.row()))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def current(self) -> PushEntry | None:
        """The push of the current line."""
        index = self.currentIndex()
        return self._pushes.entry(index.row()) if index.isValid() else None

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, _former: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._pushes.entry(current.row()))


class PushDelegate(QStyledItemDelegate):
    """Paints a push in three lines."""

    def __init__(self, model: PushListModel, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._pushes = model
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(self._theme.font).height()
        return QSize(200, 3 * line + 2 * _GAP_PX + 2 * _PAD_PX - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, rect = self._pushes.entry(index.row()), option.rect
        self._ground(painter, option)
        box = rect.adjusted(_PAD_PX + 4, _PAD_PX - 1, -_PAD_PX, 0)
        bold = QFont(self._theme.font)
        bold.setWeight(QFont.Weight.DemiBold)
        running = tr("under way") if entry.ended_s is None else ""
        end = self._words(painter, box, running, tone="accent", right=True)
        self._words(painter, box.adjusted(0, 0, -end, 0), self._pushes.when(entry), font=bold)
        step = QFontMetrics(self._theme.font).height() + _GAP_PX
        self._counts(painter, box.translated(0, step), entry)
        who = " · ".join(part for part in (words.person(entry), words.source(entry), entry.head.note) if part)
        self._words(painter, box.translated(0, 2 * step), who, tone="muted")

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect = self._theme.tokens, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(tokens.selection if selected else tokens.hover if hovered else tokens.bg))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.grid))
        if selected and not self._view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif selected:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _counts(self, painter: QPainter, box: QRect, entry: PushEntry) -> None:
        """Each count in the colour of its result."""
        parts = [(words.TONES[result], text) for result, text in words.counts(entry)]
        if words.missing(entry):
            parts.append(("muted", tr("{n} without a result", n=words.missing(entry))))
        left = 0
        for place, (tone, text) in enumerate(parts):
            if place:
                left += self._words(painter, box.adjusted(left, 0, 0, 0), " · ", tone="muted")
            left += self._words(painter, box.adjusted(left, 0, 0, 0), text, tone=tone)

    def _words(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        *,
        tone: str = "text",
        font: QFont | None = None,
        right: bool = False,
    ) -> int:
        """One line of text at the top of a box; returns the width that it took."""
        face = font or self._theme.font
        metrics = QFontMetrics(face)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        width = metrics.horizontalAdvance(shown)
        painter.setFont(face)
        painter.setPen(self._theme.colour(tone))
        left = box.right() + 1 - width if right else box.left()
        painter.drawText(QPoint(left, box.top() + metrics.ascent()), shown)
        return width
