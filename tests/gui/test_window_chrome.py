"""The window around the grid: every action works and has a way by keyboard, every widget a name, every pane a turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.carrying.aside_window import AsideWindow
from copper_desk.gui.conflict.conflict_window import ConflictCase, ConflictWindow
from copper_desk.gui.control.action import all_specs
from copper_desk.gui.dialog.about_window import AboutWindow
from copper_desk.gui.dialog.bug_report import BugDialog
from copper_desk.gui.dialog.choose_value import ChooseValueDialog
from copper_desk.gui.dialog.confirm import question_box
from copper_desk.gui.dialog.first_run import StartWindow
from copper_desk.gui.dialog.guide import GuideWindow
from copper_desk.gui.dialog.message_window import MessageWindow
from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.gui.dialog.shortcut_window import ShortcutWindow
from copper_desk.gui.dialog.sign_in import SignInDialog
from copper_desk.gui.look.theme import Look
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.gui.tour_sheet import DIALOGS
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from tests.support.window import WAIT_MS, Person, a_theme

NAMED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTextEdit,
)


def _nameless(window: QWidget) -> list[str]:
    """Widgets of a window that a screen reader could not name; Qt's own inner parts are left out."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, NAMED)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit | QAbstractItemView | QAbstractSpinBox | QComboBox)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def test_every_widget_of_the_window_has_an_accessible_name(person: Person) -> None:
    person.type(person.row(0), "company_name", "Blocked Ltd")
    person.push()
    assert _nameless(person.window) == []


def _case(person: Person) -> ReviewCase:
    """What a review of one typed change is about."""
    person.type(person.row(0), "title", "Quartermaster")
    return person.window.commands.review_case(person.desk.plan(), person.desk.plan)


def test_the_other_windows_have_names_too(qtbot: QtBot, person: Person, tmp_path: Path) -> None:
    windows: list[QWidget] = [
        StartWindow(a_theme()),
        GuideWindow(),
        ShortcutWindow(person.window.keymap, person.window.theme, person.window),
        AboutWindow(person.window.account, person.window),
        MessageWindow(person.window.messages, a_theme(), person.window),
        ReviewWindow(_case(person), person.window),
        ConflictWindow(ConflictCase(person.desk.sheet, person.desk.style, a_theme()), person.window),
        SignInDialog(AccountBook(Settings(tmp_path / "settings.json"), KeyStore(None))),
        AsideWindow(a_theme(), person.window),
        ProgressWindow("Comparing leads", person.window, can_stop=True),
        ChooseValueDialog(person.desk.schema["assignee_id"], 12, person.window),
        BugDialog("report"),
        question_box(person.window, title="Discard", question="Discard?", more="More.", yes="Discard"),
        person.window.tips.card,
    ]
    for window in windows:
        qtbot.addWidget(window)
        assert _nameless(window) == [], type(window).__name__


@pytest.mark.parametrize(("action", "_name"), DIALOGS)
def test_every_window_over_the_sheet_is_named_reached_and_left_by_keys(person: Person, action: str, _name: str) -> None:
    person.go(person.row(0), "title")
    person.window.actions_[action].trigger()
    QApplication.processEvents()
    [dialog] = [each for each in person.window.findChildren(QDialog) if each.isVisible()]
    assert _nameless(dialog) == []
    dialog.activateWindow()
    stops = [piece for piece in dialog.findChildren(QWidget) if _takes_tab(piece)]
    reached = set[QWidget]()
    for _ in range(3 * len(stops) + 3):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
        QTest.keyClick(focused or dialog, Qt.Key.Key_Tab)
    missed = [piece.accessibleName() or type(piece).__name__ for piece in stops if piece not in reached]
    assert missed == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not [each for each in person.window.findChildren(QDialog) if each.isVisible()]


def _takes_tab(piece: QWidget) -> bool:
    """Whether Tab stops at a widget: not at the parts of one, nor at those that lend their focus to another, and of
    several that exclude each other at the chosen one; the arrows go on from there."""
    if isinstance(piece, QRadioButton) and not piece.isChecked():
        return False
    can = piece.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    is_part = piece.objectName().startswith("qt_") or isinstance(piece.parent(), QAbstractItemView | QLineEdit)
    return bool(can and piece.isVisible() and piece.isEnabled() and piece.focusProxy() is None and not is_part)


def _with_letters(menu: QObject) -> set[str]:
    """The actions of a menu and of the menus in it that have a letter to be reached by."""
    assert isinstance(menu, QMenu)
    found = {action.objectName() for action in menu.actions() if "&" in action.text()}
    for action in menu.actions():
        inner = action.menu()
        found |= _with_letters(inner) if isinstance(inner, QMenu) else set()
    return found


