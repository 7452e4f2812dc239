"""What the panels say, without a window: the card of a lead, groups of problems, the walk of F8, sums, freshness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QItemSelectionRange
from pytestqt.qtbot import QtBot

from copper_desk import app
from copper_desk.gui.control.load_controller import LoadProgress
from copper_desk.gui.control.problem_walk import problem_after
from copper_desk.gui.control.undo_controller import UndoController
from copper_desk.gui.details.lead_card import lead_card
from copper_desk.gui.grid.cell_state import Ring
from copper_desk.gui.panel.problem_group import problem_groups
from copper_desk.gui.panel.selection_sum import selection_text
from copper_desk.gui.panel.status_bar import StatusBar, loading_text
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import CellValue, Entry, Unparsed
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.entry_edit import entry_changes
from tests.support.grid import FIRST, filled_sheet, lead, opened
from tests.support.window import a_theme

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def _set(n: int, key: str, value: CellValue) -> ChangeSet:
    return ChangeSet((SetCell(FIRST + n, key, value),), f"typing in {key}")


def test_a_card_tells_what_changed_and_what_was_loaded() -> None:
    sheet = filled_sheet()
    sheet.apply(_set(0, "title", "Buyer"))
    sheet.apply(_set(0, "monetary_value", Unparsed("much", "“much” is no number.")))
    card = lead_card(sheet, FIRST, TextStyle())
    assert (card.title, card.subtitle) == ("Ana Obi", f"Company 0 · Lead {FIRST} · needs attention")
    title, value = card.fields["title"], card.fields["monetary_value"]
    assert (title.label, title.text, title.changed, title.was) == ("Title", "Buyer", True, "was empty")
    assert (value.message, value.ring) == ("“much” is no number.", Ring.ERROR)


def test_a_cleared_field_says_so_on_the_card() -> None:
    sheet = filled_sheet()
    sheet.apply(_set(0, "company_name", None))
    field = lead_card(sheet, FIRST, TextStyle()).fields["company_name"]
    assert (field.text, field.changed, field.was) == ("", True, "was Company 0")


def test_a_list_is_one_field_of_the_card_with_all_its_entries() -> None:
    sheet = filled_sheet()
    phones = (Entry("+1 415 555 0111", "mobile"), Entry("+1 415 555 0100", "mobile"), Entry("12", "pager"))
    sheet.apply(ChangeSet(entry_changes(sheet, FIRST, "phone_numbers", phones)))
    field = lead_card(sheet, FIRST, TextStyle()).fields["phone_numbers"]
    assert [(each.text, each.chip) for each in field.entries] == [
        ("+1 415 555 0111", "Mobile"),
        ("+1 415 555 0100", "Mobile"),
        ("12", "Pager"),
    ]
    assert (field.was, field.ring) == ("was empty", Ring.WARNING)
    assert field.message.startswith("Further phones: “12”")


def test_a_conflict_on_the_card_tells_all_three_values() -> None:
    sheet = filled_sheet()
    sheet.apply(_set(0, "company_name", "Ours"))
    theirs = lead(sheet.schema, FIRST, name="Ana Obi", company_name="Theirs")
    sheet.receive([theirs], stamp=sheet.stamp())
    field = lead_card(sheet, FIRST, TextStyle()).fields["company_name"]
    assert (field.text, field.was, field.ring) == ("Ours", "was Company 0", Ring.CONFLICT)
    assert field.message == "Changed in Copper too, to: Theirs"


def test_problems_are_gathered_by_field_and_message_the_largest_error_first() -> None:
    sheet = filled_sheet()
    for n in range(3):
        sheet.apply(_set(n, "monetary_value", Unparsed("much", "no number")))
    sheet.apply(_set(4, "cf_102", Unparsed("soon", "no date")))
    groups = [(group.label, group.problem.message, len(group.rows)) for group in problem_groups(sheet)]
    assert groups == [("Value", "no number", 3), ("First meeting", "no date", 1)]


def test_f8_walks_the_problems_in_reading_order_and_around(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    for n in (1, 4):
        grid.stage(_set(n, "monetary_value", Unparsed("much", "no number")))
    grid.at(0)
    stops = []
    for _ in range(3):
        place = problem_after(grid.model, grid.view.currentIndex(), step=1)
        assert place is not None
        stops.append(place[0] - FIRST)
        grid.view.go_to(*place)
    assert stops == [1, 4, 1]
    back = problem_after(grid.model, grid.view.currentIndex(), step=-1)
    assert back == (FIRST + 4, "monetary_value")


def test_no_problem_is_nowhere_to_go(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    assert problem_after(grid.model, grid.view.currentIndex(), step=1) is None


def test_a_selection_is_counted_and_its_numbers_added(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    column = grid.model.column_of("monetary_value")
    assert column is not None

    def block(last_row: int) -> QItemSelectionRange:
        return QItemSelectionRange(grid.model.index(0, column), grid.model.index(last_row, column))

    assert selection_text(grid.model, [block(4)]) == "5 cells selected · sum 6,000"
    assert selection_text(grid.model, [block(0)]) == "1 cell selected"
    assert selection_text(grid.model, []) == ""


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (LoadProgress(0, None, 0.0), "Loading leads…"),
        (LoadProgress(1200, 2431, 400.4), "1,200 of 2,431 leads · 400/s"),
        (LoadProgress(1200, None, 0.0), "1,200 leads loaded"),
        (LoadProgress(2440, 2431, 10.0), "2,440 of 2,440 leads · 10/s"),
    ],
)
def test_a_load_tells_how_far_it_is(progress: LoadProgress, text: str) -> None:
    assert loading_text(progress) == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=20), "40 of 2,431 leads · refreshed just now"),
        (timedelta(minutes=2), "40 of 2,431 leads · refreshed 2 min ago"),
        (timedelta(hours=3), "40 of 2,431 leads · refreshed at 09:00"),
        (timedelta(days=3), f"40 of 2,431 leads · refreshed at {NOW - timedelta(days=3):%Y-%m-%d}, 12:00"),
    ],
)
def test_freshness_is_told_in_words(qtbot: QtBot, ago: timedelta, text: str) -> None:
    bar = StatusBar(a_theme())
    qtbot.addWidget(bar)
    bar.show_leads(40, 2431, NOW - ago, now=NOW)
    assert bar.leads.text() == text


def test_undo_and_redo_swap_a_gesture_with_its_inverse() -> None:
    sheet = filled_sheet()
    undo = UndoController(sheet.apply)
    for text in ("One", "Two"):
        change = _set(0, "title", text)
        undo.record(sheet.apply(change), change.label)
    undo.stack.undo()
    assert sheet.value(FIRST, "title") == "One"
    undo.stack.undo()
    assert sheet.value(FIRST, "title") is None
    undo.stack.redo()
    undo.stack.redo()
    assert sheet.value(FIRST, "title") == "Two"


def test_a_gesture_that_changed_nothing_is_no_undo_step() -> None:
    sheet = filled_sheet()
    undo = UndoController(sheet.apply)
    undo.record(sheet.apply(_set(0, "company_name", "Company 0")), "typing")
    assert not undo.stack.canUndo()


@pytest.mark.parametrize(
    "arguments",
    [["--tour", "x"], ["--demo", "--account", "y"], ["--theme", "pink"], ["--base-url", "http://copper.example"]],
)
def test_options_that_make_no_sense_end_with_code_2(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COPPER_DESK_EMAIL", "ana@northwind.example")
    monkeypatch.setenv("COPPER_DESK_API_KEY", "k" * 32)
    with pytest.raises(SystemExit) as ended:
        app.main(arguments)
    assert ended.value.code == 2
    assert "k" * 32 not in capsys.readouterr().err


def test_a_problem_of_entries_without_a_column_is_found_at_their_list(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    phones = (Entry("+1 415 555 0111", "mobile"), Entry("12", "pager"))
    grid.stage(ChangeSet(entry_changes(grid.sheet, FIRST + 2, "phone_numbers", phones)))
    grid.at(0)
    assert problem_after(grid.model, grid.view.currentIndex(), step=1) == (FIRST + 2, "phone.mobile")
    assert [group.label for group in problem_groups(grid.sheet)][-1:] == ["Further phones"]


def test_leads_of_an_earlier_start_are_as_of_a_time(qtbot: QtBot) -> None:
    bar = StatusBar(a_theme())
    qtbot.addWidget(bar)
    bar.show_leads(40, 2431, NOW - timedelta(minutes=2), now=NOW, is_fresh=False, doing="connecting to Copper…")
    assert bar.leads.text() == "40 of 2,431 leads · as of 11:58 · connecting to Copper…"
    assert not bar.stop_load.isHidden()
    bar.show_leads(40, 2431, NOW - timedelta(days=1), now=NOW, is_fresh=False)
    assert bar.leads.text() == f"40 of 2,431 leads · as of {NOW - timedelta(days=1):%Y-%m-%d}, 12:00"
    assert bar.stop_load.isHidden()
