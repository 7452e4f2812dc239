"""Changes are handed over in a file, opened elsewhere, set aside and taken back, in the real window."""

from __future__ import annotations

import dataclasses
import json
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, forget_account
from copper_desk.gui.carrying.aside_window import AsideWindow
from copper_desk.gui.carrying.gather_window import GatherWindow
from copper_desk.gui.carrying.opening_window import OpeningWindow
from copper_desk.leads.value import RowId
from copper_desk.sheet.phase import Phase
from copper_desk.storage import change_document
from copper_desk.storage.change_document import ChangeDocument, SetAside, read_document, write_document
from copper_desk.storage.trouble import StorageTrouble, TroubleKind
from tests.desk.kept_desk import Computer, add, computer
from tests.support.window import Person

__all__ = ["computer"]


def person_at(qtbot: QtBot, desk: Desk) -> Person:
    person = Person(qtbot, desk)
    person.load()
    return person


def asked(person: Person, action: str) -> GatherWindow:
    person.window.actions_[action].trigger()
    window = person.window.carrying.gathering
    assert window is not None
    return window


def shown_opening(person: Person) -> OpeningWindow:
    window = person.window.carrying.opening
    assert window is not None
    return window


def shown_aside(person: Person) -> AsideWindow:
    person.window.actions_["aside"].trigger()
    window = person.window.carrying.aside
    assert window is not None
    return window


def edits(person: Person) -> dict[RowId, dict[str, object]]:
    return {row: {k: e.value for k, e in cells.items()} for row, cells in person.desk.sheet.all_edits().items()}


def sets(person: Person) -> int:
    """How many sets are set aside; none is on its way."""
    folder = person.desk.folder
    assert folder is not None
    found = SetAside(folder.aside)
    assert found.on_their_way() == []
    return len(found)


def typed(person: Person) -> tuple[RowId, RowId]:
    row, other = person.row(0), person.row(1)
    person.type(row, "title", "Quartermaster")
    person.type(other, "company_name", "Harbor Ltd")
    return row, other


def test_what_is_handed_over_is_opened_on_another_computer_conflict_included(
    qtbot: QtBot, computer: Computer, tmp_path: Path
) -> None:
    ana = person_at(qtbot, computer.open())
    row, other = typed(ana)
    ana.answers.file = tmp_path / "for bo.copperchanges"
    window = asked(ana, "hand_over")
    QTest.keyClicks(window.line, "Please look at these")
    window.agree.click()
    assert ana.said().startswith("2 changes on 2 leads in for bo.copperchanges. They are still here, too.")
    document = read_document(ana.answers.file)
    assert (document.note, document.cell_count, document.by) == ("Please look at these", 2, ana.desk.user_name)
    theirs = edits(ana)
    ana.leave()
    computer.practice.control.edit(other, company_name="Theirs")

    elsewhere = Computer(computer.practice, tmp_path / "bo", stack=computer.stack)
    bo = person_at(qtbot, elsewhere.open())
    bo.answers.file = tmp_path / "for bo.copperchanges"
    bo.window.actions_["open_changes"].trigger()
    opening = shown_opening(bo)
    assert "Please look at these" in opening.findChildren(type(opening.words))[1].text()
    assert "1 cell was changed in Copper meanwhile" in opening.words.text()
    opening.put.click()
    assert edits(bo) == theirs
    assert (bo.phase(row), bo.phase(other)) == (Phase.CHANGED, Phase.CONFLICT)
    assert bo.said().startswith("2 changes on 2 leads came from for bo.copperchanges.")
    bo.window.commands.undo()
    assert edits(bo) == {}
    bo.leave()


def test_after_handing_over_the_changes_can_be_taken_out(qtbot: QtBot, computer: Computer, tmp_path: Path) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    person.answers.file = tmp_path / "a.copperchanges"
    asked(person, "hand_over").agree.click()
    person.window.message_bar.offer.click()
    assert edits(person) == {}
    person.leave()


