"""Windows at other sizes: of the text, twice as large, and of the screen, which no window reaches beyond."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from copper_desk.gui.look.room import grown, room_for, take_room

GUI = Path(__file__).parents[2] / "copper_desk" / "gui"


def test_at_twice_the_text_nothing_is_cut_and_nothing_lies_over_its_neighbour() -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_ENABLE_HIGHDPI_SCALING": "0",
        "QT_FONT_DPI": "192",
    }
    command = [sys.executable, "-m", "tests.support.large_text"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["scale"] > 1.7
    assert told["faults"] == []


@pytest.mark.parametrize("wanted", [QSize(300, 200), QSize(90_000, 200), QSize(300, 90_000)])
def test_a_window_ends_at_its_screen(qtbot: QtBot, wanted: QSize) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    take_room(window, wanted, least=QSize(80_000, 100))
    room = room_for(window)
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    assert window.minimumWidth() <= room.width()


def test_a_window_grows_with_its_text_and_ends_at_the_window_below(qtbot: QtBot) -> None:
    below, window = QDialog(), QDialog()
    for each in (below, window):
        qtbot.addWidget(each)
    font = window.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    window.setFont(font)
    assert grown(window, QSize(100, 100)).width() > 160
    below.resize(320, 240)
    below.show()
    take_room(window, QSize(300, 200), over=below)
    assert (window.width(), window.height()) == (320, 240)


def test_every_window_takes_its_size_at_that_one_place() -> None:
    """A window that measured the screen by itself would forget its title, its text or its edge."""
    found = [path.name for path in GUI.rglob("*.py") if "availableSize" in path.read_text(encoding="utf-8")]
    assert found == ["room.py"]
    fixed = [path.name for path in GUI.rglob("*.py") if "self.resize(SIZE" in path.read_text(encoding="utf-8")]
    assert fixed == []
