"""Nothing is sent but through the Review: looked over, filtered, unticked, approved, all by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.line_strip import LineChip
from copper_desk.gui.review.review_model import TICK_COLUMN
from copper_desk.gui.review.review_window import ReviewWindow, review_changes
from copper_desk.push.plan import PushPlan
from copper_desk.push.review_line import LineKind
from copper_desk.push.run import PushRun
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.reviewing import CTRL, look, press_push, type_titles
from tests.support.window import Person


def _chip(review: ReviewWindow, kind: LineKind) -> LineChip:
    return next(chip for chip in review.lines.chips if chip.line is not None and chip.line.kind is kind)


def test_the_key_opens_the_review_and_control_enter_pushes(person: Person) -> None:
    rows = type_titles(person, 2)
    person.answers.at_review = press_push
    with person.waiting(person.window.push.ended):
        QTest.keyClick(person.window.view, Qt.Key.Key_S, CTRL)
    assert person.counts() == {Standing.ACCEPTED: 2}
    assert [person.phase(row) for row in rows] == [Phase.CLEAN] * 2
    person.assert_told_true()


@pytest.mark.parametrize("way", ["review", "push"])
def test_both_buttons_of_the_change_bar_open_it(person: Person, way: str) -> None:
    type_titles(person, 1)
    person.answers.push = False
    getattr(person.window.changes, way).click()
    assert [name for name, _ in person.answers.asked] == ["push"]


def test_esc_keeps_editing_and_sends_nothing(person: Person, practice_copper: PracticeCopper) -> None:
    (row,) = type_titles(person, 1)
    look(person, lambda review: review.table.setFocus())
    assert not person.window.push.is_running
    assert practice_copper.control.writes() == []
    assert person.phase(row) is Phase.CHANGED


def test_space_unticks_a_lead_which_then_stays_changed(person: Person) -> None:
    first, second = type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.table, Qt.Key.Key_Space)
        assert review.push.text() == "Push 1 lead"
        assert review.model.spoken_at(0, TICK_COLUMN) == "Not ticked, stays changed"
        press_push(review)

    person.answers.at_review = act
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    assert (person.phase(first), person.phase(second)) == (Phase.CHANGED, Phase.CLEAN)


def test_space_unticks_all_selected_leads(person: Person) -> None:
    rows = type_titles(person, 4)

    def act(review: ReviewWindow) -> None:
        for _ in range(2):
            QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(review.table, Qt.Key.Key_Space)
        assert review.ticked == frozenset(rows[3:])

    look(person, act)


def test_a_click_on_a_tick_turns_it_over(person: Person) -> None:
    rows = type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        pane = review.table.fixed.viewport()
        at = review.table.fixed.visualRect(review.model.index(1, TICK_COLUMN)).center()
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
        assert review.ticked == {rows[0]}
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
        assert review.ticked == frozenset(rows)

    look(person, act)


def test_a_line_unticks_its_leads_and_says_how_many_are_left(person: Person) -> None:
    titled = person.row(0)
    person.type(titled, "title", "Quartermaster")
    for n in (0, 1):
        person.type(person.row(n), "company_name", f"Company {n}")

    def act(review: ReviewWindow) -> None:
        words = [chip.words.text() for chip in review.lines.chips]
        assert words == ["All 2", "Title set, 1", "Company set, 2"]
        title, company = review.lines.chips[1:]
        QTest.keyClick(title.tick, Qt.Key.Key_Space)
        assert review.ticked == {person.row(1)}
        assert company.words.text() == "Company set, 1 of 2"
        assert company.tick.checkState() is Qt.CheckState.PartiallyChecked
        QTest.keyClick(company.tick, Qt.Key.Key_Space)
        assert review.ticked == {person.row(0), person.row(1)}

    look(person, act)


def test_unticking_all_leaves_nothing_to_push(person: Person) -> None:
    type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.lines.chips[0].tick, Qt.Key.Key_Space)
        assert not review.push.isEnabled()
        assert review.cost.text().startswith("Nothing is ticked")
        press_push(review)
        assert review.approval is None

    look(person, act)


def test_the_note_goes_to_the_history(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    type_titles(person, 1)
    notes: list[str] = []
    start = person.desk.start

    def noting(plan: PushPlan, *, note: str) -> PushRun:
        notes.append(note)
        return start(plan, note=note)

    monkeypatch.setattr(person.desk, "start", noting)

    def act(review: ReviewWindow) -> None:
        QTest.keyClicks(review.note, " Expo clean-up ")
        press_push(review)

    person.answers.at_review = act
    person.push()
    assert notes == ["Expo clean-up"]


def test_the_first_ten_go_alone_and_the_others_are_offered_for_review(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = type_titles(person, 14)
    person.answers.at_review = lambda review: QTest.keyClick(review.first, Qt.Key.Key_Space)
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 10}
    assert len({write["request_id"] for write in practice_copper.control.writes()}) == 1
    bar = person.window.message_bar
    assert bar.offer.text() == "Review the other 4"

    def act(review: ReviewWindow) -> None:
        assert review.ticked == frozenset(rows[10:])
        press_push(review)

    person.answers.at_review = act
    with person.waiting(person.window.push.ended):
        bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: 4}
    person.assert_told_true()


def test_ten_leads_or_fewer_have_no_first_ones(person: Person) -> None:
    type_titles(person, 10)
    look(person, lambda review: pytest.fail("shown") if review.first.isVisible() else None)


def test_retry_reviews_only_what_was_refused_and_says_so(person: Person) -> None:
    row = person.row(0)
    person.type(row, "company_name", "Blocked Ltd")
    person.push()
    person.type(person.row(1), "title", "Quartermaster")
    person.window.panels.refresh()

    def act(review: ReviewWindow) -> None:
        assert review.heading.text() == "Review 1 change on 1 lead"
        assert [chip.words.text() for chip in review.lines.chips][:2] == ["All 1", "Refused last time 1"]
        note = review.model.note_column
        assert note is not None
        assert review.model.text_at(0, note).startswith("Refused last time: Company: is on this account's list")
        press_push(review)

    person.answers.at_review = act
    with person.waiting(person.window.push.ended):
        person.window.changes.retry.click()
    assert person.counts() == {Standing.FAILED: 1}


def test_what_cannot_be_sent_is_shown_with_its_reason_and_without_a_tick(person: Person) -> None:
    row = person.row(0)
    person.type(row, "monetary_value", "a lot")
    person.type(person.row(1), "title", "Quartermaster")

    def act(review: ReviewWindow) -> None:
        assert [review.model.lead_at(n).row for n in range(2)] == [row, person.row(1)]
        assert review.model.spoken_at(0, TICK_COLUMN) == "Held back, cannot be pushed"
        assert _chip(review, LineKind.HELD).words.text() == "Held back: needs attention 1"
        assert not _chip(review, LineKind.HELD).tick.isVisible()
        QTest.keyClick(review.table, Qt.Key.Key_Space)
        assert review.ticked == {person.row(1)}
        assert review.push.text() == "Push 1 lead"

    look(person, act)


def test_discard_all_asks_closes_the_review_and_can_be_undone(person: Person) -> None:
    (row,) = type_titles(person, 1)
    person.answers.at_review = lambda review: QTest.keyClick(review.discard, Qt.Key.Key_Return)
    person.window.changes.review.click()
    assert [name for name, _ in person.answers.asked] == ["push", "discard"]
    assert person.phase(row) is Phase.CLEAN
    person.window.actions_["undo"].trigger()
    assert person.phase(row) is Phase.CHANGED


def test_the_real_review_waits_for_its_answer(person: Person) -> None:
    rows = type_titles(person, 1)
    case = person.window.commands.review_case(person.desk.plan(), person.desk.plan)

    def act() -> None:
        review = QApplication.activeModalWidget()
        assert isinstance(review, ReviewWindow)
        review.activateWindow()
        QApplication.processEvents()
        press_push(review)
        review.close()  # An answer that did not come fails the test instead of holding it up.

    QTimer.singleShot(0, act)
    assert review_changes(person.window, case) == Approval(frozenset(rows))


def test_an_approval_holds_the_ticked_leads(person: Person) -> None:
    rows = type_titles(person, 2)
    seen: list[Approval | None] = []

    def act(review: ReviewWindow) -> None:
        press_push(review)
        seen.append(review.approval)

    person.answers.at_review = act
    person.push()
    assert seen == [Approval(frozenset(rows))]
