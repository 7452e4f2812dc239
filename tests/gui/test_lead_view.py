"""The grid under real keys: move, select, edit, fill, as fingers know it from Excel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import SetCell
from tests.support.grid import FIRST, TODAY, Grid, opened

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def editor_text(grid: Grid) -> str | None:
    editor = grid.view.editing.editor
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else None


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


# -- editing ---------------------------------------------------------------------------------------------------


def test_typing_replaces_and_enter_commits_downwards(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    assert editor_text(grid) == "Buyer"
    grid.press(Key.Key_Return)
    assert grid.value(1, "title") == "Buyer"
    assert grid.place == (2, "title")
    assert grid.view.editing.editor is None
    assert grid.view.hasFocus()


def test_the_name_is_edited_in_the_frozen_pane(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.press(Key.Key_F2)
    assert editor_text(grid) == "Ana Obi"
    grid.press(Key.Key_End)
    grid.type("!")
    grid.press(Key.Key_Return)
    assert grid.value(0, "name") == "Ana Obi!"
    assert grid.place == (1, "name")


def test_arrows_commit_what_was_typed_but_move_the_caret_after_f2(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    grid.press(Key.Key_Right)
    assert grid.value(1, "title") == "Buyer"
    assert grid.place == (1, "company_name")
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Left)
    assert editor_text(grid) == "Company 1"


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    grid.press(Key.Key_Escape)
    assert grid.staged == []
    assert grid.place == (1, "title")


def test_backspace_opens_an_empty_editor_and_an_emptied_editor_clears(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "email")
    grid.press(Key.Key_Backspace)
    assert editor_text(grid) == ""
    grid.press(Key.Key_Return)
    assert grid.value(1, "email") is None


def test_text_that_cannot_be_read_stays_as_typed(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "monetary_value")
    grid.type("12k?")
    grid.press(Key.Key_Return)
    value = grid.value(0, "monetary_value")
    assert isinstance(value, Unparsed)
    grid.at(0, "monetary_value")
    grid.press(Key.Key_F2)
    assert editor_text(grid) == "12k?"


def test_long_text_takes_line_breaks(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "details")
    grid.type("one")
    grid.press(Key.Key_Return, ALT)
    grid.type("two")
    grid.press(Key.Key_Return)
    assert grid.value(1, "details") == "one\ntwo"


def test_read_only_cells_say_why_they_do_not_open(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "id")
    grid.type("5")
    assert grid.view.editing.editor is None
    assert grid.said == ["Lead ID is filled in by Copper and cannot be edited here."]


def test_an_open_editor_can_be_committed_from_outside(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    assert grid.view.commit_editor()
    assert grid.value(1, "title") == "Buyer"
    assert not grid.view.commit_editor()


def test_sorting_commits_the_open_editor_into_its_own_lead(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    grid.arrangement.sort("name", descending=True)
    assert grid.value(1, "title") == "Buyer"
    assert grid.view.editing.editor is None


def test_control_enter_puts_the_text_into_every_selected_cell(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Down, SHIFT)
    grid.type("Buyer")
    grid.press(Key.Key_Return, CONTROL)
    assert [grid.value(n, "title") for n in range(5)] == [None, "Buyer", "Buyer", "Buyer", None]
    assert len(grid.staged) == 1
    assert grid.view.selection.count() == 3


def test_composed_characters_open_the_cell(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    event = QInputMethodEvent()
    event.setCommitString("社長")
    QApplication.sendEvent(grid.view, event)
    assert editor_text(grid) == "社長"


# -- gestures --------------------------------------------------------------------------------------------------


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
    assert grid.said == ["Today's date goes into date columns only."]


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
