"""Changes on many leads of a kept desk, pushed over a real socket while something goes wrong.

The pacer's seconds pass as fast or as slowly as a test wants, and the waits between two tries take no time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from copper_desk.copper.client import CopperClient
from copper_desk.copper.ledger import MemoryLedger
from copper_desk.copper.pace import Pacer
from copper_desk.copper.transport import Timeouts
from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.practice.control import PracticeControl
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PushPlan
from copper_desk.push.run import PushRun
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, KeepMine, SetCell
from copper_desk.sheet.outcome import Accepted, LeadOutcome
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, load
from tests.push.model_copper import FakeTime

Json = dict[str, Any]

LEADS = 30
"""Three full requests, so that whichever of them a fault hits, ten leads are hit."""

FAST = 100.0
SLOW = 0.01
"""So slow that after three requests no other gets its turn within a test."""

PATIENT = Timeouts(connect_s=5.0, read_s=20.0, answer_s=20.0)
IMPATIENT = Timeouts(connect_s=5.0, read_s=1.5, answer_s=5.0)
HANG_S = 5
"""Longer than somebody impatient waits."""


class Kind(Enum):
    UPDATES = "updates"
    CREATES = "creates"


class Pace:
    """The pacer's time: ``speed`` of its seconds pass in a real one."""

    def __init__(self, speed: float = FAST) -> None:
        self._speed = speed
        self._since_s = time.monotonic()
        self._then_s = 0.0

    def clock(self) -> float:
        return self._then_s + (time.monotonic() - self._since_s) * self._speed

    def wait(self, event: threading.Event, seconds: float | None) -> bool:
        return event.wait(None if seconds is None else seconds / self._speed)

    def change(self, speed: float) -> None:
        """Go on at another speed; who waits already waits as long as before."""
        self._then_s, self._since_s = self.clock(), time.monotonic()
        self._speed = speed


def hurry(desk: Desk, pace: Pace, timeouts: Timeouts = PATIENT) -> Desk:
    """Give a desk a pace of its own, and waits that take no time."""
    desk.client.close()
    pacer = Pacer(MemoryLedger(), clock=pace.clock, wait=pace.wait)
    desk.client = CopperClient(desk.connection, pacer, timeouts=timeouts, read_retries=0)
    desk.tempo = replace(FakeTime().tempo, now=time.time)
    return desk


@dataclass
class Job:
    """One person's changes and what became of them.

    ``typed`` is what they typed on each planned row. ``before`` is what Copper held when the last push began,
    ``results`` and ``tally`` are what that push said, ``latest`` the last result of each row. The hooks are called
    on the thread of the push: when a request has left, and when a batch has landed.
    """

    computer: Computer
    desk: Desk
    kind: Kind
    pace: Pace
    typed: dict[RowId, dict[str, CellValue]] = field(default_factory=dict)
    before: dict[int, Json] = field(default_factory=dict)
    results: dict[RowId, LeadOutcome] = field(default_factory=dict)
    latest: dict[RowId, LeadOutcome] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    on_leaving: Callable[[PushRun], object] = lambda _run: None
    on_landing: Callable[[PushRun], object] = lambda _run: None
    written_before: int = 0

    @classmethod
    def begun(cls, computer: Computer, kind: Kind, *, leads: int = LEADS, timeouts: Timeouts = PATIENT) -> Job:
        """All leads are loaded, and ``leads`` of them changed or new ones added."""
        pace = Pace()
        job = cls(computer, hurry(computer.open(), pace, timeouts), kind, pace)
        load(job.desk)
        job.desk.stage(job.type(leads))
        return job

    @property
    def control(self) -> PracticeControl:
        return self.computer.practice.control

    @property
    def rows(self) -> list[RowId]:
        return list(self.typed)

    def type(self, leads: int) -> ChangeSet:
        """The changes, as one gesture: whoever calls stages it."""
        sheet = self.desk.sheet
        is_new = self.kind is Kind.CREATES
        first = sheet.next_new_row()
        rows = [first - n for n in range(leads)] if is_new else sheet.row_ids()[:leads]
        self.typed = {row: _values(n, is_new=is_new) for n, row in enumerate(rows, start=1)}
        cells = (SetCell(row, key, value) for row, values in self.typed.items() for key, value in values.items())
        added: Iterable[Change] = (AddRow(row) for row in rows if is_new)
        return ChangeSet((*added, *cells), "typing")

    def push(self) -> Tally:
        """Push everything that is changed and take the results."""
        plan = self.desk.plan()
        self.begin(plan)
        run = self.desk.start(plan)

        def sending(rows: tuple[RowId, ...]) -> None:
            self.desk.mark_sending(rows)
            self.on_leaving(run)

        def settle(outcome: BatchOutcome) -> None:
            self.desk.settle(outcome)
            self.take(outcome.results)
            self.on_landing(run)

        self.tally = run.run(sending, settle)
        self.desk.finish(run)
        return self.tally

    def begin(self, plan: PushPlan) -> None:
        """Note where Copper stands before this plan is sent."""
        assert {row for batch in plan.batches for row in batch.rows} <= self.typed.keys()
        self.results = {}
        self.before = {lead["id"]: lead for lead in self.control.leads()}
        self.written_before = len(self.control.writes())

    def take(self, results: Iterable[LeadOutcome]) -> None:
        """Note what became of some leads."""
        for result in results:
            assert result.row not in self.results, "a second result"
            self.results[result.row] = self.latest[result.row] = result

    def keep_mine(self) -> None:
        """Settle every conflict for what was typed here."""
        sheet = self.desk.sheet
        torn = [row for row in sheet.changed_rows() if sheet.phase(row) is Phase.CONFLICT]
        self.desk.stage(
            ChangeSet(tuple(KeepMine(row, key) for row in torn for key in sheet.conflicts(row)), "choosing")
        )

    def today(self, row: RowId) -> RowId:
        """The name of a planned row now, also on a desk that was opened since: an accepted new lead has an id."""
        result = self.latest.get(row)
        if isinstance(result, Accepted) and isinstance(result.lead[0], int):
            return result.lead[0]
        return row

    def others_writes(self) -> list[Json]:
        """What other users wrote since the push began."""
        return [write for write in self.control.writes()[self.written_before :] if write["kind"] == "rival"]


def _values(number: int, *, is_new: bool) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {
        "title": f"Chief {number}",
        "monetary_value": 1000 + number,
        "address.city": f"Town {number}",
        "phone.work": f"510-555-{number:04}",
    }
    who: dict[str, CellValue] = {"name": f"New Lead {number}", "email": f"new{number}@model.example"}
    return who | values if is_new else values
