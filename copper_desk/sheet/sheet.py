"""The sheet: leads as Copper holds them, and over them what a person typed. The one place where either changes.

Lives on one thread and knows nothing of files, HTTP or windows. Its parts: row_store (memory), gesture (changes and
their inverses), receive (loads), settle (pushes), merge (two versions of one cell).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from copper_desk.leads.problem import Problem
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import CellValue, Lead, RowId
from copper_desk.sheet import gesture, receive, settle
from copper_desk.sheet.alteration import Alteration
from copper_desk.sheet.count import Counts
from copper_desk.sheet.edit import Applied, Change, ChangeSet, Delta, KeepMine, RemoveRow, ResetCell, StagedEdit
from copper_desk.sheet.merge import Conflict, Side
from copper_desk.sheet.outcome import LeadOutcome
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_state import RowState, restore, states_of
from copper_desk.sheet.row_store import Mark, RowStore
from copper_desk.wording import counted, tr

_NO_ALTERATIONS: Mapping[str, Alteration] = MappingProxyType({})
_NO_EDITS: Mapping[str, StagedEdit] = MappingProxyType({})


class Sheet:
    """All rows of one account. Every method that changes something returns what to repaint.

    Rows are named by ``RowId``, cells by row and field key; an unknown row or key raises KeyError.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._store = RowStore(schema)
        self._keys = tuple(field.key for field in schema)

    # Rows

    def row_ids(self) -> list[RowId]:
        """Every row, in the order of arrival."""
        return list(self._store.bases)

    def __len__(self) -> int:
        return len(self._store.bases)

    def __contains__(self, row: object) -> bool:
        return row in self._store.bases

    def base(self, row: RowId) -> Lead:
        """The lead as Copper holds it, as far as is known here; blank for a new lead."""
        return self._store.bases[row]

    def bases(self) -> dict[RowId, Lead]:
        """The leads as Copper holds them, all of them as they are now."""
        return dict(self._store.bases)

    def held(self, row: RowId) -> Lead | None:
        """The same, or None where there is no such row. May be called on any thread."""
        return self._store.bases.get(row)

    def is_new(self, row: RowId) -> bool:
        """Whether the lead has no id yet."""
        return row < 0

    def next_new_row(self) -> RowId:
        """A name for one more new lead, for ``AddRow``. Each call gives another."""
        self._store.lowest_new -= 1
        return self._store.lowest_new

    def row_today(self, row: RowId) -> RowId:
        """The row's name now: a new lead that was accepted goes by the id that Copper gave it."""
        return self._store.resolve(row)

    # Cells

    def value(self, row: RowId, key: str) -> CellValue:
        """What a cell shows: the staged value, or else the loaded one."""
        return self.value_at(row, self._store.places[key])

    def value_at(self, row: RowId, position: int) -> CellValue:
        """The same by the field's position, for painting and sorting."""
        record = self._store.records.get(row)
        if record is not None:
            edit = record.edits.get(self._keys[position])
            if edit is not None:
                return edit.value
        return self._store.bases[row][position]

    def shown(self, row: RowId) -> tuple[CellValue, ...]:
        """The whole row as shown, aligned with ``Schema.fields``."""
        base = self._store.bases[row]
        record = self._store.records.get(row)
        if record is None or not record.edits:
            return base
        values: list[CellValue] = list(base)
        for key, edit in record.edits.items():
            values[self._store.places[key]] = edit.value
        return tuple(values)

    def column(self, key: str, rows: Iterable[RowId]) -> list[CellValue]:
        """What one field shows in each of ``rows``: the fast way to read a column."""
        position = self._store.places[key]
        bases, records = self._store.bases, self._store.records
        if not records:
            return [bases[row][position] for row in rows]
        return [self.value_at(row, position) if row in records else bases[row][position] for row in rows]

    def edit(self, row: RowId, key: str) -> StagedEdit | None:
        """What was typed over the loaded value, or None."""
        return self.edits(row).get(key)

    def edits(self, row: RowId) -> Mapping[str, StagedEdit]:
        """All staged edits of a row by field key, in the order they were made."""
        record = self._store.records.get(row)
        return _NO_EDITS if record is None else MappingProxyType(record.edits)

    def all_edits(self) -> dict[RowId, dict[str, StagedEdit]]:
        """All staged edits at this moment, by row and field key."""
        return {row: dict(record.edits) for row, record in self._store.records.items() if record.edits}

    def gone_rows(self) -> frozenset[RowId]:
        """The rows with changes whose leads are no longer in Copper."""
        return frozenset(row for row, record in self._store.records.items() if record.result is Phase.GONE)

    # State

    def phase(self, row: RowId) -> Phase:
        """Where the row stands."""
        record = self._store.records.get(row)
        return Phase.CLEAN if record is None else record.phase

    def standing_out(self, rows: Iterable[RowId]) -> list[RowId]:
        """Those of ``rows`` that are there and not clean."""
        records, clean = self._store.records, Phase.CLEAN
        return [row for row in rows if row in records and records[row].phase is not clean]

    def mark(self, row: RowId) -> Mark | None:
        """What the last push left on the row."""
        return self._store.marks.get(row)

    def alterations(self, row: RowId) -> dict[str, Alteration]:
        """What Copper made of the values that the last push put here, for the cells that still show that."""
        left = self._store.alterations.get(row, _NO_ALTERATIONS)
        return {key: each for key, each in left.items() if self.value(row, key) == each.kept}

    def cell_problem(self, row: RowId, key: str) -> Problem | None:
        """The problem of a cell: an error that holds the lead, else Copper's refusal, else a warning."""
        record = self._store.records.get(row)
        return None if record is None else record.cell_problem(key)

    def row_problems(self, row: RowId) -> tuple[Problem, ...]:
        """What is wrong with the lead and stands in no cell; also why it was not sent, not confirmed or is gone."""
        record = self._store.records.get(row)
        if record is None:
            return ()
        carried = (record.cell_problem(key) for key in record.edits if key in self._store.carried_entries)
        return (*record.row_problems(), *(problem for problem in carried if problem is not None))

    def problems(self) -> Iterator[tuple[RowId, str | None, Problem]]:
        """Everything to be repaired, by lead in the order of arrival; None for what stands on the lead.

        A lead that was merely not sent has nothing to repair.
        """
        # First the few that have something to say: an import changes a hundred thousand that have not.
        troubled = {row: record for row, record in self._store.records.items() if not record.is_plain}
        for row in self._store.bases if troubled else ():
            record = troubled.get(row)
            if record is None:
                continue
            waiting = record.note if record.result is Phase.NOT_SENT else None
            yield from ((row, None, problem) for problem in record.row_problems() if problem is not waiting)
            yield from ((row, key, problem) for key, problem in record.cell_problems())

    def request_id(self, row: RowId) -> str | None:
        """Copper's name of the request that was refused, for their support."""
        record = self._store.records.get(row)
        return None if record is None else record.request_id

    def changed_rows(self) -> list[RowId]:
        """The leads with staged edits and the new ones, in the order of arrival."""
        return [row for row, record in self._ordered_records() if record.edits or row < 0]

    def counts(self) -> Counts:
        """How much is staged and where it stands, at no cost."""
        return self._store.counts.snapshot(accepted=len(self._store.marks))

    def _ordered_records(self) -> Iterator[tuple[RowId, RowRecord]]:
        records = self._store.records
        if not records:
            return iter(())
        return ((row, records[row]) for row in self._store.bases if row in records)

    # Changes

    def apply(self, change_set: ChangeSet) -> Applied:
        """Make one gesture's changes as one step; the answer holds the inverse, whose inverse is the redo.

        Raises KeyError for an unknown field and ValueError for a new row with an id; then nothing was changed.
        """
        return gesture.apply(self._store, change_set)

    def discard(self, rows: Iterable[RowId] | None = None) -> Applied:
        """Put these rows (all changed ones by default) back to what was loaded and take new leads out, as one step.

        Rows that a push holds stay as they are and are counted as skipped.
        """
        chosen = self.changed_rows() if rows is None else [self.row_today(row) for row in rows]
        records = self._store.records
        free = [row for row in dict.fromkeys(chosen) if row in records and records[row].push is None]
        held = sum(1 for row in set(chosen) if row in records and records[row].push is not None)
        changes: list[Change] = []
        for row in free:
            changes += [RemoveRow(row)] if row < 0 else [ResetCell(row, key) for key in records[row].edits]
        applied = self.apply(
            ChangeSet(
                tuple(changes),
                counted(len(free), "discarding the changes of {n} lead", "discarding the changes of {n} leads"),
            )
        )
        return replace(applied, skipped=applied.skipped + held)

    def conflicts(self, row: RowId) -> dict[str, Conflict]:
        """The cells of a row that were changed here and in Copper, with all three values."""
        record = self._store.records.get(row)
        if record is None:
            return {}
        base, places = self._store.bases[row], self._store.places
        return {
            key: Conflict(record.edits[key].value, base[places[key]], record.edits[key].base)
            for key in record.conflicting(base, places)
        }

    def resolve(self, row: RowId, key: str, side: Side | Literal["mine", "theirs"]) -> Applied:
        """Settle one conflict, as an ordinary step to undo. Many at once: a ``ChangeSet`` of KeepMine and ResetCell."""
        mine = Side(side) is Side.MINE
        change: Change = KeepMine(row, key) if mine else ResetCell(row, key)
        return self.apply(ChangeSet((change,), tr("keeping your value") if mine else tr("taking Copper’s value")))

    # Loading

    def stamp(self) -> int:
        """The moment a call to Copper begins. Taken before the call, on any thread, and handed back with what came."""
        return self._store.tick()

    def receive(self, leads: Iterable[Lead], *, stamp: int) -> Delta:
        """Take in what a call brought that began at ``stamp``: new leads are added, known ones refreshed.

        A base never yields to data from a call begun earlier than the one it came from.
        """
        return receive.receive(self._store, leads, stamp=stamp)

    def vanish(self, rows: Iterable[RowId], *, stamp: int) -> Delta:
        """Copper showed none of these leads to a call that began at ``stamp``: they were deleted, merged or converted.

        A lead without changes leaves the sheet; a changed one stays and is marked as gone. Leads that a push holds,
        or whose base is newer, stay as they are.
        """
        return receive.vanish(self._store, rows, stamp=stamp)

    # Outliving the program

    def state(self, row: RowId, *, source: str = "", push: int = 0) -> RowState | None:
        """What must be kept of a row, or None where there is nothing but the lead as loaded (or no such row).

        ``push`` is the number of the push that is under way, for the rows that it holds.
        """
        return self.states((row,), sources={row: source}, push=push).get(row)

    def states(self, rows: Iterable[RowId], *, sources: Mapping[RowId, str], push: int = 0) -> dict[RowId, RowState]:
        """The same of many rows, without those of which nothing must be kept."""
        return states_of(self._store, rows, sources=sources, push=push)

    def restore(self, states: Iterable[RowState], *, lowest_new: RowId = 0) -> Delta:
        """Lay changes that were kept over the leads loaded so far; for a sheet in which nothing was changed yet.

        ``lowest_new`` is the lowest name that a new lead ever had: no other one gets it.
        """
        self._store.lowest_new = min(self._store.lowest_new, lowest_new)
        return restore(self._store, list(states))

    # Pushing

    def queue(self, planned: Iterable[tuple[RowId, Mapping[str, int]]]) -> Delta:
        """Put rows into a push, each with the revisions that it will send (field key to revision).

        Raises IllegalMove if one may not be sent (clean, held, gone, or in a push already); then none was queued.
        """
        return settle.queue(self._store, planned)

    def sending(self, rows: Iterable[RowId]) -> Delta:
        """These queued rows are in a request now."""
        return settle.sending(self._store, rows)

    def settle(self, outcomes: Iterable[LeadOutcome]) -> Delta:
        """Take in what became of leads: usually of a push, but a re-read may tell of a row at rest, too."""
        return settle.settle(self._store, outcomes)

    def clear_marks(self) -> Delta:
        """Take away what the last push left on rows that need no attention."""
        rows = frozenset(self._store.marks)
        self._store.marks.clear()
        self._store.alterations.clear()
        self._store.tell_watchers(rows)
        return Delta(rows)

    # Watching

    def watch(self) -> set[RowId]:
        """A set that gathers, from now on, every row that shows something new. Its holder empties it."""
        watcher: set[RowId] = set()
        self._store.watchers.append(watcher)
        return watcher