def test_every_action_is_in_a_menu_and_can_be_reached_without_a_mouse(person: Person) -> None:
    reached: set[str] = set()
    for entry in person.window.menuBar().actions():
        assert "&" in entry.text()
        menu = entry.menu()
        assert menu is not None
        reached |= _with_letters(menu)
    assert {spec.name for spec in all_specs()} <= reached


def test_no_two_actions_share_keys_and_none_uses_alt_with_ctrl() -> None:
    keys = [QKeySequence(keys).toString() for spec in all_specs() for keys in spec.keys]
    assert len(keys) == len(set(keys))
    assert not [each for each in keys if "Ctrl+Alt" in each]


def test_only_what_works_now_can_be_chosen(person: Person) -> None:
    def enabled(*names: str) -> list[bool]:
        return [person.window.actions_[name].isEnabled() for name in names]

    assert enabled("undo", "discard", "push", "retry_failed", "pause", "stop_load", "clear_marks") == [False] * 7
    person.type(person.row(0), "title", "Quartermaster")
    assert enabled("undo", "discard", "push", "refresh") == [True] * 4


def test_undo_names_the_gesture(person: Person) -> None:
    person.type(person.row(0), "title", "Quartermaster")
    assert person.window.actions_["undo"].text() == "&Undo typing in Title"
    person.window.actions_["undo"].trigger()
    assert person.window.actions_["redo"].text() == "&Redo typing in Title"


def test_undo_and_redo_say_what_they_did(person: Person) -> None:
    person.type(person.row(0), "title", "Quartermaster")
    person.window.actions_["undo"].trigger()
    assert person.said() == "Undone: typing in Title."
    person.window.actions_["redo"].trigger()
    assert person.said() == "Done again: typing in Title."


def test_blanks_of_a_paste_are_cleared_when_the_offer_is_taken(person: Person) -> None:
    rows = [person.row(n) for n in range(3)]
    loaded = person.shown_text(rows[1], "company_name")
    QGuiApplication.clipboard().setText("X\n\nZ\n")
    person.go(rows[0], "company_name")
    QTest.keyClick(person.window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert person.said() == "2 pasted · 1 blank left alone"
    assert person.shown_text(rows[1], "company_name") == loaded
    assert person.window.message_bar.offer.text() == "Clear it instead"
    person.window.message_bar.offer.click()
    assert person.shown_text(rows[1], "company_name") == ""
    assert person.said() == "1 cell cleared."


def test_the_bar_and_the_problems_count_a_warning_alike(person: Person) -> None:
    person.type(person.row(0), "email", "no address")
    person.window.panels.refresh()
    assert person.window.changes.summary.text() == "1 change on 1 lead · 1 warning"
    assert [len(group.rows) for group in person.window.panels.groups()] == [1]


def test_an_order_that_no_longer_holds_offers_to_sort_again(person: Person) -> None:
    window, hint = person.window, person.window.status.reapply
    window.arrangement.sort("name")
    window.panels.refresh()
    assert not hint.isVisible()
    row = person.row(0)
    person.type(row, "name", "Zzz Last")
    window.panels.refresh()
    assert hint.isVisible()
    assert person.row(0) == row
    hint.click()
    window.panels.refresh()
    assert person.row(0) != row
    assert not hint.isVisible()


def test_the_filter_box_is_made_ready_after_the_load(person: Person, qtbot: QtBot) -> None:
    haystacks = person.window.order._haystacks
    qtbot.waitUntil(lambda: len(haystacks) == len(person.desk.sheet), timeout=WAIT_MS)


def test_a_small_or_enlarged_screen_is_never_too_small_for_the_window(person: Person) -> None:
    room = person.window.screen().availableSize()
    assert person.window.minimumWidth() <= room.width()
    assert person.window.minimumHeight() <= room.height()


def test_the_first_window_leaves_the_screen_room_for_its_title(person: Person) -> None:
    assert person.window.height() < person.window.screen().availableSize().height()


def test_a_reset_asks_once_and_not_again_about_the_changes(person: Person) -> None:
    person.answers.loss = False
    person.type(person.row(0), "title", "Quartermaster")
    with person.waiting(person.window.reset_wished):
        person.window.commands.reset_practice()
    assert person.window.close()
    assert person.answers.asked == []


def test_discard_says_how_much_and_is_one_undo_step(person: Person) -> None:
    rows = [person.row(0), person.row(1)]
    before = [person.shown_text(row, "title") for row in rows]
    for row in rows:
        person.type(row, "title", "Quartermaster")
    person.window.panels.refresh()
    person.window.changes.discard.click()
    assert [person.shown_text(row, "title") for row in rows] == before
    assert person.said() == "Discarded 2 changes."
    person.window.message_bar.offer.click()
    assert [person.shown_text(row, "title") for row in rows] == ["Quartermaster"] * 2


def test_a_no_to_discard_changes_nothing(person: Person) -> None:
    person.answers.discard = False
    person.type(person.row(0), "title", "Quartermaster")
    person.window.actions_["discard"].trigger()
    assert person.shown_text(person.row(0), "title") == "Quartermaster"


def test_the_change_bar_is_there_only_while_there_is_something_to_say(person: Person) -> None:
    person.window.panels.refresh()
    assert not person.window.changes.isVisible()
    person.type(person.row(0), "title", "Quartermaster")
    person.window.panels.refresh()
    assert person.window.changes.isVisible()
    assert person.window.changes.summary.text() == "1 change on 1 lead"
    person.window.actions_["undo"].trigger()
    person.window.panels.refresh()
    assert not person.window.changes.isVisible()


def test_a_no_to_the_push_sends_nothing(person: Person) -> None:
    person.answers.push = False
    person.type(person.row(0), "title", "Quartermaster")
    person.window.panels.refresh()
    person.window.changes.push.click()
    assert not person.window.push.is_running
    assert person.window.push.score is None


def test_a_lead_with_an_error_is_held_back_with_the_reason(person: Person) -> None:
    person.type(person.row(0), "monetary_value", "not a number")
    person.window.panels.refresh()
    person.window.changes.push.click()
    assert person.said().startswith("The changed lead is held back: ")
    assert not person.window.push.is_running


def test_the_loaded_value_stands_beside_the_changed_one_in_the_details(person: Person) -> None:
    row = person.row(2)
    person.window.actions_["details"].setChecked(True)
    loaded = person.shown_text(row, "title")
    person.type(row, "title", "Quartermaster")
    person.go(row, "title")
    person.window.panels.refresh()
    names = [box.accessibleName() for box in person.window.details.findChildren(QWidget) if box.isVisible()]
    assert f"Title, Quartermaster, was {loaded}" in names


def test_a_group_of_problems_shows_its_leads_and_puts_the_loaded_values_back(person: Person) -> None:
    rows = [person.row(0), person.row(1)]
    loaded = [person.shown_text(row, "monetary_value") for row in rows]
    for row in rows:
        person.type(row, "monetary_value", "much")
    (group,) = person.window.panels.groups()
    person.window.commands.show_group(group)
    assert person.window.model.rowCount() == 2
    person.window.commands.put_group_back(group)
    assert [person.shown_text(row, "monetary_value") for row in rows] == loaded
    assert person.window.panels.groups() == []


def test_the_filter_box_shows_the_leads_that_hold_its_words(person: Person) -> None:
    name = person.shown_text(person.row(3), "name")
    person.window.tools.filter.setText(name)
    QTest.keyClick(person.window.tools.filter, Qt.Key.Key_Return)
    assert name in [person.shown_text(person.row(n), "name") for n in range(person.window.model.rowCount())]
    assert person.window.model.rowCount() < len(person.desk.sheet)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])
