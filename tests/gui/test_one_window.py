"""Only what is a window shows as one: a piece made visible before it stands in its window would flash up by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.desk.revert import LEAD_CREATED, LeftOut, RevertPlan
from copper_desk.gui.history.revert_window import RevertCase, RevertWindow
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person, a_theme


class Shown(QObject):
    """Keeps the kind of every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    """The windows that come up from now on."""
    watch = Shown()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_piece_of_the_window_or_its_dialogs_comes_up_as_a_window(
    qtbot: QtBot, open_desk: Desk, practice_copper: PracticeCopper, shown: Shown
) -> None:
    person = Person(qtbot, open_desk)
    person.load()
    _dispute(person, practice_copper, person.row(0))
    person.answers.conflicts = lambda _dialog: None
    person.answers.at_review = lambda review: review.lines.choice_wished.emit()
    person.window.actions_["review"].trigger()
    person.window.actions_["history"].trigger()
    person.leave()
    assert set(shown.windows) == {"MainWindow", "ReviewWindow", "ConflictWindow", "HistoryWindow"}


def test_the_question_before_a_revert_comes_up_whole(qtbot: QtBot, shown: Shown) -> None:
    theme = a_theme()
    plan = RevertPlan(ChangeSet((SetCell(1, "title", "Chief"),)), (LeftOut(2, "Hana Kimura", LEAD_CREATED),))
    window = RevertWindow(RevertCase(plan, "Today, 18:23", theme))
    qtbot.addWidget(window)
    window.show()
    assert shown.windows == ["RevertWindow"]
    assert all(piece.isVisible() for piece in (window.reasons, window.table, window.agree))


def test_a_window_that_opens_on_kept_changes_shows_no_bar_ahead(qtbot: QtBot, open_desk: Desk, shown: Shown) -> None:
    person = Person(qtbot, open_desk)
    person.load()
    person.type(person.row(0), "title", "Chief")
    person.leave()
    later = Person(qtbot, open_desk)
    assert not later.window.changes.isHidden()
    assert shown.windows == ["MainWindow"]
    later.leave()


def _dispute(person: Person, copper: PracticeCopper, row: RowId) -> None:
    person.type(row, "title", "Mine")
    copper.control.edit(row, title="Theirs")
    with person.waiting(person.window.load.ended):
        person.window.actions_["refresh"].trigger()
    assert person.phase(row) is Phase.CONFLICT
