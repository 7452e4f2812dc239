"""Long text: a box over the cells around it that stays inside the grid and scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from copper_desk.gui.editor.cell_editor import BoxEditor
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.grid import FIRST, Grid, opened

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LONG = "\n".join(f"line {n}" for n in range(60))


def box_of(grid: Grid) -> BoxEditor:
    editor = grid.view.editing.editor
    assert isinstance(editor, BoxEditor)
    return editor


@pytest.mark.parametrize("size", [(900, 420), (420, 160)])
@pytest.mark.parametrize("text", ["short", LONG])
@pytest.mark.parametrize("n", [0, 7])
def test_the_box_stays_inside_the_grid(qtbot: QtBot, size: tuple[int, int], text: str, n: int) -> None:
    grid = opened(qtbot)
    grid.view.resize(*size)
    grid.stage(ChangeSet((SetCell(FIRST + n, "details", text),)))
    grid.at(n, "details")
    grid.press(Key.Key_F2)
    assert grid.view.viewport().rect().contains(box_of(grid).geometry())


def test_the_box_grows_with_its_text_and_then_scrolls(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(0, "details")
    grid.press(Key.Key_F2)
    before = box_of(grid).height()
    for _ in range(8):
        grid.press(Key.Key_Return, ALT)
    assert box_of(grid).height() > before
    assert box_of(grid).verticalScrollBar().maximum() == 0
    box_of(grid).insertPlainText(LONG)
    box = box_of(grid)
    assert box.verticalScrollBar().maximum() > 0
    assert box.viewport().rect().contains(box.cursorRect())


def test_a_key_after_f2_adds_to_a_long_text(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST, "details", LONG),)))
    grid.at(0, "details")
    grid.press(Key.Key_F2)
    grid.type("!")
    grid.press(Key.Key_Return)
    assert grid.value(0, "details") == f"{LONG}!"
    assert grid.place == (1, "details")
