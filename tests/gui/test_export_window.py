"""Leads go out into a file by keys and mouse, come in again unchanged without a change, and a stop leaves no file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.gui.control import export_controller
from copper_desk.gui.exporting.export_window import Exported, ExportWindow
from copper_desk.tabular.reading.read import read_table
from copper_desk.tabular.table import Table, Watch
from copper_desk.tabular.table_file import TextTable, write_table
from tests.support.window import Person
from tests.tabular.laid_file import planned

CONTROL = Qt.KeyboardModifier.ControlModifier


def asked(person: Person) -> ExportWindow:
    """Ctrl+E, and the question that comes."""
    person.window.activateWindow()
    person.window.view.setFocus()
    QApplication.processEvents()
    QTest.keyClick(person.window.view, Qt.Key.Key_E, CONTROL)
    window = person.window.exporting.window
    assert window is not None
    return window


def export(person: Person, path: Path, *, what: Exported = Exported.SHOWN, all_fields: bool = False) -> Table:
    """Answer it with the mouse and wait for the file."""
    person.answers.file = path
    window = asked(person)
    window.leads.cards[what].click()
    if all_fields:
        window.columns.cards[True].click()
    with person.waiting(person.window.exporting.over):
        window.export.click()
    assert person.window.exporting.window is None
    return read_table(path)


def titles(window: ExportWindow) -> Sequence[str]:
    return [card.accessibleName().split(".")[0] for card in window.leads.cards.values()]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_all_leads_with_all_fields_come_in_again_without_a_change(person: Person, tmp_path: Path, suffix: str) -> None:
    table = export(person, tmp_path / f"leads.{suffix}", all_fields=True)
    leads = len(person.desk.sheet)
    assert person.said() == f"{leads} leads are in leads.{suffix}."
    assert len(table) == leads
    assert table.header[:2] == ("Lead ID", "Name")
    assert len(table.header) == len(person.desk.schema.columns)
    plan = planned(table, person.desk.sheet, person.desk.style)
    assert (plan.cell_count, plan.problems) == (0, ())


def test_what_is_filtered_goes_out_in_its_order_and_columns(person: Person, tmp_path: Path) -> None:
    window = person.window
    window.filters.show_words(person.shown_text(person.row(2), "company_name"))
    shown = list(window.order.rows)
    assert 0 < len(shown) < len(person.desk.sheet)
    table = export(person, tmp_path / "some.csv")
    assert [row[0] for row in table.rows] == [str(row) for row in shown]
    fields = [window.view.lead_model.field_at(column) for column in window.view.shown_columns()]
    assert table.header == ("Lead ID", *(field.label for field in fields if field is not None))


def test_changes_alone_go_out_and_make_the_same_changes_elsewhere(person: Person, tmp_path: Path) -> None:
    row, other = person.row(0), person.row(1)
    person.type(row, "title", "Quartermaster")
    person.go(other, "company_name")
    QTest.keyClick(person.window.view, Qt.Key.Key_Delete)
    window = asked(person)
    assert titles(window)[-1] == "Changes: 2 leads"
    window.cancel.click()
    table = export(person, tmp_path / "changes.csv", what=Exported.CHANGES)
    assert table.header == ("Lead ID", "_lead", "Title", "Company")
    assert {row[0]: row[2:] for row in table.rows} == {str(row): ("Quartermaster", ""), str(other): ("", "<clear>")}


def test_failures_are_offered_once_there_are_some(person: Person, tmp_path: Path) -> None:
    window = asked(person)
    assert titles(window) == [f"All: {len(person.desk.sheet)} leads"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert person.window.exporting.window is None
    person.type(person.row(1), "company_name", "Blocked Ltd")
    person.push()
    table = export(person, tmp_path / "failed.csv", what=Exported.FAILURES)
    assert table.header[-3:] == ("_id", "_status", "_errors")
    assert len(table) == 1


def test_a_place_that_cannot_be_written_is_said_and_asked_for_again(person: Person, tmp_path: Path) -> None:
    person.answers.file = tmp_path / "gone" / "leads.csv"
    window = asked(person)
    with person.waiting(person.window.exporting.over):
        window.export.click()
    assert window.said.text().endswith("is no longer there. Choose another one.")
    person.answers.file = tmp_path / "leads.csv"
    with person.waiting(person.window.exporting.over):
        window.export.click()
    assert (tmp_path / "leads.csv").is_file()


def test_escape_stops_the_writing_and_what_was_there_stays(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = person.answers.file = tmp_path / "leads.csv"
    path.write_text("before")
    window = asked(person)

    def slowly(target: Path, table: TextTable, watch: Watch) -> int:
        def until_stopped(done: int, whole: int) -> None:
            while True:
                watch(done, whole)

        return write_table(target, table, watch=until_stopped)

    monkeypatch.setattr(export_controller, "_written", slowly)
    window.export.click()
    assert not window.leads.isEnabled()
    assert window.cancel.text() == "Stop"
    with person.waiting(person.window.exporting.over):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.said.text() == "Stopped. leads.csv was not written."
    assert window.isVisible()
    assert path.read_text() == "before"


def test_closing_the_window_stops_an_export(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person.answers.file = tmp_path / "leads.csv"
    window = asked(person)

    def endless(_target: Path, _table: TextTable, watch: Watch) -> int:
        while True:
            watch(0, 1)

    monkeypatch.setattr(export_controller, "_written", endless)
    window.export.click()
    with person.waiting(person.window.closed):
        person.window.close()
    assert not (tmp_path / "leads.csv").exists()
