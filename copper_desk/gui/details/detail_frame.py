"""The bordered part of a box: a cell of the grid in another shape, with the same marks and much the same keys.

Paints and says what is wished for (open, clear, tick, put back); knows nothing of leads or of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from copper_desk.gui.details.detail_text import Paragraphs
from copper_desk.gui.grid.cell_painter import CellPainter
from copper_desk.gui.grid.cell_state import Ring
from copper_desk.gui.look.theme import Theme

_RADIUS = 6.0
_CORNER = 8.0
"""Room at the end for the sign of a list."""
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How an editor is wished for: ``text`` replaces what is held, as typing does."""

    text: str | None = None
    with_list: bool = False


def paint_border(
    painter: QPainter, rect: QRect, theme: Theme, *, changed: bool, ring: Ring | None, focused: bool
) -> None:
    """Ground, border, corner mark and ring of a box; the ring of a problem steps inside the ring of the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outside = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(outside, _RADIUS, _RADIUS)
    painter.fillPath(shape, theme.colour("changed" if changed else "bg"))
    if changed:
        painter.save()
        painter.setClipPath(shape)
        corner = outside.topRight()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warning"))
        painter.drawPolygon([corner, corner - QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)])
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not focused and ring is None:
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawRoundedRect(outside, _RADIUS, _RADIUS)
    if focused:
        _ring(painter, rect, theme.colour("focus"), inset=1.0)
    if ring is not None:
        _ring(painter, rect, theme.colour(ring.value), inset=4.0 if focused else 1.0)


def _ring(painter: QPainter, rect: QRect, colour: QColor, *, inset: float) -> None:
    painter.setPen(QPen(colour, 2))
    radius = max(2.0, _RADIUS - inset)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


class FieldFrame(QWidget):
    """The text of a field. ``bare``: without ground and border, as a line of a list.

    Wishes: ``open_wished`` (an Opening), ``clear_wished``, ``tick_wished``, ``reset_wished``.
    """

    open_wished = Signal(object)
    clear_wished = Signal()
    tick_wished = Signal()
    reset_wished = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        bare: bool = False,
        opens_list: bool = False,
        is_checkbox: bool = False,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bare = bare
        self._opens_list = opens_list
        self._is_checkbox = is_checkbox
        self._lines = lines
        self._text, self._empty = "", ""
        self._changed, self._ring, self._is_ticked = False, None, False  # type: bool, Ring | None, bool
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_checkbox or opens_list else Qt.CursorShape.IBeamCursor)
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        """What it shows."""
        return self._text

    def show_text(
        self, text: str, *, empty: str = "", changed: bool = False, ring: Ring | None = None, is_ticked: bool = False
    ) -> None:
        """Show a text, or the muted words ``empty`` where there is none."""
        if (text, empty) != (self._text, self._empty):
            self._text, self._empty = text, empty
            self.updateGeometry()
        self._changed, self._ring, self._is_ticked = changed, ring, is_ticked
        self.update()

    # -- size ------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        least = QFontMetrics(self.font()).lineSpacing() * self._lines
        text = Paragraphs(self._text or " ", self.font(), width - self._before - self._after)
        return max(round(text.height + 0.49), least) + 2 * self._above

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(self.font())
        width = max(letters.horizontalAdvance(line) for line in self._text.split("\n")) + self._before + self._after
        return QSize(width + 2, self.heightForWidth(width + 2))

    def minimumSizeHint(self) -> QSize:
        letters = QFontMetrics(self.font())
        return QSize(letters.averageCharWidth() * 6 + self._before + self._after, letters.height() + 2 * self._above)

    @property
    def _before(self) -> int:
        return self._theme.metrics.cell_pad + (0 if self._bare else 1)

    @property
    def _after(self) -> int:
        return self._theme.metrics.cell_pad + (self._theme.metrics.scaled(20) if self._opens_list else 1)

    @property
    def _above(self) -> int:
        letters = QFontMetrics(self.font())
        tall = self._theme.metrics.row if self._bare else self._theme.metrics.control
        return max(2, (tall - letters.height()) // 2)

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        focused = self.hasFocus()
        if self._bare:
            self._paint_bare(painter, focused=focused)
        else:
            paint_border(painter, self.rect(), self._theme, changed=self._changed, ring=self._ring, focused=focused)
        if self._is_checkbox:
            self._cells.checkbox(painter, self.rect(), checked=self._is_ticked)
            return
        painter.setPen(self._theme.colour("text" if self._text else "muted"))
        text = Paragraphs(self._text or self._empty, self.font(), self.width() - self._before - self._after)
        text.draw(painter, QPointF(self._before, self._above))
        if self._opens_list:
            row = QRect(0, 0, self.width(), self._theme.metrics.control)
            self._cells.chevron(painter, row)

    def _paint_bare(self, painter: QPainter, *, focused: bool) -> None:
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _ring(painter, self.rect(), self._theme.colour("focus"), inset=1.0)

    @cached_property
    def _cells(self) -> CellPainter:
        return CellPainter(self._theme, ratio=self.devicePixelRatioF())

    def _on_theme_changed(self, _tokens: object) -> None:
        self.__dict__.pop("_cells", None)
        self.update()

    # -- keys and clicks -------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # Opening waits for the release: the press has just brought the focus here.

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.rect().contains(event.position().toPoint()):
            return
        if self._is_checkbox:
            self.tick_wished.emit()
        else:
            self.open_wished.emit(Opening(with_list=self._opens_list and self._is_on_sign(event)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._acts_on(event):
            super().keyPressEvent(event)

    def _is_on_sign(self, event: QMouseEvent) -> bool:
        return event.position().x() >= self.width() - self._after

    def _acts_on(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & (_CONTROL | _SHIFT | _ALT)
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._text)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.open_wished.emit(Opening(QGuiApplication.clipboard().text().rstrip("\r\n")))
        elif key == Qt.Key.Key_Backspace and held == _CONTROL | _SHIFT:
            self.reset_wished.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not held:
            self.clear_wished.emit()
        elif self._is_checkbox:
            return self._ticks_on(key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and not held:
            self.open_wished.emit(Opening())
        elif key == Qt.Key.Key_Down and held == _ALT:
            self.open_wished.emit(Opening(with_list=True))
        elif _is_typing(event):
            self.open_wished.emit(Opening(event.text()))
        else:
            return False
        return True

    def _ticks_on(self, key: int) -> bool:
        if key not in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        self.tick_wished.emit()
        return True


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes: AltGr arrives as Control and Alt on some systems, so the character decides."""
    text, held = event.text(), event.modifiers() & (_CONTROL | _ALT)
    return bool(text) and text.isprintable() and held in {Qt.KeyboardModifier.NoModifier, _CONTROL | _ALT}
