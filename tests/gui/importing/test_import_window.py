"""The import in the real window: what it says, what can be decided, and what comes into the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.importing.column_model import FIELD, HOW
from copper_desk.gui.importing.import_session import FileSource
from copper_desk.gui.importing.import_window import COLUMNS, FILE, LEADS, PREVIEW
from copper_desk.tabular.import_choice import KEEP, Blanks, CellMode, Duplicates, NewRows
from copper_desk.tabular.import_plan import RowKind
from tests.gui.importing.importer import Importer, write


def _press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def _titles(importer: Importer, tmp_path: Path, *, name: str = "expo.csv") -> Path:
    """A file that gives three leads a title, and has one row that is new."""
    (_, first), (_, second), (_, third) = importer.emails(3)
    rows = [["E-mail", "Job title"], [first, "Head"], [second, "Deputy"], [third, ""], ["new@x.example", "Trainee"]]
    return write(tmp_path / name, rows)


def test_a_file_becomes_one_gesture_that_undo_takes_back(importer: Importer, tmp_path: Path) -> None:
    person, (rows) = importer.person, [row for row, _ in importer.emails(2)]
    importer.open(_titles(importer, tmp_path))
    importer.put()
    sheet = person.desk.sheet
    assert [sheet.value(row, "title") for row in rows] == ["Head", "Deputy"]
    assert person.window.importing.window is None
    assert person.said() == "4 changes on 3 leads (1 of them new) came from expo.csv. Not in Copper until you push."
    assert person.window.model.rowCount() == 3, "the sheet shows what came"
    assert person.desk.keeper.sources(sheet.changed_rows()) == ["expo.csv"]
    assert person.window.sheet.undo.stack.count() == 1
    person.window.commands.undo()
    assert not sheet.counts().changed_leads
    assert person.window.model.rowCount() == len(sheet), "all leads are shown again"
    person.window.commands.redo()
    assert sheet.counts().changed_leads == 3


def test_the_steps_tell_what_would_come_before_anything_does(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    assert [piece.text() for piece in window.steps] == ["File", "Columns", "Leads", "Preview 4 changes"]
    assert "4 rows" in window.story.text()
    window.go_to(PREVIEW)
    assert window.next.text() == "Put 4 changes in the sheet"
    assert window.preview.totals.text() == "2 leads changed · 1 new · 1 unchanged; 1 needs attention"
    assert not importer.person.desk.sheet.counts().changed_leads
    window.reject()
    assert not importer.person.desk.sheet.counts().changed_leads


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("paper.xlsx", b"%PDF-1.7 ...", "is a PDF document"),
        ("broken.xlsx", b"PK\x03\x04 no zip at all", "is damaged"),
        ("gone.csv", None, "is not there"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_else(
    importer: Importer, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    window = importer.open(path)
    assert said in window.zone.failure.text()
    assert window.zone.failure.text().endswith(".")
    assert not window.next.isEnabled()
    window.go_to(COLUMNS)
    assert window.step == FILE
    importer.open(_titles(importer, tmp_path))
    assert window.next.isEnabled(), "another file may follow"


def test_the_row_of_headers_is_found_and_can_be_another(importer: Importer, tmp_path: Path) -> None:
    ((_, email),) = importer.emails(1)
    rows = [["Our list", ""], ["Email", "Title"], ["ignored@x.example", "row"], [email, "Head"]]
    window = importer.open(write(tmp_path / "list.csv", rows))
    assert window.file.header.text() == "2"
    assert window.file.model.header_row == 2
    window.file.table.selectRow(2)
    _press(window.file.table, Qt.Key.Key_Space)
    importer.wait()
    assert window.file.header.text() == "3"
    assert window.session.table is not None
    assert window.session.table.header == ("ignored@x.example", "row")
    window.file.header.setText("2")
    _press(window.file.header, Qt.Key.Key_Return)
    importer.wait()
    assert window.session.table.header == ("Email", "Title")
    assert importer.outlook.changes > 0


def test_a_row_of_headers_that_is_not_there_changes_nothing(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.file.header.setText("500")
    _press(window.file.header, Qt.Key.Key_Return)
    importer.wait()
    assert "has no row 500" in window.file.trouble.text()
    assert window.file.trouble.isVisible()
    assert window.file.header.text() == "1"
    assert window.next.isEnabled()
    boxes = window.file
    boxes.delimiter.setCurrentIndex(boxes.delimiter.findData(";"))
    boxes.delimiter.activated.emit(boxes.delimiter.currentIndex())
    importer.wait()
    assert not window.session.failure
    assert not window.file.trouble.isVisible()
    assert window.session.table is not None
    assert len(window.session.table.header) == 1


def test_after_a_reading_that_failed_the_changes_can_still_be_put(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.session.reread(header_row=500)
    importer.wait()
    importer.settle()
    assert window.session.failure
    window.go_to(PREVIEW)
    assert window.next.text() == "Put 4 changes in the sheet"
    importer.put()
    assert importer.person.desk.sheet.counts().changed_leads == 3


def test_a_file_whose_quotes_are_broken_can_be_read_without(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('Email,Title\na@x.example,"said "no", twice"\n', encoding="utf-8")
    window = importer.open(path)
    step = window.file
    assert "or read without quotes" in step.trouble.text()
    assert step.trouble.isVisible()
    assert not window.next.isEnabled()
    assert all(box.isVisible() for box in (step.encoding, step.delimiter, step.quote))
    assert not step.header.isVisible()
    step.quote.setCurrentIndex(step.quote.findData(""))
    step.quote.activated.emit(step.quote.currentIndex())
    importer.wait()
    assert not step.trouble.isVisible()
    assert step.header.isVisible()
    assert window.next.isEnabled()
    assert step.model.text_at(1, 2) == '"said "no"'


def test_what_was_found_is_said_whole_beside_a_note(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "lone.csv"
    path.write_text('Name,Email\nAnn "x,a@nw.example\n"Bob",b\n"a"b,d\n')
    step = importer.open(path).file
    assert step.notes.isVisible()
    for box in (step.encoding, step.delimiter, step.quote):
        assert box.width() >= box.fontMetrics().horizontalAdvance(box.currentText()) + 24


def test_encoding_and_separator_can_be_said(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes("Name;Title\nJürgen;Größe\n".encode("cp1252"))
    window = importer.open(path)
    assert window.file.model.text_at(1, 1) == "Jürgen"
    boxes = window.file
    boxes.encoding.setCurrentIndex(boxes.encoding.findData("cp1251"))
    boxes.encoding.activated.emit(boxes.encoding.currentIndex())
    importer.wait()
    assert window.file.model.text_at(1, 1) != "Jürgen"
    boxes.delimiter.setCurrentIndex(boxes.delimiter.findData(","))
    boxes.delimiter.activated.emit(boxes.delimiter.currentIndex())
    importer.wait()
    assert window.session.table is not None
    assert len(window.session.table.header) == 1
    assert window.file.encoding.currentData() == "cp1251", "what was said of the file stays"


def test_a_column_is_given_another_field_with_the_keyboard_alone(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.activateWindow()
    window.go_to(COLUMNS)
    table = window.columns.table
    table.setCurrentIndex(window.columns.model.index(1, FIELD))
    _press(table, Qt.Key.Key_Return)
    assert table.popup is not None
    QTest.keyClicks(table.popup.line, "descr")
    _press(table.popup.line, Qt.Key.Key_Return)
    importer.wait()
    assert window.columns.model.text_at(1, FIELD) == "Description"
    assert [cell.key for cell in importer.outlook.plan.cells()].count("details") == 3


def test_the_ways_of_a_column_say_what_each_would_change(importer: Importer, tmp_path: Path) -> None:
    person, ((row, email), (other, second)) = importer.person, importer.emails(2)
    person.type(row, "title", "Filled")
    person.go(other, "title")
    QTest.keyClick(person.window.view, Qt.Key.Key_Delete)
    window = importer.open(write(tmp_path / "a.csv", [["Email", "Title"], [email, "New"], [second, "New"]]))
    window.go_to(COLUMNS)
    entries, _ = window.columns.model.picks(1, HOW)
    assert [(entry.label, entry.note) for entry in entries] == [
        ("Replace", "2"),
        ("Only fill empty", "1"),
        ("Leave out", "0"),
    ]
    fill = next(entry.value for entry in entries if entry.label == "Only fill empty")
    window.columns.model.pick(1, HOW, fill)
    importer.wait()
    assert window.columns.model.text_at(1, HOW) == "Only fill empty · 1"
    assert window.session.draft.columns[1].way.mode is CellMode.FILL


def test_blanks_clear_only_when_that_is_chosen(importer: Importer, tmp_path: Path) -> None:
    person, ((row, email),) = importer.person, importer.emails(1)
    person.type(row, "title", "Filled")
    window = importer.open(write(tmp_path / "b.csv", [["Email", "Title"], [email, ""]]))
    window.go_to(COLUMNS)
    assert window.columns.blanks.cards[Blanks.CLEAR].accessibleName().endswith("1 value would be cleared")
    assert importer.outlook.changes == 0
    window.columns.blanks.cards[Blanks.CLEAR].click()
    importer.wait()
    importer.put()
    assert person.desk.sheet.value(row, "title") is None


def test_texts_that_name_nothing_are_offered_the_closest(importer: Importer, tmp_path: Path) -> None:
    person, ((row, email), (other, second)) = importer.person, importer.emails(2)
    before = person.desk.sheet.value(other, "assignee_id")
    rows = [["Email", "Owner"], [email, "Cy Okoroo"], [second, "Somebody Else Entirely"]]
    window = importer.open(write(tmp_path / "c.csv", rows))
    window.go_to(COLUMNS)
    model = window.columns.foreign_model
    assert [model.text_at(place, 1) for place in range(2)] == ["Cy Okoroo", "Somebody Else Entirely"]
    assert model.text_at(0, 3) == "Marked as problem"
    entries, _ = model.picks(0, 3)
    assert entries[0].label == "Cy Okoro"
    model.pick(0, 3, entries[0].value)
    model.pick(1, 3, KEEP)
    importer.wait()
    assert not importer.outlook.flawed
    importer.put()
    cy = next(user.id for user in person.desk.account.users if user.name == "Cy Okoro")
    assert person.desk.sheet.value(row, "assignee_id") == cy
    assert person.desk.sheet.value(other, "assignee_id") == before


def test_days_are_asked_about_only_where_the_column_leaves_them_open(importer: Importer, tmp_path: Path) -> None:
    (_, email), (_, second) = importer.emails(2)
    rows = [["Email", "First meeting"], [email, "03/04/2026"], [second, "05/04/2026"]]
    window = importer.open(write(tmp_path / "d.csv", rows))
    window.go_to(COLUMNS)
    (row,) = window.columns.dates.values()
    assert row.question.text() == "Dates in “First meeting”: which day is 03/04/2026?"
    row.cards["dmy"].click()
    importer.wait()
    days = sorted(str(cell.new) for cell in importer.outlook.plan.cells())
    assert days == ["2026-04-03", "2026-04-05"]
    importer.open(write(tmp_path / "e.csv", [*rows, ["", "25/04/2026"]]))
    assert not window.columns.dates


def test_the_columns_of_the_former_file_are_shown_until_the_next_is_read(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(write(tmp_path / "a.csv", [["Email", "Title", "City"], ["a@b.example", "Chief", "Bonn"]]))
    window.go_to(COLUMNS)
    importer.person.window.importing.show(FileSource(write(tmp_path / "b.csv", [["Email"], ["a@b.example"]])))
    assert window.session.is_reading
    window.columns.table.grab()  # Painting a column that is not there is an error.
    importer.wait()
    assert len(window.session.draft.columns) == 1


def test_a_field_gets_the_same_value_in_every_row(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.go_to(COLUMNS)
    constants = window.columns.constants
    constants.open_popup()
    assert constants.popup is not None
    labels = [entry.label for entry in constants.popup.model.entries]
    assert "Title" not in labels
    constants.popup.take(labels.index("Company"))
    line = constants.editors["company_name"]
    assert isinstance(line, QLineEdit)
    line.setText("Visitors Ltd")
    line.editingFinished.emit()
    importer.wait()
    assert {cell.new for cell in importer.outlook.plan.cells() if cell.key == "company_name"} == {"Visitors Ltd"}


def test_rows_without_a_lead_are_new_ones_or_skipped(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.go_to(LEADS)
    assert window.leads.new.question.text() == "1 row finds no lead"
    window.leads.new.cards[NewRows.SKIP].click()
    importer.wait()
    assert importer.outlook.plan.counts()[RowKind.NEW] == 0
    assert importer.outlook.plan.counts()[RowKind.SKIPPED] == 1


def test_a_likely_duplicate_is_skipped_updated_or_created_as_chosen(importer: Importer, tmp_path: Path) -> None:
    ((row, _),) = importer.emails(1)
    name = importer.person.desk.sheet.value(row, "name")
    company = importer.person.desk.sheet.value(row, "company_name")
    rows = [["Email", "Name", "Company", "Title"], ["other@x.example", str(name), str(company), "Seen twice"]]
    window = importer.open(write(tmp_path / "f.csv", rows))
    window.go_to(LEADS)
    assert window.leads.model.text_at(0, 2) == "Likely duplicate"
    assert f"Lead {row}" in window.leads.model.text_at(0, 3)
    window.leads.duplicates.cards[Duplicates.UPDATE].click()
    importer.wait()
    assert importer.outlook.plan.matches.rows == (row,)
    window.leads.duplicates.cards[Duplicates.CREATE].click()
    importer.wait()
    assert importer.outlook.plan.counts()[RowKind.NEW] == 1


def test_several_repeated_and_gone_are_shown_and_left_out(importer: Importer, tmp_path: Path) -> None:
    person, ((row, email), (other, _)) = importer.person, importer.emails(2)
    person.type(other, "email", email)
    rows = [["Lead ID", "Title"], [str(row), "A"], [str(row), "B"], ["77", "C"], ["x7", "D"]]
    window = importer.open(write(tmp_path / "g.csv", rows))
    window.go_to(LEADS)
    model = window.leads.model
    assert [model.text_at(place, 2) for place in range(model.rowCount())] == [
        "Repeated in the file",
        "Gone from Copper",
        "No readable key",
    ]
    importer.open(write(tmp_path / "h.csv", [["Email", "Title"], [email, "E"]]))
    assert model.text_at(0, 2) == "Fits several leads"
    assert importer.outlook.changes == 0


def test_leads_are_found_by_another_column(importer: Importer, tmp_path: Path) -> None:
    person, ((row, _),) = importer.person, importer.emails(1)
    person.type(row, "company_name", "Only Once Ltd")
    window = importer.open(write(tmp_path / "i.csv", [["Company", "Title"], ["only once ltd", "Head"]]))
    window.go_to(LEADS)
    window.leads.keys.cards["other"].click()
    importer.wait()
    assert importer.outlook.plan.matches.rows == (row,)


def test_the_preview_filters_and_finds(importer: Importer, tmp_path: Path, qtbot: QtBot) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.go_to(PREVIEW)
    preview = window.preview
    assert preview.kind is RowKind.CHANGED
    preview.chips[RowKind.NEW].click()
    assert [preview.model.text_at(0, column) for column in range(2)] == ["New, needs attention", "5"]
    assert preview.model.note_column is not None
    assert preview.model.text_at(0, preview.model.note_column).startswith("A new lead needs a name.")
    preview.chips[None].click()
    assert preview.model.rowCount() == 4
    preview.filter.setText("deputy")
    qtbot.waitUntil(lambda: not preview.model.is_searching)
    assert preview.model.rowCount() == 1
    assert preview.count.text() == "1 of 4 rows"
    title = next(n for n in range(preview.model.columnCount()) if preview.model.column_name(n) == "Title")
    assert preview.model.text_at(0, title).endswith("→ Deputy")


def test_the_next_file_with_these_headers_is_mapped_as_before(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.session.draft.choose_field(1, "details")
    window.session.decide()
    importer.wait()
    window.reject()
    again = importer.open(_titles(importer, tmp_path, name="next.csv"))
    keeps = importer.person.desk.folder is not None
    again.go_to(COLUMNS)
    assert again.columns.model.text_at(1, FIELD) == ("Description" if keeps else "Title")


def test_keys_go_through_the_steps(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    window.activateWindow()
    for step in (COLUMNS, LEADS, PREVIEW):
        _press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert window.step == step
    _press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.step == LEADS
    _press(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.step == FILE
    _press(window, Qt.Key.Key_Escape)
    assert importer.person.window.importing.window is None


def test_everything_that_takes_the_keyboard_has_a_name(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_titles(importer, tmp_path))
    for step in (COLUMNS, LEADS, PREVIEW, FILE):
        window.go_to(step)
        named = (QAbstractButton, QLineEdit, QComboBox, QTableView)
        pieces = [piece for piece in window.findChildren(QWidget) if isinstance(piece, named) and piece.isVisible()]
        nameless = [
            piece for piece in pieces if piece.focusPolicy() & Qt.FocusPolicy.TabFocus and not piece.accessibleName()
        ]
        assert not nameless, step


def test_a_sheet_that_changes_meanwhile_is_counted_anew(importer: Importer, tmp_path: Path, qtbot: QtBot) -> None:
    person, ((row, _), *_) = importer.person, importer.emails(2)
    window = importer.open(_titles(importer, tmp_path))
    assert importer.outlook.changes == 4
    person.type(row, "title", "Head")
    qtbot.waitUntil(lambda: window.session.is_ready and importer.outlook.changes == 3)


def test_a_pasted_sheet_is_offered_as_an_import(importer: Importer) -> None:
    person, ((_, email),) = importer.person, importer.emails(1)
    QGuiApplication.clipboard().setText(f"Name\tEmail\nAna Ruiz\t{email}\n")
    person.go(person.row(3), "name")
    _press(person.window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    message = person.window.messages.messages[-1]
    assert message.offer == "Import as a sheet…"
    assert person.desk.sheet.counts().changed_leads == 2, "the paste went through as any other"
    assert message.answer is not None
    message.answer()
    importer.wait()
    assert person.desk.sheet.counts().changed_leads == 0
    assert importer.window.session.table is not None
    assert importer.window.session.table.header == ("Name", "Email")


def test_an_ordinary_paste_says_what_it_always_said(importer: Importer) -> None:
    person = importer.person
    QGuiApplication.clipboard().setText("Ada\tAcme\nBo\tBcme\n")
    person.go(person.row(3), "name")
    _press(person.window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert person.window.messages.messages[-1].offer != "Import as a sheet…"
