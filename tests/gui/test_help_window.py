"""What can be read beside the sheet: the messages of the session, the report of About, the guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from copper_desk.gui.dialog.about_window import TAIL_LINES, AboutWindow, about_report
from copper_desk.gui.dialog.guide import GuideWindow
from copper_desk.gui.dialog.message_window import MessageWindow
from tests.support.window import Person


def test_messages_can_be_read_again(qtbot: QtBot, person: Person) -> None:
    person.window.messages.say("One thing happened.")
    person.window.messages.say("Then another.")
    again = MessageWindow(person.window.messages, person.window.theme, person.window)
    qtbot.addWidget(again)
    lines = [again.model.index(n, 2).data() for n in range(2)]
    assert lines == ["Then another.", "One thing happened."]
    again.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[0].endswith("\tThen another.")


def test_a_message_that_offers_something_stays_and_f6_reaches_it(person: Person) -> None:
    bar, answered = person.window.message_bar, list[str]()
    person.window.messages.say("240 pasted.")
    assert bar._timer.isActive()
    person.window.messages.say("37 blanks left alone.", offer="Clear them", answer=lambda: answered.append("yes"))
    assert not bar._timer.isActive()
    for _ in range(8):
        if bar.offer.hasFocus():
            break
        person.window.actions_["next_pane"].trigger()
    assert bar.offer.hasFocus()
    QTest.keyClick(bar.offer, Qt.Key.Key_Return)
    assert answered == ["yes"]


def test_the_report_of_about_ends_with_the_log(qtbot: QtBot, person: Person, tmp_path: Path) -> None:
    log = tmp_path / "copper-desk.log"
    assert "nothing went wrong" in about_report(practice=True, log=log)
    log.write_text("".join(f"line {n}\n" for n in range(500)), encoding="utf-8")
    report = about_report(practice=True, log=log)
    assert report.endswith("line 499")
    assert len(report.splitlines()) < TAIL_LINES + 10
    about = AboutWindow(person.window.account, person.window)
    qtbot.addWidget(about)
    assert "practice account" in about.report.toPlainText()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)],
)
def test_the_guide_is_closed_by_keys(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show()
    with qtbot.waitActive(guide):
        guide.activateWindow()
    QTest.keyClick(guide.page, key, modifier)
    assert not guide.isVisible()
