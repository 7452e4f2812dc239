"""The sheet's running counts, kept as rows change, because the window shows them after every gesture.

Knows nothing of what is counted: rows hand in their tallies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_record import NOTHING, RowRecord, Tally


@dataclass(frozen=True, slots=True)
class Counts:
    """A moment's counts. Leads with nothing to say are in none of them.

    ``changed_leads`` includes the new ones. ``problem_cells`` and ``problem_leads`` have an error of ours or a refusal
    of Copper's; ``warning_cells`` only a warning. ``accepted`` leads carry the mark of the last push. ``phases`` counts
    leads by phase, but for CLEAN.
    """

    changed_cells: int = 0
    changed_leads: int = 0
    new_leads: int = 0
    problem_cells: int = 0
    warning_cells: int = 0
    problem_leads: int = 0
    accepted: int = 0
    phases: Mapping[Phase, int] = field(default_factory=dict)

    def of(self, phase: Phase) -> int:
        """How many leads stand in ``phase`` (not for CLEAN)."""
        return self.phases.get(phase, 0)


class RunningCounts:
    """Adds and takes away whole rows. A snapshot costs the same however many rows there are.

    Keeps how many rows have one phase and tally, of which there are few kinds.
    """

    def __init__(self) -> None:
        self._kinds: dict[tuple[Phase, Tally], int] = {}

    def add(self, record: RowRecord) -> None:
        """Count a row as its record stands."""
        kind = (record.phase, record.tally)
        self._kinds[kind] = self._kinds.get(kind, 0) + 1

    def add_alike(self, phase: Phase, tally: Tally, *, rows: int) -> None:
        """Count so many rows that stand alike."""
        kind = (phase, tally)
        self._kinds[kind] = self._kinds.get(kind, 0) + rows

    def take_away(self, record: RowRecord) -> None:
        """Stop counting a row; its record must be as it was when added."""
        kind = (record.phase, record.tally)
        self._kinds[kind] -= 1
        if not self._kinds[kind]:
            del self._kinds[kind]

    def snapshot(self, *, accepted: int) -> Counts:
        """The counts as they stand now."""
        phases: Counter[Phase] = Counter()
        sums = [0] * len(NOTHING)
        for (phase, tally), rows in self._kinds.items():
            phases[phase] += rows
            sums = [so_far + rows * count for so_far, count in zip(sums, tally, strict=True)]
        phases.pop(Phase.CLEAN, None)
        total = Tally(*sums)
        return Counts(
            changed_cells=total.changed_cells,
            changed_leads=total.changed_leads,
            new_leads=total.new_leads,
            problem_cells=total.problem_cells,
            warning_cells=total.warning_cells,
            problem_leads=total.problem_leads,
            accepted=accepted,
            phases=dict(phases),
        )
