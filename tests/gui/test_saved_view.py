"""Saved views, columns and sorts in the real window, by keys and mouse, also across a new start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.arranging.column_window import ColumnWindow
from copper_desk.gui.arranging.name_window import NameWindow
from copper_desk.gui.arranging.sort_window import SortWindow
from copper_desk.gui.grid.column_layout import layout_of
from copper_desk.sheet.column_filter import Among, IsEmpty
from tests.desk.kept_desk import Computer, computer
from tests.support.window import Person

__all__ = ["computer"]

Key = Qt.Key
NONE, SHIFT, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def dialog_of(person: Person, kind: type[QWidget]) -> QWidget:
    """The open window of this kind."""
    found = [each for each in person.window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def save_as(person: Person, name: str) -> None:
    """Choose Save view… and type a name."""
    person.window.actions_["save_view"].trigger()
    window = dialog_of(person, NameWindow)
    assert isinstance(window, NameWindow)
    window.line.selectAll()
    QTest.keyClicks(window.line, name)
    QTest.keyClick(window.line, Key.Key_Return)


def menu_names(person: Person) -> list[str]:
    """What can be chosen in the menu of views."""
    person.window.views.fill()
    return [action.text() for action in person.window.tools.view_menu.actions() if action.isCheckable()]


def choose(person: Person, name: str) -> None:
    """Choose a view in the menu."""
    person.window.views.fill()
    next(action for action in person.window.tools.view_menu.actions() if action.text() == name).trigger()


def keys_shown(person: Person) -> list[str]:
    """The columns shown, from the left."""
    fields = [person.window.model.field_at(column) for column in person.window.view.shown_columns()]
    return [field.key for field in fields if field is not None]


# -- views -----------------------------------------------------------------------------------------------------


def test_a_view_keeps_columns_order_filters_and_words(person: Person) -> None:
    w = person.window
    w.arrangement.filter_column("title", IsEmpty("title", is_empty=False))
    w.arrangement.set_sorts((("status_id", False), ("name", True)))
    w.tools.filter.setText("a")
    QTest.keyClick(w.tools.filter, Key.Key_Return)
    w.view.set_column_shown("company_name", shown=False)
    expected, columns = list(w.order.rows), keys_shown(person)
    save_as(person, "Mine")
    assert w.tools.view.text() == "View: Mine"
    choose(person, "All leads")
    assert len(w.order.rows) == len(person.desk.sheet)
    assert w.arrangement.sorts == ()
    w.view.set_column_shown("company_name", shown=True)
    choose(person, "Mine")
    assert w.order.rows == expected
    assert keys_shown(person) == columns
    assert w.tools.filter.text() == "a"
    assert w.tools.view.text() == "View: Mine"


def test_a_view_says_that_it_was_altered_and_is_saved_again(person: Person) -> None:
    w = person.window
    save_as(person, "Mine")
    assert not w.actions_["update_view"].isEnabled()
    w.arrangement.sort("name")
    QApplication.processEvents()
    assert w.tools.view.text() == "View: Mine *"
    assert w.tools.view.accessibleName() == "View: Mine, altered"
    w.actions_["update_view"].trigger()
    assert w.tools.view.text() == "View: Mine"
    choose(person, "All leads")
    choose(person, "Mine")
    assert w.arrangement.sorts == (("name", False),)


def test_a_width_alone_alters_no_view(person: Person) -> None:
    save_as(person, "Mine")
    column = person.window.model.column_of("title")
    assert column is not None
    person.window.view.setColumnWidth(column, 311)
    QApplication.processEvents()
    assert person.window.tools.view.text() == "View: Mine"


def test_a_view_is_renamed_but_not_to_the_name_of_another(person: Person) -> None:
    save_as(person, "One")
    save_as(person, "Two")
    person.window.actions_["rename_view"].trigger()
    window = dialog_of(person, NameWindow)
    assert isinstance(window, NameWindow)
    window.line.setText("ONE")
    assert not window.save.isEnabled()
    window.line.setText("Zwei")
    QTest.keyClick(window.line, Key.Key_Return)
    assert menu_names(person) == ["All leads", "One", "Zwei"]
    assert person.window.views.name == "Zwei"


def test_saving_under_a_name_that_is_there_says_that_it_replaces(person: Person) -> None:
    save_as(person, "One")
    person.window.arrangement.sort("name")
    person.window.actions_["save_view"].trigger()
    window = dialog_of(person, NameWindow)
    assert isinstance(window, NameWindow)
    window.line.setText("one")
    assert window.save.text() == "Replace"
    QTest.keyClick(window.line, Key.Key_Return)
    assert menu_names(person) == ["All leads", "one"]


def test_a_deleted_view_can_be_had_back_and_what_it_shows_stays(person: Person) -> None:
    person.window.arrangement.filter_column("title", IsEmpty("title"))
    save_as(person, "Mine")
    rows = list(person.window.order.rows)
    person.window.actions_["delete_view"].trigger()
    assert menu_names(person) == ["All leads"]
    assert person.window.order.rows == rows
    answer = person.window.messages.messages[-1].answer
    assert answer is not None
    answer()
    assert menu_names(person) == ["All leads", "Mine"]


def test_leads_with_changes_is_a_view_that_is_always_there(person: Person) -> None:
    row = person.row(3)
    person.type(row, "title", "Owner")
    person.window.actions_["new_lead"].trigger()
    new = person.window.view.current_cell()
    assert new is not None
    person.window.actions_["changed_leads"].trigger()
    assert person.window.order.rows == [row, new[0]]


def test_views_are_found_by_the_command_palette(person: Person) -> None:
    person.window.arrangement.filter_column("title", IsEmpty("title"))
    save_as(person, "Without a title")
    choose(person, "All leads")
    person.window.actions_["palette"].trigger()
    overlay = person.window.palette_.overlay
    QTest.keyClicks(overlay.line, "without a t")
    QTest.keyClick(overlay.line, Key.Key_Return)
    assert person.window.views.name == "Without a title"


def test_a_view_with_a_field_that_is_gone_shows_the_rest_and_says_so(person: Person) -> None:
    views = person.window.views
    save_as(person, "Mine")
    kept = person.window.memory.views()[0]
    person.window.memory.keep_views(
        [
            type(kept)(
                "Mine",
                kept.columns,
                (("cf_999", False), ("name", False)),
                "",
                {"cf_999": Among("cf_999", frozenset({"x"})), "title": IsEmpty("title", is_empty=False)},
            )
        ]
    )
    views.apply("Mine")
    assert person.window.arrangement.sorts == (("name", False),)
    assert list(person.window.arrangement.filters) == ["title"]
    assert "a field that is gone" in person.said()


def test_views_and_columns_are_there_at_the_next_start(qtbot: QtBot, computer: Computer) -> None:
    first = Person(qtbot, computer.open())
    first.load()
    first.window.arrangement.filter_column("title", IsEmpty("title"))
    save_as(first, "No title")
    column = first.window.model.column_of("email")
    assert column is not None
    first.window.view.setColumnWidth(column, 271)
    header = first.window.view.header
    header.moveSection(header.visualIndex(column), 2)
    first.window.view.set_column_shown("title", shown=False)
    columns = layout_of(first.window.view)
    first.leave()
    second = Person(qtbot, computer.open())
    second.load()
    assert layout_of(second.window.view) == columns
    assert second.window.view.columnWidth(column) == 271
    assert menu_names(second) == ["All leads", "No title"]
    assert second.window.tools.view.text() == "View: All leads"
    second.leave()


# -- columns ---------------------------------------------------------------------------------------------------


def columns_of(person: Person) -> ColumnWindow:
    """Choose Arrange columns…."""
    person.window.actions_["columns"].trigger()
    window = dialog_of(person, ColumnWindow)
    assert isinstance(window, ColumnWindow)
    return window


def test_columns_are_moved_by_keys_and_the_sheet_follows_at_once(person: Person) -> None:
    window, before = columns_of(person), keys_shown(person)
    window.list.setFocus()
    window.list.setCurrentRow(0)
    QTest.keyClick(window.list, Key.Key_Down, ALT)
    assert keys_shown(person) == [before[0], before[2], before[1], *before[3:]]
    assert window.list.currentRow() == 1
    QTest.keyClick(window.list, Key.Key_Up, ALT)
    assert keys_shown(person) == before
    QTest.keyClick(window.list, Key.Key_Up, ALT)
    assert keys_shown(person) == before


def test_columns_are_hidden_and_shown_by_space(person: Person) -> None:
    window, before = columns_of(person), keys_shown(person)
    window.list.setFocus()
    window.list.setCurrentRow(1)
    QTest.keyClick(window.list, Key.Key_Space)
    assert keys_shown(person) == [key for key in before if key != before[2]]
    QTest.keyClick(window.list, Key.Key_Space)
    assert keys_shown(person) == before


def test_what_is_found_is_ticked_together_and_cannot_be_moved_blindly(person: Person) -> None:
    window = columns_of(person)
    QTest.keyClicks(window.search, "phone")
    assert not window.up.isEnabled()
    QTest.mouseClick(window.all, LEFT)
    assert {"phone.mobile", "phone.work", "phone.home", "phone.other"} <= set(keys_shown(person))
    QTest.mouseClick(window.none, LEFT)
    assert not [key for key in keys_shown(person) if key.startswith("phone.")]
    assert "email" in keys_shown(person)


def test_reset_brings_the_columns_of_a_new_window(person: Person) -> None:
    first = layout_of(person.window.view)
    window = columns_of(person)
    QTest.mouseClick(window.all, LEFT)
    window.list.setCurrentRow(0)
    window.move_current(1)
    assert layout_of(person.window.view) != first
    QTest.mouseClick(window.reset, LEFT)
    assert layout_of(person.window.view) == first
    assert [window.list.item(row).text() for row in range(2)] == ["Company", "Title"]


# -- sorts -----------------------------------------------------------------------------------------------------


def sorts(person: Person) -> list[tuple[str, bool]]:
    """The sort in force."""
    return list(person.window.arrangement.sorts)


def click_header(person: Person, key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Click on a label."""
    view = person.window.view
    column = person.window.model.column_of(key)
    assert column is not None
    view.reveal_column(column)
    header = view.pane_of(column).header
    place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, modifier, place)