def test_what_is_set_aside_waits_on_the_disk_and_comes_back(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    row, _other = typed(person)
    person.window.actions_["new_lead"].trigger()
    QApplication.processEvents()
    before = edits(person)
    person.go(row, "title")
    window = asked(person, "set_aside")
    assert window.leads.cards[True].accessibleName() == "Selected leads. 1 lead"
    window.leads.cards[False].click()
    window.line.clear()
    assert not window.agree.isEnabled()
    QTest.keyClicks(window.line, "After the fair")
    window.agree.click()
    assert edits(person) == {}
    assert "set aside as “After the fair”" in person.said()
    person.leave()

    later = person_at(qtbot, computer.open())
    assert edits(later) == {}
    aside = shown_aside(later)
    assert [aside.model.index(0, column).data() for column in (0, 2, 3)] == [
        "After the fair",
        str(sum(map(len, before.values()))),
        "3",
    ]
    aside.back.click()
    shown_opening(later).put.click()
    assert {row: cells for row, cells in edits(later).items() if row > 0} == {r: c for r, c in before.items() if r > 0}
    assert shown_aside(later).model.rowCount() == 0
    later.leave()


def test_a_set_is_deleted_after_a_question(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    asked(person, "set_aside").agree.click()
    person.answers.delete_aside = False
    aside = shown_aside(person)
    aside.delete.click()
    assert aside.model.rowCount() == 1
    person.answers.delete_aside = True
    aside.delete.click()
    assert aside.model.rowCount() == 0
    assert not aside.back.isEnabled()
    assert "Nothing is set aside" in aside.said.text()
    aside.close()
    person.leave()


def test_where_there_are_other_changes_of_ones_own_one_chooses(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    row, _other = typed(person)
    asked(person, "set_aside").agree.click()
    person.type(row, "title", "Mine")
    shown_aside(person).back.click()
    opening = shown_opening(person)
    assert opening.own.question.text() == "1 cell has another change of yours"
    assert opening.put.text() == "Put 1 change in the sheet"
    opening.own.cards[True].click()
    assert opening.put.text() == "Put 2 changes in the sheet"
    opening.put.click()
    assert person.shown_text(row, "title") == "Quartermaster"
    aside = shown_aside(person)
    assert aside.model.rowCount() == 0
    aside.close()
    person.leave()


def test_what_is_not_taken_back_stays_set_aside(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    row, other = typed(person)
    asked(person, "set_aside").agree.click()
    person.type(row, "title", "Mine")
    shown_aside(person).back.click()
    shown_opening(person).put.click()
    assert edits(person) == {row: {"title": "Mine"}, other: {"company_name": "Harbor Ltd"}}
    aside = shown_aside(person)
    assert [aside.model.index(0, column).data() for column in (2, 3)] == ["1", "1"]
    aside.close()
    person.leave()


def test_undo_of_taking_back_sets_aside_again_and_redo_takes_back(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    before = edits(person)
    asked(person, "set_aside").agree.click()
    shown_aside(person).back.click()
    shown_opening(person).put.click()
    person.window.message_bar.offer.click()
    assert (edits(person), sets(person)) == ({}, 1)
    person.window.commands.redo()
    assert (edits(person), sets(person)) == (before, 0)
    person.window.commands.undo()
    person.leave()

    later = person_at(qtbot, computer.open())
    shown_aside(later).back.click()
    shown_opening(later).put.click()
    assert (edits(later), sets(later)) == (before, 0)
    later.leave()


def test_undo_of_setting_aside_leaves_no_set_behind(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    before = edits(person)
    asked(person, "set_aside").agree.click()
    person.window.commands.undo()
    assert (edits(person), sets(person)) == (before, 0)
    person.window.commands.redo()
    assert (edits(person), sets(person)) == ({}, 1)
    person.leave()


def test_a_new_lead_that_was_taken_back_and_pushed_cannot_be_taken_back_again(qtbot: QtBot, computer: Computer) -> None:
    """The set stays for what could not be taken back; the new lead is in Copper, and must not be created once more."""
    person = person_at(qtbot, computer.open())
    row, _other = typed(person)
    add(person.desk, name="Nova")
    asked(person, "set_aside").agree.click()
    person.type(row, "title", "Mine")
    shown_aside(person).back.click()
    shown_opening(person).put.click()
    person.push()
    shown_aside(person).back.click()
    opening = shown_opening(person)
    assert "is new" not in opening.words.text()
    opening.close()
    person.leave()


def test_without_room_for_the_set_undo_leaves_the_changes_in_the_sheet(
    qtbot: QtBot, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    before = edits(person)
    asked(person, "set_aside").agree.click()
    shown_aside(person).back.click()
    shown_opening(person).put.click()

    def full(path: Path, _document: ChangeDocument) -> None:
        raise StorageTrouble(TroubleKind.FULL, path)

    monkeypatch.setattr(change_document, "write_document", full)
    person.window.commands.undo()
    assert edits(person) == before
    assert "is full. Free some space and try again." in person.said()
    assert not person.window.sheet.undo.stack.canRedo()
    person.leave()


def test_a_set_with_an_impossible_moment_is_said(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    asked(person, "set_aside").agree.click()
    assert person.desk.folder is not None
    (path,) = person.desk.folder.aside.iterdir()
    form = json.loads(path.read_text(encoding="utf-8")) | {"made": 1e18}
    path.write_text(json.dumps(form), encoding="utf-8")
    aside = shown_aside(person)
    assert aside.model.rowCount() == 0
    assert "is damaged" in aside.said.text()
    aside.close()
    person.leave()


def test_files_of_another_account_or_of_none_are_said_and_change_nothing(
    qtbot: QtBot, computer: Computer, tmp_path: Path
) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    path = person.answers.file = tmp_path / "a.copperchanges"
    asked(person, "hand_over").agree.click()
    before = edits(person)
    write_document(path, dataclasses.replace(read_document(path), account_id=5, account_name="Acme"))
    person.window.actions_["open_changes"].trigger()
    assert person.said() == "a.copperchanges holds changes of the account “Acme”. Open that account first."
    path.write_text("Name\nAda\n", encoding="utf-8")
    person.window.actions_["open_changes"].trigger()
    assert person.said() == "a.copperchanges is damaged and cannot be read. Ask for it once more."
    assert person.window.carrying.opening is None
    assert edits(person) == before
    person.leave()


def test_a_folder_that_cannot_be_written_is_said_in_the_question(
    qtbot: QtBot, computer: Computer, tmp_path: Path
) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    person.answers.file = tmp_path / "gone" / "a.copperchanges"
    window = asked(person, "hand_over")
    window.agree.click()
    assert window.isVisible()
    assert window.said.text()
    window.reject()
    person.leave()


def test_forgetting_the_account_removes_what_was_set_aside(qtbot: QtBot, computer: Computer) -> None:
    person = person_at(qtbot, computer.open())
    typed(person)
    asked(person, "set_aside").agree.click()
    folder = person.desk.folder
    assert folder is not None
    assert len(list(folder.aside.iterdir())) == 1
    person.leave()
    opening = Opening(Keeping(computer.root), origin=PRACTICE, account_id=computer.account_id)
    forget_account(person.desk.connection, opening)
    assert not folder.path.exists()


def test_without_a_place_to_keep_things_nothing_can_be_set_aside(person: Person) -> None:
    with closing(person.desk.client):
        typed(person)
        keeps = person.desk.folder is not None
        assert person.window.actions_["set_aside"].isEnabled() is keeps
        assert person.window.actions_["aside"].isEnabled() is keeps
