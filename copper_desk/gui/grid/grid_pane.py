"""One table of the two that make the grid: the frozen columns at the left, or the others.

Paints through the delegate, draws the ring of the current cell over everything, and passes the mouse on: a drag may
begin in one pane and end in the other, so neither decides alone.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from copper_desk.gui.grid.cell_delegate import CellDelegate
from copper_desk.gui.grid.fill_handle import FillHandle
from copper_desk.gui.grid.lead_header import LeadHeader
from copper_desk.gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_RING_PX = 2


class PointerTarget(Protocol):
    """Who hears of the mouse in both panes."""

    def pressed(self, pane: GridPane, event: QMouseEvent) -> None:
        """A button went down in a pane."""

    def dragged(self, pane: GridPane, event: QMouseEvent) -> None:
        """The mouse moved with the left button down."""

    def released(self, pane: GridPane, event: QMouseEvent) -> None:
        """A button went up."""

    def double_clicked(self, pane: GridPane, event: QMouseEvent) -> None:
        """A second click came quickly."""

    def menu_asked(self, pane: GridPane, event: QContextMenuEvent) -> None:
        """The context menu was asked for."""

    def hovered(self, pane: GridPane, point: QPoint) -> None:
        """The mouse moved with no button down."""


class GridPane(QTableView):
    """A table with the grid's look and no habits of its own: keys and clicks are decided by the grid."""

    pointer: PointerTarget | None = None
    handle: FillHandle | None = None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hovered = (-1, -1)
        self.header = LeadHeader(theme, self)
        self.setHorizontalHeader(self.header)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.set_row_height(theme.metrics.row)

    def set_row_height(self, height: int) -> None:
        """All rows are of one height, in pixels; that keeps 100,000 of them quick."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(height)
        header.setDefaultSectionSize(height)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def delegate(self) -> CellDelegate:
        """This pane's own delegate."""
        found = self.itemDelegate()
        if not isinstance(found, CellDelegate):
            raise TypeError("the pane has no delegate yet")
        return found

    def ring_rect(self, index: Index) -> QRect:
        """Where the current cell's ring runs, in the viewport: outside the cell, over the lines around it."""
        return self.visualRect(index).adjusted(-1, -1, 1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        index, delegate = self.currentIndex(), self.delegate()
        delegate.current = (index.row(), index.column())
        delegate.hovered = self._hovered
        delegate.spans = self._spans()
        super().paintEvent(event)
        if index.isValid() and not self.isColumnHidden(index.column()):
            self._paint_current(index)
        if self.handle is not None:
            self.handle.paint(self)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.ring_rect(index).adjusted(-1, -1, 1, 1))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name, and both ways are alike
        """Tab stays in the grid; F6 is the way out."""
        return False

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pointer is not None:
            self.pointer.pressed(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pointer is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.pointer.dragged(self, event)
        else:
            super().mouseMoveEvent(event)
            self._hover(self.indexAt(event.position().toPoint()))
            if self.pointer is not None:
                self.pointer.hovered(self, event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.pointer is not None:
            self.pointer.released(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.pointer is not None:
            self.pointer.double_clicked(self, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.pointer is not None:
            self.pointer.menu_asked(self, event)

    def nearest(self, point: QPoint) -> QModelIndex:
        """The cell at a point of the viewport, or the nearest one when the point is outside; invalid without rows."""
        area = self.viewport().rect()
        inside = QPoint(max(area.left(), min(point.x(), area.right())), max(area.top(), min(point.y(), area.bottom())))
        found = self.indexAt(inside)
        if found.isValid() or self.model().rowCount() == 0:
            return found
        row, column = self.rowAt(inside.y()), self.columnAt(inside.x())
        row = self.model().rowCount() - 1 if row < 0 else row
        return self.model().index(row, column if column >= 0 else self._last_column())

    def _hover(self, index: QModelIndex) -> None:
        cell = (index.row(), index.column())
        if cell != self._hovered:
            before = self.model().index(*self._hovered)
            self._hovered = cell
            for changed in (before, index):
                if changed.isValid():
                    self.update(changed)

    def _spans(self) -> list[tuple[int, int, int, int]]:
        chosen = self.selectionModel().selection()
        spans = (chosen.at(place) for place in range(chosen.size()))
        return [(span.top(), span.bottom(), span.left(), span.right()) for span in spans]

    def _last_column(self) -> int:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [column for column in order if not header.isSectionHidden(column)][-1]

    def _paint_current(self, index: QModelIndex) -> None:
        tokens = self.theme.tokens
        painter = QPainter(self.viewport())
        pen = QPen(QColor(tokens.focus if self.hasFocus() else tokens.control), _RING_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        # In the first row and column the outer line would lie outside the viewport.
        ring = self.ring_rect(index)
        painter.drawRect(ring.adjusted(max(0, 1 - ring.left()), max(0, 1 - ring.top()), 0, 0))
        painter.end()
