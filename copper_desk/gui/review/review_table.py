"""The table of a review: tick, State and Lead stay at the left, the changes scroll beside them.

The fixed columns are a second view over the left edge that shares model, selection and scroll position; the keyboard
is always the first one's.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.review_delegate import ReviewDelegate
from copper_desk.gui.review.review_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, TICK_COLUMN, ReviewModel
from copper_desk.gui.wording import tr
from copper_desk.sheet.tsv import format_tsv

_SAMPLED_ROWS = 200
"""Rows that decide how wide a column opens."""
_NARROWEST_PX = 110
_WIDEST_PX = 340
"""A column opens no wider than this, unless all of them have room at once."""
_NOTE_PX = 300
_RULE_PX = 2
_HEADER_PAD_PX = 28

Index = QModelIndex | QPersistentModelIndex


class ReviewTable(QTableView):
    """``copied`` carries the number of rows that went to the clipboard."""

    copied = Signal(int)

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.fixed = FixedColumns(self)
        self.setModel(model)
        self._delegate = ReviewDelegate(model, theme, is_current=self._is_current, covered=self)
        _dress(self, self._delegate, theme)
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(tr("Changes to be pushed, one row a lead"))
        _dress(self.fixed, self._delegate, theme)
        self.fixed.follow(self)
        model.modelReset.connect(self._on_model_reset)
        theme.changed.connect(self._on_theme_changed)
        self.fixed.horizontalHeader().sectionResized.connect(lambda *_: self._make_room())
        for view in (self, self.fixed):
            view.clicked.connect(self._on_view_clicked)

    def begin(self) -> None:
        """Make the first lead current, unless some cell is already."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            # Keys that are still down (Ctrl+S) would make a plain "set current" toggle instead.
            first = self._model.index(0, LEAD_COLUMN)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selected_positions(self) -> list[int]:
        """The rows of the table with a selected cell, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def copy(self) -> None:
        """Put the selected cells on the clipboard, with the columns' names over them."""
        chosen = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
        if not chosen:
            return
        header = [str(self._model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        text = self._model.text_at
        table = [[text(row, column) if (row, column) in chosen else "" for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(format_tsv([header, *table]))
        self.copied.emit(len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._model.toggle(self.selected_positions())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, beside the fixed columns and not under them."""
        bar, at = self.horizontalScrollBar(), self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if index.column() in FIXED_COLUMNS:
            bar.setValue(at)
            return
        hidden = self.fixed.columns_width() - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_fixed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._delegate.restyle(self.devicePixelRatioF())
        self._take_widths()

    def _is_current(self, index: Index) -> bool:
        return self.hasFocus() and self.currentIndex() == index

    def _place_fixed(self) -> None:
        height = self.viewport().height() + self.horizontalHeader().height()
        self.fixed.setGeometry(self.frameWidth(), self.frameWidth(), self.fixed.columns_width(), height)

    def _on_view_clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK_COLUMN:
            self._model.toggle([index.row()])

    def _on_model_reset(self) -> None:
        self._take_widths()
        self.begin()

    def _on_theme_changed(self, _tokens: object) -> None:
        self._delegate.restyle(self.devicePixelRatioF())
        self.viewport().update()
        self.fixed.viewport().update()

    def _take_widths(self) -> None:
        if not self._model.rowCount():
            return
        wanted = [self._wanted_width(column) for column in range(self._model.columnCount())]
        widest = _WIDEST_PX if sum(wanted) > self.viewport().width() else max(wanted)
        for column, width in enumerate(wanted):
            pane = self.fixed if column in FIXED_COLUMNS else self
            pane.setColumnWidth(column, min(width, _NOTE_PX if column == self._model.note_column else widest))
            self.fixed.setColumnHidden(column, column not in FIXED_COLUMNS)
        self._make_room()

    def _make_room(self) -> None:
        """The columns that lie under the fixed ones are as wide, and the last leaves room for the rule."""
        for column in FIXED_COLUMNS:
            rule = _RULE_PX if column == LEAD_COLUMN else 0
            self.setColumnWidth(column, self.fixed.columnWidth(column) + rule)
        self._place_fixed()

    def _wanted_width(self, column: int) -> int:
        """The width at which neither the name of a column nor its content is cut."""
        name = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        label = self.fontMetrics().horizontalAdvance(name) + _HEADER_PAD_PX
        if column == TICK_COLUMN:
            return label
        if column == STATE_COLUMN:
            return max(label, self._theme.metrics.state_column)
        sampled = range(min(self._model.rowCount(), _SAMPLED_ROWS))
        return max(label, _NARROWEST_PX, *(round(self._delegate.wanted_width(row, column)) for row in sampled))


class FixedColumns(QTableView):
    """The columns at the left. Never has the focus."""

    def __init__(self, table: ReviewTable) -> None:
        super().__init__(table)
        self._table = table
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setAccessibleName(tr("Ticks and names of the leads"))
        self.setProperty("fixed", "true")

    def follow(self, table: QTableView) -> None:
        """Show the same model, selection and rows."""
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)

    def columns_width(self) -> int:
        """The width of the columns and of the rule after them, in pixels."""
        return sum(self.columnWidth(column) for column in FIXED_COLUMNS) + _RULE_PX

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._table.viewport(), event)


def _dress(view: QTableView, delegate: ReviewDelegate, theme: Theme) -> None:
    view.setItemDelegate(delegate)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    down, across = view.verticalHeader(), view.horizontalHeader()
    down.hide()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(theme.metrics.row)
    down.setMinimumSectionSize(theme.metrics.row)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setFixedHeight(theme.metrics.header)
    across.setHighlightSections(False)
    across.setMinimumSectionSize(36)
    across.setAccessibleName(tr("Names of the columns"))
