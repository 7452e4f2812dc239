"""The whole job in the real window over a real socket: load, edit, push, see what failed, fix, retry."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from copper_desk.gui.control.push_score import Standing
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.support.practice_copper import PracticeCopper
from tests.support.window import Person


def test_load_edit_push_fix_and_retry_until_all_is_accepted(person: Person) -> None:
    good, mailbox, value = person.row(0), person.row(1), person.row(2)
    person.type(good, "title", "Head of partnerships")
    person.type(mailbox, "email", "orders@example.invalid")
    person.type(value, "monetary_value", "25000000")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1, Standing.FAILED: 2}
    assert person.said() == "Copper refused 2 of 3 leads. Nothing was lost: they are marked in the sheet."
    assert person.phase(mailbox) is Phase.FAILED
    assert person.shown_text(mailbox, "email") == "orders@example.invalid"
    person.assert_told_true()
    person.type(mailbox, "email", "orders@harbor.example")
    person.type(value, "monetary_value", "25000")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 2}
    assert person.said() == "Copper accepted all 2 leads."
    assert person.desk.sheet.counts().changed_leads == 0
    person.assert_told_true()


def test_what_copper_says_stands_at_its_cell_and_in_the_list_of_problems(person: Person) -> None:
    row = person.row(0)
    person.type(row, "company_name", "Blocked Ltd")
    person.push()
    problem = person.desk.sheet.cell_problem(row, "company_name")
    assert problem is not None
    assert problem.message == "is on this account's list of blocked companies"
    (group,) = person.window.panels.groups()
    assert (group.label, group.rows) == ("Company", (row,))
    assert person.window.problems.isVisible()


def test_a_counter_filters_and_show_all_leads_brings_the_rest_back(person: Person) -> None:
    row = person.row(3)
    person.type(person.row(0), "title", "Quartermaster")
    person.type(row, "company_name", "Blocked Ltd")
    person.push()
    everyone = person.window.model.rowCount()
    person.window.changes.chips[Standing.FAILED].click()
    assert person.window.model.rowCount() == 1
    assert person.row(0) == row
    assert person.window.view.currentIndex().row() == 0, "the details would say that no lead is selected"
    person.window.panels.refresh()
    person.window.status.show_all.click()
    assert person.window.model.rowCount() == everyone


def test_the_leads_of_the_last_push_can_be_shown_alone(person: Person) -> None:
    assert not person.window.actions_["last_push"].isEnabled()
    rows = [person.row(0), person.row(3)]
    person.type(rows[0], "title", "Quartermaster")
    person.type(rows[1], "company_name", "Blocked Ltd")
    person.push()
    person.window.changes.chips[Standing.FAILED].click()
    person.window.actions_["last_push"].trigger()
    assert [person.row(n) for n in range(person.window.model.rowCount())] == rows
    assert not person.window.changes.chips[Standing.FAILED].isChecked()
    person.window.panels.refresh()
    person.window.status.show_all.click()
    assert person.window.model.rowCount() > len(rows)


def test_f8_goes_to_the_failed_cell(person: Person) -> None:
    row = person.row(5)
    person.type(row, "company_name", "Blocked Ltd")
    person.push()
    person.go(person.row(0), "title")
    QTest.keyClick(person.window.view, Qt.Key.Key_F8)
    assert person.window.view.current_cell() == (row, "company_name")


def test_retry_failed_sends_the_same_text_once_the_reason_is_gone(
    person: Person, practice_copper: PracticeCopper
) -> None:
    row = person.row(0)
    person.type(row, "title", "Quartermaster")
    practice_copper.control.faults("422@bulk_update,422@update")
    person.push()
    assert person.counts() == {Standing.FAILED: 1}
    assert person.phase(row) is Phase.FAILED
    practice_copper.control.clear_faults()
    person.remember()
    ended = person.window.push.ended
    with person.waiting(ended):
        person.window.changes.retry.click()
    assert person.counts() == {Standing.ACCEPTED: 1}
    person.assert_told_true()


def test_paste_undo_and_redo_are_one_step_each(person: Person) -> None:
    rows = [person.row(n) for n in range(3)]
    before = [person.shown_text(row, "title") for row in rows]
    QGuiApplication.clipboard().setText("One\nTwo\nThree\n")
    person.go(rows[0], "title")
    QTest.keyClick(person.window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [person.shown_text(row, "title") for row in rows] == ["One", "Two", "Three"]
    QTest.keyClick(person.window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [person.shown_text(row, "title") for row in rows] == before
    assert person.desk.sheet.counts().changed_leads == 0
    QTest.keyClick(person.window.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [person.shown_text(row, "title") for row in rows] == ["One", "Two", "Three"]


def test_fills_and_selections_have_keys_of_their_own_in_the_window(person: Person) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    rows, view = [person.row(n) for n in range(2)], person.window.view
    person.go(rows[1], "title")
    QTest.keyClick(view, Qt.Key.Key_D, control)
    above = person.shown_text(rows[0], "title")
    assert person.shown_text(rows[1], "title") == above
    QTest.keyClick(view, Qt.Key.Key_Space, shift)
    assert view.selection.columns() == view.shown_columns()
    QTest.keyClick(view, Qt.Key.Key_Space, control)
    assert len(view.selection.rows()) == len(person.desk.sheet)


def test_undo_after_a_push_says_that_copper_does_not_know_it_yet(
    person: Person, practice_copper: PracticeCopper
) -> None:
    row = person.row(0)
    before = person.shown_text(row, "title")
    person.type(row, "title", "Chief")
    person.push()
    person.window.actions_["undo"].trigger()
    assert person.said() == "Undone: typing in Title. Not in Copper until you push."
    assert (person.shown_text(row, "title"), person.phase(row)) == (before, Phase.CHANGED)
    assert (practice_copper.control.lead(row) or {})["title"] == "Chief"


def test_undo_of_a_new_lead_that_copper_has_says_that_it_stays(person: Person) -> None:
    person.window.actions_["new_lead"].trigger()
    current = person.window.view.current_cell()
    assert current is not None
    person.type(current[0], "name", "Somebody New")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    leads = len(person.desk.sheet)
    person.window.actions_["undo"].trigger()
    person.window.actions_["undo"].trigger()
    told = "Undone: new lead. One change of it stays: Copper has that lead by now, or it is being sent."
    assert (person.said(), len(person.desk.sheet)) == (told, leads)


def test_a_cell_editor_that_is_open_is_committed_before_the_push(person: Person) -> None:
    row = person.row(0)
    person.type(person.row(1), "title", "Quartermaster")
    person.begin_typing(row, "title", "Typed and not left")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 2}
    assert person.shown_text(row, "title") == "Typed and not left"
    person.assert_told_true()


def test_what_is_typed_while_a_lead_is_on_its_way_is_kept_as_the_next_change(
    person: Person, practice_copper: PracticeCopper
) -> None:
    row = person.row(0)
    person.type(row, "title", "Sent")
    person.remember()
    practice_copper.control.delay(latency_ms=400)
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        person.type(row, "title", "Typed meanwhile")
    practice_copper.control.delay()
    assert person.counts() == {Standing.ACCEPTED: 1}
    assert person.phase(row) is Phase.CHANGED
    assert person.shown_text(row, "title") == "Typed meanwhile"
    person.assert_told_true()
    person.push()
    person.assert_told_true()


def test_a_paused_push_goes_on_when_it_is_resumed(person: Person) -> None:
    rows = [person.row(n) for n in range(40)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", "Quartermaster") for row in rows), "a test"))
    person.window.panels.refresh()
    person.remember()
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        person.window.changes.pause.click()
        assert person.window.changes.pause.text() == "Resume"
        assert person.window.push.is_running
        person.window.changes.pause.click()
    assert person.counts() == {Standing.ACCEPTED: 40}
    person.assert_told_true()


def test_a_new_lead_gets_its_number_from_copper(person: Person, practice_copper: PracticeCopper) -> None:
    person.window.actions_["new_lead"].trigger()
    (new,) = person.desk.sheet.changed_rows()
    person.type(new, "name", "Hana Kimura")
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1}
    assert person.window.push.score is not None
    (created,) = person.window.push.score.rows(Standing.ACCEPTED)
    stored = practice_copper.control.lead(created)
    assert stored is not None
    assert stored["name"] == "Hana Kimura"
    assert person.shown_text(created, "name") == "Hana Kimura"


def test_the_tour_ties_out_and_leaves_its_pictures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "copper_desk", "--demo", "--tour", str(tmp_path / "tour"), "--theme", "dark"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "COPPER_DESK_DATA": str(tmp_path / "data")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, env=environment, check=False)
    told = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    assert told["planned"] == told["accepted"] > 40
    assert (told["failed"], told["unknown"], told["not_sent"]) == (0, 0, 0)
    assert [Path(file).stat().st_size > 5_000 for file in told["pictures"]] == [True] * len(told["pictures"])
