"""Takes leads in that a call to Copper brought: new ones, newer versions, and versions too old to believe.

Knows nothing of pages or requests; only of when the call began.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import Lead, RowId
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.merge import reasserted, rebased
from copper_desk.sheet.outcome import GONE
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_store import RowStore


def receive(store: RowStore, leads: Iterable[Lead], *, stamp: int) -> Delta:
    """Add leads that are new and refresh the others, but for those whose base comes from a call begun after ``stamp``.

    Staged edits stay, except where Copper holds the same value by now. Raises ValueError for a lead without an id.
    """
    bases, since = store.bases, store.since
    added: list[RowId] = []
    changed: list[RowId] = []
    for lead in leads:
        row = lead[0]
        if not isinstance(row, int):
            raise ValueError(f"a lead from Copper has an id, not {row!r}")
        known = bases.get(row)
        if known is None:
            bases[row] = lead
            added.append(row)
        elif since.get(row, 0) > stamp:
            continue
        else:
            if known != lead:
                bases[row] = lead
                changed.append(row)
            if row in store.records:
                _refresh(store, row, known, lead)
        since[row] = stamp
    store.tell_watchers(changed)
    touched = store.close_rows()
    return Delta(touched.union(changed).difference(added), tuple(added))


def vanish(store: RowStore, rows: Iterable[RowId], *, stamp: int) -> Delta:
    """Take leads out that Copper no longer has, as a call begun at ``stamp`` told; changed ones are marked as gone."""
    removed: list[RowId] = []
    for row in rows:
        if row not in store.bases or store.since.get(row, 0) > stamp:
            continue
        record = store.records.get(row)
        if record is None:
            del store.bases[row]
            store.unmark(row)
            removed.append(row)
        elif record.push is None:
            record = store.open(row)
            record.result = Phase.GONE
            record.note = Problem(GONE, Severity.WARNING)
    store.tell_watchers(removed)
    return Delta(store.close_rows(), removed=tuple(removed))


def _refresh(store: RowStore, row: RowId, old: Lead, lead: Lead) -> None:
    record = store.records[row]
    if old == lead and record.result not in {Phase.GONE, Phase.UNKNOWN}:
        return
    record = store.open(row)
    record.edits = rebased(record.edits, lead, store.places)
    if record.result is Phase.GONE:
        record.result = record.note = None
    elif record.result is Phase.UNKNOWN:
        _confirm(store, record, old, lead)
    store.check_cells(record)


def _confirm(store: RowStore, record: RowRecord, old: Lead, lead: Lead) -> None:
    """What Copper holds tells of a push that was not confirmed. A cell put back since is put back over it."""
    keys = record.taken_back - record.edits.keys()
    record.edits |= reasserted(keys, old, lead, store.places, revision=store.next_revision)
    sent = record.sent or {}
    if not any(edit.revision == sent.get(key) for key, edit in record.edits.items()):
        record.result = record.note = None
