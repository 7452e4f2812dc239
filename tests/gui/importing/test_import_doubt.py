"""Ids of other programs, rows that need attention, and a way back at every step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.importing.column_model import FIELD, HOW, WHY
from copper_desk.gui.importing.import_session import FileSource
from copper_desk.gui.importing.import_window import COLUMNS, FILE, LEADS, PREVIEW, ImportWindow
from copper_desk.gui.look.card import ChoiceCard
from copper_desk.tabular.import_choice import RowKey
from copper_desk.tabular.import_plan import RowKind
from tests.gui.importing.importer import Importer, write
from tests.support.window import WAIT_MS


def _with_ids(importer: Importer, path: Path, header: str, ids: tuple[str, str]) -> Path:
    (_, first), (_, second) = importer.emails(2)
    return write(path, [[header, "Email", "Title"], [ids[0], first, "Head"], [ids[1], second, "Deputy"]])


@pytest.mark.parametrize("ids", [("l:4519", "l:4520"), ("12345678901234567", "12345678901234568"), ("1", "2")])
def test_ids_of_another_program_are_left_out_and_the_leads_found_by_e_mail(
    importer: Importer, tmp_path: Path, ids: tuple[str, str]
) -> None:
    window = importer.open(_with_ids(importer, tmp_path / "ads.csv", "id", ids))
    window.go_to(COLUMNS)
    model = window.columns.model
    assert (model.text_at(0, FIELD), model.text_at(0, WHY)) == ("Leave out", "no lead has these ids")
    assert window.session.draft.key == RowKey(1, "email")
    assert importer.outlook.plan.counts() == {RowKind.CHANGED: 2}
    window.session.draft.choose_field(0, "id")  # The person knows better.
    window.session.decide()
    importer.wait()
    assert window.session.draft.key == RowKey(0, "id")
    assert importer.outlook.plan.counts() == {RowKind.PROBLEM: 2}
    window.session.draft.choose_key(RowKey(1, "email"))
    assert model.text_at(0, HOW) == "not used"


def test_the_ids_of_these_leads_are_taken_whatever_else_they_are_called(importer: Importer, tmp_path: Path) -> None:
    row = str(importer.emails(1)[0][0])
    window = importer.open(_with_ids(importer, tmp_path / "ours.csv", "id", (row, "77")))
    assert window.session.draft.key == RowKey(0, "id")
    window.go_to(LEADS)
    assert _cards(window) >= {"By Lead ID. “id”: 1 of 2 found", "By e-mail. “Email”: 2 of 2 found"}
    assert not window.leads.misfit.isVisible()


def _cards(window: ImportWindow) -> set[str]:
    return {card.accessibleName() for card in window.leads.keys.findChildren(ChoiceCard)}


def test_a_lead_id_that_fits_nobody_is_said_and_the_e_mail_offered(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_with_ids(importer, tmp_path / "other.csv", "Lead ID", ("1", "2")))
    window.go_to(LEADS)
    assert window.session.draft.key == RowKey(0, "id"), "a column of this name is taken at its word"
    assert window.leads.misfit.text() == (
        "None of these ids is that of a lead here. Is the file of another account or program? "
        "Find the leads by e-mail instead."
    )
    window.session.draft.choose_key(RowKey(1, "email"))
    window.session.decide()
    importer.wait()
    assert not window.leads.misfit.isVisible()
    assert importer.outlook.plan.counts() == {RowKind.CHANGED: 2}


def test_what_was_found_out_about_ids_is_not_remembered_for_the_next_file(importer: Importer, tmp_path: Path) -> None:
    importer.open(_with_ids(importer, tmp_path / "ads.csv", "id", ("1", "2"))).reject()
    row = str(importer.emails(1)[0][0])
    window = importer.open(_with_ids(importer, tmp_path / "ours.csv", "id", (row, "")))
    assert window.session.draft.key == RowKey(0, "id")


def test_a_field_that_cannot_be_written_is_called_so(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(write(tmp_path / "dates.csv", [["Email", "Created"], ["x@y.example", "2026-03-04"]]))
    window.go_to(COLUMNS)
    assert (window.columns.model.text_at(1, FIELD), window.columns.model.text_at(1, HOW)) == ("Created", "read-only")


def test_the_problems_of_the_preview_are_those_of_the_sheet(importer: Importer, tmp_path: Path) -> None:
    ((_, email),) = importer.emails(1)
    rows = [
        ["Email", "Title", "Status"],
        [email, "x" * 300, ""],
        ["new@x.example", "Head", ""],
        ["no address", "A", ""],
    ]
    window = importer.open(write(tmp_path / "flaws.csv", rows))
    window.go_to(PREVIEW)
    flawed = len(importer.outlook.flawed)
    assert flawed
    assert window.preview.totals.text().endswith(f"; {flawed} need attention")
    importer.put()
    assert importer.person.desk.sheet.counts().problem_leads == flawed


@pytest.mark.parametrize("step", [FILE, COLUMNS, LEADS, PREVIEW])
def test_cancel_at_any_step_leaves_everything_as_it_was(importer: Importer, tmp_path: Path, step: int) -> None:
    window = importer.open(_with_ids(importer, tmp_path / "a.csv", "id", ("1", "2")))
    window.go_to(step)
    window.cancel.click()
    assert importer.person.window.importing.window is None
    assert not importer.person.desk.sheet.counts().changed_leads


def test_cancel_while_a_file_is_read(importer: Importer, tmp_path: Path, qtbot: QtBot) -> None:
    importing = importer.person.window.importing
    importing.show(FileSource(write(tmp_path / "long.csv", [["Name"], *([f"Lead {n}"] for n in range(20_000))])))
    assert importer.window.session.is_reading
    importer.window.cancel.click()
    qtbot.waitUntil(lambda: not importing.is_running, timeout=WAIT_MS)
    assert importing.window is None
    assert not importer.person.desk.sheet.counts().changed_leads


def test_cancel_while_changes_are_put_takes_them_back_and_the_import_stays(
    importer: Importer, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [["Name"], *([f"Lead {n}"] for n in range(3_000))]
    window, importing = importer.open(write(tmp_path / "many.csv", rows)), importer.person.window.importing
    window.go_to(PREVIEW)
    window.next.click()
    qtbot.waitUntil(lambda: importer.person.desk.sheet.counts().changed_leads > 0, timeout=WAIT_MS)
    assert not any(piece.isEnabled() for piece in (*window.steps, window.next, window.back))
    window.cancel.click()
    qtbot.waitUntil(lambda: not importing.is_running, timeout=WAIT_MS)
    assert not importer.person.desk.sheet.counts().changed_leads
    assert importing.window is window
    qtbot.waitUntil(window.next.isEnabled, timeout=WAIT_MS)


def test_the_chosen_step_has_room_for_its_bold_words(importer: Importer, tmp_path: Path) -> None:
    window = importer.open(_with_ids(importer, tmp_path / "a.csv", "id", ("1", "2")))
    widths: dict[str, set[int]] = {}  # by the words, since the last step counts the changes as soon as it knows them
    for step, chosen in enumerate(window.steps):
        window.go_to(step)
        importer.wait()
        QCoreApplication.sendPostedEvents()  # the layout that a new text asks for
        assert chosen.fontMetrics().horizontalAdvance(chosen.text()) + 24 <= chosen.width()
        for piece in window.steps:
            widths.setdefault(piece.text(), set()).add(piece.width())
    assert all(len(each) == 1 for each in widths.values()), widths
