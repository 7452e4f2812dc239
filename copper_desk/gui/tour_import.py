"""The import in the tour: the sample file through all four steps, each pictured, into the sheet and out again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest

from copper_desk.gui.importing.import_session import FileSource
from copper_desk.gui.importing.import_window import COLUMNS, FILE, LEADS, PREVIEW, ImportWindow
from copper_desk.gui.main_window import MainWindow
from copper_desk.gui.tour_answer import Shoot
from copper_desk.resource import resource_path

SAMPLE = "samples/expo-leads.csv"
_NAMES = {FILE: "import-file", COLUMNS: "import-columns", LEADS: "import-leads", PREVIEW: "import-preview"}


def import_steps(window: MainWindow, shoot: Shoot) -> Iterator[SignalInstance]:
    """Yields each signal to wait for; the sheet ends as it began."""
    QTest.keyClick(window.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = window.importing.window
    if dialog is None:
        raise RuntimeError("The import did not open.")
    shoot("import", dialog)
    dialog.session.open(FileSource(resource_path(SAMPLE)))
    yield dialog.session.planned
    _show_steps(dialog, shoot, upto=COLUMNS)
    dialog.columns.foreign_model.use_closest()
    yield dialog.session.planned
    days = next(iter(dialog.columns.dates.values()))
    days.cards["dmy"].click()
    yield dialog.session.planned
    _show_steps(dialog, shoot, upto=PREVIEW)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    yield window.importing.put
    window.activateWindow()
    shoot("imported", window)
    window.commands.undo()
    window.commands.show_all()


def _show_steps(dialog: ImportWindow, shoot: Shoot, *, upto: int) -> None:
    """Go from the step that is shown to another one, with the keys, and picture each."""
    shoot(_NAMES[dialog.step], dialog)
    while dialog.step < upto:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        shoot(_NAMES[dialog.step], dialog)
