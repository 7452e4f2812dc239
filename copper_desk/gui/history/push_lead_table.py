"""The table of a push's leads: State and Lead stay at the left, what changed scrolls beside them. Nothing is edited.

Paints its cells itself, with the inks of the Review.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from copper_desk.gui.history.push_lead_model import FIXED_COLUMNS, LEAD_COLUMN, STATE_COLUMN, PushLeadModel, ShownLead
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.review.change_painter import ChangePainter
from copper_desk.gui.wording import tr
from copper_desk.sheet.tsv import format_tsv
from copper_desk.storage.push_entry import RecordedLead

_SAMPLED_ROWS = 200
"""Rows that decide how wide a column opens."""
_NARROWEST_PX = 96
_WIDEST_PX = 320
_RULE_PX = 2
_HEADER_PAD_PX = 28

Index = QModelIndex | QPersistentModelIndex


class PushLeadTable(QTableView):
    """Whole leads are selected; ``selected`` comes when others are."""

    selected = Signal()

    def __init__(self, model: PushLeadModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leads = model
        self._theme = theme
        self._fixed: FixedColumns | None = None  # Qt asks for the geometry before it is made.
        self.setModel(model)
        self._delegate = PushLeadDelegate(model, theme, self)
        _dress(self, self._delegate, theme)
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(tr("Leads of the push"))
        self._fixed = FixedColumns(self)
        _dress(self._fixed, self._delegate, theme)
        self._fixed.follow(self)
        model.modelReset.connect(self._on_model_reset)
        theme.changed.connect(self._on_theme_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())

    def selected_leads(self) -> list[RecordedLead]:
        """The leads of the selected rows, from the top."""
        return [self._leads.lead_at(row) for row in self._selected_rows()]

    def copy(self) -> None:
        """Put the selected leads on the clipboard, with the columns' names over them."""
        rows = self._selected_rows()
        columns = range(self._leads.columnCount())
        header = [str(self._leads.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        table = [[self._leads.text_at(row, column) for column in columns] for row in rows]
        if table:
            QGuiApplication.clipboard().setText(format_tsv([header, *table]))

    def _selected_rows(self) -> list[int]:
        """From the ranges: asked row by row, ten thousand would take a second."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            event.ignore()  # The window's; the arrows go from cell to cell.
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, beside the fixed columns and not under them."""
        bar, at = self.horizontalScrollBar(), self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if index.column() in FIXED_COLUMNS:
            bar.setValue(at)
            return
        hidden = self._covered() - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_fixed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._delegate.restyle(self.devicePixelRatioF())
        self._take_widths()

    def _covered(self) -> int:
        return sum(self.columnWidth(column) for column in FIXED_COLUMNS)

    def _place_fixed(self) -> None:
        if self._fixed is not None:
            height = self.viewport().height() + self.horizontalHeader().height()
            self._fixed.setGeometry(self.frameWidth(), self.frameWidth(), self._covered() + _RULE_PX, height)

    def _on_model_reset(self) -> None:
        self._take_widths()
        if self._leads.rowCount():
            # Keys that are still down would make a plain "set current" toggle instead.
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._leads.index(0, LEAD_COLUMN), flags)
        self.selected.emit()

    def _on_theme_changed(self, _tokens: object) -> None:
        self._delegate.restyle(self.devicePixelRatioF())
        self.viewport().update()
        if self._fixed is not None:
            self._fixed.viewport().update()

    def _take_widths(self) -> None:
        if self._fixed is None or not self._leads.rowCount():
            return
        for column in range(self._leads.columnCount()):
            self.setColumnWidth(column, min(_WIDEST_PX, self._wanted_width(column)))
            self._fixed.setColumnWidth(column, self.columnWidth(column))
            self._fixed.setColumnHidden(column, column not in FIXED_COLUMNS)
        self._place_fixed()

    def _wanted_width(self, column: int) -> int:
        """The width at which neither the name of a column nor its content is cut."""
        name = str(self._leads.headerData(column, Qt.Orientation.Horizontal))
        label = self.fontMetrics().horizontalAdvance(name) + _HEADER_PAD_PX
        if column == STATE_COLUMN:
            return max(label, self._theme.metrics.state_column)
        sampled = range(min(self._leads.rowCount(), _SAMPLED_ROWS))
        return max(label, _NARROWEST_PX, *(round(self._delegate.wanted_width(row, column)) for row in sampled))


class FixedColumns(QTableView):
    """The columns at the left. Never has the focus."""

    def __init__(self, table: PushLeadTable) -> None:
        super().__init__(table)
        self._table = table
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setAccessibleName(tr("Results and names of the leads"))
        self.setProperty("fixed", "true")

    def follow(self, table: QTableView) -> None:
        """Show the same model, selection and rows."""
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._table.viewport(), event)


class PushLeadDelegate(QStyledItemDelegate):
    """Paints the cells of the table."""

    def __init__(self, model: PushLeadModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._leads = model
        self._theme = theme
        self._table = table
        self._ink = ChangePainter(theme, ratio=1.0)

    def restyle(self, ratio: float) -> None:
        """Take the theme's inks anew, for a screen of this device pixel ratio."""
        self._ink = ChangePainter(self._theme, ratio=ratio)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, selected = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(self._theme.tokens.selection if selected else self._theme.tokens.bg))
        shown, column = self._leads.shown(index.row()), index.column()
        if column == STATE_COLUMN:
            self._ink.cell.glyph(painter, rect, shown.state)
        elif column in shown.changes:
            change, was_sent = shown.changes[column]
            self._ink.change(painter, rect, change, quiet=not was_sent)
        else:
            muted = column == self._leads.id_column
            self._ink.cell.text(painter, rect, self._plain_text(shown, column), right=False, muted=muted)
        if self._table.hasFocus() and self._table.currentIndex() == index:
            self._ink.current(painter, rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(self.wanted_width(index.row(), index.column())), self._theme.metrics.row)

    def wanted_width(self, position: int, column: int) -> float:
        """The width at which nothing of a cell is cut."""
        shown = self._leads.shown(position)
        found = shown.changes.get(column)
        if found is not None:
            return self._ink.natural_width(found[0])
        text = self._plain_text(shown, column)
        return self._ink.cell.plain.natural_width(text) + 2 * self._theme.metrics.cell_pad + 2

    def _plain_text(self, shown: ShownLead, column: int) -> str:
        """What stands in a cell that shows no change."""
        texts = {LEAD_COLUMN: shown.name, self._leads.told_column: shown.told, self._leads.id_column: shown.number}
        return texts.get(column, "")


def _dress(view: QTableView, delegate: QStyledItemDelegate, theme: Theme) -> None:
    view.setItemDelegate(delegate)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
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
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setFixedHeight(theme.metrics.header)
    across.setHighlightSections(False)
    across.setMinimumSectionSize(36)
    across.setAccessibleName(tr("Names of the columns"))
