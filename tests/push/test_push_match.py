"""Whose answer is whose: replies that are short, long, reordered or foreign, and echoes that are not ours."""

from __future__ import annotations

from typing import Any

import pytest

from copper_desk.copper.error import FieldError
from copper_desk.copper.reply import Reply, decipher_bulk
from copper_desk.leads.value import RowId, Value
from copper_desk.push.echo import Standing, carries, holds, is_exactly, standing
from copper_desk.push.match import Match, match_reply
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, SentCell
from copper_desk.push.refusal import refused
from copper_desk.sheet.outcome import Accepted, Refused
from tests.push.model_copper import json_lead, make_codec, planned_lead

CODEC = make_codec()
SCHEMA = CODEC.schema
LOST: dict[str, Any] = {"success": False, "message": "No."}


def match(kind: BatchKind, leads: list[PlannedLead], answer: list[Any]) -> Match:
    return match_reply(CODEC, Batch(1, kind, tuple(leads)), decipher_bulk(Reply(answer)))


def updates(*rows: RowId) -> list[PlannedLead]:
    return [planned_lead(CODEC, row, {"title": "Chief"}) for row in rows]


def accepted(matched: Match) -> dict[RowId, Value]:
    return {result.row: result.lead[0] for result in matched.settled if isinstance(result, Accepted)}


def refused_rows(matched: Match) -> set[RowId]:
    return {result.row for result in matched.settled if isinstance(result, Refused)}


def unanswered(matched: Match) -> list[RowId]:
    return [planned.row for planned in matched.unanswered]


@pytest.mark.parametrize(
    ("answer", "taken", "denied", "open_rows"),
    [
        ([json_lead(1), json_lead(2), json_lead(3)], [1, 2, 3], [], []),
        ([json_lead(3), json_lead(2), json_lead(1)], [1, 2, 3], [], []),
        ([json_lead(1), json_lead(3)], [1, 3], [], [2]),
        ([json_lead(1), json_lead(9), json_lead(3)], [1, 3], [], [2]),
        ([json_lead(1), json_lead(2), json_lead(3), json_lead(4)], [1, 2, 3], [], []),
        ([json_lead(1), {**LOST, "id": 2}, json_lead(3)], [1, 3], [2], []),
        ([json_lead(1), LOST, json_lead(3)], [1, 3], [2], []),  # no id: its place counts
        ([LOST, json_lead(3), json_lead(2)], [2, 3], [], [1]),  # another order: its place means nothing
        ([json_lead(1), LOST], [1], [], [2, 3]),  # too short: its place means nothing
        ([json_lead(1), {**LOST, "id": 1}, json_lead(3)], [3], [], [1, 2]),  # answered twice
        ([json_lead(1), "odd", None], [1], [], [2, 3]),
        ([], [], [], [1, 2, 3]),
    ],
)
def test_updates_are_matched_by_id(
    answer: list[Any], taken: list[RowId], denied: list[RowId], open_rows: list[RowId]
) -> None:
    matched = match(BatchKind.UPDATE, updates(1, 2, 3), answer)
    assert accepted(matched) == {row: row for row in taken}
    assert refused_rows(matched) == set(denied)
    assert unanswered(matched) == open_rows


def new(*people: dict[str, Value]) -> list[PlannedLead]:
    return [planned_lead(CODEC, -n, person) for n, person in enumerate(people, 1)]


def echo(lead_id: int, name: str | None, email: str | None = None) -> dict[str, Any]:
    return json_lead(lead_id) | {"name": name, "title": None, "email": email and {"email": email, "category": "work"}}


ANN: dict[str, Value] = {"name": "Ann"}
ANN_MAIL: dict[str, Value] = {"name": "Ann", "email": "Ann@x.example"}
BO: dict[str, Value] = {"name": "Bo"}


@pytest.mark.parametrize(
    ("answer", "taken", "denied"),
    [
        ([echo(1, "Ann"), echo(2, "Ann", "ann@x.example"), echo(3, " Bo ")], {-1: 1, -2: 2, -3: 3}, set()),
        ([echo(1, "Ann"), LOST, echo(3, "Bo")], {-1: 1, -3: 3}, {-2}),
        ([echo(3, "Bo"), echo(2, "Ann", "ann@x.example"), echo(1, "Ann")], {-1: 1, -2: 2, -3: 3}, set()),
        ([echo(3, "Bo"), LOST, echo(1, "Ann")], {-1: 1, -3: 3}, set()),
        ([echo(1, "Ann"), echo(3, "Bo")], {-1: 1, -3: 3}, set()),
        ([echo(1, "Ann"), echo(2, "Ann"), echo(3, "Bo")], {-1: 1, -3: 3}, set()),  # the e-mail was not taken
        ([echo(1, "Ann"), echo(1, "Ann", "ann@x.example"), echo(3, "Bo")], {-2: 1, -3: 3}, set()),  # one id twice
        ([echo(1, "Eve"), echo(2, "Eve"), echo(3, "Eve")], {}, set()),
        ([], {}, set()),
    ],
)
def test_a_create_counts_only_if_its_echo_carries_it(
    answer: list[Any], taken: dict[RowId, int], denied: set[RowId]
) -> None:
    matched = match(BatchKind.CREATE, new(ANN, ANN_MAIL, BO), answer)
    assert accepted(matched) == taken
    assert refused_rows(matched) == denied
    assert len(matched.settled) + len(matched.unanswered) == 3


