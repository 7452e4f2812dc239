"""The accounts of a push: which leads still lack a result. No lead is lost and none is counted twice.

Knows nothing of requests. A breach is a bug of ours and raises at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.value import RowId
from copper_desk.push.outcome import BatchOutcome, Tally


class AccountingError(AssertionError):
    """The results of a push do not tie out with its plan: always a bug of ours."""


class Ledger:
    """Open rows and the count of settled ones. Used on one thread."""

    def __init__(self, rows: Iterable[RowId]) -> None:
        planned = list(rows)
        self._open = set(planned)
        if len(self._open) != len(planned):
            raise AccountingError("A lead stands in the plan twice.")
        self.tally = Tally(planned=len(planned))

    def settle(self, outcome: BatchOutcome) -> None:
        """Enter the results of a batch. Raises AccountingError when one is for a lead that is not open."""
        for result in outcome.results:
            if result.row not in self._open:
                raise AccountingError(f"A second result, or one that was not planned: {result!r}")
            self._open.remove(result.row)
            self.tally = self.tally.counting(result)

    def close(self) -> None:
        """Raises AccountingError unless every planned lead has its one result."""
        if self._open or not self.tally.ties_out:
            raise AccountingError(f"{len(self._open)} leads have no result: {self.tally}")
