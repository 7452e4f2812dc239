"""Pushes over a real socket, without anything kept on the disk: reads that fail before a push, limits, searches that
lag, what two people change at once, and Copper's words for what it refuses.

One fault at a time, and what it leaves, is tried in the fault matrix of desk/.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from copper_desk.copper.account import read_account
from copper_desk.copper.client import CopperClient
from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.connection import connection
from copper_desk.copper.error import AuthRejected
from copper_desk.copper.ledger import MemoryLedger
from copper_desk.copper.pace import Pacer
from copper_desk.copper.request import search_leads
from copper_desk.copper.transport import Timeouts
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import RowId
from copper_desk.push.log import MemoryLog
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PushPlan
from copper_desk.push.planner import plan_push
from copper_desk.push.run import PushRun
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.outcome import Accepted, LeadOutcome, NotSent, Refused
from copper_desk.sheet.sheet import Sheet
from tests.push.model_copper import FakeTime
from tests.support.practice_copper import PracticeCopper

HASTE = 100
"""How many times faster the pacer's seconds pass than real ones."""

LEADS = 25
IMPATIENT = Timeouts(connect_s=2.0, read_s=0.4, answer_s=2.0)


def hasty_wait(event: threading.Event, seconds: float | None) -> bool:
    return event.wait(None if seconds is None else seconds / HASTE)


def make_client(practice: PracticeCopper, *, base_url: str | None = None, read_retries: int = 1) -> CopperClient:
    where = practice.where
    return CopperClient(
        connection(base_url or where.base_url, where.email, where.api_key),
        Pacer(MemoryLedger(), clock=lambda: time.monotonic() * HASTE, wait=hasty_wait),
        timeouts=IMPATIENT,
        read_retries=read_retries,
        sleep=lambda _: None,
    )


@dataclass
class Office:
    """A sheet of the practice account's leads, and pushes of it."""

    practice: PracticeCopper
    client: CopperClient
    codec: LeadCodec
    sheet: Sheet
    results: dict[RowId, LeadOutcome] = field(default_factory=dict)
    log: MemoryLog = field(default_factory=MemoryLog)
    run: PushRun | None = None

    def edit(self) -> list[RowId]:
        """Change the titles of the first leads."""
        rows = self.sheet.row_ids()[:LEADS]
        self.sheet.apply(ChangeSet(tuple(SetCell(row, "title", f"Chief {row}") for row in rows)))
        return rows

    def add(self) -> list[RowId]:
        """Add new leads."""
        rows = [self.sheet.next_new_row() for _ in range(LEADS)]
        for row in rows:
            cells = (SetCell(row, "name", f"New Lead {-row}"), SetCell(row, "email", f"new{-row}@model.example"))
            self.sheet.apply(ChangeSet((AddRow(row), *cells, SetCell(row, "title", f"Chief {row}"))))
        return rows

    def push(self, *, in_flight: int = 3, client: CopperClient | None = None) -> Tally:
        """Push all changes and settle them in the sheet."""
        plan = plan_push(self.sheet, self.codec)
        self._queue(plan)
        self.log = MemoryLog()
        run = PushRun(
            plan,
            client or self.client,
            self.codec,
            self.log,
            in_flight=in_flight,
            tempo=FakeTime().tempo,
            stamp=self.sheet.stamp,
        )
        self.run = run

        def settle(outcome: BatchOutcome) -> None:
            self.sheet.settle(outcome.results)
            self.results.update({result.row: result for result in outcome.results})

        return run.run(self.sheet.sending, settle)

    def _queue(self, plan: PushPlan) -> None:
        leads = [lead for batch in plan.batches for lead in batch.leads]
        self.sheet.queue((lead.row, {cell.key: cell.revision for cell in lead.cells}) for lead in leads)

    def check(self) -> None:
        """Sheet and server agree on all that was accepted, and nothing was written twice."""
        for row, result in self.results.items():
            held = self.practice.control.lead(self.sheet.row_today(row)) if row in self.sheet or row < 0 else None
            if isinstance(result, Accepted):
                assert held is not None
                assert self.codec.decode(held) == self.sheet.base(self.sheet.row_today(row))
                assert held["title"] == f"Chief {row}"
            elif isinstance(result, NotSent | Refused) and row > 0:
                assert held is not None
                assert held["title"] != f"Chief {row}"
        writes = [write for write in self.practice.control.writes() if write["kind"] != "rival"]
        assert Counter(write["body"]["title"] for write in writes).most_common(1)[0][1] == 1

    def check_untouched(self) -> None:
        """Nothing was sent, and nothing written down as sent."""
        assert self.practice.control.writes() == []
        assert self.log.intents == []

    def refresh(self) -> None:
        """Load all leads."""
        stamp = self.sheet.stamp()
        found = self.client.call(search_leads(1)).json
        assert isinstance(found, list)
        self.sheet.receive([self.codec.decode(each) for each in found], stamp=stamp)


