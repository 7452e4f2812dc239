"""Tags and multi-selects: chips that keys alone add, walk and remove, and that change nothing by being looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.editor.chip import flowed
from copper_desk.gui.editor.chip_editor import ChipEditor
from copper_desk.leads.schema import Schema
from copper_desk.leads.text import TextStyle, value_of
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import ACCOUNT, FIRST, Grid, opened

Key = Qt.Key
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
TAGS, OPTIONS = "tags", "cf_103"


def at_chips(qtbot: QtBot, key: str = TAGS, value: CellValue = ("expo", "VIP, gold")) -> Grid:
    """The cell of lead 1, holding ``value``; lead 2 has the tag "partner"."""
    grid = opened(qtbot)
    grid.view.set_column_shown(key, shown=True)
    grid.stage(ChangeSet((SetCell(FIRST + 1, key, value), SetCell(FIRST + 2, "tags", ("partner", "expo")))))
    grid.staged.clear()
    grid.at(1, key)
    return grid


def editor_of(grid: Grid) -> ChipEditor:
    editor = grid.view.editing.editor
    assert isinstance(editor, ChipEditor)
    return editor


def chips(grid: Grid) -> list[str]:
    return [chip.text for chip in editor_of(grid).chips]


def ground_of(grid: Grid) -> QWidget:
    """What the chips lie on."""
    ground = editor_of(grid).widget()
    assert ground is not None
    return ground


def listed(grid: Grid) -> list[str]:
    entries = editor_of(grid).line.list
    model = entries.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if entries.isVisible() else []


def paste(grid: Grid, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    grid.press(Key.Key_V, CONTROL)


# -- looking ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (TAGS, ("expo", "VIP, gold")),
        (TAGS, (" outer spaces ", "twice", "twice")),
        (TAGS, 'expo, "VIP'),
        (OPTIONS, (42, 41)),
        (OPTIONS, (167775, 41)),
        (TAGS, ("", "expo")),
        (OPTIONS, "Expo;Carpets , Export"),
    ],
)
@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Tab])
def test_looking_changes_nothing(qtbot: QtBot, key: str, value: CellValue | str, leave: Qt.Key) -> None:
    if isinstance(value, str):  # What a paste left there unread.
        value = value_of(Schema(ACCOUNT)[key], value, TextStyle())
    grid = at_chips(qtbot, key, value)
    grid.press(Key.Key_F2)
    grid.press(leave)
    grid.at(1, key)
    grid.press(Key.Key_Down, ALT)
    assert grid.view.commit_editor()
    assert grid.staged == []
    assert grid.value(1, key) == value


def test_escape_leaves_everything_unchanged(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Backspace)
    grid.type("gold,")
    grid.press(Key.Key_Escape)
    assert grid.view.editing.editor is None
    assert grid.staged == []


# -- adding ----------------------------------------------------------------------------------------------------


def test_enter_adds_a_chip_and_on_an_empty_line_commits(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    grid.type("gold")
    grid.press(Key.Key_Return)
    assert chips(grid) == ["expo", "VIP, gold", "gold"]
    assert grid.staged == []
    grid.press(Key.Key_Return)
    assert grid.value(1, TAGS) == ("expo", "VIP, gold", "gold")
    assert grid.place == (2, TAGS)
    assert grid.view.hasFocus()


def test_a_comma_adds_a_chip_unless_a_quotation_mark_is_open(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=())
    grid.type('north,"a, b",')
    assert chips(grid) == ["north", "a, b"]
    grid.type("last")
    grid.press(Key.Key_Tab)
    assert grid.value(1, TAGS) == ("north", "a, b", "last")


def test_typing_replaces_as_in_any_cell(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.type("new")
    grid.press(Key.Key_Right)
    assert grid.value(1, TAGS) == ("new",)


@pytest.mark.parametrize("text", ['expo, "VIP, gold"', 'expo\n"VIP, gold"', 'expo\t"VIP, gold"\r\n'])
def test_a_pasted_list_becomes_chips(qtbot: QtBot, text: str) -> None:
    grid = at_chips(qtbot, value=())
    grid.press(Key.Key_F2)
    paste(grid, text)
    assert chips(grid) == ["expo", "VIP, gold"]
    grid.press(Key.Key_Return)
    assert grid.value(1, TAGS) == ("expo", "VIP, gold")


def test_a_list_pasted_from_the_menu_becomes_chips_too(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=())
    grid.press(Key.Key_F2)
    QGuiApplication.clipboard().setText('expo, "VIP, gold"')
    editor_of(grid).line.paste()
    assert chips(grid) == ["expo", "VIP, gold"]


def test_a_quotation_mark_left_open_is_kept_as_typed(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=("expo",))
    grid.press(Key.Key_F2)
    grid.type('"VIP, go')
    grid.press(Key.Key_Return)
    value = grid.value(1, TAGS)
    assert isinstance(value, Unparsed)
    assert value.text == 'expo, "VIP, go'


def test_a_chip_is_added_once(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    grid.type("expo,")
    assert chips(grid) == ["expo", "VIP, gold"]


def test_control_enter_fills_the_list_into_every_selected_cell(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_F2)
    grid.type("gold")
    grid.press(Key.Key_Return, CONTROL)
    assert [grid.value(n, TAGS) for n in (1, 2)] == [("expo", "VIP, gold", "gold")] * 2
    assert len(grid.staged) == 1


# -- finding ---------------------------------------------------------------------------------------------------


def test_known_tags_are_found_but_a_new_one_is_what_enter_takes(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=())
    grid.press(Key.Key_F2)
    grid.type("part")
    assert listed(grid) == ["part", "partner"]
    grid.press(Key.Key_Return)
    assert chips(grid) == ["part"]
    grid.type("rtn")
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert chips(grid) == ["part", "partner"]


def test_alt_down_lists_the_tags_of_the_column_that_the_cell_lacks(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=("expo",))
    grid.press(Key.Key_Down, ALT)
    assert listed(grid) == ["partner"]
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    grid.press(Key.Key_Return)
    assert grid.value(1, TAGS) == ("expo", "partner")


def test_options_are_found_anywhere_in_their_name_and_the_best_is_taken(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, ())
    grid.press(Key.Key_F2)
    grid.type("gold,")
    assert chips(grid) == ["VIP, gold"]
    grid.type("exp")
    assert listed(grid) == ["Expo", "Export"]
    grid.press(Key.Key_Tab)
    assert grid.value(1, OPTIONS) == (42, 41)


def test_several_options_follow_from_one_open_list(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, ())
    grid.press(Key.Key_Down, ALT)
    for _ in range(2):
        grid.press(Key.Key_Down)
        grid.press(Key.Key_Return)
    assert listed(grid) == ["Spare parts", "Export"]
    grid.press(Key.Key_Return)
    assert grid.value(1, OPTIONS) == (41, 42)


def test_a_click_in_the_list_adds_a_chip(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, (41,))
    grid.press(Key.Key_Down, ALT)
    entries = editor_of(grid).line.list
    place = entries.visualRect(entries.model().index(1, 0)).center()
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chips(grid) == ["Expo", "Spare parts"]


def test_a_word_that_is_no_option_stays_as_a_marked_chip(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, (41,))
    grid.press(Key.Key_F2)
    grid.type("Carpets")
    grid.press(Key.Key_Return)
    assert [chip.property("chip") for chip in editor_of(grid).chips] == ["plain", "bad"]
    grid.press(Key.Key_Return)
    value = grid.value(1, OPTIONS)
    assert isinstance(value, Unparsed)
    assert value.text == "Expo, Carpets"


def test_an_option_that_is_no_longer_listed_survives_an_edit_beside_it(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, (167775, 41))
    grid.press(Key.Key_F2)
    assert chips(grid) == ["#167775 (unknown)", "Expo"]
    grid.press(Key.Key_Backspace)
    grid.type("export,")
    grid.press(Key.Key_Return)
    assert grid.value(1, OPTIONS) == (167775, 44)


# -- removing --------------------------------------------------------------------------------------------------


def test_backspace_on_an_empty_line_removes_the_last_chip(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    grid.type("x")
    grid.press(Key.Key_Backspace)
    assert chips(grid) == ["expo", "VIP, gold"]
    grid.press(Key.Key_Backspace)
    assert chips(grid) == ["expo"]
    grid.press(Key.Key_Backspace)
    grid.press(Key.Key_Return)
    assert grid.value(1, TAGS) == ()


def test_a_chip_in_the_middle_is_reached_and_removed_by_keys(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=("a", "b", "c"))
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Left)
    grid.press(Key.Key_Left)
    grid.press(Key.Key_Delete)
    assert chips(grid) == ["a", "c"]
    grid.type("d")
    grid.press(Key.Key_Return)
    assert chips(grid) == ["a", "c", "d"]


def test_the_cross_of_a_chip_removes_it_and_says_what_it_removes(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    cross = editor_of(grid).chips[0].findChild(QToolButton)
    assert cross is not None
    assert cross.accessibleName() == "Remove expo"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert chips(grid) == ["VIP, gold"]
    assert QApplication.focusWidget() is editor_of(grid).line


# -- where it lies ---------------------------------------------------------------------------------------------


def test_a_click_between_the_chips_stays_in_the_editor(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    QTest.mouseClick(ground_of(grid), Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert chips(grid) == ["expo", "VIP, gold"]


def test_many_chips_scroll_and_stay_inside_the_grid(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, value=tuple(f"a rather long tag {n}" for n in range(60)))
    grid.at(7, TAGS)
    grid.stage(ChangeSet((SetCell(FIRST + 7, TAGS, tuple(f"a rather long tag {n}" for n in range(60))),)))
    grid.press(Key.Key_F2)
    editor = editor_of(grid)
    assert grid.view.viewport().rect().contains(editor.geometry())
    assert editor.verticalScrollBar().maximum() > 0
    seen = editor.viewport().rect()
    assert seen.contains(editor.line.geometry().translated(ground_of(grid).pos()))


def test_one_line_of_chips_is_as_high_as_its_cell_and_none_is_cut(qtbot: QtBot) -> None:
    grid = at_chips(qtbot)
    grid.press(Key.Key_F2)
    editor = editor_of(grid)
    assert editor.height() == grid.theme.metrics.row + 2
    assert all(chip.width() >= chip.natural_width() for chip in editor.chips)
    assert all(chip.height() >= chip.fontMetrics().height() for chip in editor.chips)


def test_the_name_of_the_field_is_what_a_screen_reader_says(qtbot: QtBot) -> None:
    grid = at_chips(qtbot, OPTIONS, ())
    grid.press(Key.Key_F2)
    focused = QApplication.focusWidget()
    assert focused is editor_of(grid).line
    assert focused.accessibleName() == "Interests"


def test_chips_flow_into_lines() -> None:
    assert flowed([40, 40, 40], room=100, gap=4) == [(0, 0), (0, 44), (1, 0)]
    assert flowed([120, 10], room=100, gap=4) == [(0, 0), (1, 0)]
