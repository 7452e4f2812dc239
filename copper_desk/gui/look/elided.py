"""A line of text that ends in "…" where its room ends, so that it is never cut in the middle of a letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip

_LEAST_LETTERS = 4


class ElidedLabel(QLabel):
    """Plain text. Where it is cut, its whole text is its tooltip, besides the tooltip it has."""

    def minimumSizeHint(self) -> QSize:
        """Few letters: it is what gives way in a line."""
        letters, margins = self.fontMetrics(), self.contentsMargins()
        least = letters.averageCharWidth() * _LEAST_LETTERS + margins.left() + margins.right()
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(flags),
            self.palette(),
            self.isEnabled(),
            self._shown(),
            self.foregroundRole(),
        )

    def event(self, event: QEvent) -> bool:
        """The tooltip of a text that is cut begins with it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._shown() != self.text():
            words = [self.text()] if self.toolTip() in ("", self.text()) else [self.text(), self.toolTip()]
            QToolTip.showText(event.globalPos(), "\n".join(words), self)
            return True
        return super().event(event)

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
