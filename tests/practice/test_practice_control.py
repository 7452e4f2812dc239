"""The hand behind the scenes: resets, edits by others, dumps and counters."""

from __future__ import annotations

import pytest

from copper_desk.practice.control import ControlError, PracticeControl
from copper_desk.practice.process import PracticeAddress
from tests.practice.conftest import Api

BEN = 8894157


def test_a_reset_renews_leads_switches_faults_and_records(api: Api, control: PracticeControl) -> None:
    api.put(f"/leads/{BEN}", {"title": "Owner"})
    api.post("/leads", {"name": "Zoë"})
    control.options(message="list")
    control.delay(latency_ms=1, jitter_ms=1)
    control.limits(batch_limit=3)
    control.faults("500@any")
    control.revoke_key()
    control.reset()
    assert api.get(f"/leads/{BEN}").json()["title"] == "Buyer"
    shown = control.show()
    assert (shown["leads"], shown["latency_ms"], shown["batch_limit"]) == (320, 0, 10)
    assert shown["options"]["message"] == "object"
    assert control.writes() == []
    assert [call["path"] for call in control.calls()] == [f"/developer_api/v1/leads/{BEN}"]


def test_another_account_can_be_asked_for(api: Api, control: PracticeControl) -> None:
    control.reset(leads=30, seed=9)
    assert len(control.leads(["id"])) == 30
    assert (control.show()["leads"], control.show()["seed"]) == (30, 9)
    assert len(api.search(page_size=200)) == 30


def test_another_users_edit_follows_the_rules_but_for_the_planted_ones(control: PracticeControl) -> None:
    lead = control.edit(BEN, company_name="Blocked Ltd", monetary_value=5)
    assert lead["company_name"] == "Blocked Ltd"
    assert lead["date_modified"] > 1_700_000_000
    with pytest.raises(ControlError, match="Title: is invalid"):
        control.edit(BEN, title="")
    with pytest.raises(ControlError, match="Resource not found"):
        control.edit(5, title="x")
    assert control.applied() == {}


def test_raw_values_can_be_planted(api: Api, control: PracticeControl) -> None:
    phones = [{"number": "1", "category": "pager"}]
    control.plant(BEN, phone_numbers=phones, assignee_id=1)
    lead = api.get(f"/leads/{BEN}").json()
    assert (lead["phone_numbers"], lead["assignee_id"]) == (phones, 1)


def test_a_merge_keeps_the_winner_with_the_losers_tags(api: Api, control: PracticeControl) -> None:
    loser, winner = api.ids(2)
    control.edit(loser, tags=["from loser"])
    control.edit(winner, tags=["own"], title=None)
    control.merge(loser, into=winner)
    merged = control.lead(winner) or {}
    assert (merged["tags"], control.lead(loser)) == (["own", "from loser"], None)
    assert merged["title"] == "Head of Ops"


def test_a_dump_tells_all_leads_or_some_fields(api: Api, control: PracticeControl) -> None:
    control.delete(BEN)
    control.convert(api.ids(1)[0])
    assert len(control.leads()) == 318
    assert set(control.leads(["id", "tags"])[0]) == {"id", "tags"}


def test_calls_are_recorded_with_what_they_named(api: Api, control: PracticeControl) -> None:
    ids = api.ids(3)
    api.search(ids=ids)
    reply = api.post("/leads/bulk_update", {"leads": [{"id": i} for i in ids]})
    search, by_ids, bulk = control.calls()
    assert (search["name"], search["elements"], search["status"]) == ("search", 0, 200)
    assert (by_ids["elements"], bulk["elements"], bulk["name"]) == (3, 3, "bulk_update")
    assert bulk["request_id"] == reply.headers["x-request-id"]
    assert control.calls(after=2) == [bulk]
    assert [write["request_id"] for write in control.writes()] == [bulk["request_id"]] * 3
    counters = control.counters()
    assert counters["by_name"] == {"search": 2, "bulk_update": 1}
    assert counters["writes"] == {"update": 3}


def test_leads_can_be_encoded_ahead(control: PracticeControl) -> None:
    control.warm()


def test_the_key_guards_the_control_calls(practice_server: PracticeAddress) -> None:
    stranger = PracticeControl(practice_server.address, "wrong")
    with pytest.raises(ControlError, match="Invalid credentials"):
        stranger.reset()


def test_a_bad_control_call_is_explained(control: PracticeControl) -> None:
    with pytest.raises(ControlError, match="no option 'colour'"):
        control.options(colour="red")
    with pytest.raises(ControlError, match="delete, convert or merge"):
        control._call("remove", {"id": BEN, "how": "burn"})
    with pytest.raises(ControlError, match="KeyError"):
        control._call("edit", {})
