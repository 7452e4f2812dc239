"""The windows around the sheet in the tour: finding, filtering, sorting, arranging, choosing, each pictured once.

Nothing is changed by it: the sheet ends as it began.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from copper_desk.gui.dialog.confirm import question_box
from copper_desk.gui.dialog.guide import GuideWindow
from copper_desk.gui.dialog.progress_window import ProgressWindow
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.tour_answer import Shoot
from copper_desk.leads.kind import FieldKind
from copper_desk.sheet.column_filter import IsEmpty
from copper_desk.wording import tr

DIALOGS = (
    ("sort", "sort"),
    ("columns", "columns"),
    ("save_view", "save-view"),
    ("change_values", "change-values"),
    ("set_value", "set-value"),
    ("copy_column", "copy-column"),
    ("export", "export"),
    ("preferences", "preferences"),
    ("shortcuts", "shortcuts"),
    ("messages", "messages"),
    ("about", "about"),
)
"""Actions that open a window over the sheet, and what its picture is called."""


def sheet_steps(window: MainWindow, shoot: Shoot) -> Iterator[SignalInstance]:
    """Yields each signal to wait for."""
    _editors(window, shoot)
    _menus(window, shoot)
    _words(window, shoot)
    yield from _find(window, shoot)
    _filter(window, shoot)
    window.duplicates.find()
    yield window.duplicates.over
    shoot("duplicates", window)
    window.commands.show_all()
    _palette(window, shoot)
    window.view.go_to(window.model.row_at(0), "title")
    for action, name in DIALOGS:
        window.actions_[action].trigger()
        dialog = _dialog(window)
        shoot(name, dialog)
        dialog.reject()
        QApplication.processEvents()
    guide = GuideWindow()
    guide.show()
    shoot("guide", guide)
    guide.close()
    window.activateWindow()


def _editors(window: MainWindow, shoot: Shoot) -> None:
    """A cell of each kind whose editor has a list or a calendar, open."""
    day = next(field.key for field in window.desk.schema if field.kind is FieldKind.DATE)
    for key, name in (("assignee_id", "editor-choice"), (day, "editor-date"), ("tags", "editor-tags")):
        window.view.go_to(window.model.row_at(4), key)
        QTest.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        shoot(name, window)
        window.view.commit_editor()


def _menus(window: MainWindow, shoot: Shoot) -> None:
    bar = window.menuBar()
    edit = bar.actions()[1]
    bar.setActiveAction(edit)
    shoot("menu", window)
    bar.setActiveAction(bar.actions()[-1])
    for menu in bar.findChildren(QMenu):
        menu.close()
    window.commands.show_cell_menu(window.view.mapToGlobal(window.view.rect().center()))
    shoot("cell-menu", window)
    for menu in window.findChildren(QMenu):
        menu.close()


def _words(window: MainWindow, shoot: Shoot) -> None:
    """A tip, a question and a long task, as each is said; an account to which nothing is pushed."""
    window.tips.tell("sheet")
    shoot("tip", window)
    window.tips.card.hide()
    question = question_box(
        window,
        title=tr("Discard changes"),
        question=tr("Discard {changes} on {n} leads?", changes=tr("{n} changes", n=14), n=12),
        more=tr("The loaded values come back. Undo (Ctrl+Z) restores your changes."),
        yes=tr("Discard {changes}", changes=tr("{n} changes", n=14)),
        danger=True,
    )
    progress = ProgressWindow(tr("Comparing leads"), window, can_stop=True)
    progress.show_progress(31_000, 100_000)
    for name, dialog in (("question", question), ("progress", progress)):
        dialog.show()
        shoot(name, dialog)
        dialog.done(0)
        dialog.deleteLater()
    window.activateWindow()


def _find(window: MainWindow, shoot: Shoot) -> Iterator[SignalInstance]:
    window.actions_["replace"].trigger()
    window.finder.panel.line.setText("Owner")
    window.finder.panel.new.setText("Proprietor")
    yield window.finder.settled
    shoot("replace", window)
    window.finder.end()


def _filter(window: MainWindow, shoot: Shoot) -> None:
    """One column filtered, another one about to be, and the sheet sorted by two."""
    window.arrangement.filter_column("title", IsEmpty("title", is_empty=False))
    window.arrangement.set_sorts((("status_id", False), ("name", False)))
    window.view.go_to(window.model.row_at(0), "status_id")
    QTest.keyClick(window.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    popup = window.column_filters.popup
    if popup is None:
        raise RuntimeError("The filter did not open.")
    popup.model.toggle(0)
    shoot("filter", popup)
    QTest.keyClick(popup.values.list, Qt.Key.Key_Return)
    shoot("filtered", window)
    window.commands.show_all()
    window.arrangement.set_sorts(())


def _palette(window: MainWindow, shoot: Shoot) -> None:
    window.actions_["palette"].trigger()
    QTest.keyClicks(window.palette_.overlay.line, tr("values"))
    shoot("palette", window)
    QTest.keyClick(window.palette_.overlay.line, Qt.Key.Key_Escape)


def _dialog(window: QWidget) -> QDialog:
    """The window that is open over the sheet. Raises RuntimeError."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            return dialog
    raise RuntimeError("No window opened.")
