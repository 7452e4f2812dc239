"""What the sheet keeps about a row that is not simply as loaded: its edits, their problems, where its push stands.

A clean row has no record, so a hundred thousand loaded leads cost nothing here. Knows nothing of other rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import Lead
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase


class Tally(NamedTuple):
    """What one row adds to the counts of the sheet."""

    changed_cells: int = 0
    changed_leads: int = 0
    new_leads: int = 0
    problem_cells: int = 0
    warning_cells: int = 0
    problem_leads: int = 0


NOTHING = Tally()


@dataclass(slots=True)
class RowRecord:
    """The record of one row. Written by the sheet's own modules only.

    ``checks`` holds what is wrong with single cells, ``row_checks`` what is wrong between cells (key, or None for the
    whole lead), ``refusals`` what Copper said about the lead that no edit of it can carry. ``sent`` names the cells
    that the current or last push carries, with their revisions; ``taken_back`` those of them that were put back to the
    loaded value since. ``push`` is QUEUED or SENDING while a push holds the row; ``result`` is UNKNOWN, NOT_SENT or
    GONE after one ended so, with the reason in ``note``. ``stale`` asks for a new look before the row is shown.
    """

    edits: dict[str, StagedEdit] = field(default_factory=dict)
    checks: dict[str, Problem] | None = None
    row_checks: tuple[tuple[str | None, Problem], ...] = ()
    refusals: tuple[tuple[str | None, Problem], ...] = ()
    request_id: str | None = None
    sent: Mapping[str, int] | None = None
    taken_back: frozenset[str] = frozenset()
    push: Phase | None = None
    result: Phase | None = None
    note: Problem | None = None
    phase: Phase = Phase.CLEAN
    tally: Tally = NOTHING
    stale: bool = False

    def conflicting(self, base: Lead, places: Mapping[str, int]) -> list[str]:
        """The edited cells whose loaded value is no longer the one that the edit began from."""
        return [key for key, edit in self.edits.items() if edit.base != base[places[key]]]

    def cell_problem(self, key: str) -> Problem | None:
        """The one problem to show: an error that holds the lead, else Copper's refusal, else a warning."""
        edit = self.edits.get(key)
        refusal = None if edit is None else edit.refusal
        check = self._check(key)
        if check is not None and (refusal is None or check.severity is Severity.ERROR):
            return check
        return refusal

    def _check(self, key: str) -> Problem | None:
        found = [problem for named, problem in self.row_checks if named == key]
        if self.checks and key in self.checks:
            found.append(self.checks[key])
        return max(found, key=_is_error, default=None)

    def cell_problems(self) -> Iterator[tuple[str, Problem]]:
        """Each cell that has a problem, once."""
        keys = dict.fromkeys(key for key, edit in self.edits.items() if edit.refusal is not None)
        keys.update(dict.fromkeys(self.checks or ()))
        keys.update(dict.fromkeys(key for key, _ in self.row_checks if key is not None))
        for key in keys:
            problem = self.cell_problem(key)
            if problem is not None:
                yield key, problem

    def row_problems(self) -> Iterator[Problem]:
        """The problems that stand on the whole lead, what is to be repaired first."""
        yield from (problem for key, problem in self.row_checks if key is None)
        yield from (problem for _, problem in self.refusals)
        if self.note is not None:
            yield self.note

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say of the row but that it is changed: told at a glance, for very many rows."""
        return self.phase is Phase.CHANGED and not self.checks and not self.row_checks and self.note is None

    @property
    def has_error(self) -> bool:
        """Whether a check made here holds the lead whole."""
        return any(map(_is_error, (self.checks or {}).values())) or any(
            _is_error(problem) for _, problem in self.row_checks
        )


def resting_phase(record: RowRecord, base: Lead, places: Mapping[str, int], *, is_new: bool) -> Phase:
    """Where a row stands that no push holds."""
    if record.result is Phase.GONE:
        return Phase.GONE
    if not record.edits and not is_new:
        return Phase.UNKNOWN if record.result is Phase.UNKNOWN else Phase.CLEAN
    is_refused = bool(record.refusals)
    for key, edit in record.edits.items():  # One loop, for every row of a paste or an import.
        if edit.base != base[places[key]]:
            return Phase.CONFLICT
        if edit.refusal is not None:
            is_refused = True
    if (record.checks or record.row_checks) and record.has_error:
        return Phase.INVALID
    if is_refused:
        return Phase.FAILED
    return record.result or Phase.CHANGED


def tally_of(record: RowRecord, *, is_new: bool) -> Tally:
    """What this row adds to the counts. Found after its phase: only a changed row has neither error nor refusal."""
    cells = len(record.edits)
    if record.phase is Phase.CHANGED and not record.checks and not record.row_checks and cells < len(PLAIN_TALLIES):
        return (_PLAIN_NEW if is_new else PLAIN_TALLIES)[cells]
    changed = int(cells > 0 or is_new)
    problems = [problem for _, problem in record.cell_problems()]
    errors = sum(map(_is_error, problems))
    held = errors or any(map(_is_error, record.row_problems()))
    return Tally(cells, changed, int(is_new), errors, len(problems) - errors, int(bool(held)))


PLAIN_TALLIES = tuple(Tally(cells, int(cells > 0)) for cells in range(64))
_PLAIN_NEW = tuple(Tally(cells, 1, 1) for cells in range(64))
"""The tallies of rows without a problem, shared because a paste makes thousands of them."""


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR
