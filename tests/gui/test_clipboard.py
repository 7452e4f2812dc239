"""What lands on the clipboard, for a spreadsheet and for a mail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.clipboard import html_table
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import FIRST, opened

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_copy_writes_text_and_html_with_state_in_words(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST, "name", 'A "B"\nC & D'),)))
    grid.at(0, "name")
    grid.press(Qt.Key.Key_Home)
    grid.press(Qt.Key.Key_Right, SHIFT)
    grid.press(Qt.Key.Key_C, CONTROL, SHIFT)
    data = QGuiApplication.clipboard().mimeData()
    assert data is not None
    assert data.text() == '_state\tName\nChanged\t"A ""B""\nC & D"'
    assert "<th>_state</th><th>Name</th>" in data.html()
    assert "A &quot;B&quot;<br>C &amp; D" in data.html()


def test_numbers_are_copied_as_they_are_edited(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(4, "monetary_value")
    grid.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "4000"


def test_cells_that_were_not_selected_are_left_blank(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "company_name")
    grid.view.selection.toggle((1, grid.model.column_of("email") or 0))
    grid.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Company 0\t\n\tlead1@nw.example"


def test_html_escapes_what_people_typed() -> None:
    assert html_table([["<b>", "x\r\ny"]]) == (
        '<meta charset="utf-8"><table><tr><td>&lt;b&gt;</td><td>x<br>y</td></tr></table>'
    )
