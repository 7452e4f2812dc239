"""Which leads of a review go out: single ones, whole lines, all. What is not ticked stays changed in the sheet.

Knows nothing of how ticks are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from copper_desk.leads.value import RowId
from copper_desk.push.plan import PushPlan


class Tick(Enum):
    """How many of some leads are ticked."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


class Ticks:
    """The ticks over one plan. All that can be sent begins ticked, but for ``unticked``; held leads never are."""

    def __init__(self, plan: PushPlan, *, unticked: Iterable[RowId] = ()) -> None:
        self._plan = plan
        self._can = frozenset(row for batch in plan.batches for row in batch.rows)
        self._off = set(unticked) & self._can

    @property
    def rows(self) -> frozenset[RowId]:
        """The ticked leads."""
        return self._can - self._off

    @property
    def unticked(self) -> frozenset[RowId]:
        """The leads that could be sent and stay."""
        return frozenset(self._off)

    def has(self, row: RowId) -> bool:
        """Whether the lead is ticked."""
        return row in self._can and row not in self._off

    def of(self, rows: Iterable[RowId]) -> Tick:
        """How many of these leads are ticked, held ones left aside."""
        states = {row not in self._off for row in rows if row in self._can}
        return Tick.SOME if len(states) == 2 else Tick.ALL if states == {True} else Tick.NONE

    def count(self, rows: Iterable[RowId]) -> int:
        """The ticked ones of these leads."""
        return sum(map(self.has, rows))

    def toggle(self, rows: Iterable[RowId]) -> None:
        """Untick these leads if all of them are ticked, else tick them all."""
        meant = self._can.intersection(rows)
        if self.of(meant) is Tick.ALL:
            self._off |= meant
        else:
            self._off -= meant

    def plan(self) -> PushPlan:
        """The plan of the ticked leads alone."""
        return self._plan.only(self.rows)
