"""A line that offers what can be typed, and in which Enter means Enter, also while the list of offers is open.

Qt's own line spends the first Enter on closing the list. Knows nothing of what the offers are for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from copper_desk.wording import tr


class OfferingLine(QLineEdit):
    """``offers`` are found by any part of them; none are offered where anything can be typed."""

    def __init__(self, offers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if offers:
            self._offer(offers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the marked offer, closes the list and is pressed anew, for whoever waits for it."""
        completer: QCompleter | None = self.completer()
        popup = None if completer is None else completer.popup()
        ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if popup is None or not popup.isVisible() or not ends:
            super().keyPressEvent(event)
            return
        if popup.currentIndex().isValid():
            self.setText(str(popup.currentIndex().data()))
        popup.hide()
        QCoreApplication.postEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        event.accept()

    def _offer(self, offers: Sequence[str]) -> None:
        completer = QCompleter(list(offers), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(tr("Values that can be typed"))
        self.setCompleter(completer)
