"""How the tour answers the Review and the choice between two values: in the real windows, each pictured.

Knows nothing of the tour's steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.gui.conflict.conflict_choice import Side
from copper_desk.gui.conflict.conflict_window import ConflictCase, ConflictWindow
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.review.review_window import ReviewWindow
from copper_desk.sheet.edit import ChangeSet


class Shoot(Protocol):
    """Takes a picture of a window under a name."""

    def __call__(self, name: str, widget: QWidget) -> None: ...


def come_back(window: QWidget) -> None:
    """Make a window the active one again: the keys that follow are shortcuts of it."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


class TourAnswers:
    """``approving`` is called just before a push is approved."""

    def __init__(self, shoot: Shoot, *, approving: Callable[[], None]) -> None:
        self._shoot = shoot
        self._approving = approving

    def review(self, parent: QWidget, case: ReviewCase) -> Approval | None:
        """Show the Review that a person gets, settle what is held back there, and push."""
        review = ReviewWindow(case, parent)
        review.show()
        review.activateWindow()
        self._shoot("review", review)
        if case.plan.held:
            self._look_round(review)
        self._approving()
        QTest.keyClick(review.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        review.deleteLater()
        parent.activateWindow()
        QApplication.processEvents()
        return review.approval

    def _look_round(self, review: ReviewWindow) -> None:
        """Settle the conflicts, then leave a line out, look at its leads alone, and take it in again."""
        review.lines.choice_wished.emit()
        review.activateWindow()
        self._shoot("review-settled", review)
        line = review.lines.chips[-2]
        line.tick.click()
        line.words.click()
        self._shoot("review-unticked", review)
        line.tick.click()

    def settle(self, parent: QWidget, case: ConflictCase) -> ChangeSet | None:
        """Show the choice between two values, keep the first of ours and take Copper's other one."""
        dialog = ConflictWindow(case, parent)
        dialog.show()
        dialog.choose(Side.MINE)
        dialog.table.go_to(1)
        self._shoot("conflicts", dialog)
        dialog.choose(Side.THEIRS)
        dialog.apply.click()
        dialog.deleteLater()
        return dialog.change_set
