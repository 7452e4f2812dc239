"""Brings the sheet back to where it stood when the program last ended, however it ended.

The journal holds the changes, the history what a push that did not finish had sent and heard. A lead that was sent and
never answered is in doubt: it is asked about later, and nothing is ever sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copper_desk.desk.recorded import outcome_of, planned_lead
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.push.settle_run import InDoubt
from copper_desk.push.verify import CLOCK_SKEW_S
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.outcome import LeadOutcome, NotSent, Unknown
from copper_desk.sheet.phase import Phase, in_push
from copper_desk.sheet.row_state import RowState
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import LeadResult, UnfinishedPush
from copper_desk.wording import later

IN_DOUBT = later("It was sent when Copper Desk ended, and is being looked up in Copper.")
UNSENT = later("Copper Desk ended before this lead was sent.")


@dataclass(frozen=True, slots=True)
class Recovery:
    """How an unfinished push stood: the rows in doubt and those not sent, and the counts of the others.

    ``others`` are leads of Copper that are none of the new ones in doubt: they were there before, or are known to have
    come from another row of the same push. ``is_foreign`` is set for a push whose changes were never in the journal:
    in earlier versions a command kept none there.
    """

    push_id: int
    planned: int
    accepted: int = 0
    failed: int = 0
    doubts: tuple[InDoubt, ...] = ()
    unsent: tuple[RowId, ...] = ()
    others: frozenset[RowId] = frozenset()
    is_foreign: bool = False


def restored(
    sheet: Sheet, states: Iterable[RowState], pushes: Sequence[UnfinishedPush], *, lowest_new: RowId = 0
) -> Delta:
    """Lay the kept changes over the loaded leads, each where its push left it. For a sheet that was not changed yet.

    A push has its say only on the rows whose state names it, those that it was holding and those that it left in doubt:
    any other row took its result before, and what is kept of it is newer. ``lowest_new`` is the lowest row that an
    earlier push carried.
    """
    kept = {state.row: state for state in states}
    by_row = dict(kept)
    outcomes: list[LeadOutcome] = []
    for push in pushes:
        mine = {row for row, state in kept.items() if state.push == push.entry.id}
        for row, sent in _sent_rows(push):
            if row in mine:
                by_row[row] = _within_push(by_row[row], sent)
        outcomes += [outcome for outcome in _outcomes(push, sheet) if outcome.row in mine]
        lowest_new = min([lowest_new, *push.unsent])
    found = sheet.restore(by_row.values(), lowest_new=lowest_new)
    settled = _with_loose_ends(sheet, sheet.settle(outcomes))
    brought = sheet.receive(_newer_leads(sheet, pushes), stamp=sheet.stamp())
    changed = found.changed | settled.changed | brought.changed
    return Delta(changed, (*found.added, *brought.added), settled.removed, settled.renamed)


def _newer_leads(sheet: Sheet, pushes: Iterable[UnfinishedPush]) -> list[Lead]:
    """What Copper held after results that were taken already, or were a command's, where the kept leads are older."""
    modified = sheet.schema["date_modified"].position
    found = []
    for push in pushes:
        for recorded in push.unsettled:
            lead = recorded.lead
            if lead is not None and isinstance(lead[0], int):
                known = sheet.held(lead[0])
                if known is None or _moment(known[modified]) < _moment(lead[modified]):
                    found.append(lead)
    return found


def _moment(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _with_loose_ends(sheet: Sheet, settled: Delta) -> Delta:
    """Rows that a push was holding of which it wrote nothing down: it had not begun to send."""
    loose = [row for row in sheet.changed_rows() if in_push(sheet.phase(row))]
    rest = sheet.settle([NotSent(row, UNSENT) for row in loose])
    return Delta(settled.changed | rest.changed, settled.added, settled.removed, settled.renamed)


def recoveries(
    sheet: Sheet, pushes: Iterable[UnfinishedPush], states: Iterable[RowState], *, created: frozenset[int]
) -> list[Recovery]:
    """What there is to tell, and to ask Copper about, for each push that did not finish.

    ``states`` are what was kept, ``created`` the leads that pushes are known to have created.
    """
    held = {state.push for state in states}
    return [_recovery(sheet, push, created, is_held=push.entry.id in held) for push in pushes]


def _recovery(sheet: Sheet, push: UnfinishedPush, created: frozenset[int], *, is_held: bool) -> Recovery:
    counts = push.entry.counts
    new = [each.at_s for each in push.doubtful if each.lead.is_create]
    return Recovery(
        push.entry.id,
        push.entry.head.planned,
        accepted=counts.get(LeadResult.ACCEPTED, 0),
        failed=counts.get(LeadResult.FAILED, 0) + counts.get(LeadResult.GONE, 0),
        doubts=tuple(InDoubt(planned_lead(each.lead), each.lead.is_create, each.at_s) for each in push.doubtful),
        unsent=tuple(row for row in push.unsent if row in sheet and sheet.phase(row) is Phase.NOT_SENT),
        others=_others(sheet, min(new), created) if new else frozenset(),
        is_foreign=push.entry.head.program == "command" and not is_held,
    )


def _others(sheet: Sheet, sent_s: float, known: frozenset[int]) -> frozenset[RowId]:
    """What was created well before the new leads were sent (at ``sent_s``), and what other rows became."""
    created = sheet.schema["date_created"].position
    dated = ((row, sheet.base(row)[created]) for row in sheet.row_ids() if row > 0)
    old = {row for row, at in dated if not isinstance(at, int) or at < sent_s - CLOCK_SKEW_S}
    return frozenset(old) | known


def _sent_rows(push: UnfinishedPush) -> Iterable[tuple[RowId, Mapping[str, int]]]:
    for recorded in push.unsettled:
        yield recorded.row, dict(recorded.sent)
    for doubtful in push.doubtful:
        yield doubtful.lead.row, {cell.key: cell.revision for cell in doubtful.lead.cells}


def _within_push(state: RowState, sent: Mapping[str, int]) -> RowState:
    """The row as the push held it. A sent cell that shows no edit any more was put back while it was on its way."""
    taken_back = sent.keys() - {key for key, _ in state.edits}
    return state._replace(sent=tuple(sent.items()), taken_back=tuple(sorted(taken_back)))


def _outcomes(push: UnfinishedPush, sheet: Sheet) -> list[LeadOutcome]:
    stamp = sheet.stamp()
    told = [outcome_of(recorded, stamp=stamp) for recorded in push.unsettled]
    asked: list[LeadOutcome] = [Unknown(each.lead.row, IN_DOUBT) for each in push.doubtful]
    return [*told, *asked, *(NotSent(row, UNSENT) for row in push.unsent)]
