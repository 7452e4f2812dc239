"""Nothing is sent but through the Review: looked over, filtered, unticked, approved, all by keyboard."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.line_strip import LineChip
from copper_desk.gui.review.review_model import LEAD_COLUMN, TICK_COLUMN
from copper_desk.gui.review.review_window import ReviewWindow, review_changes
from copper_desk.leads.value import RowId
from copper_desk.push.plan import PushPlan
from copper_desk.push.review_line import LineKind
from copper_desk.push.run import PushRun
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def _type_titles(person: Person, count: int) -> list[RowId]:
    rows = [person.row(n) for n in range(count)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", f"Chief {row}") for row in rows), "a test"))
    person.window.panels.refresh()
    person.remember()
    return rows


def _press_push(review: ReviewWindow) -> None:
    QTest.keyClick(review.table, Qt.Key.Key_Return, CTRL)


def _look(person: Person, act: Callable[[ReviewWindow], object]) -> None:
    """Open the Review by its key, do something in it and leave it by Esc."""

    def look(review: ReviewWindow) -> None:
        act(review)
        QTest.keyClick(review.table, Qt.Key.Key_Escape)

    person.answers.at_review = look
    person.window.activateWindow()
    QTest.keyClick(person.window.view, Qt.Key.Key_S, CTRL)
    assert person.answers.asked[-1][0] == "push"


def _chip(review: ReviewWindow, kind: LineKind) -> LineChip:
    return next(chip for chip in review.lines.chips if chip.line is not None and chip.line.kind is kind)


def _columns(review: ReviewWindow) -> list[str]:
    header = Qt.Orientation.Horizontal
    return [str(review.model.headerData(column, header)) for column in range(review.model.columnCount())]


def test_the_key_opens_the_review_and_control_enter_pushes(person: Person) -> None:
    rows = _type_titles(person, 2)
    person.answers.at_review = _press_push
    with person.waiting(person.window.push.ended):
        QTest.keyClick(person.window.view, Qt.Key.Key_S, CTRL)
    assert person.counts() == {Standing.ACCEPTED: 2}
    assert [person.phase(row) for row in rows] == [Phase.CLEAN] * 2
    person.assert_told_true()


@pytest.mark.parametrize("way", ["review", "push"])
def test_both_buttons_of_the_change_bar_open_it(person: Person, way: str) -> None:
    _type_titles(person, 1)
    person.answers.push = False
    getattr(person.window.changes, way).click()
    assert [name for name, _ in person.answers.asked] == ["push"]


def test_esc_keeps_editing_and_sends_nothing(person: Person, practice_copper: PracticeCopper) -> None:
    (row,) = _type_titles(person, 1)
    _look(person, lambda review: review.table.setFocus())
    assert not person.window.push.is_running
    assert practice_copper.control.writes() == []
    assert person.phase(row) is Phase.CHANGED


def test_space_unticks_a_lead_which_then_stays_changed(person: Person) -> None:
    first, second = _type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.table, Qt.Key.Key_Space)
        assert review.push.text() == "Push 1 lead"
        assert review.model.spoken_at(0, TICK_COLUMN) == "Not ticked, stays changed"
        _press_push(review)

    person.answers.at_review = act
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    assert (person.phase(first), person.phase(second)) == (Phase.CHANGED, Phase.CLEAN)


def test_space_unticks_all_selected_leads(person: Person) -> None:
    rows = _type_titles(person, 4)

    def act(review: ReviewWindow) -> None:
        for _ in range(2):
            QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(review.table, Qt.Key.Key_Space)
        assert review.ticked == frozenset(rows[3:])

    _look(person, act)


def test_a_click_on_a_tick_turns_it_over(person: Person) -> None:
    rows = _type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        pane = review.table.fixed.viewport()
        at = review.table.fixed.visualRect(review.model.index(1, TICK_COLUMN)).center()
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
        assert review.ticked == {rows[0]}
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
        assert review.ticked == frozenset(rows)

    _look(person, act)


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

    _look(person, act)


def test_unticking_all_leaves_nothing_to_push(person: Person) -> None:
    _type_titles(person, 2)

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.lines.chips[0].tick, Qt.Key.Key_Space)
        assert not review.push.isEnabled()
        assert review.cost.text().startswith("Nothing is ticked")
        _press_push(review)
        assert review.approval is None

    _look(person, act)


def test_a_line_and_words_filter_the_table(person: Person) -> None:
    rows = _type_titles(person, 3)
    person.type(rows[2], "company_name", "Volga Steel")

    def act(review: ReviewWindow) -> None:
        company = review.lines.chips[2].words
        assert _columns(review) == ["Push", "State", "Lead", "Title", "Company"]
        QTest.keyClick(company, Qt.Key.Key_Return)
        assert [review.model.lead_at(0).row, review.model.rowCount()] == [rows[2], 1]
        assert review.count.text() == "1 of 3 leads"
        QTest.keyClick(review.lines.chips[0].words, Qt.Key.Key_Return)
        QTest.keyClick(review.table, Qt.Key.Key_F, CTRL)
        assert QApplication.focusWidget() is review.filter
        QTest.keyClicks(review.filter, f"chief {rows[1]}")
        assert [review.model.lead_at(n).row for n in range(review.model.rowCount())] == [rows[1]]
        QTest.keyClick(review.filter, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is review.table
        assert review.push.text() == "Push 3 leads"

    _look(person, act)


def test_a_line_shows_only_the_fields_that_its_leads_change(person: Person) -> None:
    _type_titles(person, 1)
    person.type(person.row(1), "company_name", "Volga Steel")

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.lines.chips[2].words, Qt.Key.Key_Return)
        assert _columns(review) == ["Push", "State", "Lead", "Company"]

    _look(person, act)


def test_the_note_goes_to_the_history(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _type_titles(person, 1)
    notes: list[str] = []
    start = person.desk.start

    def noting(plan: PushPlan, *, note: str) -> PushRun:
        notes.append(note)
        return start(plan, note=note)

    monkeypatch.setattr(person.desk, "start", noting)

    def act(review: ReviewWindow) -> None:
        QTest.keyClicks(review.note, " Expo clean-up ")
        _press_push(review)

    person.answers.at_review = act
    person.push()
    assert notes == ["Expo clean-up"]


def test_the_first_ten_go_alone_and_the_others_are_offered_for_review(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = _type_titles(person, 14)
    person.answers.at_review = lambda review: QTest.keyClick(review.first, Qt.Key.Key_Space)
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 10}
    assert len({write["request_id"] for write in practice_copper.control.writes()}) == 1
    bar = person.window.message_bar
    assert bar.offer.text() == "Review the other 4"

    def act(review: ReviewWindow) -> None:
        assert review.ticked == frozenset(rows[10:])
        _press_push(review)

    person.answers.at_review = act
    with person.waiting(person.window.push.ended):
        bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: 4}
    person.assert_told_true()


def test_ten_leads_or_fewer_have_no_first_ones(person: Person) -> None:
    _type_titles(person, 10)
    _look(person, lambda review: pytest.fail("shown") if review.first.isVisible() else None)


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
        _press_push(review)

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

    _look(person, act)


def test_the_changes_are_saved_as_a_file_that_runs_no_formula(person: Person, tmp_path: Path) -> None:
    row = person.row(0)
    person.type(row, "title", "=1+1")
    loaded = person.shown_text(row, "company_name")
    person.go(row, "company_name")
    QTest.keyClick(person.window.view, Qt.Key.Key_Delete)
    person.answers.file = tmp_path / "changes.csv"

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.export, Qt.Key.Key_Return)
        assert review.count.text() == "2 changes saved in changes.csv."

    _look(person, act)
    with person.answers.file.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["Lead ID", "Lead", "Field", "Loaded value", "New value"]
    assert [str(row), "Title", "'=1+1"] == [lines[1][0], lines[1][2], lines[1][4]]
    assert lines[2][2:] == ["Company", loaded, ""]


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(person: Person, tmp_path: Path) -> None:
    _type_titles(person, 1)
    person.answers.file = tmp_path / "missing" / "changes.csv"

    def act(review: ReviewWindow) -> None:
        review.export.click()
        assert review.count.text().startswith("changes.csv could not be written: ")

    _look(person, act)


def test_selected_changes_are_copied_with_their_headers(person: Person) -> None:
    row = person.row(0)
    loaded = person.shown_text(row, "title")
    person.type(row, "title", "Quartermaster")

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(review.table, Qt.Key.Key_C, CTRL)
        name = review.model.text_at(0, LEAD_COLUMN)
        copied = QGuiApplication.clipboard().text()
        assert review.count.text() == "1 row copied with its headers."
        assert copied == f"Lead\tTitle\n{name}\t{loaded} → Quartermaster"

    _look(person, act)


def test_a_screen_reader_hears_the_old_and_the_new_value(person: Person) -> None:
    row = person.row(0)
    loaded = person.shown_text(row, "title")
    person.type(row, "title", "Quartermaster")

    def act(review: ReviewWindow) -> None:
        role = Qt.ItemDataRole.AccessibleTextRole
        spoken = [review.model.index(0, column).data(role) for column in range(4)]
        name = person.shown_text(row, "name")
        told = f"Title, was {loaded}, will be Quartermaster"
        assert spoken == ["Ticked, will be pushed", "Changed", name, told]

    _look(person, act)


def test_discard_all_asks_closes_the_review_and_can_be_undone(person: Person) -> None:
    (row,) = _type_titles(person, 1)
    person.answers.at_review = lambda review: QTest.keyClick(review.discard, Qt.Key.Key_Return)
    person.window.changes.review.click()
    assert [name for name, _ in person.answers.asked] == ["push", "discard"]
    assert person.phase(row) is Phase.CLEAN
    person.window.actions_["undo"].trigger()
    assert person.phase(row) is Phase.CHANGED


def test_tab_goes_down_the_window_as_it_is_read(person: Person) -> None:
    _type_titles(person, 1)

    def act(review: ReviewWindow) -> None:
        everyone, titles = review.lines.chips
        way = [titles.words, review.filter, review.note, review.table, review.discard, review.export, review.keep]
        titles.tick.setFocus()
        for piece in (*way, review.push, everyone.tick):
            QTest.keyClick(QApplication.focusWidget() or review, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is piece

    _look(person, act)


def test_the_fixed_columns_never_cover_the_current_cell(person: Person) -> None:
    row = person.row(0)
    for key in ("title", "email", "company_name", "phone.mobile", "address.city", "details"):
        person.type(row, key, "a@b.example" if key == "email" else "+44 20 7946 0000")

    def act(review: ReviewWindow) -> None:
        review.resize(640, 480)
        QTest.keyClick(review.table, Qt.Key.Key_End)
        assert review.table.horizontalScrollBar().value() > 0
        for _ in range(review.model.columnCount()):
            QTest.keyClick(review.table, Qt.Key.Key_Left)
            index = review.table.currentIndex()
            if index.column() > LEAD_COLUMN:
                assert review.table.visualRect(index).left() >= review.table.fixed.columns_width()
        assert review.table.currentIndex().column() == TICK_COLUMN

    _look(person, act)


def _clipped(window: QWidget) -> list[str]:
    """The visible buttons, ticks and lines of text that have less room than their words need."""
    pieces: list[QAbstractButton | QLabel] = [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
    return [
        piece.text()
        for piece in pieces
        if piece.isVisible()
        and piece.text()
        and not (isinstance(piece, QLabel) and piece.wordWrap())
        and (
            piece.width() < piece.sizeHint().width()
            or piece.mapTo(window, piece.rect().topRight()).x() > window.width()
        )
    ]


@pytest.mark.parametrize("size", [(1024, 700), (640, 512)])
def test_nothing_is_clipped_in_a_small_window(person: Person, size: tuple[int, int]) -> None:
    _type_titles(person, 12)
    person.type(person.row(20), "monetary_value", "a lot")

    def act(review: ReviewWindow) -> None:
        review.resize(*size)
        QApplication.processEvents()
        assert (review.width(), review.height()) == size
        assert _clipped(review) == []

    _look(person, act)


def test_ten_thousand_leads_are_shown_without_a_widget_for_each(person: Person) -> None:
    rows = person.desk.sheet.row_ids()
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", f"Chief {row}") for row in rows), "a test"))

    def act(review: ReviewWindow) -> None:
        assert review.model.rowCount() == len(rows)
        assert len(review.findChildren(QWidget)) < 100

    _look(person, act)


def test_the_real_review_waits_for_its_answer(person: Person) -> None:
    rows = _type_titles(person, 1)
    case = person.window.commands.review_case(person.desk.plan(), person.desk.plan)

    def act() -> None:
        review = QApplication.activeModalWidget()
        assert isinstance(review, ReviewWindow)
        review.activateWindow()
        QApplication.processEvents()
        _press_push(review)
        review.close()  # An answer that did not come fails the test instead of holding it up.

    QTimer.singleShot(0, act)
    assert review_changes(person.window, case) == Approval(frozenset(rows))


def test_an_approval_holds_the_ticked_leads(person: Person) -> None:
    rows = _type_titles(person, 2)
    seen: list[Approval | None] = []

    def act(review: ReviewWindow) -> None:
        _press_push(review)
        seen.append(review.approval)

    person.answers.at_review = act
    person.push()
    assert seen == [Approval(frozenset(rows))]
