"""Builds windows at twice the text in a process of its own, and prints what is cut or lies over its neighbour.

Text of another size needs another application: ``QT_FONT_DPI`` is read when it begins.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from copper_desk.copper.connection import connection
from copper_desk.copper.proxy_choice import ProxyKind, proxy_choice
from copper_desk.desk.account_book import AccountBook
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.dialog.first_run import StartWindow
from copper_desk.gui.dialog.message_window import MessageWindow
from copper_desk.gui.dialog.preference_window import Preferences, PreferenceWindow
from copper_desk.gui.dialog.sign_in import SignInDialog
from copper_desk.gui.find.find_panel import FindPanel
from copper_desk.gui.find.found_model import FoundModel
from copper_desk.gui.look.elided import ElidedLabel
from copper_desk.gui.look.theme import Look, Theme
from copper_desk.gui.panel.change_bar import ChangeBar, Staged
from copper_desk.gui.panel.problem_panel import ProblemPanel
from copper_desk.leads.style import TextStyle
from copper_desk.storage.credentials import KeyStore
from copper_desk.storage.setting import Settings
from tests.gui.test_problem_list import _offer
from tests.sheet.specimen import numbered


def cut(window: QWidget) -> Iterator[str]:
    """Pieces that have less room than their words need. A pixel is rounding."""
    for piece in window.findChildren(QWidget):
        if not piece.isVisible() or isinstance(piece, ElidedLabel) or piece.objectName().startswith("qt_"):
            continue
        hint = piece.sizeHint()
        if isinstance(piece, QLabel) and piece.wordWrap():
            is_cut = piece.height() + 1 < piece.heightForWidth(piece.width())
        elif isinstance(piece, QLabel | QAbstractButton):
            is_cut = piece.width() + 1 < hint.width() or piece.height() + 1 < piece.minimumSizeHint().height()
        elif isinstance(piece, QComboBox | QLineEdit):
            is_cut = piece.height() + 1 < piece.minimumSizeHint().height()
        else:
            continue
        if is_cut:
            yield f"{type(window).__name__}: {_called(piece)} has {piece.size()} of {hint}"


def overlapping(window: QWidget) -> Iterator[str]:
    """Pieces beside each other that lie over each other."""
    for parent in (window, *window.findChildren(QWidget)):
        if parent.layout() is None or not parent.isVisible():
            continue
        pieces = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible()]
        for one, other in combinations(pieces, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"{type(window).__name__}: {_called(one)} lies over {_called(other)}"


def _called(piece: QWidget) -> str:
    text = getattr(piece, "text", lambda: "")()
    return f"{type(piece).__name__} {piece.accessibleName() or text!r}"


def windows(theme: Theme, folder: Path) -> Iterator[QWidget]:
    """The windows and panels, in as little room as they must do with."""
    book = AccountBook(Settings(folder / "settings.json"), KeyStore(None, reason="This computer has no keyring."))
    yield SignInDialog(book)
    proxy = proxy_choice(ProxyKind.ADDRESS, "http://proxy.example:8080", "ana", "hunter2")
    book.save("Northwind", connection("https://api.copper.com/developer_api/v1", "a@b.example", "0" * 32, proxy))
    dialog = SignInDialog(book)
    dialog.saved.setCurrentRow(0)
    dialog.change.click()
    dialog.save.setFocus()
    yield dialog
    start = StartWindow(theme)
    start.show_doors("Removed.")
    yield start
    yield PreferenceWindow(Preferences(keeps_leads=True, is_read_only=False), "Practice account")
    log = MessageLog()
    log.say("Copper refused 3 of 240 leads. Nothing was lost: they are marked below.", tone=Tone.TROUBLE)
    yield MessageWindow(log, theme)
    problems = ProblemPanel(lambda _key, value: str(value))
    problems.resize(560, 120)
    problems.show_offers([_offer(number) for number in range(3)])
    problems.show()
    QApplication.processEvents()
    problems.show_offers([_offer(number) for number in (0, 1, 5)])
    yield problems
    finder = FindPanel(FoundModel(numbered(3), TextStyle()), theme)
    finder.resize(700, 60)
    finder.begin(replaces=True)
    yield finder
    bar = ChangeBar()
    bar.resize(940, bar.sizeHint().height())
    bar.show_staged(Staged(5, 4, 4, failed=4))
    yield bar


def main() -> None:
    """Print the faults as a list."""
    app = QApplication(sys.argv)
    theme, faults = Theme(app, look=Look.LIGHT), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for window in windows(theme, Path(folder)):
            window.show()
            QApplication.processEvents()
            QApplication.processEvents()
            faults += [*cut(window), *overlapping(window)]
            window.hide()
    sys.stdout.write(json.dumps({"scale": theme.metrics.scale, "faults": faults}) + "\n")


if __name__ == "__main__":
    main()
