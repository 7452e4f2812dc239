"""Requests hold what Copper's pages say, and a body is strict JSON."""

from __future__ import annotations

import json

import pytest

from copper_desk.copper import request
from tests.copper.sample import FAR_ID

COMPUTED = {"custom_field_computed_values": "true"}


def test_paging_stands_in_the_body() -> None:
    made = request.search_leads(3, filters={"status_ids": [1]})
    assert made.body == {
        "status_ids": [1],
        "page_number": 3,
        "page_size": 200,
        "sort_by": "date_created",
        "sort_direction": "asc",
    }
    assert (made.method, made.path, made.params) == ("POST", "/leads/search", COMPUTED)
    assert not made.write
    assert not made.bulk


def test_a_page_of_ids_is_limited() -> None:
    made = request.leads_by_id(range(1, 201))
    assert made.body is not None
    assert made.body["ids"] == list(range(1, 201))
    with pytest.raises(ValueError, match="201"):
        request.leads_by_id(range(201))


def test_a_bulk_update_carries_ids_and_counts_as_bulk() -> None:
    made = request.update_leads([(FAR_ID, {"title": None}), (7, {"tags": []})])
    assert made.body == {"leads": [{"id": FAR_ID, "title": None}, {"id": 7, "tags": []}]}
    assert (made.bulk, made.write, made.batch, made.params) == (True, True, 2, COMPUTED)


def test_a_bulk_create_carries_no_ids() -> None:
    made = request.create_leads([{"name": "A"}])
    assert made.body == {"leads": [{"name": "A"}]}
    assert (made.path, made.bulk, made.write, made.batch, made.params) == ("/leads/bulk_create", True, True, 1, {})


@pytest.mark.parametrize(
    ("made", "method", "path"),
    [
        (request.fetch_account(), "GET", "/account"),
        (request.fetch_me(), "GET", "/users/me"),
        (request.list_statuses(), "GET", "/lead_statuses"),
        (request.list_sources(), "GET", "/customer_sources"),
        (request.list_definitions(), "GET", "/custom_field_definitions"),
        (request.search_users(1), "POST", "/users/search"),
        (request.fetch_lead(FAR_ID), "GET", f"/leads/{FAR_ID}"),
    ],
)
def test_reads(made: request.Request, method: str, path: str) -> None:
    assert (made.method, made.path, made.write, made.bulk) == (method, path, False, False)


def test_single_writes() -> None:
    assert request.create_lead({"name": "A"}).write
    update = request.update_lead(5, {"name": "A"})
    assert (update.method, update.path, update.write, update.bulk) == ("PUT", "/leads/5", True, False)


def test_a_payload_is_plain_json() -> None:
    payload = request.update_lead(5, {"name": "木村", "n": FAR_ID}).payload()
    assert payload.isascii()
    assert json.loads(payload) == {"name": "木村", "n": FAR_ID}
    assert request.fetch_me().payload() == b""


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_payload_never_holds_what_json_lacks(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        request.update_lead(5, {"monetary_value": number}).payload()