def test_the_look_changes_while_the_window_is_open(person: Person, look: Look) -> None:
    person.window.theme.choose(look)
    assert person.window.grab().toImage().pixelColor(3, 60).name() == person.window.theme.tokens.surface
    person.window.theme.choose(Look.LIGHT)


def test_the_columns_up_to_value_are_seen_beside_the_details(person: Person) -> None:
    window = person.window
    window.resize(1440, 900)
    window.actions_["details"].setChecked(True)
    QApplication.processEvents()
    value = window.model.index_of(person.row(0), "monetary_value")
    place = window.view.visualRect(value)
    assert place.right() < window.view.viewport().width()
    assert (
        window.view.fontMetrics().horizontalAdvance("25,000,000.00")
        <= place.width() - 2 * window.theme.metrics.cell_pad
    )


def test_nothing_is_cut_off_in_a_small_window(person: Person) -> None:
    person.type(person.row(0), "company_name", "Blocked Ltd")
    person.push()
    person.window.resize(1024, 700)
    QApplication.processEvents()
    assert (person.window.width(), person.window.height()) == (1024, 700)
    cut = [
        button.text()
        for button in person.window.changes.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    assert cut == []


def test_an_action_that_no_one_handles_is_a_bug(person: Person) -> None:
    with pytest.raises(KeyError):
        person.window.actions_.connect_all({})
    assert isinstance(person.window.actions_["push"], QAction)


def test_a_closed_window_leaves_no_gesture_to_the_collector(person: Person) -> None:
    person.type(person.row(0), "title", "Quartermaster")
    person.type(person.row(1), "title", "Quartermaster")
    person.window.actions_["undo"].trigger()
    stack = person.window.sheet.undo.stack
    assert stack.count() == 2
    person.leave()
    assert stack.count() == 0


def test_the_filter_box_keeps_its_room_in_a_small_window(person: Person) -> None:
    for width in (1440, 1024, 800):
        person.window.resize(width, 700)
        QApplication.processEvents()
        box = person.window.tools.filter
        assert box.isVisible()
        assert box.width() >= box.minimumWidth()
        assert box.geometry().right() < person.window.width()
