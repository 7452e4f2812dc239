"""One planned update on what Copper holds now: what goes out, and that it takes nothing of anyone else's away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.value import Entry, Lead, Value
from copper_desk.push.freshen import changes_on, freshened, is_behind
from copper_desk.push.plan import PlannedLead, SentCell
from copper_desk.sheet.outcome import Accepted, Conflicted
from tests.push.model_copper import json_lead, make_codec

CODEC = make_codec()
SCHEMA = CODEC.schema
Json = dict[str, Any]
BASE: Json = json_lead(1) | {
    "name": "Ann Lee",
    "first_name": "Ann",
    "last_name": "Lee",
    "email": {"email": "ann@model.example", "category": "work"},
    "address": {"street": "1 Elm", "city": "Oakland", "state": "CA", "postal_code": None, "country": "US"},
    "phone_numbers": [{"number": "1", "category": "work"}, {"number": "2", "category": "pager"}],
    "tags": ["a", "b"],
    "custom_fields": [{"custom_field_definition_id": 100, "value": "Gold"}],
}


def planned(changes: Mapping[str, Value], base: Json = BASE) -> PlannedLead:
    """As the planner makes it."""
    lead = CODEC.decode(base)
    values = changes_on(SCHEMA, lead, changes)
    cells = tuple(SentCell(k, v, lead[SCHEMA[k].position], n) for n, (k, v) in enumerate(values.items()))
    return PlannedLead(1, lead, cells, CODEC.encode(lead, values))


def checked(changes: Mapping[str, Value], **theirs: Any) -> PlannedLead | Accepted | Conflicted:
    """A plan made from BASE, held against a lead that others changed since."""
    return freshened(CODEC, planned(changes), CODEC.decode(BASE | theirs), stamp=7)


def body(changes: Mapping[str, Value], **theirs: Any) -> Mapping[str, object]:
    found = checked(changes, **theirs)
    assert isinstance(found, PlannedLead)
    return found.body


def test_a_field_that_copper_still_holds_as_loaded_is_sent_on_what_copper_holds_now() -> None:
    found = checked({"title": "Chief"}, details="Someone's note")
    assert isinstance(found, PlannedLead)
    assert found.body == {"title": "Chief"}
    assert found.base == CODEC.decode(BASE | {"details": "Someone's note"})
    assert found.cells == (SentCell("title", "Chief", "Buyer", 0),)


def test_the_same_field_changed_by_both_holds_the_whole_lead_back_and_names_it() -> None:
    found = checked({"title": "Chief", "tags": ("c",)}, title="Boss")
    assert isinstance(found, Conflicted)
    assert (found.row, found.stamp, found.lead) == (1, 7, CODEC.decode(BASE | {"title": "Boss"}))
    assert found.reason == "Someone else changed this in Copper too: Title. Choose which values to keep."


def test_what_copper_holds_already_is_not_sent_again() -> None:
    assert body({"title": "Chief", "tags": ("c",)}, title="Chief") == {"tags": ["c"]}
    lead = CODEC.decode(BASE | {"title": "Chief"})
    assert checked({"title": "Chief"}, title="Chief") == Accepted(1, lead, 7)


def test_what_copper_rewrote_of_ours_is_no_change_of_someone_elses() -> None:
    assert isinstance(checked({"title": "  Chief "}, title="Chief"), Accepted)


def test_siblings_come_from_what_copper_holds_now() -> None:
    theirs = BASE["address"] | {"street": "9 Oak"}
    assert body({"address.city": "Berkeley"}, address=theirs) == {"address": theirs | {"city": "Berkeley"}}
    email = {"email": "ann@model.example", "category": "personal"}
    assert body({"email": "lee@model.example"}, email=email) == {
        "email": {"email": "lee@model.example", "category": "personal"}
    }


def test_different_entries_of_one_array_merge() -> None:
    phones = [{"number": "1", "category": "work"}, {"number": "3", "category": "pager"}]
    phones += [{"number": "4", "category": "mobile"}]
    assert body({"phone.work": "9"}, phone_numbers=phones) == {
        "phone_numbers": [{"number": "9", "category": "work"}, *phones[1:]]
    }


def test_a_further_entry_changed_here_and_a_column_added_there_merge() -> None:
    mine = (Entry(None, "work"), Entry("5", "pager"))
    phones = [*BASE["phone_numbers"], {"number": "4", "category": "mobile"}]
    assert body({"phone_numbers": mine}, phone_numbers=phones) == {
        "phone_numbers": [
            {"number": "1", "category": "work"},
            {"number": "5", "category": "pager"},
            {"number": "4", "category": "mobile"},
        ]
    }


def test_a_column_taken_away_there_does_not_come_back_as_an_empty_entry() -> None:
    mine = (Entry(None, "work"), Entry("5", "pager"))
    assert body({"phone_numbers": mine}, phone_numbers=[{"number": "2", "category": "pager"}]) == {
        "phone_numbers": [{"number": "5", "category": "pager"}]
    }


def test_lists_in_another_order_are_no_change() -> None:
    assert body({"tags": ("a", "b", "c")}, tags=["b", "a"]) == {"tags": ["a", "b", "c"]}


def test_a_tag_added_by_both_is_a_conflict_of_the_cell() -> None:
    assert isinstance(checked({"tags": ("a", "b", "c")}, tags=["a", "b", "d"]), Conflicted)


@pytest.mark.parametrize(
    ("changes", "is_conflict"),
    [({"name": "Ann Roe"}, True), ({"last_name": "Roe"}, False), ({"first_name": "Anna"}, True)],
)
def test_a_name_changed_by_another_shows_in_the_name_and_in_its_part(
    changes: dict[str, Value], *, is_conflict: bool
) -> None:
    found = checked(changes, name="Bea Lee", first_name="Bea")
    assert isinstance(found, Conflicted) == is_conflict


def test_a_search_is_behind_when_it_shows_an_older_lead_or_another_of_the_same_second() -> None:
    known = CODEC.decode(BASE | {"date_modified": 100})
    assert is_behind(SCHEMA, known, CODEC.decode(BASE | {"date_modified": 99}))
    assert is_behind(SCHEMA, known, CODEC.decode(BASE | {"date_modified": 100, "title": "Old"}))
    assert not is_behind(SCHEMA, known, CODEC.decode(BASE | {"date_modified": 100, "interaction_count": 5}))
    assert not is_behind(SCHEMA, known, CODEC.decode(BASE | {"date_modified": 101, "title": "New"}))
    assert not is_behind(SCHEMA, SCHEMA.blank_lead(), known)


TEXT = st.sampled_from(["x", "y", "z", None])
PHONES = st.lists(
    st.fixed_dictionaries({"number": st.sampled_from("123"), "category": st.sampled_from(["work", "mobile", "pager"])}),
    max_size=4,
    # A second entry of a column's category moves into the column when the first goes: another matter.
    unique_by=lambda each: each["category"] if each["category"] != "pager" else each["number"],
)
LEADS = st.fixed_dictionaries(
    {
        "title": TEXT,
        "email": st.none()
        | st.fixed_dictionaries(
            {"email": st.sampled_from(["a@b.example", "c@d.example"]), "category": st.just("work")}
        ),
        "address": st.none()
        | st.fixed_dictionaries({"street": TEXT, "city": TEXT, "state": TEXT, "postal_code": TEXT, "country": TEXT}),
        "phone_numbers": PHONES,
        "tags": st.lists(st.sampled_from("abc"), unique=True),
        "custom_fields": TEXT.map(lambda text: [{"custom_field_definition_id": 100, "value": text}]),
    }
)
KEYS = (
    "title",
    "email",
    "address.street",
    "address.city",
    "phone.work",
    "phone.mobile",
    "phone_numbers",
    "tags",
    "cf_100",
)


@given(
    base=LEADS,
    other=LEADS,
    changed_there=st.sets(st.sampled_from(["title", "email", "address", "phone_numbers", "tags", "custom_fields"])),
    wanted=LEADS,
    changed_here=st.sets(st.sampled_from(KEYS), min_size=1),
)
def test_both_sides_keep_what_they_changed(
    base: Json, other: Json, changed_there: set[str], wanted: Json, changed_here: set[str]
) -> None:
    loaded = json_lead(1) | base
    held = loaded | {key: other[key] for key in changed_there}
    target = CODEC.decode(json_lead(1) | wanted)
    changes = {key: target[SCHEMA[key].position] for key in changed_here}
    plan = planned({k: v for k, v in changes.items() if v != CODEC.decode(loaded)[SCHEMA[k].position]}, loaded)
    assume(plan.cells)
    now = CODEC.decode(held)
    found = freshened(CODEC, plan, now, stamp=1)
    touched = [cell for cell in plan.cells if _differs(cell.key, cell.base, now)]
    if isinstance(found, Conflicted):
        assert any(_differs(cell.key, cell.value, now) for cell in touched)
        return
    assert not any(_differs(cell.key, cell.value, now) for cell in touched)
    if isinstance(found, Accepted):
        assert found.lead == now
        assert all(not _differs(cell.key, cell.value, now) for cell in plan.cells)
        return
    after = CODEC.decode(_written(held, found.body))
    for cell in plan.cells:
        assert not _differs(cell.key, cell.value, after)
    _check_the_rest(now, after, {cell.key for cell in plan.cells})


def _differs(key: str, value: Value, lead: Lead) -> bool:
    return echo_of(SCHEMA[key], value, lead[SCHEMA[key].position]) is not Echo.SAME


def _written(held: Json, body: Mapping[str, object]) -> Json:
    """Copper's rule: attributes are replaced, custom fields merged by their definition."""
    customs = {each["custom_field_definition_id"]: each for each in held["custom_fields"]}
    sent: Any = body.get("custom_fields", [])
    customs |= {each["custom_field_definition_id"]: each for each in sent}
    return {**held, **body, "custom_fields": list(customs.values())}


def _check_the_rest(now: Lead, after: Lead, mine: set[str]) -> None:
    for field in SCHEMA:
        if field.key in mine or field.key == "email_category":
            continue
        if field.key == "phone_numbers":  # Its places come and go with the columns.
            assert _texts(now[field.position]) == _texts(after[field.position])
        else:
            assert after[field.position] == now[field.position]


def _texts(value: Value) -> Counter[Entry]:
    assert isinstance(value, tuple)
    return Counter(each for each in value if isinstance(each, Entry) and each.text)
