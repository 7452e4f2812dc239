"""The grid under real keys: move and select, as fingers know it from Excel, also across a sort and a filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.sheet.edit import SetCell
from tests.support.grid import FIRST, editor_text, opened

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# -- moving ----------------------------------------------------------------------------------------------------


def test_arrows_move_across_both_panes(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_Right)
    assert grid.place == (0, "id")
    grid.press(Key.Key_Left)
    grid.press(Key.Key_Left)
    assert grid.place == (0, "")
    grid.press(Key.Key_Left)
    assert grid.place == (0, "")
    grid.press(Key.Key_Down)
    assert grid.place == (1, "")


def test_home_end_and_their_control_forms(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_End)
    last_key = grid.view.current_cell()
    assert last_key is not None
    grid.press(Key.Key_End, CONTROL)
    assert grid.place == (7, last_key[1])
    grid.press(Key.Key_Home)
    assert grid.place == (7, "")
    grid.press(Key.Key_Home, CONTROL)
    assert grid.place == (0, "")


def test_control_down_goes_to_the_edge_of_the_data(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "monetary_value")
    grid.press(Key.Key_Down, CONTROL)
    assert grid.place == (2, "monetary_value")  # every other value is empty
    grid.at(0, "email")
    grid.press(Key.Key_Down, CONTROL)
    assert grid.place == (7, "email")


def test_shift_extends_from_the_current_cell_which_stays(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "name")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Right, SHIFT)
    assert grid.place == (1, "name")
    assert grid.view.selected_leads() == [FIRST + 1, FIRST + 2, FIRST + 3]
    assert grid.view.selected_keys() == ["name", "id"]
    grid.press(Key.Key_Up, SHIFT)
    assert grid.view.selected_leads() == [FIRST + 1, FIRST + 2]
    grid.press(Key.Key_Escape)
    assert grid.view.selection.count() == 1


def test_page_keys_scroll_by_what_is_seen(qtbot: QtBot) -> None:
    grid = opened(qtbot, count=200)
    grid.press(Key.Key_PageDown)
    assert grid.place is not None
    page = grid.place[0]
    assert page == grid.view.viewport().height() // grid.theme.metrics.row - 1
    grid.press(Key.Key_PageUp)
    assert grid.place == (0, "name")


def test_control_a_selects_what_is_shown_and_not_what_is_hidden(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_A, CONTROL)
    assert grid.view.selection.count() == 8 * len(grid.view.shown_columns())
    assert "tags" not in grid.view.selected_keys()


def test_whole_rows_and_columns(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(2, "email")
    grid.press(Key.Key_Space, SHIFT)
    assert grid.view.selected_leads() == [FIRST + 2]
    assert len(grid.view.selection.columns()) == len(grid.view.shown_columns())
    grid.at(2, "email")
    grid.press(Key.Key_Space, CONTROL)
    assert grid.view.selected_keys() == ["email"]
    assert len(grid.view.selected_leads()) == 8


def test_enter_returns_to_the_column_where_tab_began(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "company_name")
    grid.press(Key.Key_Tab)
    grid.press(Key.Key_Tab)
    grid.press(Key.Key_Return)
    assert grid.place == (2, "company_name")
    grid.press(Key.Key_Return, SHIFT)
    assert grid.place == (1, "company_name")


def test_a_tab_run_also_counts_through_editors(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "title")
    grid.type("CEO")
    grid.press(Key.Key_Tab)
    grid.type("X Ltd")
    grid.press(Key.Key_Return)
    assert grid.place == (1, "title")
    assert [change.key for staged in grid.staged for change in staged if isinstance(change, SetCell)] == [
        "title",
        "company_name",
    ]


def test_enter_goes_round_inside_a_selected_block(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "title")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Right, SHIFT)
    seen = []
    for _ in range(4):
        grid.press(Key.Key_Return)
        seen.append(grid.place)
    assert seen == [(1, "title"), (0, "company_name"), (1, "company_name"), (0, "title")]
    assert grid.view.selection.count() == 4


def test_a_preference_makes_enter_edit(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.enter_edits = True
    grid.press(Key.Key_Return)
    assert editor_text(grid) == "Ana Obi"


# -- order -----------------------------------------------------------------------------------------------------


def test_current_cell_and_selection_survive_sort_and_filter_as_leads(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "email")
    grid.press(Key.Key_Down, SHIFT)
    grid.arrangement.sort("name", descending=True)
    assert grid.place == (1, "email")
    assert set(grid.view.selected_leads()) == {FIRST + 1, FIRST + 2}
    grid.arrangement.filter("chen")
    assert grid.view.selected_leads() == [FIRST + 2]


def test_a_cell_typed_after_a_sort_lands_in_the_lead_that_is_shown(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.arrangement.sort("company_name", descending=True)
    grid.press(Key.Key_Home, CONTROL)
    grid.press(Key.Key_Right)
    grid.type("Typed")
    grid.press(Key.Key_Return)
    assert grid.value(7, "name") == "Typed"


def test_a_filter_that_hides_the_current_lead_leaves_the_column_current(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "email")
    grid.arrangement.filter("chen")
    grid.view.begin()
    assert grid.place == (2, "email")
    column = grid.model.column_of("email")
    assert column is not None
    grid.view.hide_column(column)
    grid.arrangement.filter("dana")
    grid.view.begin()
    assert grid.place == (3, "name")


def test_a_hidden_column_is_shown_when_it_is_gone_to(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    assert grid.view.go_to(FIRST + 1, "tags")
    assert grid.place == (1, "tags")
    assert not grid.view.go_to(FIRST + 999)


def test_escape_with_nothing_to_leave_goes_on_to_the_window(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_Right, SHIFT)
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(grid.view, event)
    assert event.isAccepted()
    assert grid.view.selection.count() == 1
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    grid.view.keyPressEvent(event)
    assert not event.isAccepted()
