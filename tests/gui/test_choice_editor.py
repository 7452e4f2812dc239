"""Lists to choose from: found by typing, never rewritten by being looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from copper_desk.gui.editor.choice_editor import ChoiceEditor
from copper_desk.gui.editor.entry_list import EntryList
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import FIRST, Grid, opened

Key = Qt.Key
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def list_of(grid: Grid) -> EntryList:
    editor = grid.view.editing.editor
    assert isinstance(editor, ChoiceEditor)
    return editor.list


def shown(grid: Grid) -> list[str]:
    model = list_of(grid).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def editing_text(grid: Grid) -> str:
    editor = grid.view.editing.editor
    assert isinstance(editor, ChoiceEditor)
    return editor.text()


def test_typing_finds_an_entry_and_enter_takes_it(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("op")
    assert list_of(grid).isVisible()
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") == 22
    assert grid.place == (2, "status_id")


def test_typing_finds_anywhere_in_a_word_but_marks_what_begins_so(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("n")
    assert shown(grid) == ["New", "Open", "Unqualified"]
    grid.press(Key.Key_Backspace)
    grid.type("ual")
    assert shown(grid) == ["Unqualified"]
    grid.press(Key.Key_Tab)
    assert grid.value(1, "status_id") == 23


def test_alt_down_opens_the_whole_list_at_the_current_entry(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    assert shown(grid) == ["Leave empty", "New", "Open", "Unqualified"]
    assert list_of(grid).currentIndex().data() == "New"
    qtmodeltester.check(list_of(grid).model(), force_py=True)  # type: ignore[no-untyped-call]
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") == 23


def test_an_entry_of_the_list_clears(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Up)
    grid.press(Key.Key_Return)
    assert grid.value(1, "status_id") is None


def test_looking_at_a_choice_changes_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Return)
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Return)
    assert grid.staged == []


def test_a_list_that_is_only_browsed_and_left_by_a_click_changes_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Down)
    click(grid, 4, "company_name")
    assert grid.view.editing.editor is None
    assert grid.staged == []


def test_what_was_typed_is_taken_when_a_click_leaves_the_cell(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "status_id")
    grid.type("op")
    click(grid, 4, "company_name")
    assert grid.value(1, "status_id") == 22


@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Tab])
def test_an_id_that_is_no_longer_listed_is_shown_and_kept(qtbot: QtBot, leave: Qt.Key) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST + 1, "assignee_id", 167775),)))
    grid.at(1, "assignee_id")
    grid.press(Key.Key_F2)
    assert editing_text(grid) == "#167775 (unknown)"
    grid.press(leave)
    grid.at(1, "assignee_id")
    grid.press(Key.Key_Down, ALT)
    assert list_of(grid).currentIndex().data() == "#167775 (unknown)"
    grid.press(leave)
    assert len(grid.staged) == 1
    assert grid.value(1, "assignee_id") == 167775


@pytest.mark.parametrize("typed", ["lind", "bo@", "bo@nw.example"])
def test_owners_are_found_by_name_and_by_email(qtbot: QtBot, typed: str) -> None:
    grid = opened(qtbot)
    grid.at(1, "assignee_id")
    grid.type(typed)
    grid.press(Key.Key_Return)
    assert grid.value(1, "assignee_id") == 12


def test_a_domain_that_all_share_finds_nobody_before_the_at_sign(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "assignee_id")
    grid.type("nw")
    assert not list_of(grid).isVisible()
    for _ in range(2):
        grid.press(Key.Key_Backspace)
    grid.type("@nw")
    assert shown(grid) == ["Ana Ruiz", "Bo Lind"]


def test_names_that_repeat_are_told_apart(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.set_column_shown("customer_source_id", shown=True)
    grid.at(1, "customer_source_id")
    grid.press(Key.Key_Down, ALT)
    assert shown(grid)[1:] == ["Web (#31)", "Web (#32)"]
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert grid.value(1, "customer_source_id") == 32


def test_control_enter_fills_a_name_that_repeats_into_every_selected_cell(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.set_column_shown("customer_source_id", shown=True)
    grid.at(1, "customer_source_id")
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_Down, ALT)
    for _ in range(2):
        grid.press(Key.Key_Down)
    grid.press(Key.Key_Return, CONTROL)
    assert [grid.value(n, "customer_source_id") for n in range(4)] == [None, 32, 32, None]
    assert len(grid.staged) == 1


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
    entries = list_of(grid)
    place = entries.visualRect(entries.model().index(2, 0)).center()
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.value(1, "status_id") == 22


def test_the_category_of_an_email_is_a_list_of_three(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.view.set_column_shown("email_category", shown=True)
    grid.at(1, "email_category")
    grid.press(Key.Key_Down, ALT)
    assert shown(grid) == ["work", "personal", "other"]
    grid.type("per")
    grid.press(Key.Key_Return)
    assert grid.value(1, "email_category") == "personal"


def test_the_list_shows_its_longest_entry_in_full(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST + 1, "assignee_id", 10**18),)))
    grid.at(1, "assignee_id")
    grid.view.setColumnWidth(grid.model.column_of("assignee_id") or 0, 60)
    grid.press(Key.Key_Down, ALT)
    entries = list_of(grid)
    longest = "#1000000000000000000 (unknown)" + "no longer listed"
    assert entries.viewport().width() > entries.fontMetrics().horizontalAdvance(longest)


@pytest.mark.parametrize("corner", ["right", "bottom"])
def test_the_list_stays_on_the_screen(qtbot: QtBot, corner: str) -> None:
    grid = opened(qtbot)
    area = QGuiApplication.primaryScreen().availableGeometry()
    at = QPoint(area.right() - 760, 0) if corner == "right" else QPoint(0, area.bottom() - 120)
    grid.view.move(at)
    grid.at(1, "status_id")
    grid.press(Key.Key_Down, ALT)
    editor = grid.view.editing.editor
    assert editor is not None
    listed, cell = list_of(grid).geometry(), editor.rect().translated(editor.mapToGlobal(QPoint(0, 0)))
    assert area.contains(listed)
    assert not listed.intersects(cell)


def click(grid: Grid, n: int, key: str) -> None:
    """A click into a cell."""
    viewport, point = grid.point(n, key)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
