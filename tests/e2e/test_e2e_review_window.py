"""The Review as a window: filtered by lines and words, copied, saved, read aloud, and whole in little room."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from copper_desk.gui.review.review_model import LEAD_COLUMN, TICK_COLUMN
from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.reviewing import CTRL, look, type_titles
from tests.support.window import Person


def _columns(review: ReviewWindow) -> list[str]:
    header = Qt.Orientation.Horizontal
    return [str(review.model.headerData(column, header)) for column in range(review.model.columnCount())]


def test_a_line_and_words_filter_the_table(person: Person) -> None:
    rows = type_titles(person, 3)
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

    look(person, act)


def test_a_line_shows_only_the_fields_that_its_leads_change(person: Person) -> None:
    type_titles(person, 1)
    person.type(person.row(1), "company_name", "Volga Steel")

    def act(review: ReviewWindow) -> None:
        QTest.keyClick(review.lines.chips[2].words, Qt.Key.Key_Return)
        assert _columns(review) == ["Push", "State", "Lead", "Company"]

    look(person, act)


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

    look(person, act)
    with person.answers.file.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["Lead ID", "Lead", "Field", "Loaded value", "New value"]
    assert [str(row), "Title", "'=1+1"] == [lines[1][0], lines[1][2], lines[1][4]]
    assert lines[2][2:] == ["Company", loaded, ""]


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(person: Person, tmp_path: Path) -> None:
    type_titles(person, 1)
    person.answers.file = tmp_path / "missing" / "changes.csv"

    def act(review: ReviewWindow) -> None:
        review.export.click()
        assert review.count.text().endswith("is no longer there. Choose another one.")

    look(person, act)


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

    look(person, act)


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

    look(person, act)


def test_tab_goes_down_the_window_as_it_is_read(person: Person) -> None:
    type_titles(person, 1)

    def act(review: ReviewWindow) -> None:
        everyone, titles = review.lines.chips
        way = [titles.words, review.filter, review.note, review.table, review.discard, review.export, review.keep]
        titles.tick.setFocus()
        for piece in (*way, review.push, everyone.tick):
            QTest.keyClick(QApplication.focusWidget() or review, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is piece

    look(person, act)


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

    look(person, act)


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
    type_titles(person, 12)
    person.type(person.row(20), "monetary_value", "a lot")

    def act(review: ReviewWindow) -> None:
        review.resize(*size)
        QApplication.processEvents()
        assert (review.width(), review.height()) == size
        assert _clipped(review) == []

    look(person, act)


def test_ten_thousand_leads_are_shown_without_a_widget_for_each(person: Person) -> None:
    rows = person.desk.sheet.row_ids()
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", f"Chief {row}") for row in rows), "a test"))

    def act(review: ReviewWindow) -> None:
        assert review.model.rowCount() == len(rows)
        assert len(review.findChildren(QWidget)) < 100

    look(person, act)


def test_esc_empties_the_words_that_narrow_the_review_before_it_closes_it(person: Person) -> None:
    rows = type_titles(person, 3)

    def act(review: ReviewWindow) -> None:
        review.filter.setFocus()
        QTest.keyClicks(review.filter, f"Chief {rows[1]}")
        review.model.toggle_rows([rows[1]])
        assert review.model.rowCount() == 1
        QTest.keyClick(review.filter, Qt.Key.Key_Escape)
        assert review.isVisible()
        assert review.model.rowCount() == 3
        assert review.ticked == frozenset(rows) - {rows[1]}
        QTest.keyClick(review.filter, Qt.Key.Key_Escape)
        assert not review.isVisible()

    look(person, act)
