"""What a plan holds, in which batches, and what it holds back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copper_desk.leads.value import CellValue, Entry, RowId, Unparsed
from copper_desk.push.plan import BatchKind, PlannedLead
from copper_desk.push.planner import plan_push
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.outcome import FieldRefusal, Gone, NotSent, Refused, Unknown
from copper_desk.sheet.sheet import Sheet
from tests.push.model_copper import json_lead, make_codec, make_plan

CODEC = make_codec()


def make_sheet(leads: int) -> Sheet:
    sheet = Sheet(CODEC.schema)
    sheet.receive([CODEC.decode(json_lead(n)) for n in range(1, leads + 1)], stamp=sheet.stamp())
    return sheet


def type_in(sheet: Sheet, row: RowId, key: str, value: CellValue) -> None:
    sheet.apply(ChangeSet((SetCell(row, key, value),)))


def add(sheet: Sheet, name: str | None) -> RowId:
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), *([SetCell(row, "name", name)] if name else []))))
    return row


def changed_sheet(changed: int) -> Sheet:
    sheet = make_sheet(changed + 5)
    for row in range(1, changed + 1):
        type_in(sheet, row, "title", f"Chief {row}")
    return sheet


def test_batches_of_ten_in_the_sheets_order_updates_apart_from_creates() -> None:
    sheet = changed_sheet(23)
    rows = [add(sheet, f"New {n}") for n in range(12)]
    plan = plan_push(sheet, CODEC)
    assert [(b.number, b.kind, len(b.leads)) for b in plan.batches] == [
        (1, BatchKind.UPDATE, 10),
        (2, BatchKind.UPDATE, 10),
        (3, BatchKind.UPDATE, 3),
        (4, BatchKind.CREATE, 10),
        (5, BatchKind.CREATE, 2),
    ]
    assert [row for b in plan.batches for row in b.rows] == [*range(1, 24), *rows]
    assert plan.planned == 35
    assert plan.known_ids == frozenset(range(1, 29))
    assert (plan.read_count, plan.request_count) == (1, 6)
    assert plan.estimated_s() == pytest.approx(5 / 3)


def test_a_planned_lead_carries_its_changes_with_base_and_revision() -> None:
    sheet = make_sheet(2)
    type_in(sheet, 2, "title", "Chief")
    type_in(sheet, 2, "address.city", "Oakland")
    (planned,) = plan_push(sheet, CODEC).batches[0].leads
    edits = sheet.edits(2)
    assert [(c.key, c.value, c.base, c.revision) for c in planned.cells] == [
        ("title", "Chief", "Buyer", edits["title"].revision),
        ("address.city", "Oakland", None, edits["address.city"].revision),
    ]
    assert set(planned.body) == {"title", "address"}


def test_chosen_rows_only_each_once() -> None:
    plan = plan_push(changed_sheet(9), CODEC, [7, 3, 3, 14], limit=1)
    assert [b.rows for b in plan.batches] == [(3,), (7,)]
    assert plan.known_ids == frozenset()


def test_a_lead_with_an_error_is_held_whole_with_the_reason() -> None:
    sheet = changed_sheet(2)
    type_in(sheet, 1, "monetary_value", Unparsed("lots", "This is not a number."))
    plan = plan_push(sheet, CODEC)
    assert [row for b in plan.batches for row in b.rows] == [2]
    assert [(held.row, held.reason) for held in plan.held] == [(1, "Value: This is not a number.")]


def test_a_new_lead_without_a_name_is_held() -> None:
    sheet = make_sheet(0)
    row = add(sheet, None)
    plan = plan_push(sheet, CODEC)
    assert plan.batches == ()
    assert [held.row for held in plan.held] == [row]


def test_a_conflict_and_a_lead_in_a_push_are_held() -> None:
    sheet = changed_sheet(3)
    sheet.receive([CODEC.decode(json_lead(1) | {"title": "Someone else’s"})], stamp=sheet.stamp())
    sheet.queue([(2, {"title": sheet.edits(2)["title"].revision})])
    plan = plan_push(sheet, CODEC)
    assert [row for b in plan.batches for row in b.rows] == [3]
    assert {held.row: held.reason.partition(":")[0] for held in plan.held} == {
        1: "Someone else changed this lead in Copper too",
        2: "This lead is in a push already.",
    }


def test_what_copper_said_last_time_never_holds_a_lead_but_gone_does() -> None:
    sheet = changed_sheet(4)
    revisions = {row: {"title": sheet.edits(row)["title"].revision} for row in range(1, 5)}
    sheet.queue(revisions.items())
    sheet.settle(
        [
            Refused(1, (FieldRefusal("title", "is invalid"), FieldRefusal(None, "Odd."))),
            NotSent(2, "Stopped."),
            Unknown(3, "Lost."),
            Gone(4, "Gone."),
        ]
    )
    plan = plan_push(sheet, CODEC)
    assert [row for b in plan.batches for row in b.rows] == [1, 2, 3]
    assert [held.row for held in plan.held] == [4]


def test_a_create_that_is_not_confirmed_is_not_sent_again_by_itself() -> None:
    sheet = make_sheet(0)
    row = add(sheet, "Ann")
    sheet.queue([(row, {"name": sheet.edits(row)["name"].revision})])
    sheet.settle([Unknown(row, "Lost.")])
    assert [held.row for held in plan_push(sheet, CODEC).held] == [row]
    type_in(sheet, row, "title", "Chief")
    assert plan_push(sheet, CODEC).planned == 1


def test_only_some_leads_of_a_plan_in_new_batches_with_what_is_held() -> None:
    sheet = changed_sheet(25)
    new = [add(sheet, "New 1"), add(sheet, None), add(sheet, "New 2")]
    plan = plan_push(sheet, CODEC)
    few = plan.only({2, 3, *range(12, 22), new[2], new[1], 999})
    assert [(b.number, b.kind, b.rows) for b in few.batches] == [
        (1, BatchKind.UPDATE, (2, 3, *range(12, 20))),
        (2, BatchKind.UPDATE, (20, 21)),
        (3, BatchKind.CREATE, (new[2],)),
    ]
    assert (few.held, few.known_ids) == (plan.held, plan.known_ids)
    assert plan.only([]).batches == ()
    assert [b.rows for b in plan_push(sheet, CODEC, limit=2).only([4, 6, 8]).batches] == [(4, 6), (8,)]


@pytest.mark.parametrize(
    ("updates", "creates", "reads", "requests", "seconds"),
    [
        (0, 0, 0, 0, 0.0),
        (10, 0, 1, 2, 1 / 3),
        (200, 10, 1, 22, 7.0),
        (201, 0, 2, 23, 7.0),
        (0, 1800, 0, 180, 60.0),
        (10_000, 0, 50, 1050, 300 + 150 * 1000 / 1050 / 3),
    ],
)
def test_requests_and_time_of_a_plan(updates: int, creates: int, reads: int, requests: int, seconds: float) -> None:
    blank = PlannedLead(0, CODEC.schema.blank_lead(), (), {})
    rows = [*range(1, updates + 1), *range(-creates, 0)]
    plan = make_plan(replace(blank, row=row) for row in rows)
    assert (plan.read_count, plan.request_count) == (reads, requests)
    assert plan.estimated_s() == pytest.approx(seconds)


def test_fewer_calls_in_a_minute_take_longer() -> None:
    plan = make_plan(PlannedLead(-number, CODEC.schema.blank_lead(), (), {}) for number in range(1, 1801))
    assert plan.estimated_s(calls_a_minute=90) == pytest.approx(120.0)
    assert plan.estimated_s(calls_a_minute=1000) == pytest.approx(60.0)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        plan_push(make_sheet(0), CODEC, limit=0)


def test_carried_entries_are_planned_as_they_will_come_back() -> None:
    sheet = make_sheet(1)
    type_in(sheet, 1, "phone_numbers", (Entry(None, "mobile"), Entry("2", "pager")))
    type_in(sheet, 1, "phone.work", "510")
    (planned,) = plan_push(sheet, CODEC).batches[0].leads
    echo = CODEC.decode({**json_lead(1), **planned.body})
    assert {cell.key for cell in planned.cells} == {"phone_numbers", "phone.work"}
    assert all(echo[CODEC.schema[cell.key].position] == cell.value for cell in planned.cells)
