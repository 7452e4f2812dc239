"""What an import would do, row by row: its kind, the lead, and each change with the value that it replaces.

Prepares the texts of a row when it is first asked for, and looks for words in pieces, so that 100,000 rows hold nobody
up. No colours here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from copper_desk.gui.grid.cell_state import Ring
from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.grid.row_state import RowState
from copper_desk.gui.review.review_words import shown as shown_value
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.gui.table.shown_change import ShownChange
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.haystack import folded, search_words
from copper_desk.leads.problem import Severity
from copper_desk.leads.style import TextStyle
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.import_count import ImportOutlook
from copper_desk.tabular.import_plan import PlannedCell, RowKind
from copper_desk.tabular.row_match import Fate
from copper_desk.wording import later, number, retold, tr

STATE_COLUMN, ROW_COLUMN, LEAD_COLUMN = range(3)
FIXED_COLUMNS = (STATE_COLUMN, ROW_COLUMN, LEAD_COLUMN)
_SLICE_S = 0.02
_LOOKED_AT = 500
"""Rows looked through between two looks at the clock."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

STATES = {
    RowKind.CHANGED: RowState("state-changed", "warning", later("Changed"), Phase.CHANGED, False, False),
    RowKind.NEW: RowState("state-new", "ok", later("New"), Phase.CLEAN, True, False),
    RowKind.PROBLEM: RowState("state-invalid", "error", later("Left out, needs a look"), Phase.INVALID, False, False),
    RowKind.UNCHANGED: RowState(None, "muted", later("Unchanged"), Phase.CLEAN, False, False),
    RowKind.SKIPPED: RowState("state-not-sent", "muted", later("Skipped"), Phase.CLEAN, False, False),
}
_RINGS = {Severity.ERROR: Ring.ERROR, Severity.WARNING: Ring.WARNING}
_FLAWED = RowState("state-invalid", "error", later("Changed, needs attention"), Phase.INVALID, False, False)
_FLAWED_NEW = RowState("state-invalid", "error", later("New, needs attention"), Phase.INVALID, True, False)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is painted; ``changes`` by field key."""

    state: RowState
    number: str
    name: str
    note: str
    changes: dict[str, ShownChange]


def row_count(outlook: ImportOutlook | None, kind: RowKind | None) -> int:
    """How many rows of a plan are of a kind; None: all."""
    if outlook is None:
        return 0
    return len(outlook.plan.kinds) if kind is None else len(outlook.places[kind])


class PreviewModel(AnsweringModel):
    """``found`` comes whenever more of the rows are known to hold the words that are looked for."""

    found = Signal()

    def __init__(
        self,
        sheet: Sheet,
        style: TextStyle,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self._clock = clock
        self._outlook: ImportOutlook | None = None
        self._fields: tuple[Field, ...] = ()
        self._notes = False
        self._shown: dict[int, ShownRow] = {}
        self._kind: RowKind | None = None
        self._words: tuple[str, ...] = ()
        self._of_kind: Sequence[int] = ()
        self._places: list[int] = []
        self._scanned = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle_timeout)

    def show_outlook(self, outlook: ImportOutlook | None, kind: RowKind | None = None) -> None:
        """Show this plan, and of it the rows of one kind."""
        self.beginResetModel()
        self._outlook, self._kind = outlook, kind
        self._shown.clear()
        self._take_kind()
        self.endResetModel()

    def show_kind(self, kind: RowKind | None) -> None:
        """Show the rows of this kind; None: all. Rows with a text that cannot be read are problems, too."""
        self.beginResetModel()
        self._kind = kind
        self._take_kind()
        self.endResetModel()

    def show_words(self, text: str) -> None:
        """Show the rows in which these words stand, in any case; they are found in pieces."""
        self.beginResetModel()
        self._words = search_words(text)
        self._begin_search()
        self.endResetModel()

    @property
    def is_searching(self) -> bool:
        """Whether more rows may still be found."""
        return self._idle.isActive()

    def count_of(self, kind: RowKind | None) -> int:
        """How many rows are of a kind."""
        return row_count(self._outlook, kind)

    @property
    def note_column(self) -> int | None:
        """The column that says what to mind; there only when some row has something."""
        return LEAD_COLUMN + 1 if self._notes else None

    @property
    def first_field(self) -> int:
        """The column of the first field."""
        return LEAD_COLUMN + 1 + int(self._notes)

    def field_at(self, column: int) -> Field | None:
        """The field of a column; None for the columns before the fields."""
        place = column - self.first_field
        return self._fields[place] if place >= 0 else None

    def shown(self, position: int) -> ShownRow:
        """A row prepared for painting."""
        place = self._places[position]
        found = self._shown.get(place)
        if found is None:
            found = self._shown[place] = self._prepared(place)
        return found

    def change(self, position: int, column: int) -> ShownChange | None:
        """The change in a cell of the table, if there is one."""
        field = self.field_at(column)
        return None if field is None else self.shown(position).changes.get(field.key)

    # -- Qt's questions --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.first_field + len(self._fields)

    def column_name(self, column: int) -> str:
        field = self.field_at(column)
        return field.label if field is not None else (tr("State"), tr("Row"), tr("Lead"), tr("Note"))[column]

    def answers(self) -> dict[int, Answer]:
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): lambda *cell: self.text_at(*cell) or None,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
        }

    def text_at(self, position: int, column: int) -> str:
        """What a cell says in text."""
        row = self.shown(position)
        if column < self.first_field:
            return (tr(row.state.words), row.number, row.name, row.note)[column]
        change = self.change(position, column)
        if change is None:
            return ""
        after = change.after or tr("cleared")
        return after if change.before is None else f"{change.before or '—'} → {after}"

    def _spoken(self, position: int, column: int) -> str:
        text = self.text_at(position, column)
        field = self.field_at(column)
        if field is not None and not text:
            return tr("{field}, no change", field=field.label)
        return f"{self.column_name(column)}: {text}"

    # -- preparing -------------------------------------------------------------------------------------------

    def _prepared(self, place: int) -> ShownRow:
        outlook = self._outlook
        if outlook is None:
            raise LookupError("no plan is shown")
        plan = outlook.plan
        is_new = plan.matches.fates[place] is Fate.NEW
        cells = plan.cells_by_place.get(place, ())
        rings = {flaw.field: _RINGS[flaw.problem.severity] for flaw in reversed(outlook.flaws.get(place, ()))}
        changes = {cell.key: self._change(cell, is_new=is_new, ring=rings.get(cell.key)) for cell in cells}
        number_ = number(plan.table.row_numbers[place])
        return ShownRow(self._state(outlook, place), number_, self._name(place), self._note(place), changes)

    def _state(self, outlook: ImportOutlook, place: int) -> RowState:
        kind = outlook.plan.kinds[place]
        if place in outlook.flawed:
            return _FLAWED_NEW if kind is RowKind.NEW else _FLAWED
        return STATES[kind]

    def _change(self, cell: PlannedCell, *, is_new: bool, ring: Ring | None) -> ShownChange:
        field = self._sheet.schema[cell.key]
        before = None if is_new else shown_value(field, cell.old, self._style)
        return ShownChange(before, shown_value(field, cell.new, self._style), None, ring)

    def _name(self, place: int) -> str:
        outlook = self._outlook
        if outlook is None:
            return ""
        plan = outlook.plan
        row = plan.matches.rows[place]
        if row is not None:
            return lead_name(self._sheet, row, self._style)
        return self._new_name(plan.cells_by_place.get(place, ())) or self._key_text(outlook, place)

    def _new_name(self, cells: Sequence[PlannedCell]) -> str:
        said = {cell.key: display_of(self._sheet.schema[cell.key], cell.new, self._style) for cell in cells}
        parts = (said.get(key, "") for key in ("first_name", "last_name"))
        return said.get("name", "") or " ".join(part for part in parts if part)

    def _key_text(self, outlook: ImportOutlook, place: int) -> str:
        key, columns = outlook.choices.key, outlook.plan.table.columns
        text = "" if key is None else columns[key.index][place].strip()
        return text or next((cells[place].strip() for cells in columns if cells[place].strip()), "")

    def _note(self, place: int) -> str:
        outlook = self._outlook
        if outlook is None:
            return ""
        reason = outlook.plan.matches.reasons.get(place, "")
        flaws = sorted(outlook.flaws.get(place, ()), key=lambda flaw: not flaw.is_error)
        return retold(reason or next((flaw.problem.message for flaw in flaws), ""))

    def _take_kind(self) -> None:
        outlook, kind = self._outlook, self._kind
        self._notes = outlook is not None and bool(outlook.flaws or outlook.plan.matches.reasons)
        if outlook is None:
            self._of_kind = ()
        elif kind is None:
            self._of_kind = range(len(outlook.plan.kinds))
        else:
            self._of_kind = outlook.places[kind]
        self._take_fields()
        self._begin_search()

    def _take_fields(self) -> None:
        """The fields that the rows of this kind change."""
        columns = () if self._outlook is None else self._outlook.plan.columns
        chosen = None if self._kind is None else set(self._of_kind)
        fields = [
            column.field
            for column in columns
            if column.places and (chosen is None or not chosen.isdisjoint(column.places))
        ]
        self._fields = tuple(sorted(fields, key=lambda field: field.position))

    # -- looking for words -----------------------------------------------------------------------------------

    def _begin_search(self) -> None:
        self._scanned = 0
        self._places = [] if self._words else list(self._of_kind)
        if self._words and self._of_kind:
            self._idle.start()
        else:
            self._idle.stop()

    def _on_idle_timeout(self) -> None:
        until_s = self._clock() + _SLICE_S
        hits: list[int] = []
        while self._scanned < len(self._of_kind) and self._clock() < until_s:
            part = self._of_kind[self._scanned : self._scanned + _LOOKED_AT]
            self._scanned += len(part)
            hits += [place for place in part if self._holds_words(place)]
        if self._scanned >= len(self._of_kind):
            self._idle.stop()
        if hits:
            first = len(self._places)
            self.beginInsertRows(_ROOT, first, first + len(hits) - 1)
            self._places += hits
            self.endInsertRows()
        self.found.emit()

    def _holds_words(self, place: int) -> bool:
        outlook = self._outlook
        if outlook is None:
            return False
        parts = [cells[place] for cells in outlook.plan.table.columns]
        parts.append(self._name(place))
        for cell in outlook.plan.cells_by_place.get(place, ()):
            parts.append(shown_value(self._sheet.schema[cell.key], cell.old, self._style))
            parts.append(shown_value(self._sheet.schema[cell.key], cell.new, self._style))
        text = folded("\n".join(parts))
        return all(word in text for word in self._words)
