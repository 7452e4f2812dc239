"""Which of Copper's ids belong to which new lead, so that no lead in Copper is taken for two of ours.

Shared by all the threads of a run. Knows nothing of requests.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.push.echo import is_exactly
from copper_desk.push.plan import BatchKind, PlannedLead, PushPlan


class Claims:
    """The ids that new leads of this push were given."""

    def __init__(self, schema: Schema, *, known_ids: Iterable[RowId], creates: Iterable[PlannedLead]) -> None:
        self._schema = schema
        self._lock = threading.Lock()
        self._known = frozenset(known_ids)
        self._creates = {planned.row: planned for planned in creates}
        self._nameless: dict[RowId, PlannedLead] = {}
        self._row_of: dict[Value, RowId] = {}

    @classmethod
    def of_plan(cls, schema: Schema, plan: PushPlan) -> Claims:
        """Nothing claimed yet."""
        batches = (batch for batch in plan.batches if batch.kind is BatchKind.CREATE)
        return cls(schema, known_ids=plan.known_ids, creates=(lead for b in batches for lead in b.leads))

    def begin(self, rows: Iterable[RowId]) -> None:
        """New leads are about to be sent: from now on any of them may exist in Copper."""
        with self._lock:
            self._nameless.update((row, self._creates[row]) for row in rows)

    def take(self, row: RowId, lead: Lead) -> bool:
        """Claim the id of ``lead`` for a row. False when it is not a new one: then it is no echo of this row."""
        with self._lock:
            if lead[0] in self._known or self._row_of.get(lead[0], row) != row:
                return False
            self._row_of[lead[0]] = row
            self._nameless.pop(row, None)
            return True

    def candidates(self, planned: PlannedLead, found: Iterable[Lead]) -> Iterator[Lead]:
        """The leads of a search that are exactly this one and belong to nobody yet."""
        with self._lock:
            taken = self._known | self._row_of.keys()
        return (lead for lead in found if lead[0] not in taken and is_exactly(self._schema, planned, lead))

    def is_contested(self, lead: Lead, beside: frozenset[RowId]) -> bool:
        """Whether ``lead`` could as well be a new lead that has been sent, has no id yet, and is not ``beside``.

        ``beside`` are the rows of one request: of twins in it, either may have the id.
        """
        with self._lock:
            others = [planned for row, planned in self._nameless.items() if row not in beside]
        return any(is_exactly(self._schema, other, lead) for other in others)
