"""The rate windows over a real socket: strict, told by 429 alone, and measured by the server's own clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copper_desk.practice.control import PracticeControl
from copper_desk.practice.process import PracticeAddress, PracticeProcess, PracticeStart
from tests.practice.conftest import Api


@pytest.fixture(scope="module")
def practice_server() -> Iterator[PracticeAddress]:
    with PracticeProcess(PracticeStart(leads=20, seed=7)) as where:
        yield where


def test_the_minute_holds_180_calls_of_any_kind(api: Api, control: PracticeControl) -> None:
    statuses = [api.get("/users/me" if n % 2 else "/nowhere").status_code for n in range(183)]
    assert statuses == [404, 200] * 90 + [429] * 3
    peaks = control.counters()["peaks"]
    assert (peaks["minute_served"], peaks["minute_arrived"]) == (180, 183)


def test_a_call_without_credentials_counts_for_nobody(api: Api, control: PracticeControl) -> None:
    control.limits(per_minute=1)
    assert api.client.get("/users/me", headers={"X-PW-AccessToken": "wrong"}).status_code == 401
    assert [api.get("/users/me").status_code for _ in range(2)] == [200, 429]


def test_bulk_calls_have_a_window_of_their_own(api: Api, control: PracticeControl) -> None:
    # Some four calls in a row fall within one second unless the machine stands still; the ledger tells when.
    control.limits(bulk_per_second=1)
    replies = [api.post("/leads/bulk_update", {"leads": []}) for _ in range(3)]
    times = [call["at_s"] for call in control.calls()]
    expected, last_served = [], None
    for at_s in times:
        served = last_served is None or at_s - last_served >= 1
        last_served = at_s if served else last_served
        expected.append(200 if served else 429)
    assert [reply.status_code for reply in replies] == expected
    assert api.get("/users/me").status_code == 200


def test_a_429_says_nothing_about_when_unless_switched(api: Api, control: PracticeControl) -> None:
    control.limits(per_minute=0)
    reply = api.get("/users/me")
    assert (reply.status_code, reply.json()["message"]) == (429, "Rate limit exceeded")
    assert "retry-after" not in reply.headers
    control.options(rate_body="text", retry_after_s=3)
    reply = api.get("/users/me")
    assert (reply.text, reply.headers["retry-after"]) == ("Rate limit exceeded\n", "3")
    assert reply.headers["content-type"].startswith("text/plain")


def test_a_refused_call_is_not_applied(api: Api, control: PracticeControl) -> None:
    lead_id = api.ids(1)[0]
    control.limits(per_minute=0)
    assert api.put(f"/leads/{lead_id}", {"title": "x"}).status_code == 429
    assert control.writes() == []


def test_limits_can_be_measured_without_being_enforced(api: Api, control: PracticeControl) -> None:
    control.limits(enabled=0, bulk_per_second=1)
    assert [api.post("/leads/bulk_update", {"leads": []}).status_code for _ in range(5)] == [200] * 5
    assert control.counters()["peaks"]["minute_served"] == 5


def test_jitter_comes_before_the_window_counts(api: Api, control: PracticeControl) -> None:
    control.delay(jitter_ms=60)
    replies = [api.get("/users/me") for _ in range(5)]
    assert all(float(reply.headers["x-runtime"]) < reply.elapsed.total_seconds() for reply in replies)
    assert sum(reply.elapsed.total_seconds() - float(reply.headers["x-runtime"]) for reply in replies) > 0.06
