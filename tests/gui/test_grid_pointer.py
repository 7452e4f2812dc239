"""The grid under a real mouse, across both panes, and its headers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.grid.header_menu import HeaderCase
from copper_desk.gui.grid.lead_header import LeadHeader
from copper_desk.leads.kind import FieldKind
from tests.support.grid import FIRST, Grid, opened

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def click(grid: Grid, n: int, key: str, held: Qt.KeyboardModifier = NONE) -> None:
    viewport, point = grid.point(n, key)
    QTest.mouseClick(viewport, LEFT, held, point)


def drag(grid: Grid, start: tuple[int, str], end: tuple[int, str]) -> None:
    """Press in one cell, move to another (perhaps in the other pane) and let go; the first pane hears it all."""
    viewport, point = grid.point(*start)
    other, target = grid.point(*end)
    here = viewport.mapFromGlobal(other.mapToGlobal(target))
    QTest.mousePress(viewport, LEFT, NONE, point)
    move(viewport, here)
    QTest.mouseRelease(viewport, LEFT, NONE, here)


def move(widget: QWidget, point: QPoint) -> None:
    place = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(widget.mapToGlobal(point)), Qt.MouseButton.NoButton, LEFT, NONE
    )
    QApplication.sendEvent(widget, event)


def test_a_click_selects_one_cell_in_either_pane(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    click(grid, 2, "title")
    assert grid.place == (2, "title")
    click(grid, 3, "name")
    assert grid.place == (3, "name")
    assert grid.view.selection.count() == 1


def test_shift_click_extends_and_control_click_adds(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    click(grid, 1, "name")
    click(grid, 3, "title", Qt.KeyboardModifier.ShiftModifier)
    assert grid.place == (1, "name")
    assert grid.view.selected_leads() == [FIRST + 1, FIRST + 2, FIRST + 3]
    click(grid, 6, "title", Qt.KeyboardModifier.ControlModifier)
    assert FIRST + 6 in grid.view.selected_leads()


def test_a_drag_goes_from_the_frozen_columns_into_the_others_and_back(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    drag(grid, (1, "name"), (4, "title"))
    assert grid.place == (1, "name")
    assert grid.view.selected_keys() == ["name", "id", "title"]
    drag(grid, (4, "title"), (2, "name"))
    assert grid.place == (4, "title")
    assert grid.view.selected_leads() == [FIRST + 2, FIRST + 3, FIRST + 4]
    assert "name" in grid.view.selected_keys()


def test_a_click_elsewhere_commits_the_open_editor(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    grid.at(1, "title")
    grid.type("Buyer")
    click(grid, 4, "name")
    assert grid.value(1, "title") == "Buyer"
    assert grid.place == (4, "name")


def test_a_double_click_edits(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    viewport, point = grid.point(1, "email")
    click(grid, 1, "email")
    QTest.mouseDClick(viewport, LEFT, NONE, point)
    assert grid.place == (1, "email")
    assert isinstance(grid.view.editing.editor, QLineEdit)
    assert grid.view.editing.editor.text() == "lead1@nw.example"


def test_a_click_on_a_box_toggles_it(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    index = grid.model.index_of(FIRST, "cf_101")
    grid.at(0, "cf_101")
    rect = grid.view.visualRect(index)
    QTest.mouseClick(grid.view.viewport(), LEFT, NONE, QPoint(rect.left() + 12, rect.center().y()))
    assert grid.value(0, "cf_101") is False


def test_a_right_click_keeps_the_selection_it_hits(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    click(grid, 1, "name")
    click(grid, 3, "name", Qt.KeyboardModifier.ShiftModifier)
    viewport, point = grid.point(2, "name")
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, NONE, point)
    assert grid.view.selection.count() == 3
    with qtbot.waitSignal(grid.view.menu_wished):
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, asked)
    viewport, point = grid.point(6, "title")
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, NONE, point)
    assert grid.place == (6, "title")


# -- headers ---------------------------------------------------------------------------------------------------


def header_point(header: LeadHeader, column: int, *, from_left: int = 30) -> QPoint:
    return QPoint(header.sectionViewportPosition(column) + from_left, header.height() // 2)


def test_a_click_on_a_header_sorts_and_a_second_one_turns_round(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    frozen = grid.view.pane_of(0)
    name = grid.view.frozen_columns[1]
    point = header_point(frozen.header, name)
    QTest.mouseClick(frozen.header.viewport(), LEFT, NONE, point)
    assert grid.arrangement.sorts == (("name", False),)
    QTest.mouseClick(frozen.header.viewport(), LEFT, NONE, point)
    assert grid.arrangement.sorts == (("name", True),)
    assert grid.model.row_at(0) == FIRST + 7


def test_a_drag_at_a_headers_edge_resizes_and_sorts_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    header = grid.view.header
    column = grid.model.column_of("title")
    assert column is not None
    width = header.sectionSize(column)
    edge = QPoint(header.sectionViewportPosition(column) + width - 1, 10)
    QTest.mousePress(header.viewport(), LEFT, NONE, edge)
    move(header.viewport(), edge + QPoint(40, 0))
    QTest.mouseRelease(header.viewport(), LEFT, NONE, edge + QPoint(40, 0))
    assert header.sectionSize(column) == width + 40
    assert grid.arrangement.sorts == ()


def test_the_column_menu_sorts_hides_and_fits(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    column = grid.model.column_of("email")
    assert column is not None
    menu = grid.view.header_control.menu.menu(HeaderCase(column, FieldKind.EMAIL, can_hide=True))
    actions = {action.text().replace("&", ""): action for action in menu.actions() if action.text()}
    actions["Sort Z to A"].trigger()
    assert grid.arrangement.sorts == (("email", True),)
    grid.view.setColumnWidth(column, 20)
    actions["Fit to content"].trigger()
    fitted = grid.view.columnWidth(column)
    text = max((grid.model.text_at(row, column) for row in range(8)), key=len)
    assert fitted >= grid.view.fontMetrics().horizontalAdvance(text)
    actions["Hide column"].trigger()
    assert column not in grid.view.shown_columns()


def test_the_frozen_columns_cannot_be_hidden(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    menu = grid.view.header_control.menu.menu(HeaderCase(grid.view.frozen_columns[1], FieldKind.TEXT))
    hide = next(action for action in menu.actions() if action.text().replace("&", "") == "Hide column")
    assert not hide.isEnabled()
    grid.view.hide_column(grid.view.frozen_columns[1])
    assert grid.view.shown_columns()[:2] == list(grid.view.frozen_columns)
    assert grid.view.isVisible()


def test_moved_columns_are_meant_as_they_are_shown(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    header = grid.view.header
    email, title = grid.model.column_of("email"), grid.model.column_of("title")
    assert email is not None
    assert title is not None
    header.moveSection(header.visualIndex(email), header.visualIndex(title))
    grid.at(0, "email")
    grid.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.view.selected_keys() == ["email", "title"]
    assert grid.view.selection.count() == 2


# -- the handle ------------------------------------------------------------------------------------------------


def handle_of(grid: Grid) -> tuple[QWidget, QPoint]:
    """Where the handle is: a viewport and a point in it."""
    view = grid.view
    assert view.handle is not None
    corner = view.handle.corner()
    assert corner is not None
    pane = view.pane_of(corner[1])
    return pane.viewport(), view.handle.rect_in(pane).center()


def drag_handle(grid: Grid, end: tuple[int, str]) -> None:
    """Take the handle, move to a cell and let go."""
    viewport, point = handle_of(grid)
    other, target = grid.point(*end)
    here = viewport.mapFromGlobal(other.mapToGlobal(target))
    QTest.mousePress(viewport, LEFT, NONE, point)
    move(viewport, here)
    assert grid.view.handle is not None
    assert grid.view.handle.is_dragged
    QTest.mouseRelease(viewport, LEFT, NONE, here)
    assert not grid.view.handle.is_dragged


def column(grid: Grid, key: str) -> list[object]:
    """What a column shows."""
    return list(grid.sheet.column(key, grid.sheet.row_ids()))


def test_the_handle_repeats_a_block_downwards_as_one_step(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    before = column(grid, "company_name")
    click(grid, 0, "company_name")
    click(grid, 1, "company_name", Qt.KeyboardModifier.ShiftModifier)
    drag_handle(grid, (5, "company_name"))
    after = column(grid, "company_name")
    assert after == [*before[:2], *before[:2], *before[:2], *before[6:]]
    assert grid.view.selection.count() == 6
    assert grid.place == (0, "company_name")
    assert grid.said[-1].startswith("4 filled")
    assert len(grid.staged) == 1
    grid.sheet.apply(grid.undo[-1])
    assert column(grid, "company_name") == before


def test_the_handle_goes_up_and_sideways_but_not_both(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    before = column(grid, "company_name")
    click(grid, 4, "company_name")
    drag_handle(grid, (2, "company_name"))
    assert column(grid, "company_name") == [*before[:2], before[4], before[4], *before[4:]]
    beside = grid.view.shown_columns()
    place = beside.index(grid.model.column_of("company_name") or 0)
    right = grid.model.field_at(beside[place + 1])
    assert right is not None
    click(grid, 0, "company_name")
    drag_handle(grid, (0, right.key))
    assert grid.model.text_at(0, beside[place + 1]) == before[0]
    drag_handle(grid, (2, right.key))
    assert grid.model.text_at(2, beside[place + 1]) == before[0]
    assert column(grid, "company_name")[1:3] == [before[0], before[0]]


def test_a_handle_let_go_where_it_was_changes_nothing(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    click(grid, 0, "company_name")
    said = list(grid.said)
    viewport, point = handle_of(grid)
    QTest.mouseClick(viewport, LEFT, NONE, point)
    assert grid.said == said
    assert grid.place == (0, "company_name")


def test_a_double_click_on_the_handle_fills_as_far_as_the_column_beside(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    left = grid.view.shown_columns()
    place = left.index(grid.model.column_of("company_name") or 0)
    beside = grid.model.field_at(left[place - 1])
    assert beside is not None
    filled = [value is not None for value in column(grid, beside.key)]
    last = filled.index(False) if False in filled else len(filled)
    click(grid, 0, "company_name")
    viewport, point = handle_of(grid)
    QTest.mouseDClick(viewport, LEFT, NONE, point)
    assert column(grid, "company_name")[:last] == [column(grid, "company_name")[0]] * last


def test_there_is_no_handle_on_the_state_nor_on_scattered_cells(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    assert grid.view.handle is not None
    click(grid, 0, "company_name")
    assert grid.view.handle.corner() is not None
    click(grid, 3, "email", Qt.KeyboardModifier.ControlModifier)
    assert grid.view.handle.corner() is None
    grid.view.selection.move((0, 0))
    assert grid.view.handle.corner() is None


def test_over_the_handle_the_mouse_is_a_cross(qtbot: QtBot) -> None:
    grid = opened(qtbot)
    click(grid, 0, "company_name")
    viewport, point = handle_of(grid)
    QTest.mouseMove(viewport, point)
    assert viewport.cursor().shape() is Qt.CursorShape.CrossCursor
    QTest.mouseMove(viewport, point - QPoint(30, 0))
    assert viewport.cursor().shape() is not Qt.CursorShape.CrossCursor
