"""How one cell travels, for each kind of field: typed text, staged edit, request, practice Copper, new base.

The practice account validates and stores on its own, so a misreading on our side shows here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.desk import Desk
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import Entry, RowId, Unparsed
from copper_desk.push.outcome import Tally
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.entry_edit import entries_of, entry_changes
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.row_store import Mark
from tests.support.practice_copper import PracticeCopper

BEN = 8894157

TYPED: list[tuple[str, str, dict[str, Any]]] = [
    ("name", "Benedict O’Neil", {"name": "Benedict O’Neil", "last_name": "O’Neil"}),
    ("last_name", "O’Neill", {"last_name": "O’Neill"}),
    ("title", "  Chief buyer ", {"title": "Chief buyer"}),
    ("company_name", "Harbor & Sons", {"company_name": "Harbor & Sons"}),
    ("email", "ben@harbor.example", {"email": {"email": "ben@harbor.example", "category": "work"}}),
    ("email_category", "personal", {"email": {"email": "ben@harborsupply.example", "category": "personal"}}),
    ("address.city", "Alameda", {"address.city": "Alameda"}),
    ("address.country", "CA", {"address.country": "CA"}),
    ("assignee_id", "cy okoro", {"assignee_id": "Cy Okoro"}),
    ("status_id", "qualified", {"status_id": "Qualified"}),
    ("customer_source_id", "cold call", {"customer_source_id": "Cold Call"}),
    ("monetary_value", "$1,234.50", {"monetary_value": 1234.5}),
    ("details", "one\ntwo", {"details": "one\ntwo"}),
    ("tags", 'expo, "VIP, gold"', {"tags": ["expo", "VIP, gold"]}),
    ("cf_100764", "silver", {"cf_100764": "Silver"}),
    ("cf_100765", "5 Mar 2026", {"cf_100765": 1_772_697_600}),  # midnight in Los Angeles
    ("cf_100766", 'Freight, "Pallets, returnable"', {"cf_100766": [167781, 167782]}),
    ("cf_100767", "yes", {"cf_100767": True}),
    ("cf_100768", "42.5", {"cf_100768": 42.5}),
    ("cf_100769", "50%", {"cf_100769": 50}),
    ("cf_2147483701", "$8,500", {"cf_2147483701": 8500}),
    ("cf_100771", "harbor.example/catalogue", {"cf_100771": "harbor.example/catalogue"}),
    ("cf_100772", "007", {"cf_100772": "007"}),
    ("cf_100773", "=1+1", {"cf_100773": "=1+1"}),
]
"""Field key, what a person types, and what the account must then hold; choices by the name behind their id."""

UNREADABLE = [
    ("monetary_value", "a lot"),
    ("assignee_id", "Nobody"),
    ("status_id", "Lost"),
    ("cf_100764", "Platinum?"),
    ("cf_100765", "31/31/2026"),
    ("cf_100767", "perhaps"),
    ("cf_100768", "1,5"),
    ("cf_100769", "half"),
    ("email_category", "pigeon"),
]


@pytest.fixture
def desk(open_desk: Desk) -> Desk:
    """A desk with every lead loaded."""
    open_desk.load_run().run(open_desk.receive, CancelToken())
    return open_desk


def _type(desk: Desk, row: RowId, key: str, text: str) -> None:
    value = value_of(desk.schema[key], text, desk.style, held=desk.sheet.value(row, key))
    desk.stage(ChangeSet((SetCell(row, key, value),)))


def _push(desk: Desk) -> Tally:
    run = desk.start(desk.plan())
    return run.run(on_sending=desk.mark_sending, on_outcome=desk.settle)


def _stored(desk: Desk, lead: dict[str, Any], key: str) -> Any:
    if key.startswith("cf_"):
        held = {f"cf_{each['custom_field_definition_id']}": each["value"] for each in lead["custom_fields"]}
        found = held.get(key)
    else:
        attribute, _, part = key.partition(".")
        found = (lead[attribute] or {}).get(part) if part else lead[attribute]
    choices = None if (field := desk.schema.get(key)) is None else field.choices
    return choices.name_of(found) if choices is not None and isinstance(found, int) else found


def _lead(copper: PracticeCopper, lead_id: int = BEN) -> dict[str, Any]:
    lead = copper.control.lead(lead_id)
    assert lead is not None
    return lead


@pytest.mark.parametrize(("key", "text", "holds"), TYPED, ids=[key for key, _, _ in TYPED])
def test_a_typed_value_reaches_copper_and_becomes_the_base(
    desk: Desk, practice_copper: PracticeCopper, key: str, text: str, holds: dict[str, Any]
) -> None:
    _type(desk, BEN, key, text)
    assert _push(desk) == Tally(planned=1, accepted=1)
    lead = _lead(practice_copper)
    assert {name: _stored(desk, lead, name) for name in holds} == holds
    assert desk.sheet.phase(BEN) is Phase.CLEAN
    assert desk.sheet.value(BEN, key) == desk.codec.decode(lead)[desk.schema[key].position]


@pytest.mark.parametrize(("key", "text"), [typed[:2] for typed in TYPED], ids=[key for key, _, _ in TYPED])
def test_nothing_but_the_typed_field_moves(desk: Desk, practice_copper: PracticeCopper, key: str, text: str) -> None:
    before = desk.codec.decode(_lead(practice_copper))
    _type(desk, BEN, key, text)
    _push(desk)
    after = desk.codec.decode(_lead(practice_copper))
    moved = {field.key for field in desk.schema if before[field.position] != after[field.position]}
    named = {"name", "prefix", "first_name", "middle_name", "last_name", "suffix"}
    allowed = {key, "date_modified"} | (named if key in named else set())
    assert moved <= allowed
    assert key in moved


def _clearable(desk: Desk) -> Sequence[str]:
    return [field.key for field in desk.schema.columns if not field.read_only and field.key not in _KEPT]


_KEPT = {"name", "first_name", "last_name", "status_id", "email_category"}
"""Copper wants a name and a status, and a category goes with its e-mail."""


def test_every_field_is_cleared_with_what_its_kind_takes(desk: Desk, practice_copper: PracticeCopper) -> None:
    keys = _clearable(desk)
    for key in keys:
        _type(desk, BEN, key, "")
    assert _push(desk) == Tally(planned=1, accepted=1), list(desk.sheet.problems())
    lead = _lead(practice_copper)
    decoded = desk.codec.decode(lead)
    assert [key for key in keys if decoded[desk.schema[key].position] not in (None, (), False)] == []
    assert '""' not in str(practice_copper.control.writes()[-1]["body"])


@pytest.mark.parametrize(("key", "text"), UNREADABLE)
def test_what_does_not_parse_stays_as_typed_and_is_never_sent(
    desk: Desk, practice_copper: PracticeCopper, key: str, text: str
) -> None:
    _type(desk, BEN, key, text)
    staged = desk.sheet.value(BEN, key)
    assert isinstance(staged, Unparsed)
    assert staged.text == text
    assert desk.sheet.phase(BEN) is Phase.INVALID
    assert desk.plan().planned == 0
    assert [held.row for held in desk.plan().held] == [BEN]
    assert practice_copper.control.writes() == []


def test_phones_that_the_grid_does_not_show_are_sent_back_untouched(
    desk: Desk, practice_copper: PracticeCopper
) -> None:
    entries = [
        {"number": "1", "category": "pager"},
        {"number": "2", "category": "mobile"},
        {"number": "3", "category": "mobile"},
        {"number": "4", "category": "work"},
    ]
    practice_copper.control.plant(BEN, phone_numbers=entries)
    desk.load_run().run(desk.receive, CancelToken())
    _type(desk, BEN, "phone.mobile", "+1 415 555 0199")
    assert _push(desk) == Tally(planned=1, accepted=1)
    entries[1]["number"] = "+1 415 555 0199"
    assert _lead(practice_copper)["phone_numbers"] == entries


def test_a_changed_list_of_phones_goes_out_whole_and_comes_back_as_the_base(
    desk: Desk, practice_copper: PracticeCopper
) -> None:
    pager, first, second = Entry("1", "pager"), Entry("2", "mobile"), Entry("3", "mobile")
    practice_copper.control.plant(
        BEN, phone_numbers=[{"number": entry.text, "category": entry.category} for entry in (pager, first, second)]
    )
    desk.load_run().run(desk.receive, CancelToken())
    wanted = (pager, second, Entry("+1 415 555 0199", "mobile"), Entry("5", "work"))
    desk.stage(ChangeSet(entry_changes(desk.sheet, BEN, "phone_numbers", wanted)))
    assert _push(desk) == Tally(planned=1, accepted=1)
    assert _lead(practice_copper)["phone_numbers"] == [
        {"number": entry.text, "category": entry.category} for entry in wanted
    ]
    assert desk.sheet.phase(BEN) is Phase.CLEAN
    assert entries_of(desk.sheet, BEN, "phone_numbers") == wanted
    assert desk.sheet.mark(BEN) is Mark.ACCEPTED


def test_loading_and_planning_alone_sends_nothing(desk: Desk, practice_copper: PracticeCopper) -> None:
    for row in desk.sheet.row_ids():
        changes = [
            SetCell(row, field.key, value_of(field, text_of(field, held, desk.style), desk.style, held=held))
            for field in desk.schema.columns
            if not field.read_only and (held := desk.sheet.value(row, field.key)) is not None
        ]
        desk.stage(ChangeSet(tuple(changes)))
    assert desk.plan().planned == 0
    assert desk.sheet.changed_rows() == []
    assert practice_copper.control.writes() == []
