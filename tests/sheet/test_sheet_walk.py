"""A random walk of gestures, undos, redos, loads and pushes, beside a plain model of what must come out.

The model is what a person would write down: what Copper holds, and what was typed over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from copper_desk.leads.problem import Severity
from copper_desk.leads.value import CellValue, Lead, RowId, Unparsed
from copper_desk.sheet.edit import AddRow, Applied, Change, ChangeSet, Delta, RemoveRow, ResetCell, SetCell, SetCellOver
from copper_desk.sheet.order import RowOrder
from copper_desk.sheet.outcome import (
    Accepted,
    Conflicted,
    FieldRefusal,
    Gone,
    LeadOutcome,
    NotSent,
    Refused,
    Unknown,
)
from copper_desk.sheet.phase import MOVES, Phase, in_push
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, lead, revisions

KEYS = ("name", "title", "monetary_value", "tags", "last_name")
VALUES: dict[str, tuple[CellValue, ...]] = {
    "name": ("Ada", "Bo", None),
    "title": ("CEO", "CTO", None),
    "monetary_value": (1, 2, None, Unparsed("x", "No number.")),
    "tags": (("a",), ("a", "b"), ()),
    "last_name": ("King", None),
}
ROWS = range(1, 6)
cells = st.tuples(st.integers(0, 7), st.sampled_from(KEYS)).flatmap(
    lambda cell: st.tuples(st.just(cell[0]), st.just(cell[1]), st.sampled_from(VALUES[cell[1]]))
)


class SheetWalk(RuleBasedStateMachine):
    """``copper`` is what the server holds, ``bases`` the newest of it that was told here, and when the call began."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet(SCHEMA)
        self.order = RowOrder(self.sheet)
        self.copper: dict[RowId, Lead] = {}
        self.bases: dict[RowId, tuple[int, Lead]] = {}
        self.sent: dict[RowId, dict[str, tuple[int, CellValue]]] = {}
        self.pages: list[tuple[int, list[Lead]]] = []
        self.undo: list[ChangeSet] = []
        self.redo: list[ChangeSet] = []
        self.phases: dict[RowId, Phase] = {}
        self.next_id = 100

    @initialize()
    def load(self) -> None:
        self.copper = {row: lead(row, name="Ada", title="CEO", monetary_value=1) for row in ROWS}
        self._receive(self.sheet.stamp(), list(self.copper.values()))

    # Gestures

    @rule(aims=st.lists(cells, min_size=1, max_size=6))
    def type_cells(self, aims: list[tuple[int, str, CellValue]]) -> None:
        rows = self.sheet.row_ids()
        changes = [SetCell(rows[place % len(rows)], key, value) for place, key, value in aims]
        self._gesture(changes)

    @rule(
        place=st.integers(0, 7),
        over=st.sampled_from(("name", "title", "last_name")).flatmap(
            lambda key: st.tuples(st.just(key), st.sampled_from(VALUES[key]), st.sampled_from(VALUES[key]))
        ),
    )
    def type_over_an_earlier_value(self, place: int, over: tuple[str, CellValue, str | None]) -> None:
        key, value, base = over
        rows = self.sheet.row_ids()
        row = rows[place % len(rows)]
        loaded = self.sheet.base(row)[SCHEMA[key].position]
        self._gesture([SetCellOver(row, key, value, base)])
        if row > 0 and value not in (base, loaded):
            assert (key in self.sheet.conflicts(row)) == (base != loaded)

    @rule(place=st.integers(0, 7), key=st.sampled_from(KEYS))
    def put_back(self, place: int, key: str) -> None:
        rows = self.sheet.row_ids()
        self._gesture([ResetCell(rows[place % len(rows)], key)])

    @rule(name=st.sampled_from(VALUES["name"]))
    def add(self, name: CellValue) -> None:
        row = self.sheet.next_new_row()
        self._gesture([AddRow(row), SetCell(row, "name", name)])

    @rule(place=st.integers(0, 7))
    def remove(self, place: int) -> None:
        new = [row for row in self.sheet.row_ids() if row < 0]
        if new:
            self._gesture([RemoveRow(new[place % len(new)])])

    @rule()
    def discard(self) -> None:
        held = [row for row in self.sheet.changed_rows() if in_push(self.sheet.phase(row))]
        applied = self.sheet.discard()
        self._take(applied)
        self.undo.append(applied.inverse)
        assert applied.skipped == len(held)
        assert self.sheet.changed_rows() == held

    @precondition(lambda self: self.undo)
    @rule()
    def undo_one(self) -> None:
        self._swap(self.undo, self.redo)

    @precondition(lambda self: self.redo)
    @rule()
    def redo_one(self) -> None:
        self._swap(self.redo, self.undo)

    @precondition(lambda self: self.undo)
    @rule()
    def undo_and_redo_is_nothing(self) -> None:
        before = self._picture()
        change_set = self.undo.pop()
        undone = self.sheet.apply(change_set)
        self._take(undone)
        redone = self.sheet.apply(undone.inverse)
        self._take(redone)
        self.undo.append(redone.inverse)
        if not (undone.skipped or redone.skipped):
            assert self._picture() == before

    # Copper

    @rule(
        row=st.sampled_from(ROWS), change=st.sampled_from((("title", "CTO"), ("title", "Boss"), ("monetary_value", 2)))
    )
    def someone_else_edits(self, row: RowId, change: tuple[str, CellValue]) -> None:
        self._write(row, dict([change]))

    @rule()
    def begin_a_load(self) -> None:
        self.pages.append((self.sheet.stamp(), list(self.copper.values())))

    @precondition(lambda self: self.pages)
    @rule(place=st.integers(0, 5))
    def a_page_arrives(self, place: int) -> None:
        self._receive(*self.pages.pop(place % len(self.pages)))

    @rule(few=st.integers(1, 4))
    def start_a_push(self, few: int) -> None:
        sendable = {Phase.CHANGED, Phase.FAILED, Phase.UNKNOWN, Phase.NOT_SENT}
        rows = [row for row in self.sheet.changed_rows() if self.sheet.phase(row) in sendable][:few]
        self._see(self.sheet.queue([(row, revisions(self.sheet, row)) for row in rows]))
        for row in rows:
            self.sent[row] = {key: (edit.revision, edit.value) for key, edit in self.sheet.edits(row).items()}
        self._see(self.sheet.sending(rows[: few // 2]))

    @precondition(lambda self: self.sent)
    @rule(
        kind=st.sampled_from(("accepted", "refused", "unknown", "not sent", "gone", "conflicted")),
        place=st.integers(0, 3),
    )
    def a_result(self, kind: str, place: int) -> None:
        row = list(self.sent)[place % len(self.sent)]
        if not in_push(self.sheet.phase(row)):
            return
        before = {key: self.sheet.value(row, key) for key in KEYS}
        typed = set(self.sheet.edits(row))
        outcome = self._outcome(row, kind)
        delta = self.sheet.settle([outcome])
        now = self.sheet.row_today(row)
        if isinstance(outcome, Accepted):
            self.bases[now] = (self.sheet.stamp(), outcome.lead)
        if isinstance(outcome, Conflicted) and outcome.stamp >= self.bases[row][0]:
            self.bases[row] = (outcome.stamp, outcome.lead)
        self._see(delta)
        assert not in_push(self.sheet.phase(now))
        if isinstance(outcome, Conflicted):
            self._check_held(before, typed, row)
        else:
            self._check_nothing_lost(before, row, now, outcome)
        del self.sent[row]

    def _outcome(self, row: RowId, kind: str) -> LeadOutcome:
        if kind == "accepted":
            lead_id = row if row > 0 else self.next_id
            self.next_id += row < 0
            self.copper.setdefault(lead_id, lead(lead_id))
            self._write(lead_id, {key: value for key, (_, value) in self.sent[row].items()})
            return Accepted(row, self.copper[lead_id])
        if kind == "refused":
            return Refused(row, tuple(FieldRefusal(key, "is refused") for key in [*self.sent[row]][:1]))
        if kind == "conflicted" and row > 0:
            # Read just now, or so long ago that a load has told something newer since.
            stamp, leads = self.pages[0] if self.pages else (self.sheet.stamp(), list(self.copper.values()))
            return Conflicted(row, next(held for held in leads if held[0] == row), stamp, "Changed by another.")
        ends: dict[str, LeadOutcome] = {
            "conflicted": NotSent(row, "Stopped."),
            "unknown": Unknown(row, "No answer."),
            "not sent": NotSent(row, "Stopped."),
            "gone": Gone(row, "Merged."),
        }
        return ends[kind]

    def _check_held(self, before: dict[str, CellValue], typed: set[str], row: RowId) -> None:
        """What was typed stays, the rest shows what Copper holds, and a conflict stands exactly where both differ."""
        base = self.bases[row][1]
        for key, value in before.items():
            assert self.sheet.value(row, key) == (value if key in typed else base[SCHEMA[key].position])
        differing = {key for key, edit in self.sheet.edits(row).items() if edit.base != base[SCHEMA[key].position]}
        assert set(self.sheet.conflicts(row)) == differing
        assert (self.sheet.phase(row) is Phase.CONFLICT) == bool(differing)

    def _check_nothing_lost(self, before: dict[str, CellValue], row: RowId, now: RowId, outcome: LeadOutcome) -> None:
        """What was on the screen stays there, but for what was sent and taken, and cells no one had touched."""
        for key, value in before.items():
            if isinstance(outcome, Accepted):
                sent = self.sent[row].get(key)
                expected = {value, outcome.lead[SCHEMA[key].position]} if sent is None else {value}
                assert self.sheet.value(now, key) in expected
            else:
                assert self.sheet.value(now, key) == value

    # The model

    def _gesture(self, changes: Sequence[Change]) -> None:
        expected = {row: {key: self.sheet.value(row, key) for key in KEYS} for row in self.sheet.row_ids()}
        applied = self.sheet.apply(ChangeSet(tuple(changes), "a gesture"))
        for change in changes:
            if isinstance(change, AddRow):
                expected[change.row] = {key: lead(None)[SCHEMA[key].position] for key in KEYS}
            elif isinstance(change, RemoveRow) and applied.delta.removed:
                del expected[change.row]
            elif isinstance(change, SetCell):
                expected[change.row][change.key] = change.value
            elif isinstance(change, SetCellOver):
                if change.value != change.base or change.row < 0:
                    expected[change.row][change.key] = change.value
            elif isinstance(change, ResetCell):
                expected[change.row][change.key] = self.sheet.base(change.row)[SCHEMA[change.key].position]
        assert self._picture() == expected
        self._take(applied)
        if applied.delta:
            self.undo.append(applied.inverse)
            self.redo.clear()

    def _swap(self, source: list[ChangeSet], target: list[ChangeSet]) -> None:
        applied = self.sheet.apply(source.pop())
        self._take(applied)
        target.append(applied.inverse)

    def _take(self, applied: Applied) -> None:
        self._see(applied.delta)

    def _see(self, delta: Delta) -> None:
        self.order.arrived(delta)

    def _receive(self, stamp: int, leads: list[Lead]) -> None:
        edits = {row: dict(self.sheet.edits(row)) for row in self.sheet.row_ids()}
        delta = self.sheet.receive(leads, stamp=stamp)
        self._see(delta)
        for held in leads:
            row = held[0]
            assert isinstance(row, int)
            if stamp >= self.bases.get(row, (0, held))[0]:
                self.bases[row] = (stamp, held)
        for row, old in edits.items():
            for key, edit in old.items():
                base = self.sheet.base(row)[SCHEMA[key].position]
                assert self.sheet.value(row, key) == edit.value
                assert (self.sheet.edit(row, key) is None) == (base == edit.value)

    def _write(self, row: RowId, values: dict[str, CellValue]) -> None:
        fields = list(self.copper[row])
        for key, value in values.items():
            assert not isinstance(value, Unparsed)
            fields[SCHEMA[key].position] = value
        self.copper[row] = tuple(fields)

    def _picture(self) -> dict[RowId, dict[str, CellValue]]:
        return {row: {key: self.sheet.value(row, key) for key in KEYS} for row in self.sheet.row_ids()}

    # What always holds

    @invariant()
    def counts_equal_a_recount(self) -> None:
        sheet = self.sheet
        rows = sheet.row_ids()
        counts = sheet.counts()
        edited = [row for row in rows if sheet.edits(row) or row < 0]
        problems = [
            problem
            for row in rows
            for field in SCHEMA.columns
            if (problem := sheet.cell_problem(row, field.key)) is not None
        ]
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        phases = Counter(phase for row in rows if (phase := sheet.phase(row)) is not Phase.CLEAN)
        assert sheet.changed_rows() == edited
        assert counts.changed_leads == len(edited)
        assert counts.new_leads == sum(row < 0 for row in rows)
        assert counts.changed_cells == sum(len(sheet.edits(row)) for row in rows)
        assert (counts.problem_cells, counts.warning_cells) == (errors, len(problems) - errors)
        assert counts.phases == phases

    @invariant()
    def phases_are_true(self) -> None:
        for row in self.sheet.row_ids():
            phase, edits = self.sheet.phase(row), self.sheet.edits(row)
            if phase is Phase.CLEAN:
                assert row > 0
                assert not edits
            if phase in {Phase.CHANGED, Phase.FAILED, Phase.NOT_SENT, Phase.QUEUED} and row > 0 and not in_push(phase):
                assert edits
                assert not self.sheet.conflicts(row)
                assert not any(isinstance(edit.value, Unparsed) for edit in edits.values())

    @invariant()
    def moves_were_legal(self) -> None:
        now = {row: self.sheet.phase(row) for row in self.sheet.row_ids()}
        for row, phase in now.items():
            before = self.phases.get(row, phase)
            # One step may pass through a phase (queued, then sending); the table itself is held by the sheet.
            via = {Phase.QUEUED} if phase is Phase.SENDING else set()
            assert phase is before or phase in MOVES[before] or via & MOVES[before]
        self.phases = now

    @invariant()
    def an_edit_differs_from_what_copper_holds(self) -> None:
        for row in self.sheet.row_ids():
            for key, edit in self.sheet.edits(row).items():
                assert edit.value != self.sheet.base(row)[SCHEMA[key].position]

    @invariant()
    def a_base_is_the_newest_that_copper_told(self) -> None:
        assert {row: self.sheet.base(row) for row in self.bases} == {row: held for row, (_, held) in self.bases.items()}

    @invariant()
    def what_is_kept_brings_everything_back(self) -> None:
        """A sheet of a later start, from the leads and the kept states: the same but for what a push was holding."""
        sheet, twin = self.sheet, Sheet(SCHEMA)
        rows = [row for row in sheet.row_ids() if not in_push(sheet.phase(row))]
        twin.receive([sheet.base(row) for row in rows if row > 0], stamp=twin.stamp())
        twin.restore([state for row in rows if (state := sheet.state(row)) is not None])
        for row in rows:
            assert twin.phase(row) is sheet.phase(row)
            assert dict(twin.edits(row)) == dict(sheet.edits(row))
            assert twin.conflicts(row) == sheet.conflicts(row)
            assert twin.row_problems(row) == sheet.row_problems(row)
            assert [twin.cell_problem(row, key) for key in KEYS] == [sheet.cell_problem(row, key) for key in KEYS]
        assert sorted(twin.row_ids()) == sorted(rows)

    @invariant()
    def the_order_shows_every_row_once(self) -> None:
        assert self.order.rows == self.sheet.row_ids()


SheetWalk.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
# Under the eyes of coverage it takes three times as long, and other tests cover the same lines.
TestSheetWalk = pytest.mark.no_cover(SheetWalk.TestCase)
