"""A review as a Qt table: a tick, the state, the name, what to mind, then a column for each changed field.

Prepares the texts of a row when it is first asked for, so that ten thousand leads open at once. No colours here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from copper_desk.gui.grid.cell_state import Ring, ring_of
from copper_desk.gui.grid.lead_name import lead_name
from copper_desk.gui.grid.row_state import RowState, row_state
from copper_desk.gui.review import review_words as words
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.gui.table.shown_change import ShownChange
from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.push.review import Review
from copper_desk.push.review_lead import ReviewCell, ReviewLead, Worry
from copper_desk.push.review_tick import Ticks
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import tr

TICK_COLUMN, STATE_COLUMN, LEAD_COLUMN = range(3)
FIXED_COLUMNS = (TICK_COLUMN, STATE_COLUMN, LEAD_COLUMN)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True, slots=True)
class ShownLead:
    """A lead as it is painted; ``changes`` by field key."""

    state: RowState
    name: str
    note: str
    changes: dict[str, ShownChange]


class ReviewModel(AnsweringModel):
    """``ticked`` comes after each change of the ticks."""

    ticked = Signal()

    def __init__(self, sheet: Sheet, style: TextStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._style = style
        self._leads: tuple[ReviewLead, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._fields: tuple[Field, ...] = ()
        self._notes = False
        self._shown: dict[RowId, ShownLead] = {}
        self._haystacks: dict[RowId, str] = {}
        self._visible: list[int] = []
        self._only: frozenset[RowId] | None = None
        self._needle = ""
        self.ticks: Ticks | None = None

    def show_review(self, review: Review, ticks: Ticks) -> None:
        """Show this review."""
        self.beginResetModel()
        self.ticks = ticks
        self._leads = review.leads
        self._keys = review.keys
        self._only = None
        self._shown.clear()
        self._haystacks.clear()
        self._take_columns()
        self._visible = self._matching()
        self.endResetModel()

    def show_only(self, rows: frozenset[RowId] | None) -> None:
        """Show these leads, None for all, and the fields that they change; the words to find hold beside that."""
        self.beginResetModel()
        self._only = rows
        self._take_columns()
        self._visible = self._matching()
        self.endResetModel()

    def show_words(self, words: str) -> None:
        """Show the leads in which these words stand, in any case. The columns stay, so that typing moves nothing."""
        self.beginResetModel()
        self._needle = words.strip().casefold()
        self._visible = self._matching()
        self.endResetModel()

    def lead_at(self, position: int) -> ReviewLead:
        """The lead on a row of the table."""
        return self._leads[self._visible[position]]

    def leads(self) -> tuple[ReviewLead, ...]:
        """All leads, also those that the filters hide."""
        return self._leads

    def field_at(self, column: int) -> Field | None:
        """The field of a column; None for the columns before the fields."""
        place = column - self.first_field
        return self._fields[place] if place >= 0 else None

    @property
    def note_column(self) -> int | None:
        """The column that says what to mind; there only when some lead has something."""
        return LEAD_COLUMN + 1 if self._notes else None

    @property
    def first_field(self) -> int:
        """The column of the first field."""
        return LEAD_COLUMN + 1 + int(self._notes)

    def toggle(self, positions: Iterable[int]) -> None:
        """Untick the leads on these rows if all of them are ticked, else tick them."""
        self.toggle_rows([self.lead_at(position).row for position in positions])

    def toggle_rows(self, rows: Iterable[RowId]) -> None:
        """The same for leads, whether they are shown or not."""
        if self.ticks is not None:
            self.ticks.toggle(rows)
            if self._visible:
                last = self.index(len(self._visible) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            self.ticked.emit()

    def is_ticked(self, position: int) -> bool:
        """Whether the lead on a row goes out."""
        return self.ticks is not None and self.ticks.has(self.lead_at(position).row)

    def shown(self, position: int) -> ShownLead:
        """A row prepared for painting."""
        lead = self.lead_at(position)
        found = self._shown.get(lead.row)
        if found is None:
            found = self._shown[lead.row] = self._prepared(lead)
        return found

    def cell(self, position: int, column: int) -> ReviewCell | None:
        """The change in a cell of the table, if there is one."""
        field = self.field_at(column)
        return None if field is None else self.lead_at(position).cells.get(field.key)

    def change(self, position: int, column: int) -> ShownChange | None:
        """The same, prepared for painting."""
        field = self.field_at(column)
        return None if field is None else self.shown(position).changes.get(field.key)

    # -- Qt's questions --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.first_field + len(self._fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and index.column() == TICK_COLUMN and not self.lead_at(index.row()).held:
            return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def column_name(self, column: int) -> str:
        field = self.field_at(column)
        if field is not None:
            return field.label
        return (tr("Push"), tr("State"), tr("Lead"), tr("Note"))[column]

    def answers(self) -> dict[int, Answer]:
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip,
            int(Qt.ItemDataRole.AccessibleTextRole): self.spoken_at,
            int(Qt.ItemDataRole.CheckStateRole): self._check_state,
        }

    def text_at(self, position: int, column: int) -> str:
        """What a cell says in text, for the clipboard."""
        lead = self.lead_at(position)
        if column == TICK_COLUMN:
            return words.tick_words(lead, ticked=self.is_ticked(position))
        if column < self.first_field:
            shown = self.shown(position)
            return (shown.state.words, shown.name, shown.note)[column - STATE_COLUMN]
        field, cell = self.field_at(column), self.cell(position, column)
        if field is None or cell is None:
            return ""
        return words.change_text(field, cell, self._style, is_new=lead.is_new)

    def spoken_at(self, position: int, column: int) -> str:
        """What a screen reader says of a cell."""
        field, cell = self.field_at(column), self.cell(position, column)
        if field is None:
            return self.text_at(position, column)
        if cell is None:
            return tr("{field}, no change", field=field.label)
        return words.change_spoken(field, cell, self._style, is_new=self.lead_at(position).is_new)

    def _tooltip(self, position: int, column: int) -> str | None:
        if column < self.first_field:
            return self.text_at(position, column) or None
        return None if self.cell(position, column) is None else self.spoken_at(position, column)

    def _check_state(self, position: int, column: int) -> Qt.CheckState | None:
        if column != TICK_COLUMN or self.lead_at(position).held:
            return None
        return Qt.CheckState.Checked if self.is_ticked(position) else Qt.CheckState.Unchecked

    # -- preparing -------------------------------------------------------------------------------------------

    def _prepared(self, lead: ReviewLead) -> ShownLead:
        changes = {}
        for key, cell in lead.cells.items():
            changes[key] = self._change(self._sheet.schema[key], cell, is_new=lead.is_new)
        state = row_state(lead.phase, is_new=lead.is_new, warned=lead.worry is Worry.WARNED)
        name = lead_name(self._sheet, lead.row, self._style)
        return ShownLead(state, name, words.note_of(lead, self._sheet.schema), changes)

    def _change(self, field: Field, cell: ReviewCell, *, is_new: bool) -> ShownChange:
        now = None
        if cell.conflict is not None:
            now = tr("now: {value}", value=words.shown(field, cell.conflict.now, self._style) or tr("empty"))
        ring = Ring.CONFLICT if cell.conflict is not None else ring_of(cell.problem)
        before = None if is_new else words.shown(field, cell.before, self._style)
        return ShownChange(before, words.shown(field, cell.after, self._style), now, ring)

    def _take_columns(self) -> None:
        chosen = [lead for lead in self._leads if self._only is None or lead.row in self._only]
        changed = {key for lead in chosen for key in lead.cells}
        self._fields = tuple(self._sheet.schema[key] for key in self._keys if key in changed)
        self._notes = any(lead.worry is not Worry.NONE for lead in chosen)

    def _matching(self) -> list[int]:
        chosen = self._only
        return [
            place
            for place, lead in enumerate(self._leads)
            if (chosen is None or lead.row in chosen) and (not self._needle or self._needle in self._haystack(lead))
        ]

    def _haystack(self, lead: ReviewLead) -> str:
        found = self._haystacks.get(lead.row)
        if found is None:
            shown = self._prepared(lead)
            parts = [shown.name, shown.note]
            for change in shown.changes.values():
                parts += [change.before or "", change.after, change.now or ""]
            found = self._haystacks[lead.row] = "\n".join(parts).casefold()
        return found
