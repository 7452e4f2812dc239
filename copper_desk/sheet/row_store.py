"""The sheet's memory: loaded leads, and records of the rows that differ from them.

Rows are opened before they change and closed together afterwards: closing checks them, finds their phase and counts
them, so that nothing outside sees a row between two states. Knows nothing of gestures, loads or pushes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import chain
from threading import Lock
from typing import NamedTuple

from copper_desk.leads.check import check_cell, check_row, is_judged_together, plain_length
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS, FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.sheet.alteration import Alteration
from copper_desk.sheet.count import RunningCounts
from copper_desk.sheet.phase import Phase, moved
from copper_desk.sheet.row_record import PLAIN_TALLIES, RowRecord, resting_phase, tally_of


class Mark(Enum):
    """What the last push left on a row that needs no record for it."""

    ACCEPTED = "accepted"
    ALTERED = "accepted, not as sent"  # a value came back that is more than another form of what was sent


class WritableColumn(NamedTuple):
    """What is asked of a field for each of many cells. ``plain_length`` is that of leads/check.py."""

    field: Field
    position: int
    plain_length: int


class RowStore:
    """Leads and records by row. ``clock`` grows with every stamp and settlement, ``revision`` with every edit.

    ``since`` tells from which tick of the clock a base is; ``accepted`` when Copper took a cell; ``aliases`` which id a
    new lead got; ``lowest_new`` is the lowest number that a new lead ever had; ``watchers`` gather the rows that
    changed. ``alterations`` are what Copper made of accepted values; they come and go with ``marks``. ``fresh`` holds,
    until ``close_rows``, the records of loaded leads that had none, as long as they get nothing but edits over what is
    loaded: very many of them are closed at a glance.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.places: dict[str, int] = {field.key: field.position for field in schema}
        self.editable: dict[str, Field] = {field.key: field for field in schema if field.writable}
        self.columns: Mapping[str, WritableColumn] = {
            key: WritableColumn(field, field.position, plain_length(field)) for key, field in self.editable.items()
        }
        self.carried_entries = frozenset(field.key for field in schema if field.kind is FieldKind.ENTRIES)
        self.empties: dict[str, Value] = {field.key: () if field.kind in LIST_KINDS else None for field in schema}
        self.bases: dict[RowId, Lead] = {}
        self.records: dict[RowId, RowRecord] = {}
        self.since: dict[RowId, int] = {}
        self.accepted: dict[RowId, dict[str, int]] = {}
        self.aliases: dict[RowId, RowId] = {}
        self.marks: dict[RowId, Mark] = {}
        self.alterations: dict[RowId, dict[str, Alteration]] = {}
        self.counts = RunningCounts()
        self.clock = 0
        self._ticking = Lock()
        self.revision = 0
        self.lowest_new = 0
        self.watchers: list[set[RowId]] = []
        self.fresh: dict[RowId, RowRecord] = {}
        self._open: dict[RowId, RowRecord] = {}

    def tick(self) -> int:
        """The next moment of the clock, never the same twice. The one method that any thread may call: a load takes
        its stamps on the threads that send its requests."""
        with self._ticking:
            self.clock += 1
            return self.clock

    def next_revision(self) -> int:
        """The number of the next edit."""
        self.revision += 1
        return self.revision

    def resolve(self, row: RowId) -> RowId:
        """The row's name today: a new lead that Copper accepted goes by its id."""
        return self.aliases.get(row, row)

    def open(self, row: RowId) -> RowRecord:
        """The row's record, to be changed until ``close_rows``."""
        record = self._open.get(row)
        if record is None:
            record = self.records.get(row)
            if record is None:
                # A new lead is never clean: nothing of it is in Copper.
                record = self.records[row] = RowRecord(phase=Phase.CHANGED if row < 0 else Phase.CLEAN)
            elif self.fresh.pop(row, None) is not None:
                record.stale = True
            else:
                self.counts.take_away(record)
            self._open[row] = record
        return record

    def close_rows(self) -> frozenset[RowId]:
        """Check, place and count every open row. Raises IllegalMove if a row went where no path leads."""
        opened, fresh = self._open, self.fresh
        self._open, self.fresh = {}, {}
        for row, record in opened.items():
            self._close(row, record)
        self._close_fresh(fresh)
        closed = frozenset(chain(opened, fresh))
        self.tell_watchers(closed)
        return closed

    def tell_watchers(self, rows: Iterable[RowId]) -> None:
        """Note for everyone who watches that these rows show something new."""
        for watcher in self.watchers:
            watcher.update(rows)

    def _close_fresh(self, fresh: dict[RowId, RowRecord]) -> None:
        """What ``_close`` does to records of which most are plain: changed, and nothing else to say of them."""
        rows = [0] * len(PLAIN_TALLIES)
        for row, record in fresh.items():
            edits = record.edits
            cells = len(edits)
            if record.checks or cells >= len(rows) or is_judged_together(edits):
                record.stale = True
                self._close(row, record)
            else:
                record.phase = Phase.CHANGED
                record.tally = PLAIN_TALLIES[cells]
                rows[cells] += 1
        for tally, count in zip(PLAIN_TALLIES, rows, strict=True):
            if count:
                self.counts.add_alike(Phase.CHANGED, tally, rows=count)

    def _close(self, row: RowId, record: RowRecord) -> None:
        is_new = row < 0
        base = self.bases[row]
        if record.stale:
            record.stale = False
            record.row_checks = ()
            if is_new or is_judged_together(record.edits):
                changed = {key: edit.value for key, edit in record.edits.items()}
                record.row_checks = check_row(self.schema, base, changed, is_new=is_new)
        target = record.push or resting_phase(record, base, self.places, is_new=is_new)
        if target is not record.phase:
            record.phase = moved(record.phase, target)
        if is_new or record.edits or record.push or record.result:
            record.tally = tally_of(record, is_new=is_new)
            self.counts.add(record)
        else:
            del self.records[row]

    def check_cells(self, record: RowRecord) -> None:
        """Check every edited cell anew, after edits came or went by something else than a gesture."""
        found = {key: check_cell(self.editable[key], edit.value) for key, edit in record.edits.items()}
        record.checks = {key: problem for key, problem in found.items() if problem is not None} or None
        record.stale = True

    def unmark(self, row: RowId) -> None:
        """Forget what the last push left on a row."""
        self.marks.pop(row, None)
        self.alterations.pop(row, None)

    def add_new(self, row: RowId, base: Lead) -> RowRecord:
        """Add a new lead without an id."""
        self.bases[row] = base
        self.lowest_new = min(self.lowest_new, row)
        record = self.open(row)
        record.stale = True
        return record

    def drop_new(self, row: RowId) -> None:
        """Forget a new lead."""
        self.open(row)
        del self._open[row], self.records[row], self.bases[row]

    def rename(self, row: RowId, lead_id: RowId) -> None:
        """Move an open row to the id that Copper gave it. ``bases`` keeps its old name until ``rename_bases``."""
        self.aliases[row] = lead_id
        del self.records[row]
        self.records[lead_id] = self._open[lead_id] = self._open.pop(row)

    def rename_bases(self, names: dict[RowId, RowId]) -> None:
        """Give bases their new names, each in its old place, in one pass."""
        if names:
            self.bases = {names.get(row, row): base for row, base in self.bases.items()}
