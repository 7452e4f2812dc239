"""Sets many cells one after another in one loop: a paste or an import is little else.

What is out of the ordinary in a cell is left to the gesture. Knows nothing of how a gesture is closed or taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import TypeAlias

from copper_desk.leads.check import check_cell
from copper_desk.leads.problem import Problem
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import Change, RestoreCell, SetCell, StagedEdit, named
from copper_desk.sheet.row_record import RowRecord
from copper_desk.sheet.row_store import RowStore

Maker: TypeAlias = Callable[[SetCell], None]
"""Makes one change, whatever it is."""


def set_cells(
    store: RowStore, changes: Iterable[SetCell], undo: list[Change], *, added: Container[RowId], otherwise: Maker
) -> tuple[int, int]:
    """Lay values over what is loaded; returns how many cells show something new, and how many showed it already.

    How to take each back goes to ``undo``, but for the rows ``added`` by the same gesture. ``otherwise`` is given what
    empties a cell or puts it back, and what a push had a say in.
    """
    cells = unchanged = 0
    bases, records, fresh, columns, clock = store.bases, store.records, store.fresh, store.columns, store.clock
    for change in changes:
        row, key, value = change
        base, column, record = bases.get(row), columns.get(key), records.get(row)
        if not value or base is None or column is None or (record is not None and _is_told_of(record)):
            otherwise(change)
            continue
        loaded = base[column[1]]
        edit = None if record is None else record.edits.get(key)
        shown = loaded if edit is None else edit[1]
        if value == shown:
            unchanged += 1
            continue
        if value == loaded:
            otherwise(change)
            continue
        if record is None:
            record = records[row] = fresh[row] = RowRecord()
        elif row not in fresh:
            store.open(row).stale = True
        if row not in added:
            undo.append(named(RestoreCell, (row, key, edit, shown, clock)))
        store.revision += 1
        record.edits[key] = named(StagedEdit, (loaded if edit is None else edit[0], value, store.revision, None))
        if record.checks or type(value) is not str or len(value) > column[2] or not value.isascii():
            note_check(record, key, check_cell(column[0], value))
        cells += 1
    return cells, unchanged


def note_check(record: RowRecord, key: str, problem: Problem | None) -> None:
    """Keep what is wrong with a cell, or that nothing is any more."""
    if problem is None:
        if record.checks:
            record.checks.pop(key, None)
    elif record.checks is None:
        record.checks = {key: problem}
    else:
        record.checks[key] = problem


def _is_told_of(record: RowRecord) -> bool:
    """Whether a push had a say in the row, which gives way to what is typed now."""
    return bool(record.sent or record.result or record.refusals)
