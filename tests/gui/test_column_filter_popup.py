"""Filters of columns in the real window, by keys and mouse: the popup under a header, and the chips over the sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copper_desk.gui.control.filter_controller import ONLY
from copper_desk.gui.filtering.filter_popup import FilterPopup
from copper_desk.leads.value import RowId
from copper_desk.sheet.column_filter import Among, InPeriod, InRange, IsChanged, IsEmpty, Period, TextMatches, TextTest
from copper_desk.sheet.row_filter import StateFilter
from tests.support.window import Person

Key = Qt.Key
NONE, CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def popup_of(person: Person, key: str) -> FilterPopup:
    """Go to a column and press Ctrl+Shift+L."""
    person.window.activateWindow()
    person.go(person.row(0), key)
    QTest.keyClick(person.window.view, Key.Key_L, CONTROL | SHIFT)
    popup = person.window.column_filters.popup
    assert popup is not None
    assert popup.isVisible()
    return popup


def choose_way(popup: FilterPopup, way: object) -> None:
    """Choose how to filter with the arrows, as a person does."""
    popup.ways.setFocus()
    for _ in range(popup.ways.count()):
        if popup.ways.currentData() == way:
            return
        QTest.keyClick(popup.ways, Key.Key_Down)
    raise AssertionError(f"{way} is not offered")


def shown(person: Person) -> list[RowId]:
    """The leads shown."""
    return list(person.window.order.rows)


def values(person: Person, key: str) -> list[object]:
    """What a column shows from the top."""
    return list(person.desk.sheet.column(key, shown(person)))


def chips(person: Person) -> list[str]:
    """What the chips say."""
    return [chip.text.toolTip() for chip in person.window.strip.chips.values()]


def test_values_are_unticked_by_keys_and_the_current_lead_stays_current(person: Person) -> None:
    popup = popup_of(person, "status_id")
    cell = person.window.view.current_cell()
    first = popup.model.shown[0].label
    QTest.keyClick(popup.values.list, Key.Key_Space)
    assert popup.apply.text() == f"Show {len(popup.model.shown) - 1} values"
    QTest.keyClick(popup.values.list, Key.Key_Return)
    labels = {person.desk.schema["status_id"].choices.name_of(value) for value in values(person, "status_id")}  # type: ignore[union-attr,arg-type]
    assert labels
    assert first not in labels
    assert person.window.strip.isVisible()
    assert chips(person)[0].startswith("Status: ")
    assert person.window.view.current_cell() == cell
    assert person.window.view.hasFocus()


def test_what_is_typed_narrows_the_values_and_enter_shows_those(person: Person) -> None:
    popup = popup_of(person, "name")
    assert popup.values.line.hasFocus()
    QTest.keyClicks(popup.values.line, "duval")
    found = [entry.label for entry in popup.model.shown]
    assert found
    QTest.keyClick(popup.values.line, Key.Key_Return)
    assert set(values(person, "name")) == set(found)


def test_a_double_click_shows_one_value_alone(person: Person) -> None:
    popup = popup_of(person, "status_id")
    entry = popup.model.shown[1]
    place = popup.values.list.visualRect(popup.model.index(1, 0)).center()
    QTest.mouseDClick(popup.values.list.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert len(shown(person)) == entry.leads
    assert person.window.arrangement.filters == {"status_id": Among("status_id", frozenset({entry.name}))}


def test_no_tick_at_all_cannot_be_applied(person: Person) -> None:
    popup = popup_of(person, "status_id")
    QTest.mouseClick(popup.values.all, Qt.MouseButton.LeftButton, NONE, QPoint(8, 8))
    assert not popup.model.chosen()
    assert not popup.apply.isEnabled()
    QTest.keyClick(popup.values.list, Key.Key_Return)
    assert popup.isVisible()
    QTest.mouseClick(popup.values.all, Qt.MouseButton.LeftButton, NONE, QPoint(8, 8))
    assert popup.model.is_whole
    QTest.keyClick(popup.values.list, Key.Key_Return)
    assert not person.window.arrangement.filters


def test_a_range_is_typed_and_its_ends_may_be_swapped(person: Person) -> None:
    popup = popup_of(person, "monetary_value")
    choose_way(popup, "range")
    assert not popup.apply.isEnabled()
    QTest.keyClicks(popup.low, "9,000")
    QTest.keyClicks(popup.high, "5000")
    QTest.keyClick(popup.high, Key.Key_Return)
    found = values(person, "monetary_value")
    assert found
    assert all(isinstance(value, int | float) and 5000 <= value <= 9000 for value in found)
    assert chips(person) == ["Value: 5,000.00 to 9,000.00"]
    again = popup_of(person, "monetary_value")
    assert (again.low.text(), again.high.text()) == ("5,000.00", "9,000.00")
    QTest.mouseClick(again.clear, Qt.MouseButton.LeftButton)
    assert not person.window.arrangement.filters
    assert not person.window.strip.isVisible()


def test_a_range_that_cannot_be_read_is_explained_and_not_applied(person: Person) -> None:
    popup = popup_of(person, "monetary_value")
    choose_way(popup, "range")
    QTest.keyClicks(popup.low, "ten")
    assert popup.trouble.isVisible()
    assert popup.trouble.text()
    QTest.keyClick(popup.low, Key.Key_Return)
    assert popup.isVisible()
    assert not person.window.arrangement.filters


@pytest.mark.parametrize(
    ("key", "way", "expected"),
    [
        ("name", TextTest.CONTAINS, TextMatches("name", TextTest.CONTAINS, "duval")),
        ("name", TextTest.LACKS, TextMatches("name", TextTest.LACKS, "duval")),
        ("title", "empty", IsEmpty("title")),
        ("title", "filled", IsEmpty("title", is_empty=False)),
        ("title", "changed", IsChanged("title")),
        ("date_created", Period.THIS_YEAR, InPeriod("date_created", Period.THIS_YEAR)),
    ],
)
def test_every_way_is_applied_by_enter_and_comes_back_when_opened_again(
    person: Person, key: str, way: object, expected: object
) -> None:
    popup = popup_of(person, key)
    choose_way(popup, way)
    if popup.text.isVisible():
        assert not popup.apply.isEnabled()
        QTest.keyClicks(popup.text, "duval")
    QTest.keyClick(popup, Key.Key_Return)
    assert person.window.arrangement.filters == {key: expected}
    assert len(chips(person)) == 1
    again = popup_of_any(person, key)
    assert again.ways.currentData() == way


def popup_of_any(person: Person, key: str) -> FilterPopup:
    """The popup of a column, also where no lead is shown."""
    column = person.window.model.column_of(key)
    assert column is not None
    person.window.column_filters.show(column)
    popup = person.window.column_filters.popup
    assert popup is not None
    return popup


def test_a_timestamp_is_filtered_by_typed_days(person: Person) -> None:
    popup = popup_of(person, "date_created")
    choose_way(popup, "range")
    QTest.keyClicks(popup.low, "2020-01-01")
    QTest.keyClick(popup.low, Key.Key_Return)
    row_filter = person.window.arrangement.filters["date_created"]
    assert isinstance(row_filter, InRange)
    assert str(row_filter.low) == "2020-01-01"


def test_the_state_column_is_filtered_by_its_states(person: Person) -> None:
    row = person.row(1)
    person.type(row, "title", "Owner")
    person.window.view.setFocus()
    QTest.keyClick(person.window.view, Key.Key_Home)
    QTest.keyClick(person.window.view, Key.Key_L, CONTROL | SHIFT)
    popup = person.window.column_filters.popup
    assert popup is not None
    assert not popup.ways.isVisible()
    assert [entry.label for entry in popup.model.shown] == ["Changed", "As loaded"]
    QTest.keyClick(popup.values.list, Key.Key_Down)
    QTest.keyClick(popup.values.list, Key.Key_Space)
    QTest.keyClick(popup.values.list, Key.Key_Return)
    assert shown(person) == [row]
    assert isinstance(person.window.arrangement.filters[""], StateFilter)
    assert chips(person) == ["State: Changed"]


def test_edited_rows_stay_until_the_person_asks(person: Person) -> None:
    popup = popup_of(person, "title")
    choose_way(popup, "empty")
    QTest.keyClick(popup, Key.Key_Return)
    before = shown(person)
    person.type(before[0], "title", "Owner")
    person.window.panels.refresh()
    assert shown(person) == before
    assert person.window.status.reapply.isVisible()
    person.window.status.reapply.click()
    assert shown(person) == before[1:]


def test_chips_open_their_filter_and_take_it_away(person: Person) -> None:
    popup = popup_of(person, "title")
    choose_way(popup, "filled")
    QTest.keyClick(popup, Key.Key_Return)
    popup = popup_of(person, "status_id")
    QTest.keyClick(popup.values.list, Key.Key_Space)
    QTest.keyClick(popup.values.list, Key.Key_Return)
    strip = person.window.strip
    assert list(strip.chips) == ["title", "status_id"]
    assert strip.clear.isVisible()
    strip.chips["title"].text.click()
    opened = person.window.column_filters.popup
    assert opened is not None
    assert opened.ways.currentData() == "filled"
    QTest.keyClick(opened, Key.Key_Escape)
    assert not opened.isVisible()
    strip.chips["title"].close_button.click()
    assert list(person.window.arrangement.filters) == ["status_id"]
    strip.chips["status_id"].close_button.setFocus()
    QTest.keyClick(strip.chips["status_id"].close_button, Key.Key_Space)
    assert not strip.isVisible()
    assert len(shown(person)) == len(person.desk.sheet)
    assert person.window.view.hasFocus()


def test_all_filters_leave_at_once(person: Person) -> None:
    for key in ("title", "company_name"):
        popup = popup_of(person, key)
        choose_way(popup, "filled")
        QTest.keyClick(popup, Key.Key_Return)
    person.window.filters.show_only(shown(person)[:5], "failed")
    assert chips(person)[0] == "Only: failed"
    assert ONLY in person.window.strip.chips
    person.window.strip.clear.click()
    assert len(shown(person)) == len(person.desk.sheet)
    assert not person.window.filters.is_active


def test_show_all_leads_leaves_every_filter(person: Person) -> None:
    popup = popup_of(person, "title")
    choose_way(popup, "filled")
    QTest.keyClick(popup, Key.Key_Return)
    assert person.window.filters.is_active
    person.window.actions_["show_all"].trigger()
    assert not person.window.arrangement.filters
    assert len(shown(person)) == len(person.desk.sheet)


def test_only_this_value_and_never_this_value(person: Person) -> None:
    row = person.row(0)
    person.go(row, "assignee_id")
    held = person.desk.sheet.value(row, "assignee_id")
    count = len(shown(person))
    person.window.actions_["filter_value"].trigger()
    assert set(values(person, "assignee_id")) == {held}
    kept = len(shown(person))
    person.window.actions_["show_all"].trigger()
    person.go(row, "assignee_id")
    person.window.actions_["hide_value"].trigger()
    assert held not in values(person, "assignee_id")
    assert len(shown(person)) == count - kept


def test_alt_down_opens_the_filter_where_a_cell_has_no_list(person: Person) -> None:
    person.go(person.row(0), "name")
    QTest.keyClick(person.window.view, Key.Key_Down, ALT)
    popup = person.window.column_filters.popup
    assert popup is not None
    assert popup.isVisible()
    assert popup.accessibleName() == "Filter Name"
    QTest.keyClick(popup, Key.Key_Escape)
    person.go(person.row(0), "status_id")
    QTest.keyClick(person.window.view, Key.Key_Down, ALT)
    assert person.window.view.editing.editor is not None


def test_a_hidden_column_is_filtered_from_its_chip(person: Person) -> None:
    popup = popup_of(person, "title")
    choose_way(popup, "filled")
    QTest.keyClick(popup, Key.Key_Return)
    column = person.window.model.column_of("title")
    assert column is not None
    person.window.view.hide_column(column)
    person.window.strip.chips["title"].text.click()
    opened = person.window.column_filters.popup
    assert opened is not None
    assert opened.isVisible()
    QTest.keyClick(opened, Key.Key_Escape)


def test_f6_reaches_the_chips(person: Person) -> None:
    popup = popup_of(person, "title")
    choose_way(popup, "filled")
    QTest.keyClick(popup, Key.Key_Return)
    person.window.activateWindow()
    person.window.view.setFocus()
    QTest.keyClick(person.window.view, Key.Key_F6, SHIFT)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert person.window.strip.isAncestorOf(focused)


def test_a_filter_that_hides_everything_says_so_and_is_left_again(person: Person) -> None:
    popup = popup_of(person, "name")
    choose_way(popup, TextTest.IS)
    QTest.keyClicks(popup.text, "nobody of this name")
    QTest.keyClick(popup.text, Key.Key_Return)
    assert shown(person) == []
    person.window.panels.refresh()
    assert person.window.status.show_all.isVisible()
    person.window.status.show_all.click()
    assert len(shown(person)) == len(person.desk.sheet)


def test_of_very_many_values_the_frequent_ones_are_listed_and_the_one_in_force(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copper_desk.gui.control.column_filter_controller.MOST_VALUES", 3)
    row = next(row for row in reversed(shown(person)) if person.desk.sheet.value(row, "email"))
    person.go(row, "email")
    person.window.actions_["filter_value"].trigger()
    assert shown(person) == [row]
    popup = popup_of(person, "email")
    assert popup.rest.isVisible()
    assert popup.model.chosen() == [person.desk.sheet.value(row, "email")]
    assert popup.apply.text() == "Show 1 value"
    QTest.mouseClick(popup.values.all, Qt.MouseButton.LeftButton, NONE, QPoint(8, 8))
    assert popup.apply.text() == "Show all"
    QTest.keyClick(popup.values.list, Key.Key_Return)
    assert len(shown(person)) == len(person.desk.sheet)
