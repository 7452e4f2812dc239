"""The staged changes of one account in a file, so that a crash, a kill or a power cut loses no gesture that had ended.

One call of ``save`` is one transaction. Keeps row states whole and knows nothing of what may be sent or shown. One
process at a time writes (account_lock.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

from copper_desk.leads.problem import Origin, Problem, Severity
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import StagedEdit
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_state import RowState
from copper_desk.storage.database import OpenedFile, open_file, set_aside, transaction
from copper_desk.storage.journal_format import JOURNAL_FORMAT
from copper_desk.storage.many_rows import insert_rows
from copper_desk.storage.trouble import StorageTrouble, TroubleKind, told
from copper_desk.storage.value import Cell, packed, restored, stored, unpacked

# Nearly no edit has a refusal, and nearly no row more to keep than a source: a NULL is not handed over each time.
_ADD_EDITS: Final = "INSERT INTO edit VALUES", "(?, ?, ?, ?, ?, ?, ?, NULL)"
_ADD_REFUSALS: Final = "UPDATE edit SET refusal = ? WHERE place = ? AND number = ?"
_ADD_SOURCES: Final = "INSERT INTO row_state VALUES", "(?, ?, ?, NULL)"
_ADD_STATES: Final = "UPDATE row_state SET state = ? WHERE place = ?"
_DROP_EDITS: Final = "DELETE FROM edit WHERE place = ?"
_DROP_STATE: Final = "DELETE FROM row_state WHERE place = ?"


class Journal:
    """The row states of one account. For one thread at a time.

    ``set_aside`` is where a damaged file was moved when this one was begun, or None.
    """

    def __init__(self, path: Path, opened: OpenedFile) -> None:
        self._path = path
        self._connection: sqlite3.Connection = opened.connection
        self.set_aside = opened.set_aside
        # Known here, so that a row which is changed for the first time costs no search in the file.
        self._places: dict[RowId, int] = {}
        self._notable: set[int] = set()
        self._next = 1

    @classmethod
    def open(cls, path: Path) -> Self:
        """The journal at ``path``, made where there is none. Raises StorageTrouble."""
        journal = cls(path, open_file(path, JOURNAL_FORMAT))
        try:
            journal._look_around()
        except StorageTrouble as trouble:
            journal.close()
            if trouble.kind is not TroubleKind.CORRUPT:
                raise
            aside = set_aside(path)
            return cls(path, OpenedFile(open_file(path, JOURNAL_FORMAT).connection, aside))
        return journal

    def save(self, states: Iterable[RowState], *, forget: Iterable[RowId] = ()) -> None:
        """Keep these rows as they now are instead of all that was kept of them, and nothing more of ``forget``.

        One transaction, on the disk when this returns. A state that keeps nothing is forgotten. A new lead that got its
        id is one call: its new state, and the old row to forget. Raises StorageTrouble; then all is as it was.
        """
        kept = {state.row: state for state in states}
        gone = [row for row in forget if row not in kept]
        told = {row for row, state in kept.items() if _has_state(state)}
        gone.extend([row for row, state in kept.items() if not state.edits and row not in told])
        for row in gone:
            kept.pop(row, None)
        known = [self._places[row] for row in (*kept, *gone) if row in self._places] if self._places else []
        placed = self._placed(kept)
        notable = [(place, state) for place, state in placed if state[0] in told] if told else []
        with transaction(self._connection, self._path):
            if known:
                self._connection.executemany(_DROP_EDITS, [(place,) for place in known])
                self._connection.executemany(_DROP_STATE, [(place,) for place in self._notable.intersection(known)])
            insert_rows(self._connection, *_ADD_EDITS, _edit_rows(placed))
            self._connection.executemany(_ADD_REFUSALS, _refusal_rows(placed))
            insert_rows(self._connection, *_ADD_SOURCES, _source_rows(notable))
            self._connection.executemany(_ADD_STATES, _told_rows(notable))
        self._remember(placed, gone)
        self._notable.difference_update(known)
        self._notable.update(place for place, _ in notable)

    def states(self) -> list[RowState]:
        """Every row that is kept, in the order in which the rows were first changed. Raises StorageTrouble."""
        return [state for _, state in self._placed_states()]

    def close(self) -> None:
        """Let go of the file; a second time does nothing. Raises StorageTrouble."""
        with told(self._path):
            self._connection.close()

    def _look_around(self) -> None:
        placed = self._placed_states()
        self._places = {state.row: place for place, state in placed}
        self._notable = {place for place, state in placed if _has_state(state)}
        self._next = max(self._places.values(), default=0) + 1

    def _placed_states(self) -> list[tuple[int, RowState]]:
        with told(self._path):
            edits = self._connection.execute("SELECT * FROM edit ORDER BY place, number").fetchall()
            states = self._connection.execute("SELECT * FROM row_state").fetchall()
            rest = {place: _rest(source, state) for place, _, source, state in states}
            edits_of: dict[int, list[tuple[str, StagedEdit]]] = {}
            for place, _, _, *cells in edits:
                edits_of.setdefault(place, []).append(_edit(*cells))
        rows: dict[int, RowId] = {place: row for place, row, _, _ in states}
        rows.update((place, row) for place, _, row, *_ in edits)
        return [
            (place, RowState(row, tuple(edits_of.get(place, ())), **rest.get(place, {})))
            for place, row in sorted(rows.items())
        ]

    def _placed(self, states: dict[RowId, RowState]) -> list[tuple[int, RowState]]:
        """Each state with its row's place: the one it has, or the next. Only ``_remember`` makes it so."""
        free = count(self._next)
        return [(self._places.get(row) or next(free), state) for row, state in states.items()]

    def _remember(self, placed: list[tuple[int, RowState]], gone: list[RowId]) -> None:
        self._places.update((state.row, place) for place, state in placed)
        self._next = max(self._next, max((place for place, _ in placed), default=0) + 1)
        for row in gone:
            self._places.pop(row, None)


