"""A field for words that narrow what is shown. Escape empties it before it closes what it stands in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from copper_desk.gui.look.icon import IconSet
from copper_desk.wording import tr


class FindLine(QLineEdit):
    """``hint`` stands in the empty field, ``name`` is what a screen reader says."""

    def __init__(self, icons: IconSet, *, hint: str = "", name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        for action in self.findChildren(QAction):  # Qt's own picture fits none of the themes.
            icons.wear(action, "close", "muted")
        for piece in self.findChildren(QToolButton):
            piece.setAccessibleName(tr("Clear: {field}", field=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks and a note were lost if Escape closed a window only to be rid of the words."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)
