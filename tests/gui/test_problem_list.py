"""The list of problems stays quick with many groups, and what did not change stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from copper_desk.gui.panel.group_offer import GroupOffer
from copper_desk.gui.panel.problem_group import ProblemGroup
from copper_desk.gui.panel.problem_list import SHOWN_GROUPS
from copper_desk.gui.panel.problem_panel import ProblemPanel
from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.sheet.group_answer import SharedValue
from tests.support.window import a_theme


@pytest.fixture
def panel(qtbot: QtBot) -> ProblemPanel:
    a_theme()
    made = ProblemPanel(lambda _key, value: str(value))
    qtbot.addWidget(made)
    made.resize(900, 220)
    made.show()
    return made


def _offer(number: int, leads: int = 3, *, shared: SharedValue | None = None) -> GroupOffer:
    problem = Problem(f"message {number}", Severity.ERROR, Origin.COPPER)
    group = ProblemGroup("company_name", "Company", problem, tuple(range(leads)))
    return GroupOffer(group, shared=shared, transforms=True, puts_back=True, leaves_out=True, retries=True)


def test_only_the_line_of_a_group_that_changed_is_made_anew(panel: ProblemPanel) -> None:
    panel.show_offers([_offer(1), _offer(2), _offer(3)])
    before = panel.lines
    panel.show_offers([_offer(1), _offer(3, leads=2), _offer(4)])
    after = panel.lines
    assert after[0] is before[0]
    assert [line.offer.group.problem.message for line in after] == ["message 1", "message 3", "message 4"]
    assert after[1] is not before[2]
    QApplication.processEvents()
    assert [line.isVisible() for line in before] == [True, False, False]
    assert panel.total.text() == "8"


def test_many_groups_are_shown_some_at_a_time(panel: ProblemPanel) -> None:
    panel.show_offers([_offer(number) for number in range(SHOWN_GROUPS * 2 + 3)])
    more = panel.findChildren(QPushButton)
    (link,) = [each for each in more if each.text().startswith("Show more") and each.isVisible()]
    assert link.text() == f"Show more: {SHOWN_GROUPS + 3} further kinds of problems"
    link.click()
    assert len(panel.lines) == SHOWN_GROUPS * 2
    link.click()
    assert len(panel.lines) == SHOWN_GROUPS * 2 + 3
    assert not link.isVisible()
    panel.show_offers([_offer(number) for number in range(SHOWN_GROUPS * 2)])
    assert len(panel.lines) == SHOWN_GROUPS * 2


def test_a_thin_line_stands_between_groups_and_not_above_the_first(panel: ProblemPanel) -> None:
    panel.show_offers([_offer(1), _offer(2)])
    panel.show_offers([_offer(2), _offer(1)])
    QApplication.processEvents()
    assert [line._rule.isVisible() for line in panel.lines] == [False, True]


def test_answers_wrap_where_the_panel_is_narrow_and_nothing_is_cut(panel: ProblemPanel) -> None:
    panel.show_offers([_offer(1, leads=12, shared=SharedValue("Whitfield Partners", None))])
    panel.resize(420, 320)
    QApplication.processEvents()
    (line,) = panel.lines
    pieces = [line.show_rows, line.share, line.change_all, line.leave_out, line.put_back, line.retry]
    assert len({piece.y() for piece in pieces}) > 1
    for piece in pieces:
        assert piece.width() >= piece.sizeHint().width()
        assert piece.geometry().right() < line.width()
        assert piece.geometry().bottom() < line.height()


def test_no_bar_scrolls_where_there_is_room(qtbot: QtBot) -> None:
    a_theme()
    panel = ProblemPanel(lambda _key, value: str(value))
    qtbot.addWidget(panel)
    panel.resize(900, 240)
    panel.show_offers([])
    panel.show()
    panel.show_offers([_offer(1), _offer(2), _offer(3)])
    QApplication.processEvents()
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0
    panel.resize(900, 120)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() > 0


def test_without_problems_it_says_so(panel: ProblemPanel) -> None:
    panel.show_offers([_offer(1)])
    panel.show_offers([])
    assert panel.lines == []
    assert panel.total.text() == "0"
    assert any(
        label.text().startswith("No problems.") and label.isVisible() for label in panel.findChildren(type(panel.total))
    )
