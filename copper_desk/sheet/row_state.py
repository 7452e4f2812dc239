"""What of a row must outlive the program: the changes on it and where its push stood, as one frozen value.

Taken from the sheet after each change and given back to it at the next start. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copper_desk.leads.problem import Problem
from copper_desk.leads.value import Lead, RowId
from copper_desk.sheet.edit import Delta, StagedEdit, named
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_store import RowStore


class RowState(NamedTuple):
    """One changed row. ``row`` is negative for a new lead; the rest means what it means in ``RowRecord``.

    ``push`` is the number of the push that held the row, 0 for none. ``source`` says where its changes came from, ""
    for typing.
    """

    row: RowId
    edits: tuple[tuple[str, StagedEdit], ...] = ()
    refusals: tuple[tuple[str | None, Problem], ...] = ()
    request_id: str | None = None
    sent: tuple[tuple[str, int], ...] = ()
    taken_back: tuple[str, ...] = ()
    push: int = 0
    result: Phase | None = None
    note: Problem | None = None
    source: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to keep but edits that Copper said nothing about."""
        told = self.refusals or self.sent or self.taken_back or self.push or self.result or self.note
        return not (told or self.request_id or self.source) and all(edit.refusal is None for _, edit in self.edits)


def state_of(row: RowId, record: RowRecord, *, source: str = "", push: int = 0) -> RowState:
    """What is to be kept of a row.

    While a push holds it these are its edits and the number of that push: what the push carries is written down by the
    push, and how it ends is not known yet.
    """
    edits = tuple(record.edits.items())
    told = record.refusals or record.sent or record.taken_back or record.push or record.result or record.note
    if not told and record.request_id is None:  # Nearly always: nothing but edits.
        return named(RowState, (row, edits, (), None, (), (), 0, None, None, source))
    if record.push is not None:
        return RowState(row, edits, push=push, source=source)
    return RowState(
        row,
        edits,
        refusals=record.refusals,
        request_id=record.request_id,
        sent=tuple((record.sent or {}).items()),
        taken_back=tuple(sorted(record.taken_back)),
        result=record.result,
        note=record.note,
        source=source,
    )


def states_of(
    store: RowStore, rows: Iterable[RowId], *, sources: Mapping[RowId, str], push: int = 0
) -> dict[RowId, RowState]:
    """What is to be kept of these rows: nothing of one that is as it was loaded, or is not there."""
    found = {}
    for row in rows:
        record = store.records.get(row)
        if record is not None and (record.edits or row < 0 or record.result or record.push):
            found[row] = state_of(row, record, source=sources.get(row, ""), push=push)
    return found


def restore(store: RowStore, states: Iterable[RowState]) -> Delta:
    """Lay kept changes over the sheet's leads, as they stood.

    A lead that is not loaded gets a base of what is known of it, its id and the values that were loaded under the
    edits; the next load completes it. A row that a push held is in that push again, until it is settled. Edits of
    fields that the account no longer has are passed over, and so is a row that has nothing else.
    """
    added = tuple(state.row for state in states if _has_place(store, state) and _restore(store, state))
    return Delta(store.close_rows().difference(added), added)


def _has_place(store: RowStore, state: RowState) -> bool:
    told = state.row < 0 or state.row in store.bases or state.push or state.result
    return bool(told) or any(key in store.editable for key, _ in state.edits)


def _restore(store: RowStore, state: RowState) -> bool:
    """Whether the row had to be added."""
    added = state.row not in store.bases
    if added:
        store.bases[state.row] = _known_base(store, state)
    store.lowest_new = min(store.lowest_new, state.row)
    record = store.open(state.row)
    base = store.bases[state.row]
    kept = ((key, edit) for key, edit in state.edits if key in store.editable)
    record.edits = {key: edit for key, edit in kept if edit.value != base[store.places[key]]}
    record.refusals = state.refusals
    record.request_id = state.request_id
    record.sent = dict(state.sent) or None
    record.taken_back = frozenset(state.taken_back)
    record.push = Phase.SENDING if state.push else None
    record.result, record.note = state.result, state.note
    # It stands where it stood: every place can be reached from within a push, but not every one from a clean row.
    record.phase = Phase.SENDING
    revisions = [edit.revision for edit in record.edits.values()]
    store.revision = max([store.revision, *revisions, *dict(state.sent).values()])
    store.check_cells(record)
    return added


def _known_base(store: RowStore, state: RowState) -> Lead:
    values = list(store.schema.blank_lead())
    if state.row >= 0:
        values[0] = state.row
    for key, edit in state.edits:
        if key in store.places:
            values[store.places[key]] = edit.base
    return tuple(values)
