"""Which leads are shown and in which order, as the person asked: the window's handle on the row order.

Every change goes through ``LeadModel.rearranging``, so that the views keep current cell and selection by lead. An open
editor is committed first: its row may move. Knows nothing of how values compare.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.value import RowId
from copper_desk.sheet.row_filter import RowFilter
from copper_desk.sheet.row_group import RowGroups

Sorts = tuple[tuple[str, bool], ...]
"""(field key, whether descending), the first one first."""

STATE = ""
"""Stands for the State column where a filter is named by a field key."""


class Arrangement(QObject):
    """``changed`` follows each new order or filter; ``before`` is called ahead of it."""

    changed = Signal(object)  # Arrangement

    def __init__(self, model: LeadModel, *, before: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._before = before
        self._sorts: Sorts = ()
        self._text = ""
        self._filters: dict[str, RowFilter] = {}
        self._groups: RowGroups | None = None

    @property
    def sorts(self) -> Sorts:
        """The sort in force, empty for the order of arrival."""
        return self._sorts

    @property
    def text(self) -> str:
        """The words that every shown row holds."""
        return self._text

    @property
    def filters(self) -> Mapping[str, RowFilter]:
        """The filters of columns in force, by field key (STATE for the State column), in the order they were set."""
        return MappingProxyType(self._filters)

    @property
    def groups(self) -> RowGroups | None:
        """The groups that are shown alone, each together."""
        return self._groups

    @property
    def is_stale(self) -> bool:
        """Whether edits or arrivals would change the order or the filter's answer, were it applied again."""
        return bool(self._model.order.stale)

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of ``text``."""
        self._text = text
        self.rearrange(lambda: self._model.order.set_filter(text))

    def filter_column(self, key: str, row_filter: RowFilter | None) -> None:
        """Filter by one column, in place of its filter so far; None: no more."""
        wanted = {name: kept for name, kept in self._filters.items() if name != key}
        self.set_filters(wanted if row_filter is None else wanted | {key: row_filter})

    def set_filters(self, filters: Mapping[str, RowFilter]) -> None:
        """Filter by these columns and no others."""
        self._filters = dict(filters)
        self.rearrange(lambda: self._model.order.set_filters(tuple(filters.values())))

    def rows_beside(self, key: str) -> list[RowId]:
        """The rows out of which the filter of a column chooses: those that pass all other filters."""
        return self._model.order.rows_beside([kept for name, kept in self._filters.items() if name != key])

    def show_groups(self, groups: RowGroups | None) -> None:
        """Show these groups alone, each together; None: every row in its own place."""
        self._groups = groups
        self.rearrange(lambda: self._model.order.set_groups(groups))

    def sort(self, key: str, *, descending: bool = False, add: bool = False) -> None:
        """Sort by one field; ``add`` keeps the sorts before it."""
        if add and any(entry[0] == key for entry in self._sorts):
            self.set_sorts(tuple((name, descending if name == key else down) for name, down in self._sorts))
            return
        self.set_sorts((*(self._sorts if add else ()), (key, descending)))

    def toggle_sort(self, key: str, *, add: bool = False) -> None:
        """Sort by this field, or turn its order round when it is a sort already; ``add`` keeps the others."""
        if add:
            self.sort(key, descending=(key, False) in self._sorts, add=True)
        else:
            self.sort(key, descending=self._sorts == ((key, False),))

    def set_sorts(self, sorts: Sorts) -> None:
        """Sort by these fields; none at all is the order of arrival."""
        self._sorts = sorts
        self.rearrange(lambda: self._model.order.set_sort(sorts))

    def reapply(self) -> None:
        """Sort and filter again with what the rows hold now."""
        self.rearrange(self._model.order.reapply)

    def rearrange(self, act: Callable[[], object]) -> None:
        """Change the row order in any other way it offers (states, chosen rows, filters), as one step."""
        self._before()
        with self._model.rearranging():
            act()
        self.changed.emit(self)
