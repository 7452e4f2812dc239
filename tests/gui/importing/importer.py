"""A person at the window of the import."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from copper_desk.gui.importing.import_session import FileSource, TextSource
from copper_desk.gui.importing.import_window import ImportWindow
from copper_desk.leads.value import RowId
from copper_desk.tabular.import_count import ImportOutlook
from tests.support.window import WAIT_MS, Person


class Importer:
    """Opens files there and waits until they are read and counted."""

    def __init__(self, qtbot: QtBot, person: Person) -> None:
        self._qtbot = qtbot
        self.person = person

    @property
    def window(self) -> ImportWindow:
        """The window, which must be open."""
        window = self.person.window.importing.window
        assert window is not None, "the import is not open"
        return window

    @property
    def outlook(self) -> ImportOutlook:
        """What would come of it now."""
        found = self.window.session.outlook
        assert found is not None
        return found

    def open(self, path: Path) -> ImportWindow:
        """Open the import on a file, and wait."""
        self.person.window.importing.show(FileSource(path))
        self.wait()
        return self.window

    def paste(self, text: str) -> ImportWindow:
        """Open it on a text, as the clipboard would."""
        self.person.window.importing.show(TextSource(text, "the clipboard"))
        self.wait()
        return self.window

    def wait(self) -> None:
        """Until the file is read and counted, or refused."""
        session = self.window.session
        self._qtbot.waitUntil(
            lambda: not session.is_running and bool(session.failure or session.is_ready), timeout=WAIT_MS
        )

    def settle(self) -> None:
        """Until what the table would change is counted, whatever was refused before."""
        session = self.window.session
        self._qtbot.waitUntil(lambda: session.is_ready, timeout=WAIT_MS)

    def put(self) -> None:
        """Press the last button, and wait until the changes are in the sheet."""
        importing = self.person.window.importing
        self.window.go_to(3)
        assert self.window.next.isEnabled()
        with self._qtbot.waitSignal(importing.put, timeout=WAIT_MS):
            self.window.next.click()

    def emails(self, count: int) -> list[tuple[RowId, str]]:
        """The first leads that have an e-mail of their own."""
        sheet = self.person.desk.sheet
        found = [(row, cast(str, sheet.value(row, "email"))) for row in sheet.row_ids() if sheet.value(row, "email")]
        return found[:count]


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A comma-separated file of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
