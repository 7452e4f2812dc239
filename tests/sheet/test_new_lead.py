"""New leads on their way to an id: renamed, joined, never sent twice without a word."""

from __future__ import annotations

from copper_desk.sheet.edit import AddRow, ChangeSet, RemoveRow, SetCell
from copper_desk.sheet.outcome import Accepted, Unknown
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import lead, numbered, push, put


def _new_lead(sheet: Sheet, name: str = "Zoe") -> int:
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", name))))
    return row


def test_a_new_lead_gets_its_id_and_keeps_its_place() -> None:
    sheet = numbered(1)
    row = _new_lead(sheet)
    other = _new_lead(sheet, "Other")
    push(sheet, [row])
    put(sheet, row, "title", "CEO")
    delta = sheet.settle([Accepted(row, lead(500, name="Zoe"))])
    assert delta.renamed == ((row, 500),)
    assert sheet.row_ids() == [1, 500, other]
    assert (sheet.value(500, "title"), sheet.phase(500)) == ("CEO", Phase.CHANGED)
    assert sheet.row_today(row) == 500
    assert sheet.counts().new_leads == 1


def test_undo_after_a_new_lead_got_its_id() -> None:
    sheet = numbered(1)
    row = sheet.next_new_row()
    added = sheet.apply(ChangeSet((AddRow(row), SetCell(row, "name", "Zoe"))))
    typed = put(sheet, row, "title", "CEO")
    push(sheet, [row])
    sheet.settle([Accepted(row, lead(500, name="Zoe", title="CEO"))])
    undone = sheet.apply(typed.inverse)
    assert (sheet.value(500, "title"), sheet.phase(500)) == (None, Phase.CHANGED)
    sheet.apply(undone.inverse)
    assert sheet.phase(500) is Phase.CLEAN
    gone = sheet.apply(added.inverse)
    assert (gone.skipped, 500 in sheet) == (1, True)
    assert sheet.phase(500) is Phase.CLEAN


def test_a_new_lead_that_a_page_brought_already_is_one_row() -> None:
    sheet = numbered(1)
    row = _new_lead(sheet)
    push(sheet, [row])
    put(sheet, row, "title", "CEO")
    sheet.receive([lead(500, name="Zoe")], stamp=sheet.stamp())
    put(sheet, 500, "company_name", "Acme")
    delta = sheet.settle([Accepted(row, lead(500, name="Zoe"))])
    assert (delta.removed, delta.renamed) == ((row,), ())
    assert sheet.row_ids() == [1, 500]
    assert (sheet.value(500, "title"), sheet.value(500, "company_name")) == ("CEO", "Acme")


def test_a_new_lead_on_its_way_is_not_removed() -> None:
    sheet = numbered(0)
    row = _new_lead(sheet)
    push(sheet, [row])
    assert sheet.apply(ChangeSet((RemoveRow(row),))).skipped == 1
    assert row in sheet


def test_an_unconfirmed_creation_says_so_however_it_is_changed() -> None:
    sheet = numbered(0)
    row = _new_lead(sheet)
    push(sheet, [row])
    sheet.settle([Unknown(row, "No answer.")])
    removed = sheet.apply(ChangeSet((RemoveRow(row),)))
    sheet.apply(removed.inverse)
    assert sheet.phase(row) is Phase.UNKNOWN
    put(sheet, row, "title", "CEO")
    assert sheet.phase(row) is Phase.CHANGED
    assert [problem.message for problem in sheet.row_problems(row)] == ["No answer."]
    push(sheet, [row])
    assert sheet.row_problems(row) == ()


def test_an_undo_finds_a_new_lead_that_became_one_with_a_loaded_row() -> None:
    sheet = numbered(0)
    row = _new_lead(sheet)
    typed = put(sheet, row, "title", "CEO")
    push(sheet, [row])
    sheet.receive([lead(500, name="Zoe", title="CEO")], stamp=sheet.stamp())
    sheet.settle([Accepted(row, lead(500, name="Zoe", title="CEO"))])
    sheet.apply(typed.inverse)
    assert (sheet.value(500, "title"), sheet.row_today(row)) == (None, 500)
