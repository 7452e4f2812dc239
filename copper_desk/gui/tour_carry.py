"""Setting changes aside and taking them back, in the tour, each window pictured. The sheet ends as it began."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.tour_answer import Shoot, come_back
from copper_desk.wording import tr


def carry_steps(window: MainWindow, shoot: Shoot) -> None:
    """Needs changes in the sheet."""
    window.actions_["set_aside"].trigger()
    gathering = window.carrying.gathering
    if gathering is None:
        raise RuntimeError("Nothing could be set aside.")
    if False in gathering.leads.cards:
        gathering.leads.cards[False].click()
    gathering.line.clear()
    QTest.keyClicks(gathering.line, tr("After the fair"))
    shoot("set-aside", gathering)
    gathering.agree.click()
    QApplication.processEvents()
    window.actions_["aside"].trigger()
    aside = window.carrying.aside
    if aside is None:
        raise RuntimeError("The sets did not open.")
    shoot("aside", aside)
    aside.back.click()
    opening = window.carrying.opening
    if opening is None:
        raise RuntimeError("The set did not open.")
    shoot("take-back", opening)
    opening.put.click()
    QApplication.processEvents()
    window.commands.show_all()
    come_back(window)
