"""What the writer beside the work writes is what the sheet holds by then, in order, and nobody waits for it forever."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from copper_desk.desk.cache_writer import BATCH, CacheWriter
from copper_desk.desk.desk import Desk
from copper_desk.desk.lead_keeper import LeadKeeper
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.value import Lead, RowId
from copper_desk.push.outcome import BatchOutcome
from copper_desk.storage.cache import LeadCache
from copper_desk.storage.cache_table import CachedField, LeadTable
from copper_desk.storage.database import OpenedFile
from copper_desk.storage.setting import Json
from copper_desk.storage.trouble import StorageTrouble
from tests.desk.failing_disk import Disk, Write, open_on
from tests.desk.kept_desk import Computer, add, computer, load, push, put

__all__ = ["computer"]

FIELDS = [CachedField("id", FieldKind.IDENTIFIER), CachedField("name", FieldKind.TEXT)]

LOOK_S = 0.3
"""How long a write that is held up gives others the time to overtake it."""

NEVER_S = 3600.0
WAIT_S = 20.0


class Watched(LeadCache):
    """A cache that notes what is written. ``is_slow``: on any thread but the main one a write waits to be overtaken."""

    def __init__(self, path: Path, opened: OpenedFile, table: LeadTable) -> None:
        super().__init__(path, opened, table)
        self.written: list[str] = []
        self.reached = threading.Event()
        self.overtaken = threading.Event()
        self.is_slow = False
        self.wrote = threading.Event()

    def put(self, leads: Iterable[Lead]) -> None:
        if self.is_slow and threading.current_thread() is not threading.main_thread():
            self.reached.set()
            self.overtaken.wait(LOOK_S)
        due = list(leads)
        super().put(due)
        self.written.append(f"{len(due)} leads")
        self.wrote.set()

    def set(self, **facts: Json) -> None:
        super().set(**facts)
        self.written += facts


class Sheet:
    """What a row holds now."""

    def __init__(self) -> None:
        self.leads: dict[RowId, Lead] = {}

    def hold(self, rows: Iterable[RowId], name: str) -> None:
        self.leads.update((row, (row, name)) for row in rows)

    def held(self, row: RowId) -> Lead | None:
        return self.leads.get(row)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Watched]:
    found = Watched.open(tmp_path / "cache.sqlite", FIELDS)
    yield found
    found.close()


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def troubles() -> list[StorageTrouble]:
    return []


@pytest.fixture
def writer(cache: Watched, sheet: Sheet, troubles: list[StorageTrouble]) -> Iterator[CacheWriter]:
    found = CacheWriter(cache, lead=sheet.held, on_trouble=troubles.append)
    yield found
    found.close()


def test_what_the_sheet_holds_by_then_is_written(cache: Watched, sheet: Sheet, writer: CacheWriter) -> None:
    sheet.hold([1, 2], "as loaded")
    with writer.lock:
        writer.put([1, 2, 3])
        sheet.hold([2], "as pushed")
    writer.flush()
    assert cache.leads() == [(1, "as loaded"), (2, "as pushed")]


def test_facts_are_kept_after_the_leads_that_were_due_before_them(
    cache: Watched, sheet: Sheet, writer: CacheWriter
) -> None:
    sheet.hold(range(1, BATCH + 3), "as loaded")
    with writer.lock:
        writer.put(range(1, BATCH + 1))
        writer.put([BATCH + 1])
        writer.set(complete=True)
        writer.put([BATCH + 2])
    writer.flush()
    assert cache.written == [f"{BATCH} leads", "1 leads", "complete", "1 leads"]
    assert (cache.get("complete"), len(cache)) == (True, BATCH + 2)


def _no_trouble(trouble: StorageTrouble) -> None:
    pytest.fail(str(trouble))


def patient(cache: Watched, sheet: Sheet, *, rest_s: float = NEVER_S, patience_s: float = NEVER_S) -> CacheWriter:
    """A writer that waits for so long, of a cache that no other has."""
    return CacheWriter(cache, lead=sheet.held, on_trouble=_no_trouble, rest_s=rest_s, patience_s=patience_s)


def test_pages_that_come_thick_and_fast_are_written_together_once_it_is_time(cache: Watched, sheet: Sheet) -> None:
    sheet.hold(range(1, 7), "as loaded")
    with closing(patient(cache, sheet)) as writer:
        for row in range(1, 7, 2):
            writer.put([row, row + 1])
        assert not cache.wrote.wait(LOOK_S)
        writer.flush()
        assert cache.written == ["6 leads"]


def test_a_pause_between_pages_is_time_to_write(cache: Watched, sheet: Sheet) -> None:
    sheet.hold([1, 2], "as loaded")
    with closing(patient(cache, sheet, rest_s=0.01)) as writer:
        for row in (1, 2):
            cache.wrote.clear()
            writer.put([row])
            assert cache.wrote.wait(WAIT_S)
        assert cache.written == ["1 leads", "1 leads"]


def test_pages_that_never_pause_are_written_all_the_same(cache: Watched, sheet: Sheet) -> None:
    with closing(patient(cache, sheet, patience_s=LOOK_S)) as writer:
        row = 0
        while not cache.wrote.is_set():
            row += 1
            sheet.hold([row], "as loaded")
            writer.put([row])
            cache.wrote.wait(0.01)
            assert row < WAIT_S / 0.01
        assert 0 < len(cache) <= row


def test_everything_due_is_written_at_the_farewell(cache: Watched, sheet: Sheet, writer: CacheWriter) -> None:
    sheet.hold([1, 2], "as loaded")
    with writer.lock:
        writer.put([1])
        writer.put([2])
        writer.set(complete=True)
    writer.close()
    assert (len(cache), cache.get("complete")) == (2, True)


def test_trouble_is_told_once_and_ends_the_keeping(
    cache: Watched, sheet: Sheet, writer: CacheWriter, troubles: list[StorageTrouble]
) -> None:
    cache.close()
    sheet.hold([1], "as loaded")
    for _ in range(3):
        writer.put([1])
        writer.set(complete=True)
        writer.flush()
    assert len(troubles) == 1
    assert cache.written == []


def test_nobody_waits_for_a_writer_that_ended_by_a_bug(
    cache: Watched, monkeypatch: pytest.MonkeyPatch, troubles: list[StorageTrouble]
) -> None:
    bugs: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: bugs.append(str(args.exc_value)))

    def broken(row: RowId) -> Lead | None:
        raise ZeroDivisionError(f"a bug at lead {row}")

    writer = CacheWriter(cache, lead=broken, on_trouble=troubles.append)
    writer.put([1])
    writer.flush()
    writer.put([2])
    writer.flush()
    writer.close()
    assert bugs == ["a bug at lead 1"]
    assert (troubles, cache.leads()) == ([], [])


def test_a_lead_that_a_push_brought_is_not_overtaken_by_the_one_that_was_loaded(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    run = desk.start(desk.plan())
    outcomes: list[BatchOutcome] = []
    run.run(desk.mark_sending, outcomes.append)
    cache = held_up(desk)
    desk.leads.put_soon([row])
    assert cache.reached.wait(10)
    for outcome in outcomes:
        desk.settle(outcome)
    cache.overtaken.set()
    desk.leads.flush()
    assert computer.image().open(offline=True).sheet.value(row, "title") == "Chief"


def held_up(desk: Desk) -> Watched:
    """Give a desk a cache whose writer is overtaken by whoever can."""
    assert desk.local is not None
    desk.leads.close()
    desk.local.give_up_cache()
    desk.local.cache = cache = Watched.open(
        desk.local.folder.cache, [CachedField(each.key, each.kind) for each in desk.schema]
    )
    cache.is_slow = True
    desk.leads = LeadKeeper(desk.sheet, desk.local)
    return cache


def test_where_no_leads_can_be_kept_everything_else_goes_on(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    disk.refuse(Write.LEADS)
    load(desk)
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    new = add(desk, name="New One")
    assert push(desk).accepted == 2
    assert len(desk.sheet) == 61
    assert desk.keeps_changes
    later = computer.image().open()
    assert later.sheet.changed_rows() == []
    load(later)
    assert (later.sheet.value(row, "title"), len(later.sheet)) == ("Chief", 61)
    assert desk.sheet.row_today(new) in later.sheet
