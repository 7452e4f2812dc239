"""The sheet as a Qt table: one mapping from view row to lead, and the roles that views and delegates read.

Holds no data and mutates nothing: what a person types leaves as a ChangeSet through ``stage``, and what changed comes
back through ``on_delta``. No colours here; the delegate paints them from the theme.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from copper_desk.gui.grid.cell_state import CellState
from copper_desk.gui.grid.cell_words import former_option_notes, sent_note, sentence, spoken, tooltip
from copper_desk.gui.grid.role import Role
from copper_desk.gui.grid.row_state import RowState
from copper_desk.gui.grid.run import runs
from copper_desk.gui.grid.shown_row import ShownRow, ShownRows
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import NUMBER_KINDS
from copper_desk.leads.problem import Problem
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import ChangeSet, Delta, SetCell
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

STATE_COLUMN = 0
"""The column before the fields: the state of the row."""

_MANY_ROWS = 5_000
"""More changed rows than this are repainted as all of them."""

_MANY_RUNS = 40
"""More separate runs of changed rows than this are repainted as one."""

Index = QModelIndex | QPersistentModelIndex
Stage = Callable[[ChangeSet], object]
"""Takes a gesture to the desk, makes it an undo step and feeds the delta back into ``on_delta``."""

FormerOption = Callable[[str, int], str | None]
"""Names an option that the account no longer lists, by field key and id; None when its name is not known."""

_ROOT = QModelIndex()
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_OPEN = _FIXED | Qt.ItemFlag.ItemIsEditable


class LeadModel(QAbstractTableModel):
    """Leads down, State and ``schema.columns`` across."""

    def __init__(
        self,
        sheet: Sheet,
        order: RowOrder,
        *,
        style: TextStyle,
        stage: Stage,
        former_option: FormerOption = lambda _key, _id: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._former_option = former_option
        self.sheet = sheet
        self.order = order
        self.style = style
        self.stage = stage
        self.group_note: Callable[[RowId], str] = lambda _row: ""
        self.fields: tuple[Field, ...] = sheet.schema.columns
        self._columns = {field.key: column for column, field in enumerate(self.fields, start=1)}
        self._shown = ShownRows(sheet, self.fields, style)
        self._flags = [_FIXED, *(_FIXED if field.read_only else _OPEN for field in self.fields)]
        self._rows: list[RowId] = list(order.rows)

    # -- where is what ---------------------------------------------------------------------------------------

    def row_at(self, position: int) -> RowId:
        """The lead on a view row. Raises IndexError outside the rows."""
        return self._rows[position]

    def rows_at(self, positions: Iterable[int]) -> list[RowId]:
        """The leads on these view rows, in their order."""
        return [self._rows[position] for position in positions]

    def position(self, row: RowId) -> int | None:
        """The view row of a lead, or None when it is not shown."""
        found = self.order.position(row)
        return found if found is not None and found < len(self._rows) else None

    def field_at(self, column: int) -> Field | None:
        """The field of a column; None for the State column."""
        return self.fields[column - 1] if column > STATE_COLUMN else None

    def column_of(self, key: str) -> int | None:
        """The column of a field; None when it is not among the schema's columns."""
        return self._columns.get(key)

    def index_of(self, row: RowId, key: str) -> QModelIndex:
        """The index of a cell, invalid when the lead is not shown or the field is no column."""
        position, column = self.position(row), self._columns.get(key)
        return QModelIndex() if position is None or column is None else self.index(position, column)

    def text_at(self, position: int, column: int) -> str:
        """What a cell shows, for eyes; for the State column its words."""
        return self._shown.text(self._rows[position], column)

    def plain_text_at(self, position: int, column: int) -> str:
        """The whole value as text: what an editor opens with and what is copied. State in words."""
        row = self._rows[position]
        return self._shown.text(row, column) if column == STATE_COLUMN else self._edit(row, column)

    def value_at(self, position: int, column: int) -> CellValue:
        """The decoded value of a cell; the State column holds none."""
        field = self.field_at(column)
        return None if field is None else self.sheet.value_at(self._rows[position], field.position)

    def group_at(self, position: int) -> tuple[int, bool] | None:
        """The number of the group that a row stands in and whether it is the first of it; None without groups."""
        return self.order.group_of(position)

    def shown_row(self, position: int) -> ShownRow:
        """A row prepared for painting."""
        return self._shown.row(self._rows[position])

    # -- Qt's questions --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.fields) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Asked for each cell of each repaint, so nothing is put together here.
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        answer = _ANSWERS.get(int(role))
        return None if answer is None else answer(self, self._rows[index.row()], index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section <= len(self.fields):
            return None
        field = self.field_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("State") if field is None else field.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return _header_tip(field)
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for a change: text in EditRole, a decoded value in Role.VALUE. False where no one edits.

        What shows already is no change and reaches nobody.
        """
        field = self.field_at(index.column()) if index.isValid() else None
        if field is None or field.read_only or role not in {int(Qt.ItemDataRole.EditRole), int(Role.VALUE)}:
            return False
        row = self._rows[index.row()]
        held = self.sheet.value_at(row, field.position)
        wanted: Any = value
        if role == Qt.ItemDataRole.EditRole:
            wanted = value_of(field, str(value), self.style, held=held)
        if wanted != held:
            self.stage(ChangeSet((SetCell(row, field.key, wanted),), tr("typing in {field}", field=field.label)))
        return True

    # -- what comes back -------------------------------------------------------------------------------------

    def on_delta(self, delta: Delta) -> None:
        """Show what a mutation of the sheet changed, and no more."""
        for row in (*delta.changed, *delta.removed, *(old for old, _ in delta.renamed)):
            self._shown.forget(row)
        if delta.added or delta.removed or delta.renamed:
            self._take_arrivals(delta)
        self._repaint({*delta.changed, *(new for _, new in delta.renamed)})

    @contextmanager
    def rearranging(self) -> Iterator[None]:
        """Sort or filter the order inside this block; views keep current cell and selection by lead."""
        self.beginResetModel()
        try:
            yield
        finally:
            self._rows = list(self.order.rows)
            self.endResetModel()

    def restyle(self, style: TextStyle) -> None:
        """Show numbers and dates in another style."""
        self.style = style
        self._shown = ShownRows(self.sheet, self.fields, style)
        self._repaint_rows(0, len(self._rows) - 1)

    def _take_arrivals(self, delta: Delta) -> None:
        leaving = sorted(position for row in delta.removed if (position := self.position(row)) is not None)
        if leaving and (leaving[-1] - leaving[0] >= len(leaving) or delta.added):
            with self.rearranging():
                self.order.arrived(delta)
            return
        if leaving:
            self.beginRemoveRows(_ROOT, leaving[0], leaving[-1])
            self.order.arrived(delta)
            self._rows = list(self.order.rows)
            self.endRemoveRows()
            return
        self.order.arrived(delta)
        self._append_arrivals(dict(delta.renamed))

    def _append_arrivals(self, renamed: dict[RowId, RowId]) -> None:
        arranged = self.order.rows
        if renamed:
            self._rows = [renamed.get(row, row) for row in self._rows]
        first = len(self._rows)
        if len(arranged) > first:
            self.beginInsertRows(_ROOT, first, len(arranged) - 1)
            self._rows.extend(arranged[first:])
            self.endInsertRows()

    def _repaint(self, rows: Iterable[RowId]) -> None:
        wanted = rows if isinstance(rows, set) else set(rows)
        if len(wanted) > _MANY_ROWS:  # To sort out which of them are shown would take longer than to paint.
            self._repaint_rows(0, len(self._rows) - 1)
            return
        positions = sorted(position for row in wanted if (position := self.position(row)) is not None)
        stretches = list(runs(positions))
        if len(stretches) > _MANY_RUNS:
            stretches = [(positions[0], positions[-1])]
        for first, last in stretches:
            self._repaint_rows(first, last)

    def _repaint_rows(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields)))

    # -- answers to roles ------------------------------------------------------------------------------------

    def _display(self, row: RowId, column: int) -> str:
        return self._shown.text(row, column)

    def _edit(self, row: RowId, column: int) -> str:
        field = self.field_at(column)
        return "" if field is None else text_of(field, self.sheet.value_at(row, field.position), self.style)

    def _value(self, row: RowId, column: int) -> CellValue:
        field = self.field_at(column)
        return None if field is None else self.sheet.value_at(row, field.position)

    def _loaded(self, row: RowId, column: int) -> CellValue:
        field = self.field_at(column)
        return None if field is None else self.sheet.base(row)[field.position]

    def _lead(self, row: RowId, _column: int) -> RowId:
        return row

    def _key(self, _row: RowId, column: int) -> str:
        field = self.field_at(column)
        return "" if field is None else field.key

    def _cell_state(self, row: RowId, column: int) -> CellState:
        return self._shown.row(row).cells[column]

    def _row_state(self, row: RowId, _column: int) -> RowState:
        return self._shown.row(row).state

    def _problems(self, row: RowId, column: int) -> tuple[Problem, ...]:
        field = self.field_at(column)
        if field is None:
            return self.sheet.row_problems(row)
        problem = self._shown.problem(row, field)
        return () if problem is None else (problem,)

    def _tooltip(self, row: RowId, column: int) -> str | None:
        problems = self._problems(row, column)
        if column == STATE_COLUMN:
            sentences = [self.group_note(row), *(sentence(problem) for problem in problems)]
            text = "\n".join([self._shown.text(row, column), *filter(None, sentences)])
            return _plain(text.strip())
        field, loaded = self.fields[column - 1], None
        if self._cell_state(row, column).changed:
            loaded = display_of(field, self.sheet.base(row)[field.position], self.style)
        notes = self._notes(row, column, field)
        return _plain(tooltip(full_text=self._edit(row, column), loaded=loaded, problems=problems, notes=notes))

    def _notes(self, row: RowId, column: int, field: Field) -> list[str]:
        """What is worth a word about a cell and is no problem."""
        notes = former_option_notes(field, self.sheet.value_at(row, field.position), self._former_option)
        if self._cell_state(row, column).altered:
            sent = self.sheet.alterations(row)[field.key].sent
            notes.append(sent_note(display_of(field, sent, self.style)))
        return notes

    def _spoken(self, row: RowId, column: int) -> str:
        field = self.field_at(column)
        label = tr("State") if field is None else field.label
        text = self._shown.text(row, column)
        if field is None:
            notes = filter(None, [self.group_note(row), *(sentence(p) for p in self._problems(row, column))])
            return ", ".join([label, text or tr("as loaded"), *notes])
        return spoken(label, text, self._cell_state(row, column), self._problems(row, column))

    def _alignment(self, _row: RowId, column: int) -> int:
        field = self.field_at(column)
        is_number = field is not None and field.kind in NUMBER_KINDS
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


_Answer = Callable[[LeadModel, RowId, int], object]
_ANSWERS: dict[int, _Answer] = {
    int(Qt.ItemDataRole.DisplayRole): LeadModel._display,
    int(Qt.ItemDataRole.EditRole): LeadModel._edit,
    int(Qt.ItemDataRole.ToolTipRole): LeadModel._tooltip,
    int(Qt.ItemDataRole.AccessibleTextRole): LeadModel._spoken,
    int(Qt.ItemDataRole.AccessibleDescriptionRole): LeadModel._tooltip,
    int(Qt.ItemDataRole.TextAlignmentRole): LeadModel._alignment,
    int(Role.VALUE): LeadModel._value,
    int(Role.LOADED): LeadModel._loaded,
    int(Role.LEAD): LeadModel._lead,
    int(Role.KEY): LeadModel._key,
    int(Role.CELL_STATE): LeadModel._cell_state,
    int(Role.ROW_STATE): LeadModel._row_state,
    int(Role.PROBLEMS): LeadModel._problems,
}


def _plain(text: str) -> str | None:
    """Text that Qt cannot take for markup: a server's message is shown, not interpreted."""
    if not text:
        return None
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text


def _header_tip(field: Field | None) -> str:
    if field is None:
        return tr("The state of each lead: changed, failed, accepted …")
    parts = [field.label]
    if field.unit:
        parts.append(tr("in {unit}", unit=field.unit))
    if field.read_only:
        parts.append(tr("read-only"))
    return ", ".join(parts)
