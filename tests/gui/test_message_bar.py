"""The line of messages: when it goes, the focus goes to the sheet and not to a button that happens to come next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from tests.support.window import Person


@pytest.fixture
def person(qtbot: QtBot, open_desk: Desk) -> Iterator[Person]:
    """Somebody who changed a lead, so that Discard is there, and was told something."""
    somebody = Person(qtbot, open_desk)
    somebody.load()
    somebody.type(somebody.row(0), "title", "Chief")
    somebody.window.panels.refresh()
    somebody.window.activateWindow()
    yield somebody
    somebody.leave()


@pytest.mark.parametrize("piece", ["offer", "close_line"])
def test_the_focus_goes_back_to_the_sheet_with_the_line(person: Person, piece: str) -> None:
    done: list[str] = []
    person.window.messages.say("Something happened.", offer="Undo", answer=lambda: done.append("undone"))
    button = getattr(person.window.message_bar, piece)
    button.setFocus()
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert person.window.message_bar.text == ""
    assert QApplication.focusWidget() is person.window.view
    assert done == (["undone"] if piece == "offer" else [])


def test_a_line_that_had_no_focus_takes_none_from_where_it_is(person: Person) -> None:
    person.window.messages.say("Something happened.")
    person.window.tools.filter.setFocus()
    person.window.message_bar.close_line.click()
    assert QApplication.focusWidget() is person.window.tools.filter
