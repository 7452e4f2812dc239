"""The real window, worked in at random until somebody kills it.

``python -m tests.e2e.kill_driver DATA URL EMAIL SEED`` says each gesture on standard output before it is made and again
when it has returned, so that whoever kills the process knows what must be there afterwards. The key comes from the
environment.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.copper.connection import connection
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, open_desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.control.question import Questions
from copper_desk.gui.look.theme import Look, Theme
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, SetCell
from tests.tabular.laid_file import laid_out, planned

KEYS = ("title", "details", "company_name", "address.city")
GESTURE_MS = 4


class Hand:
    """Makes one gesture after another. Every value it writes is its own, so that it is known wherever it turns up."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._seed = seed
        self._dice = random.Random(seed)
        self._made = 0
        self._number = 0

    def gesture(self) -> None:
        """One more."""
        kind = self._dice.choices(
            (self._type, self._paste, self._import, self._create, self._undo, self._push), (6, 3, 2, 2, 2, 2)
        )[0]
        kind()

    def _type(self) -> None:
        self._stage([(self._row(), self._dice.choice(KEYS), self._value())], "typing")

    def _paste(self) -> None:
        keys = self._dice.sample(KEYS, 2)
        rows = self._dice.sample(self._rows(), 8)
        self._stage([(row, key, self._value()) for row in rows for key in keys], "paste")

    def _import(self) -> None:
        sheet = self._window.desk.sheet
        rows = self._dice.sample(self._rows(), 15)
        table = laid_out([["Lead ID", "Title"], *([str(row), self._value()] for row in rows)])
        found = planned(table, sheet, self._window.desk.style).change_set(sheet.next_new_row())
        cells = [(each.row, each.key, str(each.value)) for each in found if isinstance(each, SetCell)]
        self._stage(cells, "import", source="leads.csv")

    def _create(self) -> None:
        row = self._window.desk.sheet.next_new_row()
        name = self._value()
        self._say({"new": name})
        cells: tuple[Change, ...] = (AddRow(row), SetCell(row, "name", name), SetCell(row, "title", self._value()))
        self._window.sheet.stage(ChangeSet(cells, "new lead"))
        self._say({"done": self._number})

    def _undo(self) -> None:
        """Take the last gesture back, if it was on leads that exist: their cells show what they showed before."""
        stack = self._window.sheet.undo.stack
        if stack.undoText() in {"typing", "paste", "import"}:
            self._say({"undo": True})
            stack.undo()
            self._say({"done": self._number})

    def _push(self) -> None:
        if not self._window.push.is_running:
            self._window.push.request_push()

    def _stage(self, cells: list[tuple[RowId, str, str]], label: str, *, source: str = "") -> None:
        sheet = self._window.desk.sheet
        shown = [[row, key, sheet.value(row, key)] for row, key, _ in cells]
        self._say({"cells": cells, "shown": shown})
        self._window.sheet.stage(ChangeSet(tuple(SetCell(*cell) for cell in cells), label, source))
        self._say({"done": self._number})

    def _row(self) -> RowId:
        return self._dice.choice(self._rows())

    def _rows(self) -> list[RowId]:
        return [row for row in self._window.desk.sheet.row_ids() if row > 0][:40]

    def _value(self) -> str:
        self._made += 1
        return f"Made {self._seed}.{self._made}"

    def _say(self, fact: dict[str, object]) -> None:
        self._number += "done" not in fact
        print(json.dumps({"number": self._number, **fact}), flush=True)  # noqa: T201 - what the test reads


def _approve(_window: QWidget, case: ReviewCase) -> Approval:
    return Approval(frozenset(row for batch in case.plan.batches for row in batch.rows))


def main(data: str, url: str, email: str, seed: str) -> int:
    """Open the window on the account and work until killed."""
    application = QApplication([])
    link = connection(url, email, os.environ["COPPER_DESK_API_KEY"])
    known = Path(data) / "account_id"
    account_id = int(known.read_text()) if known.exists() else None
    desk = open_desk(link, Opening(Keeping(Path(data)), origin=PRACTICE, account_id=account_id))
    known.write_text(str(desk.account.id))
    window = MainWindow(
        desk,
        Theme(application, look=Look.LIGHT),
        AccountLabel("Kill", practice=True),
        questions=Questions(push=_approve),
    )
    hand = Hand(window, int(seed))
    timer = QTimer(application, interval=GESTURE_MS)
    timer.timeout.connect(hand.gesture)
    window.load.ended.connect(lambda _ending: timer.start())
    window.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
