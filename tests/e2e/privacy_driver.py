"""The whole program, as ``copper-desk`` starts it, with a hand that signs in, pushes, finds by pattern and hits bugs.

``python -m tests.e2e.privacy_driver URL EMAIL`` reads the key from standard input, as a person would type it. At each
moment that somebody outside should look at, it says so on standard output and waits for a line. Every logger is at
DEBUG, also those that the program turns down.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk import app
from copper_desk.gui.control.question import Questions
from copper_desk.gui.dialog.bug_report import BugDialog
from copper_desk.gui.dialog.sign_in import SignInDialog
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.review.approval import Approval
from copper_desk.gui.review.review_case import ReviewCase
from copper_desk.gui.shell import Shell
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.pattern import Query

LOOK_MS = 5
TITLE = "Keeper of Keys"
TURNED_DOWN = ("httpx", "httpcore")
ENDLESS = Query("(a+)+$", is_pattern=True)

Condition = Callable[[], object]


class WatchedShell(Shell):
    """The shell of the program; reviews are agreed to, and a hand works in its windows."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, questions=Questions(push=_approve), **named)
        _be_loud()
        self._hand = Hand(self)


class Hand(QObject):
    """Goes through the steps; each waits until its condition holds."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._steps = self._work()
        self._until: Condition = shell.start_window.isVisible
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def _on_timeout(self) -> None:
        if self._until():
            self._until = next(self._steps, self._never)

    def _never(self) -> bool:
        self._timer.stop()
        return False

    def _work(self) -> Iterator[Condition]:
        yield from self._sign_in()
        yield lambda: self._window.load.is_fresh
        yield from self._push()
        yield from self._look_for_pattern()
        yield from self._hit_bugs()
        QApplication.closeAllWindows()

    @property
    def _window(self) -> MainWindow:
        window = self._shell.window
        assert window is not None
        return window

    def _sign_in(self) -> Iterator[Condition]:
        self._shell.show_accounts()
        (dialog,) = self._shell.start_window.findChildren(SignInDialog)
        form, (url, email) = dialog.form, sys.argv[1:]
        for line, text in ((form.name, "Work"), (form.address, url), (form.email, email)):
            line.setText(text)
        form.key.setText(sys.stdin.readline().strip())
        tested: list[bool] = []
        dialog.tested.connect(lambda: tested.append(True))
        dialog.test.click()
        _say("signing in")
        yield lambda: tested
        _say("tested", text=dialog.steps.text())
        dialog.save.click()
        yield lambda: self._shell.window is not None

    def _push(self) -> Iterator[Condition]:
        row = self._window.desk.sheet.row_ids()[0]
        self._window.sheet.stage(ChangeSet((SetCell(row, "title", TITLE),), "typing"))
        assert self._window.push.request_push()
        _say("pushing")
        yield lambda: not self._window.push.is_running

    def _look_for_pattern(self) -> Iterator[Condition]:
        patterns = self._window.finder.run.patterns
        started: list[bool] = []
        patterns.started.connect(lambda: started.append(True))
        patterns.ask(ENDLESS, ["a" * 60 + "!"])
        yield lambda: started
        _say("looking")
        patterns.stop()

    def _hit_bugs(self) -> Iterator[Condition]:
        QTimer.singleShot(0, self._crash)
        yield _reports
        self._tell_report()
        thread = threading.Thread(target=self._crash)
        thread.start()
        yield _reports
        thread.join()
        self._tell_report()

    def _crash(self) -> None:
        """A bug that has the key in its hands, its words and its notes."""
        key = self._window.desk.connection.api_key.reveal()
        error = ValueError(f"cannot use {key}")
        error.add_note(f"X-PW-AccessToken: {key}")
        raise error from KeyError(key)

    def _tell_report(self) -> None:
        (report,) = _reports()
        _say("crashed", text=report.text.toPlainText())
        report.accept()


def _reports() -> list[BugDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, BugDialog) and each.isVisible()]


def _approve(_window: QWidget, case: ReviewCase) -> Approval:
    return Approval(frozenset(row for batch in case.plan.batches for row in batch.rows))


def _be_loud() -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    for name in TURNED_DOWN:
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.setLevel = lambda _level: None  # type: ignore[method-assign, assignment]  # each new client turns it down


def _say(moment: str, *, text: str = "") -> None:
    """Tell what is under way, and wait until somebody has looked."""
    print(json.dumps({"moment": moment, "text": text}), flush=True)  # noqa: T201 - what the test reads
    sys.stdin.readline()


def main() -> int:
    """Run the program without arguments, as its icon does."""
    app.Shell = WatchedShell  # type: ignore[attr-defined]  # the one piece that is not the program's own
    return app.main([])


if __name__ == "__main__":
    sys.exit(main())