def test_twins_in_a_short_reply_share_the_ids_out() -> None:
    matched = match(BatchKind.CREATE, new(ANN, ANN, ANN), [echo(5, "Ann"), echo(6, "Ann")])
    assert accepted(matched) == {-1: 5, -2: 6}
    assert unanswered(matched) == [-3]


@pytest.mark.parametrize(
    ("key", "base", "sent", "found", "held"),
    [
        ("title", "Buyer", "Chief", "Chief", True),
        ("title", "Buyer", "  Chief  x", "Chief x", True),
        ("title", "Buyer", "McDonald", "Mcdonald", False),  # as somebody else may write it
        ("title", "chief", "Chief", "chief", False),  # nothing but case was changed, and it is not there
        ("email", "ann@x.example", "Ann@x.example", "ann@x.example", False),
        ("email", "bo@x.example", "Ann@x.example", "ann@x.example", True),
        ("title", "Buyer", "Chief", "Buyer", False),
        ("title", "Buyer", None, None, True),
        ("phone.mobile", None, "+1 415-555", "+1415555", True),
        ("address.country", "US", "Germany", "DE", True),
        ("address.country", "US", "Germany", "US", False),
        ("address.country", "US", "Germany", "FR", False),
        ("address.country", "US", "DE", "FR", False),
        ("address.country", "US", "Atlantis", "FR", False),
        ("tags", (), ("b", " a"), ("a", "b"), True),
        ("tags", ("a",), (), (), True),
        ("monetary_value", 1, 100, 100.0, True),
        ("monetary_value", 1, 100, 99, False),
    ],
)
def test_holds(key: str, base: Value, sent: Value, found: Value, held: bool) -> None:
    assert holds(SCHEMA[key], SentCell(key, sent, base, 1), found) is held


def test_standing_of_an_update() -> None:
    planned = planned_lead(CODEC, 1, {"title": "Chief", "company_name": "Acme"})
    shows: dict[Standing, dict[str, Any]] = {
        Standing.TAKEN: {"title": "Chief", "company_name": "Acme"},
        Standing.UNTOUCHED: {"title": "Buyer", "company_name": None},
        Standing.UNCLEAR: {"title": "Chief", "company_name": None},
    }
    for expected, values in shows.items():
        assert standing(SCHEMA, planned, CODEC.decode(json_lead(1) | values)) is expected


def test_an_exact_lead_has_nothing_besides_that_names_a_person() -> None:
    (ann,) = new(ANN)
    split = echo(1, "Ann") | {"first_name": "Ann"}
    assert is_exactly(SCHEMA, ann, CODEC.decode(split))
    besides: tuple[dict[str, Any], ...] = (
        {"email": {"email": "a@x.example", "category": "work"}},
        {"company_name": "Acme"},
    )
    for more in besides:
        found = CODEC.decode(split | more)
        assert carries(SCHEMA, ann, found)
        assert not is_exactly(SCHEMA, ann, found)


@pytest.mark.parametrize(
    ("sent", "error", "keys"),
    [
        ({"email": "x"}, FieldError("email", "is invalid"), ["email"]),
        ({"address.city": "x"}, FieldError("address", "is wrong"), ["address.city"]),
        ({"address.city": "x", "address.country": "y"}, FieldError("address", "country is wrong"), ["address.country"]),
        ({"address.city": "x", "address.state": "y"}, FieldError("address", "No."), ["address.city", "address.state"]),
        ({"cf_100": "x", "cf_101": 1}, FieldError("custom_fields", "Pallets (101) is odd"), ["cf_101"]),
        ({"title": "x"}, FieldError("company_name", "is blocked"), ["company_name"]),
        ({"title": "x"}, FieldError("frobnication", "is off"), [None]),
        ({"title": "x"}, FieldError("", "No."), [None]),
    ],
)
def test_a_message_stands_on_the_cells_it_is_about(
    sent: dict[str, Value], error: FieldError, keys: list[str | None]
) -> None:
    refusals = refused(CODEC, planned_lead(CODEC, 1, sent), [error], request_id="r").refusals
    assert [each.key for each in refusals] == keys
    assert all(error.message in each.message for each in refusals)


def test_a_message_without_a_known_field_keeps_the_servers_name() -> None:
    result = refused(CODEC, planned_lead(CODEC, 1, {"title": "x"}), [FieldError("frob", "is off")], request_id=None)
    assert result.refusals[0].message == "frob: is off"
