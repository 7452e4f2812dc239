"""What a review shows of a plan: problems first, changes gathered into lines, and only the ticked leads going out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.codec import LeadCodec
from copper_desk.leads.value import CellValue, Lead, RowId, Unparsed
from copper_desk.push.plan import PushPlan
from copper_desk.push.planner import plan_push
from copper_desk.push.review import Review, review_of
from copper_desk.push.review_lead import Worry
from copper_desk.push.review_line import LineKind, ReviewLine
from copper_desk.push.review_tick import Tick, Ticks
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.merge import Conflict
from copper_desk.sheet.outcome import FieldRefusal, Gone, Refused
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import SCHEMA, lead, push, put, sheet_of

CODEC = LeadCodec(SCHEMA)
ANA, BO = 11, 12


def _sheet(count: int = 20) -> Sheet:
    return sheet_of(*(lead(n, name=f"Lead {n}", title=f"Title {n}", assignee_id=BO) for n in range(1, count + 1)))


def _reload(sheet: Sheet, leads: Iterable[Lead]) -> None:
    sheet.receive(leads, stamp=sheet.stamp())


def _add(sheet: Sheet, name: str) -> RowId:
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", name))))
    return row


def _plan(sheet: Sheet) -> PushPlan:
    return plan_push(sheet, CODEC)


def _review(sheet: Sheet) -> Review:
    return review_of(_plan(sheet), sheet)


def _told(line: ReviewLine) -> tuple[LineKind, str, int]:
    return line.kind, line.key, len(line.rows)


def test_a_change_that_many_leads_share_is_told_by_its_values() -> None:
    sheet = _sheet()
    for row in range(1, 13):
        put(sheet, row, "assignee_id", ANA)
    (line,) = _review(sheet).lines
    assert _told(line) == (LineKind.REPLACED, "assignee_id", 12)
    assert (line.before, line.after) == (BO, ANA)


def test_the_few_of_other_origin_do_not_hide_what_nearly_all_are_changed_from() -> None:
    sheet = _sheet()
    _reload(sheet, [lead(20, name="Lead 20", title="Title 20", assignee_id=None)])
    for row in range(1, 21):
        put(sheet, row, "assignee_id", ANA)
    assert [_told(line) for line in _review(sheet).lines] == [
        (LineKind.REPLACED, "assignee_id", 19),
        (LineKind.SET, "assignee_id", 1),
    ]


def test_one_value_over_many_different_ones_is_told_alone() -> None:
    sheet = _sheet()
    for row in range(1, 6):
        put(sheet, row, "title", "Chief")
    (line,) = _review(sheet).lines
    assert (_told(line), line.after) == ((LineKind.SET_TO, "title", 5), "Chief")


def test_different_values_are_counted_and_cleared_ones_apart() -> None:
    sheet = _sheet()
    for row in range(1, 5):
        put(sheet, row, "title", f"Chief {row}")
    put(sheet, 7, "title", None)
    assert [_told(line) for line in _review(sheet).lines] == [
        (LineKind.SET, "title", 4),
        (LineKind.CLEARED, "title", 1),
    ]


def test_a_single_choice_is_told_by_its_values_and_a_single_text_is_not() -> None:
    sheet = _sheet()
    put(sheet, 1, "assignee_id", ANA)
    put(sheet, 1, "title", "Chief")
    kinds = {line.key: line.kind for line in _review(sheet).lines}
    assert kinds == {"assignee_id": LineKind.REPLACED, "title": LineKind.SET}


def test_problems_come_first_in_the_rows_and_in_the_lines() -> None:
    sheet = _sheet()
    for row in (1, 2, 3, 4, 5, 6):
        put(sheet, row, "title", f"Chief {row}")
    new = _add(sheet, "Hana")
    put(sheet, 2, "phone.mobile", "555-01")
    push(sheet, [3])
    sheet.settle([Refused(3, (FieldRefusal("title", "is odd"),))])
    put(sheet, 4, "monetary_value", Unparsed("much", "Not a number."))
    _reload(sheet, [lead(5, name="Lead 5", title="Theirs")])
    sheet.settle([Gone(6, "Deleted.")])
    review = _review(sheet)
    assert [(each.row, each.worry) for each in review.leads] == [
        (5, Worry.CONFLICT),
        (4, Worry.HELD),
        (6, Worry.HELD),
        (3, Worry.REFUSED),
        (2, Worry.WARNED),
        (1, Worry.NONE),
        (new, Worry.NONE),
    ]
    assert [(line.kind, line.phase, set(line.rows)) for line in review.lines] == [
        (LineKind.HELD, Phase.CONFLICT, {5}),
        (LineKind.HELD, Phase.INVALID, {4}),
        (LineKind.HELD, Phase.GONE, {6}),
        (LineKind.REFUSED, Phase.CLEAN, {3}),
        (LineKind.WARNED, Phase.CLEAN, {2}),
        (LineKind.SET, Phase.CLEAN, {1, 2, 3}),
        (LineKind.SET, Phase.CLEAN, {2}),
        (LineKind.NEW, Phase.CLEAN, {new}),
    ]


def test_a_held_lead_shows_its_reason_and_all_three_values() -> None:
    sheet = _sheet()
    put(sheet, 5, "title", "Mine")
    _reload(sheet, [lead(5, name="Lead 5", title="Theirs")])
    (held,) = _review(sheet).leads
    assert "Someone else changed this lead" in held.held
    assert held.cells["title"].conflict == Conflict("Mine", "Theirs", "Title 5")


def test_the_columns_are_the_changed_fields_in_the_order_of_the_schema() -> None:
    sheet = _sheet()
    put(sheet, 1, "title", "Chief")
    put(sheet, 2, "phone.mobile", "+44 20 7946 0000")
    put(sheet, 3, "company_name", "Volga Steel")
    review = _review(sheet)
    assert list(review.keys) == [field.key for field in SCHEMA if field.key in review.keys]
    assert set(review.keys) == {"title", "phone.mobile", "company_name"}
    assert review.change_count == 3


def test_a_line_unticks_its_leads_and_ticks_them_all_again() -> None:
    sheet = _sheet()
    for row in (1, 2, 3):
        put(sheet, row, "title", f"Chief {row}")
    ticks = Ticks(_plan(sheet))
    ticks.toggle([2])
    assert (ticks.of([1, 2, 3]), ticks.of([2]), ticks.count([1, 2, 3])) == (Tick.SOME, Tick.NONE, 2)
    ticks.toggle([1, 2, 3])
    assert ticks.of([1, 2, 3]) is Tick.ALL
    ticks.toggle([1, 2, 3])
    assert (ticks.rows, ticks.plan().planned) == (frozenset(), 0)


def test_a_held_lead_cannot_be_ticked() -> None:
    sheet = _sheet()
    put(sheet, 1, "monetary_value", Unparsed("much", "Not a number."))
    ticks = Ticks(_plan(sheet))
    ticks.toggle([1])
    assert (ticks.has(1), ticks.of([1])) == (False, Tick.NONE)


def test_what_was_unticked_stays_so_over_a_new_plan() -> None:
    sheet = _sheet()
    for row in (1, 2):
        put(sheet, row, "title", f"Chief {row}")
    ticks = Ticks(_plan(sheet))
    ticks.toggle([2])
    put(sheet, 3, "title", "Chief 3")
    assert Ticks(_plan(sheet), unticked=ticks.unticked).rows == {1, 3}


_TITLES = st.sampled_from(["Chief", "Buyer", None])
_OWNERS = st.sampled_from([ANA, None])
_EDITS = st.dictionaries(st.integers(1, 20), st.tuples(_TITLES, _OWNERS), min_size=1, max_size=20)


@given(_EDITS, st.sets(st.integers(1, 20)))
def test_each_change_stands_in_one_line_of_its_field_and_the_ticked_leads_alone_are_planned(
    edits: dict[RowId, tuple[CellValue, CellValue]], toggled: set[RowId]
) -> None:
    sheet = _sheet()
    for row, (title, owner) in edits.items():
        put(sheet, row, "title", title)
        put(sheet, row, "assignee_id", owner)
    plan = _plan(sheet)
    review, ticks = review_of(plan, sheet), Ticks(plan)
    for key in ("title", "assignee_id"):
        rows = [row for line in review.lines if line.key == key for row in line.rows]
        assert sorted(rows) == sorted(edits)
    for row in toggled:
        ticks.toggle([row])
    going = [row for batch in ticks.plan().batches for row in batch.rows]
    assert sorted(going) == sorted(set(edits) - toggled)
    assert replace(ticks.plan(), batches=plan.batches) == plan
