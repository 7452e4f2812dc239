"""Preferences in the real window: chosen by keys, applied at once, kept, and obeyed by what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from copper_desk.copper.window import CALLS_PER_MINUTE
from copper_desk.desk.local_data import chosen_keeping
from copper_desk.desk.read_only import ReadOnlyAccount
from copper_desk.gui.dialog.preference_window import PreferenceWindow
from copper_desk.gui.look.theme import Look, look_named
from copper_desk.gui.system_style import PLAIN, locale_of, style_of
from copper_desk.leads.style import TextStyle
from copper_desk.storage.setting import Settings
from tests.desk.kept_desk import Computer, computer
from tests.support.window import Person, a_theme

__all__ = ["computer"]

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of this computer."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def somebody(qtbot: QtBot, computer: Computer, settings: Settings) -> Person:
    """Somebody at a window whose settings and data are kept."""
    person = Person(qtbot, computer.open(), settings=settings)
    person.load()
    return person


def opened(person: Person) -> PreferenceWindow:
    """Press Ctrl+, in the grid."""
    person.window.activateWindow()
    person.window.view.setFocus()
    QTest.keyClick(person.window.view, Key.Key_Comma, CONTROL)
    window = person.window.preferences.window
    assert window is not None
    assert window.isVisible()
    return window


def save(window: PreferenceWindow) -> None:
    """Press Enter."""
    QTest.keyClick(window.save, Key.Key_Return)


def test_enter_opens_the_cell_when_that_is_preferred_and_at_the_next_start(
    qtbot: QtBot, computer: Computer, settings: Settings, somebody: Person
) -> None:
    window = opened(somebody)
    window.enter.setFocus()
    QTest.keyClick(window.enter, Key.Key_Down)
    save(window)
    somebody.go(somebody.row(0), "title")
    QTest.keyClick(somebody.window.view, Key.Key_Return)
    assert somebody.window.view.editing.editor is not None
    somebody.leave()
    again = Person(qtbot, computer.open(), settings=settings)
    again.load()
    assert again.window.view.enter_edits
    assert opened(again).enter.currentData() is True
    again.leave()


def test_cancel_and_escape_choose_nothing(somebody: Person, settings: Settings) -> None:
    window = opened(somebody)
    window.asks.setChecked(False)
    window.calls.setValue(60)
    QTest.keyClick(window, Key.Key_Escape)
    assert somebody.window.preferences.asks_before_discard
    assert settings.get("calls_a_minute") is None
    somebody.leave()


def test_what_is_not_changed_is_not_kept(somebody: Person, settings: Settings) -> None:
    save(opened(somebody))
    assert settings.get("look") is None
    assert settings.get("history_days") is None
    somebody.leave()


def test_discarding_goes_without_a_question_where_none_is_wanted(somebody: Person) -> None:
    window = opened(somebody)
    QTest.keyClick(window.asks, Key.Key_Space)
    save(window)
    somebody.type(somebody.row(0), "title", "Owner")
    somebody.answers.discard = False
    somebody.window.actions_["discard"].trigger()
    assert not somebody.desk.sheet.counts().changed_leads
    assert not somebody.answers.asked
    somebody.window.actions_["undo"].trigger()
    assert somebody.desk.sheet.counts().changed_leads == 1
    somebody.leave()


def test_a_read_only_account_keeps_changes_and_sends_none(
    computer: Computer, settings: Settings, somebody: Person
) -> None:
    window = opened(somebody)
    QTest.keyClick(window.read_only, Key.Key_Space)
    save(window)
    row = somebody.row(0)
    somebody.type(row, "title", "Owner")
    somebody.window.panels.refresh()
    bar = somebody.window.changes
    assert bar.isVisible()
    assert not bar.push.isVisible()
    assert not bar.review.isVisible()
    assert "read-only" in bar.summary.text()
    assert not somebody.window.actions_["push"].isEnabled()
    assert not somebody.window.push.request_push()
    assert "read-only" in somebody.said()
    with pytest.raises(ReadOnlyAccount):
        somebody.desk.start(somebody.desk.plan())
    assert somebody.desk.sheet.edit(row, "title") is not None
    somebody.leave()
    kept = chosen_keeping(settings, computer.root)
    assert somebody.desk.folder is not None
    assert kept.read_only == {somebody.desk.folder.path.name}


def test_a_read_only_account_can_be_pushed_to_again(somebody: Person) -> None:
    for _ in range(2):
        window = opened(somebody)
        QTest.keyClick(window.read_only, Key.Key_Space)
        save(window)
    somebody.type(somebody.row(0), "title", "Owner")
    assert somebody.push().counts()
    somebody.assert_told_true()
    somebody.leave()


def test_the_pace_is_taken_at_once_and_never_above_what_copper_allows(somebody: Person, settings: Settings) -> None:
    window = opened(somebody)
    assert window.calls.maximum() == CALLS_PER_MINUTE
    window.calls.setValue(60)
    save(window)
    assert settings.get("calls_a_minute") == 60
    assert chosen_keeping(settings, Path()).calls_a_minute == 60
    somebody.leave()


def test_numbers_and_dates_are_those_of_a_country(somebody: Person, settings: Settings) -> None:
    window = opened(somebody)
    place = window.numbers.findData("de_DE")
    assert "1.234,50 · 4 Mar 2026" in window.numbers.itemText(place)
    window.numbers.setCurrentIndex(place)
    save(window)
    assert settings.get("numbers") == "de_DE"
    assert "next opening" in somebody.said()
    assert style_of(locale_of("de_DE")) == TextStyle(",", ".", "dmy")
    assert style_of(locale_of(PLAIN)) == TextStyle()
    somebody.leave()


def test_the_look_is_taken_at_once_and_kept(somebody: Person, settings: Settings) -> None:
    window = opened(somebody)
    window.look.setCurrentIndex(window.look.findData(Look.DARK))
    save(window)
    assert somebody.window.theme.look is Look.DARK
    assert look_named(settings.get("look")) is Look.DARK
    assert look_named("sepia") is Look.SYSTEM
    a_theme().choose(Look.LIGHT)
    somebody.leave()


def test_leads_are_kept_or_not_from_here_too(somebody: Person) -> None:
    window = opened(somebody)
    assert window.keeps.isChecked()
    QTest.keyClick(window.keeps, Key.Key_Space)
    save(window)
    assert not somebody.window.actions_["keep_leads"].isChecked()
    assert "no longer kept" in somebody.said()
    somebody.leave()
