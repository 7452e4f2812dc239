"""The book of pushes of one account: written before each request and after each answer, read as the history.

Lies in the file of the journal, so what a push left behind is found again beside the changes it carried. Any thread may
call: SQLite lets one write at a time anyway, so all share one connection for writing, and reading has its own. Knows
nothing of how a push is run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from copper_desk.leads.value import Lead, RowId
from copper_desk.storage.database import connect, open_file, snapshot, transaction
from copper_desk.storage.journal_format import JOURNAL_FORMAT
from copper_desk.storage.push_entry import (
    IntendedLead,
    LeadResult,
    PushEntry,
    PushHead,
    RecordedLead,
    UnfinishedPush,
)
from copper_desk.storage.push_row import (
    LeadForm,
    change_row,
    doubtful_lead,
    haystack,
    head_of,
    head_row,
    intent_row,
    recorded_lead,
    result_row,
)
from copper_desk.storage.trouble import told
from copper_desk.storage.value import Cell, packed, restored, stored, unpacked

_BEGIN: Final = """INSERT INTO push
    (user_name, user_email, system_user, computer, source, note, planned, began_s, program, rows)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INTEND: Final = """INSERT OR REPLACE INTO intent (push, at_s, row, is_create, name, cells, base)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
_WITHDRAW: Final = "DELETE FROM intent WHERE push = ? AND row = ?"
_RECORD: Final = """INSERT INTO result
    (push, at_s, row, lead_id, name, result, reason, refusals, request_id, lead, sent, haystack)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CHANGE: Final = """INSERT INTO change
    (result, number, key, label, before, after, before_text, after_text, was_sent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_ENTRY: Final = """SELECT ended_s, end_reason,
    user_name, user_email, system_user, computer, source, note, planned, began_s, program FROM push WHERE id = ?"""
_COUNTS: Final = "SELECT result, COUNT(*), SUM(row < 0) FROM result WHERE push = ? GROUP BY result"
_RESULTS: Final = """SELECT id, push, row, lead_id, name, result, reason, refusals, request_id, lead, sent
    FROM result """
_CHANGES: Final = """SELECT key, label, before, after, before_text, after_text, was_sent FROM change
    WHERE result = ? ORDER BY number"""
_INTENTS: Final = "SELECT at_s, row, is_create, name, cells, base FROM intent WHERE push = ? ORDER BY at_s, row"
_LOWEST: Final = """SELECT MIN(row) FROM (SELECT MIN(row) AS row FROM intent UNION ALL SELECT MIN(row) FROM result
    UNION ALL SELECT MIN(row) FROM file_row)"""
_CREATED: Final = "SELECT row, lead_id FROM result WHERE row < 0 AND lead_id IS NOT NULL"
_OUTCOMES: Final = "SELECT row, result FROM result WHERE push = ?"
_TOLD_OF: Final = "SELECT row FROM intent WHERE push = :push UNION ALL SELECT row FROM result WHERE push = :push"
_MATCHING: Final = """SELECT id FROM push
    WHERE :words = '' OR instr(folded(note, source, user_name, user_email), :words)
    OR id IN (SELECT push FROM result WHERE instr(haystack, :words))
    ORDER BY id DESC LIMIT :limit OFFSET :offset"""


class History:
    """The pushes of one account. Every method raises StorageTrouble, and then nothing of that call was kept.

    ``set_aside`` is where a damaged file was moved when this one was begun, or None.
    """

    def __init__(self, path: Path, *, form: LeadForm) -> None:
        self._path = path
        self._form = form
        self._write_lock = threading.Lock()
        self._read_lock = threading.Lock()
        # The journal, which is opened first, has looked at every page.
        opened = open_file(path, JOURNAL_FORMAT, checked=False)
        self.set_aside = opened.set_aside
        self._writer = opened.connection
        try:
            self._reader = connect(path, JOURNAL_FORMAT)
        except BaseException:
            self._writer.close()
            raise
        self._reader.create_function("folded", -1, _folded, deterministic=True)

    @classmethod
    def open(cls, path: Path, *, keys: Sequence[str], blank: Lead | None = None) -> Self:
        """The history in the journal's file at ``path``.

        ``keys`` are the keys of the account's fields, with which every lead is aligned; ``blank`` is its blank lead,
        for fields that a kept lead did not have yet.
        """
        return cls(path, form=LeadForm(tuple(keys), blank or (None,) * len(keys)))

    def begin(self, head: PushHead, rows: Iterable[RowId] = ()) -> int:
        """Write down that a push of these rows begins. Returns its number."""
        with self._write_lock, transaction(self._writer, self._path):
            written = self._writer.execute(_BEGIN, (*head_row(head), packed(tuple(rows))))
            return written.lastrowid or 0

    def intend(self, push_id: int, leads: Iterable[IntendedLead], *, at_s: float) -> None:
        """Write down which leads the next request carries; on the disk when this returns, so before it leaves.

        ``at_s`` is unix time. A row that leaves a second time replaces its first intent.
        """
        rows = [(push_id, at_s, *intent_row(lead, self._form)) for lead in leads]
        with self._write_lock, transaction(self._writer, self._path):
            self._writer.executemany(_INTEND, rows)

    def withdraw(self, push_id: int, rows: Iterable[RowId]) -> None:
        """Take back what ``intend`` wrote of these rows: their request changed nothing."""
        with self._write_lock, transaction(self._writer, self._path):
            self._writer.executemany(_WITHDRAW, [(push_id, row) for row in rows])

    def record(self, push_id: int, leads: Iterable[RecordedLead], *, at_s: float) -> None:
        """Write down what became of some leads, all or none. Ends their doubt; a later result replaces an earlier."""
        rows = [(lead, (push_id, at_s, *result_row(lead, self._form))) for lead in leads]
        keys = [(push_id, lead.row) for lead, _ in rows]
        with self._write_lock, transaction(self._writer, self._path):
            self._writer.executemany(_WITHDRAW, keys)
            self._writer.executemany("DELETE FROM result WHERE push = ? AND row = ?", keys)
            for lead, row in rows:
                self._add_result(lead, row)

    def _add_result(self, lead: RecordedLead, row: tuple[object, ...]) -> None:
        result_id = self._writer.execute(_RECORD, row).lastrowid
        changes = [(result_id, number, *change_row(change)) for number, change in enumerate(lead.changes)]
        self._writer.executemany(_CHANGE, changes)

    def settled(self, push_id: int, rows: Iterable[RowId]) -> None:
        """The sheet has taken these results, and what it holds now is kept: the leads themselves are dropped here."""
        with self._write_lock, transaction(self._writer, self._path):
            self._writer.executemany(
                "UPDATE result SET settled = 1, lead = NULL, sent = NULL WHERE push = ? AND row = ?",
                [(push_id, row) for row in rows],
            )

    def end(self, push_id: int, *, at_s: float, reason: str = "") -> None:
        """Write down that a push is over. ``reason`` says why it ended early, "" when it did not."""
        with self._write_lock, transaction(self._writer, self._path):
            self._writer.execute(
                "UPDATE push SET ended_s = ?, end_reason = ? WHERE id = ?", (at_s, stored(reason), push_id)
            )

    def prune(self, *, before_s: float) -> int:
        """Remove the pushes that began before ``before_s``, but none that is unfinished. Returns how many."""
        with self._write_lock, transaction(self._writer, self._path):
            old = "DELETE FROM push WHERE began_s < ? AND id NOT IN unfinished"
            return self._writer.execute(old, (before_s,)).rowcount

    def unfinished(self) -> list[UnfinishedPush]:
        """The pushes that have not ended, or left a result that is not settled or a lead in doubt; oldest first."""
        with self._reading():
            ids = self._reader.execute("SELECT id FROM unfinished ORDER BY id").fetchall()
            return [self._unfinished(push_id) for (push_id,) in ids]

    def _unfinished(self, push_id: int) -> UnfinishedPush:
        unsettled = self._results("WHERE push = ? AND NOT settled ORDER BY id", push_id)
        intents = self._reader.execute(_INTENTS, (push_id,)).fetchall()
        return UnfinishedPush(
            self._entry(push_id),
            tuple(lead for _, lead in unsettled),
            tuple(doubtful_lead(row, self._form) for row in intents),
            self._unsent(push_id),
        )

    def _unsent(self, push_id: int) -> tuple[RowId, ...]:
        """The planned rows that neither left nor have a result."""
        told_of = set(self._reader.execute(_TOLD_OF, {"push": push_id}))
        return tuple(row for row in self._planned(push_id) if (row,) not in told_of)

    def _planned(self, push_id: int) -> tuple[RowId, ...]:
        """The rows that a push was begun with; none for one that was pruned."""
        found = self._reader.execute("SELECT rows FROM push WHERE id = ?", (push_id,)).fetchone()
        return () if found is None else unpacked(found[0])

    def lowest_row(self) -> RowId:
        """The lowest row that any push carried or any file was given, 0 for none: a name that was once a new lead's is
        never another's."""
        with self._reading():
            (lowest,) = self._reader.execute(_LOWEST).fetchone()
            return min(0, lowest or 0)

    def created(self) -> dict[RowId, int]:
        """The leads of Copper that pushes created, each by the row that it was created from."""
        with self._reading():
            return dict(self._reader.execute(_CREATED))

    def outcomes(self, push_id: int) -> dict[RowId, LeadResult]:
        """What became of each row of a push, as far as anything did."""
        with self._reading():
            return {row: LeadResult(result) for row, result in self._reader.execute(_OUTCOMES, (push_id,))}

    def pushes(self, search: str = "", *, limit: int = 100, offset: int = 0) -> list[PushEntry]:
        """Pushes, newest first.

        ``search`` is looked for, in any case, in the notes, sources and users, and in the names, ids, messages and
        values of the leads.
        """
        names = {"words": haystack([search.strip()]), "limit": limit, "offset": offset}
        with self._reading():
            ids = self._reader.execute(_MATCHING, names).fetchall()
            return [self._entry(push_id) for (push_id,) in ids]

    def count(self) -> int:
        """How many pushes are kept."""
        with self._reading():
            (count,) = self._reader.execute("SELECT COUNT(*) FROM push").fetchone()
            return int(count)

    def push(self, push_id: int) -> PushEntry | None:
        """The push of this number, or None when it was pruned."""
        with self._reading():
            is_kept = self._reader.execute("SELECT 1 FROM push WHERE id = ?", (push_id,)).fetchone()
            return self._entry(push_id) if is_kept else None

    def leads(self, push_id: int) -> list[RecordedLead]:
        """What became of each lead of a push, in the order in which they were planned; what was not comes last."""
        with self._reading():
            found = [lead for _, lead in self._results("WHERE push = ? ORDER BY id", push_id)]
            places = {row: place for place, row in enumerate(self._planned(push_id))}
        return sorted(found, key=lambda lead: places.get(lead.row, len(places)))

    def of_lead(self, lead_id: int, *, limit: int = -1) -> list[tuple[PushEntry, RecordedLead]]:
        """What pushes did to one lead of Copper, newest first; at most ``limit`` of them, unless it is negative."""
        with self._reading():
            found = self._results("WHERE lead_id = ? ORDER BY push DESC, id DESC LIMIT ?", lead_id, limit)
            return [(self._entry(push_id), lead) for push_id, lead in found]

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        with self._read_lock, told(self._path):
            self._reader.close()
        with self._write_lock, told(self._path):
            self._writer.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._read_lock, snapshot(self._reader, self._path):
            yield

    def _entry(self, push_id: int) -> PushEntry:
        ended_s, reason, *head = self._reader.execute(_ENTRY, (push_id,)).fetchone()
        counted = self._reader.execute(_COUNTS, (push_id,)).fetchall()
        counts = {LeadResult(result): count for result, count, _ in counted}
        created = sum(new for result, _, new in counted if result == LeadResult.ACCEPTED.value)
        return PushEntry(push_id, head_of(head), ended_s, restored(reason), counts, created)

    def _results(self, which: str, *parameters: int) -> list[tuple[int, RecordedLead]]:
        """Results with the numbers of their pushes."""
        rows = self._reader.execute(_RESULTS + which, parameters).fetchall()
        return [
            (push_id, recorded_lead(row, self._changes(result_id), self._form)) for result_id, push_id, *row in rows
        ]

    def _changes(self, result_id: int) -> list[tuple[Any, ...]]:
        return self._reader.execute(_CHANGES, (result_id,)).fetchall()


def _folded(*texts: Cell) -> str:
    return haystack(map(str, map(restored, texts)))
