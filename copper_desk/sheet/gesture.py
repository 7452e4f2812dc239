"""Makes the changes of one gesture and writes down, as it goes, how to take each of them back.

Knows nothing of loads, of pushes beyond "a push holds this row", or of how a gesture came to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from copper_desk.leads.check import check_cell
from copper_desk.leads.problem import Problem, Severity
from copper_desk.leads.value import CellValue, RowId, Value
from copper_desk.sheet.cell_run import note_check, set_cells
from copper_desk.sheet.edit import (
    AddRow,
    Applied,
    Change,
    ChangeSet,
    Delta,
    KeepMine,
    RemoveRow,
    ResetCell,
    RestoreCell,
    SetCell,
    SetCellOver,
    StagedEdit,
    named,
)
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_store import RowStore


def apply(store: RowStore, change_set: ChangeSet) -> Applied:
    """Make every change of ``change_set``, in order, as one step.

    Raises KeyError for a field that the schema has not, ValueError for a new row with a name that is taken for good;
    then nothing was changed.
    """
    _check_names(store, change_set)
    gesture = _Gesture(store)
    gesture.make(change_set.changes)
    return gesture.finish(change_set.label)


def _check_names(store: RowStore, change_set: ChangeSet) -> None:
    unknown = {change.key for change in change_set if type(change) not in _WHOLE_ROW} - store.places.keys()  # type: ignore[union-attr]  # the others have a key
    if unknown:
        raise KeyError(f"no such field: {', '.join(sorted(unknown))}")
    taken = [change.row for change in change_set if type(change) is AddRow and change.row >= 0]
    if taken:
        raise ValueError(f"a new lead's row is negative, not {taken[0]}")


_WHOLE_ROW = frozenset({AddRow, RemoveRow})


class _Gesture:
    def __init__(self, store: RowStore) -> None:
        self._store = store
        self._undo: list[Change] = []
        self._added: dict[RowId, None] = {}
        self._removed: dict[RowId, None] = {}
        self._cells = self._unchanged = self._read_only = self._skipped = 0
        self._makers: dict[type[Change], Callable[..., None]] = {
            SetCellOver: self._set_over,
            ResetCell: self._reset,
            KeepMine: self._keep_mine,
            AddRow: self._add_row,
            RemoveRow: self._remove_row,
            RestoreCell: self._restore,
        }

    def make(self, changes: Iterable[Change]) -> None:
        for kind, run in groupby(changes, type):
            if kind is SetCell:
                self._set(run)  # type: ignore[arg-type]  # they are
                continue
            maker = self._makers[kind]
            for change in run:
                maker(change)

    def finish(self, label: str) -> Applied:
        changed = self._store.close_rows() - self._added.keys()
        delta = Delta(changed, tuple(self._added), tuple(self._removed))
        inverse = ChangeSet(tuple(reversed(self._undo)), label)
        return Applied(delta, inverse, self._cells, self._unchanged, self._read_only, self._skipped)

    def _set(self, run: Iterable[SetCell]) -> None:
        cells, unchanged = set_cells(self._store, run, self._undo, added=self._added, otherwise=self._set_one)
        self._cells += cells
        self._unchanged += unchanged

    def _set_one(self, change: SetCell) -> None:
        row, key, value = change
        self._put_value(self._store.resolve(row), key, value)

    def _put_value(self, row: RowId, key: str, value: CellValue) -> None:
        store = self._store
        base = store.bases.get(row)
        if base is None:
            self._skipped += 1
            return
        if key not in store.editable:
            self._read_only += 1
            return
        if not value and (value is None or value in ("", ())):
            value = store.empties[key]
        loaded = base[store.places[key]]
        record = store.records.get(row)
        edit = None if record is None else record.edits.get(key)
        if value == (loaded if edit is None else edit.value):
            self._unchanged += 1
        elif value == loaded:
            self._lay(row, key, None, before=edit, loaded=loaded)
        else:
            began = loaded if edit is None else edit.base
            store.revision += 1
            laid = named(StagedEdit, (began, value, store.revision, None))
            self._lay(row, key, laid, before=edit, loaded=loaded)

    def _set_over(self, change: SetCellOver) -> None:
        store = self._store
        row, key = store.resolve(change.row), change.key
        lead = store.bases.get(row)
        if lead is None or row < 0 or key not in store.editable:
            self._put_value(row, key, change.value)
            return
        value = store.empties[key] if change.value in ("", None, ()) else change.value
        began = store.empties[key] if change.base in ("", None, ()) else change.base
        loaded = lead[store.places[key]]
        before = _edit_of(store, row, key)
        if value == began or _is_over(before, value, began, loaded=loaded):
            self._unchanged += 1
            return
        edit = None if value == loaded else StagedEdit(began, value, store.next_revision())
        self._lay(row, key, edit, before=before, loaded=loaded)

    def _reset(self, change: ResetCell) -> None:
        store = self._store
        row = store.resolve(change.row)
        base = store.bases.get(row)
        if base is None:
            self._skipped += 1
            return
        edit = _edit_of(store, row, change.key)
        if edit is None:
            self._unchanged += 1
        else:
            self._lay(row, change.key, None, before=edit, loaded=base[store.places[change.key]])

    def _keep_mine(self, change: KeepMine) -> None:
        store = self._store
        row = store.resolve(change.row)
        edit = _edit_of(store, row, change.key)
        if edit is None:
            self._unchanged += 1
            return
        now = store.bases[row][store.places[change.key]]
        if edit.base == now:
            self._unchanged += 1
            return
        mine = StagedEdit(now, edit.value, store.next_revision())
        self._lay(row, change.key, mine, before=edit, loaded=now)

    def _restore(self, change: RestoreCell) -> None:
        store = self._store
        row, key = store.resolve(change.row), change.key
        base = store.bases.get(row)
        if base is None:
            self._skipped += 1
        elif store.accepted.get(row, {}).get(key, 0) > change.settled:
            self._put_value(row, key, change.shown)
        else:
            self._restore_edit(row, key, change.edit, loaded=base[store.places[key]])

    def _restore_edit(self, row: RowId, key: str, edit: StagedEdit | None, *, loaded: Value) -> None:
        before = _edit_of(self._store, row, key)
        if edit is not None and edit.value == loaded:
            edit = None
        if edit is not None and edit.refusal is not None and self._is_in_push(row):
            edit = edit._replace(refusal=None)
        if edit == before:
            self._unchanged += 1
        else:
            if edit is not None:
                # An edit of an earlier run must stay older than any made from now on.
                self._store.revision = max(self._store.revision, edit.revision)
            self._lay(row, key, edit, before=before, loaded=loaded)

    def _lay(self, row: RowId, key: str, edit: StagedEdit | None, *, before: StagedEdit | None, loaded: Value) -> None:
        """Put ``edit`` (None: nothing) on a cell, and note how it was."""
        store = self._store
        if row not in self._added:
            shown = loaded if before is None else before.value
            self._undo.append(named(RestoreCell, (row, key, before, shown, store.clock)))
        record = store.open(row)
        if edit is None:
            del record.edits[key]
        else:
            record.edits[key] = edit
        problem = None if edit is None else check_cell(store.editable[key], edit.value)
        if problem is not None or record.checks:
            note_check(record, key, problem)
        if (record.sent or record.result or record.refusals) and row not in self._added:
            _note_edit(record, key, edit, is_new=row < 0)
        record.stale = True
        self._cells += 1

    def _add_row(self, change: AddRow) -> None:
        store = self._store
        if store.resolve(change.row) in store.bases:
            self._skipped += 1
            return
        record = store.add_new(change.row, store.schema.blank_lead())
        if change.unconfirmed:
            record.result = record.phase = Phase.UNKNOWN
            record.note = Problem(change.unconfirmed, Severity.WARNING)
        self._added[change.row] = None
        self._undo.append(RemoveRow(change.row))

    def _remove_row(self, change: RemoveRow) -> None:
        store, row = self._store, change.row
        if row not in store.bases or row >= 0 or self._is_in_push(row):
            self._skipped += 1
            return
        record = store.open(row)
        unconfirmed = "" if record.note is None or record.result is Phase.NOT_SENT else record.note.message
        if row in self._added:
            self._undo.remove(RemoveRow(row))
            del self._added[row]
        else:
            self._note_edits(row, record)
            self._undo.append(AddRow(row, unconfirmed))
            self._removed[row] = None
        store.drop_new(row)

    def _note_edits(self, row: RowId, record: RowRecord) -> None:
        clock = self._store.clock
        self._undo.extend(RestoreCell(row, key, edit, edit.value, clock) for key, edit in record.edits.items())

    def _is_in_push(self, row: RowId) -> bool:
        record = self._store.records.get(row)
        return record is not None and record.push is not None


def _edit_of(store: RowStore, row: RowId, key: str) -> StagedEdit | None:
    record = store.records.get(row)
    return None if record is None else record.edits.get(key)


def _is_over(edit: StagedEdit | None, value: CellValue, began: CellValue, *, loaded: Value) -> bool:
    """Whether a cell with this edit shows ``value`` as typed over ``began`` already."""
    return value == loaded if edit is None else (edit.value, edit.base) == (value, began)


def _note_edit(record: RowRecord, key: str, edit: StagedEdit | None, *, is_new: bool) -> None:
    """What a push said about the row gives way to what is typed now, unless a push holds it."""
    if record.sent and key in record.sent:
        record.taken_back = record.taken_back | {key} if edit is None else record.taken_back - {key}
    if record.push is not None:
        return
    record.refusals = tuple(entry for entry in record.refusals if entry[0] not in {None, key})
    if record.result is Phase.NOT_SENT:
        record.result = record.note = None
    elif record.result is Phase.UNKNOWN and record.edits:
        record.result = None
        # A creation that was not confirmed keeps its warning: sent again, it may make a second lead.
        record.note = record.note if is_new else None
