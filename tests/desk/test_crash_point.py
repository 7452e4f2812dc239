"""The computer stops between any two writes of a push, of a start after one, or of an answer about a lead in doubt.

At the next start the sheet holds what was typed and nothing else, each lead reaches Copper once, and what the sheet
says of Copper is so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import pytest

from copper_desk.desk.desk import Desk
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.phase import Phase
from copper_desk.storage.trouble import StorageTrouble
from tests.desk.failing_disk import Disk, Stop, Write, open_on
from tests.desk.faulty_push import Json, Kind, Pace, hurry
from tests.desk.honesty import differing
from tests.desk.kept_desk import Computer, add, computer, load, push, put, settle_doubts

__all__ = ["computer"]

REFUSED = "who@example.invalid"

BEGUN = Stop(Write.PUSH)
QUEUED = Stop(Write.CHANGES)
LEAVING = Stop(Write.INTENT, is_told=False)
LEFT = Stop(Write.INTENT)
ANSWERED = Stop(Write.RESULTS)
KEPT = Stop(Write.LEADS)

_TAKEN = (Phase.CLEAN, Phase.FAILED)
PUSH: dict[Stop, tuple[Phase, Phase]] = {
    BEGUN: (Phase.CHANGED, Phase.CHANGED),
    QUEUED: (Phase.NOT_SENT, Phase.NOT_SENT),
    LEAVING: (Phase.UNKNOWN, Phase.UNKNOWN),
    LEFT: (Phase.UNKNOWN, Phase.UNKNOWN),
    ANSWERED: _TAKEN,
    KEPT: _TAKEN,
    Stop(Write.CHANGES, 2): _TAKEN,
    Stop(Write.TAKEN): _TAKEN,
    Stop(Write.END): _TAKEN,
}
"""In the order in which a push writes (the changes a second time when it settles), and how the start after a stop there
finds the two leads that were pushed."""

ANSWER = [ANSWERED, KEPT, Stop(Write.CHANGES), Stop(Write.TAKEN), Stop(Write.END)]
"""What is written of each answer about a lead in doubt; two leads are."""

START_ANSWERED = [(ANSWERED, stop) for stop in (KEPT, Stop(Write.CHANGES), Stop(Write.TAKEN), Stop(Write.END))]
START_UNSENT = [(QUEUED, stop) for stop in (Stop(Write.CHANGES), Stop(Write.RESULTS), Stop(Write.TAKEN))]
START_IN_DOUBT = [(LEFT, stop) for stop in (Stop(Write.CHANGES), Stop(Write.TAKEN))]
"""How the push stood, and what the start after it wrote last."""

TYPED: list[dict[str, CellValue]] = [
    {"title": "Chief", "phone.work": "510-555-0001"},
    {"title": "Boss", "email": REFUSED},
    {"title": "Waits"},
]
"""What one person types: on a lead that Copper takes, on one that it refuses, and on one that is not pushed."""


@dataclass
class Work:
    """What was typed, by row, on the desk where it was typed."""

    desk: Desk
    typed: dict[RowId, dict[str, CellValue]] = field(default_factory=dict)

    @classmethod
    def done(cls, desk: Desk, kind: Kind) -> Work:
        work = cls(desk)
        for row, values in zip(desk.sheet.row_ids(), TYPED, strict=False):
            if kind is Kind.CREATES:
                named: dict[str, CellValue] = {"name": f"New {values['title']}", **values}
                work.typed[add(desk, **named)] = named
            else:
                work.typed[row] = values
                for key, value in values.items():
                    put(desk, row, key, value)
        return work

    def push(self) -> None:
        """Push all but the last lead, as far as the disk goes along."""
        try:
            run = self.desk.start(self.desk.plan(list(self.typed)[:2]))
        except StorageTrouble:
            return
        run.run(self.desk.mark_sending, self.desk.settle)
        self.desk.finish(run)

    def row_in(self, desk: Desk, row: RowId) -> RowId | None:
        """The name of a row at a later start. It is there once or not at all."""
        if row > 0:
            return row if row in desk.sheet else None
        name = self.typed[row]["name"]
        found = [each for each in desk.sheet.row_ids() if desk.sheet.value(each, "name") == name]
        assert len(found) < 2, f"{name} is there twice"
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Case:
    """One crash: how the push was stopped, and whatever came later."""

    kind: Kind
    keeps_leads: bool
    stops: tuple[Stop, ...]

    def __str__(self) -> str:
        kept = "leads kept" if self.keeps_leads else "leads not kept"
        return " - ".join([self.kind.value, kept, *map(str, self.stops)])


def cases(*chains: tuple[Stop, ...], keeping: tuple[bool, ...] = (True, False)) -> list[Case]:
    """Each crash with updates and creates, with and without kept leads. Where none are kept, none are written."""
    every = product(Kind, keeping, chains)
    return [Case(*each) for each in every if each[1] or KEPT not in each[2]]


def stopped_push(computer: Computer, case: Case) -> tuple[Work, Computer]:
    """What was typed, and the computer as it is found after the first stop of the case."""
    disk = Disk()
    desk = open_on(disk, computer, keeps_leads=case.keeps_leads)
    load(desk)
    work = Work.done(desk, case.kind)
    disk.stop_after(case.stops[0])
    work.push()
    assert disk.is_off, "the push never came to that point"
    return work, computer.image()


def started(computer: Computer, case: Case) -> Desk:
    return hurry(computer.open(keeps_leads=case.keeps_leads), Pace())


def assert_goes_on(desk: Desk, halted: Computer, work: Work, case: Case) -> None:
    """This start goes on from where it was stopped, to the end."""
    _assert_only_what_was_typed(desk, work)
    _assert_nothing_is_lost(desk, work, loaded=case.keeps_leads)
    settle_doubts(desk)
    _assert_only_what_was_typed(desk, work)
    _assert_nothing_is_lost(desk, work, loaded=case.keeps_leads)
    load(desk, everything=True)
    _assert_nothing_is_lost(desk, work, loaded=True)
    _assert_nothing_goes_twice(desk, work, halted)
    push(desk)
    _assert_nothing_is_lost(desk, work, loaded=True)
    _assert_written_once(work, halted)
    _assert_agrees(desk, halted)
    later = halted.image().open(keeps_leads=case.keeps_leads)
    assert (later.recoveries, len(later.doubts)) == ([], 0)
    assert later.sheet.changed_rows() == desk.sheet.changed_rows()


def _assert_only_what_was_typed(desk: Desk, work: Work) -> None:
    wanted = {work.row_in(desk, row): cells for row, cells in work.typed.items()}
    for row in desk.sheet.changed_rows():
        staged = {key: edit.value for key, edit in desk.sheet.edits(row).items()}
        assert staged.items() <= wanted[row].items()


def _assert_nothing_is_lost(desk: Desk, work: Work, *, loaded: bool) -> None:
    """Everything typed is shown. Without kept leads, what Copper took is there again after a load only."""
    for typed, cells in work.typed.items():
        row = work.row_in(desk, typed)
        if row is None:
            assert not loaded, cells
        else:
            assert {key: desk.sheet.value(row, key) for key in cells} == cells


def _taken(work: Work, computer: Computer) -> dict[RowId, Json]:
    """The leads of Copper that hold what was typed, by the row it was typed on."""
    held = computer.practice.control.leads()
    found: dict[RowId, Json] = {}
    for row, cells in work.typed.items():
        for lead in held:
            is_it = lead["id"] == row if row > 0 else lead["name"] == cells["name"]
            if is_it and lead["title"] == cells["title"]:
                assert row not in found, f"{lead['name']} is in Copper twice"
                found[row] = lead
    return found


def _assert_nothing_goes_twice(desk: Desk, work: Work, computer: Computer) -> None:
    """What Copper took is done with; of the rest, only new leads in doubt are held back."""
    taken = {lead["id"] for lead in _taken(work, computer).values()}
    plan = desk.plan()
    planned = {row for batch in plan.batches for row in batch.rows}
    assert not taken & {*planned, *desk.sheet.changed_rows()}
    assert {held.row for held in plan.held} == set(desk.sheet.changed_rows()) - planned
    assert all(held.row < 0 for held in plan.held)


def _assert_written_once(work: Work, computer: Computer) -> None:
    applied = computer.practice.control.applied()
    assert set(applied) == {lead["id"] for lead in _taken(work, computer).values()}
    assert set(applied.values()) <= {1}


def _assert_agrees(desk: Desk, computer: Computer) -> None:
    held = {lead["id"]: lead for lead in computer.practice.control.leads()}
    assert {row for row in desk.sheet.row_ids() if row > 0} == held.keys()
    assert {row: fields for row, lead in held.items() if (fields := differing(desk, row, lead))} == {}


@pytest.mark.parametrize("case", cases(*((stop,) for stop in PUSH)), ids=str)
def test_a_push_stops_anywhere(computer: Computer, case: Case) -> None:
    work, halted = stopped_push(computer, case)
    desk = started(halted, case)
    rows = [work.row_in(desk, row) for row in work.typed]
    assert [desk.sheet.phase(row) for row in rows if row is not None] == [
        *(phase for row, phase in zip(rows, PUSH[case.stops[0]], strict=False) if row is not None),
        Phase.CHANGED,
    ]
    assert_goes_on(desk, halted, work, case)


@pytest.mark.parametrize("case", cases(*((LEFT, stop) for stop in ANSWER)), ids=str)
def test_an_answer_about_a_lead_in_doubt_stops_anywhere(computer: Computer, case: Case) -> None:
    work, halted = stopped_push(computer, case)
    disk = Disk()
    desk = open_on(disk, halted, keeps_leads=case.keeps_leads)
    disk.stop_after(case.stops[1])
    settle_doubts(desk)
    assert disk.is_off, "the answers never came to that point"
    again = halted.image()
    assert_goes_on(started(again, case), again, work, case)


@pytest.mark.parametrize(
    "case", cases(*START_ANSWERED) + cases(*START_UNSENT, *START_IN_DOUBT, keeping=(True,)), ids=str
)
def test_a_start_stops_anywhere(computer: Computer, case: Case) -> None:
    work, halted = stopped_push(computer, case)
    disk = Disk()
    disk.stop_after(case.stops[1])
    open_on(disk, halted, keeps_leads=case.keeps_leads)
    assert disk.is_off, "the start never came to that point"
    again = halted.image()
    assert_goes_on(started(again, case), again, work, case)
