"""Takes rows through a push: queued, sending, and then whatever became of each.

What was typed while a row was on its way is a newer revision and stays. Knows nothing of batches, requests or retries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.value import Lead, RowId
from copper_desk.sheet.alteration import Alteration, alterations
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.merge import after_acceptance, reasserted, rebased
from copper_desk.sheet.outcome import (
    Accepted,
    Conflicted,
    FieldRefusal,
    Gone,
    LeadOutcome,
    NotSent,
    Refused,
    Unknown,
)
from copper_desk.sheet.phase import IllegalMove, Phase, in_push, moved
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_store import Mark, RowStore
from copper_desk.wording import tr

NO_REVISION = 0
"""Older than any edit."""

_RESULTS: dict[type[LeadOutcome], Phase] = {Unknown: Phase.UNKNOWN, NotSent: Phase.NOT_SENT, Gone: Phase.GONE}


def queue(store: RowStore, planned: Iterable[tuple[RowId, Mapping[str, int]]]) -> Delta:
    """Put rows into a push, with the revisions it will send. Copper's earlier answers give way to the new try.

    Raises IllegalMove when a row may not be sent now; then no row was queued.
    """
    plan = [(store.resolve(row), revisions) for row, revisions in planned]
    for row, _ in plan:
        phase = _phase(store, row)
        if in_push(phase):
            raise IllegalMove(f"lead {row} is in a push already")
        moved(phase, Phase.QUEUED)
    for row, revisions in plan:
        record = store.open(row)
        _drop_refusals(record)
        record.push = Phase.QUEUED
        record.result = record.note = None
        record.sent = dict(revisions)
        record.taken_back = frozenset(revisions.keys() - record.edits.keys())
        store.unmark(row)
    return Delta(store.close_rows())


def sending(store: RowStore, rows: Iterable[RowId]) -> Delta:
    """These rows are in a request now. Raises IllegalMove when one is in no push; then none was moved."""
    resolved = [store.resolve(row) for row in rows]
    for row in resolved:
        moved(_phase(store, row), Phase.SENDING)
    for row in resolved:
        store.open(row).push = Phase.SENDING
    return Delta(store.close_rows())


def _phase(store: RowStore, row: RowId) -> Phase:
    record = store.records.get(row)
    return Phase.CLEAN if record is None else record.phase


def settle(store: RowStore, outcomes: Iterable[LeadOutcome]) -> Delta:
    """Take in what became of each lead. Raises KeyError for a row that the sheet has not."""
    store.tick()
    settlement = _Settlement(store)
    for outcome in outcomes:
        settlement.take(outcome)
    return settlement.finish()


class _Settlement:
    def __init__(self, store: RowStore) -> None:
        self._store = store
        self._names: dict[RowId, RowId] = {}
        self._joined: list[RowId] = []

    def take(self, outcome: LeadOutcome) -> None:
        row = self._store.resolve(outcome.row)
        if row not in self._store.bases and row not in self._names.values():
            raise KeyError(f"no lead {outcome.row} in the sheet")
        record = self._store.open(row)
        record.push = None
        _drop_refusals(record)
        if isinstance(outcome, Accepted):
            self._accept(row, outcome)
        elif isinstance(outcome, Refused):
            self._refuse(record, outcome)
        elif isinstance(outcome, Conflicted):
            self._hold(row, record, outcome)
        else:
            _end(record, _RESULTS[type(outcome)], outcome.reason, is_new=row < 0)

    def finish(self) -> Delta:
        self._store.rename_bases(self._names)
        return Delta(self._store.close_rows(), removed=tuple(self._joined), renamed=tuple(self._names.items()))

    def _accept(self, row: RowId, outcome: Accepted) -> None:
        store = self._store
        lead_id = _id_for(row, outcome.lead)
        lead, since = self._newer(row, outcome.lead, outcome.stamp)
        record = store.open(row)
        sent = record.sent or {}
        altered = alterations(store.schema, record.edits, sent, lead)
        self._rebase(record, store.bases[row], lead, _with_arrays(store, sent))
        store.bases[row] = lead
        if row != lead_id:
            self._name(row, lead_id, record)
        store.since[lead_id] = since
        store.accepted.setdefault(lead_id, {}).update(dict.fromkeys(sent, store.clock))
        self._mark(lead_id, altered)

    def _newer(self, row: RowId, lead: Lead, stamp: int | None) -> tuple[Lead, int]:
        """What is to be the base, and from which moment: a lead that was only read never replaces a newer one."""
        store = self._store
        if stamp is None:
            return lead, store.clock
        since = store.since.get(row, 0)
        return (store.bases[row], since) if since > stamp else (lead, stamp)

    def _hold(self, row: RowId, record: RowRecord, outcome: Conflicted) -> None:
        """Nothing was sent. What is typed here stays, over what Copper holds: what both changed is a conflict."""
        store = self._store
        _id_for(row, outcome.lead)
        store.bases[row], store.since[row] = self._newer(row, outcome.lead, outcome.stamp)
        record.edits = rebased(record.edits, store.bases[row], store.places)
        record.result = record.note = None
        _forget_sent(record)
        store.check_cells(record)

    def _mark(self, lead_id: RowId, altered: dict[str, Alteration]) -> None:
        store = self._store
        store.unmark(lead_id)
        if altered:
            store.alterations[lead_id] = altered
        is_news = any(alteration.is_news for alteration in altered.values())
        store.marks[lead_id] = Mark.ALTERED if is_news else Mark.ACCEPTED

    def _rebase(self, record: RowRecord, old: Lead, lead: Lead, sent: Mapping[str, int]) -> None:
        store = self._store
        back = reasserted(record.taken_back, old, lead, store.places, revision=store.next_revision)
        record.edits = after_acceptance(record.edits, sent, lead, store.places) | back
        record.result = record.note = None
        _forget_sent(record)
        store.check_cells(record)

    def _name(self, row: RowId, lead_id: RowId, record: RowRecord) -> None:
        """A new lead got its id. A page may have brought that lead already: then both rows become one."""
        store = self._store
        if lead_id not in store.bases:
            store.rename(row, lead_id)
            self._names[row] = lead_id
            return
        newer = record.edits
        lead = store.bases[row]
        store.drop_new(row)
        store.aliases[row] = lead_id
        self._joined.append(row)
        kept = store.open(lead_id)
        kept.edits = rebased(newer | kept.edits, lead, store.places)
        store.bases[lead_id] = lead
        store.check_cells(kept)

    def _refuse(self, record: RowRecord, outcome: Refused) -> None:
        record.result = record.note = None
        record.request_id = outcome.request_id
        for refusal in outcome.refusals:
            self._place_refusal(record, refusal)
        if not outcome.refusals:
            record.refusals = ((None, _refusal(tr("Copper refused this lead and gave no reason."))),)
        _forget_sent(record)

    def _place_refusal(self, record: RowRecord, refusal: FieldRefusal) -> None:
        """On the very value that was refused; where that is no longer there, on the lead."""
        key, message = refusal.key, refusal.message
        sent = record.sent or {}
        edit = None if key is None else record.edits.get(key)
        if key is not None and edit is not None and edit.revision == sent.get(key):
            earlier = "" if edit.refusal is None else f"{edit.refusal.message}\n"
            record.edits[key] = edit._replace(refusal=_refusal(earlier + message))
            return
        if key is not None:
            label = self._store.schema[key].label
            message = (
                tr("{label}, as it was sent: {message}", label=label, message=message)
                if key in sent
                else f"{label}: {message}"
            )
        record.refusals = (*record.refusals, (key, _refusal(message)))


def _id_for(row: RowId, lead: Lead) -> RowId:
    """The id of a lead that was answered for a row. Raises ValueError when it is another lead's."""
    lead_id = lead[0]
    if not isinstance(lead_id, int) or (row >= 0 and lead_id != row):
        raise ValueError(f"the answer for lead {row} is about lead {lead_id}")
    return lead_id


