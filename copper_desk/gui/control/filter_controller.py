"""Which leads are shown: the words of the filter box, at most one set of leads (a push's result, a problem), groups,
and the filters of columns.

All are joined by "and". Rearranges the model; knows nothing of how a row is matched.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copper_desk.gui.grid.arrangement import Arrangement
from copper_desk.gui.grid.lead_model import LeadModel
from copper_desk.leads.value import RowId

ONLY, GROUPS = "only:", "groups:"
"""Stand for the set that is shown alone and for the groups, beside the keys of filtered columns."""

PREPARED_S = 0.008
"""So long at a time rows are made ready for the filter box: half a frame, so that neither the hand on the keys notices
nor who works on another thread."""


class FilterController(QObject):
    """``changed`` carries the name of the set that is shown, "" for none."""

    changed = Signal(str)

    def __init__(self, model: LeadModel, arrangement: Arrangement, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._arrangement = arrangement
        self.name = ""
        self._preparing: Iterator[int] = iter(())
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle_timeout)

    @property
    def is_stale(self) -> bool:
        """Whether edits or arrivals since would change the order or what is shown, were both applied again."""
        return self._arrangement.is_stale

    def reapply(self) -> None:
        """Sort and filter again with what the rows hold now."""
        self._arrangement.reapply()
        self.changed.emit(self.name)

    @Slot()
    def prepare(self, *_facts: object) -> None:
        """Make the rows ready for the filter box in idle moments, so that the first word typed there is quick."""
        self._preparing = self._model.order.preparing()
        self._idle.start()

    @property
    def is_active(self) -> bool:
        """Whether any lead may be hidden."""
        filters, groups = self._arrangement.filters, self._arrangement.groups
        return bool(self._arrangement.text or self.name or filters or groups is not None)

    def show_words(self, text: str) -> None:
        """Show the leads that have every word of ``text`` in some column."""
        if text != self._arrangement.text:
            self._arrangement.filter(text)
            self.changed.emit(self.name)

    def show_only(self, rows: Collection[RowId], name: str) -> None:
        """Show only these leads; ``name`` says which they are."""
        self.name = name
        with self._model.rearranging():
            self._model.order.narrow(rows)
        self.changed.emit(name)

    def show_any(self) -> None:
        """Show all leads that have the words of the filter box."""
        if not self.name:
            return
        self.name = ""
        with self._model.rearranging():
            self._model.order.narrow(None)
        self.changed.emit("")

    @Slot()
    def show_everything(self) -> None:
        """Leave the set, the filters of columns and the groups; the words of the filter box stay."""
        if self._arrangement.groups is not None:
            self._arrangement.show_groups(None)
        if self._arrangement.filters:
            self._arrangement.set_filters({})
        self.show_any()

    @Slot()
    def _on_idle_timeout(self) -> None:
        until_s = time.perf_counter() + PREPARED_S
        for _ in self._preparing:
            if time.perf_counter() >= until_s:
                return
        self._idle.stop()
