"""A table in some of whose cells something is chosen from a list: with the mouse, Enter, Space, F2 or Alt+Down.

Paints each cell by the kind of its text. Knows nothing of what stands in it or is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from copper_desk.gui.grid.cell_text import CellText
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.change_table import ChangeTable
from copper_desk.gui.table.pick_popup import PickEntry, PickPopup

Index = QModelIndex | QPersistentModelIndex
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)


class CellLook(NamedTuple):
    """How the text of a cell is meant: ``tone`` is a token of the theme."""

    tone: str = "text"
    is_bold: bool = False


class PickModel(AnsweringModel):
    """A model that says what can be chosen in its cells."""

    def text_at(self, row: int, column: int) -> str:
        """What a cell says."""
        return ""

    def look_at(self, row: int, column: int) -> CellLook:
        """How it is meant."""
        return CellLook()

    def is_pickable(self, row: int, column: int) -> bool:
        """Whether something can be chosen there."""
        return False

    def picks(self, row: int, column: int) -> tuple[Sequence[PickEntry], object]:
        """What can be chosen there, and the value that holds now."""
        return (), None

    def pick(self, row: int, column: int, value: object) -> None:
        """This was chosen."""

    def answers(self) -> dict[int, Answer]:
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self.text_at,
            int(Qt.ItemDataRole.AccessibleTextRole): self.spoken_at,
        }

    def spoken_at(self, row: int, column: int) -> str:
        """What a screen reader says of a cell."""
        return f"{self.column_name(column)}: {self.text_at(row, column)}"


class PickDelegate(ChangeDelegate):
    """Paints texts, and a chevron where something can be chosen."""

    def __init__(self, model: PickModel, theme: Theme, table: ChangeTable) -> None:
        super().__init__(theme, table)
        self._model = model
        self._plain = CellText(theme.font)
        self._chevron = theme.metrics.mark + 10
        self._bold = CellText(_weighted(theme.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        self.paint_ground(painter, option)
        rect, is_pickable = QRect(option.rect), self._model.is_pickable(row, column)
        if is_pickable:
            self.ink.cell.chevron(painter, rect)
            rect.setRight(rect.right() - self._chevron)
        self._write(painter, rect, self._model.text_at(row, column), self._model.look_at(row, column))
        self.paint_current(painter, option, index)

    def wanted_width(self, position: int, column: int) -> float:
        look = self._model.look_at(position, column)
        ink = self._bold if look.is_bold else self._plain
        chevron = self._chevron if self._model.is_pickable(position, column) else 0
        text = " ".join(self._model.text_at(position, column).split())
        return ink.natural_width(text) + 2 * self.theme.metrics.cell_pad + 2 + chevron

    def _write(self, painter: QPainter, rect: QRect, text: str, look: CellLook) -> None:
        pad = self.theme.metrics.cell_pad
        ink, room = self._bold if look.is_bold else self._plain, rect.width() - 2 * pad
        if not text or room <= 0:
            return
        static, _ = ink.ready(" ".join(text.split()), room)
        painter.setFont(ink.font)
        painter.setPen(QColor(getattr(self.theme.tokens, look.tone)))
        painter.drawStaticText(QPointF(rect.left() + pad, rect.top() + (rect.height() - ink.height) / 2), static)


class PickTable(ChangeTable):
    """Cells are current one at a time; where something can be chosen, a list opens under the cell."""

    def __init__(self, model: PickModel, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picks = model
        self._theme = theme
        self.popup: PickPopup | None = None
        self.setModel(model)
        self.painter_ = PickDelegate(model, theme, self)
        self.dress(self.painter_, selects=QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def open_popup(self, row: int, column: int) -> PickPopup | None:
        """Open the list of a cell, if it has one."""
        if not (0 <= row < self._picks.rowCount()) or not self._picks.is_pickable(row, column):
            return None
        entries, current = self._picks.picks(row, column)
        popup = PickPopup(entries, self._theme, name=self._picks.spoken_at(row, column), current=current, parent=self)
        popup.picked.connect(lambda value: self._picks.pick(row, column, value))
        cell = self.visualRect(self._picks.index(row, column))
        popup.open_at(QRect(self.viewport().mapToGlobal(cell.topLeft()), QSize(cell.width(), cell.height())))
        self.popup = popup
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        opens = event.key() in _OPENING and event.modifiers() == Qt.KeyboardModifier.NoModifier
        opens = opens or (event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier)
        if opens and current.isValid() and self._picks.is_pickable(current.row(), current.column()):
            self.open_popup(current.row(), current.column())
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.open_popup(index.row(), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._show_cursor(event.position().toPoint())

    def _show_cursor(self, at: QPoint) -> None:
        index = self.indexAt(at)
        is_pickable = index.isValid() and self._picks.is_pickable(index.row(), index.column())
        shape = Qt.CursorShape.PointingHandCursor if is_pickable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


def _weighted(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
