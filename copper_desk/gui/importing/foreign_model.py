"""Texts of the file that name no owner, status, source or option, and what each is to become."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.table.pick_popup import PickEntry
from copper_desk.gui.table.pick_table import CellLook, PickModel
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import CellValue
from copper_desk.tabular.foreign_value import ForeignValue
from copper_desk.tabular.import_choice import KEEP, Keep
from copper_desk.wording import number, tr

FIELD, TEXT, ROWS, BECOMES = range(4)
_NAMES = ("Field", "In the file", "Rows", "Becomes")
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class ForeignModel(PickModel):
    """One row a text. What is chosen goes to the session's draft."""

    def __init__(self, session: ImportSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entries: tuple[ForeignValue, ...] = ()

    def show_entries(self, entries: tuple[ForeignValue, ...]) -> None:
        """Show these; the same ones again only look anew."""
        if entries == self.entries:
            if entries:
                self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, BECOMES))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def use_closest(self) -> None:
        """Let each text become what is closest to it, where anything is."""
        self._choose_all(lambda entry: self._as_value(entry, entry.offers[0]) if entry.offers else None)

    def keep_all(self) -> None:
        """Let all of them leave the leads as they are."""
        self._choose_all(lambda _entry: KEEP)

    def mark_all(self) -> None:
        """Mark all of them as problems."""
        self._choose_all(lambda _entry: None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_NAMES)

    def column_name(self, column: int) -> str:
        return tr(_NAMES[column])

    def text_at(self, row: int, column: int) -> str:
        entry = self.entries[row]
        if column == FIELD:
            return self._field(entry).label
        if column == TEXT:
            return entry.text
        return number(entry.count) if column == ROWS else self._becomes(entry)

    def look_at(self, row: int, column: int) -> CellLook:
        if column == TEXT:
            return CellLook(is_bold=True)
        if column == BECOMES and self._chosen(self.entries[row]) is None:
            return CellLook("error")
        return CellLook("text" if column == BECOMES else "muted")

    def is_pickable(self, row: int, column: int) -> bool:
        return column == BECOMES

    def picks(self, row: int, column: int) -> tuple[Sequence[PickEntry], object]:
        entry = self.entries[row]
        field = self._field(entry)
        choices = choices_of(field)
        near = [PickEntry(choices.label_of(each), self._as_value(entry, each), tr("close")) for each in entry.offers]
        rest = [each.id for each in choices.entries if each.id not in entry.offers]
        others = [
            PickEntry(choices.label_of(each), self._as_value(entry, each), is_apart=place == 0)
            for place, each in enumerate(rest)
        ]
        keep = PickEntry(tr("Keep the lead’s {field}", field=field.label), KEEP, is_apart=True)
        return [*near, *others, keep, PickEntry(tr("Mark as problem"), None)], self._chosen(entry)

    def pick(self, row: int, column: int, value: object) -> None:
        entry = self.entries[row]
        self._session.draft.choose_value(entry.key, entry.text, value)  # type: ignore[arg-type]  # one of the picks
        self._session.decide()

    def _choose_all(self, choose: Callable[[ForeignValue], CellValue | Keep]) -> None:
        for entry in self.entries:
            self._session.draft.choose_value(entry.key, entry.text, choose(entry))
        self._session.decide()

    def _becomes(self, entry: ForeignValue) -> str:
        chosen, field = self._chosen(entry), self._field(entry)
        if chosen is None:
            return tr("Marked as problem")
        if isinstance(chosen, Keep):
            return tr("Keep the lead’s {field}", field=field.label)
        ids = chosen if isinstance(chosen, tuple) else (chosen,)
        return ", ".join(choices_of(field).label_of(each) for each in ids if isinstance(each, int))

    def _chosen(self, entry: ForeignValue) -> CellValue | Keep:
        return self._session.draft.values.get((entry.key, entry.text))

    def _field(self, entry: ForeignValue) -> Field:
        return self._session.schema[entry.key]

    def _as_value(self, entry: ForeignValue, choice: int) -> CellValue:
        return (choice,) if self._field(entry).kind is FieldKind.MULTI_SELECT else choice
