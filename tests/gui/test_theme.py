"""The look is switched at run time and follows the system until the user chose."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from copper_desk.gui.look.metric import metrics_for
from copper_desk.gui.look.palette import CONTRAST, DARK, LIGHT
from copper_desk.gui.look.theme import Look, plain_font
from tests.support.grid import a_theme

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_look_is_chosen_at_run_time(qtbot: QtBot, qapp: QApplication) -> None:
    theme = a_theme(Look.LIGHT)
    with qtbot.waitSignal(theme.changed) as told:
        theme.choose(Look.DARK)
    assert told.args == [DARK]
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.bg
    assert DARK.accent in qapp.styleSheet()
    theme.choose(Look.CONTRAST)
    assert theme.tokens is CONTRAST
    theme.choose(Look.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == LIGHT.bg


def test_the_same_look_again_redraws_nothing(qtbot: QtBot) -> None:
    theme = a_theme(Look.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Look.LIGHT)


def test_the_system_is_followed_only_while_nothing_was_chosen(qapp: QApplication) -> None:
    theme = a_theme(Look.DARK)
    qapp.styleHints().unsetColorScheme()
    assert theme.tokens is DARK
    theme.choose(Look.SYSTEM)
    assert theme.tokens is LIGHT


def test_tokens_are_colours_by_name() -> None:
    theme = a_theme(Look.LIGHT)
    assert theme.colour("accent").name() == LIGHT.accent
    with pytest.raises(AttributeError):
        theme.colour("copperish")


def test_a_focused_button_looks_different(qtbot: QtBot) -> None:
    a_theme(Look.LIGHT)
    button = QPushButton("Push changes")
    button.setProperty("role", "primary")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != plain


def test_rows_grow_with_the_font() -> None:
    font = QFont(plain_font(QApplication.font()))
    assert metrics_for(font).row == 27
    font.setPointSizeF(font.pointSizeF() * 2)
    large = metrics_for(font)
    assert large.row >= QFontMetrics(font).height() + 8
    assert large.control > metrics_for(plain_font(QApplication.font())).control
