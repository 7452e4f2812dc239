"""Against which leads a file is matched: refreshed first, and what follows when that cannot be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from copper_desk.desk.new_lead_check import WAITING
from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.importing.import_window import PREVIEW
from copper_desk.gui.importing.lead_basis import LeadBasis
from copper_desk.sheet.phase import Phase
from tests.gui.importing.importer import Importer, write
from tests.support.practice_copper import PracticeCopper
from tests.support.window import WAIT_MS

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def _basis(age: timedelta | None, progress: LoadProgress | None = None) -> LeadBasis:
    return LeadBasis(60_000, None if age is None else NOW - age, progress, now=lambda: NOW)


def test_it_says_how_many_leads_and_how_old() -> None:
    assert _basis(timedelta(minutes=2)).words() == "Matched against 60,000 leads, refreshed 2 min ago"
    assert _basis(timedelta(minutes=10)).is_current
    assert not _basis(timedelta(minutes=11)).is_current
    assert not _basis(None).is_current


def test_while_they_are_read_it_says_so_and_after_that_nothing_is_in_doubt() -> None:
    reading = _basis(None, LoadProgress(1200, 2431, 400.0))
    assert reading.waiting_words() == "Refreshing the leads first: 1,200 of 2,431 leads · 400/s"
    assert reading.doubt_words() == ""
    assert _basis(timedelta(minutes=1)).doubt_words() == ""
    assert "Not confirmed" in _basis(timedelta(hours=3)).doubt_words()


def _age(importer: Importer) -> None:
    """Let the last load lie an hour back."""
    loads = importer.person.desk.loads
    assert loads.as_of_s is not None
    loads.as_of_s -= 3600


def test_leads_of_an_hour_ago_are_refreshed_before_rows_are_matched(
    importer: Importer, tmp_path: Path, practice_copper: PracticeCopper
) -> None:
    _age(importer)
    row, email = importer.emails(1)[0]
    practice_copper.control.edit(row, title="Changed meanwhile")
    with importer.person.waiting(importer.person.window.load.ended):
        importer.person.window.importing.show()
    importer.open(write(tmp_path / "a.csv", [["Email", "Title"], [email, "Changed meanwhile"]]))
    assert importer.outlook.changes == 0


def test_without_a_refresh_new_leads_wait_and_the_next_one_lets_them_go(
    importer: Importer, tmp_path: Path, practice_copper: PracticeCopper, qtbot: QtBot
) -> None:
    person, window = importer.person, importer.person.window
    _age(importer)
    practice_copper.control.revoke_key()
    with person.waiting(window.load.ended):
        window.importing.show()
    importer.open(write(tmp_path / "b.csv", [["Email", "Name"], ["new@x.example", "New One"]]))
    importer.window.go_to(2)
    assert importer.window.leads.doubt.isVisible()
    importer.put()
    (row,) = person.desk.sheet.changed_rows()
    assert person.phase(row) is Phase.UNKNOWN
    assert person.desk.sheet.row_problems(row)[0].message == WAITING
    assert person.desk.plan().planned == 0
    practice_copper.control.revoke_key(False)
    with person.waiting(window.load.ended):
        window.load.start()
    assert person.phase(row) is Phase.CHANGED
    assert person.said() == "1 imported lead was checked and may be pushed."
    assert person.desk.plan().planned == 1
    qtbot.waitUntil(lambda: not window.importing.is_running, timeout=WAIT_MS)


def test_nothing_is_put_while_the_leads_are_being_read(importer: Importer, tmp_path: Path) -> None:
    _, email = importer.emails(1)[0]
    window = importer.open(write(tmp_path / "c.csv", [["Email", "Title"], [email, "Head"]]))
    window.go_to(PREVIEW)
    assert window.next.isEnabled()
    window.show_basis(LeadBasis(60, None, LoadProgress(20, 60, 10.0)))
    assert not window.next.isEnabled()
    assert window.status.text() == "Refreshing the leads first: 20 of 60 leads · 10/s"


def _dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_file_dropped_on_the_window_opens_the_import(importer: Importer, tmp_path: Path) -> None:
    window = importer.person.window
    data = _dropped(write(tmp_path / "d.csv", [["Name"], ["Ana"]]))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert window.drop_overlay.isVisible()
    assert window.drop_overlay.words.text() == "Drop to import d.csv"
    window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    assert not window.drop_overlay.isVisible()
    importer.wait()
    assert importer.window.session.table is not None


def test_what_is_no_spreadsheet_is_not_taken(importer: Importer, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = _dropped(picture)
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    importer.person.window.dragEnterEvent(enter)
    assert not enter.isAccepted()
