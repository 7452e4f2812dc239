"""A list of values with ticks, counts at the right, a line to find in it and one tick for all that are found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from copper_desk.gui.filtering.value_model import ValueModel
from copper_desk.gui.look.find_line import FindLine
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import counted, tr

Index = QModelIndex | QPersistentModelIndex
_FEW, _MOST_ROWS = 8, 11
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ValueList(QWidget):
    """``applied`` comes with Enter, and with a double click, which ticks one value alone."""

    applied = Signal()

    def __init__(self, model: ValueModel, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.line = _FindLine(theme, self)
        self.line.setVisible(model.rowCount() > _FEW)
        self.all = QCheckBox()
        self.all.setTristate(True)
        self.list = _Ticks(model, theme, self)
        self.list.setAccessibleName(name)
        self.list.only_wished.connect(self._on_only_wished)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.all)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.line if self.line.isVisibleTo(self) else self.list)
        self.line.textChanged.connect(model.find)
        self.line.returnPressed.connect(self.applied)
        self.all.clicked.connect(self._on_all_clicked)
        model.ticked.connect(self._show_all)
        self._show_all()

    def _show_all(self) -> None:
        shown = self.model.rowCount()
        self.all.setCheckState(self.model.state_of_all() if shown else Qt.CheckState.Unchecked)
        self.all.setEnabled(shown > 0)
        self.all.setText(counted(shown, "1 value", "All {n} values") if not self.line.text() else _found(shown))
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _on_all_clicked(self, _checked: bool) -> None:
        self.model.tick_shown(on=self.model.state_of_all() is not Qt.CheckState.Checked)

    def _on_only_wished(self, row: int) -> None:
        self.model.tick_only(row)
        self.applied.emit()


def _found(count: int) -> str:
    if not count:
        return tr("No value by that name")
    return counted(count, "The 1 value found", "All {n} values found")


class _FindLine(FindLine):
    """The arrows move in the list while words are typed."""

    def __init__(self, theme: Theme, values: ValueList) -> None:
        super().__init__(theme.icons, hint=tr("Find a value"), name=tr("Find a value"), parent=values)
        self._values = values

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._values.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._values.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class _Ticks(QListView):
    """Space turns a tick, a click on the line too; ``only_wished`` carries the row of a double click."""

    only_wished = Signal(object)

    def __init__(self, model: ValueModel, theme: Theme, values: ValueList) -> None:
        super().__init__(values)
        self._model = model
        self._values = values
        self.setProperty("pick", "true")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        self.setItemDelegate(_TickPainter(theme, self))
        self._row_px = theme.metrics.row
        self.setMinimumHeight(self._row_px * min(max(3, model.rowCount()), 5))
        self.setCurrentIndex(model.index(0, 0))
        self._rows = min(max(3, model.rowCount()), _MOST_ROWS)

    def sizeHint(self) -> QSize:
        """As many rows as there are values, up to a screenful."""
        return QSize(super().sizeHint().width(), self._row_px * self._rows + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._model.toggle(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._values.applied.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._model.toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.only_wished.emit(index.row())


class _TickPainter(QStyledItemDelegate):
    """A box, the value, and its count at the right."""

    def __init__(self, theme: Theme, view: _Ticks) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, tokens = QRect(option.rect), self._theme.tokens
        pad, mark = self._theme.metrics.cell_pad, self._theme.metrics.mark
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.fillRect(rect, QColor(tokens.selection))
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._box(painter, QRect(rect.left() + 1, rect.center().y() - mark // 2, mark, mark), on=checked)
        painter.setFont(self._view.font())
        letters = QFontMetrics(self._view.font())
        count, label = str(index.data(Qt.ItemDataRole.UserRole)), str(index.data())
        room = rect.adjusted(mark + pad + 2, 0, -2, 0)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        room.setRight(room.right() - letters.horizontalAdvance(count) - pad)
        painter.setPen(QColor(tokens.text))
        shown = letters.elidedText(" ".join(label.split()), Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, int(flags), shown)

    def _box(self, painter: QPainter, box: QRect, *, on: bool) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.control), 1))
        painter.setBrush(QColor(tokens.accent if on else tokens.bg))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()
        if on:
            ratio = self._view.devicePixelRatioF()
            pixmap = self._theme.icons.pixmap("check", tone="on_accent", size_px=box.width() - 1, ratio=ratio)
            painter.drawPixmap(box.left() + 1, box.top() + 1, pixmap)
