"""What a load may and may not do to leads that are there, edited or on their way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import Value
from copper_desk.sheet.edit import ChangeSet, KeepMine, StagedEdit
from copper_desk.sheet.merge import Conflict, Side, rebased
from copper_desk.sheet.outcome import Accepted, Gone
from copper_desk.sheet.phase import Phase
from tests.sheet.specimen import SCHEMA, lead, numbered, push, put, sheet_of


def test_leads_are_added_once_and_refreshed() -> None:
    sheet = numbered(2)
    delta = sheet.receive([lead(2, name="Two"), lead(3, name="Three"), lead(3, name="Three")], stamp=sheet.stamp())
    assert (delta.added, delta.changed) == ((3,), frozenset({2}))
    assert sheet.row_ids() == [1, 2, 3]
    assert sheet.value(2, "name") == "Two"
    assert not sheet.receive([lead(3, name="Three")], stamp=sheet.stamp())


def test_a_lead_without_an_id_is_refused() -> None:
    sheet = numbered(0)
    with pytest.raises(ValueError, match="id"):
        sheet.receive([lead(None, name="x")], stamp=sheet.stamp())


def test_a_call_begun_before_a_push_settled_does_not_undo_it() -> None:
    sheet = numbered(1)
    page = sheet.stamp()
    put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="CEO"))])
    assert not sheet.receive([lead(1, name="Lead 1", title="Title 1")], stamp=page)
    assert sheet.value(1, "title") == "CEO"
    sheet.receive([lead(1, name="Lead 1", title="Boss")], stamp=sheet.stamp())
    assert sheet.value(1, "title") == "Boss"


def test_a_slow_page_does_not_overwrite_a_later_refresh() -> None:
    sheet = numbered(1)
    slow, refresh = sheet.stamp(), sheet.stamp()
    sheet.receive([lead(1, name="Newer")], stamp=refresh)
    sheet.receive([lead(1, name="Older")], stamp=slow)
    assert sheet.value(1, "name") == "Newer"


def test_an_edit_of_another_field_simply_stays() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sheet.receive([lead(1, name="Renamed", title="Title 1")], stamp=sheet.stamp())
    assert (sheet.value(1, "title"), sheet.value(1, "name")) == ("CEO", "Renamed")
    assert sheet.phase(1) is Phase.CHANGED


def test_the_same_change_on_both_sides_is_no_change() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    delta = sheet.receive([lead(1, name="Lead 1", title="CEO")], stamp=sheet.stamp())
    assert delta.changed == frozenset({1})
    assert sheet.phase(1) is Phase.CLEAN
    assert sheet.counts().changed_cells == 0


def _in_conflict() -> tuple[int, Conflict]:
    return 1, Conflict(yours="CEO", now="Boss", loaded="Title 1")


def test_a_field_changed_on_both_sides_holds_the_lead() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sheet.receive([lead(1, name="Lead 1", title="Boss")], stamp=sheet.stamp())
    row, conflict = _in_conflict()
    assert sheet.phase(row) is Phase.CONFLICT
    assert sheet.conflicts(row) == {"title": conflict}
    assert sheet.value(row, "title") == "CEO"


@pytest.mark.parametrize(
    ("side", "shown", "phase"), [("mine", "CEO", Phase.CHANGED), (Side.THEIRS, "Boss", Phase.CLEAN)]
)
def test_a_conflict_is_settled_and_the_settlement_undone(side: Side, shown: str, phase: Phase) -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sheet.receive([lead(1, name="Lead 1", title="Boss")], stamp=sheet.stamp())
    applied = sheet.resolve(1, "title", side)
    assert (sheet.value(1, "title"), sheet.phase(1)) == (shown, phase)
    assert sheet.conflicts(1) == {}
    undone = sheet.apply(applied.inverse)
    assert sheet.phase(1) is Phase.CONFLICT
    assert sheet.value(1, "title") == "CEO"
    sheet.apply(undone.inverse)
    assert (sheet.value(1, "title"), sheet.phase(1)) == (shown, phase)


def test_keeping_mine_without_a_conflict_changes_nothing() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    applied = sheet.apply(ChangeSet((KeepMine(1, "title"), KeepMine(1, "name"))))
    assert (applied.cells, applied.unchanged) == (0, 2)


def test_a_conflict_ends_when_copper_changes_its_mind() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    for title in ("Boss", "Title 1"):
        sheet.receive([lead(1, name="Lead 1", title=title)], stamp=sheet.stamp())
    assert sheet.phase(1) is Phase.CHANGED


def test_undoing_an_edit_after_a_refresh_shows_what_copper_holds() -> None:
    sheet = numbered(1)
    applied = put(sheet, 1, "title", "CEO")
    sheet.receive([lead(1, name="Lead 1", title="Boss")], stamp=sheet.stamp())
    undone = sheet.apply(applied.inverse)
    assert (sheet.value(1, "title"), sheet.phase(1)) == ("Boss", Phase.CLEAN)
    sheet.apply(undone.inverse)
    assert sheet.phase(1) is Phase.CONFLICT


def test_a_lead_that_is_gone_and_comes_back_can_be_sent_again() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    sheet.settle([Gone(1, "It was merged into another lead.")])
    assert sheet.phase(1) is Phase.GONE
    assert [problem.message for problem in sheet.row_problems(1)] == ["It was merged into another lead."]
    put(sheet, 1, "title", "Chief")
    assert sheet.phase(1) is Phase.GONE
    sheet.receive([lead(1, name="Lead 1", title="Title 1")], stamp=sheet.stamp())
    assert sheet.phase(1) is Phase.CHANGED
    assert sheet.row_problems(1) == ()


def test_a_clean_lead_can_be_found_gone() -> None:
    sheet = numbered(1)
    sheet.settle([Gone(1, "Deleted.")])
    assert sheet.phase(1) is Phase.GONE
    assert sheet.changed_rows() == []


_VALUES = st.sampled_from(["a", "b", "c"])


@given(loaded=_VALUES, mine=_VALUES, now=_VALUES)
def test_three_way_merge_of_one_field(loaded: Value, mine: Value, now: Value) -> None:
    sheet = sheet_of(lead(1, name="A", title=loaded))
    put(sheet, 1, "title", mine)
    sheet.receive([lead(1, name="A", title=now)], stamp=sheet.stamp())
    changed_here, changed_there = mine != loaded, now != loaded
    assert sheet.value(1, "title") == (mine if changed_here else now)
    assert bool(sheet.conflicts(1)) == (changed_here and changed_there and mine != now)
    assert bool(sheet.edits(1)) == (changed_here and mine != now)


def test_rebasing_keeps_the_value_an_edit_began_from() -> None:
    places = {"title": SCHEMA["title"].position}
    edit = StagedEdit("old", "mine", 3)
    assert rebased({"title": edit}, lead(1, title="theirs"), places) == {"title": edit}
    assert rebased({"title": edit}, lead(1, title="mine"), places) == {}
