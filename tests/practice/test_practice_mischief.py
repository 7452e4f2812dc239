"""Every fault over a real socket: what the client gets, and whether the write was applied."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from copper_desk.practice.control import ControlError, PracticeControl
from copper_desk.practice.fault import KINDS
from copper_desk.practice.process import PracticeAddress
from tests.practice.conftest import Api


def _bulk(ids: list[int]) -> dict[str, Any]:
    return {"leads": [{"id": lead_id, "title": "Pushed"} for lead_id in ids]}


def _raw(where: PracticeAddress, api: Api, body: Any, *, timeout_s: float = 5.0) -> bytes:
    """Everything the server sends on one connection for one bulk update until that ends."""
    host, port = where.address.removeprefix("http://").split(":")
    content = json.dumps(body).encode()
    lines = [f"{name}: {value}" for name, value in api.headers.items()]
    head = "\r\n".join(
        [
            "POST /developer_api/v1/leads/bulk_update HTTP/1.1",
            f"Host: {host}",
            f"Content-Length: {len(content)}",
            *lines,
        ]
    )
    received = b""
    with socket.create_connection((host, int(port)), timeout=timeout_s) as connection:
        connection.sendall(head.encode() + b"\r\n\r\n" + content)
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionResetError:
            return received
    return received


@pytest.mark.parametrize(
    ("kind", "applied"), [("drop-before", 0), ("drop-after", 1), ("hang-before=0.2", 0), ("hang-after=0.2", 1)]
)
def test_a_dropped_connection_ends_without_a_status_line(
    practice_server: PracticeAddress, api: Api, control: PracticeControl, kind: str, applied: int
) -> None:
    ids = api.ids(3)
    control.faults(f"{kind}@bulk_update:1")
    assert _raw(practice_server, api, _bulk(ids)) == b""
    assert control.applied() == dict.fromkeys(ids if applied else [], 1)
    call = control.calls()[-1]
    assert (call["status"], call["fault"], call["elements"]) == (0, kind.partition("=")[0], 3)
    assert len(api.bulk({"id": ids[0], "title": "Next"})) == 1


def test_a_cut_reply_ends_half_way(practice_server: PracticeAddress, api: Api, control: PracticeControl) -> None:
    ids = api.ids(4)
    control.faults("cut@bulk_update:1")
    head, _, body = _raw(practice_server, api, _bulk(ids)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    promised = int(head.lower().partition(b"content-length:")[2].split()[0])
    assert 0 < len(body) < promised
    assert control.applied() == dict.fromkeys(ids, 1)


def test_a_hanging_call_outlasts_a_clients_patience(api: Api, control: PracticeControl) -> None:
    ids = api.ids(2)
    control.faults("hang-after=30@bulk_update:1,hang-before=30@bulk_update:2")
    for _ in range(2):
        with pytest.raises(httpx.ReadTimeout):
            api.client.post("/leads/bulk_update", json=_bulk(ids), timeout=0.3)
    assert control.applied() == dict.fromkeys(ids, 1)


Answer = Callable[[httpx.Response], bool]
ANSWERED: list[tuple[str, bool, Answer]] = [
    ("429", False, lambda reply: reply.status_code == 429 and "retry-after" not in reply.headers),
    ("429=7", False, lambda reply: reply.status_code == 429 and reply.headers["retry-after"] == "7"),
    ("500", False, lambda reply: reply.status_code == 500 and reply.json()["status"] == 500),
    ("500-after", True, lambda reply: reply.status_code == 500),
    ("502", False, lambda reply: reply.status_code == 502 and "<html>" in reply.text),
    ("502-after", True, lambda reply: reply.status_code == 502 and "html" in reply.headers["content-type"]),
    ("html", False, lambda reply: reply.status_code == 200 and "<!DOCTYPE html>" in reply.text),
    ("401", False, lambda reply: reply.status_code == 401),
    ("403", False, lambda reply: reply.status_code == 403),
    ("422", False, lambda reply: reply.status_code == 422),
    ("empty", True, lambda reply: reply.status_code == 200 and reply.content == b""),
    ("truncate", True, lambda reply: reply.status_code == 200 and not _is_json(reply)),
    ("object", True, lambda reply: list(reply.json()) == ["leads"]),
    ("slow=0.05", True, lambda reply: len(reply.json()) == 3 and float(reply.headers["x-runtime"]) >= 0.05),
]  # fmt: skip


def _is_json(reply: httpx.Response) -> bool:
    try:
        reply.json()
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("kind", "applied", "answer"), ANSWERED, ids=[kind for kind, *_ in ANSWERED])
def test_a_fault_answers_and_applies_as_it_says(
    api: Api, control: PracticeControl, kind: str, applied: bool, answer: Answer
) -> None:
    ids = api.ids(3)
    control.faults(f"{kind}@bulk_update:1")
    assert answer(api.post("/leads/bulk_update", _bulk(ids)))
    assert control.applied() == (dict.fromkeys(ids, 1) if applied else {})
    assert [lead["title"] for lead in api.bulk(*_bulk(ids)["leads"])] == ["Pushed"] * 3


RESHAPED: list[tuple[str, Callable[[list[int]], list[int]]]] = [
    ("short", lambda ids: ids[:3]),
    ("short=3", lambda ids: ids[:1]),
    ("long", lambda ids: [*ids, ids[0]]),
    ("reorder", lambda ids: ids[::-1]),
    ("other-id", lambda ids: [ids[0] + 1, *ids[1:]]),
    ("unfaithful", lambda ids: ids),
]


@pytest.mark.parametrize(("kind", "shape"), RESHAPED, ids=[kind for kind, _ in RESHAPED])
def test_a_reply_comes_back_in_another_shape(
    api: Api, control: PracticeControl, kind: str, shape: Callable[[list[int]], list[int]]
) -> None:
    ids = api.ids(4)
    control.faults(f"{kind}@bulk_update:1")
    answers = api.bulk(*_bulk(ids)["leads"])
    assert [answer["id"] for answer in answers] == shape(ids)
    assert answers[0]["title"] == ("Something else" if kind == "unfaithful" else "Pushed")
    assert control.applied() == dict.fromkeys(ids, 1)


def test_faults_strike_creates_just_as_well(api: Api, control: PracticeControl) -> None:
    control.faults("500-after@bulk_create:1,unfaithful@create:1,drop-after@bulk_create:2")
    body = {"leads": [{"name": "Zoë Zamora"}]}
    assert api.post("/leads/bulk_create", body).status_code == 500
    with pytest.raises(httpx.RemoteProtocolError):
        api.post("/leads/bulk_create", body)
    assert api.post("/leads", {"name": "Zoë Zamora"}).json()["name"] == "Somebody Else"
    assert len(api.search(name="Zoë Zamora")) == 3


def test_a_lower_limit_stays_and_names_itself(api: Api, control: PracticeControl) -> None:
    ids = api.ids(6)
    control.faults("limit=5@bulk:2")
    assert len(api.bulk(*_bulk(ids)["leads"])) == 6
    for _ in range(2):
        reply = api.post("/leads/bulk_update", _bulk(ids))
        assert (reply.status_code, reply.json()) == (422, {"error": "Request size too large, limit is 5"})
    assert len(api.bulk(*_bulk(ids[:5])["leads"])) == 5


def test_a_poisoned_lead_fails_every_call_it_is_in(api: Api, control: PracticeControl) -> None:
    ids = api.ids(3)
    control.faults(f"poison={ids[1]}@writes")
    assert api.post("/leads/bulk_update", _bulk(ids)).status_code == 422
    assert api.put(f"/leads/{ids[1]}", {"title": "x"}).status_code == 422
    assert len(api.bulk(*_bulk([ids[0], ids[2]])["leads"])) == 2


def test_a_lead_goes_just_before_the_call_that_names_it(api: Api, control: PracticeControl) -> None:
    ids = api.ids(3)
    control.faults("gone=2@bulk_update:1,gone@fetch:1")
    answers = api.bulk(*_bulk(ids)["leads"])
    assert [answer.get("success") for answer in answers] == [None, False, None]
    assert api.get(f"/leads/{ids[0]}").status_code == 404


@pytest.mark.parametrize(
    "attribute", ["details", "title", "monetary_value", "status_id", "assignee_id", "tags", "email", "name"]
)
def test_another_user_edits_just_before_a_call(api: Api, control: PracticeControl, attribute: str) -> None:
    lead_id = api.ids(3)[2]
    before = control.lead(lead_id) or {}
    control.faults(f"rival={attribute}@bulk_update:1")
    api.bulk({"id": lead_id, "company_name": "Ours"})
    after = control.lead(lead_id) or {}
    assert after["company_name"] == "Ours"
    assert after[attribute] != before[attribute]
    assert [write["kind"] for write in control.writes()] == ["rival", "update"]


def test_every_kind_of_fault_is_tried_here() -> None:
    tried = {kind.partition("=")[0] for kind in [*(row[0] for row in ANSWERED), *(row[0] for row in RESHAPED)]}
    others = {"drop-before", "drop-after", "hang-before", "hang-after", "cut", "limit", "poison", "gone", "rival"}
    assert tried | others == set(KINDS)


def test_cleared_faults_and_bad_specs(api: Api, control: PracticeControl) -> None:
    control.faults("500@any")
    assert api.get("/account").status_code == 500
    control.clear_faults()
    assert api.get("/account").status_code == 200
    with pytest.raises(ControlError, match="no fault 'explode'"):
        control.faults("explode@bulk")


def test_a_client_that_resets_the_connection_mid_call_does_no_harm(
    practice_server: PracticeAddress, api: Api, control: PracticeControl
) -> None:
    ids = api.ids(1)
    control.delay(latency_ms=100)
    host, port = practice_server.address.removeprefix("http://").split(":")
    content = json.dumps(_bulk(ids)).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in api.headers.items())
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(
            f"POST /developer_api/v1/leads/bulk_update HTTP/1.1\r\nHost: x\r\n{head}"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        while not control.calls(after=1):  # Until the call has arrived; each look is a round trip of its own.
            continue
    # The next call is served after the broken one, by the same latency: the write was applied all the same.
    assert api.get("/account").status_code == 200
    assert control.applied() == {ids[0]: 1}


def test_a_call_from_before_a_reset_is_not_applied_after_it(api: Api, control: PracticeControl) -> None:
    ids = api.ids(1)
    control.faults("slow=0.3@bulk_update:1")
    with pytest.raises(httpx.ReadTimeout):
        api.client.post("/leads/bulk_update", json=_bulk(ids), timeout=0.1)
    control.reset()
    control.faults("slow=0.4@me:1")  # Outlasts the call from before.
    assert api.get("/users/me").status_code == 200
    assert control.writes() == []
