"""The command palette in the real window: opened, typed in, moved through, chosen and left by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.gui.command_palette.palette_overlay import PaletteOverlay
from copper_desk.gui.control.action import all_specs
from copper_desk.storage.setting import Settings
from tests.support.window import Person

CONTROL = Qt.KeyboardModifier.ControlModifier


def _escape(overlay: PaletteOverlay) -> None:
    QTest.keyClick(overlay.line, Qt.Key.Key_Escape)


def _keys_again(overlay: PaletteOverlay) -> None:
    QTest.keyClick(overlay.line, Qt.Key.Key_K, CONTROL)


def _click_beside(overlay: PaletteOverlay) -> None:
    QTest.mouseClick(overlay, Qt.MouseButton.LeftButton, pos=QPoint(5, overlay.height() - 5))


_LEAVES = (_escape, _keys_again, _click_beside)


def opened(person: Person) -> PaletteOverlay:
    """Press Ctrl+K in the grid."""
    person.window.activateWindow()
    person.window.view.setFocus()
    QTest.keyClick(person.window.view, Qt.Key.Key_K, CONTROL)
    overlay = person.window.palette_.overlay
    assert overlay.isVisible()
    return overlay


def labels(overlay: PaletteOverlay) -> list[str]:
    """The names listed."""
    return [found.entry.label for found in overlay.model.found]


def test_every_action_and_every_column_is_found_by_its_name(person: Person) -> None:
    overlay = opened(person)
    offered = {found.entry.name for found in overlay.model.found}
    assert {spec.name for spec in all_specs()} - {"palette"} <= offered
    assert {f"column:{field.key}" for field in person.window.model.fields} <= offered
    assert not [found for found in overlay.model.found if found.entry.place.endswith("Columns")]
    for found in list(overlay.model.found):
        overlay.line.setText(found.entry.label)
        assert found.entry.name in {each.entry.name for each in overlay.model.found}


@pytest.mark.parametrize(
    ("typed", "name"), [("fill", "fill_down"), ("trim", "trim"), ("national", "phone_national"), ("today", "today")]
)
def test_an_action_is_found_by_another_word_for_it(person: Person, typed: str, name: str) -> None:
    overlay = opened(person)
    overlay.line.setText(typed)
    assert name in [found.entry.name for found in overlay.model.found]


def test_keys_are_shown_and_what_cannot_be_chosen_says_why(person: Person) -> None:
    overlay = opened(person)
    QTest.keyClicks(overlay.line, "undo")
    entry = overlay.model.found[0].entry
    assert (entry.label, entry.place, entry.keys, entry.why_not) == ("Undo", "Edit", "Ctrl+Z", "nothing to undo")
    QTest.keyClick(overlay.line, Qt.Key.Key_Return)
    assert overlay.isVisible()
    assert overlay.line.accessibleDescription() == "Undo, Edit, Ctrl+Z, nothing to undo, 1 / 1"


def test_enter_does_what_is_marked_and_gives_the_focus_back(person: Person) -> None:
    person.type(person.row(0), "title", "clerk")
    person.go(person.row(0), "title")
    overlay = opened(person)
    QTest.keyClicks(overlay.line, "upper")
    QTest.keyClick(overlay.line, Qt.Key.Key_Return)
    assert not overlay.isVisible()
    assert person.shown_text(person.row(0), "title") == "CLERK"
    assert QApplication.focusWidget() is person.window.view


def test_arrows_go_round_and_a_click_chooses(person: Person) -> None:
    overlay = opened(person)
    QTest.keyClick(overlay.line, Qt.Key.Key_Up)
    assert overlay.list.currentIndex().row() == len(overlay.model.found) - 1
    QTest.keyClick(overlay.line, Qt.Key.Key_Down)
    assert overlay.list.currentIndex().row() == 0
    QTest.keyClick(overlay.line, Qt.Key.Key_PageDown)
    assert overlay.list.currentIndex().row() == 11
    overlay.line.setText("find previous")
    place = overlay.list.visualRect(overlay.model.index(0, 0)).center()
    QTest.mouseClick(overlay.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not overlay.isVisible()
    assert person.window.finder.panel.isVisible()


def test_a_column_is_gone_to_and_shown_if_it_was_hidden(person: Person) -> None:
    row = person.row(2)
    person.go(row, "title")
    overlay = opened(person)
    QTest.keyClicks(overlay.line, "klout")
    assert overlay.model.found[0].entry.place == "Column, hidden now"
    QTest.keyClick(overlay.line, Qt.Key.Key_Return)
    assert person.window.view.current_cell() == (row, "social.klout")


def test_escape_its_own_keys_and_a_click_beside_leave_it(person: Person) -> None:
    for leave in _LEAVES:
        overlay = opened(person)
        QTest.keyClicks(overlay.line, "find")
        leave(overlay)
        assert not overlay.isVisible()
        assert QApplication.focusWidget() is person.window.view


def test_no_other_shortcut_is_meant_while_it_is_open(person: Person) -> None:
    overlay = opened(person)
    QTest.keyClick(overlay.line, Qt.Key.Key_F, CONTROL)
    QTest.keyClick(overlay.line, Qt.Key.Key_F4)
    QTest.keyClick(overlay.line, Qt.Key.Key_Tab)
    assert overlay.isVisible()
    assert not person.window.finder.panel.isVisible()
    assert QApplication.focusWidget() is overlay.line


def test_an_open_cell_is_committed_first(person: Person) -> None:
    editor = person.begin_typing(person.row(0), "title", "Clerk")
    QTest.keyClick(editor, Qt.Key.Key_K, CONTROL)
    assert person.window.palette_.overlay.isVisible()
    assert person.shown_text(person.row(0), "title") == "Clerk"


def test_what_was_used_last_is_kept_for_the_next_start(qtbot: QtBot, open_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    person = Person(qtbot, open_desk, settings=Settings(path))
    person.load()
    overlay = opened(person)
    QTest.keyClicks(overlay.line, "find next")
    QTest.keyClick(overlay.line, Qt.Key.Key_Return)
    person.leave()
    assert Settings(path).get("palette_recent") == ["find_next"]


def test_it_fits_into_a_small_window_and_follows_its_size(person: Person) -> None:
    person.window.resize(800, 500)
    overlay = opened(person)
    QApplication.processEvents()
    assert overlay.rect().contains(overlay.card.geometry())
    person.window.resize(1000, 700)
    QApplication.processEvents()
    assert overlay.size() == person.window.size()
    assert overlay.rect().contains(overlay.card.geometry())


def test_its_button_stands_in_the_bar_with_its_keys(person: Person) -> None:
    button = person.window.tools.keys
    assert button.text() == "Ctrl K"
    assert button.accessibleName() == "Command palette (Ctrl+K)"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert person.window.palette_.overlay.isVisible()
