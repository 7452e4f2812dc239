"""Which leads are shown and in which order, as the person asked: the window's handle on the row order.

Every change goes through ``LeadModel.rearranging``, so that the views keep current cell and selection by lead. An open
editor is committed first: its row may move. Knows nothing of how values compare.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from copper_desk.gui.grid.lead_model import LeadModel

Sorts = tuple[tuple[str, bool], ...]
"""(field key, whether descending), the first one first."""


class Arrangement(QObject):
    """``changed`` follows each new order or filter; ``before`` is called ahead of it."""

    changed = Signal(object)  # Arrangement

    def __init__(self, model: LeadModel, *, before: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._before = before
        self._sorts: Sorts = ()
        self._text = ""

    @property
    def sorts(self) -> Sorts:
        """The sort in force, empty for the order of arrival."""
        return self._sorts

    @property
    def text(self) -> str:
        """The words that every shown row holds."""
        return self._text

    @property
    def is_stale(self) -> bool:
        """Whether edits or arrivals would change the order or the filter's answer, were it applied again."""
        return bool(self._model.order.stale)

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of ``text``."""
        self._text = text
        self.rearrange(lambda: self._model.order.set_filter(text))

    def sort(self, key: str, *, descending: bool = False, add: bool = False) -> None:
        """Sort by one field; ``add`` keeps the sorts before it."""
        kept = tuple(entry for entry in self._sorts if entry[0] != key) if add else ()
        self.set_sorts((*kept, (key, descending)))

    def toggle_sort(self, key: str) -> None:
        """Sort by this field, or turn its order round when it is the sort already."""
        descending = self._sorts[:1] == ((key, False),) and len(self._sorts) == 1
        self.sort(key, descending=descending)

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
