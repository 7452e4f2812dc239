"""The history of pushes and the way back, in the real window: found, shown, saved, and taken back for those alone who
are meant."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.desk.desk import Desk
from copper_desk.desk.revert import AUTOMATIONS, SINCE_CHANGED
from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.history.history_window import HistoryWindow
from copper_desk.gui.history.revert_window import RevertCase, RevertWindow, heading, reasons, story
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from copper_desk.storage.push_entry import LeadResult
from tests.desk.kept_desk import Computer
from tests.e2e.conftest import Seat
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person


@pytest.fixture
def person(computer: Computer, seat: Seat) -> Person:
    """Somebody whose computer keeps what they do, with all leads loaded."""
    somebody = seat(computer.open())
    somebody.load()
    return somebody


def _history(person: Person) -> HistoryWindow:
    person.window.actions_["history"].trigger()
    assert person.window.history.window is not None
    return person.window.history.window


def _push_titles(person: Person, count: int, title: str = "Quartermaster", *, source: str = "") -> list[RowId]:
    rows = [person.row(n) for n in range(count)]
    changes = tuple(SetCell(row, "title", f"{title} {row}") for row in rows)
    person.window.sheet.stage(ChangeSet(changes, "a test", source))
    person.window.panels.refresh()
    person.push()
    return rows


def test_an_empty_history_says_what_will_stand_there(person: Person) -> None:
    window = _history(person)
    assert window.nothing.text().startswith("Nothing was pushed yet.")
    assert window.nothing.isVisible()
    assert not window.table.isVisible()


def test_where_nothing_is_kept_it_says_so(seat: Seat, open_desk: Desk) -> None:
    other = seat(open_desk)
    other.load()
    assert _history(other).nothing.text() == "Nothing is kept of this account on this computer, so there is no history."
    assert other.window.details.pushes.isHidden()


def test_a_push_stands_there_with_what_each_lead_held(person: Person) -> None:
    first, second = person.row(0), person.row(1)
    before = person.shown_text(first, "title")
    person.type(first, "title", "Quartermaster")
    person.type(second, "company_name", "Blocked Ltd")
    person.push()
    window = _history(person)
    assert window.head.heading.text().endswith(" · 2 leads")
    assert "Ana Ruiz (" in window.head.people.text()
    assert window.head.people.text().endswith("Source: typed.")
    model = window.leads
    texts = [[model.text_at(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    assert sorted(texts) == sorted(
        [
            ["Accepted", person.shown_text(first, "name"), f"{before or 'empty'} → Quartermaster", "", str(first)],
            [
                "Failed",
                person.shown_text(second, "name"),
                "",
                "Company: is on this account's list of blocked companies",
                str(second),
            ],
        ]
    )
    window.head.chips[LeadResult.FAILED].click()
    assert [model.text_at(row, 0) for row in range(model.rowCount())] == ["Failed"]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Message"


def test_a_push_that_ended_as_it_should_is_not_called_early(person: Person) -> None:
    _push_titles(person, 25)
    window = _history(person)
    assert window.head.end.isHidden()


def test_the_newest_comes_first_and_a_running_history_follows(person: Person) -> None:
    _push_titles(person, 1, "Quartermaster")
    window = _history(person)
    _push_titles(person, 2, "Chairwoman", source="leads.csv")
    assert window.pushes.rowCount() == 2
    entry = window.pushes.entry(0)
    assert entry.head.source == "leads.csv"
    assert entry.counts == {LeadResult.ACCEPTED: 2}
    assert "leads.csv" in str(window.pushes.data(window.pushes.index(0)))


def test_the_search_finds_the_push_and_shows_the_leads_meant(person: Person) -> None:
    rows = _push_titles(person, 3)
    _push_titles(person, 1, "Chairwoman")
    window = _history(person)
    window.search.setText(f"quartermaster {rows[1]}")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.pushes.rowCount() == 1
    assert [window.leads.lead_at(n).lead_id for n in range(window.leads.rowCount())] == [rows[1]]
    window.search.setText("no such words")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.nothing.text() == "No push has “no such words” in it."


def test_the_details_show_the_pushes_of_the_lead_and_lead_to_all(person: Person) -> None:
    row, other = person.row(0), person.row(1)
    before = person.shown_text(row, "title")
    for title in ("One", "Two", "Three", "Four"):
        person.type(row, "title", title)
        person.push()
    person.window.actions_["details"].setChecked(True)
    person.go(other, "title")
    person.window.panels.refresh()
    assert person.window.details.pushes.nothing.text() == "Not pushed from this computer yet."
    person.go(row, "title")
    person.window.panels.refresh()
    shown = [body.text() for _, body in person.window.details.pushes.lines]
    assert shown == ["Title: Three → Four", "Title: Two → Three", "Title: One → Two"]
    person.window.details.pushes.all.click()
    window = person.window.history.window
    assert window is not None
    assert window.search.text() == str(row)
    assert window.pushes.rowCount() == 4
    assert f"Title: {before} → One" not in shown


def test_a_push_is_saved_as_a_table_that_no_spreadsheet_runs(person: Person, tmp_path: Path) -> None:
    row = person.row(0)
    before = person.shown_text(row, "title")
    person.type(row, "title", "=1+1")
    person.push()
    person.answers.file = tmp_path / "push.csv"
    _history(person).export.click()
    with person.answers.file.open(encoding="utf-8-sig", newline="") as file:
        header, line = csv.reader(file)
    told = dict(zip(header, line, strict=True))
    assert (told["Lead ID"], told["Field"], told["Before"], told["After"]) == (str(row), "Title", before, "'=1+1")
    assert (told["Copper user"], told["Result"]) == ("Ana Ruiz", "Accepted")
    assert person.window.history.window is not None
    assert person.window.history.window.busy.text() == "1 line saved in push.csv."


# Taking a push back


def _titles(copper: PracticeCopper, rows: list[RowId]) -> list[object]:
    found = {lead["id"]: lead["title"] for lead in copper.control.leads(["id", "title"])}
    return [found[row] for row in rows]


def test_a_push_is_taken_back_by_a_push(person: Person, practice_copper: PracticeCopper) -> None:
    rows = [person.row(n) for n in range(25)]
    before = _titles(practice_copper, rows)
    _push_titles(person, 25)
    window = _history(person)
    with person.waiting(person.window.history.over):
        window.revert.click()
    assert not window.isVisible()
    assert person.said() == "25 earlier values are in the sheet, not in Copper until you push."
    assert {person.phase(row) for row in rows} == {Phase.CHANGED}
    with person.waiting(person.window.push.ended):
        person.window.message_bar.offer.click()
    assert person.counts() == {Standing.ACCEPTED: 25}
    assert _titles(practice_copper, rows) == before
    assert _history(person).pushes.entry(0).head.source == "revert of push 1"


def test_undo_takes_a_revert_out_of_the_sheet_in_one_step(person: Person) -> None:
    rows = _push_titles(person, 3)
    with person.waiting(person.window.history.over):
        _history(person).revert.click()
    person.window.actions_["undo"].trigger()
    assert {person.phase(row) for row in rows} == {Phase.CLEAN}


def test_a_no_puts_nothing_into_the_sheet(person: Person) -> None:
    rows = _push_titles(person, 3)
    person.answers.revert = False
    window = _history(person)
    with person.waiting(person.window.history.over):
        window.revert.click()
    assert {person.phase(row) for row in rows} == {Phase.CLEAN}
    assert window.revert.isEnabled()


def test_chosen_leads_alone_are_taken_back(person: Person) -> None:
    _push_titles(person, 5)
    window = _history(person)
    assert not window.revert_selected.isEnabled()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for position in (1, 3):
        window.table.selectionModel().select(window.leads.index(position, 0), flags)
    chosen = {lead.lead_id for lead in window.table.selected_leads()}
    assert window.revert_selected.text() == "Revert 2 selected leads…"
    with person.waiting(person.window.history.over):
        window.revert_selected.click()
    assert set(person.desk.sheet.changed_rows()) == chosen


def test_what_someone_else_changed_since_is_left_and_named(person: Person, practice_copper: PracticeCopper) -> None:
    rows = _push_titles(person, 3)
    practice_copper.control.edit(rows[0], title="Theirs")
    with person.waiting(person.window.history.over):
        _history(person).revert.click()
    case = dict(person.answers.asked)["revert"]
    assert isinstance(case, RevertCase)
    assert heading(case.plan) == "Put 2 earlier values back on 2 leads?"
    assert reasons(case.plan.left_out) == [f"1 left out: {SINCE_CHANGED}"]
    assert story(case.plan, case.when)[-1] == AUTOMATIONS
    assert person.shown_text(rows[0], "title") == "Theirs"
    assert person.phase(rows[0]) is Phase.CLEAN


def test_the_question_names_what_is_left_out_and_cancel_is_what_enter_means(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = _push_titles(person, 3)
    practice_copper.control.edit(rows[0], title="Theirs")
    person.answers.revert = False
    with person.waiting(person.window.history.over):
        _history(person).revert.click()
    case = dict(person.answers.asked)["revert"]
    assert isinstance(case, RevertCase)
    window = RevertWindow(case, person.window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    assert window.agree.text() == "Put 2 changes in the sheet"
    shown = [window.model.data(window.model.index(0, column)) for column in range(window.model.columnCount())]
    assert shown[1:3] == ["Title", SINCE_CHANGED]
    assert shown[4:] == [f"Quartermaster {rows[0]}", "Theirs"]
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert not window.isVisible()
    assert not window.is_agreed
    window.deleteLater()


def test_without_a_connection_nothing_is_taken_back_and_it_is_said(
    person: Person, practice_copper: PracticeCopper
) -> None:
    rows = _push_titles(person, 3)
    practice_copper.control.revoke_key()
    window = _history(person)
    with person.waiting(person.window.history.over):
        window.revert.click()
    practice_copper.control.revoke_key(False)
    assert window.busy.text().startswith("Nothing was changed: the leads could not be read. ")
    assert {person.phase(row) for row in rows} == {Phase.CLEAN}


def test_a_window_that_closes_while_leads_are_read_reverts_nothing(
    person: Person, practice_copper: PracticeCopper
) -> None:
    _push_titles(person, 3)
    practice_copper.control.delay(latency_ms=300)
    _history(person).revert.click()
    assert person.window.history.is_running
    person.leave()
    practice_copper.control.delay()
    assert [name for name, _ in person.answers.asked] == ["push"]


def test_a_history_that_cannot_be_read_says_why(person: Person) -> None:
    _push_titles(person, 1)
    window = _history(person)
    assert person.desk.history is not None
    person.desk.history.close()
    window.refresh()
    assert window.nothing.text().startswith("The history cannot be read. ")


def test_the_search_is_reached_by_keys(person: Person) -> None:
    window = _history(person)
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
