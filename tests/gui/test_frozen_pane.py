"""State and Name stay at the left, in step with the rest, and nothing hides behind them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.frozen_pane import FrozenPane
from tests.support.grid import FIRST, Grid, opened

Key = Qt.Key


def frozen_of(grid: Grid) -> FrozenPane:
    pane = grid.view.pane_of(0)
    assert isinstance(pane, FrozenPane)
    return pane


def assert_in_step(grid: Grid) -> None:
    """Every row is at one height in both panes."""
    frozen, view = frozen_of(grid), grid.view
    for row in (0, view.rowAt(0), view.rowAt(view.viewport().height() - 1)):
        here = frozen.viewport().mapToGlobal(QPoint(0, frozen.rowViewportPosition(row)))
        there = view.viewport().mapToGlobal(QPoint(0, view.rowViewportPosition(row)))
        assert here.y() == there.y()


def test_both_panes_scroll_together(qtbot: QtBot) -> None:
    grid = opened(qtbot, count=300)
    for value in (1, 250, 4000, 10**9):
        grid.view.verticalScrollBar().setValue(value)
        assert_in_step(grid)
    grid.view.resize(700, 300)
    QApplication.processEvents()
    assert_in_step(grid)
    frozen_of(grid).verticalScrollBar().setValue(13)
    assert grid.view.verticalScrollBar().value() == 13
    assert frozen_of(grid).verticalScrollBar().maximum() == grid.view.verticalScrollBar().maximum()


def test_the_wheel_over_the_frozen_columns_scrolls_the_grid(qtbot: QtBot) -> None:
    grid = opened(qtbot, count=300)
    frozen = frozen_of(grid)
    place = QPointF(20, 50)
    event = QWheelEvent(
        place,
        QPointF(frozen.viewport().mapToGlobal(place.toPoint())),
        QPoint(0, -240),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(frozen.viewport(), event)
    assert grid.view.verticalScrollBar().value() > 0
    assert_in_step(grid)


def test_the_current_cell_is_never_behind_the_frozen_columns(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_End)
    assert grid.view.horizontalScrollBar().value() > 0
    edge = frozen_of(grid).geometry().right()
    for _ in range(len(grid.view.shown_columns())):
        current = grid.view.selection.current
        assert current is not None
        pane = grid.view.pane_of(current[1])
        rect = pane.visualRect(grid.model.index(*current))
        left = grid.view.mapFromGlobal(pane.viewport().mapToGlobal(rect.topLeft())).x()
        if pane is grid.view:
            assert left > edge
        assert pane.viewport().rect().contains(rect.center())
        grid.press(Key.Key_Left)
    assert grid.place == (0, "")


def test_a_wider_name_column_moves_the_others(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    frozen = frozen_of(grid)
    before = grid.view.viewport().geometry().left()
    frozen.setColumnWidth(grid.view.frozen_columns[1], 300)
    assert grid.view.viewport().geometry().left() - before == 300 - grid.theme.metrics.name_column
    assert frozen.width() == frozen.header.length()


def test_one_selection_and_one_focus_for_both(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    frozen = frozen_of(grid)
    assert frozen.selectionModel() is grid.view.selectionModel()
    assert grid.view.hasFocus()
    assert frozen.hasFocus()  # by proxy: its current cell is painted as the focused one


def test_a_reset_keeps_the_frozen_columns_frozen(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.arrangement.sort("email", descending=True)
    frozen = frozen_of(grid)
    shown = [c for c in range(grid.model.columnCount()) if not frozen.isColumnHidden(c)]
    assert tuple(shown) == grid.view.frozen_columns
    assert all(grid.view.isColumnHidden(column) for column in shown)
    assert grid.model.row_at(0) == FIRST + 7
