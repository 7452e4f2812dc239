"""The leads of one push as a Qt table: result, name, a column for each field that it changed, what was refused, the id.

Only what the leads that are shown have gets a column. Prepares a row when it is first asked for, so that ten thousand
leads open at once. No colours here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from copper_desk.gui.grid.row_state import RowState
from copper_desk.gui.history import history_words as words
from copper_desk.gui.table.answering_model import Answer, AnsweringModel
from copper_desk.gui.table.shown_change import ShownChange
from copper_desk.leads.schema import Schema
from copper_desk.storage.push_entry import FieldChange, LeadResult, RecordedLead
from copper_desk.wording import tr

STATE_COLUMN, LEAD_COLUMN = range(2)
FIXED_COLUMNS = (STATE_COLUMN, LEAD_COLUMN)
FIRST_FIELD = LEAD_COLUMN + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ShownLead:
    """A lead as it is painted; ``changes`` by column, each with whether this push sent it."""

    state: RowState
    name: str
    number: str
    told: str
    changes: dict[int, tuple[ShownChange, bool]]


class PushLeadModel(AnsweringModel):
    """The leads of a push that are to be seen."""

    def __init__(self, schema: Schema, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schema = schema
        self._leads: tuple[RecordedLead, ...] = ()
        self._fields: tuple[tuple[str, str], ...] = ()  # key, label
        self._has_told = False
        self._visible: Sequence[int] = ()
        self._shown: dict[int, ShownLead] = {}
        self._needle = ""
        self._result: LeadResult | None = None

    def show_leads(self, leads: Sequence[RecordedLead], *, search: str = "") -> None:
        """Show these leads; of them those that have the words of ``search``, if any has."""
        self.beginResetModel()
        self._leads = tuple(leads)
        self._result = None
        self._needle = self._found_needle(search.strip().casefold())
        self._narrow()
        self.endResetModel()

    def show_only(self, result: LeadResult | None) -> None:
        """Show the leads with this result, None for all."""
        self.beginResetModel()
        self._result = result
        self._narrow()
        self.endResetModel()

    @property
    def leads(self) -> tuple[RecordedLead, ...]:
        """All leads, also hidden ones."""
        return self._leads

    @property
    def is_narrowed(self) -> bool:
        """Whether the search hides some leads."""
        return bool(self._needle)

    def lead_at(self, position: int) -> RecordedLead:
        """The lead on a row of the table."""
        return self._leads[self._visible[position]]

    @property
    def told_column(self) -> int | None:
        """The column of what was refused; there only when something was."""
        return self.id_column - 1 if self._has_told else None

    @property
    def id_column(self) -> int:
        """The column of Copper's ids, the last one."""
        return FIRST_FIELD + len(self._fields) + int(self._has_told)

    def shown(self, position: int) -> ShownLead:
        """A row prepared for painting."""
        place = self._visible[position]
        found = self._shown.get(place)
        if found is None:
            found = self._shown[place] = self._prepared(self._leads[place])
        return found

    # -- Qt's questions --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.id_column + 1

    def column_name(self, column: int) -> str:
        if self._key_at(column) is not None:
            return self._fields[column - FIRST_FIELD][1]
        names = {STATE_COLUMN: tr("State"), LEAD_COLUMN: tr("Lead"), self.id_column: tr("Lead ID")}
        return names.get(column, tr("Message"))

    def answers(self) -> dict[int, Answer]:
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text_at,
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
        }

    def text_at(self, position: int, column: int) -> str:
        """What a cell says in text, for the clipboard."""
        lead, shown = self.lead_at(position), self.shown(position)
        if self._key_at(column) is not None:
            change = self._change(lead, column)
            return "" if change is None else words.change_words(change, is_new=lead.row < 0)
        texts = {STATE_COLUMN: words.result_words(lead), LEAD_COLUMN: shown.name, self.id_column: shown.number}
        return texts.get(column, shown.told)

    def _tooltip(self, position: int, column: int) -> str | None:
        lead = self.lead_at(position)
        change = self._change(lead, column)
        if change is None:
            return self.text_at(position, column) or None
        before, after = change.before_text or tr("empty"), change.after_text or tr("empty")
        lines = [tr("Before: {value}", value=before), tr("After: {value}", value=after)]
        if not change.was_sent:
            lines.append(tr("Changed by Copper along with the others."))
        return "\n".join(lines)

    def _spoken(self, position: int, column: int) -> str:
        text = self.text_at(position, column)
        if self._key_at(column) is None:
            return text
        return f"{self._fields[column - FIRST_FIELD][1]}, {text or tr('no change')}"

    # -- preparing -------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[tuple[str, str], ...]:
        """What was sent for leads that were there comes first, in the order of the sheet; then what only new leads have
        or what Copper changed by itself."""
        leads = [self._leads[place] for place in self._visible]
        labels = {change.key: change.label for lead in leads for change in lead.changes}
        sent = {each.key for lead in leads if lead.row > 0 for each in lead.changes if each.was_sent}
        order = {field.key: place for place, field in enumerate(self._schema.columns)}
        places = {key: (key not in sent, order.get(key, len(order))) for key in labels}
        return tuple(sorted(labels.items(), key=lambda pair: places[pair[0]]))

    def _change(self, lead: RecordedLead, column: int) -> FieldChange | None:
        key = self._key_at(column)
        return None if key is None else next((change for change in lead.changes if change.key == key), None)

    def _key_at(self, column: int) -> str | None:
        """The field of a column, None for the columns around the fields."""
        place = column - FIRST_FIELD
        return self._fields[place][0] if 0 <= place < len(self._fields) else None

    def _prepared(self, lead: RecordedLead) -> ShownLead:
        places = {key: FIRST_FIELD + place for place, (key, _) in enumerate(self._fields)}
        changes = {places[each.key]: (_shown_change(each, is_new=lead.row < 0), each.was_sent) for each in lead.changes}
        number = "" if lead.lead_id is None else str(lead.lead_id)
        told = words.one_line(words.told(lead, self._schema))
        return ShownLead(words.result_state(lead), lead.name or tr("No name"), number, told, changes)

    def _narrow(self) -> None:
        self._visible = self._matching()
        self._fields = self._columns()
        self._has_told = any(self._leads[place].refusals or self._leads[place].reason for place in self._visible)
        self._shown.clear()

    def _found_needle(self, needle: str) -> str:
        """The words, unless they belong to the push itself and to none of its leads."""
        return needle if needle and any(needle in self._haystack(lead) for lead in self._leads) else ""

    def _matching(self) -> Sequence[int]:
        if not self._needle and self._result is None:
            return range(len(self._leads))
        return [
            place
            for place, lead in enumerate(self._leads)
            if self._result in {None, lead.result} and (not self._needle or self._needle in self._haystack(lead))
        ]

    def _haystack(self, lead: RecordedLead) -> str:
        texts = [text for change in lead.changes for text in (change.before_text, change.after_text)]
        return "\n".join([lead.name, str(lead.lead_id or ""), words.told(lead, self._schema), *texts]).casefold()


def _shown_change(change: FieldChange, *, is_new: bool) -> ShownChange:
    before = None if is_new else words.one_line(change.before_text)
    return ShownChange(before, words.one_line(change.after_text), None, None)
