"""The grid: leads down, fields across, State and Name held at the left; keys as in Excel.

Joins the parts: two panes on one model and one selection, an editor, the pointer, the commands. It decides where the
current cell goes; what a gesture changes is decided in gesture.py and staged by whoever owns the sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from copper_desk.gui.editor.cell_editor_kind import OPENING_KINDS
from copper_desk.gui.editor.editor_key import Finish
from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.grid.cell_delegate import CellDelegate
from copper_desk.gui.grid.column_width import first_width
from copper_desk.gui.grid.fill_handle import FillHandle
from copper_desk.gui.grid.frozen_pane import RULE_PX, FrozenPane, RowGap
from copper_desk.gui.grid.grid_answer import answers_of
from copper_desk.gui.grid.grid_command import GridCommand
from copper_desk.gui.grid.grid_cursor import GridCursor
from copper_desk.gui.grid.grid_editing import GridEditing
from copper_desk.gui.grid.grid_key import ACTED, Move, decision_for, types_text
from copper_desk.gui.grid.grid_pane import GridPane
from copper_desk.gui.grid.grid_pointer import GridPointer
from copper_desk.gui.grid.grid_selection import Cell, GridSelection, Remembered
from copper_desk.gui.grid.header_control import HeaderControl
from copper_desk.gui.grid.lead_model import STATE_COLUMN, LeadModel
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.kind import NUMBER_KINDS
from copper_desk.leads.value import RowId
from copper_desk.wording import tr


class LeadView(GridPane):
    """The grid of one model. ``commands`` holds what menus and toolbars may ask for.

    ``current_changed`` carries (RowId, field key) or None; ``selection_changed`` carries this view; ``said`` a
    sentence for the person; ``menu_wished`` the global position of a context menu; ``blanks_left`` the CellPlan of a
    paste that left blank cells alone ("Clear these 37 instead").
    """

    current_changed = Signal(object)
    selection_changed = Signal(object)
    said = Signal(object)
    menu_wished = Signal(object)
    blanks_left = Signal(object)

    _frozen: FrozenPane | None = None

    def __init__(
        self,
        model: LeadModel,
        theme: Theme,
        *,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.lead_model = model
        self.enter_edits = False
        self.leaves_keys_to_actions = False
        self.frozen_columns = (STATE_COLUMN, model.column_of("name") or STATE_COLUMN + 1)
        self.setVerticalHeader(RowGap(self))
        self.set_row_height(theme.metrics.row)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, theme, self, today=today))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Leads"))
        self._frozen = frozen = self._made_frozen()
        self._remembered: Remembered | None = None
        pointer = self._make_parts(frozen, today)
        self._asks = answers_of(self)
        self._join(pointer)
        self._lay_out_columns()
        self._restyle()

    def _make_parts(self, frozen: FrozenPane, today: Callable[[], date]) -> GridPointer:
        """Who selects, edits, carries out, walks and points (the one returned), on all columns alike."""
        model, theme, panes = self.lead_model, self.theme, (frozen, self)
        self.selection = GridSelection(model, self.selectionModel(), columns=self.shown_columns)
        self.editing = GridEditing(panes)
        self.commands = GridCommand(
            model,
            self.selection,
            columns=self.shown_columns,
            before=self.commit_editor,
            today=today,
            parent=self,
        )
        self.cursor_keys = GridCursor(self.selection, model, columns=self.shown_columns, page=self._page_rows)
        handle = FillHandle(self.selection, model, theme, columns=self.shown_columns)
        self.handle = frozen.handle = handle
        pointer = GridPointer(
            self.selection, model, panes=panes, before=self.commit_editor, reveal=self.reveal, handle=handle
        )
        self.pointer = frozen.pointer = pointer
        headers = (frozen.header, self.header)
        self.header_control = HeaderControl(headers, model, theme, grid=self, columns=self)
        return pointer

    # -- for the window --------------------------------------------------------------------------------------

    def commit_editor(self) -> bool:
        """Commit the cell editor that is open. False when none was."""
        return self.editing.commit()

    def current_cell(self) -> tuple[RowId, str] | None:
        """The current cell by lead and field key ("" in the State column), or None."""
        current = self.selection.current
        if current is None:
            return None
        field = self.lead_model.field_at(current[1])
        return self.lead_model.row_at(current[0]), "" if field is None else field.key

    def go_to(self, row: RowId, key: str = "name") -> bool:
        """Make a cell current and bring it into view. False when the lead is not shown or the field is no column.

        A hidden column is shown for it.
        """
        index = self.lead_model.index_of(row, key)
        if not index.isValid():
            return False
        self.commit_editor()
        if index.column() not in self.shown_columns():
            self.set_column_shown(key, shown=True)
        self.selection.move((index.row(), index.column()))
        self.reveal((index.row(), index.column()))
        return True

    def selected_leads(self) -> list[RowId]:
        """The leads with a selected cell, in the order shown."""
        return self.lead_model.rows_at(self.selection.rows())

    def selected_keys(self) -> list[str]:
        """The fields with a selected cell, as shown; without the State column."""
        fields = [self.lead_model.field_at(column) for column in self.selection.columns()]
        return [field.key for field in fields if field is not None]

    def shown_columns(self) -> list[int]:
        """The columns as shown, left to right, the frozen ones first."""
        header = self.header
        places = (header.logicalIndex(place) for place in range(header.count()))
        return [*self.frozen_columns, *(column for column in places if not header.isSectionHidden(column))]

    def set_column_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; the frozen ones stay. Raises KeyError for a field that is no column."""
        column = self.lead_model.column_of(key)
        if column is None:
            raise KeyError(key)
        if column not in self.frozen_columns:
            self.setColumnHidden(column, not shown)

    def fit(self, column: int) -> None:
        """As wide as its label and the cells in view need, up to half the grid."""
        pane = self.pane_of(column)
        wanted = max(pane.sizeHintForColumn(column), pane.header.label_width(column))
        if column != STATE_COLUMN:
            pane.setColumnWidth(column, min(wanted, max(200, self.width() // 2)))

    def hide_column(self, column: int) -> None:
        """Hide one of the columns that scroll."""
        if column not in self.frozen_columns:
            self.setColumnHidden(column, True)

    def begin(self) -> None:
        """Make a cell of the first lead current, unless some cell is already: what is typed now has a place to go."""
        if self.selection.current is None and self.lead_model.rowCount():
            self.selection.begin(self.frozen_columns[-1])

    def select_column(self, column: int) -> None:
        """Select a whole column, its first row in view becoming current."""
        self.commit_editor()
        self.selection.move((max(0, self.rowAt(0)), column))
        self.selection.select_columns()

    def follow(self, arrangement: Arrangement) -> None:
        """Sort by clicks on the headers and by their menus, and show the sort in force."""
        self.header_control.follow(arrangement)

    def reveal_column(self, column: int) -> None:
        """Show a column, if it is hidden, and scroll it into view; the rows stay where they are."""
        if column in self.frozen_columns:
            return
        self.setColumnHidden(column, False)
        left = self.columnViewportPosition(column)
        right = left + self.columnWidth(column)
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        if left < 0 or right > room:
            bar.setValue(bar.value() + (left if left < 0 or right - left > room else right - room))

    def reveal(self, cell: Cell) -> None:
        """Scroll a cell into view."""
        index = self.lead_model.index(*cell)
        (self.pane_of(cell[1])).scrollTo(index)

    # -- keys ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        decision = decision_for(event.key(), event.modifiers())
        if self.leaves_keys_to_actions and decision in ACTED:
            decision = None  # Whoever has these keys now is an action; a key that was taken from one does nothing.
        event.accept()
        if isinstance(decision, Move):
            self.go(self.cursor_keys.move(decision))
        elif decision is not None and self._asks[decision]() is not False:
            return
        elif types_text(event.text(), event.modifiers()):
            self.open_editor(text=event.text())
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed characters open the cell as typed ones do."""
        if event.commitString() or event.preeditString():
            self.open_editor(text="")
            editor = self.editing.editor
            if editor is not None:
                proxy: QWidget | None = editor.focusProxy()
                QApplication.sendEvent(editor if proxy is None else proxy, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A panel that opens below does not hide the current cell."""
        current = self.selection.current if self._frozen is not None else None
        foot = -1 if current is None else self.rowViewportPosition(current[0]) + self.rowHeight(current[0])
        super().resizeEvent(event)
        if current is not None and self.viewport().height() < foot <= event.oldSize().height():
            self.reveal(current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._frozen is not None:
            self._restyle()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._frozen is not None:
            self._place_frozen(self._frozen)

    def press_enter(self) -> None:
        """Enter: edit, or go on down, as the person prefers."""
        if self.enter_edits:
            self.open_editor()
        else:
            self.go(self.cursor_keys.enter(back=False))

    def go(self, cell: Cell | None) -> None:
        """Bring a cell that became current into view."""
        if cell is not None:
            self.reveal(cell)

    def open_list(self) -> None:
        """The list of a cell that has one; else that of its header, the filter."""
        current = self.selection.current
        if current is None:
            return
        field = self.lead_model.field_at(current[1])
        if field is not None and field.kind in OPENING_KINDS and not field.read_only:
            self.open_editor(with_list=True)
        else:
            self.header_control.menu.filter_wished.emit(current[1])

    def open_editor(self, *, text: str | None = None, with_list: bool = False) -> None:
        """Open the current cell, with its content or with ``text`` in its place; say why where no one edits it."""
        current = self.selection.current
        if current is None:
            return
        index = self.lead_model.index(*current)
        if not self.lead_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.commands.explain_read_only(current)
            return
        self.reveal(current)
        self.editing.open(self.pane_of(current[1]), index, text=text, with_list=with_list)

    # -- what happens ----------------------------------------------------------------------------------------

    def _join(self, pointer: GridPointer) -> None:
        model = self.lead_model
        pointer.open_wished.connect(self._on_open_wished)
        pointer.toggle_wished.connect(self.commands.toggle)
        pointer.menu_wished.connect(self.menu_wished)
        pointer.fill_wished.connect(self.commands.fill_range)
        self.commands.said.connect(self.said)
        self.commands.blanks_left.connect(self.blanks_left)
        self.editing.left.connect(self._on_editor_left)
        self.editing.everywhere_wished.connect(self.commands.type_everywhere)
        model.modelAboutToBeReset.connect(self._on_model_about_to_reset)
        model.modelReset.connect(self._on_model_reset)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.theme.changed.connect(self._on_theme_changed)

    def _on_open_wished(self, with_list: bool) -> None:
        current = self.selection.current
        if current is not None and not self.commands.toggle():
            self.open_editor(with_list=with_list)

    def _on_editor_left(self, finish: Finish) -> None:
        focused = QApplication.focusWidget()
        if focused is None or self.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(self.cursor_keys.leave(finish))

    def _on_model_about_to_reset(self) -> None:
        self._remembered = self.selection.remember()

    def _on_model_reset(self) -> None:
        if self._remembered is not None:
            self.selection.restore(self._remembered)
        if self.selection.current is not None:
            self.reveal(self.selection.current)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.header_control.mark_current(current)
        self.current_changed.emit(self.current_cell())

    def _on_selection_changed(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self.handle is not None:
            self.handle.follow(self.pane_of)
        self.selection_changed.emit(self)

    def _on_theme_changed(self, _tokens: object) -> None:
        self._restyle()

    # -- layout ----------------------------------------------------------------------------------------------

    def _made_frozen(self) -> FrozenPane:
        frozen = FrozenPane(self.theme, self)
        frozen.setModel(self.lead_model)
        own = frozen.selectionModel()
        frozen.setSelectionModel(self.selectionModel())
        own.deleteLater()
        frozen.setItemDelegate(CellDelegate(self.lead_model, self.theme, frozen))
        frozen.show_columns(self.frozen_columns)
        frozen.width_changed.connect(self._on_frozen_width_changed)
        return frozen

    def _lay_out_columns(self) -> None:
        numbers = frozenset(
            column for column, field in enumerate(self.lead_model.fields, start=1) if field.kind in NUMBER_KINDS
        )
        self.header.set_numbers(numbers)
        for column in self.frozen_columns:
            self.setColumnHidden(column, True)
        for column, field in enumerate(self.lead_model.fields, start=1):
            if column not in self.frozen_columns:
                label_px = self.header.label_width(column)
                self.setColumnWidth(column, first_width(field, row_px=self.theme.metrics.row, label_px=label_px))
        self._on_frozen_width_changed(0)

    def _on_frozen_width_changed(self, _width: int) -> None:
        if self._frozen is not None:
            self.verticalHeader().setFixedWidth(self._frozen.columns_width())
            self.updateGeometries()

    def _place_frozen(self, frozen: FrozenPane) -> None:
        """The frozen columns lie where the vertical header is; a shared height keeps both scroll ranges equal."""
        area = self.viewport().geometry()
        width = frozen.columns_width()
        height = area.bottom() + 1
        left = area.left() - width
        frozen.setGeometry(left, 0, width - RULE_PX, height)
        frozen.rule.setGeometry(left + width - RULE_PX, 0, RULE_PX, height)

    def _restyle(self) -> None:
        for pane in (self, *([self._frozen] if self._frozen else [])):
            pane.delegate().restyle(self.devicePixelRatioF())
            pane.viewport().update()
            pane.header.viewport().update()
        if self._frozen is not None:
            self._frozen.rule.update()

    def pane_of(self, column: int) -> LeadView | FrozenPane:
        """The table that shows a column."""
        return self._frozen if self._frozen is not None and column in self.frozen_columns else self

    def _page_rows(self) -> int:
        return max(1, self.viewport().height() // self.theme.metrics.row - 1)

    def _repaint_current(self) -> None:
        current = self.selection.current
        if current is not None:
            pane = self.pane_of(current[1])
            pane.viewport().update(pane.ring_rect(self.lead_model.index(*current)).adjusted(-1, -1, 1, 1))
