"""Where somebody else changed the same cell, the lead is held until a person chooses; either choice is one step."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from copper_desk.copper.cancel import CancelToken
from copper_desk.leads.value import RowId
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person


@pytest.fixture
def disputed(person: Person, practice_copper: PracticeCopper) -> RowId:
    """A lead whose title was changed here and there; its cell is current."""
    row = person.row(0)
    person.type(row, "title", "Mine")
    practice_copper.control.edit(row, title="Theirs")
    person.desk.load_run().run(lambda page: person.window.model.on_delta(person.desk.receive(page)), CancelToken())
    person.go(row, "title")
    assert person.phase(row) is Phase.CONFLICT
    return row


def test_mine_is_kept_and_sent(person: Person, practice_copper: PracticeCopper, disputed: RowId) -> None:
    person.window.actions_["keep_mine"].trigger()
    assert person.phase(disputed) is Phase.CHANGED
    person.push()
    stored = practice_copper.control.lead(disputed)
    assert stored is not None
    assert stored["title"] == "Mine"


def test_theirs_is_taken_by_putting_the_cell_back(person: Person, disputed: RowId) -> None:
    person.window.actions_["put_back"].trigger()
    assert person.phase(disputed) is Phase.CLEAN
    assert person.shown_text(disputed, "title") == "Theirs"


def test_the_choice_can_be_undone(person: Person, disputed: RowId) -> None:
    person.window.actions_["keep_mine"].trigger()
    person.window.actions_["undo"].trigger()
    assert person.phase(disputed) is Phase.CONFLICT


def test_a_right_click_offers_what_can_be_done_with_the_cell(person: Person, disputed: RowId) -> None:
    view = person.window.view
    index = person.window.model.index_of(disputed, "title")
    at = view.visualRect(index).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert person.window.actions_["keep_mine"] in menu.actions()
    menu.close()
