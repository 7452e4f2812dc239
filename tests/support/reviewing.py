"""What a person does with the Review: make something to push, open it, look, approve."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.window import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def type_titles(person: Person, count: int) -> list[RowId]:
    """Give the first leads that are shown a new title each, and return them."""
    rows = [person.row(n) for n in range(count)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", f"Chief {row}") for row in rows), "a test"))
    person.window.panels.refresh()
    person.remember()
    return rows


def press_push(review: ReviewWindow) -> None:
    """Approve by the keyboard."""
    QTest.keyClick(review.table, Qt.Key.Key_Return, CTRL)


def look(person: Person, act: Callable[[ReviewWindow], object]) -> None:
    """Open the Review by its key, do something in it and leave it by Esc."""

    def look_on(review: ReviewWindow) -> None:
        act(review)
        QTest.keyClick(review.table, Qt.Key.Key_Escape)

    person.answers.at_review = look_on
    person.window.activateWindow()
    QTest.keyClick(person.window.view, Qt.Key.Key_S, CTRL)
    assert person.answers.asked[-1][0] == "push"
