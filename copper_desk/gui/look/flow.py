"""A line of small pieces that goes on in the next line where the room ends, so that large text clips nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


def fit_height(piece: QWidget, event: QEvent) -> None:
    """Called with each event of a piece whose lines wrap: it becomes no lower than they are at its width.

    Splitters and areas that scroll ask for a height that fits no width in particular, or too early.
    """
    layout = piece.layout()
    if layout is None or event.type() not in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
        return
    height = layout.totalMinimumHeightForWidth(piece.width()) if layout.hasHeightForWidth() else 0
    piece.setMinimumHeight(max(0, height))


class FlowLayout(QLayout):
    """Pieces from left to right, wrapped like words. ``gap_px`` stands between pieces, and between lines where no
    ``line_gap_px`` is given."""

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = 8, line_gap_px: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap_px
        self._line_gap = gap_px if line_gap_px is None else line_gap_px

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the widest piece alone; the height follows the width."""
        margins = self.contentsMargins()
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the pieces out in ``rect``; returns the height they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inner.left(), inner.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > inner.left() and x + size.width() > inner.left() + inner.width():
                x, y, line = inner.left(), y + line + self._line_gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size.boundedTo(QSize(inner.width(), size.height()))))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - rect.top() + self.contentsMargins().bottom()
