"""What the mouse does in the grid, across both panes: select, extend, drag, fill, open, toggle.

The current cell stays where a drag began. Beyond an edge the grid scrolls along.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from copper_desk.gui.editor.cell_editor_kind import OPENING_KINDS
from copper_desk.gui.grid.fill_handle import FillHandle, Filling
from copper_desk.gui.grid.grid_pane import GridPane
from copper_desk.gui.grid.grid_selection import Cell, GridSelection
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.kind import FieldKind

_SCROLL_INTERVAL_MS = 40


class GridPointer(QObject):
    """``before`` commits an open editor; ``reveal`` scrolls a cell into view."""

    open_wished = Signal(object)  # bool: with its list
    toggle_wished = Signal(object)  # Cell
    menu_wished = Signal(object)  # QPoint, global
    fill_wished = Signal(object)  # Filling

    def __init__(
        self,
        selection: GridSelection,
        model: LeadModel,
        *,
        panes: tuple[GridPane, GridPane],
        before: Callable[[], object],
        reveal: Callable[[Cell], None],
        handle: FillHandle,
    ) -> None:
        super().__init__(panes[1])
        self._selection = selection
        self._model = model
        self._frozen, self._main = panes
        self._before = before
        self._reveal = reveal
        self._handle, metrics = handle, panes[1].theme.metrics
        self._box_reach, self._chevron_reach = metrics.cell_pad + metrics.mark + 4, metrics.mark + 8
        self._dragging = False
        self._mouse = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def pressed(self, pane: GridPane, event: QMouseEvent) -> None:
        self._before()
        self._main.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton and self._handle.is_at(pane, event.position().toPoint()):
            self._dragging = True
            self._handle.begin()
            return
        index = pane.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        cell = (index.row(), index.column())
        if event.button() is Qt.MouseButton.RightButton:
            if not self._selection.is_selected(cell):
                self._selection.move(cell)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._dragging = True
            self._choose(cell, event.modifiers())
            self._touch(pane, cell, event)

    def dragged(self, pane: GridPane, event: QMouseEvent) -> None:
        if self._dragging:
            self._mouse = event.globalPosition().toPoint()
            self._extend_to_mouse()
            if not self._timer.isActive():
                self._timer.start()

    def released(self, pane: GridPane, event: QMouseEvent) -> None:
        self._dragging = False
        self._timer.stop()
        if self._handle.is_dragged:
            self._fill(self._handle.release())

    def hovered(self, pane: GridPane, point: QPoint) -> None:
        """Over the handle the mouse is a cross."""
        if self._handle.is_at(pane, point):
            pane.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            pane.viewport().unsetCursor()

    def double_clicked(self, pane: GridPane, event: QMouseEvent) -> None:
        if self._handle.is_at(pane, event.position().toPoint()):
            self._fill(self._handle.to_the_end())
            return
        if pane.indexAt(event.position().toPoint()).isValid():
            self.open_wished.emit(False)

    def menu_asked(self, pane: GridPane, event: QContextMenuEvent) -> None:
        self.menu_wished.emit(event.globalPos())
        event.accept()

    def _choose(self, cell: Cell, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._selection.extend(cell)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._selection.toggle(cell)
        else:
            self._selection.move(cell)

    def _touch(self, pane: GridPane, cell: Cell, event: QMouseEvent) -> None:
        """A click on a box toggles it, a click on the sign of a list opens it."""
        field = self._model.field_at(cell[1])
        if field is None or event.modifiers() or field.read_only:
            return
        rect = pane.visualRect(self._model.index(*cell))
        x = event.position().toPoint().x()
        if field.kind is FieldKind.CHECKBOX and x < rect.left() + self._box_reach:
            self.toggle_wished.emit(cell)
        elif field.kind in OPENING_KINDS and x > rect.right() - self._chevron_reach:
            self._dragging = False
            self.open_wished.emit(True)

    def _fill(self, filling: Filling | None) -> None:
        for pane in (self._frozen, self._main):
            pane.viewport().update()
        if filling is not None:
            self.fill_wished.emit(filling)

    def _extend_to_mouse(self) -> None:
        cell = self._cell_under_mouse()
        if cell is not None:
            self._extend(cell)

    def _extend(self, cell: Cell) -> None:
        if not self._handle.is_dragged:
            if cell != self._selection.edge:
                self._selection.extend(cell)
            return
        self._handle.drag_to(cell)
        for pane in (self._frozen, self._main):
            pane.viewport().update()

    def _cell_under_mouse(self) -> Cell | None:
        in_main = self._main.viewport().mapFromGlobal(self._mouse)
        if in_main.x() < 0 and self._main.horizontalScrollBar().value() == 0:
            index = self._frozen.nearest(self._frozen.viewport().mapFromGlobal(self._mouse))
        else:
            index = self._main.nearest(in_main)
        return (index.row(), index.column()) if index.isValid() else None

    def _on_timer_timeout(self) -> None:
        """Scroll along while the mouse rests outside."""
        area = self._main.viewport().rect()
        point = self._main.viewport().mapFromGlobal(self._mouse)
        edge = self._cell_under_mouse()
        if edge is None or area.contains(point):
            return
        row = edge[0]
        if point.y() > area.bottom():
            row = min(row + 1, self._model.rowCount() - 1)
        elif point.y() < area.top():
            row = max(row - 1, 0)
        cell = (row, edge[1])
        self._reveal(cell)
        self._extend(cell)
