"""Dates: typed as people write them, or picked from a calendar that arrows and Enter move through."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from copper_desk.gui.editor.date_editor import DateEditor
from copper_desk.gui.look.theme import Look
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import FIRST, TODAY, Grid, opened

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LOOKS = pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])


def at_date(qtbot: QtBot, *, day: date | None = date(2026, 5, 14), look: Look = Look.LIGHT) -> Grid:
    grid = opened(qtbot, look=look)
    grid.stage(ChangeSet((SetCell(FIRST + 1, "cf_102", day),)))
    grid.staged.clear()
    grid.at(1, "cf_102")
    return grid


def editor_of(grid: Grid) -> DateEditor:
    editor = grid.view.editing.editor
    assert isinstance(editor, DateEditor)
    return editor


@pytest.mark.parametrize("text", ["2026-03-17", "17 Mar 2026", "March 17, 2026"])
def test_a_date_is_typed_as_people_write_it(qtbot: QtBot, text: str) -> None:
    grid = at_date(qtbot)
    grid.type(text)
    grid.press(Key.Key_Return)
    assert grid.value(1, "cf_102") == date(2026, 3, 17)
    assert grid.place == (2, "cf_102")


def test_what_is_no_date_stays_as_typed(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.type("soon")
    grid.press(Key.Key_Return)
    value = grid.value(1, "cf_102")
    assert isinstance(value, Unparsed)
    assert value.text == "soon"


def test_arrows_and_enter_pick_a_day(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    assert QApplication.activePopupWidget() is editor_of(grid).calendar
    grid.press(Key.Key_Right)
    grid.press(Key.Key_Down)
    grid.press(Key.Key_Return)
    assert grid.value(1, "cf_102") == date(2026, 5, 22)
    assert QApplication.activePopupWidget() is None
    assert grid.view.editing.editor is None
    assert grid.view.hasFocus()


def test_page_keys_change_the_month(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_PageDown)
    grid.press(Key.Key_Return)
    assert grid.value(1, "cf_102") == date(2026, 6, 14)


def test_escape_closes_the_calendar_first_and_the_editor_then(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_F2)
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Right)
    grid.press(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert editor_of(grid).text() == "2026-05-14"
    grid.press(Key.Key_Escape)
    assert grid.view.editing.editor is None
    assert grid.staged == []


def test_the_calendar_goes_with_its_editor(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    calendar = editor_of(grid).calendar
    assert calendar.isVisible()
    grid.view.commit_editor()
    assert not calendar.isVisible()


def test_looking_at_the_calendar_changes_nothing(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    grid.press(Key.Key_Return)
    assert grid.staged == []


def test_the_calendar_opens_at_the_date_that_is_written_else_today(qtbot: QtBot) -> None:
    grid = at_date(qtbot, day=None)
    grid.type("17 Mar 2031")
    grid.press(Key.Key_Down, ALT)
    month = editor_of(grid).calendar.month
    assert (month.yearShown(), month.monthShown()) == (2031, 3)
    grid.press(Key.Key_Escape)
    grid.press(Key.Key_Escape)
    grid.press(Key.Key_Down, ALT)
    month = editor_of(grid).calendar.month
    assert (month.yearShown(), month.monthShown()) == (TODAY.year, TODAY.month)


def test_the_button_in_the_cell_opens_the_calendar(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_F2)
    (opener,) = editor_of(grid).findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert editor_of(grid).calendar.isVisible()


@pytest.mark.parametrize(("place", "expected"), [(0, TODAY), (1, None)])
def test_today_and_no_date_are_a_click_away(qtbot: QtBot, place: int, expected: date | None) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    QTest.mouseClick(editor_of(grid).calendar.findChildren(QPushButton)[place], Qt.MouseButton.LeftButton)
    assert grid.value(1, "cf_102") == expected


def test_the_steppers_turn_months_and_years(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_Down, ALT)
    calendar = editor_of(grid).calendar
    steppers = {button.accessibleName(): button for button in calendar.findChildren(QToolButton)}
    for name in ("Next month", "Previous year", "Previous month", "Previous month"):
        QTest.mouseClick(steppers[name], Qt.MouseButton.LeftButton)
    assert (calendar.month.yearShown(), calendar.month.monthShown()) == (2025, 4)


def test_the_week_begins_where_it_does_in_the_persons_country(qtbot: QtBot) -> None:
    grid = at_date(qtbot)
    grid.press(Key.Key_F2)
    month = editor_of(grid).calendar.month
    assert month.firstDayOfWeek() == month.locale().firstDayOfWeek()


@LOOKS
def test_the_calendar_is_drawn_in_the_themes_colours(qtbot: QtBot, look: Look) -> None:
    grid = at_date(qtbot, look=look)
    grid.press(Key.Key_Down, ALT)
    calendar, tokens = editor_of(grid).calendar, grid.theme.tokens
    image = calendar.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {tokens.raised, tokens.accent, tokens.text, tokens.muted, tokens.control} <= colours
    assert "#ff0000" not in colours  # Qt's own weekends.


@pytest.mark.parametrize("corner", ["right", "bottom"])
def test_the_calendar_stays_on_the_screen_and_shows_every_day(qtbot: QtBot, corner: str) -> None:
    grid = at_date(qtbot)
    area = QGuiApplication.primaryScreen().availableGeometry()
    at = QPoint(area.right() - 500, 0) if corner == "right" else QPoint(0, area.bottom() - 200)
    grid.view.move(at)
    grid.press(Key.Key_Down, ALT)
    calendar = editor_of(grid).calendar
    assert area.contains(calendar.geometry())
    (days,) = calendar.month.findChildren(QTableView)
    assert days.horizontalHeader().length() <= days.viewport().width()
    assert days.verticalHeader().length() <= days.viewport().height()
