"""Somebody who imports."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.importing.importer import Importer
from tests.support.window import Person


@pytest.fixture
def importer(qtbot: QtBot, person: Person) -> Importer:
    """At the real window, with all leads loaded."""
    return Importer(qtbot, person)