def test_shift_and_a_click_sorts_in_addition(person: Person) -> None:
    w = person.window
    click_header(person, "status_id")
    click_header(person, "company_name", SHIFT)
    assert sorts(person) == [("status_id", False), ("company_name", False)]
    click_header(person, "company_name", SHIFT)
    assert sorts(person) == [("status_id", False), ("company_name", True)]
    keys = [(person.desk.sheet.value(row, "status_id"), row) for row in w.order.rows]
    assert len({status for status, _ in keys}) == len(
        [1 for n, k in enumerate(keys) if not n or keys[n - 1][0] != k[0]]
    )
    click_header(person, "name")
    assert sorts(person) == [("name", False)]
    click_header(person, "name")
    assert sorts(person) == [("name", True)]


def test_the_sort_window_puts_columns_one_behind_the_other(person: Person) -> None:
    person.go(person.row(0), "monetary_value")
    person.window.actions_["sort"].trigger()
    window = dialog_of(person, SortWindow)
    assert isinstance(window, SortWindow)
    assert window.lines[0].column.currentText() == "Value"
    QTest.keyClick(window.lines[0].direction, Key.Key_Down)
    assert window.lines[0].direction.currentText() == "Largest first"
    QTest.mouseClick(window.add, LEFT)
    window.lines[1].column.setCurrentIndex(window.lines[1].column.findData("name"))
    assert window.lines[1].direction.currentText() == "A to Z"
    QTest.keyClick(window.lines[1].column, Key.Key_Return)
    assert sorts(person) == [("monetary_value", True), ("name", False)]
    assert not window.isVisible()


def test_the_order_of_arrival_is_one_click_away(person: Person) -> None:
    arrival = list(person.window.order.rows)
    person.window.arrangement.set_sorts((("name", True), ("title", False)))
    person.window.actions_["sort"].trigger()
    window = dialog_of(person, SortWindow)
    assert isinstance(window, SortWindow)
    assert [line.column.currentData() for line in window.lines] == ["name", "title"]
    QTest.mouseClick(window.lines[0].remove, LEFT)
    assert window.sorts() == (("title", False),)
    assert not window.lines[0].remove.isEnabled()
    QTest.mouseClick(window.clear, LEFT)
    assert person.window.order.rows == arrival


@pytest.mark.parametrize("times", [1, 7])
def test_a_column_counts_once_and_there_is_an_end_of_columns(person: Person, times: int) -> None:
    person.window.actions_["sort"].trigger()
    window = dialog_of(person, SortWindow)
    assert isinstance(window, SortWindow)
    for _ in range(times):
        window.add.click()
    assert len(window.lines) == min(times + 1, 6)
    for line in window.lines:
        line.column.setCurrentIndex(0)
    assert len(window.sorts()) == 1
    window.reject()
