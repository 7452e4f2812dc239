"""The test of a connection names the first step that fails, over real sockets, and tells IT without the key."""

from __future__ import annotations

import json
import socket

import pytest

from copper_desk.copper.connection import connection
from copper_desk.copper.probe import ProbeStep, it_report, probe
from copper_desk.copper.proxy_choice import SYSTEM_PROXY, ProxyKind, proxy_choice
from copper_desk.copper.transport import Timeouts
from tests.support.raw_server import RawServer, answer, answering

KEY = "k3y-that-nobody-may-see"
QUICK = Timeouts(connect_s=2.0, read_s=0.3)
ME = answer(200, b'{"id": 1, "name": "Ana Ruiz"}')
ACCOUNT = answer(200, b'{"id": 4, "name": "Northwind", "settings": {"setting_enable_leads": true}}')
LEADS = answer(200, b"[]", "X-PW-TOTAL: 2431")
ALL = ["Proxy", "Network", "Certificate", "Key and e-mail", "Leads switched on", "Rights"]


def steps_at(url: str, *, proxy: str | None = None) -> list[ProbeStep]:
    choice = SYSTEM_PROXY if proxy is None else proxy_choice(ProxyKind.ADDRESS, proxy)
    return list(probe(connection(url, "ana@example.com", KEY, choice), timeouts=QUICK))


def steps_of(*answers: bytes) -> list[ProbeStep]:
    with RawServer(answering(*answers)) as server:
        return steps_at(server.url)


def test_all_is_well() -> None:
    steps = steps_of(ME, ACCOUNT, LEADS)
    assert [step.name for step in steps] == ALL
    assert all(step.ok for step in steps)
    assert [step.message for step in steps[3:]] == [
        "Copper knows this key as Ana Ruiz.",
        "The account is Northwind, with leads switched on.",
        "This user may see leads: about 2,431 of them.",
    ]


@pytest.mark.parametrize(
    ("answers", "failed", "words"),
    [
        ([answer(401, b'{"message": "Invalid token"}')], "Key and e-mail", "Invalid token"),
        ([answer(500)], "Key and e-mail", "fault"),
        ([answer(200, b"<html>Sign in</html>")], "Network", "web page"),
        ([answer(302, b"", "Location: https://portal.example/")], "Network", "portal.example"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"], "Network", "did not answer"),
        ([ME, answer(200, b'{"settings": {"setting_enable_leads": false}}')], "Leads switched on", "switched off"),
        ([ME, answer(403, b'{"error": "no"}')], "Leads switched on", "Copper says: no"),
        ([ME, ACCOUNT, answer(403, b'{"error": "no"}')], "Rights", "may not see leads"),
        ([ME, ACCOUNT, answer(422, b'{"error": "odd"}')], "Rights", "odd"),
    ],
)
def test_the_first_failing_step_is_named_and_ends_the_test(answers: list[bytes], failed: str, words: str) -> None:
    steps = steps_of(*answers)
    assert [step.name for step in steps] == ALL[: ALL.index(failed) + 1]
    assert [step.ok for step in steps] == [True] * (len(steps) - 1) + [False]
    assert words in steps[-1].message
    assert steps[-1].message.endswith((".", words))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    steps = steps_at(f"http://127.0.0.1:{port}")
    assert [(step.name, step.ok) for step in steps] == [("Proxy", True), ("Network", False)]


def test_a_server_without_a_usable_certificate() -> None:
    with RawServer(answering(b"no TLS here\r\n"), reads=False) as server:
        steps = steps_at(server.url.replace("http:", "https:"))
    assert [(step.name, step.ok) for step in steps] == [("Proxy", True), ("Network", True), ("Certificate", False)]


def test_a_proxy_that_wants_a_password() -> None:
    with RawServer(answering(answer(407, b""))) as server:
        steps = steps_at("https://api.copper.invalid", proxy=f"http://ana:hunter2@127.0.0.1:{server.port}")
    assert [(step.name, step.ok) for step in steps] == [("Proxy", False)]
    assert "name and password" in steps[0].message
    assert steps[0].wants_password


def test_a_proxy_that_cannot_be_used() -> None:
    steps = steps_at("https://api.copper.invalid", proxy="gopher://127.0.0.1:1")
    assert [(step.name, step.ok) for step in steps] == [("Proxy", False)]


def test_the_report_for_it_names_what_matters_and_no_secret() -> None:
    with RawServer(answering(answer(401, json.dumps({"message": "no"}).encode(), "X-Request-Id: r-77"))) as server:
        made = connection(server.url, "ana@example.com", KEY)
        report = it_report(made, probe(made, timeouts=QUICK))
    for words in ("Host: 127.0.0.1", f"Port: {server.port}", "Key and e-mail: FAILED", "HTTP 401", "r-77"):
        assert words in report
    assert KEY not in report
    assert "ana@example.com" not in report
