"""Draws one cell: background, text, marks and ring, from a theme's tokens.

Called for each cell of each repaint, so everything that does not depend on the cell is made once per theme, and no call
goes to the style. The ring of the current cell is not drawn here: it stands outside the cell, over its neighbours.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygon

from copper_desk.gui.grid.cell_state import CellState, Ring
from copper_desk.gui.grid.cell_text import CellText
from copper_desk.gui.grid.row_state import RowState
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import later, tr

_RING_PX = 2
_GAP_PX = 2
"""Under the ring of the current cell a problem's ring steps back behind a gap, so that both are seen."""
_GROUP_PX = 2
CLEARED_TEXT = later("⌀ cleared")


class CellPainter:
    """The inks of one theme. ``ratio`` is the device pixel ratio that pictures are made for."""

    def __init__(self, theme: Theme, *, ratio: float = 1.0) -> None:
        self._theme = theme
        self._ratio = ratio
        self.pad = theme.metrics.cell_pad
        self._mark, self._corner_px = theme.metrics.mark, theme.metrics.scaled(7)
        self.plain = CellText(theme.font)
        self.figures = CellText(_with_tabular_figures(theme.font), whole=True)
        self.cleared = CellText(_italic(theme.font))
        self.small = CellText(_smaller(theme.font), whole=True)
        self._take_colours()

    def background(
        self, painter: QPainter, rect: QRect, cell: CellState, row: RowState, *, selected: bool, current: bool
    ) -> None:
        """The ground of a cell: what changed, and whether it is selected; both can be seen.

        The current cell has its ring and keeps its own ground, so that it stands out of a selected block.
        """
        if cell.changed:
            painter.fillRect(rect, self._changed_selected if selected else self._changed)
        elif row.is_failed:
            painter.fillRect(rect, self._failed_selected if selected else self._failed)
        elif row.is_new:
            painter.fillRect(rect, self._new_selected if selected else self._new)
        elif selected:
            painter.fillRect(rect, self._selection)
        elif current:  # The table has filled it as selected by now.
            painter.fillRect(rect, self._bg)

    def text(self, painter: QPainter, rect: QRect, text: str, *, right: bool, muted: bool, end: int = 0) -> None:
        """One line of text, elided; ``end`` pixels are kept free at the right edge."""
        width = rect.width() - 2 * self.pad - end
        if width <= 0:
            return
        ink = self.figures if right else self.plain
        static, used = ink.ready(text, width)
        left = rect.right() + 1 - self.pad - end - used if right else rect.left() + self.pad
        painter.setFont(ink.font)
        painter.setPen(self._muted if muted else self._text)
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - ink.height) / 2), static)

    def cleared_text(self, painter: QPainter, rect: QRect) -> None:
        """The words that stand where a value was cleared."""
        static, _ = self.cleared.ready(tr(CLEARED_TEXT), max(0, rect.width() - 2 * self.pad))
        painter.setFont(self.cleared.font)
        painter.setPen(self._muted)
        top = rect.top() + (rect.height() - self.cleared.height) / 2
        painter.drawStaticText(QPointF(rect.left() + self.pad, top), static)

    def corner(self, painter: QPainter, rect: QRect, *, quiet: bool = False) -> None:
        """The corner mark of a changed cell; the quiet one is for a value that Copper put into another form."""
        right, top = rect.right() + 1, rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._muted if quiet else self._corner)
        painter.drawPolygon(
            QPolygon([QPoint(right - self._corner_px, top), QPoint(right, top), QPoint(right, top + self._corner_px)])
        )

    def ring(self, painter: QPainter, rect: QRect, ring: Ring, *, current: bool) -> None:
        """The ring of a problem, inside the cell, and inside the ring of the current cell."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 0
        if current:
            inset = _GAP_PX + 1
            painter.setPen(self._gap)
            painter.drawRect(rect.adjusted(2, 2, -2, -2))
        painter.setPen(self._rings[ring])
        # A pen of 2 px is drawn around the line, so the line runs 1 px inside.
        painter.drawRect(rect.adjusted(inset + 1, inset + 1, -inset - 1, -inset - 1))

    def glyph(self, painter: QPainter, rect: QRect, row: RowState) -> None:
        """The State column's picture."""
        if row.icon is not None:
            self._picture(painter, rect.center().x() - self._mark // 2 + 1, rect, row.icon, row.tone)

    def group(self, painter: QPainter, rect: QRect, group: tuple[int, bool] | None, *, with_number: bool) -> None:
        """The line over the first row of a group, and its number, small, at the right of the State column."""
        if group is None:
            return
        number, is_first = group
        if is_first:
            painter.fillRect(rect.left(), rect.top() - 1, rect.width() + 1, _GROUP_PX, self._control)
        if with_number:
            static, used = self.small.ready(str(number), rect.width() // 2)
            painter.setFont(self.small.font)
            painter.setPen(self._muted)
            top = rect.top() + (rect.height() - self.small.height) / 2
            painter.drawStaticText(QPointF(rect.right() - 3 - used, top), static)

    def chevron(self, painter: QPainter, rect: QRect) -> None:
        """The sign of a list to choose from, at the right edge."""
        self._picture(painter, rect.right() - self._mark - 4, rect, "chevron-down", "muted")

    def checkbox(self, painter: QPainter, rect: QRect, *, checked: bool) -> None:
        """A box, ticked or empty."""
        left = rect.left() + self.pad
        box = QRect(left, rect.top() + (rect.height() - self._mark) // 2, self._mark, self._mark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._box)
        painter.setBrush(self._accent if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if checked:
            painter.drawPixmap(box.left() + 1, box.top() + 1, self._pixmap("check", "on_accent", self._mark - 1))

    def _picture(self, painter: QPainter, left: int, rect: QRect, name: str, tone: str) -> None:
        top = rect.top() + (rect.height() - self._mark) // 2
        painter.drawPixmap(left, top, self._pixmap(name, tone, self._mark))

    def _pixmap(self, name: str, tone: str, size_px: int) -> QPixmap:
        return self._theme.icons.pixmap(name, tone=tone, size_px=size_px, ratio=self._ratio)

    def _take_colours(self) -> None:
        tokens = self._theme.tokens
        self._text, self._muted = QColor(tokens.text), QColor(tokens.muted)
        self._bg, self._selection = QColor(tokens.bg), QColor(tokens.selection)
        self._changed, self._changed_selected = QColor(tokens.changed), QColor(tokens.changed_selected)
        self._failed, self._failed_selected = QColor(tokens.failed), QColor(tokens.failed_selected)
        self._new, self._new_selected = QColor(tokens.new), QColor(tokens.new_selected)
        self._corner, self._accent = QColor(tokens.warning), QColor(tokens.accent)
        self._rings = {ring: _pen(getattr(tokens, ring.value), _RING_PX) for ring in Ring}
        self._control = QColor(tokens.control)
        self._box = _pen(tokens.control, 1)
        self._gap = _pen(tokens.bg, _GAP_PX)


def _pen(colour: str, width: int) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _italic(font: QFont) -> QFont:
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    return small


def _with_tabular_figures(font: QFont) -> QFont:
    """Digits of one width, so that a column of numbers lines up; fonts without them stay as they are."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular
