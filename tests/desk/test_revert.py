"""A push taken back: the server as it was, but for what someone else changed since, which is named."""

from __future__ import annotations

import os

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.desk.revert import (
    CHANGED_HERE,
    LEAD_CREATED,
    LEAD_GONE,
    NAME_STAYS,
    NOT_CONFIRMED,
    SINCE_CHANGED,
    RevertPlan,
)
from copper_desk.leads.value import CellValue, RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.storage.push_entry import LeadResult
from tests.desk.failing_disk import Disk, Stop, Write, open_on
from tests.desk.faulty_push import Pace, hurry
from tests.desk.kept_desk import Computer, add, computer, load, push, put, settle_doubts

__all__ = ["computer"]


def raw(computer: Computer) -> dict[int, dict[str, object]]:
    """Every lead as the server holds it, but for the time of its last change and the unit that it gives a Value."""
    leads = {int(str(lead["id"])): dict(lead) for lead in computer.practice.control.leads()}
    for lead in leads.values():
        del lead["date_modified"], lead["monetary_unit"]
    return leads


def plan(desk: Desk, push_id: int, rows: list[RowId] | None = None) -> RevertPlan:
    """Read the leads anew and plan, as the window does."""
    assert desk.history is not None
    ids = [lead.lead_id for lead in desk.history.leads(push_id) if lead.lead_id is not None]
    desk.fetch_run(ids).run(desk.swept, CancelToken())
    return desk.revert_plan(push_id, rows)


LARGE = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 50
"""Leads of the large push; the pace of three requests a second makes it long."""

SETS: list[dict[str, CellValue]] = [
    {"name": "Somebody Else Entirely", "title": "Chief", "monetary_value": 77, "tags": ("new", "VIP, gold")},
    {"last_name": "Otherwise", "email": "new@model.example", "phone.mobile": "+1 415 555 0199", "phone.home": None},
    {"website.work": "https://new.example", "social.linkedin": "linkedin.com/in/new", "address.city": "Newtown"},
    {"title": None, "email": None, "tags": (), "phone.mobile": None, "details": "two\nlines", "suffix": "Jr."},
]


@pytest.mark.parametrize("values", SETS, ids="-".join)
def test_the_server_is_as_before(computer: Computer, values: dict[str, CellValue]) -> None:
    desk = computer.loaded()
    before = raw(computer)
    for row in desk.sheet.row_ids():
        for key, value in values.items():
            put(desk, row, key, value)
    assert push(desk).accepted > 0
    found = plan(desk, 1)
    assert all(each.reason == NAME_STAYS for each in found.left_out)
    desk.discard()
    desk.stage(found.change_set)
    assert push(desk).accepted == found.leads > 0
    left = {each.row for each in found.left_out}
    assert {row: lead for row, lead in raw(computer).items() if row not in left} == {
        row: lead for row, lead in before.items() if row not in left
    }


def test_what_someone_else_changed_since_stays_and_is_named(computer: Computer) -> None:
    desk = computer.loaded()
    first, second, third, fourth, *_ = desk.sheet.row_ids()
    for row in (first, second, third, fourth):
        put(desk, row, "title", f"Chief {row}")
        put(desk, row, "details", "pushed")
    push(desk)
    computer.practice.control.edit(second, title="Theirs")
    computer.practice.control.delete(third)
    put(desk, fourth, "title", "Typed since")
    found = plan(desk, 1)
    reasons = {(each.row, each.label): each.reason for each in found.left_out}
    assert reasons == {
        (second, "Title"): SINCE_CHANGED,
        (third, ""): LEAD_GONE,
        (fourth, "Title"): CHANGED_HERE,
    }
    [theirs] = [each for each in found.left_out if each.row == second]
    assert (theirs.pushed, theirs.now) == (f"Chief {second}", "Theirs")
    assert found.leads == 3
    desk.stage(found.change_set)
    assert desk.sheet.value(fourth, "title") == "Typed since"
    assert desk.sheet.edit(second, "title") is None


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_a_large_push_is_taken_back_but_for_what_others_changed(computer: Computer) -> None:
    computer.practice.control.reset(leads=LARGE, seed=1)
    desk = computer.loaded()
    before = raw(computer)
    cells = [SetCell(row, key, f"{key} {row}") for row in desk.sheet.row_ids() for key in ("title", "company_name")]
    desk.stage(ChangeSet(tuple(cells), "fill"))
    assert push(desk).accepted == LARGE
    theirs = desk.sheet.row_ids()[::25]
    for row in theirs:
        computer.practice.control.edit(row, title="Theirs")
    found = plan(desk, 1)
    assert {(each.row, each.label, each.reason) for each in found.left_out} == {
        (row, "Title", SINCE_CHANGED) for row in theirs
    }
    desk.stage(found.change_set)
    assert push(desk).accepted == LARGE
    wanted = {row: {**lead, **({"title": "Theirs"} if row in theirs else {})} for row, lead in before.items()}
    assert raw(computer) == wanted


