"""The columns of a file as a table: what is in each, the field it fills and why, and what it does to a lead's value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from copper_desk.gui.importing import import_words as words
from copper_desk.gui.importing.import_draft import ColumnWay, DraftColumn
from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.table.pick_popup import PickEntry
from copper_desk.gui.table.pick_table import CellLook, PickModel
from copper_desk.leads.field import Field
from copper_desk.wording import number, tr

HEADER, FIELD, WHY, HOW, SAMPLES = range(5)
_NAMES = ("In the file", "Field", "Why", "How", "Samples")
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_LEAVE_OUT = "leave out"


class ColumnModel(PickModel):
    """One row a column of the file. What is chosen goes to the session's draft."""

    def __init__(self, session: ImportSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: list[DraftColumn] = []
        session.read.connect(self._on_session_read)
        session.decided.connect(self._repaint)
        session.planned.connect(self._repaint)
        self._on_session_read()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_NAMES)

    def column_name(self, column: int) -> str:
        return tr(_NAMES[column])

    def text_at(self, row: int, column: int) -> str:
        entry = self._columns[row]
        if column == HEADER:
            return entry.match.header.strip() or tr("(no header)")
        if column == FIELD:
            return tr("Leave out") if entry.field is None else entry.field.label
        if column == WHY:
            return words.why_words(entry)
        return self._how(entry) if column == HOW else self._samples(entry)

    def look_at(self, row: int, column: int) -> CellLook:
        entry = self._columns[row]
        if column == HEADER:
            counts = entry.is_used or self._is_key(entry)
            return CellLook("text" if counts else "muted", is_bold=counts)
        if column == WHY:
            guessed = entry.match.guess is not None or entry.match.rival is not None
            return CellLook("warning" if guessed else "muted")
        if column == SAMPLES and self._is_doubtful(entry):
            return CellLook("warning")
        return CellLook("text" if (entry.is_used or self._is_key(entry)) and column != SAMPLES else "muted")

    def is_pickable(self, row: int, column: int) -> bool:
        return column == FIELD or (column == HOW and self._columns[row].is_used and not self._partners(row))

    def picks(self, row: int, column: int) -> tuple[Sequence[PickEntry], object]:
        return self._fields(row) if column == FIELD else self._ways(row)

    def pick(self, row: int, column: int, value: object) -> None:
        draft = self._session.draft
        if column == FIELD:
            draft.choose_field(row, value if isinstance(value, str) else None)
        elif isinstance(value, ColumnWay):
            draft.choose_way(row, value)
        else:
            draft.choose_field(row, None)
        self._session.decide()

    def _fields(self, row: int) -> tuple[Sequence[PickEntry], object]:
        own = self._columns[row].field
        taken = {
            column.field.key: column.match.header
            for column in self._columns
            if column.field and column.field is not own
        }
        offered = [field for field in self._session.schema.columns if field.writable or field.key == "id"]
        entries = [PickEntry(tr("Leave out"), None)]
        guess = self._columns[row].match.guess
        if guess in offered and guess is not None:
            entries.append(PickEntry(guess.label, guess.key, tr("similar spelling"), is_apart=True))
            offered.remove(guess)
        for number_, field in enumerate(offered):
            note = tr("filled by “{header}”", header=taken[field.key]) if field.key in taken else _part_of(field)
            entries.append(PickEntry(field.label, field.key, note, is_apart=number_ == 0))
        return entries, None if own is None else own.key

    def _ways(self, row: int) -> tuple[Sequence[PickEntry], object]:
        entry = self._columns[row]
        if entry.field is None:
            return (), None
        count = self._session.outlook.columns.get(entry.field.key) if self._session.outlook else None
        entries = []
        for way in words.ways_of(entry.field):
            told = words.way_count(count, way)
            entries.append(PickEntry(words.way_words(entry.field, way), way, "" if told is None else number(told)))
        return [*entries, PickEntry(tr("Leave out"), _LEAVE_OUT, "0", is_apart=True)], entry.way

    def _how(self, entry: DraftColumn) -> str:
        field = entry.field
        if field is None:
            return ""
        if not entry.is_used:
            if self._is_key(entry):
                return tr("finds the lead")
            return tr("not used") if field.key == "id" else tr("read-only")
        if partners := self._partners(entry.match.index):
            return tr("with “{header}”", header=partners[0].match.header)
        outlook = self._session.outlook
        told = None if outlook is None else words.way_count(outlook.columns.get(field.key), entry.way)
        name = words.way_words(field, entry.way)
        return name if told is None else f"{name} · {number(told)}"

    def _samples(self, entry: DraftColumn) -> str:
        text = " · ".join(entry.match.samples)
        return f"⚠ {text}" if self._is_doubtful(entry) else text

    def _is_doubtful(self, entry: DraftColumn) -> bool:
        """Whether something in the column waits for an answer."""
        outlook, field = self._session.outlook, entry.field
        if outlook is None or field is None or not entry.is_used:
            return False
        if entry.match.index in outlook.days and entry.date_order is None:
            return True
        values = self._session.draft.values
        return any(each.key == field.key and (each.key, each.text) not in values for each in outlook.foreign)

    def _is_key(self, entry: DraftColumn) -> bool:
        key = self._session.draft.key
        return key is not None and key.index == entry.match.index

    def _partners(self, row: int) -> list[DraftColumn]:
        return self._session.draft.partners(row)

    def _on_session_read(self) -> None:
        self.beginResetModel()
        self._columns = self._session.draft.columns
        self.endResetModel()

    def _repaint(self) -> None:
        if self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._columns) - 1, SAMPLES))


def _part_of(field: Field) -> str:
    return tr("own field") if field.definition_id is not None else ""
