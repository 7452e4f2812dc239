"""The history window over a real file: many pushes, big pushes, and what a lead's line says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from copper_desk.gui.history.history_window import HistoryCase, HistoryWindow
from copper_desk.gui.history.history_words import when
from copper_desk.gui.history.push_list import PAGE, PushListModel
from copper_desk.leads.account import Account
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.storage.history import History
from copper_desk.storage.journal import Journal
from copper_desk.storage.push_entry import FieldChange, LeadResult, PushHead, RecordedLead
from tests.support.window import a_theme

NOON_S = 1_772_625_600.0  # 2026-03-04 12:00 UTC
SCHEMA = Schema(Account(1, "Northwind", "UTC"))


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    path = tmp_path / "journal.sqlite"
    journal = Journal.open(path)
    opened = History.open(path, keys=[field.key for field in SCHEMA], blank=SCHEMA.blank_lead())
    yield opened
    opened.close()
    journal.close()


def _head(planned: int, *, began_s: float = NOON_S, note: str = "") -> PushHead:
    return PushHead(
        user_name="Ana Ruiz",
        user_email="ana@nw.example",
        system_user="ana",
        computer="desk-4",
        source="",
        note=note,
        planned=planned,
        began_s=began_s,
    )


def _changed(row: int, *, was_sent: bool = True) -> RecordedLead:
    change = FieldChange("title", "Title", f"old {row}", f"new {row}", was_sent, f"old {row}", f"new {row}")
    return RecordedLead(row, row, f"Lead {row}", LeadResult.ACCEPTED, changes=(change,))


def _write(history: History, leads: Iterable[RecordedLead], *, note: str = "", is_over: bool = True) -> int:
    found = list(leads)
    push_id = history.begin(_head(len(found), note=note), [lead.row for lead in found])
    history.record(push_id, found, at_s=NOON_S)
    history.settled(push_id, [lead.row for lead in found])
    if is_over:
        history.end(push_id, at_s=NOON_S + 60)
    return push_id


def _window(qtbot: QtBot, history: History) -> HistoryWindow:
    window = HistoryWindow(HistoryCase(history, SCHEMA, TextStyle(), a_theme(), lambda *_: None))
    qtbot.addWidget(window)
    window.refresh()
    window.show()
    return window


def test_more_pushes_are_read_as_one_goes_on(history: History) -> None:
    for number in range(PAGE + 7):
        _write(history, [_changed(1)], note=f"number {number}")
    model = PushListModel(history, TextStyle())
    model.show("")
    assert model.rowCount() == PAGE
    assert model.entry(0).head.note == f"number {PAGE + 6}"
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE + 7
    assert model.entry(PAGE + 6).head.note == "number 0"
    assert not model.canFetchMore(QModelIndex())


def test_ten_thousand_leads_are_prepared_only_as_they_are_seen(qtbot: QtBot, history: History) -> None:
    _write(history, (_changed(row) for row in range(1, 10_001)))
    window = _window(qtbot, history)
    assert window.leads.rowCount() == 10_000
    assert len(window.leads._shown) < 500
    window.table.scrollToBottom()
    assert window.leads.text_at(9_999, 2) == "old 10000 → new 10000"


def test_a_push_that_runs_says_so(qtbot: QtBot, history: History) -> None:
    push_id = history.begin(_head(25), range(1, 26))
    history.record(push_id, [_changed(1)], at_s=NOON_S)
    window = _window(qtbot, history)
    assert window.head.end.text() == "Under way"
    assert "24 without a result" in str(window.pushes.data(window.pushes.index(0)))


def test_a_new_lead_has_no_value_before_and_its_fields_come_last(qtbot: QtBot, history: History) -> None:
    named = FieldChange("name", "Name", None, "New One", True, "", "New One")
    new = RecordedLead(-1, 77, "New One", LeadResult.ACCEPTED, changes=(named,))
    _write(history, [new, _changed(5)])
    window = _window(qtbot, history)
    labels = [window.leads.headerData(n, Qt.Orientation.Horizontal) for n in range(window.leads.columnCount())]
    assert labels == ["State", "Lead", "Title", "Name", "Lead ID"]
    assert [window.leads.text_at(0, n) for n in range(5)] == ["Created", "New One", "", "New One", "77"]


def test_what_copper_changed_along_is_told_apart(qtbot: QtBot, history: History) -> None:
    _write(history, [_changed(5, was_sent=False)])
    window = _window(qtbot, history)
    tip = str(window.leads.data(window.leads.index(0, 2), Qt.ItemDataRole.ToolTipRole))
    assert tip.splitlines() == ["Before: old 5", "After: new 5", "Changed by Copper along with the others."]
    assert window.leads.shown(0).changes[2][1] is False


def test_selected_leads_go_to_the_clipboard_as_a_table(qtbot: QtBot, history: History) -> None:
    _write(history, [_changed(5), _changed(6)])
    window = _window(qtbot, history)
    window.table.selectAll()
    QTest.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "State\tLead\tTitle\tLead ID",
        "Accepted\tLead 5\told 5 → new 5\t5",
        "Accepted\tLead 6\told 6 → new 6\t6",
    ]


@pytest.mark.parametrize(
    ("ago_s", "text"),
    [(60, "Today, 11:59"), (13 * 3600, "Yesterday, 23:00"), (4 * 86_400, "2026-02-28, 12:00")],
)
def test_the_time_is_told_as_people_do(ago_s: float, text: str) -> None:
    assert when(NOON_S - ago_s, TextStyle().time_zone, now_s=NOON_S) == text
