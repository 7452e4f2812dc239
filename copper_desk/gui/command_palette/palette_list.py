"""The list of the command palette: names with what was meant in bold, where they belong, and their keys as caps.

Shows what it is given; knows nothing of what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copper_desk.gui.command_palette.palette_entry import Found
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PAD_PX = 12
_GAP_PX = 10
_CAP_PAD_PX = 6


class PaletteModel(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        """Show these."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.found):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.found[index.row()].entry.label
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return spoken(self.found[index.row()])
        return None


def spoken(found: Found) -> str:
    """An entry as it is read out: name, place, keys, and why it cannot be chosen."""
    entry = found.entry
    return ", ".join(part for part in (entry.label, entry.place, entry.keys, entry.why_not) if part)


class PalettePainter(QStyledItemDelegate):
    """Paints one entry a line. What cannot be chosen is muted, and says why in place of its keys."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @property
    def line_px(self) -> int:
        """The height of an entry."""
        return self._theme.metrics.row + 7

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, self.line_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PaletteModel):
            return
        found, rect, tokens = model.found[index.row()], QRect(option.rect), self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = index == self._view.currentIndex()
        if is_current:
            painter.setPen(QPen(QColor(tokens.focus), 1))
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 5, 5)
        room = rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        room.setRight(self._paint_end(painter, room, found))
        self._paint_label(painter, room, found)
        painter.restore()

    def _paint_end(self, painter: QPainter, room: QRect, found: Found) -> int:
        """What stands at the right; answers how far the rest may reach."""
        entry, end = found.entry, room.right()
        if found.part:
            end = self._write_right(painter, room, end, tr(found.part), tone="muted") - _GAP_PX
        if entry.why_not:
            return self._write_right(painter, room, end, entry.why_not, tone="muted") - _GAP_PX
        for cap in reversed(_caps(entry.keys)):
            end = self._paint_cap(painter, room, end, cap)
        return end - _GAP_PX

    def _paint_cap(self, painter: QPainter, room: QRect, end: int, cap: str) -> int:
        letters = QFontMetrics(self._small())
        width, height = max(letters.horizontalAdvance(cap) + 2 * _CAP_PAD_PX, letters.height()), letters.height() + 4
        box = QRect(end - width, room.center().y() - height // 2, width, height)
        painter.setPen(QPen(QColor(self._theme.tokens.control), 1))
        painter.setBrush(QColor(self._theme.tokens.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._small())
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cap)
        return box.left() - 4

    def _write_right(self, painter: QPainter, room: QRect, end: int, text: str, *, tone: str) -> int:
        font = self._small()
        letters = QFontMetrics(font)
        width = min(letters.horizontalAdvance(text) + 2, room.width() // 2)
        box = QRect(end - width, room.top(), width, room.height())
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        return box.left()

    def _paint_label(self, painter: QPainter, room: QRect, found: Found) -> None:
        """The label in runs of plain and bold, then its place, as far as there is room."""
        entry, left = found.entry, room.left()
        tone = "muted" if entry.why_not else "text"
        for text, is_meant in _runs(entry.label, found.marks):
            left = self._write_on(painter, room, left, text, tone=tone, bold=is_meant)
        if entry.place:
            self._write_on(painter, room, left + _GAP_PX, entry.place, tone="muted", bold=False)

    def _write_on(self, painter: QPainter, room: QRect, left: int, text: str, *, tone: str, bold: bool) -> int:
        width = room.right() - left
        if width <= 0:
            return left
        font = QFont(self._view.font())
        font.setBold(bold)
        letters = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, width)
        box = QRect(left, room.top(), width, room.height())
        plain = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, int(plain), shown)
        return left + letters.horizontalAdvance(text)

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        else:
            font.setPixelSize(max(9, round(font.pixelSize() * 0.92)))
        return font


def _caps(keys: str) -> list[str]:
    """The keys of a shortcut, each for itself; the plus sign may be one of them."""
    if not keys:
        return []
    parts = keys.removesuffix("++").split("+") if keys.endswith("++") else keys.split("+")
    return [*parts, "+"] if keys.endswith("++") else parts


def _runs(label: str, marks: Sequence[int]) -> list[tuple[str, bool]]:
    """The label cut where plain and meant letters meet."""
    meant, runs = frozenset(marks), list[tuple[str, bool]]()
    for place, character in enumerate(label):
        is_meant = place in meant
        if runs and runs[-1][1] is is_meant:
            runs[-1] = (runs[-1][0] + character, is_meant)
        else:
            runs.append((character, is_meant))
    return runs
