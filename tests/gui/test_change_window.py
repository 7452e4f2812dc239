"""Change selection in the real window: by its menus, on many cells at once, each one step that says what it did."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from copper_desk.gui.values.change_window import ChangeWindow
from copper_desk.gui.values.set_value import SetValueDialog
from copper_desk.leads.value import RowId
from tests.support.window import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def selected(person: Person, key: str, *texts: str, across: int = 0) -> list[RowId]:
    """Give the first leads these texts and select their cells, and those of ``across`` more columns."""
    rows = [person.row(n) for n in range(len(texts))]
    for row, text in zip(rows, texts, strict=True):
        person.type(row, key, text)
    person.go(rows[0], key)
    for _ in texts[1:]:
        QTest.keyClick(person.window.view, Qt.Key.Key_Down, SHIFT)
    for _ in range(across):
        QTest.keyClick(person.window.view, Qt.Key.Key_Right, SHIFT)
    return rows


def shown(person: Person, rows: list[RowId], key: str) -> list[str]:
    """What stands in these cells."""
    return [person.shown_text(row, key) for row in rows]


def asked(person: Person, action: str) -> ChangeWindow:
    """Choose an action that shows first what it will do."""
    person.window.actions_[action].trigger()
    window = person.window.values.window
    assert isinstance(window, ChangeWindow)
    window.activateWindow()
    QApplication.processEvents()
    return window


def lines(window: ChangeWindow) -> list[list[str]]:
    """The lines of the preview."""
    model = window.model
    return [[str(model.index(line, column).data()) for column in range(1, 5)] for line in range(model.rowCount())]


@pytest.mark.parametrize(
    ("action", "after"),
    [
        ("upper", ["HEAD  OF OPS", "MCDONALD'S", "CLERK"]),
        ("lower", ["head  of ops", "mcdonald's", "clerk"]),
        ("title", ["Head  Of Ops", "Mcdonald's", "Clerk"]),
        ("collapse", ["head of ops", "McDonald's", "Clerk"]),
    ],
)
def test_a_transform_is_one_step(person: Person, action: str, after: list[str]) -> None:
    before = ["head  of ops", "McDonald's", "Clerk"]
    rows = selected(person, "title", *before)
    person.window.actions_[action].trigger()
    assert shown(person, rows, "title") == after
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    assert person.said() == f"{changed} changed" + (f" · {3 - changed} unchanged" if changed < 3 else "")
    person.window.message_bar.offer.click()
    assert shown(person, rows, "title") == before


def test_the_menu_stands_in_edit_and_on_the_cells(person: Person) -> None:
    selected(person, "title", " a")
    inner = person.window.actions_.menus["change_selection"]
    person.window.commands.show_cell_menu(person.window.mapToGlobal(person.window.rect().center()))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert inner in [action.menu() for action in popup.actions()]
    popup.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    person.window.commands.show_cell_menu(person.window.rect().center())
    again = QApplication.activePopupWidget()
    assert isinstance(again, QMenu)
    assert inner in [action.menu() for action in again.actions()]
    again.close()
    edit = person.window.menuBar().actions()[1].menu()
    assert isinstance(edit, QMenu)
    assert inner in [action.menu() for action in edit.actions()]


def test_only_what_suits_the_columns_can_be_chosen(person: Person) -> None:
    person.go(person.row(0), "monetary_value")
    enabled = person.window.values.possible()
    assert [name for name, can in enabled.items() if can] == ["set_value", "copy_column"]
    assert not person.window.actions_["upper"].isEnabled()
    person.go(person.row(0), "phone.mobile")
    assert person.window.actions_["phone_international"].isEnabled()
    person.window.view.set_column_shown("id", shown=True)
    person.go(person.row(0), "id")
    assert not any(person.window.values.possible().values())


def test_other_kinds_and_read_only_cells_are_left_alone_and_counted(person: Person) -> None:
    view = person.window.view
    view.set_column_shown("id", shown=True)
    (row,) = selected(person, "title", "clerk")
    person.go(row, "name")
    QTest.keyClick(view, Qt.Key.Key_Space, SHIFT)
    before = person.shown_text(row, "id")
    person.window.actions_["upper"].trigger()
    assert person.shown_text(row, "title") == "CLERK"
    assert person.shown_text(row, "id") == before
    assert "read-only skipped" in person.said()
    assert "of another kind left alone" in person.said()


def test_phones_are_shown_before_they_are_rewritten(person: Person) -> None:
    rows = selected(person, "phone.mobile", "+31 20 123 4567", "nobody knows", "+49 (30) 123456")
    window = asked(person, "phone_international")
    assert lines(window) == [
        ["Mobile phone", "+31 20 123 4567", "+31201234567", ""],
        ["Mobile phone", "+49 (30) 123456", "+4930123456", ""],
    ]
    assert window.total.text() == "2 will change · 1 not recognized, left alone"
    assert window.apply.text() == "Change 2 cells"
    QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)
    assert shown(person, rows, "phone.mobile") == ["+31201234567", "nobody knows", "+4930123456"]
    assert person.said() == "2 changed · 1 not recognized, left alone"
    person.window.actions_["undo"].trigger()
    assert person.shown_text(rows[0], "phone.mobile") == "+31 20 123 4567"


def test_escape_leaves_everything_and_goes_back_to_the_sheet(person: Person) -> None:
    rows = selected(person, "address.country", "Deutschland", "Nowhereland")
    window = asked(person, "country_code")
    assert lines(window)[0][2] == "DE"
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert person.window.values.window is None
    assert shown(person, rows, "address.country") == ["Deutschland", "Nowhereland"]
    person.window.activateWindow()
    QApplication.processEvents()
    assert QApplication.focusWidget() is person.window.view


def test_a_column_is_copied_and_its_blanks_left_alone_unless_cleared(person: Person) -> None:
    rows = [person.row(n) for n in range(2)]
    person.type(rows[0], "company_name", "Acme")
    person.go(rows[1], "company_name")
    QTest.keyClick(person.window.view, Qt.Key.Key_Delete)
    selected(person, "title", "one", "two")
    window = asked(person, "copy_column")
    window.source.setCurrentIndex(window.source.findData("company_name"))
    assert lines(window) == [["Title", "one", "Acme", ""]]
    window.apply.click()
    assert shown(person, rows, "title") == ["Acme", "two"]
    assert person.said() == "1 changed · 1 blank left alone"
    person.window.message_bar.offer.click()
    assert shown(person, rows, "title") == ["Acme", ""]


def test_what_a_column_cannot_hold_is_named_before_it_is_copied(person: Person) -> None:
    person.type(person.row(0), "title", "Clerk")
    selected(person, "monetary_value", "12")
    window = asked(person, "copy_column")
    window.source.setCurrentIndex(window.source.findData("title"))
    assert lines(window)[0][2] == "Clerk"
    assert lines(window)[0][3]
    assert window.total.text() == "1 will change · 1 needs attention"


def test_set_value_puts_one_text_everywhere(person: Person) -> None:
    rows = selected(person, "assignee_id", "Bo Lind", "Ana Ruiz")
    person.window.actions_["set_value"].trigger()
    dialog = person.window.values.window
    assert isinstance(dialog, SetValueDialog)
    assert dialog.line.accessibleName() == "Owner in these 2 cells"
    dialog.activateWindow()
    QApplication.processEvents()
    QTest.keyClicks(dialog.line, "Cy Okoro")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert shown(person, rows, "assignee_id") == ["Cy Okoro", "Cy Okoro"]
    assert person.said() == "2 changed"


def test_a_lead_that_others_changed_meanwhile_is_looked_at_anew(person: Person) -> None:
    (row,) = selected(person, "phone.mobile", "+31 20 123 4567")
    window = asked(person, "phone_international")
    person.window.sheet.reset([(row, "phone.mobile")], label="as a load does")
    assert [each[1] for each in lines(window)] != ["+31 20 123 4567"]
    window.reject()


def test_too_many_cells_are_refused_in_words(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copper_desk.gui.control.value_controller.MOST_CELLS", 1)
    selected(person, "title", "a", "b")
    person.window.actions_["upper"].trigger()
    assert person.said() == "2 cells are selected, and one change takes 1 at most. Select fewer columns."
