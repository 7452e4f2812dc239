"""Paints the cells of the sheet, and opens, fills and reads their editors.

Paints everything itself: one call of the base class's paint costs more than the whole cell. Reads the prepared row
straight from the model instead of asking role by role.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copper_desk.gui.editor.cell_editor import CellEditor
from copper_desk.gui.editor.cell_editor_kind import OPENING_KINDS, editor_for
from copper_desk.gui.editor.surroundings import Surroundings, tags_in_use
from copper_desk.gui.grid.cell_painter import CLEARED_TEXT, CellPainter
from copper_desk.gui.grid.lead_model import STATE_COLUMN, LeadModel
from copper_desk.gui.grid.role import Role
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.field import Field
from copper_desk.leads.kind import NUMBER_KINDS, FieldKind
from copper_desk.wording import tr

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """``current`` and ``hovered`` are (row, column), ``spans`` the selected ranges as (top, bottom, left, right).

    The view sets them before it paints: asking the option's state flags costs more than filling the cell.
    """

    editor_opened = Signal(object)  # CellEditor

    def __init__(
        self, model: LeadModel, theme: Theme, parent: QObject, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.current = self.hovered = (-1, -1)
        self.spans: list[tuple[int, int, int, int]] = []
        self._model = model
        self._theme = theme
        self._ratio = 1.0
        self.painter = CellPainter(theme)
        self._chevron_room = theme.metrics.mark + 2
        kinds = [None, *(field.kind for field in model.fields)]
        self._right = [kind in NUMBER_KINDS for kind in kinds]
        self._choice = [kind in OPENING_KINDS for kind in kinds]
        self._checkbox = [kind is FieldKind.CHECKBOX for kind in kinds]

    def restyle(self, ratio: float) -> None:
        """Take the theme's inks anew, for a screen of this device pixel ratio."""
        self._ratio = ratio
        self.painter = CellPainter(self._theme, ratio=ratio)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        shown = self._model.shown_row(row)
        cell = shown.cells[column]
        rect, ink = option.rect, self.painter
        current = self.current == (row, column)
        selected = not current and self._is_selected(row, column)
        ink.background(painter, rect, cell, shown.state, selected=selected, current=current)
        ink.group(painter, rect, self._model.group_at(row), with_number=column == STATE_COLUMN)
        if column == STATE_COLUMN:
            ink.glyph(painter, rect, shown.state)
            return
        if cell.cleared:
            ink.cleared_text(painter, rect)
        elif self._checkbox[column]:
            offered = current or self.hovered == (row, column)
            self._paint_checkbox(painter, option, (row, column), offered=offered)
        else:
            end = 0
            if self._choice[column] and (current or self.hovered == (row, column)):
                ink.chevron(painter, rect)
                end = self._chevron_room
            text = shown.texts[column]
            if text is None:
                text = self._model.text_at(row, column)
            if text:
                ink.text(painter, rect, text, right=self._right[column], muted=cell.read_only, end=end)
        if cell.ring is not None:
            ink.ring(painter, rect, cell.ring, current=current)
        if cell.changed or cell.altered:
            ink.corner(painter, rect, quiet=cell.altered)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = self._theme.metrics
        if index.column() == STATE_COLUMN:
            return QSize(metrics.state_column, metrics.row)
        cell = self._model.shown_row(index.row()).cells[index.column()]
        text = tr(CLEARED_TEXT) if cell.cleared else self._model.text_at(index.row(), index.column())
        ink = self.painter.figures if self._right[index.column()] else self.painter.plain
        room = self._chevron_room if self._choice[index.column()] else 0
        return QSize(round(ink.natural_width(text)) + 2 * metrics.cell_pad + room + 4, metrics.row)

    # -- editing ---------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.field_at(index.column())
        if field is None or field.read_only:
            raise ValueError("a cell that no one edits was opened")
        editor = editor_for(self._surroundings(field), parent)
        widget = cast(QWidget, editor)
        widget.setAccessibleName(field.label)
        self.editor_opened.emit(editor)
        return widget

    def _surroundings(self, field: Field) -> Surroundings:
        return Surroundings(
            field,
            self._theme,
            self._model.style,
            self._today(),
            tags_in_use=lambda: tags_in_use(self._model.sheet, field),
        )

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cast(CellEditor, editor).fill(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        content = cast(CellEditor, editor).content()
        if content.value is not None:
            model.setData(index, content.value, int(Role.VALUE))
        else:
            model.setData(index, content.text, int(Qt.ItemDataRole.EditRole))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cast(CellEditor, editor).place(QRect(option.rect))  # The option does not outlive this call.

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Editors handle their own keys; the base class would take Enter and Tab before them."""
        return False

    def _is_selected(self, row: int, column: int) -> bool:
        for top, bottom, left, right in self.spans:  # noqa: SIM110 - twice as quick as any(), and asked per cell
            if top <= row <= bottom and left <= column <= right:
                return True
        return False

    def _paint_checkbox(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: tuple[int, int], *, offered: bool
    ) -> None:
        """A box; where nothing was ever chosen only while the cell is looked at."""
        value = self._model.value_at(*cell)
        if isinstance(value, bool) or (value is None and offered):
            self.painter.checkbox(painter, option.rect, checked=value is True)
        elif value is not None:
            self.painter.text(painter, option.rect, self._model.text_at(*cell), right=False, muted=False)
