"""Shortcuts that people give: which keys may be, who loses them, what is kept, and the window in which it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.action import all_specs
from copper_desk.gui.control.habit import SHORTCUTS, Habits
from copper_desk.gui.control.keymap import Keymap, refusal
from copper_desk.gui.dialog.shortcut_window import ShortcutWindow
from copper_desk.storage.setting import Settings
from tests.support.window import Person

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NAMES = [spec.name for spec in all_specs()]
KEYS = ["Ctrl+B", "Ctrl+F", "F3", "Ctrl+Shift+H", "Alt+F12", "Ctrl+C", ""]


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("Ctrl+B", ""),
        ("F9", ""),
        ("Shift+F9", ""),
        ("Del", ""),
        ("Ctrl+C", ""),
        ("Ctrl+Alt+B", "Ctrl+Alt is AltGr"),
        ("Ctrl+Alt+Shift+F3", "Ctrl+Alt is AltGr"),
        ("B", "A key alone types"),
        ("Shift+B", "A key alone types"),
        ("", "Press the keys"),
        ("Ctrl+D", ""),
        ("Space", "The sheet itself needs Space"),
        ("F2", "The sheet itself needs F2"),
        ("Ctrl+Right", "The sheet itself needs Ctrl+Right"),
        ("Esc", "The sheet itself needs Esc"),
        ("Alt+F", "Alt with a letter"),
        ("Alt+F9", ""),
        ("Ctrl+Return", "The sheet itself needs"),
        ("Alt+Return", "The sheet itself needs"),
    ],
)
def test_which_keys_may_be_given(keys: str, says: str) -> None:
    told = refusal(keys)
    assert told.startswith(says) if says else told == ""


def test_no_key_of_the_table_is_refused() -> None:
    assert [keys for spec in all_specs() for keys in spec.keys if refusal(keys)] == []


def test_whoever_had_the_keys_loses_them_and_gets_them_back() -> None:
    keymap = Keymap(Habits(None))
    keymap.give("change_values", "Ctrl+F")
    assert keymap.keys("change_values") == ("Ctrl+F",)
    assert keymap.keys("find") == ()
    keymap.give_back("find")
    assert (keymap.keys("find"), keymap.keys("change_values")) == (("Ctrl+F",), ())
    keymap.give_back("change_values")
    assert not keymap.has_own()


def test_of_two_keys_only_the_taken_one_is_lost() -> None:
    keymap = Keymap(Habits(None))
    keymap.give("about", "Ctrl+Y")
    assert keymap.keys("redo") == ("Ctrl+Shift+Z",)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([*KEYS, "back", "all back"])), max_size=12))
def test_no_keys_are_ever_had_by_two(steps: list[tuple[str, str]]) -> None:
    keymap = Keymap(Habits(None))
    for name, step in steps:
        if step == "back":
            keymap.give_back(name)
        elif step == "all back":
            keymap.give_all_back()
        else:
            keymap.give(name, step)
        given_out = [keys for each in NAMES for keys in keymap.keys(each)]
        assert len(given_out) == len(set(given_out))
    keymap.give_all_back()
    assert [keymap.keys(spec.name) for spec in all_specs()] == [spec.keys for spec in all_specs()]


@given(
    st.dictionaries(
        st.sampled_from([*NAMES, "gone"]), st.lists(st.sampled_from([*KEYS, "B", "no keys", "F12"]), max_size=3)
    )
)
def test_whatever_stands_in_the_settings_no_keys_are_had_by_two(kept: dict[str, list[str]]) -> None:
    habits = Habits(None)
    habits.keep(SHORTCUTS, {name: [*keys] for name, keys in kept.items()})
    keymap = Keymap(habits)
    given_out = [keys for each in NAMES for keys in keymap.keys(each)]
    assert len(given_out) == len(set(given_out))
    assert not [keys for keys in given_out if refusal(keys)]


def test_what_was_given_is_kept_and_what_was_damaged_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Keymap(Habits(Settings(path))).give("about", "Ctrl+B")
    assert Keymap(Habits(Settings(path))).keys("about") == ("Ctrl+B",)
    Settings(path).set(SHORTCUTS, {"about": ["B", 7, "Ctrl+Alt+B", "Ctrl+J"], "nonsense": ["F9"], "find": "F9"})
    keymap = Keymap(Habits(Settings(path)))
    assert keymap.keys("about") == ("Ctrl+J",)
    assert keymap.holder("F9") is None


def test_settings_that_cannot_be_written_are_told_and_count_until_the_end(tmp_path: Path) -> None:
    said: list[object] = []
    habits = Habits(Settings(tmp_path / "gone" / "settings.json"))
    habits.troubled.connect(said.append)
    keymap = Keymap(habits)
    keymap.give("about", "Ctrl+B")
    assert keymap.keys("about") == ("Ctrl+B",)
    assert str(said[0]).startswith("This could not be kept for the next start: ")


def opened(person: Person) -> ShortcutWindow:
    """Press F1."""
    QTest.keyClick(person.window.view, Qt.Key.Key_F1)
    window = person.window.findChild(ShortcutWindow)
    assert window is not None
    window.activateWindow()
    QApplication.processEvents()
    return window


def test_new_keys_are_pressed_set_and_followed_everywhere(person: Person) -> None:
    window = opened(person)
    window.choose("find_next")
    QTest.keyClick(window.edit, Qt.Key.Key_J, CONTROL)
    assert window.told.text() == "Ctrl+J is free."
    QTest.keyClick(window.edit, Qt.Key.Key_Return)
    assert window.item("find_next").text(1) == "Ctrl+J"
    action = person.window.actions_["find_next"]
    assert action.shortcuts() == [QKeySequence("Ctrl+J")]
    assert action.toolTip() == "Find next (Ctrl+J)"
    assert person.window.finder.panel.next.text() == "Next  Ctrl+J"
    window.close()
    person.window.activateWindow()
    QApplication.processEvents()
    person.go(person.row(0), "title")
    QTest.keyClick(person.window.view, Qt.Key.Key_F3)
    assert not person.window.finder.panel.isVisible()
    QTest.keyClick(person.window.view, Qt.Key.Key_J, CONTROL)
    assert person.window.finder.panel.isVisible()


def test_a_conflict_is_said_and_can_be_taken_over_and_taken_back(person: Person) -> None:
    window = opened(person)
    window.choose("about")
    QTest.keyClick(window.edit, Qt.Key.Key_F, CONTROL)
    assert window.told.text() == "Ctrl+F belongs to “Find”, which would lose it."
    assert window.give.text() == "Take over"
    window.give.click()
    assert person.window.actions_["find"].shortcuts() == []
    window.choose("find")
    window.back.click()
    assert person.window.actions_["find"].shortcuts() == [QKeySequence("Ctrl+F")]
    assert person.window.actions_["about"].shortcuts() == []
    window.back_all.click()
    assert not person.window.keymap.has_own()
    assert not window.back_all.isEnabled()


def test_keys_that_cannot_be_are_refused_with_the_reason(person: Person) -> None:
    window = opened(person)
    window.choose("about")
    QTest.keyClick(window.edit, Qt.Key.Key_Q, CONTROL | ALT)
    assert "AltGr" in window.told.text()
    assert not window.give.isEnabled()
    QTest.keyClick(window.edit, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert QApplication.focusWidget() is window.tree


def test_the_grid_gives_up_keys_that_were_taken_from_its_actions(person: Person) -> None:
    person.window.keymap.give("copy", "Ctrl+B")
    QGuiApplication.clipboard().setText("before")
    person.go(person.row(0), "title")
    QTest.keyClick(person.window.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "before"
    QTest.keyClick(person.window.view, Qt.Key.Key_B, CONTROL)
    assert QGuiApplication.clipboard().text() == person.shown_text(person.row(0), "title")


def test_actions_are_found_by_name_and_by_keys(person: Person) -> None:
    window = opened(person)
    QTest.keyClicks(window.search, "ctrl+k")
    shown = [spec.name for spec in all_specs() if not window.item(spec.name).isHidden()]
    assert shown == ["palette"]


def test_keys_of_the_last_start_are_there_in_the_next(qtbot: QtBot, open_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Keymap(Habits(Settings(path))).give("palette", "Ctrl+Shift+P")
    person = Person(qtbot, open_desk, settings=Settings(path))
    person.load()
    assert person.window.tools.keys.text() == "Ctrl Shift P"
    QTest.keyClick(person.window.view, Qt.Key.Key_P, CONTROL | SHIFT)
    assert person.window.palette_.overlay.isVisible()
    QTest.keyClick(person.window.palette_.overlay.line, Qt.Key.Key_P, CONTROL | SHIFT)
    assert not person.window.palette_.overlay.isVisible()
    person.leave()
