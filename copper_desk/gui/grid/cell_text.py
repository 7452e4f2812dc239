"""Text of cells laid out once: elided to a width and kept ready to draw.

Laying out a string costs several times its drawing, and a scroll draws the same strings again and again.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText

_KEPT_TEXTS = 20_000


class CellText:
    """Static texts of one font. ``ready`` gives the text and its width in pixels.

    ``whole``: a text that has no room is shown as ####, as spreadsheets do: a number cut short is another number.
    """

    def __init__(self, font: QFont, *, whole: bool = False) -> None:
        self.font = font
        self._whole = whole
        self._metrics = QFontMetricsF(font)
        self.height = self._metrics.height()
        self._ready: dict[tuple[str, int], tuple[QStaticText, float]] = {}

    def ready(self, text: str, width: int) -> tuple[QStaticText, float]:
        """``text`` on one line, elided to ``width`` pixels, and how wide it is."""
        found = self._ready.get((text, width))
        if found is None:
            if len(self._ready) >= _KEPT_TEXTS:
                self._ready.clear()
            found = self._ready[text, width] = self._laid_out(text, width)
        return found

    def natural_width(self, text: str) -> float:
        """The width in pixels that ``text`` would need."""
        return self._metrics.horizontalAdvance(text)

    def _laid_out(self, text: str, width: int) -> tuple[QStaticText, float]:
        static = QStaticText(self._fitted(text, width))
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.prepare(font=self.font)
        return static, static.size().width()

    def _fitted(self, text: str, width: int) -> str:
        if not self._whole:
            return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        if self.natural_width(text) <= width:
            return text
        return "#" * int(width / self.natural_width("#"))
