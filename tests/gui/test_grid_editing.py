"""The grid's cells under real keys: typing, F2, Enter and Escape, as fingers know it from Excel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.leads.value import Unparsed
from tests.support.grid import editor_text, opened

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


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
