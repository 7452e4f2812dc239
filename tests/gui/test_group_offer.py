"""What is offered for a group follows what was mended in it, and forgets with the group."""

from __future__ import annotations

from copper_desk.gui.panel.group_offer import GroupMemory, GroupOffer
from copper_desk.gui.panel.problem_group import problem_groups
from copper_desk.gui.panel.problem_line import PossibleChange
from copper_desk.leads.value import CellValue, Unparsed
from copper_desk.sheet.fill import put_back
from copper_desk.sheet.group_answer import SharedValue
from copper_desk.sheet.outcome import FieldRefusal, Refused
from copper_desk.sheet.sheet import Sheet
from copper_desk.sheet.transform import Transform
from tests.sheet.specimen import lead, push, put, sheet_of


def _refused(key: str, values: list[CellValue]) -> Sheet:
    """Leads 1, 2, 3 … with these values, all refused by Copper for the same reason."""
    rows = range(1, len(values) + 1)
    sheet = sheet_of(*(lead(row) for row in rows))
    for row, value in zip(rows, values, strict=True):
        put(sheet, row, key, value)
    push(sheet, rows)
    sheet.settle(Refused(row, (FieldRefusal(key, "no"),)) for row in rows)
    return sheet


def _offer(memory: GroupMemory, sheet: Sheet, current: tuple[int, str] | None = None) -> GroupOffer:
    (offer,) = memory.offers(problem_groups(sheet), current=current)
    return offer


def test_the_value_mended_last_is_offered_and_that_of_the_current_cell_before_it() -> None:
    sheet = _refused("company_name", ["Blocked"] * 4)
    memory = GroupMemory(sheet)
    assert _offer(memory, sheet).shared is None
    put(sheet, 2, "company_name", "First")
    put(sheet, 3, "company_name", "Second")
    assert _offer(memory, sheet).shared == SharedValue("Second", "Blocked")
    assert _offer(memory, sheet, (2, "company_name")).shared == SharedValue("First", "Blocked")
    assert _offer(memory, sheet, (2, "title")).shared == SharedValue("Second", "Blocked")


def test_of_two_different_refused_values_the_last_one_left_is_still_its_leads_own() -> None:
    sheet = _refused("email", ["ana@x.example", "bo@x.example"])
    memory = GroupMemory(sheet)
    _offer(memory, sheet)
    put(sheet, 1, "email", "ana@good.example")
    assert _offer(memory, sheet).shared is None


def test_a_cell_of_another_group_or_without_a_good_value_is_no_source() -> None:
    sheet = _refused("company_name", ["Blocked"] * 3)
    memory = GroupMemory(sheet)
    _offer(memory, sheet)
    sheet.apply(put_back(sheet, [(1, "company_name")]))
    assert _offer(memory, sheet).shared is None
    put(sheet, 2, "company_name", None)
    assert _offer(memory, sheet).shared is None
    put(sheet, 3, "title", "Buyer")
    assert _offer(memory, sheet).shared is None


def test_what_the_group_held_is_forgotten_with_it() -> None:
    sheet = _refused("company_name", ["Blocked"] * 2)
    memory = GroupMemory(sheet)
    _offer(memory, sheet)
    put(sheet, 1, "company_name", "Good")
    push(sheet, [2])
    assert memory.offers(problem_groups(sheet), current=None) == []
    sheet.settle([Refused(2, (FieldRefusal("company_name", "no"),))])
    assert _offer(memory, sheet).shared is None


def test_each_answer_is_offered_only_where_it_makes_sense() -> None:
    owner = _offer(GroupMemory(sheet := _refused("assignee_id", [11, 12])), sheet)
    assert (owner.chooses, owner.transforms, owner.leaves_out, owner.retries) == (True, False, True, True)
    one = _offer(GroupMemory(sheet := _refused("assignee_id", [11])), sheet)
    assert not one.chooses
    sheet = sheet_of(lead(1))
    put(sheet, 1, "monetary_value", Unparsed("much", "no number"))
    typed = _offer(GroupMemory(sheet), sheet)
    assert (typed.retries, typed.leaves_out, typed.puts_back) == (False, True, True)
    sheet = sheet_of(lead(1))
    put(sheet, 1, "email", "no address")
    warned = _offer(GroupMemory(sheet), sheet)
    assert (warned.leaves_out, warned.retries, warned.transforms) == (False, False, True)


def test_a_message_about_the_whole_lead_can_only_be_tried_again() -> None:
    sheet = sheet_of(lead(1))
    put(sheet, 1, "title", "Buyer")
    push(sheet, [1])
    sheet.settle([Refused(1, (FieldRefusal(None, "no"),))])
    offer = _offer(GroupMemory(sheet), sheet)
    assert (offer.retries, offer.puts_back, offer.leaves_out, offer.transforms) == (True, False, False, False)


def test_a_group_too_large_to_look_through_says_so() -> None:
    assert PossibleChange(Transform.TRIM, "Trim", 3).count == "3 cells"
    assert PossibleChange(Transform.TRIM, "Trim", 1_204, looked_at=2_000).count == "1,204 of the first 2,000"
    none_so_far = PossibleChange(Transform.TRIM, "Trim", 0, looked_at=2_000)
    assert none_so_far.is_possible
    assert not PossibleChange(Transform.TRIM, "Trim", 0).is_possible
