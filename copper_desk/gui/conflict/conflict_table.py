"""The table of conflicts: whole rows are selected, and the keyboard chooses for all of them.

Paints its cells itself, as the sheet does: what will hold stands out, what will not is struck through.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from copper_desk.gui.conflict.conflict_model import CHOICE, FIELD, LEAD, LOADED, NOW, YOURS, ConflictModel
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.change_painter import ChangePainter
from copper_desk.gui.wording import tr
from copper_desk.sheet.merge import Side

Index = QModelIndex | QPersistentModelIndex
_NARROWEST_PX = 128
_NEXT = {None: Side.MINE, Side.MINE: Side.THEIRS, Side.THEIRS: None}
_PLAIN_KINDS = {LEAD: "plain", FIELD: "plain", LOADED: "muted"}
_VALUE_KINDS = {
    (YOURS, Side.MINE): "new",
    (YOURS, Side.THEIRS): "old",
    (NOW, Side.THEIRS): "new",
    (NOW, Side.MINE): "old",
    (CHOICE, None): "muted",
}


class ConflictTable(QTableView):
    """``selected`` comes when other rows are selected."""

    selected = Signal()

    def __init__(self, model: ConflictModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = ConflictDelegate(model, theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Conflicts, one row a field of a lead"))
        self._dress(theme)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        theme.changed.connect(self._on_theme_changed)

    def go_to(self, place: int) -> None:
        """Select one row and no other, whatever keys are still down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(place, LEAD), flags)

    def places(self) -> list[int]:
        """The selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes through the choices; Enter and Esc are the dialog's."""
        places = self.places()
        if event.key() == Qt.Key.Key_Space and places:
            self._model.choose(places, _NEXT[self._model.side(places[0])])
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()

    def _on_theme_changed(self, _tokens: object) -> None:
        self._restyle()

    def _restyle(self) -> None:
        self._delegate.restyle(self.devicePixelRatioF())
        self.viewport().update()

    def _dress(self, theme: Theme) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.metrics.row)
        across.setMinimumSectionSize(_NARROWEST_PX)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setFixedHeight(theme.metrics.header)
        across.setHighlightSections(False)
        across.setAccessibleName(tr("Names of the columns"))


class ConflictDelegate(QStyledItemDelegate):
    """Paints the cells of the table."""

    def __init__(self, model: ConflictModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._theme = theme
        self._table = table
        self._ink = ChangePainter(theme, ratio=1.0)

    def restyle(self, ratio: float) -> None:
        """Take the theme's inks anew, for a screen of this device pixel ratio."""
        self._ink = ChangePainter(self._theme, ratio=ratio)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens
        painter.fillRect(option.rect, QColor(tokens.selection if selected else tokens.bg))
        column = index.column()
        kind = _VALUE_KINDS.get((column, self._model.side(index.row())), _PLAIN_KINDS.get(column, "plain"))
        self._ink.text(painter, option.rect, kind, self._model.text_at(index.row(), column))
        if self._table.hasFocus() and self._table.currentIndex() == index:
            self._ink.current(painter, option.rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self._theme.metrics.row)
