"""Where keys go: F6 goes round the panes, Enter presses what has the focus, and the grid gets it back."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.dialog.confirm import question_box
from copper_desk.gui.dialog.first_run import StartWindow
from copper_desk.gui.look.piece import button
from copper_desk.sheet.phase import Phase
from tests.support.window import WAIT_MS, Person, a_theme


def test_f6_goes_round_all_panes_and_back(person: Person) -> None:
    window = person.window
    person.type(person.row(0), "title", "Quartermaster")
    window.panels.refresh()
    window.actions_["details"].setChecked(True)
    window.activateWindow()
    window.view.setFocus()
    panes = (window.view, window.details, window.changes, window.tools)
    visited = []
    for _ in panes:
        QTest.keyClick(window, Qt.Key.Key_F6)
        here = QApplication.focusWidget()
        assert here is not None
        visited.append(next(pane for pane in panes if pane is here or pane.isAncestorOf(here)))
    assert visited == [window.details, window.changes, window.tools, window.view]
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.tools.isAncestorOf(QApplication.focusWidget() or window)


def test_what_is_typed_right_after_the_load_has_a_place_to_go(person: Person) -> None:
    assert person.window.view.current_cell() == (person.row(0), "name")
    person.go(person.row(3), "title")
    with person.waiting(person.window.load.ended):
        person.window.load.start()
    assert person.window.view.current_cell() == (person.row(3), "title")


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    start = StartWindow(a_theme())
    qtbot.addWidget(start)
    start.show_doors()
    start.show()
    with qtbot.waitSignal(start.connect_wished, timeout=WAIT_MS):
        QTest.keyClick(start.connect_button, Qt.Key.Key_Return)


def test_a_button_of_a_question_that_has_the_focus_is_what_enter_means(qtbot: QtBot) -> None:
    box = question_box(None, title="t", question="Discard 2 changes?", more="m", yes="Discard", danger=True)
    qtbot.addWidget(box)
    box.show()
    agree = next(each for each in box.buttons() if each.text() == "Discard")
    agree.setFocus()
    with qtbot.waitSignal(box.accepted, timeout=WAIT_MS):
        QTest.keyClick(agree, Qt.Key.Key_Return)
    assert box.clickedButton() is agree


def test_no_second_frame_is_drawn_inside_a_button_with_the_focus(qtbot: QtBot) -> None:
    a_theme()
    window = QWidget()
    qtbot.addWidget(window)
    inside = button("Stop the push", role="danger")
    QVBoxLayout(window).addWidget(inside)
    window.show()
    window.activateWindow()
    inside.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(inside.hasFocus)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    clicked = inside.grab().toImage()
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert inside.grab().toImage() == clicked


def test_the_grid_has_the_focus_while_and_after_a_push(person: Person) -> None:
    window = person.window
    window.activateWindow()
    person.type(person.row(0), "title", "Quartermaster")
    window.panels.refresh()
    window.changes.push.setFocus()
    with person.waiting(window.push.ended):
        window.changes.push.click()
        assert QApplication.focusWidget() is window.view
        window.changes.stop.setFocus()
    assert QApplication.focusWidget() is window.view


def test_cancel_is_what_a_stray_enter_means(qtbot: QtBot) -> None:
    box = question_box(None, title="t", question="Discard 2 changes?", more="m", yes="Discard", danger=True)
    qtbot.addWidget(box)
    gc.collect()  # The box has to keep its buttons alive by itself.
    assert [piece.text() for piece in box.buttons()] == ["Discard", "Cancel"]
    assert box.defaultButton().text() == "Cancel"
    assert box.escapeButton().text() == "Cancel"


def test_f6_enters_the_details_at_the_field_of_the_current_cell_and_a_push_takes_what_is_typed_there(
    person: Person,
) -> None:
    window, row = person.window, person.row(2)
    window.actions_["details"].setChecked(True)
    window.activateWindow()
    person.type(person.row(0), "title", "Buyer in chief")
    person.go(row, "title")
    window.panels.refresh()
    QTest.keyClick(window, Qt.Key.Key_F6)
    here = QApplication.focusWidget()
    assert here is not None
    assert window.details.isAncestorOf(here)
    assert here.accessibleName().startswith("Title, ")
    QTest.keyClicks(here, "Q")
    QTest.keyClicks(QApplication.focusWidget() or window, "uartermaster")
    assert person.shown_text(row, "title") != "Quartermaster"
    person.push()
    assert person.shown_text(row, "title") == "Quartermaster"
    assert person.phase(row) is Phase.CLEAN
    person.assert_told_true()
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is not None
    assert not window.details.isAncestorOf(QApplication.focusWidget() or window)
