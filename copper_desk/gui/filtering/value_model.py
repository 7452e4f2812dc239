"""The values of a column with a tick each, narrowed by what is typed. Knows nothing of what the ticks are for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from copper_desk.leads.character import folded_name
from copper_desk.wording import counted, number, tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CHECK = int(Qt.ItemDataRole.CheckStateRole)


class Entry(NamedTuple):
    """``name`` is what the tick stands for, ``leads`` how many have it, None where that is not known."""

    name: str
    label: str
    leads: int | None


class ValueModel(QAbstractListModel):
    """``ticked`` comes when a tick or what is shown has changed."""

    ticked = Signal()

    def __init__(self, entries: Sequence[Entry], chosen: Collection[str] | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self._texts = [folded_name(entry.label) for entry in entries]
        self._ticked = {entry.name for entry in entries} if chosen is None else set(chosen)
        self.shown = list(entries)

    @property
    def is_whole(self) -> bool:
        """Whether every value is ticked and shown."""
        return len(self.shown) == len(self._all) and all(entry.name in self._ticked for entry in self._all)

    def chosen(self) -> list[str]:
        """The names that are ticked and shown."""
        return [entry.name for entry in self.shown if entry.name in self._ticked]

    def find(self, typed: str) -> None:
        """Show the entries whose label holds what was typed."""
        word = folded_name(typed)
        self.beginResetModel()
        pairs = zip(self._all, self._texts, strict=True)
        self.shown = [entry for entry, text in pairs if word in text] if word else list(self._all)
        self.endResetModel()
        self.ticked.emit()

    def tick_shown(self, *, on: bool) -> None:
        """Tick all that are shown, or none of them."""
        names = {entry.name for entry in self.shown}
        self._ticked = self._ticked | names if on else self._ticked - names
        self._tell(0, len(self.shown) - 1)

    def tick_only(self, row: int) -> None:
        """Tick this entry and no other."""
        self._ticked = {self.shown[row].name}
        self._tell(0, len(self.shown) - 1)

    def toggle(self, row: int) -> None:
        """Turn one tick round."""
        if 0 <= row < len(self.shown):
            self._ticked ^= {self.shown[row].name}
            self._tell(row, row)

    def state_of_all(self) -> Qt.CheckState:
        """Whether all that are shown are ticked, none, or some."""
        ticked = len(self.chosen())
        if ticked == len(self.shown):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        entry = self.shown[index.row()]
        is_ticked = entry.name in self._ticked
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label or tr("(empty)")
        if role == _CHECK:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.UserRole:
            return "" if entry.leads is None else number(entry.leads)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = tr("shown") if is_ticked else tr("hidden")
            leads = counted(entry.leads or 0, "1 lead", "{n} leads")
            return tr("{value}, {leads}, {state}", value=entry.label or tr("(empty)"), leads=leads, state=state)
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        self.toggle(index.row())
        return True

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.ticked.emit()
