"""Find and replace in the real window: by keys, with what is said, undone, and by patterns that never end."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.find.pattern_process import PatternAnswer, PatternProcess
from copper_desk.gui.find.scope import Scope
from copper_desk.sheet.pattern import Query
from tests.support.window import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENDLESS = Query("(a+)+$", is_pattern=True)


def ask(person: Person, text: str, *, new: str | None = None) -> None:
    """Open the panel by its keys, type, and wait for what is found."""
    find = person.window.finder
    QTest.keyClick(person.window.view, Qt.Key.Key_F if new is None else Qt.Key.Key_H, CONTROL)
    find.panel.line.clear()
    if new is not None:
        find.panel.new.setText(new)
    with person.waiting(find.settled):
        QTest.keyClicks(find.panel.line, text)
        find.look()


def titled(person: Person, *titles: str) -> list[int]:
    """Give the first leads these titles."""
    rows = [person.row(n) for n in range(len(titles))]
    for row, title in zip(rows, titles, strict=True):
        person.type(row, "title", title)
    return rows


def test_control_f_finds_and_f3_goes_round(person: Person) -> None:
    rows = titled(person, "Zquartermaster", "Clerk", "the zQUARTERmaster")
    person.go(rows[0], "name")
    ask(person, "zquarter")
    panel = person.window.finder.panel
    assert panel.isVisible()
    assert panel.said.text() == "2 cells"
    assert [panel.list.model().index(0, column).data() for column in (1, 2)] == ["Title", "Zquartermaster"]
    gone_to = []
    for _ in range(3):
        QTest.keyClick(panel.line, Qt.Key.Key_F3)
        gone_to.append(person.window.view.current_cell())
    assert gone_to == [(rows[0], "title"), (rows[2], "title"), (rows[0], "title")]
    assert panel.said.text() == "1 of 2 cells"
    assert person.window.finder.model.spoken(0).endswith(", Title, Zquartermaster")
    QTest.keyClick(panel.line, Qt.Key.Key_F3, SHIFT)
    assert person.window.view.current_cell() == (rows[2], "title")
    assert QApplication.focusWidget() is panel.line
    QTest.keyClick(panel.line, Qt.Key.Key_Escape)
    QTest.keyClick(panel.line, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is person.window.view


def test_replace_all_changes_what_it_counts_as_one_step(person: Person) -> None:
    rows = titled(person, "Zvp of Sales", "Zvp of Zvp", "Clerk")
    ask(person, "zvp", new="Vice president")
    panel = person.window.finder.panel
    assert panel.replace_all.text() == "Replace all 2"
    assert panel.list.model().index(1, 3).data() == "Vice president of Vice president"
    panel.replace_all.click()
    assert [person.shown_text(row, "title") for row in rows[:2]] == [
        "Vice president of Sales",
        "Vice president of Vice president",
    ]
    assert person.said() == "2 replaced"
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "title") for row in rows] == ["Zvp of Sales", "Zvp of Zvp", "Clerk"]


def test_the_list_follows_the_sheet(person: Person) -> None:
    (row,) = titled(person, "Zvp")
    ask(person, "zvp", new="x")
    with person.waiting(person.window.finder.settled):
        person.type(row, "title", "Clerk")
    assert person.window.finder.panel.said.text() == "Found nowhere here"
    assert not person.window.finder.panel.replace_all.isEnabled()


def test_one_by_one_replaces_only_the_cell_gone_to(person: Person) -> None:
    rows = titled(person, "Zvp one", "Zvp two")
    person.go(rows[0], "name")
    ask(person, "zvp", new="VP")
    find = person.window.finder
    QTest.keyClick(find.panel.new, Qt.Key.Key_Return)  # Only goes there: nobody has seen it yet.
    assert person.shown_text(rows[0], "title") == "Zvp one"
    QTest.keyClick(find.panel.new, Qt.Key.Key_Return)
    assert [person.shown_text(row, "title") for row in rows] == ["VP one", "Zvp two"]
    assert person.window.view.current_cell() == (rows[1], "title")


def test_a_selected_block_is_where_it_is_looked_also_after_going_on(person: Person) -> None:
    rows = titled(person, "Zvp", "Zvp", "Zvp")
    view = person.window.view
    person.go(rows[0], "title")
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    ask(person, "zvp", new="VP")
    find = person.window.finder
    assert find.panel.scope is Scope.SELECTION
    assert find.panel.replace_all.text() == "Replace all 2"
    find.go(1)
    with person.waiting(find.settled):
        find.look()
    assert find.panel.replace_all.text() == "Replace all 2"
    find.panel.replace_all.click()
    assert [person.shown_text(row, "title") for row in rows] == ["VP", "VP", "Zvp"]


@pytest.mark.parametrize(("scope", "found"), [(Scope.SHOWN, 1), (Scope.COLUMN, 1), (Scope.ALL, 3)])
def test_where_to_look(person: Person, scope: Scope, found: int) -> None:
    rows = titled(person, "Zvp", "Zvp")
    person.type(rows[1], "social.klout", "zvp")  # A hidden column, shown for the typing.
    person.window.view.set_column_shown("social.klout", shown=False)
    person.window.filters.show_only([rows[0]], "one")
    person.go(rows[0], "title")
    find = person.window.finder
    find.panel.choose(scope)
    ask(person, "zvp")
    assert find.panel.scope is scope
    assert len(find.model.lines) == found


def test_a_hidden_lead_is_said_and_shown_on_wish(person: Person) -> None:
    rows = titled(person, "Clerk", "Zvp")
    person.window.filters.show_only([rows[0]], "one")
    person.window.finder.panel.choose(Scope.ALL)
    ask(person, "zvp")
    person.window.finder.go(1)
    assert person.said() == "This lead is not among those shown."
    person.window.message_bar.offer.click()
    assert person.window.view.current_cell() == (rows[1], "title")


def test_tab_goes_on_to_what_is_put_in_its_place_and_escape_leaves_from_anywhere(person: Person) -> None:
    person.window.activateWindow()
    QApplication.processEvents()
    ask(person, "zvp", new="")
    panel = person.window.finder.panel
    QTest.keyClick(panel.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.new
    QTest.keyClick(panel.new, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.where
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is person.window.view


def test_choices_are_found_and_replaced_by_their_names(person: Person) -> None:
    rows = [person.row(n) for n in range(2)]
    for row in rows:
        person.type(row, "assignee_id", "Bo Lind")
    person.go(rows[0], "assignee_id")
    QTest.keyClick(person.window.view, Qt.Key.Key_Down, SHIFT)
    person.window.finder.panel.whole.setChecked(True)
    ask(person, "bo lind", new="Ana Ruiz")
    assert person.window.finder.panel.replace_all.text() == "Replace all 2"
    person.window.finder.panel.replace_all.click()
    assert [person.shown_text(row, "assignee_id") for row in rows] == ["Ana Ruiz", "Ana Ruiz"]
    assert person.said() == "2 replaced"


def test_a_name_that_no_choice_has_is_said_to_need_attention(person: Person) -> None:
    row = person.row(0)
    person.type(row, "assignee_id", "Bo Lind")
    person.go(row, "assignee_id")
    person.window.finder.panel.choose(Scope.COLUMN)
    person.window.filters.show_only([row], "one")
    ask(person, "Lind", new="Lindqvist")
    person.window.finder.panel.replace_all.click()
    assert person.said() == "1 replaced · 1 needs attention"


def test_what_copper_fills_in_is_found_but_stays(person: Person) -> None:
    row = person.row(0)
    person.window.filters.show_only([row], "one")
    person.go(row, "id")
    before = person.shown_text(row, "id")
    person.window.finder.panel.choose(Scope.COLUMN)
    ask(person, before, new="1")
    panel = person.window.finder.panel
    assert panel.said.text() == "1 cell"
    assert panel.list.model().index(0, 3).data() == "filled in by Copper, stays"
    assert not panel.replace_all.isEnabled()
    assert person.shown_text(row, "id") == before


def test_replacing_very_many_is_one_step_too(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copper_desk.gui.control.large_gesture.FEW_CHANGES", 2)
    rows = titled(person, *["Zvp"] * 5)
    steps = person.window.sheet.undo.stack.count()
    ask(person, "zvp", new="VP")
    person.window.finder.panel.replace_all.click()
    assert [person.shown_text(row, "title") for row in rows] == ["VP"] * 5
    assert person.said() == "5 replaced"
    assert person.window.sheet.undo.stack.count() == steps + 1
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "title") for row in rows] == ["Zvp"] * 5


def test_a_pattern_is_run_and_a_wrong_one_told_in_words(person: Person) -> None:
    rows = titled(person, "Ruiz, Ana Zz")
    find = person.window.finder
    find.panel.pattern.setChecked(True)
    ask(person, r"(\w+), (\w+) Zz", new="$2 $1")
    assert find.panel.replace_all.text() == "Replace all 1"
    find.panel.replace_all.click()
    assert person.shown_text(rows[0], "title") == "Ana Ruiz"
    ask(person, "(Ana")
    assert find.panel.said.text().startswith("This pattern cannot be read: missing )")
    assert find.model.rowCount() == 0


def test_a_pattern_that_never_ends_is_stopped_and_the_window_lives(person: Person) -> None:
    rows = titled(person, "a" * 60 + "!", "Clerk")
    find, view = person.window.finder, person.window.view
    find.run.patterns.limit.setInterval(300)
    find.panel.pattern.setChecked(True)
    person.go(rows[0], "title")
    QTest.keyClick(view, Qt.Key.Key_F, CONTROL)
    with person.waiting(find.run.patterns.started):
        find.panel.line.setText(ENDLESS.text)
        find.look()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_cell() == (rows[1], "title")
    assert find.run.patterns.is_running
    with person.waiting(find.settled):
        pass
    assert find.panel.said.text().startswith("The pattern took longer than 0.3 seconds and was stopped.")
    assert not find.run.patterns.is_running


def test_the_process_of_a_pattern_is_gone_when_it_is_stopped(qtbot: QtBot) -> None:
    patterns = PatternProcess(limit_ms=60_000)
    with qtbot.waitSignal(patterns.started):
        patterns.ask(ENDLESS, ["a" * 60 + "!"])
    patterns.stop()
    assert not patterns.is_running
    with qtbot.waitSignal(patterns.answered) as answer:
        patterns.ask(Query("b", is_pattern=True), ["abc"])
    assert answer.args == [PatternAnswer({"abc": "abc"})]


@pytest.mark.parametrize("door", ["copper_desk.app", "copper_desk.cli"])
def test_a_frozen_program_runs_patterns_by_itself(door: str) -> None:
    question = {"text": "(a", "is_pattern": True}
    program = f"import sys; from {door} import main; sys.exit(main(['--find-pattern']))"
    told = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(question).encode(), capture_output=True, check=True
    )
    assert json.loads(told.stdout)["trouble"][0].startswith("This pattern cannot be read")
