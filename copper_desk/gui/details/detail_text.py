"""Text that wraps anywhere it must, and is as high as its lines: a long address never widens or clips what it is in.

Lines are laid out by Qt itself, each paragraph in the direction of its script.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from copper_desk.gui.look.theme import Theme

_LEAST_PX = 40


class Paragraphs:
    """A text in lines of a width. ``height`` is that of all its lines."""

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self._layouts: list[QTextLayout] = []
        self.height = 0.0
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for paragraph in text.split("\n"):
            self._add(QTextLayout(paragraph, font), option, max(width, 1.0))

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint with the painter's pen."""
        for layout in self._layouts:
            layout.draw(painter, at)

    def _add(self, layout: QTextLayout, option: QTextOption, width: float) -> None:
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        layout.endLayout()
        self._layouts.append(layout)


class TextPiece(QWidget):
    """A text of one tone and size that a person reads and does not edit."""

    def __init__(
        self, theme: Theme, *, tone: str = "text", scale: float = 1.0, bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._scale = scale
        self._bold = bold
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str, *, tone: str | None = None) -> None:
        """Say this; a piece with nothing to say takes no room."""
        if tone is not None and tone != self._tone:
            self._tone = tone
            self.update()
        if text != self._text:
            self._text = text
            self.updateGeometry()
            self.update()
        self.setVisible(bool(text))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width).height + 0.49)

    def sizeHint(self) -> QSize:
        width = max(QFontMetrics(self._font()).horizontalAdvance(line) for line in self._text.split("\n")) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, QFontMetrics(self._font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._tone))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> Paragraphs:
        return Paragraphs(self._text, self._font(), width)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self._theme.font.pointSizeF() * self._scale)
        font.setBold(self._bold)
        return font
