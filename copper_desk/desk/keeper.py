"""Keeps on this computer what a person changes in the sheet, as it changes.

Called after each change, on the sheet's thread. What cannot be written stays in memory and is tried again with the next
change; ``trouble`` tells. Knows nothing of how the files look.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping

from copper_desk.desk.local_data import LocalData
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import Delta, StagedEdit
from copper_desk.sheet.row_state import RowState
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.trouble import StorageTrouble

_LOG = logging.getLogger(__name__)


class Keeper:
    """The keeper of one sheet. Where there is no journal, it keeps nothing."""

    def __init__(self, sheet: Sheet, local: LocalData | None) -> None:
        self._sheet = sheet
        self._journal = None if local is None else local.journal
        self._kept: set[RowId] = set()
        self._due: dict[RowId, None] = {}
        self._sources: dict[RowId, str] = {}
        self._apart: dict[RowId, tuple[tuple[str, StagedEdit], ...]] = {}
        self.push = 0
        """The number of the push that is under way, for the rows that it holds; 0 for none."""
        self.doubtful: Callable[[], Mapping[RowId, int]] = dict
        """The numbers of the pushes that left rows in doubt: they have their say on them until Copper was asked."""
        self.trouble: StorageTrouble | None = None

    @property
    def keeps_changes(self) -> bool:
        """Whether every change so far would outlive the program."""
        return self._journal is not None and self.trouble is None

    def states(self) -> list[RowState]:
        """What was kept when the program last ended. Raises StorageTrouble.

        Changes of a field that the account has no longer stay in the journal, where the field may find them again.
        """
        found = [] if self._journal is None else self._journal.states()
        self._apart = {state.row: edits for state in found if (edits := self._without_field(state))}
        self._kept.update(state.row for state in found)
        self._sources.update((state.row, state.source) for state in found if state.source)
        return found

    @property
    def apart(self) -> int:
        """Changes that are kept although their field is no longer in the account."""
        return sum(map(len, self._apart.values()))

    def _without_field(self, state: RowState) -> tuple[tuple[str, StagedEdit], ...]:
        return tuple((key, edit) for key, edit in state.edits if self._sheet.schema.get(key) is None)

    def sources(self, rows: Iterable[RowId]) -> list[str]:
        """Where the changes of these rows came from, each once; "" for typing."""
        return list(dict.fromkeys(self._sources.get(row, "") for row in rows))

    def name_source(self, rows: Iterable[RowId], source: str) -> None:
        """These rows' changes came from there; called before ``keep``."""
        if source:
            self._sources.update(dict.fromkeys(rows, source))

    def keep(self, delta: Delta) -> bool:
        """Write down what this change left on its rows. Durable when it returns True."""
        if self._journal is None:
            return True
        self._due.update(dict.fromkeys(self._touched(delta)))
        if not self._due and self.trouble is None:
            return True
        states, forgotten = self._states()
        try:
            self._journal.save(states, forget=forgotten)
        except StorageTrouble as trouble:
            _LOG.info("Changes could not be written down: %s", trouble)
            self.trouble = trouble
            return False
        self.trouble = None
        self._kept.update(state.row for state in states)
        self._kept.difference_update(forgotten)
        self._due.clear()
        return True

    def _touched(self, delta: Delta) -> list[RowId]:
        """The rows of a change that have something to keep, or had."""
        for old, new in delta.renamed:
            if old in self._sources:
                self._sources[new] = self._sources.pop(old)
        rows = {*delta.changed, *delta.added, *delta.removed, *(row for pair in delta.renamed for row in pair)}
        return [*rows.intersection(self._kept), *self._sheet.standing_out(rows.difference(self._kept))]

    def _states(self) -> tuple[list[RowState], list[RowId]]:
        states = self._sheet.states(self._due, sources=self._sources, push=self.push)
        for row, push in self.doubtful().items():
            if row in states:
                states[row] = states[row]._replace(push=push)
        for row in self._apart.keys() & self._due.keys():
            state = states.get(row) or RowState(row)
            states[row] = state._replace(edits=(*state.edits, *self._apart[row]))
        forgotten = [row for row in self._due if row not in states]
        for row in forgotten:
            self._sources.pop(row, None)
        return list(states.values()), forgotten
