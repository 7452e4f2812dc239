"""A table that is only read: its first columns stay, the others scroll beside them, and what is chosen is copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.split_table import SplitTable
from copper_desk.gui.table.table_copy import copy_with_names
from tests.support.window import a_theme

ROWS, COLUMNS, FIXED = 60, 12, (0, 1)
_ROOT = QModelIndex()


class Numbers(AnsweringModel):
    """A cell says where it is."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def column_name(self, column: int) -> str:
        return f"Column {column}"

    def answers(self) -> dict[int, Answer]:
        return {int(Qt.ItemDataRole.DisplayRole): self.text_at}

    def text_at(self, position: int, column: int) -> str:
        return f"{position}, {column}"


@pytest.fixture
def table(qtbot: QtBot) -> SplitTable:
    """In too little room for its columns and for its rows."""
    shown = SplitTable(Numbers(), columns=FIXED)
    qtbot.addWidget(shown)
    shown.dress(ChangeDelegate(a_theme(), shown))
    shown.give_widths([90] * COLUMNS)
    shown.resize(480, 300)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_a_fixed_column_that_is_drawn_wider_makes_room_for_itself(table: SplitTable) -> None:
    table.fixed.horizontalHeader().resizeSection(1, 150)
    assert table.fixed.width() == table.fixed.columns_width()
    assert table.visualRect(table.model().index(0, 2)).left() == table.fixed.columns_width()


def test_only_the_fixed_columns_stand_at_the_left(table: SplitTable) -> None:
    assert [column for column in range(COLUMNS) if not table.fixed.isColumnHidden(column)] == list(FIXED)


def test_a_cell_that_is_gone_to_lies_beside_the_fixed_columns(table: SplitTable) -> None:
    model = table.model()
    table.scrollTo(model.index(0, COLUMNS - 1))
    for column in range(COLUMNS - 1, FIXED[-1], -1):
        table.scrollTo(model.index(0, column))
        assert table.visualRect(model.index(0, column)).left() >= table.fixed.columns_width()


def test_going_to_a_fixed_column_scrolls_nothing(table: SplitTable) -> None:
    table.scrollTo(table.model().index(0, COLUMNS - 1))
    at = table.horizontalScrollBar().value()
    table.scrollTo(table.model().index(0, 0))
    assert table.horizontalScrollBar().value() == at > 0


def test_both_views_scroll_down_together(table: SplitTable) -> None:
    table.verticalScrollBar().setValue(200)
    assert table.fixed.verticalScrollBar().value() == 200
    table.fixed.verticalScrollBar().setValue(80)
    assert table.verticalScrollBar().value() == 80


def test_a_column_opens_as_wide_as_its_widest_cell_among_the_first(table: SplitTable) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, ChangeDelegate)
    assert table.content_width(3) == max(round(delegate.text_width(f"{row}, 3")) for row in range(ROWS))
    assert table.name_width(3) > table.fontMetrics().horizontalAdvance("Column 3")


@pytest.mark.usefixtures("qapp")
def test_what_was_not_chosen_is_left_blank_in_a_copy() -> None:
    copy_with_names(Numbers(), rows=[4, 5], columns=[0, 2], chosen=lambda row, column: (row, column) != (4, 2))
    assert QGuiApplication.clipboard().text() == "Column 0\tColumn 2\n4, 0\t\n5, 0\t5, 2"


def test_a_model_answers_only_what_it_was_given_an_answer_for() -> None:
    model = Numbers()
    assert model.index(3, 1).data() == "3, 1"
    assert model.index(3, 1).data(Qt.ItemDataRole.ToolTipRole) is None
    assert QModelIndex().data() is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Column 1"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
