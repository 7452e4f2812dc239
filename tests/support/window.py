"""A real window over a practice account, and what a person does with it: type, push, read what it says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from copper_desk.desk.desk import Desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.conflict.conflict_window import ConflictCase, ConflictWindow
from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.gui.control.question import Questions
from copper_desk.gui.dialog.forget import Forgotten
from copper_desk.gui.history.revert_window import RevertCase
from copper_desk.gui.look.theme import Look, Theme
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.panel.change_bar import Staged
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.gui.tour_check import differences
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import ChangeSet
from copper_desk.sheet.phase import Phase
from copper_desk.storage.change_document import ChangeDocument
from copper_desk.storage.setting import Settings

WAIT_MS = 20_000

Dialog = TypeVar("Dialog", bound=QDialog)


@dataclass
class Answers:
    """Answers the window's questions, and keeps them. Set a field to False for a No.

    A push is approved with all its leads, unless ``at_review`` does something in the real Review, whose answer then
    counts; ``conflicts`` does the same where values are chosen. ``file`` is where a file is saved, or which one is
    imported. ``meanwhile`` happens while the question of a push is on the screen.
    """

    push: bool = True
    at_review: Callable[[ReviewWindow], object] | None = None
    conflicts: Callable[[ConflictWindow], object] | None = None
    file: Path | None = None
    discard: bool = True
    loss: bool = True
    stop: bool = True
    revert: bool = True
    forget: bool = True
    delete_aside: bool = True
    asked: list[tuple[str, object]] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def questions(self) -> Questions:
        """As the window wants them."""
        return Questions(
            push=self._push,
            conflicts=self._conflicts,
            file=lambda _window, _name: self.file,
            results=lambda _window, _name: self.file,
            spreadsheet=lambda _window, _folder: self.file,
            handover=lambda _window, _name: self.file,
            changes=lambda _window: self.file,
            delete_aside=self._delete_aside,
            discard=self._discard,
            loss=self._loss,
            stop=self._stop,
            reset=lambda _: True,
            revert=self._revert,
            forget=self._forget,
        )

    def _push(self, window: QWidget, case: ReviewCase) -> Approval | None:
        self.asked.append(("push", case.plan))
        self.meanwhile()
        if self.at_review is None:
            rows = frozenset(row for batch in case.plan.batches for row in batch.rows)
            return Approval(rows) if self.push else None
        review = ReviewWindow(case, window)
        return self._acted(review, self.at_review, over=window).approval

    def _conflicts(self, window: QWidget, case: ConflictCase) -> ChangeSet | None:
        self.asked.append(("conflicts", case))
        if self.conflicts is None:
            return None
        return self._acted(ConflictWindow(case, window), self.conflicts, over=window).change_set

    def _acted(self, dialog: Dialog, act: Callable[[Dialog], object], *, over: QWidget) -> Dialog:
        """A dialog after somebody did something in it; it is closed then, whatever it says."""
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        act(dialog)
        dialog.close()
        dialog.deleteLater()
        over.activateWindow()
        QApplication.processEvents()
        return dialog

    def _discard(self, _window: QWidget, staged: Staged) -> bool:
        self.asked.append(("discard", staged))
        return self.discard

    def _delete_aside(self, _window: QWidget, document: ChangeDocument) -> bool:
        self.asked.append(("delete aside", document))
        return self.delete_aside

    def _loss(self, _window: QWidget, staged: Staged, _reason: str) -> bool:
        self.asked.append(("loss", staged))
        return self.loss

    def _revert(self, _window: QWidget, case: RevertCase) -> bool:
        self.asked.append(("revert", case))
        return self.revert

    def _forget(self, _window: QWidget, forgotten: Forgotten) -> bool:
        self.asked.append(("forget", forgotten))
        return self.forget

    def _stop(self, _window: QWidget, leads: int) -> bool:
        self.asked.append(("stop", leads))
        return self.stop


@cache
def a_theme(look: Look = Look.LIGHT) -> Theme:
    """The theme over the application of the tests; one for all, since each lays a stylesheet over everything."""
    return Theme(cast(QApplication, QApplication.instance()), look=look)


class Person:
    """Somebody at an open window."""

    def __init__(self, qtbot: QtBot, desk: Desk, *, look: Look = Look.LIGHT, settings: Settings | None = None) -> None:
        self._qtbot = qtbot
        self.desk = desk
        self.answers = Answers()
        self.window = MainWindow(
            desk,
            a_theme(look),
            AccountLabel("Practice account", practice=True),
            questions=self.answers.questions(),
            settings=settings,
        )
        self._typed: dict[tuple[RowId, str], CellValue] = {}

    def load(self) -> None:
        """Open the window and wait for all leads, kept ones included."""
        with self._qtbot.waitSignal(self.window.load.ended, timeout=WAIT_MS):
            self.window.start()
        self.desk.leads.flush()
        self.window.panels.refresh()

    def leave(self) -> None:
        """Close the window without further ado; a second time does nothing."""
        if not isValid(self.window):
            return
        self.answers.loss = self.answers.stop = True
        if self.window.isVisible() or self.window.push.is_running or self.window.load.is_running:
            with self._qtbot.waitSignal(self.window.closed, timeout=WAIT_MS):
                self.window.close()
        self.window.deleteLater()

    def row(self, position: int) -> RowId:
        """The lead on a row of the grid."""
        return self.window.model.row_at(position)

    def go(self, row: RowId, key: str) -> None:
        """Make a cell current, as a click does."""
        assert self.window.view.go_to(row, key)
        self.window.view.setFocus()

    def type(self, row: RowId, key: str, text: str) -> None:
        """Type over a cell and press Enter."""
        QTest.keyClick(self.begin_typing(row, key, text), Qt.Key.Key_Return)

    def begin_typing(self, row: RowId, key: str, text: str) -> QWidget:
        """Type over a cell and leave the editor open; returns it."""
        self.go(row, key)
        QTest.keyClicks(self.window.view, text[0])
        editor = self.window.view.editing.editor
        assert editor is not None, f"no editor opened in {key}"
        QTest.keyClicks(editor, text[1:])
        return editor

    def push(self) -> PushScore:
        """Press "Push changes" and wait for the end."""
        self.remember()
        with self._qtbot.waitSignal(self.window.push.ended, timeout=WAIT_MS):
            self.window.changes.push.click()
        self.window.panels.refresh()
        assert self.window.push.score is not None
        return self.window.push.score

    def waiting(self, signal: SignalInstance) -> AbstractContextManager[object]:
        """A block that must make ``signal`` come."""
        return cast(AbstractContextManager[object], self._qtbot.waitSignal(signal, timeout=WAIT_MS))

    def remember(self) -> None:
        """Keep what is typed, to compare it with the server's leads later."""
        sheet = self.desk.sheet
        for row in sheet.changed_rows():
            self._typed.update({(row, key): edit.value for key, edit in sheet.edits(row).items()})

    def counts(self) -> dict[Standing, int]:
        """The counters of the last push, but for zeros."""
        score = self.window.push.score
        return {} if score is None else {place: count for place, count in score.counts().items() if count}

    def phase(self, row: RowId) -> Phase:
        """Where a row stands."""
        return self.desk.sheet.phase(row)

    def said(self) -> str:
        """The newest message."""
        messages = self.window.messages.messages
        return messages[-1].text if messages else ""

    def assert_told_true(self) -> None:
        """Every lead that is called accepted is in Copper as it stands in the sheet, and as it was typed."""
        score = self.window.push.score
        assert score is not None
        accepted = score.rows(Standing.ACCEPTED)
        typed = {cell: value for cell, value in self._typed.items() if cell[0] in accepted}
        assert differences(self.desk, accepted, typed) == []

    def shown_text(self, row: RowId, key: str) -> str:
        """What a cell shows."""
        index = self.window.model.index_of(row, key)
        assert index.isValid(), "the row is not in view"
        return str(index.data(Qt.ItemDataRole.EditRole))