def test_chosen_leads_alone_can_be_taken_back(computer: Computer) -> None:
    desk = computer.loaded()
    first, second, *_ = desk.sheet.row_ids()
    for row in (first, second):
        put(desk, row, "title", f"Chief {row}")
    push(desk)
    assert plan(desk, 1, [second]).leads == 1


def stopped(computer: Computer, desk: Desk, disk: Disk) -> Computer:
    """The computer as it is found after it stopped when the request of a push had left."""
    disk.stop_after(Stop(Write.INTENT))
    run = desk.start(desk.plan())
    run.run(desk.mark_sending, desk.settle)
    return computer.image()


def test_a_lead_that_was_never_confirmed_is_named_and_left_alone(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    load(desk)
    sure, unsure, *_ = desk.sheet.row_ids()
    for row in (sure, unsure):
        put(desk, row, "title", f"Chief {row}")
    halted = stopped(computer, desk, disk)
    computer.practice.control.edit(unsure, title="Somebody's")
    later = hurry(halted.open(), Pace())
    settle_doubts(later)
    found = plan(later, 1)
    name = later.sheet.value(unsure, "name")
    assert [(each.row, each.name, each.reason) for each in found.left_out] == [(unsure, name, NOT_CONFIRMED)]
    assert [change.row for change in found.change_set if isinstance(change, SetCell)] == [sure]


def test_a_new_lead_that_was_never_found_is_named(computer: Computer) -> None:
    disk = Disk()
    desk = open_on(disk, computer)
    new = add(desk, name="New One")
    halted = stopped(computer, desk, disk)
    [created] = [lead["id"] for lead in computer.practice.control.leads(["id", "name"]) if lead["name"] == "New One"]
    computer.practice.control.delete(created)
    later = hurry(halted.open(), Pace())
    settle_doubts(later)
    [left] = plan(later, 1).left_out
    assert (left.row, left.name, left.reason) == (new, "New One", NOT_CONFIRMED)


def test_a_lead_that_was_created_cannot_be_taken_back(computer: Computer) -> None:
    desk = computer.loaded()
    add(desk, name="New One")
    push(desk)
    [left] = plan(desk, 1).left_out
    assert (left.name, left.reason) == ("New One", LEAD_CREATED)


def test_taking_back_twice_changes_nothing(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    push(desk)
    desk.stage(plan(desk, 1).change_set)
    push(desk)
    again = plan(desk, 1)
    assert (again.leads, again.already, again.left_out) == (0, 1, ())


def test_the_history_tells_who_what_and_from_where(computer: Computer) -> None:
    desk = computer.loaded()
    row = desk.sheet.row_ids()[0]
    was = desk.sheet.value(row, "title")
    put(desk, row, "title", "Chief", source="leads.csv")
    push(desk, note="spring cleaning")
    assert desk.history is not None
    [entry] = desk.history.pushes()
    assert (entry.head.note, entry.head.source, entry.head.planned) == ("spring cleaning", "leads.csv", 1)
    assert (entry.head.user_email, entry.head.user_name) == (computer.practice.where.email, "Ana Ruiz")
    assert entry.head.system_user
    assert entry.counts == {LeadResult.ACCEPTED: 1}
    assert entry.ended_s is not None
    [lead] = desk.history.leads(1)
    assert [(each.key, each.before, each.after) for each in lead.changes] == [("title", was, "Chief")]
    assert desk.history.of_lead(row) == [(entry, lead)]
    [found] = desk.history.pushes("CHIEF")
    assert found == entry


def test_a_revert_says_so_in_the_history(computer: Computer) -> None:
    desk = computer.loaded()
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    push(desk)
    desk.stage(plan(desk, 1).change_set)
    push(desk)
    assert desk.history is not None
    assert [entry.head.source for entry in desk.history.pushes()] == ["revert of push 1", ""]


def test_a_source_survives_a_restart(computer: Computer) -> None:
    desk = computer.loaded()
    put(desk, desk.sheet.row_ids()[0], "title", "Chief", source="leads.csv")
    later = computer.image().open()
    push(later)
    assert later.history is not None
    assert later.history.pushes()[0].head.source == "leads.csv"
