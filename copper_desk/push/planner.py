"""Freezes what a push will send: which changed leads go, in which batches, and which are held back and why.

Reads the sheet on the sheet's own thread and keeps nothing of it. Knows nothing of how a batch is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copper_desk.copper.codec import LeadCodec
from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.value import RowId, Unparsed, Value
from copper_desk.push.freshen import changes_on
from copper_desk.push.plan import BATCH_LIMIT, HeldLead, PlannedLead, PushPlan, SentCell, batched
from copper_desk.sheet.phase import Phase, in_push
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import later, tr

_HELD_PHASES = {
    Phase.CONFLICT: later("Someone else changed this lead in Copper too: choose which values to keep."),
    Phase.GONE: later("This lead is gone from Copper."),
}
_UNCONFIRMED_CREATE = later(
    "Copper may hold this new lead already. Look for it in Copper first; change the lead here to send it again."
)


def plan_push(
    sheet: Sheet, codec: LeadCodec, rows: Iterable[RowId] | None = None, *, limit: int = BATCH_LIMIT
) -> PushPlan:
    """The plan for the changed leads among ``rows`` (all changed leads by default), in the sheet's order.

    Updates and creates go in separate batches of at most ``limit`` leads. A lead that cannot go is held whole,
    with the reason. Rows that are not changed are left out; a row named twice is planned once.
    """
    if limit < 1:
        raise ValueError(f"A batch holds at least one lead, not {limit}.")
    updates: list[PlannedLead] = []
    creates: list[PlannedLead] = []
    held: list[HeldLead] = []
    for row in _chosen(sheet, rows):
        reason = _reason_to_hold(sheet, codec, row)
        if reason is not None:
            held.append(HeldLead(row, reason))
        else:
            (creates if sheet.is_new(row) else updates).append(_planned(sheet, codec, row))
    batches = batched(updates, creates, limit)
    known = frozenset(row for row in sheet.row_ids() if row > 0) if creates else frozenset()
    return PushPlan(batches, tuple(held), known, limit)


def _chosen(sheet: Sheet, rows: Iterable[RowId] | None) -> Iterator[RowId]:
    changed = dict.fromkeys(sheet.changed_rows())
    if rows is None:
        return iter(changed)
    wanted = set(rows)
    return (row for row in changed if row in wanted)


def _reason_to_hold(sheet: Sheet, codec: LeadCodec, row: RowId) -> str | None:
    phase = sheet.phase(row)
    if in_push(phase):
        return tr("This lead is in a push already.")
    if phase in _HELD_PHASES:
        return _HELD_PHASES[phase]
    if phase is Phase.UNKNOWN and sheet.is_new(row):
        return _UNCONFIRMED_CREATE
    return _first_error(sheet, codec, row) if phase is Phase.INVALID else None


def _first_error(sheet: Sheet, codec: LeadCodec, row: RowId) -> str:
    """What was found here, in the order of the columns. What Copper said last time never holds a lead."""
    for field in codec.schema.columns:
        problem = sheet.cell_problem(row, field.key)
        if problem is not None and _was_found_here(problem):
            return f"{field.label}: {problem.message}"
    whole = (problem.message for problem in sheet.row_problems(row) if _was_found_here(problem))
    return next(whole, tr("A cell of this lead needs attention."))


def _was_found_here(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.origin is Origin.CHECK


def _planned(sheet: Sheet, codec: LeadCodec, row: RowId) -> PlannedLead:
    schema, base, edits = codec.schema, sheet.base(row), sheet.edits(row)
    typed: dict[str, Value] = {k: edit.value for k, edit in edits.items() if not isinstance(edit.value, Unparsed)}
    changes = changes_on(schema, base, typed)
    cells = (SentCell(k, value, base[schema[k].position], edits[k].revision) for k, value in changes.items())
    return PlannedLead(row, base, tuple(cells), codec.encode(base, changes))
