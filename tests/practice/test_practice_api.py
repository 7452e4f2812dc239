"""The API over a real socket: credentials, shapes and errors of every endpoint."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from copper_desk.practice import account
from copper_desk.practice.control import PracticeControl
from copper_desk.practice.process import PracticeAddress
from tests.practice.conftest import NO_TLS, Api

BEN = 8894157


def test_reference_data_has_coppers_shapes(api: Api) -> None:
    assert api.get("/account").json() == {
        "id": account.ACCOUNT_ID,
        "name": "Northwind Trading",
        "primary_timezone": "America/Los_Angeles",
        "settings": {"setting_team_permissions_enabled": False, "setting_enable_leads": True},
    }
    assert api.get("/users/me").json()["groups"] == [{"id": 902, "name": "Sales"}]
    assert api.get(f"/users/{account.CY.id}").json()["name"] == "Cy Okoro"
    assert {"id": 208231, "name": "New", "order": 1, "is_default": True} in api.get("/lead_statuses").json()
    assert {"id": 331240, "name": "Email"} in api.get("/customer_sources").json()
    assert set(api.get("/contact_types").json()[0]) == {"id", "name"}


def test_definitions_cover_every_type_with_untidy_lists(api: Api) -> None:
    definitions = api.get("/custom_field_definitions").json()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for definition in definitions:
        by_name.setdefault(definition["name"], []).append(definition)
    assert {d["data_type"] for d in definitions} == {
        "String", "Text", "URL", "Dropdown", "MultiSelect", "Checkbox", "Float", "Percentage", "Currency",
        "Date", "Connect",
    }  # fmt: skip
    assert [d["data_type"] for d in by_name["Region"]] == ["String", "Dropdown"]
    assert by_name["Birthday"][0]["available_on"] == ["person"]
    ranks = [option["rank"] for option in by_name["Tier"][0]["options"]]
    assert ranks != sorted(ranks)
    assert "options" not in by_name["Budget"][0]
    assert by_name["Budget"][0]["currency"] == "USD"
    assert "connected_id" in by_name["Referred by"][0]


def test_users_are_paged_and_an_email_filter_is_ignored(api: Api) -> None:
    first = api.post("/users/search", {"page_size": 2, "emails": ["nobody@x.example"]}).json()
    third = api.post("/users/search", {"page_size": 2, "page_number": 3}).json()
    assert [user["name"] for user in first] == ["Ana Ruiz", "Bo Lind"]
    assert [set(user) for user in third] == [{"id", "name", "email"}]
    assert api.post("/users/search", {"page_size": 2, "page_number": 4}).json() == []
    assert api.post("/users/search", {"page_size": 0}).status_code == 422


def test_tags_are_counted_sorted_and_listed_by_name(api: Api) -> None:
    by_name = api.get("/tags").json()
    by_count = api.get("/tags?sort_by=count").json()
    names = api.get("/tags?tag_names_only=true").json()
    assert [tag["name"] for tag in by_name] == sorted(tag["name"] for tag in by_name) == names
    assert [tag["count"] for tag in by_count] == sorted((tag["count"] for tag in by_name), reverse=True)
    assert api.client.get("/tags", params={"tag_names_only": "true", "last_tag_value": names[3]}).json() == names[4:]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-PW-AccessToken": "wrong"},
        {"X-PW-Application": "browser"},
        {"X-PW-UserEmail": "bo.lind@northwind.example"},
        {"X-PW-AccessToken": ""},
    ],
)
def test_each_of_the_three_headers_is_checked(api: Api, headers: dict[str, str]) -> None:
    reply = api.client.get("/users/me", headers=headers)
    assert reply.status_code == 401
    assert reply.json() == {"success": False, "status": 401, "message": "Invalid credentials"}


def test_every_reply_carries_a_request_id_and_a_runtime(api: Api) -> None:
    stranger = api.client.get("/tags", headers={"X-PW-Application": ""})
    replies = [api.get("/account"), api.get("/leads/1"), api.get("/nowhere"), stranger]
    ids = {reply.headers["x-request-id"] for reply in replies}
    assert len(ids) == 4
    assert all(0 <= float(reply.headers["x-runtime"]) < 5 for reply in replies)
    assert not any("retry-after" in reply.headers for reply in replies)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/leads"),
        ("GET", "/nowhere"),
        ("PATCH", f"/leads/{BEN}"),
        ("POST", "/leads/bulk_delete"),
        ("PUT", "/leads/bulk_update"),
    ],
)
def test_an_unknown_route_is_not_found(api: Api, method: str, path: str) -> None:
    reply = api.client.request(method, path)
    assert (reply.status_code, reply.json()) == (404, {"error": "not_found"})


def test_a_missing_lead_is_not_found_in_the_other_shape(api: Api) -> None:
    missing = {"success": False, "status": 404, "message": "Resource not found"}
    for reply in (api.get("/leads/5"), api.put("/leads/5", {"title": "x"}), api.client.delete("/leads/5")):
        assert (reply.status_code, reply.json()) == (404, missing)
    assert api.get("/users/5").status_code == 404


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"title": NaN}', b'{"title": "\\ud800"}', b'"x"', b"[" * 100_000, b"\xff"]
)
def test_malformed_json_is_refused(api: Api, body: bytes) -> None:
    assert api.client.put(f"/leads/{BEN}", content=body).status_code == 400


def test_a_body_must_say_that_it_is_json(api: Api) -> None:
    reply = api.client.put(f"/leads/{BEN}", content=b"{}", headers={"Content-Type": "text/plain"})
    assert (reply.status_code, reply.json()["message"]) == (400, "Content-Type must be application/json")


def test_a_lead_is_fetched_whole(api: Api) -> None:
    lead = api.get(f"/leads/{BEN}").json()
    assert lead["name"] == "Ben O’Neil"
    assert set(lead) == {
        "id", "name", "prefix", "first_name", "middle_name", "last_name", "suffix", "address", "assignee_id",
        "company_name", "customer_source_id", "details", "email", "interaction_count", "monetary_unit",
        "monetary_value", "converted_unit", "converted_value", "socials", "status", "status_id", "tags", "title",
        "websites", "phone_numbers", "custom_fields", "date_created", "date_modified", "date_last_contacted",
        "converted_opportunity_id", "converted_contact_id", "converted_at",
    }  # fmt: skip


def test_an_update_answers_with_the_whole_lead_and_changes_no_other_field(api: Api, control: PracticeControl) -> None:
    before = api.get(f"/leads/{BEN}").json()
    after = api.put(f"/leads/{BEN}", {"title": "Owner", "email": None}).json()
    assert after == before | {"title": "Owner", "email": None, "date_modified": after["date_modified"]}
    assert after["date_modified"] > before["date_modified"]
    assert api.get(f"/leads/{BEN}").json() == after == control.lead(BEN)


def test_a_refused_update_answers_422_with_one_line_an_error(api: Api) -> None:
    reply = api.put(f"/leads/{BEN}", {"name": None, "bogus": 1})
    assert (reply.status_code, reply.json()) == (
        422,
        {
            "success": False,
            "status": 422,
            "message": "Invalid input: Validation errors: Base: Unrecognized attributes specified: bogus\n"
            "Name: can't be blank",
        },
    )


def test_a_lead_is_created_with_200_and_found(api: Api) -> None:
    reply = api.post("/leads", {"name": "Zoë Zamora", "tags": ["new one"], "company_name": "Zamora GmbH"})
    lead = reply.json()
    assert (reply.status_code, lead["first_name"], lead["status"]) == (200, "Zoë", "New")
    assert lead["id"] > 2**31
    assert [found["id"] for found in api.search(tags=["new one"])] == [lead["id"]]
    assert api.post("/leads", {"title": "nobody"}).status_code == 422


def test_a_lead_is_deleted_for_good(api: Api) -> None:
    reply = api.client.delete(f"/leads/{BEN}")
    assert (reply.status_code, reply.json()) == (200, {"id": BEN, "is_deleted": True})
    assert api.get(f"/leads/{BEN}").status_code == 404
    assert api.search(ids=[BEN], include_converted_leads=True) == []


def test_computed_values_come_on_request_everywhere(api: Api) -> None:
    flag = "?custom_field_computed_values=true"
    tier = {"custom_field_definition_id": account.TIER.id, "value": account.TIER.options[0].id}
    body = {"custom_fields": [tier]}
    replies = [
        api.get(f"/leads/{BEN}{flag}").json(),
        api.put(f"/leads/{BEN}{flag}", body).json(),
        api.post(f"/leads{flag}", {"name": "Zoë", **body}).json(),
        *api.post(f"/leads/search{flag}", {"ids": [BEN]}).json(),
        *api.post(f"/leads/bulk_update{flag}", {"leads": [{"id": BEN, **body}]}).json(),
        *api.post(f"/leads/bulk_create{flag}", {"leads": [{"name": "Zoë", **body}]}).json(),
    ]
    labels = [
        entry["computed_value"]
        for lead in replies
        for entry in lead["custom_fields"]
        if entry["custom_field_definition_id"] == account.TIER.id
    ]
    assert labels == ["Gold", *["Bronze"] * 5]
    assert "computed_value" not in json.dumps(api.get(f"/leads/{BEN}").json())


def test_a_search_tells_an_upper_bound_and_pages_to_the_end(api: Api) -> None:
    pages = [
        api.post("/leads/search", {"sort_by": "date_created", "page_size": 100, "page_number": n}) for n in range(1, 6)
    ]
    assert [len(page.json()) for page in pages] == [100, 99, 100, 21, 0]
    assert {page.headers["X-PW-TOTAL"] for page in pages} == {"322"}
    assert len({lead["id"] for page in pages for lead in page.json()}) == 320


def test_paging_in_the_query_string_is_ignored(api: Api) -> None:
    reply = api.post("/leads/search?page_size=3&page_number=2", {"sort_by": "date_created"})
    assert [lead["id"] for lead in reply.json()] == api.ids(20)


def test_a_bad_search_is_refused_in_the_recorded_words(api: Api) -> None:
    reply = api.post("/leads/search", {"pageSize": 5})
    assert reply.json()["message"] == (
        "Invalid input: Validation errors: Base: Unrecognized attributes specified: pageSize"
    )
    assert reply.status_code == 422
    crash = {"custom_fields": [{"custom_field_definition_id": account.REGION_TEXT.id, "allow_empty": True}]}
    assert api.post("/leads/search", crash).status_code == 500


def test_ids_above_2_to_the_31_survive_a_round_trip(api: Api) -> None:
    big = next(i for i in api.ids() if i > 2**31)
    assert api.put(f"/leads/{big}", {"title": "Big"}).json()["id"] == big
    assert api.get(f"/leads/{2**80}").status_code == 404


def test_the_switches_of_a_search_turn(api: Api, control: PracticeControl) -> None:
    control.options(total_header=False, date_read="text", search_reach=150, phantom_every=0)
    reply = api.post("/leads/search", {"sort_by": "date_created", "page_size": 200})
    assert "X-PW-TOTAL" not in reply.headers
    assert len(reply.json()) == 150
    assert '"03/04/2026"' in reply.text


def test_a_lagging_search_is_behind_a_fetch(api: Api, control: PracticeControl) -> None:
    control.options(search_lag_ms=60_000)
    created = api.post("/leads", {"name": "Zoë Zamora"}).json()["id"]
    api.put(f"/leads/{BEN}", {"title": "Owner"})
    assert api.search(ids=[BEN, created])[0]["title"] == "Buyer"
    assert len(api.search(ids=[BEN, created])) == 1
    assert api.get(f"/leads/{BEN}").json()["title"] == "Owner"
    control.options(search_lag_ms=0)
    assert len(api.search(ids=[BEN, created])) == 2


def test_a_revoked_key_and_a_switched_off_feature(api: Api, control: PracticeControl) -> None:
    control.revoke_key()
    assert api.get("/users/me").status_code == 401
    control.revoke_key(revoked=False)
    control.enable_leads(enabled=False)
    assert api.get("/account").json()["settings"]["setting_enable_leads"] is False
    reply = api.post("/leads/search", {})
    assert (reply.status_code, reply.json()["message"]) == (403, "Feature not enabled")
    control.enable_leads(enabled=True)
    assert api.search(ids=[BEN])


def test_ten_slow_calls_are_served_side_by_side(
    practice_server: PracticeAddress, api: Api, control: PracticeControl
) -> None:
    # Concurrency is shown by the order of events, not by a clock: all ten are in before the first is answered.
    control.delay(latency_ms=400)
    request = httpx.Request("GET", f"{practice_server.base_url}/users/me", headers=api.headers)
    sockets = [httpx.Client(trust_env=False, verify=NO_TLS) for _ in range(10)]
    replies = _all_at_once(sockets, request)
    assert [reply.status_code for reply in replies] == [200] * 10
    calls = control.calls()
    assert max(call["at_s"] for call in calls) - min(call["at_s"] for call in calls) < 0.4
    for client in sockets:
        client.close()


def _all_at_once(clients: list[httpx.Client], request: httpx.Request) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(lambda client: client.send(request), clients))
