"""The header of the sheet: bold muted labels, the arrows of the sort, and a mark that opens the column's menu.

A click sorts, with Shift in addition; a drag moves the column; a right click or the mark at the right opens the menu.
It only says what was wished; who sorts and what the menu holds is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QStyle, QWidget

from copper_desk.gui.look.theme import Theme


class LeadHeader(QHeaderView):
    """``sort_wished`` carries the column and whether the sorts so far stay (Shift); ``menu_wished`` the column and the
    global position."""

    sort_wished = Signal(object)  # tuple[int, bool]
    menu_wished = Signal(object)  # tuple[int, QPoint]

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._picture_px, self._mark_room = theme.metrics.scaled(12), theme.metrics.scaled(20)
        self._sorts: Mapping[int, tuple[int, bool]] = {}
        self._numbers: frozenset[int] = frozenset()
        self._filtered: frozenset[int] = frozenset()
        self._pressed: tuple[int, QPoint] | None = None
        self.current_column = -1
        self.setSectionsMovable(True)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setMouseTracking(True)
        self.setFixedHeight(theme.metrics.header)

    def set_sorts(self, sorts: Mapping[int, tuple[int, bool]]) -> None:
        """Show arrows: column → (rank from 1, whether descending)."""
        self._sorts = sorts
        self.viewport().update()

    def set_filtered(self, columns: frozenset[int]) -> None:
        """Show that these columns are filtered."""
        self._filtered = columns
        self.viewport().update()

    def set_numbers(self, columns: frozenset[int]) -> None:
        """These columns hold numbers: their labels stand at the right, over the figures."""
        self._numbers = columns

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.metrics.header)

    def label_width(self, column: int) -> int:
        """The width in pixels at which a column's label is not cut."""
        label = str(self.model().headerData(column, self.orientation()) or "")
        marks = 0 if column == 0 else self._mark_room + self._picture_px
        text_px = QFontMetrics(self._bold(), self).horizontalAdvance(label) + 1  # painted from pixel to pixel
        return text_px + 2 * self._theme.metrics.cell_pad + marks

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        tokens, pad = self._theme.tokens, self._theme.metrics.cell_pad
        is_current = logicalIndex == self.current_column
        painter.fillRect(rect, QColor(tokens.hover if is_current else tokens.surface))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(tokens.grid))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        has_mark = logicalIndex > 0 or logicalIndex in self._filtered
        inner = rect.adjusted(pad, 0, -self._mark_room if has_mark else -pad, -1)
        if logicalIndex in self._filtered:
            self._picture(painter, "filter", rect.right() - self._picture_px - 5, rect, tone="accent")
        elif logicalIndex > 0:
            self._picture(painter, "chevron-down", rect.right() - self._picture_px - 5, rect)
        if logicalIndex in self._sorts:
            inner = self._paint_sort(painter, inner, logicalIndex)
        painter.setFont(self._bold())
        painter.setPen(QColor(tokens.text if is_current else tokens.muted))
        label = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        side = Qt.AlignmentFlag.AlignRight if logicalIndex in self._numbers else Qt.AlignmentFlag.AlignLeft
        elided = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), elided)

    def _paint_sort(self, painter: QPainter, inner: QRect, column: int) -> QRect:
        rank, descending = self._sorts[column]
        name = "sort-down" if descending else "sort-up"
        self._picture(painter, name, inner.right() - self._picture_px + 2, inner)
        inner = inner.adjusted(0, 0, -self._picture_px - 2, 0)
        if len(self._sorts) > 1:
            painter.setPen(QColor(self._theme.tokens.muted))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(rank))
            inner = inner.adjusted(0, 0, -self._picture_px, 0)
        return inner

    def _picture(self, painter: QPainter, name: str, left: int, rect: QRect, *, tone: str = "muted") -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._theme.icons.pixmap(name, tone=tone, size_px=self._picture_px, ratio=ratio)
        painter.drawPixmap(left, rect.center().y() - self._picture_px // 2 + 1, pixmap)

    def _bold(self) -> QFont:
        font = QFont(self._theme.font)
        font.setPointSizeF(font.pointSizeF() * 0.93)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # -- mouse -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        column = self.logicalIndexAt(point)
        is_click = event.button() is Qt.MouseButton.LeftButton and column >= 0 and not self._on_grip(point.x())
        self._pressed = (column, point) if is_click else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        column, start = pressed
        point = event.position().toPoint()
        if (point - start).manhattanLength() >= QApplication.startDragDistance():
            return
        right = self.sectionViewportPosition(column) + self.sectionSize(column)
        if (column > 0 or column in self._filtered) and point.x() >= right - self._mark_room:
            self.menu_wished.emit((column, self.mapToGlobal(QPoint(right - self._mark_room, self.height()))))
        else:
            self.sort_wished.emit((column, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.logicalIndexAt(event.pos())
        if column >= 0:
            self.menu_wished.emit((column, event.globalPos()))
        event.accept()

    def _on_grip(self, x: int) -> bool:
        """Whether a press here resizes a column instead."""
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        column = self.logicalIndexAt(x)
        left = self.sectionViewportPosition(column)
        return (x < left + margin and self.visualIndex(column) > 0) or x > left + self.sectionSize(column) - margin
