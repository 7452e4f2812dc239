"""Ranges that hold the State column, and several ranges at once: what is pasted and filled where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.grid_pointer import GridPointer
from copper_desk.sheet import paste
from copper_desk.sheet.cell_plan import CellPlan
from tests.support.grid import FIRST, Grid, opened

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _values(grid: Grid, key: str, leads: int = 6) -> list[object]:
    return [grid.sheet.value(FIRST + n, key) for n in range(leads)]


def _scatter(grid: Grid, *cells: tuple[int, str]) -> None:
    grid.at(*cells[0])
    for n, key in cells[1:]:
        column = grid.model.column_of(key)
        assert column is not None
        grid.view.selection.toggle((n, column))


def test_a_row_with_its_state_lands_on_the_same_columns(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "title")
    grid.type("CEO")
    grid.press(Key.Key_Return)
    grid.at(0)
    grid.press(Key.Key_Space, SHIFT)
    grid.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith(f"Changed\tAna Obi\t{FIRST}\tCEO\tCompany 0")
    grid.at(2)
    grid.press(Key.Key_Space, SHIFT)
    grid.press(Key.Key_V, CONTROL)
    assert _values(grid, "name")[:3] == ["Ana Obi", "Ben O’Neil", "Ana Obi"]
    assert _values(grid, "company_name")[:3] == ["Company 0", "Company 1", "Company 0"]
    assert "read-only skipped" in grid.said[-1]


def test_what_is_pasted_at_the_state_begins_there(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1)
    grid.press(Key.Key_Home)
    grid.press(Key.Key_Left)
    assert grid.view.selection.current == (1, 0)
    QGuiApplication.clipboard().setText("Changed\tNew name\t7\tNew title")
    grid.press(Key.Key_V, CONTROL)
    assert [grid.sheet.value(FIRST + 1, key) for key in ("name", "title")] == ["New name", "New title"]
    assert grid.said == ["2 pasted · 2 read-only skipped"]


def test_the_state_alone_is_not_filled(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.selection.move((2, 0))
    grid.press(Key.Key_D, CONTROL)
    assert grid.staged == []
    assert grid.said == ["The state of a lead follows from its changes."]


def test_one_value_is_pasted_into_the_selected_cells_alone(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    _scatter(grid, (0, "company_name"), (3, "company_name"), (5, "title"))
    QGuiApplication.clipboard().setText("FILL")
    grid.press(Key.Key_V, CONTROL)
    assert _values(grid, "company_name") == ["FILL", "Company 1", "Company 2", "FILL", "Company 4", "Company 5"]
    assert _values(grid, "title") == [None, None, None, None, None, "FILL"]
    assert grid.said == ["3 pasted"]


def test_a_blank_pasted_into_several_ranges_changes_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    offered: list[CellPlan] = []
    grid.view.commands.blanks_left.connect(offered.append)
    _scatter(grid, (0, "company_name"), (3, "company_name"))
    QGuiApplication.clipboard().setText(" ")
    grid.press(Key.Key_V, CONTROL)
    assert grid.staged == []
    assert [plan.blanks for plan in offered] == [2]


def test_too_many_cells_of_several_ranges_are_refused(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paste, "PASTE_LIMIT", 1)
    grid = opened(qtbot)
    _scatter(grid, (0, "company_name"), (3, "company_name"))
    QGuiApplication.clipboard().setText("FILL")
    grid.press(Key.Key_V, CONTROL)
    assert grid.staged == []
    assert grid.said[0].startswith("This would fill 2 cells")


def test_a_block_is_not_pasted_into_several_ranges(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    _scatter(grid, (0, "company_name"), (3, "company_name"))
    QGuiApplication.clipboard().setText("A\nB")
    grid.press(Key.Key_V, CONTROL)
    assert grid.staged == []
    assert grid.said == ["A block goes into one range. Select one, or its top left cell. Nothing was pasted."]


def test_several_ranges_are_not_filled(qtbot: QtBot) -> None:
    for key in (Key.Key_D, Key.Key_R):
        grid = opened(qtbot)
        _scatter(grid, (0, "company_name"), (3, "company_name"))
        grid.press(key, CONTROL)
        assert grid.staged == []
        assert grid.said == ["Several ranges are selected. Select one to fill it. Nothing was changed."]


def test_tab_goes_on_in_the_grid_though_a_button_stands_beside_it(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    beside = QWidget()
    row = QHBoxLayout(beside)
    row.addWidget(grid.view)
    row.addWidget(QPushButton("Beside"))
    qtbot.addWidget(beside)
    beside.show()
    grid.view.setFocus()
    grid.at(0)
    grid.press(Key.Key_Tab)
    grid.press(Key.Key_Tab)
    assert beside.focusWidget() is grid.view
    assert grid.place == (0, "title")
    grid.press(Key.Key_Backtab, SHIFT)
    assert (beside.focusWidget(), grid.place) == (grid.view, (0, "id"))
    grid.view.setParent(None)


def test_shift_f10_asks_for_the_menu_at_the_current_cell(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    places: list[object] = []
    assert isinstance(grid.view.pointer, GridPointer)
    grid.view.pointer.menu_wished.connect(places.append)
    grid.at(1, "title")
    grid.press(Key.Key_F10, SHIFT)
    column = grid.model.column_of("title")
    assert column is not None
    rect = grid.view.visualRect(grid.model.index(1, column))
    assert places == [grid.view.viewport().mapToGlobal(rect.center())]
