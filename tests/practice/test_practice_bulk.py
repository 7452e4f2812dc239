"""The bulk calls over a real socket: an element for each lead in request order, refused or not."""

from __future__ import annotations

from typing import Any

import pytest

from copper_desk.practice.control import PracticeControl
from tests.practice.conftest import Api

GONE = {"base": [{"error": "Resource not found"}]}


def test_each_lead_stands_alone_in_request_order(api: Api, control: PracticeControl) -> None:
    first, second, third, fourth = api.ids(4)
    control.delete(third)
    answers = api.bulk(
        {"id": second, "email": {"email": "nowhere", "category": "work"}, "bogus": 1},
        {"id": first, "title": "Owner"},
        {"id": third, "title": "Owner"},
        {"id": fourth},
    )
    assert answers[0] == {
        "success": False,
        "message": {
            "base": [{"error": "Unrecognized attributes specified: bogus"}],
            "email": [{"error": "is invalid"}],
        },
        "id": second,
    }
    assert (answers[1]["id"], answers[1]["title"]) == (first, "Owner")
    assert "success" not in answers[1]
    assert answers[2] == {"success": False, "message": GONE, "id": third}
    assert answers[3]["id"] == fourth
    assert control.applied() == {first: 1, fourth: 1}


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ("string", "Title: is invalid"),
        ("list", ["Title: is invalid"]),
        ("object", {"title": [{"error": "is invalid"}]}),
    ],
)
def test_the_shape_of_a_message_can_be_switched(api: Api, control: PracticeControl, shape: str, message: Any) -> None:
    control.options(message=shape)
    assert api.bulk({"id": api.ids(1)[0], "title": ""})[0]["message"] == message


def test_a_whole_call_can_fail_lead_by_lead_and_is_still_200(api: Api, control: PracticeControl) -> None:
    answers = api.bulk(*({"id": lead_id, "company_name": "Blocked Ltd"} for lead_id in api.ids(10)))
    assert {answer["success"] for answer in answers} == {False}
    assert control.applied() == {}


@pytest.mark.parametrize(
    ("element", "sentence"),
    [
        ({"title": "x"}, "Id can't be blank"),
        ({"id": "5"}, "Id is invalid"),
        ({"id": True}, "Id is invalid"),
        ("lead", "is invalid"),
    ],
)
def test_an_element_that_names_no_lead_fails_alone(api: Api, element: Any, sentence: str) -> None:
    lead_id = api.ids(1)[0]
    answers = api.bulk(element, {"id": lead_id, "title": "x"})
    assert answers[0] == {"success": False, "message": {"base": [{"error": sentence}]}}
    assert answers[1]["id"] == lead_id


def test_a_lead_named_twice_is_written_twice_in_order(api: Api, control: PracticeControl) -> None:
    lead_id = api.ids(1)[0]
    answers = api.bulk({"id": lead_id, "title": "A"}, {"id": lead_id, "details": "B"})
    assert [answer["title"] for answer in answers] == ["A", "A"]
    assert control.applied() == {lead_id: 2}


@pytest.mark.parametrize("call", ["bulk_update", "bulk_create"])
def test_more_than_ten_are_refused_whole(api: Api, control: PracticeControl, call: str) -> None:
    reply = api.post(f"/leads/{call}", {"leads": [{"name": "x"}] * 11})
    assert (reply.status_code, reply.json()) == (422, {"error": "Request size too large, limit is 10"})
    assert control.writes() == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Leads: can't be blank"),
        ({"leads": {}}, "Leads: can't be blank"),
        ({"people": []}, "Base: Unrecognized attributes specified: people"),
    ],
)
def test_a_body_without_leads_is_refused(api: Api, body: Any, sentence: str) -> None:
    reply = api.post("/leads/bulk_update", body)
    assert (reply.status_code, reply.json()["message"]) == (422, f"Invalid input: Validation errors: {sentence}")


def test_no_leads_are_no_elements(api: Api) -> None:
    assert api.bulk() == []


def test_creates_answer_with_ids_and_failures_without(api: Api, control: PracticeControl) -> None:
    body = {"leads": [{"name": "Zoë Zamora"}, {"title": "x"}, "lead", {"name": "Yan Yu", "id": 5}]}
    answers = api.post("/leads/bulk_create", body).json()
    assert answers[0]["id"] > 2**31
    assert answers[1] == {"success": False, "message": {"name": [{"error": "can't be blank"}]}}
    assert answers[2] == {"success": False, "message": {"base": [{"error": "is invalid"}]}}
    assert answers[3]["message"] == {"base": [{"error": "Unrecognized attributes specified: id"}]}
    assert [(w["kind"], w["body"]) for w in control.writes()] == [("create", {"name": "Zoë Zamora"})]


def test_a_converted_or_merged_lead_is_gone_for_writes(api: Api, control: PracticeControl) -> None:
    converted, merged, winner = api.ids(3)
    control.convert(converted)
    control.merge(merged, into=winner)
    answers = api.bulk({"id": converted, "title": "x"}, {"id": merged, "title": "x"}, {"id": winner, "title": "x"})
    assert [answer.get("message") for answer in answers] == [GONE, GONE, None]
    assert api.search(ids=[converted]) == []
    assert api.search(ids=[converted], include_converted_leads=True)[0]["converted_at"] is not None
