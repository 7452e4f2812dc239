"""What the grid does to many cells at once under real keys: clear, tick, fill, copy and paste."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.support.grid import FIRST, TODAY, editor_text, opened

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_delete_clears_the_selection_as_one_step(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "email")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Delete)
    assert grid.value(1, "email") is None
    assert grid.value(2, "email") is None
    assert len(grid.staged) == 1
    grid.model.on_delta(grid.sheet.apply(grid.undo[0]).delta)
    assert grid.value(1, "email") == "lead1@nw.example"


def test_space_toggles_the_selected_boxes_after_the_current_one(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "cf_101")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Space)
    assert grid.value(0, "cf_101") is False
    assert grid.value(1, "cf_101") is False


def test_space_types_a_space_elsewhere(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "title")
    grid.press(Key.Key_Space)
    assert editor_text(grid) == " "


def test_fill_down_right_and_from_above(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "company_name")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_D, CONTROL)
    assert [grid.value(n, "company_name") for n in range(4)] == ["Company 0", "Company 0", "Company 0", "Company 3"]
    grid.at(3, "title")
    grid.press(Key.Key_Right, SHIFT)
    grid.press(Key.Key_R, CONTROL)
    assert grid.value(3, "company_name") is None
    grid.at(5, "company_name")
    grid.press(Key.Key_Apostrophe, CONTROL)
    assert grid.value(5, "company_name") == "Company 4"


def test_today_goes_into_dates_only(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "cf_102")
    grid.press(Key.Key_Semicolon, CONTROL)
    assert grid.value(1, "cf_102") == TODAY
    grid.at(1, "title")
    grid.press(Key.Key_Semicolon, CONTROL)
    assert grid.value(1, "title") is None
    assert grid.said == ["Today’s date goes into date columns only."]


def test_control_shift_backspace_puts_back_what_was_loaded(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "email")
    grid.press(Key.Key_Delete)
    grid.press(Key.Key_Backspace, CONTROL, SHIFT)
    assert grid.value(1, "email") == "lead1@nw.example"
    assert grid.sheet.counts().changed_cells == 0


def test_copy_cut_and_paste(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "company_name")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_X, CONTROL)
    assert QGuiApplication.clipboard().text() == "Company 0\nCompany 1"
    assert grid.value(0, "company_name") is None
    grid.at(4, "title")
    grid.press(Key.Key_V, CONTROL)
    assert [grid.value(n, "title") for n in (4, 5)] == ["Company 0", "Company 1"]
    assert grid.said[-1].startswith("2 pasted")


def test_a_paste_of_nothing_says_so(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    QGuiApplication.clipboard().clear()
    grid.press(Key.Key_V, CONTROL)
    assert grid.said == ["There is no text on the clipboard."]
    assert grid.staged == []


def test_blanks_of_a_paste_change_nothing_and_are_offered(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    QGuiApplication.clipboard().setText("X\n\nZ")
    grid.at(0, "company_name")
    with qtbot.waitSignal(grid.view.blanks_left) as told:
        grid.press(Key.Key_V, CONTROL)
    assert [grid.value(n, "company_name") for n in range(3)] == ["X", "Company 1", "Z"]
    assert told.args is not None
    assert [change.row for change in told.args[0].clearing] == [FIRST + 1]


def test_what_was_pasted_is_selected(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    QGuiApplication.clipboard().setText("A\tB\nC\tD")
    grid.at(1, "company_name")
    grid.press(Key.Key_V, CONTROL)
    assert grid.view.selected_leads() == [FIRST + 1, FIRST + 2]
    assert grid.view.selected_keys() == ["company_name", "email"]
    assert grid.view.current_cell() == (FIRST + 1, "company_name")


def test_a_paste_over_the_last_rows_selects_what_there_is(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    last = grid.model.rowCount() - 1
    QGuiApplication.clipboard().setText("A\nB\nC")
    grid.at(last, "company_name")
    grid.press(Key.Key_V, CONTROL)
    assert grid.view.selected_leads() == [FIRST + last]


def test_the_current_cell_stays_in_view_when_the_grid_gets_lower(qtbot: QtBot) -> None:
    grid = opened(qtbot, count=60)
    grid.view.resize(900, 700)
    seen = grid.view.rowAt(grid.view.viewport().height() - 1) - 1
    grid.at(seen, "company_name")
    assert grid.view.verticalScrollBar().value() == 0
    grid.view.resize(900, 400)
    foot = grid.view.rowViewportPosition(seen) + grid.view.rowHeight(seen)
    assert 0 < foot <= grid.view.viewport().height()


def test_keys_that_are_not_the_grids_go_on_to_the_window(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_F, CONTROL)
    grid.press(Key.Key_F6)
    assert grid.view.editing.editor is None
    assert grid.staged == []
