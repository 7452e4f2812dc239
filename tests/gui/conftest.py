"""A person at the real window, for the tests of its pieces that need all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from tests.support.window import Person


@pytest.fixture
def person(qtbot: QtBot, open_desk: Desk) -> Iterator[Person]:
    """Somebody who opened the practice account and sees all its leads."""
    somebody = Person(qtbot, open_desk)
    somebody.load()
    yield somebody
    somebody.leave()
