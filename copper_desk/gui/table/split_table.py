"""A table whose first columns stay at the left while the others scroll beside them.

The fixed columns are a second view over the left edge that shares model, selection and scroll position; the keyboard
is always the first one's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.gui.table.change_table import ChangeTable, dress

_SAMPLED_ROWS = 200
"""Rows that decide how wide a column opens."""
_RULE_PX = 2
_HEADER_PAD_PX = 28

Index = QModelIndex | QPersistentModelIndex


class SplitTable(ChangeTable):
    """``columns`` are those at the left, the first of the model."""

    def __init__(self, model: QAbstractItemModel, *, columns: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fixed = FixedColumns(self, columns)  # First: a model makes Qt ask for the geometry.
        self.setModel(model)

    def dress(
        self,
        delegate: ChangeDelegate,
        *,
        selects: QAbstractItemView.SelectionBehavior = QAbstractItemView.SelectionBehavior.SelectRows,
    ) -> None:
        """Have this delegate paint the cells of both views."""
        super().dress(delegate, selects=selects)
        dress(self.fixed, delegate, selects=selects)
        self.horizontalHeader().setStretchLastSection(True)
        self.fixed.follow()
        self.fixed.horizontalHeader().sectionResized.connect(lambda *_: self._make_room())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, beside the fixed columns and not under them."""
        bar, at = self.horizontalScrollBar(), self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if index.column() in self.fixed.columns:
            bar.setValue(at)
            return
        hidden = self.fixed.columns_width() - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_fixed()

    def give_widths(self, widths: Sequence[int]) -> None:
        """Open the columns this wide, in pixels."""
        for column, width in enumerate(widths):
            pane = self.fixed if column in self.fixed.columns else self
            pane.setColumnWidth(column, width)
            self.fixed.setColumnHidden(column, column not in self.fixed.columns)
        self._make_room()

    def name_width(self, column: int) -> int:
        """The width at which the name of a column is not cut, in pixels."""
        name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
        return self.fontMetrics().horizontalAdvance(name) + _HEADER_PAD_PX

    def content_width(self, column: int) -> int:
        """The width at which nothing in the first rows of a column is cut, in pixels."""
        sampled = range(min(self.model().rowCount(), _SAMPLED_ROWS))
        return max((round(self._painted_by.wanted_width(row, column)) for row in sampled), default=0)

    def _restyle(self) -> None:
        super()._restyle()
        self.fixed.viewport().update()

    def _place_fixed(self) -> None:
        height = self.viewport().height() + self.horizontalHeader().height()
        self.fixed.setGeometry(self.frameWidth(), self.frameWidth(), self.fixed.columns_width(), height)

    def _make_room(self) -> None:
        """The columns that lie under the fixed ones are as wide, and the last leaves room for the rule."""
        for column in self.fixed.columns:
            rule = _RULE_PX if column == self.fixed.columns[-1] else 0
            self.setColumnWidth(column, self.fixed.columnWidth(column) + rule)
        self._place_fixed()


class FixedColumns(QTableView):
    """The columns at the left. Never has the focus."""

    def __init__(self, table: QTableView, columns: Sequence[int]) -> None:
        super().__init__(table)
        self._table = table
        self.columns = columns
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setProperty("fixed", "true")

    def follow(self) -> None:
        """Show the model, selection and rows of the table."""
        table = self._table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)

    def columns_width(self) -> int:
        """The width of the columns and of the rule after them, in pixels."""
        return sum(self.columnWidth(column) for column in self.columns) + _RULE_PX

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._table.viewport(), event)
