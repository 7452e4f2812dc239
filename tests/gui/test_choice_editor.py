"""Lists to choose from: found by typing, never rewritten by being looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QCompleter
from pytestqt.qtbot import QtBot

from copper_desk.gui.choice_editor import ChoiceEditor
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import FIRST, Grid, opened

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def list_of(grid: Grid) -> QAbstractItemView:
    editor = grid.view.editing.editor
    assert isinstance(editor, ChoiceEditor)
    completer = editor.findChild(QCompleter)
    assert completer is not None
    found = completer.popup()
    assert found is not None
    return found


def test_typing_finds_an_entry_and_enter_takes_it(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("op")
    assert list_of(grid).isVisible()
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") == 22
    assert grid.place == (2, "status_id")


def test_alt_down_opens_the_whole_list_at_the_current_entry(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    shown = list_of(grid)
    assert shown.model().rowCount() == 3
    assert shown.currentIndex().data() == "New"
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") == 23


def test_looking_at_a_choice_changes_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Return)
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Return)
    assert grid.staged == []


def test_an_id_that_is_no_longer_listed_is_shown_and_kept(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST + 1, "assignee_id", 999),)))
    grid.at(1, "assignee_id")
    grid.press(Key.Key_F2)
    editor = grid.view.editing.editor
    assert isinstance(editor, ChoiceEditor)
    assert "999" in editor.text()
    grid.press(Key.Key_Return)
    assert len(grid.staged) == 1
    assert grid.value(1, "assignee_id") == 999


def test_names_that_repeat_are_told_apart_by_their_place(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.set_column_shown("customer_source_id", shown=True)
    grid.at(1, "customer_source_id")
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert grid.value(1, "customer_source_id") == 32


def test_a_word_that_no_entry_has_stays_as_typed(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("Platinum")
    assert not list_of(grid).isVisible()
    grid.press(Key.Key_Return)
    assert isinstance(grid.value(1, "status_id"), Unparsed)


def test_an_emptied_choice_clears(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Backspace)
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") is None


def test_escape_leaves_a_choice_as_it_was(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("op")
    grid.press(Key.Key_Escape)
    assert grid.staged == []
    assert grid.view.editing.editor is None


def test_a_click_on_an_entry_takes_it(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    shown = list_of(grid)
    shown.clicked.emit(shown.model().index(1, 0))
    assert grid.value(1, "status_id") == 22


def test_a_date_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "cf_102")
    grid.press(Key.Key_Down, ALT)
    editor = grid.view.editing.editor
    assert editor is not None
    (calendar,) = editor.findChildren(QCalendarWidget)
    calendar.setSelectedDate(QDate(2026, 5, 17))
    calendar.activated.emit(calendar.selectedDate())
    assert grid.value(1, "cf_102") == date(2026, 5, 17)
