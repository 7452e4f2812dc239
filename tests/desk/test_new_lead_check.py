"""New leads that were imported without a refresh wait, through a restart too, until all leads are there."""

from __future__ import annotations

from copper_desk.desk.desk import Desk
from copper_desk.desk.new_lead_check import WAITING, check_new_leads, waiting_rows
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import AddRow, ChangeSet, SetCell
from copper_desk.sheet.phase import Phase
from tests.desk.kept_desk import Computer, computer

__all__ = ["computer"]


def _import(desk: Desk, email: str) -> RowId:
    row = desk.sheet.next_new_row()
    changes = (AddRow(row, WAITING), SetCell(row, "name", "Imported"), SetCell(row, "email", email))
    desk.stage(ChangeSet(changes, "import of x.csv", "x.csv"))
    return row


def test_a_waiting_lead_is_held_back_and_survives_a_restart(computer: Computer) -> None:
    desk = computer.loaded()
    row = _import(desk, "nobody@new.example")
    assert desk.plan().planned == 0
    desk.close()
    again = computer.loaded()
    assert waiting_rows(again.sheet) == [row]
    assert again.plan().planned == 0


def test_one_that_is_like_no_lead_may_go_and_the_other_says_what_it_is_like(computer: Computer) -> None:
    desk = computer.loaded()
    taken = desk.sheet.row_ids()[0]
    free, alike = _import(desk, "nobody@new.example"), _import(desk, str(desk.sheet.value(taken, "email")))
    check = check_new_leads(desk.sheet)
    desk.stage(check.change_set)
    assert (check.released, check.alike) == (1, 1)
    assert desk.sheet.phase(free) is Phase.CHANGED
    assert desk.sheet.phase(alike) is Phase.UNKNOWN
    assert f"Lead {taken}" in desk.sheet.row_problems(alike)[0].message
    assert desk.sheet.value(alike, "name") == "Imported"
    assert [lead.row for batch in desk.plan().batches for lead in batch.leads] == [free]
    assert not check_new_leads(desk.sheet), "what was checked is not checked again"
