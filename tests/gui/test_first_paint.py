"""The first window is painted before anything heavy is imported, however the program is started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from copper_desk.app import LAST_ACCOUNT
from copper_desk.copper.connection import connection
from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.first_paint import FirstPaint
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.path import settings_file
from copper_desk.storage.setting import Settings
from tests.support.window import WAIT_MS

HEAVY = {
    "copper_desk.gui.main_window",
    "copper_desk.gui.desktop.desktop",
    "pandas",
    "numpy",
    "keyring",
    "httpx",
    "typer",
    "starlette",
    "phonenumbers",
}


def _modules_at_first_paint(data: Path, *arguments: str) -> set[str]:
    line = [sys.executable, "-m", "tests.support.first_paint", "ours", *arguments]
    environment = {**os.environ, "COPPER_DESK_DATA": str(data)}
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60, env=environment)
    return set(done.stdout.split())


@pytest.mark.parametrize("arguments", [(), ("--demo",)], ids=["with nothing", "with the practice account"])
def test_the_first_window_is_painted_before_what_is_heavy(arguments: Sequence[str], tmp_path: Path) -> None:
    found = _modules_at_first_paint(tmp_path, *arguments)
    assert "copper_desk.gui.shell" in found
    assert not found & HEAVY


def test_nor_is_it_imported_first_where_an_account_is_opened_again(tmp_path: Path) -> None:
    settings = Settings(settings_file({"COPPER_DESK_DATA": str(tmp_path)}))
    AccountBook(settings, KeyStore(None)).save(
        "Northwind", connection("https://api.copper.com", "a@b.example", "0" * 32)
    )
    settings.set(LAST_ACCOUNT, "Northwind")
    assert not _modules_at_first_paint(tmp_path) & HEAVY


class _Order(QObject):
    """What happened to a window, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.append("painted")
        return False


def test_what_waits_for_the_first_paint_begins_after_it_and_once(qtbot: QtBot) -> None:
    window, order = QWidget(), _Order()
    qtbot.addWidget(window)
    window.installEventFilter(order)
    paint = FirstPaint(window, latest_ms=WAIT_MS)
    paint.over.connect(lambda: order.seen.append("over"))
    with qtbot.waitSignal(paint.over, timeout=WAIT_MS):
        window.show()
    window.repaint()
    assert order.seen == ["painted", "over", "painted"]


def test_a_window_that_is_not_painted_keeps_nobody_waiting_for_ever(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(FirstPaint(window, latest_ms=1).over, timeout=WAIT_MS):
        pass
