"""The details panel as a place to edit: keys, lists of entries, undo, and that looking changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from copper_desk.gui.details.detail_field import DetailField
from copper_desk.gui.details.detail_frame import FieldFrame
from copper_desk.gui.details.detail_list import DetailList
from copper_desk.gui.details.details_panel import DetailsPanel
from copper_desk.leads.entry import parted
from copper_desk.leads.value import CellValue, Entry, RowId, Unparsed
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.entry_edit import entries_of
from copper_desk.sheet.outcome import FieldRefusal, Refused
from tests.support.grid import FIRST, TODAY, Grid, opened

MOBILE, WORK, SECOND, FAX = Entry("1", "mobile"), Entry("2", "work"), Entry("3", "mobile"), Entry("4", "fax")
PHONES = "phone_numbers"


class Reader:
    """Somebody who works in the panel by keyboard."""

    def __init__(self, grid: Grid, panel: DetailsPanel) -> None:
        self.grid = grid
        self.panel = panel

    def frame(self, key: str) -> FieldFrame:
        box = self.panel.boxes[key]
        assert isinstance(box, DetailField)
        return box.frame

    @property
    def phones(self) -> DetailList:
        box = self.panel.boxes[PHONES]
        assert isinstance(box, DetailList)
        return box

    def go(self, key: str) -> None:
        self.frame(key).setFocus()

    @property
    def here(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(QApplication.activePopupWidget() or self.here, key, held)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.here, letter)

    def value(self, key: str, row: RowId = FIRST) -> CellValue:
        return self.grid.sheet.value(row, key)

    def entries(self) -> tuple[Entry, ...]:
        return entries_of(self.grid.sheet, FIRST, PHONES)

    def shown(self) -> list[tuple[str, str]]:
        return [(line.frame.text(), line.chip.text()) for line in self.phones.shown_lines()]


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[Reader]:
    """The panel beside a grid, with the first lead, which has four phones."""
    grid = opened(qtbot)
    lead = list(grid.sheet.base(FIRST))
    for key, value in parted(grid.sheet.schema, PHONES, (MOBILE, WORK, SECOND, FAX)).items():
        lead[grid.sheet.schema[key].position] = value
    lead[grid.sheet.schema["tags"].position] = ("expo", "VIP, gold")
    grid.sheet.receive([tuple(lead)], stamp=grid.sheet.stamp())
    panel = DetailsPanel(grid.model, grid.theme, today=lambda: TODAY)
    qtbot.addWidget(panel)
    panel.resize(330, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.show_lead(FIRST, "name")
    yield Reader(grid, panel)
    panel.commit_editor()


def test_typing_replaces_and_enter_commits_one_step_that_is_undone_in_one(reader: Reader) -> None:
    reader.go("title")
    reader.type("Chief")
    reader.press(Qt.Key.Key_Return)
    assert reader.value("title") == "Chief"
    assert len(reader.grid.staged) == 1
    assert reader.here is reader.frame("title")
    assert reader.panel.boxes["title"].was.text() == "was empty"
    reader.grid.sheet.apply(reader.grid.undo[-1])
    assert reader.value("title") is None


def test_escape_restores(reader: Reader) -> None:
    reader.go("company_name")
    reader.press(Qt.Key.Key_F2)
    reader.type(" and more")
    reader.press(Qt.Key.Key_Escape)
    assert reader.grid.staged == []
    assert reader.panel.editing.editor is None
    assert reader.frame("company_name").text() == "Company 0"


def test_tab_commits_and_goes_on(reader: Reader) -> None:
    reader.go("title")
    reader.type("Chief")
    reader.press(Qt.Key.Key_Tab)
    assert reader.value("title") == "Chief"
    assert reader.here is reader.frame("company_name")
    reader.type("Acme")
    reader.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert reader.value("company_name") == "Acme"
    assert reader.here is reader.frame("title")


def test_losing_the_focus_commits(reader: Reader) -> None:
    reader.go("title")
    reader.type("Chief")
    reader.go("email")
    assert reader.value("title") == "Chief"
    assert reader.here is reader.frame("email")


def test_another_lead_commits_to_the_lead_that_was_edited(reader: Reader) -> None:
    reader.go("title")
    reader.type("Chief")
    reader.panel.show_lead(FIRST + 1, "title")
    assert (reader.value("title"), reader.value("title", FIRST + 1)) == ("Chief", None)
    assert reader.panel.title.text() == "Ben O’Neil"


def test_opening_and_leaving_every_box_changes_nothing(reader: Reader) -> None:
    boxes = [box for box in reader.panel.boxes.values() if isinstance(box, DetailField)]
    assert len(boxes) > 20
    frames = [box.frame for box in boxes if box.field.key != "cf_101"]  # A checkbox has nothing to open.
    for frame in (*frames, *(line.frame for line in reader.phones.shown_lines())):
        frame.setFocus()
        reader.press(Qt.Key.Key_F2)
        assert reader.panel.editing.editor is not None, frame.accessibleName()
        reader.press(Qt.Key.Key_Return)
    assert reader.grid.staged == []


def test_what_does_not_parse_stays_with_its_message_beneath(reader: Reader) -> None:
    reader.go("monetary_value")
    reader.type("much")
    reader.press(Qt.Key.Key_Return)
    assert isinstance(reader.value("monetary_value"), Unparsed)
    box = reader.panel.boxes["monetary_value"]
    assert "much" in box.message.text()
    assert "much" in reader.frame("monetary_value").accessibleName()


def test_coppers_message_stands_under_the_field_it_is_about(reader: Reader) -> None:
    sheet = reader.grid.sheet
    reader.grid.stage(ChangeSet((SetCell(FIRST, "email", "ben@harbor.example"),)))
    sheet.queue([(FIRST, {"email": sheet.edits(FIRST)["email"].revision})])
    sheet.sending([FIRST])
    sheet.settle([Refused(FIRST, (FieldRefusal("email", "is invalid"),))])
    reader.panel.show_lead(FIRST, "email")
    box = reader.panel.boxes["email"]
    assert (box.was.text(), box.message.text()) == ("was lead0@nw.example", "Copper refused: is invalid")


def test_choices_dates_ticks_and_tags_have_their_own_editors(reader: Reader) -> None:
    reader.go("status_id")
    reader.type("Op")
    reader.press(Qt.Key.Key_Return)
    reader.go("cf_102")
    reader.type("4 Mar 2026")
    reader.press(Qt.Key.Key_Return)
    reader.go("cf_101")
    reader.press(Qt.Key.Key_Space)
    reader.go("tags")
    reader.press(Qt.Key.Key_F2)
    reader.type("new")
    reader.press(Qt.Key.Key_Return)
    reader.panel.commit_editor()
    assert (reader.value("status_id"), reader.value("cf_102")) == (22, date(2026, 3, 4))
    assert reader.value("cf_101") is False
    assert reader.value("tags") == ("expo", "VIP, gold", "new")
    assert len(reader.grid.staged) == 4


def test_delete_clears_and_ctrl_shift_backspace_puts_back(reader: Reader) -> None:
    reader.go("company_name")
    reader.press(Qt.Key.Key_Delete)
    assert reader.value("company_name") is None
    assert reader.panel.boxes["company_name"].was.text() == "was Company 0"
    reader.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert reader.grid.sheet.changed_rows() == []


def test_every_entry_of_a_list_is_shown_with_its_category(reader: Reader) -> None:
    assert reader.shown() == [("1", "Mobile"), ("2", "Work"), ("3", "Mobile"), ("4", "Fax")]


def test_an_entry_without_a_column_is_edited(reader: Reader) -> None:
    reader.phones.lines[2].frame.setFocus()
    reader.type("+1 415 555 0199")
    reader.press(Qt.Key.Key_Return)
    assert reader.entries() == (MOBILE, WORK, Entry("+1 415 555 0199", "mobile"), FAX)
    assert reader.value("phone.mobile") == "1"
    assert reader.phones.was.text() == "was 3 (Mobile)"
    assert reader.here is reader.phones.lines[2].frame


def test_a_removed_first_entry_gives_its_column_to_the_next(reader: Reader) -> None:
    reader.phones.lines[0].frame.setFocus()
    reader.press(Qt.Key.Key_Delete)
    assert reader.entries() == (WORK, SECOND, FAX)
    assert reader.value("phone.mobile") == "3"
    assert len(reader.grid.staged) == 1
    assert reader.here is reader.phones.lines[0].frame
    reader.grid.sheet.apply(reader.grid.undo[-1])
    assert reader.entries() == (MOBILE, WORK, SECOND, FAX)


def test_a_whole_list_is_put_back_from_any_of_its_lines(reader: Reader) -> None:
    for _ in range(2):
        reader.phones.lines[0].frame.setFocus()
        reader.press(Qt.Key.Key_Delete)
    assert len(reader.entries()) == 2
    reader.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert reader.entries() == (MOBILE, WORK, SECOND, FAX)
    assert reader.grid.sheet.changed_rows() == []


def test_an_emptied_entry_goes(reader: Reader) -> None:
    reader.phones.lines[3].frame.setFocus()
    reader.press(Qt.Key.Key_F2)
    reader.press(Qt.Key.Key_Delete)
    reader.press(Qt.Key.Key_Return)
    assert reader.entries() == (MOBILE, WORK, SECOND)


def test_an_entry_is_added_in_the_first_free_category(reader: Reader) -> None:
    reader.phones.add.setFocus()
    reader.press(Qt.Key.Key_Space)
    reader.type("+1 510 555 0100")
    reader.press(Qt.Key.Key_Return)
    assert reader.entries()[-1] == Entry("+1 510 555 0100", "home")
    assert reader.value("phone.home") == "+1 510 555 0100"
    assert reader.here is reader.phones.lines[4].frame
    assert not reader.phones.draft.isVisible()


def test_an_entry_that_is_not_written_is_not_added(reader: Reader) -> None:
    for last in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        reader.phones.add.setFocus()
        reader.press(Qt.Key.Key_Space)
        reader.press(last)
        assert not reader.phones.draft.isVisible()
        assert reader.here is reader.phones.add
    assert reader.grid.staged == []


def test_another_category_is_chosen_by_keyboard(reader: Reader) -> None:
    line = reader.phones.lines[3]
    line.chip.setFocus()
    reader.press(Qt.Key.Key_Space)
    assert QApplication.activePopupWidget() is line.menu
    for _ in range(3):
        reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Return)
    assert Entry("4", "home") in reader.entries()
    assert FAX not in reader.entries()
    assert reader.value("phone.home") == "4"


def test_the_stops_of_tab_follow_the_eye(reader: Reader) -> None:
    reader.go("monetary_value")
    seen = []
    for _ in range(9):
        reader.press(Qt.Key.Key_Tab)
        seen.append(reader.here)
    lines = reader.phones.shown_lines()
    assert seen == [*(piece for line in lines for piece in (line.frame, line.chip)), reader.phones.add]


def test_a_click_opens_and_the_cross_removes(reader: Reader) -> None:
    reader.panel.area.ensureWidgetVisible(reader.phones)
    frame = reader.frame("title")
    QTest.mouseClick(frame, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, 10))
    assert reader.panel.editing.editor is not None
    reader.press(Qt.Key.Key_Escape)
    QTest.mouseClick(reader.phones.lines[1].cross, Qt.MouseButton.LeftButton)
    assert reader.entries() == (MOBILE, SECOND, FAX)


def test_a_new_lead_is_filled_in_here(reader: Reader) -> None:
    row = reader.grid.sheet.next_new_row()
    reader.grid.stage(ChangeSet((AddRow(row),)))
    reader.panel.show_lead(row, "name")
    assert reader.panel.subtitle.text().startswith("New lead")
    reader.go("name")
    reader.type("Zoe Quist")
    reader.press(Qt.Key.Key_Return)
    reader.phones.add.setFocus()
    reader.press(Qt.Key.Key_Space)
    reader.type("+1 510 555 0100")
    reader.press(Qt.Key.Key_Return)
    assert (reader.value("name", row), reader.value("phone.mobile", row)) == ("Zoe Quist", "+1 510 555 0100")
    assert reader.panel.title.text() == "Zoe Quist"


def test_a_lead_that_leaves_takes_its_editor_along(reader: Reader) -> None:
    row = reader.grid.sheet.next_new_row()
    added = reader.grid.stage(ChangeSet((AddRow(row),)))
    reader.panel.show_lead(row, "name")
    reader.go("name")
    reader.type("Zoe")
    reader.grid.stage(added.inverse)
    reader.panel.show_lead(None)
    assert row not in reader.grid.sheet
    assert reader.panel.title.text() == "No lead selected"


def test_what_copper_fills_in_is_plain_text(reader: Reader) -> None:
    assert not isinstance(reader.panel.boxes["id"], DetailField)
    assert str(FIRST) in reader.panel.boxes["id"].accessibleName()


@pytest.mark.parametrize("width", [240, 330])
def test_nothing_is_wider_than_the_panel_or_cut_off_below(reader: Reader, width: int) -> None:
    url = "https://www.example.com/" + "a" * 300
    changes = (SetCell(FIRST, "website.work", url), SetCell(FIRST, "company_name", url), SetCell(FIRST, "name", url))
    reader.panel.resize(width, 700)
    reader.grid.stage(ChangeSet(changes))
    reader.panel.show_lead(FIRST, "name")
    room, ground = reader.panel.area.viewport().width(), reader.panel.area.widget()
    assert ground is not None
    for box in reader.panel.boxes.values():
        if box.isVisible():
            assert box.mapTo(ground, box.rect().bottomRight()).x() < room
            assert box.height() >= box.heightForWidth(box.width()), box.name.text()
    assert all(line.height() >= line.heightForWidth(line.width()) for line in reader.phones.shown_lines())


def test_a_longer_entry_of_the_next_lead_has_room_at_once(reader: Reader) -> None:
    short, long = "https://www.cedar.example", "https://www.harborsupply-and-sons.example"
    changes = (SetCell(FIRST, "website.work", short), SetCell(FIRST + 1, "website.work", long))
    reader.grid.stage(ChangeSet(changes))
    websites = reader.panel.boxes["websites"]
    assert isinstance(websites, DetailList)
    reader.panel.show_lead(FIRST, "email")
    one_line = websites.shown_lines()[0].height()
    reader.panel.show_lead(FIRST + 1, "email")
    (line,) = websites.shown_lines()
    assert line.height() > one_line
    assert line.frame.height() >= line.frame.heightForWidth(line.frame.width())


def test_the_field_of_the_current_cell_comes_into_view(reader: Reader) -> None:
    assert QApplication.focusWidget() is None, "a field with the focus would hold the panel where it is"
    reader.panel.show_lead(FIRST, "email_category")
    box = reader.panel.boxes["email_category"]
    assert reader.panel.area.viewport().rect().contains(box.mapTo(reader.panel.area.viewport(), box.rect().center()))
    assert reader.panel.focusProxy() is reader.frame("email_category")
    reader.panel.show_lead(FIRST, "phone.home")
    assert reader.panel.focusProxy() is reader.phones.lines[0].frame
