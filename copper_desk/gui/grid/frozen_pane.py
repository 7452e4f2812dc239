"""The columns that stay at the left while the others scroll: the state of a lead and its name.

Lies over the place of the grid's vertical header, which keeps that width free; so nothing can hide behind it. Shares
model, selection and scroll position with the grid, and never has the focus: the grid has it for both.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from copper_desk.gui.grid.grid_pane import GridPane
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr

RULE_PX = 2


class FrozenPane(GridPane):
    """``width_changed`` tells the grid to make room anew."""

    width_changed = Signal(object)  # int, pixels

    def __init__(self, theme: Theme, grid: QTableView) -> None:
        super().__init__(theme, grid)
        self._grid = grid
        self.header.setSectionsMovable(False)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setAccessibleName(tr("Frozen columns"))
        self.rule = _Rule(theme, grid)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)

    def show_columns(self, columns: tuple[int, ...]) -> None:
        """Show these columns of the model and no others; the state column keeps its width."""
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in columns)
        metrics = self.theme.metrics
        self.setColumnWidth(columns[0], max(metrics.state_column, self.header.label_width(columns[0])))
        self.header.setSectionResizeMode(columns[0], QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(columns[-1], metrics.name_column)
        self.header.sectionResized.connect(self._on_section_resized)

    def columns_width(self) -> int:
        """The width of the columns and of the rule after them, in pixels."""
        return self.header.length() + RULE_PX

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._grid.viewport(), event)

    def _on_section_resized(self, _column: int, _old: int, _new: int) -> None:
        self.width_changed.emit(self.columns_width())


class RowGap(QHeaderView):
    """Stands where the grid's vertical header would: keeps the rows' heights and the room, and draws nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setHighlightSections(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frozen columns cover it."""


class _Rule(QWidget):
    """The line between the frozen columns and the others."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.tokens.line))
        painter.end()
