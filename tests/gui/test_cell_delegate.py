"""What the delegate paints, looked at pixel by pixel: grounds, marks, rings, in every look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from copper_desk.gui.look.theme import Look
from copper_desk.leads.value import Unparsed
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.outcome import FieldRefusal, Refused
from tests.support.grid import FIRST, Grid, opened

LOOKS = pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])


def painted(grid: Grid, n: int, key: str) -> tuple[QImage, QRect]:
    """The picture of the pane that shows a cell, and where the cell is in it."""
    index = grid.model.index_of(FIRST + n, key)
    pane = grid.view.pane_of(index.column())
    return pane.viewport().grab().toImage(), pane.visualRect(index)


def pixel(image: QImage, point: QPoint) -> str:
    return image.pixelColor(point).name()


def ground(grid: Grid, n: int, key: str) -> str:
    """The colour of a cell near its lower left corner, clear of rings, marks and text."""
    image, rect = painted(grid, n, key)
    return pixel(image, rect.bottomLeft() + QPoint(4, -4))


def refuse(grid: Grid, n: int, key: str) -> None:
    row = FIRST + n
    grid.sheet.queue([(row, {name: edit.revision for name, edit in grid.sheet.edits(row).items()})])
    grid.sheet.sending([row])
    grid.model.on_delta(grid.sheet.settle([Refused(row, (FieldRefusal(key, "is invalid"),))]))


@LOOKS
def test_grounds_tell_the_kind_of_change(qtbot: QtBot, look: Look) -> None:
    grid = opened(qtbot, look=look)
    tokens = grid.theme.tokens
    grid.stage(ChangeSet((SetCell(FIRST + 1, "email", "ben@harbor.example"), SetCell(FIRST + 2, "email", None))))
    refuse(grid, 1, "email")
    new = grid.sheet.next_new_row()
    grid.stage(ChangeSet((AddRow(new), SetCell(new, "name", "Ida"))))
    assert ground(grid, 0, "email") == tokens.bg
    assert ground(grid, 1, "email") == tokens.changed
    assert ground(grid, 1, "title") == tokens.failed
    assert ground(grid, 1, "name") == tokens.failed
    assert ground(grid, 2, "email") == tokens.changed
    assert ground(grid, new - FIRST, "title") == tokens.new


@LOOKS
def test_selected_cells_keep_telling_what_changed(qtbot: QtBot, look: Look) -> None:
    grid = opened(qtbot, look=look)
    tokens = grid.theme.tokens
    grid.stage(ChangeSet((SetCell(FIRST + 1, "email", "x@nw.example"),)))
    grid.view.selection.select_all()
    assert ground(grid, 1, "email") == tokens.changed_selected
    assert ground(grid, 2, "email") == tokens.selection
    assert ground(grid, 0, "name") == tokens.bg  # the current cell stands out of the block


def test_a_changed_cell_has_its_corner_mark(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    image, rect = painted(grid, 1, "email")
    assert pixel(image, rect.topRight() + QPoint(-1, 1)) == grid.theme.tokens.bg
    grid.stage(ChangeSet((SetCell(FIRST + 1, "email", "x@nw.example"),)))
    image, rect = painted(grid, 1, "email")
    assert pixel(image, rect.topRight() + QPoint(-1, 1)) == grid.theme.tokens.warning


def test_a_problems_ring_is_inside_and_the_focus_ring_outside(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    tokens = grid.theme.tokens
    grid.stage(ChangeSet((SetCell(FIRST + 1, "monetary_value", Unparsed("x", "no number")),)))
    grid.at(1, "monetary_value")
    grid.at(1, "email")
    grid.at(1, "monetary_value")
    image, rect = painted(grid, 1, "monetary_value")
    middle = rect.center().y()
    assert pixel(image, QPoint(rect.left() - 1, middle)) == tokens.focus
    assert pixel(image, QPoint(rect.left() + 4, middle)) == tokens.error
    grid.at(1, "email")
    image, rect = painted(grid, 1, "monetary_value")
    assert pixel(image, QPoint(rect.left(), middle)) == tokens.error
    assert pixel(image, QPoint(rect.right(), middle)) == tokens.error


def test_numbers_end_at_the_right_edge_and_words_begin_at_the_left(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(6, "monetary_value")
    image, rect = painted(grid, 4, "monetary_value")
    inked = [
        x
        for x in range(rect.left() + 1, rect.right())
        if any(pixel(image, QPoint(x, y)) != grid.theme.tokens.bg for y in range(rect.top() + 4, rect.bottom() - 4))
    ]
    assert rect.right() - max(inked) < 2 * grid.theme.metrics.cell_pad
    assert min(inked) - rect.left() > 2 * grid.theme.metrics.cell_pad


def test_the_state_column_shows_a_glyph_in_the_tone_of_the_state(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.stage(ChangeSet((SetCell(FIRST + 1, "email", "x@nw.example"),)))
    index = grid.model.index(1, 0)
    pane = grid.view.pane_of(0)
    image = pane.viewport().grab(pane.visualRect(index)).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert grid.theme.tokens.warning in colours


def test_a_new_look_repaints_the_grid(qtbot: QtBot) -> None:
    grid = opened(qtbot, look=Look.LIGHT)
    light = ground(grid, 0, "email")
    grid.theme.choose(Look.DARK)
    assert ground(grid, 0, "email") == grid.theme.tokens.bg != light


def test_a_column_fits_its_longest_text(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    long = "a very long company name, " * 3
    grid.stage(ChangeSet((SetCell(FIRST + 1, "company_name", long),)))
    index = grid.model.index_of(FIRST + 1, "company_name")
    hint = grid.view.sizeHintForIndex(index)
    assert hint.width() >= grid.view.fontMetrics().horizontalAdvance(long)
    assert hint.height() == grid.theme.metrics.row
