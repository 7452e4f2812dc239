"""What Copper made of an accepted value is told until the next push: quietly for another form, as news for more."""

from __future__ import annotations

from datetime import date

import pytest

from copper_desk.leads.value import Value
from copper_desk.sheet.alteration import Alteration
from copper_desk.sheet.edit import AddRow, ChangeSet
from copper_desk.sheet.outcome import Accepted, Refused
from copper_desk.sheet.row_store import Mark
from copper_desk.sheet.sheet import Sheet
from tests.sheet.specimen import lead, numbered, push, put


def _accepted(key: str, sent: Value, kept: Value) -> Sheet:
    sheet = numbered(2)
    put(sheet, 1, key, sent)
    push(sheet, [1])
    values = {"name": "Lead 1", "title": "Title 1", key: kept}
    sheet.settle([Accepted(1, lead(1, **values))])
    return sheet


def test_a_value_that_came_back_as_sent_is_not_worth_a_word() -> None:
    sheet = _accepted("title", "CEO", "CEO")
    assert "title" not in sheet.alterations(1)
    assert sheet.mark(1) is Mark.ACCEPTED


def test_another_form_is_told_quietly() -> None:
    sheet = _accepted("title", " CEO ", "CEO")
    assert sheet.alterations(1) == {"title": Alteration(" CEO ", "CEO", is_news=False)}
    assert sheet.mark(1) is Mark.ACCEPTED


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("cf_7", date(2026, 3, 4), date(2026, 3, 3)),
        ("title", None, "Title 1"),
        ("monetary_value", 5.25, 5.2),
    ],
)
def test_a_day_that_moved_or_a_field_that_was_not_cleared_is_news(key: str, sent: Value, kept: Value) -> None:
    sheet = _accepted(key, sent, kept)
    assert sheet.alterations(1) == {key: Alteration(sent, kept, is_news=True)}
    assert sheet.mark(1) is Mark.ALTERED


def test_a_cell_typed_over_in_flight_is_not_looked_at() -> None:
    sheet = numbered(1)
    put(sheet, 1, "title", "CEO")
    push(sheet, [1])
    put(sheet, 1, "title", "Chief")
    sheet.settle([Accepted(1, lead(1, name="Lead 1", title="Ceo!"))])
    assert "title" not in sheet.alterations(1)


def test_it_is_forgotten_with_a_new_value_and_comes_back_with_undo() -> None:
    sheet = _accepted("title", " CEO ", "CEO")
    applied = put(sheet, 1, "title", "Chief")
    assert "title" not in sheet.alterations(1)
    sheet.apply(applied.inverse)
    assert "title" in sheet.alterations(1)


def test_it_is_forgotten_when_somebody_else_changes_the_cell() -> None:
    sheet = _accepted("title", " CEO ", "CEO")
    sheet.receive([lead(1, name="Lead 1", title="Chair")], stamp=sheet.stamp())
    assert "title" not in sheet.alterations(1)


def test_it_is_forgotten_with_the_marks_and_with_the_next_push() -> None:
    sheet = _accepted("title", " CEO ", "CEO")
    sheet.clear_marks()
    assert "title" not in sheet.alterations(1)
    sheet = _accepted("title", " CEO ", "CEO")
    put(sheet, 1, "company_name", "Acme")
    push(sheet, [1])
    sheet.settle([Refused(1, ())])
    assert "title" not in sheet.alterations(1)
    assert sheet.mark(1) is None


def test_a_new_lead_keeps_its_alteration_under_its_id() -> None:
    sheet = numbered(1)
    row = sheet.next_new_row()
    sheet.apply(ChangeSet((AddRow(row),), "a new lead"))
    put(sheet, row, "name", " Ana ")
    push(sheet, [row])
    sheet.settle([Accepted(row, lead(9, name="Ana"))])
    assert sheet.alterations(9) == {"name": Alteration(" Ana ", "Ana", is_news=False)}
