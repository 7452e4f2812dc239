"""Brings the sheet back to where it stood when the program last ended, however it ended.

The journal holds the changes, the history what a push that did not finish had sent and heard. A lead that was sent and
never answered is in doubt: it is asked about later, and nothing is ever sent from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from copper_desk.desk.recorded import outcome_of, planned_lead
from copper_desk.leads.value import RowId
from copper_desk.push.settle_run import InDoubt
from copper_desk.push.verify import CLOCK_SKEW_S
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.outcome import Accepted, LeadOutcome, NotSent, Unknown
from copper_desk.sheet.row_state import RowState
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import LeadResult, RecordedLead, UnfinishedPush

IN_DOUBT = "It was sent when Copper Desk ended, and is being looked up in Copper."
UNSENT = "Copper Desk ended before this lead was sent."


@dataclass(frozen=True, slots=True)
class Recovery:
    """How an unfinished push stood: the rows in doubt and those not sent, and the counts of the others.

    ``others`` are leads of Copper that are none of the new ones in doubt: they were there before, or are known to have
    come from another row of the same push.
    """

    push_id: int
    planned: int
    accepted: int = 0
    failed: int = 0
    doubts: tuple[InDoubt, ...] = ()
    unsent: tuple[RowId, ...] = ()
    others: frozenset[RowId] = frozenset()
    by_command: bool = False


def restored(
    sheet: Sheet, states: Iterable[RowState], pushes: Iterable[UnfinishedPush], *, lowest_new: RowId = 0
) -> Delta:
    """Lay the kept changes over the loaded leads, each where its push left it. For a sheet that was not changed yet.

    ``lowest_new`` is the lowest row that an earlier push carried.
    """
    pushes = list(pushes)
    by_row = {state.row: state for state in states}
    outcomes: list[LeadOutcome] = []
    for push in pushes:
        for row, sent in _sent_rows(push):
            by_row[row] = _within_push(by_row.get(row) or RowState(row), sent, is_own=_is_own(push))
        by_row.update((row, replace(by_row[row], in_push=True)) for row in push.unsent if row in by_row)
        outcomes += _outcomes(push, sheet)
    found = sheet.restore(
        by_row.values(), lowest_new=min([lowest_new, *(row for push in pushes for row in push.unsent)])
    )
    # Of two pushes of one lead the later tells.
    latest = {outcome.row: outcome for outcome in outcomes if outcome.row in sheet}
    settled = sheet.settle(latest.values())
    _add_created(sheet, outcomes)
    return Delta(found.changed | settled.changed, found.added, settled.removed, settled.renamed)


def recoveries(
    sheet: Sheet, pushes: Iterable[UnfinishedPush], results_of: Callable[[int], Sequence[RecordedLead]]
) -> list[Recovery]:
    """What there is to tell, and to ask Copper about, for each push that did not finish.

    ``results_of`` gives the results that a push had.
    """
    return [_recovery(sheet, push, results_of) for push in pushes]


def _recovery(sheet: Sheet, push: UnfinishedPush, results_of: Callable[[int], Sequence[RecordedLead]]) -> Recovery:
    counts = push.entry.counts
    new = [each.at_s for each in push.doubtful if each.lead.is_create]
    return Recovery(
        push.entry.id,
        push.entry.head.planned,
        accepted=counts.get(LeadResult.ACCEPTED, 0),
        failed=counts.get(LeadResult.FAILED, 0) + counts.get(LeadResult.GONE, 0),
        doubts=tuple(InDoubt(planned_lead(each.lead), each.lead.is_create, each.at_s) for each in push.doubtful),
        unsent=tuple(row for row in push.unsent if row in sheet),
        others=_others(sheet, min(new), results_of(push.entry.id)) if new else frozenset(),
        by_command=not _is_own(push),
    )


def _others(sheet: Sheet, sent_s: float, results: Iterable[RecordedLead]) -> frozenset[RowId]:
    """What was created well before the new leads were sent (at ``sent_s``), and what other rows became."""
    created = sheet.schema["date_created"].position
    dated = ((row, sheet.base(row)[created]) for row in sheet.row_ids() if row > 0)
    old = {row for row, at in dated if not isinstance(at, int) or at < sent_s - CLOCK_SKEW_S}
    return frozenset(old | {each.lead_id for each in results if each.row < 0 and each.lead_id is not None})


def _is_own(push: UnfinishedPush) -> bool:
    """Whether its changes are kept in the journal: a command takes them from its file."""
    return push.entry.head.program == "window"


def _sent_rows(push: UnfinishedPush) -> Iterable[tuple[RowId, Mapping[str, int]]]:
    for recorded in push.unsettled:
        yield recorded.row, dict(recorded.sent)
    for doubtful in push.doubtful:
        yield doubtful.lead.row, {cell.key: cell.revision for cell in doubtful.lead.cells}


def _within_push(state: RowState, sent: Mapping[str, int], *, is_own: bool) -> RowState:
    """The row as the push held it. A sent cell that shows no edit any more was put back while it was on its way."""
    edited = {key for key, _ in state.edits}
    taken_back = tuple(sorted(sent.keys() - edited)) if is_own else ()
    return replace(state, sent=tuple(sent.items()), taken_back=taken_back, in_push=True)


def _outcomes(push: UnfinishedPush, sheet: Sheet) -> list[LeadOutcome]:
    stamp = sheet.stamp()
    told = [outcome_of(recorded, stamp=stamp) for recorded in push.unsettled]
    asked: list[LeadOutcome] = [Unknown(each.lead.row, IN_DOUBT) for each in push.doubtful]
    return [*told, *asked, *(NotSent(row, UNSENT) for row in push.unsent)]


def _add_created(sheet: Sheet, outcomes: Iterable[LeadOutcome]) -> None:
    """A new lead that was accepted, whose row was kept under its id already: its lead may not be loaded yet."""
    created = [each.lead for each in outcomes if isinstance(each, Accepted) and each.row < 0]
    missing = [lead for lead in created if lead[0] not in sheet]
    if missing:
        sheet.receive(missing, stamp=sheet.stamp())
