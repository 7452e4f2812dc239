"""The category of a phone, website or profile as a chip that opens a list.

Paints itself from the theme; what is chosen is another's business.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from copper_desk.gui.look.theme import Theme

_SCALE = 0.92
_PAD_PX = 8


class CategoryChip(QAbstractButton):
    """Its text is the category in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = theme.metrics.scaled(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(self._font())
        width = letters.horizontalAdvance(self.text()) + 2 * _PAD_PX + self._sign + 4
        return QSize(width, letters.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 8 * _PAD_PX), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("text"))
        room = self.rect().adjusted(_PAD_PX, 0, -_PAD_PX - self._sign - 2, 0)
        text = QFontMetrics(self._font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        sign = self._theme.icons.pixmap(
            "chevron-down", tone="muted", size_px=self._sign, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(self.width() - _PAD_PX - self._sign + 2, (self.height() - self._sign) // 2 + 1, sign)

    def _paint_ground(self, painter: QPainter) -> None:
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        round_px = shape.height() / 2
        painter.setBrush(self._theme.colour("selection" if self.underMouse() else "chip"))
        painter.setPen(QPen(self._theme.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(shape, round_px, round_px)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self._theme.font.pointSizeF() * _SCALE)
        return font
