"""What is known of the loads so far: since when the sheet is complete, so that the next load asks only for changes.

Remembered beside the kept leads. Knows nothing of requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from copper_desk.desk.lead_keeper import LeadKeeper
from copper_desk.desk.load import LoadSummary
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet

OVERLAP_S = 300
"""Seconds by which a refresh reaches back behind the last one: a search may lag behind a write."""

SETTLING_S = 600
"""Seconds for which a new lead may be missing from a search without being gone."""

_BEGAN, _AS_OF, _COMPLETE = "refreshed_began_s", "as_of_s", "complete"


class LoadRecord:
    """The record of one sheet's loads. ``clock`` gives unix seconds of this computer; ``as_of_s`` is when the last
    complete load ended, or None."""

    def __init__(self, sheet: Sheet, leads: LeadKeeper, *, clock: Callable[[], float]) -> None:
        self._sheet = sheet
        self._leads = leads
        self._clock = clock
        self._began_s: int | None = None
        self.as_of_s: float | None = None

    def recall(self) -> None:
        """Remember when the kept leads were complete, if they are."""
        began, as_of = self._leads.fact(_BEGAN), self._leads.fact(_AS_OF)
        if self._leads.fact(_COMPLETE) is True and isinstance(began, int) and isinstance(as_of, int | float):
            self._began_s, self.as_of_s = began, float(as_of)

    def changed_since(self) -> int | None:
        """From when on (unix seconds of Copper's clock) changes are to be asked for; None: everything."""
        return None if self._began_s is None else self._began_s - OVERLAP_S

    def loaded(self, summary: LoadSummary) -> list[RowId]:
        """A load ended. Returns the leads of which it gave no sign, when it came to its end."""
        if not summary.complete:
            return []
        self._began_s = summary.began_s
        self.as_of_s = self._clock()
        self.keep_time()
        return [row for row in self._sheet.row_ids() if row > 0 and row not in summary.seen]

    def keep_time(self) -> None:
        """Remember when the sheet was complete, if it ever was."""
        if self._began_s is not None and self.as_of_s is not None:
            self._leads.remember(**{_BEGAN: self._began_s, _AS_OF: self.as_of_s, _COMPLETE: True})

    def certainly_gone(self, rows: Iterable[RowId]) -> list[RowId]:
        """Those of the leads that a read did not find which are old enough for that to mean that they are gone."""
        sheet, young = self._sheet, self._clock() - SETTLING_S
        created = sheet.schema["date_created"].position
        known = (row for row in rows if row in sheet)
        return [row for row in known if not (isinstance(at := sheet.base(row)[created], int) and at > young)]
