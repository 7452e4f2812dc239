"""A window comes back as it was left, and a damaged memory of it costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copper_desk.gui.control.habit import WINDOW
from copper_desk.storage.setting import Json, Settings
from tests.desk.kept_desk import Computer, computer
from tests.support.window import Person

__all__ = ["computer"]


def opened(qtbot: QtBot, computer: Computer, settings: Settings) -> Person:
    """Somebody at the window once more."""
    person = Person(qtbot, computer.open(), settings=settings)
    person.load()
    QApplication.processEvents()
    return person


def test_size_details_and_their_share_come_back(qtbot: QtBot, computer: Computer, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    first = opened(qtbot, computer, settings)
    was_shown = first.window.actions_["details"].isChecked()
    first.window.resize(790, 560)
    first.window.actions_["details"].setChecked(not was_shown)
    QApplication.processEvents()
    size = first.window.size()
    shares = first.window._across.sizes()
    first.leave()
    second = opened(qtbot, computer, settings)
    assert second.window.size() == size
    assert second.window.actions_["details"].isChecked() is not was_shown
    assert second.window._across.sizes() == shares
    second.leave()


@pytest.mark.parametrize("kept", [None, 3, [], {}, {"geometry": "no base64 ä"}, {"geometry": "AAAA", "across": 5}])
def test_what_cannot_be_understood_is_the_first_time(
    qtbot: QtBot, computer: Computer, tmp_path: Path, kept: Json
) -> None:
    plain = opened(qtbot, computer, Settings(tmp_path / "plain.json"))
    size = plain.window.size()
    plain.leave()
    settings = Settings(tmp_path / "settings.json")
    settings.set(WINDOW, kept)
    person = opened(qtbot, computer, settings)
    assert person.window.size() == size
    person.leave()
