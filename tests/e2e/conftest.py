"""A person at a real window over the practice account, for the whole job and for every kind of trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.desk.desk import Desk
from tests.desk.kept_desk import computer
from tests.support.window import Person

__all__ = ["Seat", "computer"]

Seat = Callable[[Desk], Person]
"""Somebody sits down at a desk; nothing is opened or loaded yet. They leave at the end of the test."""


@pytest.fixture
def person(qtbot: QtBot, open_desk: Desk) -> Iterator[Person]:
    """Somebody who opened the practice account and sees all its leads."""
    somebody = Person(qtbot, open_desk)
    somebody.load()
    yield somebody
    somebody.leave()


@pytest.fixture
def seat(qtbot: QtBot) -> Iterator[Seat]:
    """As many people as a test needs, one desk each."""
    people: list[Person] = []

    def sit_down(desk: Desk) -> Person:
        people.append(Person(qtbot, desk))
        return people[-1]

    yield sit_down
    for somebody in people:
        somebody.leave()
