"""Change values… in the real window: typed, pasted, keyed by another column, one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from copper_desk.gui.values.offering_line import OfferingLine
from copper_desk.gui.values.value_window import ValueWindow
from tests.support.window import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(person: Person, key: str, *titles: str) -> ValueWindow:
    """Three leads shown, with these titles; the window of Change values… over their column ``key``."""
    rows = [person.row(n) for n in range(len(titles))]
    for row, title in zip(rows, titles, strict=True):
        person.type(row, "title", title)
    person.window.filters.show_only(rows, "three")
    person.go(rows[0], key)
    QTest.keyClick(person.window.view, Qt.Key.Key_H, CONTROL | SHIFT)
    window = person.window.values.window
    assert isinstance(window, ValueWindow)
    window.activateWindow()
    QApplication.processEvents()
    return window


def listed(window: ValueWindow, column: int) -> list[str]:
    """What stands in a column of the list."""
    return [str(window.model.index(line, column).data()) for line in range(window.model.rowCount())]


def type_new(window: ValueWindow, text: str) -> None:
    """Type a new value and press Enter."""
    QTest.keyClicks(window.table, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_new_values_are_typed_and_change_the_leads_shown_as_one_step(person: Person) -> None:
    person.type(person.row(3), "title", "CEO")
    window = opened(person, "title", "CEO", "ceo", "CEO")
    assert [listed(window, 0), listed(window, 1)] == [["CEO", "ceo"], ["2", "1"]]
    assert not window.apply.isEnabled()
    type_new(window, "Chief executive")
    assert window.table.currentIndex().row() == 1
    type_new(window, "CEO")
    window.show_plan()
    assert window.apply.text() == "Change 3 cells"
    QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)
    rows = [person.row(n) for n in range(3)]
    assert [person.shown_text(row, "title") for row in rows] == ["Chief executive", "CEO", "Chief executive"]
    assert person.said() == "3 changed"
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "title") for row in rows] == ["CEO", "ceo", "CEO"]
    person.window.commands.show_all()
    assert person.shown_text(person.row(3), "title") == "CEO"


def test_an_owner_by_the_value_of_another_column_from_a_pasted_list(person: Person) -> None:
    window = opened(person, "assignee_id", "North", "South", "North")
    window.keyed.setCurrentIndex(window.keyed.findData("title"))
    assert listed(window, 0) == ["North", "South"]
    QGuiApplication.clipboard().setText("north\tBo Lind\nSouth\tNobody Known\nEast\tBo Lind\n")
    QTest.keyClick(window.table, Qt.Key.Key_V, CONTROL)
    assert listed(window, 2) == ["Bo Lind", "Nobody Known"]
    assert listed(window, 3)[0] == ""
    assert "“Nobody Known” is not" in listed(window, 3)[1]
    assert window.told.text() == "2 values got a new one. In no lead shown: “East”."
    window.show_plan()
    assert window.total.text() == "2 values · 1 cell needs attention"
    window.apply.click()
    rows = [person.row(n) for n in range(3)]
    assert {person.shown_text(rows[0], "assignee_id"), person.shown_text(rows[2], "assignee_id")} == {"Bo Lind"}


def test_one_pasted_column_fills_from_the_current_line(person: Person) -> None:
    window = opened(person, "title", "A", "B", "C")
    window.table.setCurrentIndex(window.model.index(1, 2))
    QGuiApplication.clipboard().setText("x\ny\nz\n")
    window.paste.click()
    assert listed(window, 2) == ["", "x", "y"]


def test_a_list_that_is_too_long_is_refused_in_words(person: Person) -> None:
    window = opened(person, "title", "A", "B")
    QGuiApplication.clipboard().setText("A\tx\n" * 600_000)
    window.paste.click()
    assert window.told.isVisible()
    assert window.told.text().startswith(
        "The clipboard holds about 1,200,001 cells, and a paste takes 500,000 at most."
    )
    assert listed(window, 2) == ["", ""]


def test_very_many_values_are_counted_in_turns(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copper_desk.gui.values.value_window.AT_ONCE_S", 0.0)
    window = opened(person, "title", "A", "B")
    assert window.total.text() == "Counting…"
    assert not window.apply.isEnabled()
    with person.waiting(window.planned):
        pass
    assert listed(window, 0) == ["A", "B"]
    type_new(window, "C")
    with person.waiting(window.agreed):
        QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)
    assert person.shown_text(person.row(0), "title") == "C"


def test_enter_ends_a_new_value_also_while_the_offers_are_open(person: Person) -> None:
    window = opened(person, "assignee_id", "A", "B", "C")
    window.table.setCurrentIndex(window.model.index(0, 2))
    QTest.keyClicks(window.table, "B")
    line = QApplication.focusWidget()
    assert isinstance(line, OfferingLine)
    QTest.keyClicks(line, "o")
    popup = line.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Bo Lind"
    for _ in ("the key", "the table, which closes the line in a turn of its own"):
        QApplication.processEvents()
    assert listed(window, 2)[0] == "Bo Lind"
    assert window.table.currentIndex().row() == min(1, window.model.rowCount() - 1)


def test_an_open_line_counts_when_the_button_is_pressed(person: Person) -> None:
    window = opened(person, "title", "A")
    QTest.keyClicks(window.table, "Q")
    window.apply.setEnabled(True)
    window.apply.click()
    assert person.shown_text(person.row(0), "title") == "Q"


def test_escape_leaves_everything_as_it_was(person: Person) -> None:
    window = opened(person, "title", "A")
    type_new(window, "B")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert person.shown_text(person.row(0), "title") == "A"
    person.window.activateWindow()
    QApplication.processEvents()
    assert QApplication.focusWidget() is person.window.view
