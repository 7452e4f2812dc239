"""Changes that are taken out of a sheet come into another one, or back, as they were: conflicts and all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.carried import Gathered, Opening, gather, plan_opening
from copper_desk.desk.desk import Desk
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, add, computer, put

__all__ = ["computer"]

AT_S = 1_800_000_000.0


@pytest.fixture
def desk(computer: Computer) -> Desk:
    return computer.loaded()


def _gathered(desk: Desk, *rows: RowId) -> Gathered:
    return gather(desk, rows or desk.sheet.changed_rows(), at_s=AT_S, by="Ana", note="For Bo")


def _taken_out(desk: Desk) -> Gathered:
    found = _gathered(desk)
    desk.stage(found.removal(desk.sheet, label="set aside"))
    assert desk.sheet.changed_rows() == []
    return found


def _opened(desk: Desk, found: Gathered, *, over_own: bool = False) -> Opening:
    opening = plan_opening(desk, found.document, over_own=over_own)
    desk.stage(opening.change_set)
    return opening


def _cells(desk: Desk) -> dict[RowId, dict[str, object]]:
    return {row: {k: (e.base, e.value) for k, e in cells.items()} for row, cells in desk.sheet.all_edits().items()}


def test_what_was_set_aside_comes_back_as_it_was_new_leads_too(desk: Desk) -> None:
    row, other = desk.sheet.row_ids()[:2]
    put(desk, row, "title", "Chief")
    desk.stage(ChangeSet((SetCell(row, "tags", ()), SetCell(other, "monetary_value", 12.5)), "typing"))
    add(desk, name="Nova", title="Founder")
    before = _cells(desk)
    found = _taken_out(desk)
    assert found.document.cell_count == sum(map(len, before.values()))
    assert [each.lead_id is None for each in found.document.leads].count(True) == 1
    opening = _opened(desk, found)
    assert (opening.cells, opening.new, opening.there, opening.conflicts) == (found.document.cell_count, 1, 0, 0)
    after = _cells(desk)
    assert {row: cells for row, cells in after.items() if row > 0} == {r: c for r, c in before.items() if r > 0}
    assert [cells for row, cells in after.items() if row < 0] == [cells for row, cells in before.items() if row < 0]


def test_opened_twice_it_is_there_once(desk: Desk) -> None:
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    add(desk, name="Nova")
    found = _gathered(desk)
    opening = plan_opening(desk, found.document)
    assert (opening.cells, opening.new, opening.there, len(opening.change_set)) == (0, 0, found.document.cell_count, 0)


def test_the_removal_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    put(desk, desk.sheet.row_ids()[0], "title", "Chief")
    add(desk, name="Nova")
    before = _cells(desk)
    applied = desk.stage(_gathered(desk).removal(desk.sheet, label="set aside"))
    desk.stage(applied.inverse)
    assert _cells(desk) == before


def test_what_somebody_changed_meanwhile_is_a_conflict(desk: Desk, computer: Computer) -> None:
    row = desk.sheet.row_ids()[0]
    loaded = desk.sheet.value(row, "title")
    put(desk, row, "title", "Chief")
    found = _taken_out(desk)
    computer.practice.control.edit(row, title="Theirs")
    desk.fetch_run([row]).run(desk.swept, CancelToken())
    opening = _opened(desk, found)
    assert (opening.cells, opening.conflicts) == (1, 1)
    assert desk.sheet.phase(row) is Phase.CONFLICT
    conflict = desk.sheet.conflicts(row)["title"]
    assert (conflict.loaded, conflict.now, conflict.yours) == (loaded, "Theirs", "Chief")


def test_what_copper_holds_by_now_is_there(desk: Desk, computer: Computer) -> None:
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    found = _taken_out(desk)
    computer.practice.control.edit(row, title="Chief")
    desk.fetch_run([row]).run(desk.swept, CancelToken())
    opening = _opened(desk, found)
    assert (opening.there, opening.cells, desk.sheet.phase(row)) == (1, 0, Phase.CLEAN)


@pytest.mark.parametrize(("over_own", "shown"), [(False, "Mine"), (True, "Chief")])
def test_another_change_of_ones_own_stays_unless_it_is_to_give_way(desk: Desk, over_own: bool, shown: str) -> None:
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    found = _taken_out(desk)
    put(desk, row, "title", "Mine")
    put(desk, row, "details", "Kept")
    opening = _opened(desk, found, over_own=over_own)
    assert (opening.own, opening.cells) == (1, int(over_own))
    assert desk.sheet.value(row, "title") == shown
    assert desk.sheet.value(row, "details") == "Kept"


def test_leads_and_fields_that_are_not_here_are_named(desk: Desk) -> None:
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    document = _taken_out(desk).document
    (lead,) = document.leads
    strange = lead.cells[0]._replace(key="cf_9", label="Shoe size")
    leads = (lead.__class__(row, lead.name, (*lead.cells, strange)), lead.__class__(99, "Gone Ltd", lead.cells))
    opening = plan_opening(desk, document.__class__(5, "Acme", AT_S, "", "", leads))
    assert [each.name for each in opening.missing] == ["Gone Ltd"]
    assert (opening.unknown, opening.cells) == (("Shoe size",), 1)


@pytest.mark.parametrize("is_base", [False, True])
def test_a_value_of_another_kind_is_left_out_and_named(desk: Desk, is_base: bool) -> None:
    """A damaged file, or a field that is of another kind by now: such a value could not even be painted."""
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    document = _taken_out(desk).document
    (lead,) = document.leads
    (cell,) = lead.cells
    strange = cell._replace(base=12.5) if is_base else cell._replace(value=12.5)
    opening = plan_opening(desk, replace(document, leads=(replace(lead, cells=(strange,)),)))
    assert (opening.unknown, opening.cells, len(opening.change_set)) == (("Title",), 0, 0)


def test_what_is_on_its_way_is_kept_back(desk: Desk) -> None:
    row, other = desk.sheet.row_ids()[:2]
    put(desk, row, "title", "Chief")
    put(desk, other, "title", "Other")
    run = desk.start(desk.plan([row]))
    found = _gathered(desk)
    assert (found.rows, found.kept_back) == ((other,), (row,))
    document = gather(desk, [other], at_s=AT_S).document
    assert plan_opening(desk, document).under_way == ()
    run.stop()
    run.run(desk.mark_sending, desk.settle)
    desk.finish(run)


def test_new_leads_wait_for_a_check_where_the_leads_are_old(desk: Desk) -> None:
    add(desk, name="Nova")
    found = _taken_out(desk)
    opening = plan_opening(desk, found.document, unconfirmed="Not checked yet.")
    desk.stage(opening.change_set)
    (row,) = desk.sheet.changed_rows()
    assert desk.sheet.phase(row) is Phase.UNKNOWN


def test_a_set_that_was_kept_and_is_still_in_the_sheet_after_a_crash_is_not_doubled(
    desk: Desk, computer: Computer
) -> None:
    row = desk.sheet.row_ids()[0]
    put(desk, row, "title", "Chief")
    add(desk, name="Nova")
    document = _gathered(desk).document  # Kept on the disk; then the computer stops, before it leaves the sheet.
    desk.close()
    later = computer.loaded()
    opening = plan_opening(later, document)
    assert (opening.cells, opening.new, opening.there) == (0, 0, document.cell_count)
