"""Draws a change in one line: the loaded value struck through, the new one, and what Copper holds now in a chip.

Each text is laid out once (CellText). Colours come from the theme's tokens; made anew when the theme changes.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from copper_desk.gui.grid.cell_painter import CellPainter
from copper_desk.gui.grid.cell_text import CellText
from copper_desk.gui.look.fair_width import fair_widths
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.shown_change import ShownChange
from copper_desk.wording import tr

_GAP_PX = 7
_CHIP_PAD_PX = 8
_EMPTY = "—"


class ChangePainter:
    """The inks of one theme for a screen of this device pixel ratio. ``cell`` draws what the sheet's cells have too.

    A piece of text is old (struck through), new, cleared, none (nothing was there), chip, plain or muted.
    """

    def __init__(self, theme: Theme, *, ratio: float) -> None:
        self.cell = CellPainter(theme, ratio=ratio)
        self._pad = theme.metrics.cell_pad
        self._plain = CellText(theme.font)
        self._bold = CellText(_weighted(theme.font))
        self._italic = CellText(_slanted(theme.font))
        tokens = theme.tokens
        self._text, self._muted, self._chip = QColor(tokens.text), QColor(tokens.muted), QColor(tokens.chip)
        self._old, self._new = QColor(tokens.error), QColor(tokens.ok)
        self._focus = QPen(QColor(tokens.focus), 2)
        self._focus.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def change(self, painter: QPainter, rect: QRect, change: ShownChange, *, quiet: bool) -> None:
        """The whole change; ``quiet`` for one that is not sent."""
        pieces = self._pieces(change)
        gaps = _GAP_PX * (len(pieces) - 1)
        widths = fair_widths([_width(piece) for piece in pieces], rect.width() - 2 * self._pad - gaps)
        left = float(rect.left() + self._pad)
        for piece, width in zip(pieces, widths, strict=True):
            self._draw(painter, rect, piece, left=left, width=width, quiet=quiet)
            left += width + _GAP_PX

    def text(self, painter: QPainter, rect: QRect, kind: str, text: str) -> None:
        """One piece alone in a cell."""
        width = rect.width() - 2 * self._pad
        piece = (kind, text, self._ink_of(kind))
        self._draw(painter, rect, piece, left=rect.left() + self._pad, width=width, quiet=False)

    def natural_width(self, change: ShownChange) -> float:
        """The width at which nothing of the change is cut."""
        pieces = self._pieces(change)
        return sum(map(_width, pieces)) + _GAP_PX * (len(pieces) - 1) + 2 * self._pad + 2

    def current(self, painter: QPainter, rect: QRect) -> None:
        """The ring of the current cell."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._focus)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _pieces(self, change: ShownChange) -> list[tuple[str, str, CellText]]:
        """What stands beside each other: (what it is, text, font)."""
        said: list[tuple[str, str]] = []
        if change.before is not None:
            said.append(("old", change.before) if change.before else ("none", _EMPTY))
        if change.after:
            said.append(("new", change.after))
        elif change.before is not None:
            said.append(("cleared", tr("cleared")))
        if change.now is not None:
            said.append(("chip", change.now))
        return [(kind, text, self._ink_of(kind)) for kind, text in said]

    def _ink_of(self, kind: str) -> CellText:
        return {"new": self._bold, "cleared": self._italic}.get(kind, self._plain)

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        piece: tuple[str, str, CellText],
        *,
        left: float,
        width: float,
        quiet: bool,
    ) -> None:
        kind, text, ink = piece
        inset = _CHIP_PAD_PX if kind == "chip" else 0
        room = int(width - 2 * inset + 0.5)
        if room <= 0:
            return
        static, used = ink.ready(text, room)
        top = rect.top() + (rect.height() - ink.height) / 2
        if kind == "chip":
            self._ground(painter, QRectF(left, top - 1, used + 2 * inset, ink.height + 2))
        painter.setFont(ink.font)
        painter.setPen(self._colour(kind, quiet=quiet))
        painter.drawStaticText(QPointF(left + inset, top), static)
        if kind == "old":
            painter.drawLine(QPointF(left, top + ink.height * 0.54), QPointF(left + used, top + ink.height * 0.54))

    def _ground(self, painter: QPainter, chip: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._chip)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colour(self, kind: str, *, quiet: bool) -> QColor:
        if kind in {"chip", "plain"}:
            return self._text
        if quiet or kind in {"none", "cleared", "muted"}:
            return self._muted
        return self._old if kind == "old" else self._new


def _width(piece: tuple[str, str, CellText]) -> float:
    kind, text, ink = piece
    return ink.natural_width(text) + 1 + (2 * _CHIP_PAD_PX if kind == "chip" else 0)


def _weighted(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _slanted(font: QFont) -> QFont:
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted
