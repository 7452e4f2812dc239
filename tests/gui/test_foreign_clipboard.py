"""Pasting what Excel, Google Sheets and LibreOffice copied into the real view, and what no spreadsheet should copy."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.sheet.paste import MOST_CELLS
from tests.support.clipboard_payload import BLOCK, COMPANY, DETAILS, PAYLOADS, TITLE, VALUE, Payload
from tests.support.grid import Grid, opened
from tests.support.window import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = (COMPANY, TITLE, VALUE, DETAILS)


def clip(text: str | None, html: str | None = None) -> None:
    """Put one or both forms on the clipboard."""
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def four_columns(qtbot: QtBot) -> Grid:
    """A grid that shows the columns of the payloads, in their order."""
    grid = opened(qtbot)
    for field in grid.model.fields:
        if field.key != "name":
            grid.view.set_column_shown(field.key, shown=field.key in KEYS)
    for place, key in enumerate(KEYS):
        column = grid.model.column_of(key)
        assert column is not None
        grid.view.header.moveSection(grid.view.header.visualIndex(column), place)
    grid.at(0, COMPANY)
    return grid


def held(grid: Grid) -> list[tuple[object, ...]]:
    """What the first leads hold in the columns of the payloads."""
    return [tuple(grid.value(n, key) for key in KEYS) for n in range(len(BLOCK))]


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.program)
def test_a_block_lands_cell_by_cell(qtbot: QtBot, payload: Payload) -> None:
    grid = four_columns(qtbot)
    clip(payload.text, payload.html)
    grid.press(Qt.Key.Key_V, CONTROL)
    assert held(grid) == list(BLOCK)
    assert len(grid.staged) == 1
    assert grid.said == ["12 pasted"]
    grid.model.on_delta(grid.sheet.apply(grid.undo[0]).delta)
    assert grid.sheet.counts().changed_cells == 0


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.program)
def test_html_alone_lands_alike_but_for_spaces_at_the_ends(qtbot: QtBot, payload: Payload) -> None:
    grid = four_columns(qtbot)
    clip(None, payload.html)
    grid.press(Qt.Key.Key_V, CONTROL)
    assert [row[:3] for row in held(grid)] == [row[:3] for row in BLOCK]
    details = [" ".join(str(row[3]).split()) for row in held(grid)]
    assert details == [" ".join(str(row[3]).split()) for row in BLOCK]


def test_a_page_without_a_table_is_no_block(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    clip(None, "<p>Hello</p>")
    grid.press(Qt.Key.Key_V, CONTROL)
    assert grid.said == ["There is no text on the clipboard."]
    assert grid.staged == []


def test_two_million_cells_are_refused_in_words_and_nothing_is_pasted(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    clip("\n".join(["\t".join("x" * 20)] * 100_000))
    grid.at(0, COMPANY)
    grid.press(Qt.Key.Key_V, CONTROL)
    (said,) = grid.said
    assert said.startswith("The clipboard holds about 2,000,000 cells, and a paste takes 500,000 at most. Nothing was")
    assert grid.staged == []
    assert grid.place == (0, COMPANY)
    grid.press(Qt.Key.Key_Down)
    assert grid.place == (1, COMPANY)
    assert MOST_CELLS < 2_000_000


@pytest.mark.parametrize(
    ("text", "held_now"),
    [
        ('"', '"'),
        ('"Acme', '"Acme'),
        ('12" pipe', '12" pipe'),
        ('"Bob" Smith', '"Bob" Smith'),
        ("Ac\0me\0\0", "Acme"),
        ("\ufeffAcme\u200b", "Acme"),
        ("\u202bشركة النور\u202c", "شركة النور"),
        ("حداد Ltd", "حداد Ltd"),
        ("👩‍💻🇳🇱 Acme", "👩‍💻🇳🇱 Acme"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_odd_characters_are_taken_as_they_are_meant(qtbot: QtBot, text: str, held_now: str) -> None:
    grid = opened(qtbot)
    clip(text)
    grid.at(0, COMPANY)
    grid.press(Qt.Key.Key_V, CONTROL)
    assert grid.value(0, COMPANY) == held_now
    assert grid.said == ["1 pasted"]


def test_a_character_that_nobody_can_send_is_said_and_kept_for_correction(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    clip("Ac\x07me")
    grid.at(0, COMPANY)
    grid.press(Qt.Key.Key_V, CONTROL)
    assert grid.said == ["1 pasted · 1 needs attention"]
    problem = grid.sheet.cell_problem(grid.model.row_at(0), COMPANY)
    assert problem is not None
    assert "U+0007" in problem.message


def test_read_only_cells_in_the_way_are_skipped_counted_and_stay(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    for field in grid.model.fields:
        if field.key != "name":
            grid.view.set_column_shown(field.key, shown=field.key in {COMPANY, "id"})
    first = grid.view.selected_keys()
    before = grid.value(0, "id")
    clip("A\tB\tC\nD\tE\tF")
    grid.at(0, "name")
    grid.press(Qt.Key.Key_V, CONTROL)
    assert first == ["name"]
    assert grid.value(0, "id") == before
    assert "2 read-only skipped" in grid.said[-1]
    assert len(grid.staged) == 1


def test_only_read_only_cells_are_no_gesture(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    clip("1\n2")
    grid.at(0, "id")
    grid.press(Qt.Key.Key_V, CONTROL)
    assert grid.said == ["Nothing pasted · 2 read-only skipped"]
    assert grid.staged == []


def test_a_paste_that_is_stopped_pastes_nothing(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copper_desk.gui.control.large_gesture.AT_ONCE_S", 0.0)
    monkeypatch.setattr(ProgressWindow, "exec", lambda window: window.reject())
    person.go(person.row(0), "title")
    before = person.shown_text(person.row(0), "title")
    clip("X\nY")
    person.window.view.commands.paste()
    assert person.said() == "Stopped. Nothing was pasted."
    assert person.shown_text(person.row(0), "title") == before
    assert not person.window.sheet.undo.stack.canUndo()
    QApplication.processEvents()


def test_a_large_paste_is_one_step_behind_a_window(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copper_desk.gui.control.large_gesture.FEW_CHANGES", 20)
    rows = [person.row(n) for n in range(60)]
    before = [person.shown_text(row, "title") for row in rows]
    person.go(rows[0], "title")
    clip("\n".join(f"Title {n}" for n in range(60)))
    person.window.view.commands.paste()
    assert [person.shown_text(row, "title") for row in rows] == [f"Title {n}" for n in range(60)]
    assert person.said() == "60 pasted"
    assert person.window.sheet.undo.stack.count() == 1
    assert person.window.sheet.undo.stack.undoText() == "paste of 60 cells"
    person.window.actions_["undo"].trigger()
    assert [person.shown_text(row, "title") for row in rows] == before
    person.window.actions_["redo"].trigger()
    assert person.shown_text(rows[59], "title") == "Title 59"
