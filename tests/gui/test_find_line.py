"""A field for words that narrow: Escape empties it first, and its cross has a name and the theme's colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.look.find_line import FindLine
from tests.support.window import a_theme


class Around(QWidget):
    """What a field stands in; keeps the keys that it lets through."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.line = FindLine(a_theme().icons, hint="Find", name="Find a lead")
        QVBoxLayout(self).addWidget(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


def test_escape_empties_the_field_and_only_then_goes_on(qtbot: QtBot) -> None:
    around = Around()
    qtbot.addWidget(around)
    around.show()
    QTest.keyClicks(around.line, "obi")
    QTest.keyClick(around.line, Qt.Key.Key_Escape)
    assert (around.line.text(), around.keys) == ("", [])
    QTest.keyClick(around.line, Qt.Key.Key_Escape)
    assert around.keys == [Qt.Key.Key_Escape]


def test_the_cross_is_one_of_ours_and_says_what_it_clears(qtbot: QtBot) -> None:
    theme = a_theme()
    around = Around()
    qtbot.addWidget(around)
    [action] = around.line.findChildren(QAction)
    assert action.icon().cacheKey() == theme.icons.icon("close", "muted").cacheKey()
    assert [piece.accessibleName() for piece in around.line.findChildren(QToolButton)] == ["Clear: Find a lead"]