@pytest.fixture
def office(practice_copper: PracticeCopper) -> Iterator[Office]:
    with make_client(practice_copper) as client:
        codec = LeadCodec(Schema(read_account(client)))
        office = Office(practice_copper, client, codec, Sheet(codec.schema))
        office.refresh()
        yield office


ALL = Tally(planned=LEADS, accepted=LEADS)


@pytest.mark.parametrize("in_flight", [1, 10])
def test_many_faults_at_once_on_updates_beside_new_leads(office: Office, in_flight: int) -> None:
    office.edit()
    office.add()
    office.practice.control.faults(
        "drop-after@bulk:p0.2x*,500@bulk:p0.2x*,429@any:p0.1x*,reorder@bulk:p0.2x*,drop-before@bulk:p0.2x*,502@fetch:p0.1x*"
    )
    tally = office.push(in_flight=in_flight)
    assert tally.ties_out
    assert tally.planned == 2 * LEADS
    office.check()


def test_a_server_that_keeps_its_limits(office: Office) -> None:
    office.edit()
    office.practice.control.limits(enabled=1, bulk_per_second=2)
    assert office.push(in_flight=10) == ALL
    refused = [call for call in office.practice.control.calls() if call["status"] == 429]
    assert refused
    office.check()


@pytest.mark.parametrize("shape", ["object", "list", "string"])
def test_refused_leads_keep_coppers_words(office: Office, shape: str) -> None:
    row = office.sheet.row_ids()[0]
    office.practice.control.options(message=shape)
    office.sheet.apply(ChangeSet((SetCell(row, "company_name", "Blocked Ltd"),)))
    assert office.push() == Tally(planned=1, failed=1)
    refused = office.results[row]
    assert isinstance(refused, Refused)
    (refusal,) = refused.refusals
    assert refusal.key == "company_name"
    assert "list of blocked companies" in refusal.message
    assert refused.request_id


def test_entries_of_one_array_changed_on_both_sides_merge(office: Office) -> None:
    row = office.sheet.row_ids()[0]
    office.practice.control.plant(row, phone_numbers=[{"number": "1", "category": "work"}])
    office.refresh()
    office.sheet.apply(ChangeSet((SetCell(row, "phone.work", "510 555 0100"), SetCell(row, "address.city", "Oakland"))))
    theirs = {"number": "510 555 0199", "category": "mobile"}
    office.practice.control.edit(
        row,
        phone_numbers=[{"number": "1", "category": "work"}, theirs],
        address={"street": "9 Oak", "city": office.sheet.base(row)[office.codec.schema["address.city"].position]},
        tags=["theirs"],
    )
    assert office.push() == Tally(planned=1, accepted=1)
    held = office.practice.control.lead(row)
    assert held is not None
    assert [(each["number"], each["category"]) for each in held["phone_numbers"]] == [
        ("510 555 0100", "work"),
        (theirs["number"], "mobile"),
    ]
    assert (held["address"]["street"], held["address"]["city"], held["tags"]) == ("9 Oak", "Oakland", ["theirs"])
    assert office.codec.decode(held) == office.sheet.base(row)


def test_two_pushes_in_a_row_while_searches_lag_behind(office: Office) -> None:
    rows = office.edit()
    office.practice.control.options(search_lag_ms=60_000)
    assert office.push() == ALL
    office.check()
    office.sheet.apply(ChangeSet(tuple(SetCell(row, "title", f"Second {row}") for row in rows)))
    assert office.push() == ALL
    assert {office.practice.control.lead(row)["title"] for row in rows} == {f"Second {row}" for row in rows}  # type: ignore[index]


@pytest.mark.parametrize(
    ("faults", "accepted"),
    [
        ("500@search:1", LEADS),
        ("502@search:1x2", LEADS),
        ("drop-before@search:1x2", LEADS),
        ("429@search:1x3", LEADS),
        ("html@search:1", LEADS),
        ("truncate@search:1", LEADS),
        ("short=7@search:1", LEADS),
        ("reorder@search:1", LEADS),
        ("hang-before=1@search:1", LEADS),
        ("422@search:1x*", 0),
        ("500@search:1x*", 0),
    ],
)
def test_a_read_before_the_push_that_fails(office: Office, faults: str, accepted: int) -> None:
    office.edit()
    office.practice.control.faults(faults)
    assert office.push() == Tally(planned=LEADS, accepted=accepted, not_sent=LEADS - accepted)
    office.check_untouched() if not accepted else office.check()


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_rejected_at_the_read_before_sends_nothing_and_is_named(office: Office, status: int) -> None:
    office.edit()
    office.practice.control.faults(f"{status}@search:1x*")
    assert office.push() == Tally(planned=LEADS, not_sent=LEADS)
    assert office.run is not None
    assert isinstance(office.run.stopped_by, AuthRejected)
    office.check_untouched()


def test_no_server_at_all_sends_nothing(office: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        office.edit()
        nowhere = f"http://127.0.0.1:{port}/developer_api/v1"
        with make_client(office.practice, base_url=nowhere, read_retries=0) as client:
            assert office.push(client=client) == Tally(planned=LEADS, not_sent=LEADS)
    assert office.push() == ALL
