"""Errands: a worker on its own thread, its ending told exactly once on the window's thread, bugs included."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.gui.dialog.bug_report import BugCatcher, BugDialog, bug_report
from copper_desk.gui.workers.errand import Crashed, Errand
from copper_desk.gui.workers.open_worker import CannotOpen, NotOpened, OpenWorker

WAIT_MS = 10_000


class Waiting(QObject):
    """A worker that waits until it is cancelled, and tells on which thread it ran."""

    finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._token = CancelToken()

    @Slot()
    def run(self) -> None:
        self._token.wait(WAIT_MS / 1000)
        self.finished.emit(threading.get_ident())

    def cancel(self) -> None:
        self._token.cancel()


def test_an_errand_runs_elsewhere_and_ends_here(qtbot: QtBot) -> None:
    errand = Errand(Waiting(), name="test")
    ended_on: list[QThread] = []
    errand.ended.connect(lambda _: ended_on.append(QThread.currentThread()))
    with qtbot.waitSignal(errand.ended, timeout=WAIT_MS) as ended:
        errand.start()
        errand.cancel()
    assert ended.args != [threading.get_ident()]
    assert ended_on == [QApplication.instance().thread()]  # type: ignore[union-attr]
    assert not errand.is_running


def test_a_bug_in_a_worker_ends_the_errand_and_reaches_the_hook(qtbot: QtBot) -> None:
    def opener(_: CancelToken) -> Desk:
        raise ZeroDivisionError("a bug")

    errand = Errand(OpenWorker(opener), name="test")
    with capture_exceptions() as bugs, qtbot.waitSignal(errand.ended, timeout=WAIT_MS) as ended:
        errand.start()
    assert ended.args == [Crashed()]
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_what_cannot_open_is_told_in_its_sentence(qtbot: QtBot) -> None:
    def opener(_: CancelToken) -> Desk:
        raise CannotOpen("There is no key.")

    errand = Errand(OpenWorker(opener), name="test")
    with qtbot.waitSignal(errand.ended, timeout=WAIT_MS) as ended:
        errand.start()
    assert ended.args == [NotOpened("There is no key.")]


def _broken(secret: str) -> None:
    raise ValueError(f"cannot read {secret}")


def test_a_report_names_the_place_and_quotes_no_data() -> None:
    with pytest.raises(ValueError, match="cannot read") as caught:
        _broken("@".join(("ben", "harbor.example")))
    report = bug_report(caught.type, caught.tb)
    assert "_broken" in report
    assert "ValueError" in report
    assert "ben@harbor.example" not in report


def test_a_caught_bug_is_logged_and_shown_once_to_be_copied(qtbot: QtBot, expect_log: object) -> None:
    catcher = BugCatcher()
    with pytest.raises(ValueError, match="cannot read") as caught:
        _broken("x")
    with expect_log("ValueError"), qtbot.waitSignal(catcher.caught, timeout=WAIT_MS):  # type: ignore[operator]
        catcher.take(caught.type, caught.value, caught.tb)
        catcher.take(caught.type, caught.value, caught.tb)
    qtbot.waitUntil(lambda: len(_reports()) == 1, timeout=WAIT_MS)
    (dialog,) = _reports()
    assert "ValueError" in dialog.text.toPlainText()
    dialog.accept()


def _reports() -> list[BugDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, BugDialog) and each.isVisible()]


def test_the_first_window_needs_none_of_the_heavy_libraries() -> None:
    program = (
        "import sys, copper_desk.app; "
        "print([m for m in ('httpx', 'keyring', 'pandas', 'typer', 'starlette', 'phonenumbers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"