def _end(record: RowRecord, result: Phase, reason: str, *, is_new: bool) -> None:
    """The push ended for this row without Copper's word on it."""
    if result is not Phase.UNKNOWN:
        # An unconfirmed row may still turn out accepted: then it matters what was sent.
        _forget_sent(record)
    if result is Phase.NOT_SENT and not record.edits and not is_new:
        # Nothing of it is left: it was discarded while it was in doubt.
        record.result = record.note = None
        return
    record.result = result
    record.note = Problem(reason, Severity.WARNING) if reason else None


def _with_arrays(store: RowStore, sent: Mapping[str, int]) -> dict[str, int]:
    """``sent`` and, without a revision, the carried entries beside a sent column: both went out as one array, so what
    Copper holds of them now is ours."""
    arrays = {store.schema[key].attribute for key in sent} & store.carried_entries
    return dict.fromkeys(arrays, NO_REVISION) | dict(sent)


def _forget_sent(record: RowRecord) -> None:
    record.sent = None
    record.taken_back = frozenset()


def _drop_refusals(record: RowRecord) -> None:
    record.refusals = ()
    record.request_id = None
    for key, edit in record.edits.items():
        if edit.refusal is not None:
            record.edits[key] = edit._replace(refusal=None)


def _refusal(message: str) -> Problem:
    return Problem(message, Severity.ERROR, Origin.COPPER)
