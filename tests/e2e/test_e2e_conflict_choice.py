"""Where somebody else changed the same fields, the person chooses per cell, lead, field or all, as one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.copper.cancel import CancelToken
from copper_desk.gui.conflict.conflict_model import CHOICE, LOADED, NOW, YOURS
from copper_desk.gui.conflict.conflict_window import ConflictCase, ConflictWindow, choose_conflicts
from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.leads.value import RowId
from copper_desk.push.review_line import LineKind
from copper_desk.sheet.edit import KeepMine
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def disputed(person: Person, practice_copper: PracticeCopper) -> list[RowId]:
    """Two leads whose title and company were changed here and there."""
    rows = [person.row(0), person.row(1)]
    for row in rows:
        person.type(row, "title", "Mine")
        person.type(row, "company_name", "My company")
        practice_copper.control.edit(row, title="Theirs", company_name="Their company")
    person.desk.load_run().run(lambda page: person.window.model.on_delta(person.desk.receive(page)), CancelToken())
    person.window.panels.refresh()
    person.window.possible.show()
    assert [person.phase(row) for row in rows] == [Phase.CONFLICT] * 2
    return rows


def _choose(person: Person, act: Callable[[ConflictWindow], object]) -> None:
    """Open the choice by its action, do something in it and apply it by keyboard."""

    def choose(dialog: ConflictWindow) -> None:
        act(dialog)
        QTest.keyClick(dialog.table, Qt.Key.Key_Return, CTRL)

    person.answers.conflicts = choose
    person.window.actions_["conflicts"].trigger()
    assert person.answers.asked[-1][0] == "conflicts"


def _shown(person: Person, rows: list[RowId]) -> list[tuple[str, str]]:
    return [(person.shown_text(row, "title"), person.shown_text(row, "company_name")) for row in rows]


def test_all_three_values_stand_beside_each_other(person: Person, disputed: list[RowId]) -> None:
    loaded = person.desk.sheet.conflicts(disputed[0])["title"].loaded

    def act(dialog: ConflictWindow) -> None:
        assert [dialog.model.text_at(0, column) for column in (YOURS, NOW, LOADED)] == ["Mine", "Theirs", loaded]
        assert dialog.model.text_at(0, CHOICE) == "Open"
        assert not dialog.apply.isEnabled()

    _choose(person, act)
    assert person.phase(disputed[0]) is Phase.CONFLICT


def test_space_chooses_for_one_cell_and_the_lead_stays_held_for_the_other(
    person: Person, disputed: list[RowId]
) -> None:
    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.model.text_at(0, CHOICE) == "Keep yours"
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.model.text_at(0, CHOICE) == "Take Copper’s"
        assert dialog.apply.text() == "Apply 1 choice"

    _choose(person, act)
    assert _shown(person, disputed) == [("Theirs", "My company"), ("Mine", "My company")]
    assert person.phase(disputed[0]) is Phase.CONFLICT


def test_a_whole_lead_is_chosen_by_keyboard(person: Person, disputed: list[RowId]) -> None:
    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.scopes["lead"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_T, ALT)

    _choose(person, act)
    assert _shown(person, disputed) == [("Theirs", "Their company"), ("Mine", "My company")]
    assert [person.phase(row) for row in disputed] == [Phase.CLEAN, Phase.CONFLICT]


def test_a_field_is_chosen_in_all_leads(person: Person, disputed: list[RowId]) -> None:
    def act(dialog: ConflictWindow) -> None:
        assert dialog.scopes["field"].text() == "Title, all leads 2"
        QTest.keyClick(dialog.scopes["field"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_T, ALT)

    _choose(person, act)
    assert _shown(person, disputed) == [("Theirs", "My company")] * 2


def test_several_selected_cells_are_chosen_together(person: Person, disputed: list[RowId]) -> None:
    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.table, Qt.Key.Key_Down, SHIFT)
        assert dialog.scopes["selected"].text() == "Selected 2"
        QTest.keyClick(dialog.table, Qt.Key.Key_K, ALT)
        QTest.keyClick(dialog.table, Qt.Key.Key_L, ALT)
        assert dialog.total.text() == "0 of 4 chosen"
        QTest.keyClick(dialog.table, Qt.Key.Key_K, ALT)

    _choose(person, act)
    assert [person.phase(row) for row in disputed] == [Phase.CHANGED, Phase.CONFLICT]


def test_all_are_chosen_as_one_step_to_undo(person: Person, disputed: list[RowId]) -> None:
    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.scopes["all"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_K, ALT)

    _choose(person, act)
    assert [person.phase(row) for row in disputed] == [Phase.CHANGED] * 2
    assert person.said() == "4 conflicts settled: 4 with your value."
    person.window.message_bar.offer.click()
    assert [person.phase(row) for row in disputed] == [Phase.CONFLICT] * 2


def test_the_loaded_value_is_a_third_answer_and_goes_out_as_a_new_change(
    person: Person, practice_copper: PracticeCopper, disputed: list[RowId]
) -> None:
    row = disputed[0]
    loaded = person.desk.sheet.conflicts(row)["title"].loaded

    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.table, Qt.Key.Key_O, ALT)
        assert dialog.model.text_at(0, CHOICE) == "Take the loaded one"
        QTest.keyClick(dialog.scopes["lead"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_O, ALT)
        assert dialog.apply.text() == "Apply 2 choices"

    _choose(person, act)
    assert person.said() == "2 conflicts settled: 2 with the loaded one."
    assert (person.phase(row), person.shown_text(row, "title")) == (Phase.CHANGED, loaded)
    person.window.message_bar.offer.click()
    assert _shown(person, [row]) == [("Mine", "My company")]
    assert person.phase(row) is Phase.CONFLICT
    person.window.actions_["redo"].trigger()
    person.push()
    assert (practice_copper.control.lead(row) or {})["title"] == loaded


def test_esc_leaves_everything_as_it_is(person: Person, disputed: list[RowId]) -> None:
    def act(dialog: ConflictWindow) -> None:
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_Escape)

    person.answers.conflicts = act
    person.window.actions_["conflicts"].trigger()
    assert _shown(person, disputed) == [("Mine", "My company")] * 2


def test_the_real_choice_waits_for_its_answer(person: Person, disputed: list[RowId]) -> None:
    case = ConflictCase(person.desk.sheet, person.desk.style, person.window.theme)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConflictWindow)
        dialog.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        QTest.keyClick(dialog.table, Qt.Key.Key_Return, CTRL)
        dialog.close()  # An answer that did not come fails the test instead of holding it up.

    QTimer.singleShot(0, act)
    chosen = choose_conflicts(person.window, case)
    assert chosen is not None
    assert list(chosen) == [KeepMine(disputed[0], "title")]
    assert chosen.label == "settling 1 conflict"


def test_it_can_be_chosen_only_while_there_is_a_conflict(person: Person) -> None:
    assert not person.window.actions_["conflicts"].isEnabled()


def _keep_all(dialog: ConflictWindow) -> None:
    dialog.scopes["all"].click()
    dialog.mine.click()
    dialog.apply.click()


def test_the_review_settles_what_it_holds_back_and_sends_it(
    person: Person, practice_copper: PracticeCopper, disputed: list[RowId]
) -> None:
    person.answers.conflicts = _keep_all

    def act(review: ReviewWindow) -> None:
        assert not review.push.isEnabled()
        held = review.lines.chips[1]
        assert held.line is not None
        assert held.line.kind is LineKind.HELD
        QTest.keyClick(held.choose, Qt.Key.Key_Return)
        assert review.push.text() == "Push 2 leads"
        for chip in review.lines.chips:
            assert chip.width() >= chip.sizeHint().width()
        QTest.keyClick(review.table, Qt.Key.Key_Return, CTRL)

    person.answers.at_review = act
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 2}
    assert [(practice_copper.control.lead(row) or {})["title"] for row in disputed] == ["Mine"] * 2


def test_unticked_leads_stay_unticked_when_a_conflict_is_settled(person: Person, disputed: list[RowId]) -> None:
    other = person.row(2)
    person.type(other, "title", "Quartermaster")
    person.answers.conflicts = _keep_all

    def act(review: ReviewWindow) -> None:
        review.model.toggle_rows([other])
        review.lines.choice_wished.emit()
        assert review.ticked == frozenset(disputed)
        QTest.keyClick(review.table, Qt.Key.Key_Escape)

    person.answers.at_review = act
    person.window.changes.review.click()


def test_a_conflict_met_on_the_way_is_held_and_offered_at_the_end(
    person: Person, practice_copper: PracticeCopper
) -> None:
    disputed, calm = person.row(0), person.row(1)
    for row in (disputed, calm):
        person.type(row, "title", "Mine")
    practice_copper.control.edit(disputed, title="Theirs")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1, Standing.NOT_SENT: 1}
    assert person.said().startswith("1 lead was changed by someone else too and is held back.")
    assert person.window.message_bar.offer.text() == "Choose…"
    person.answers.conflicts = _keep_all
    person.window.message_bar.offer.click()
    assert person.phase(disputed) is Phase.CHANGED
    person.push()
    assert (practice_copper.control.lead(disputed) or {})["title"] == "Mine"