def _has_state(state: RowState) -> bool:
    """Whether there is more to keep than its edits; an empty new lead is."""
    return state.source != "" or state[0] < 0 or _is_told_of(state)


def _is_told_of(state: RowState) -> bool:
    """Whether a push said something of it."""
    return state[2:9] != _UNTOLD


_UNTOLD: Final = RowState(0)[2:9]
"""All but its row, its edits and their source, as they are in most states."""


def _edit_rows(placed: Iterable[tuple[int, RowState]]) -> Iterator[tuple[Cell, ...]]:
    # Plain text is told here, without a call: nearly every value of an import is.
    return (
        (
            place,
            number,
            state[0],
            key,
            base if type(base) is str and base.isascii() else stored(base),
            value if type(value) is str and value.isascii() else stored(value),
            revision,
        )
        for place, state in placed
        for number, (key, (base, value, revision, _)) in enumerate(state[1])
    )


def _refusal_rows(placed: Iterable[tuple[int, RowState]]) -> list[tuple[bytes, int, int]]:
    return [
        (packed(_parts(edit[3])), place, number)
        for place, state in placed
        for number, (_, edit) in enumerate(state[1])
        if edit[3] is not None
    ]


def _source_rows(notable: Iterable[tuple[int, RowState]]) -> Iterator[tuple[Cell, ...]]:
    """The rows of states as far as every new row has them."""
    known: dict[str, Cell] = {}
    for place, state in notable:
        source = state[9]
        if source not in known:
            known[source] = stored(source)
        yield place, state[0], known[source]


def _edit(key: str, base: Cell, value: Cell, revision: int, refusal: bytes | None) -> tuple[str, StagedEdit]:
    refused = None if refusal is None else _problem(unpacked(refusal))
    return key, StagedEdit(restored(base), restored(value), revision, refused)


def _told_rows(notable: Iterable[tuple[int, RowState]]) -> list[tuple[bytes, int]]:
    return [(_told(state), place) for place, state in notable if _is_told_of(state)]


def _told(state: RowState) -> bytes:
    """What a push said of a row; what is as in every new row is left out."""
    told_of: dict[str, Any] = {
        "refusals": tuple((key, _parts(problem)) for key, problem in state.refusals),
        "request_id": state.request_id,
        "sent": state.sent,
        "taken_back": state.taken_back,
        "push": state.push,
        "result": state.result and state.result.value,
        "note": state.note and _parts(state.note),
    }
    return packed(tuple((name, value) for name, value in told_of.items() if value not in (None, (), 0)))


def _rest(source: Cell, state: bytes | None) -> dict[str, Any]:
    """What a row keeps beside its edits, by the names of RowState."""
    rest: dict[str, Any] = dict(unpacked(state)) if state else {}
    if "refusals" in rest:
        rest["refusals"] = tuple((key, _problem(parts)) for key, parts in rest["refusals"])
    if "result" in rest:
        rest["result"] = Phase(rest["result"])
    if "note" in rest:
        rest["note"] = _problem(rest["note"])
    return {**rest, "source": restored(source)}


def _parts(problem: Problem) -> tuple[str, str, str]:
    return problem.message, problem.severity.value, problem.origin.value


def _problem(parts: tuple[str, str, str]) -> Problem:
    message, severity, origin = parts
    return Problem(message, Severity(severity), Origin(origin))
