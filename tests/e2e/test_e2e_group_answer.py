"""Answers for a whole group of refused cells, given where people give them: by the links in the list of problems."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.dialog.choose_value import ChooseValueDialog
from copper_desk.gui.panel.problem_line import ProblemLine
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import WAIT_MS, Person


def _refuse(person: Person, key: str, texts: list[str]) -> list[RowId]:
    """Type a text of its own into the first leads, push, and return their rows."""
    rows = [person.row(n) for n in range(len(texts))]
    for row, text in zip(rows, texts, strict=True):
        person.type(row, key, text)
    person.push()
    return rows


def _line(person: Person, label: str) -> ProblemLine:
    """The group of a field as it is shown now."""
    person.window.panels.refresh()
    (line,) = [line for line in person.window.problems.lines if line.offer.group.label == label]
    return line


def test_a_field_is_left_out_and_the_rest_is_sent(person: Person) -> None:
    rows = [person.row(n) for n in range(3)]
    loaded = [person.shown_text(row, "company_name") for row in rows]
    for row in rows:
        person.type(row, "title", "Quartermaster")
    _refuse(person, "company_name", ["Blocked Ltd"] * 3)
    assert person.counts() == {Standing.FAILED: 3}
    person.remember()
    with person.waiting(person.window.push.ended):
        _line(person, "Company").leave_out.click()
        assert person.said() == "Company was left out of 3 leads; their other changes are being sent."
    assert person.counts() == {Standing.ACCEPTED: 3}
    assert [person.shown_text(row, "title") for row in rows] == ["Quartermaster"] * 3
    assert [person.shown_text(row, "company_name") for row in rows] == loaded
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "company_name") for row in rows] == ["Blocked Ltd"] * 3


def test_a_no_in_the_review_says_that_nothing_was_sent_and_undo_brings_the_field_back(person: Person) -> None:
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    _refuse(person, "company_name", ["Blocked Ltd"])
    person.answers.push = False
    _line(person, "Company").leave_out.click()
    assert person.said() == "Company was left out of 1 lead; nothing was sent."
    person.window.message_bar.offer.click()
    assert person.shown_text(row, "company_name") == "Blocked Ltd"
    assert person.phase(row) is Phase.FAILED


def test_a_lead_without_other_changes_is_left_as_it_was_loaded(person: Person) -> None:
    (row,) = _refuse(person, "company_name", ["Blocked Ltd"])
    _line(person, "Company").leave_out.click()
    assert person.said() == "Company was left out of 1 lead; nothing else is changed there."
    assert person.phase(row) is Phase.CLEAN
    assert not person.window.push.is_running


def test_the_value_of_a_mended_cell_goes_to_the_others_that_were_refused_for_the_same(person: Person) -> None:
    rows = _refuse(person, "company_name", ["Blocked Ltd"] * 3)
    assert _line(person, "Company").offer.shared is None
    person.type(rows[1], "company_name", "Whitfield Partners")
    line = _line(person, "Company")
    assert line.share.text() == "Use “Whitfield Partners” for the other 2"
    line.share.click()
    assert [person.shown_text(row, "company_name") for row in rows] == ["Whitfield Partners"] * 3
    assert person.said() == "Company: 2 changed"
    person.window.message_bar.offer.click()
    assert person.shown_text(rows[0], "company_name") == "Blocked Ltd"
    assert person.shown_text(rows[1], "company_name") == "Whitfield Partners"


def test_nobody_is_given_the_e_mail_of_another(person: Person) -> None:
    rows = _refuse(person, "email", ["ana@example.invalid", "bo@example.invalid", "cy@example.invalid"])
    for row in rows[:2]:
        person.type(row, "email", f"mended.{row}@harbor.example")
        assert _line(person, "Email").offer.shared is None
        assert not _line(person, "Email").offer.chooses


def test_one_choice_is_given_to_all(person: Person, qtbot: QtBot, practice_copper: PracticeCopper) -> None:
    rows = [person.row(n) for n in range(3)]
    owner = person.desk.account.users[-1]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "assignee_id", owner.id) for row in rows), "a test"))
    person.window.panels.refresh()
    practice_copper.control.faults("422@bulk_update,422@update")
    person.push()
    practice_copper.control.clear_faults()
    whole = person.window.problems.lines
    assert [line.offer.chooses for line in whole] == [False]  # the message names no field
    for row in rows:
        person.type(row, "assignee_id", "nobody at all")
    _line(person, "Owner").choose.click()
    dialog = person.window.findChild(ChooseValueDialog)
    assert dialog is not None
    assert not dialog.take.isEnabled()
    dialog.search.setText(person.desk.account.users[0].name[:4])
    with qtbot.waitSignal(dialog.chosen, timeout=WAIT_MS):
        dialog.take.click()
    assert {person.desk.sheet.value(row, "assignee_id") for row in rows} == {person.desk.account.users[0].id}
    assert person.said() == "Owner: 3 changed"


def test_a_transform_says_what_it_would_change_and_changes_it_in_one_step(person: Person) -> None:
    rows = [person.row(n) for n in range(2)]
    texts = ["blocked ltd", "BLOCKED LTD"]
    _refuse(person, "company_name", texts)
    line = _line(person, "Company")
    line.change_all.click()
    entries = {action.text().partition("\t")[0]: action for action in line.menu.actions()}
    assert entries["UPPER CASE"].text() == "UPPER CASE\t1 cell"
    assert not entries["One space between words"].isEnabled()
    entries["Title Case"].trigger()
    line.menu.close()
    assert [person.shown_text(row, "company_name") for row in rows] == ["Blocked Ltd"] * 2
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "company_name") for row in rows] == texts


def test_a_group_is_tried_again(person: Person) -> None:
    rows = _refuse(person, "email", ["ana@example.invalid", "bo@harbor.example"])
    person.window.activateWindow()
    with person.waiting(person.window.push.ended):
        line = _line(person, "Email")
        assert line.retry.text() == "Retry this one"
        line.retry.click()
    assert person.counts() == {Standing.FAILED: 1}
    assert person.phase(rows[0]) is Phase.FAILED
    assert QApplication.focusWidget() is person.window.view


def test_nothing_that_sends_can_be_pressed_while_a_push_runs(person: Person, practice_copper: PracticeCopper) -> None:
    _refuse(person, "company_name", ["Blocked Ltd"])
    person.type(person.row(5), "title", "Quartermaster")
    practice_copper.control.delay(latency_ms=300)
    person.remember()
    with person.waiting(person.window.push.ended):
        assert person.window.push.request_push([person.row(5)])
        line = _line(person, "Company")
        assert not line.leave_out.isEnabled()
        assert not line.retry.isEnabled()
        assert line.put_back.isEnabled()
    practice_copper.control.delay()
    assert _line(person, "Company").retry.isEnabled()
