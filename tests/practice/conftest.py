"""A real practice server on a real socket, one for each module of tests, reset before each test."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from copper_desk.practice.control import PracticeControl
from copper_desk.practice.process import PracticeAddress, PracticeProcess, PracticeStart

# Loopback is plain http; a client would otherwise read the system's certificates each time, for 30 ms.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Api:
    """A plain client: what it sends is written out in the tests, no code of the program's own between."""

    def __init__(self, where: PracticeAddress) -> None:
        self.headers = {
            "X-PW-AccessToken": where.api_key,
            "X-PW-Application": "developer_api",
            "X-PW-UserEmail": where.email,
            "Content-Type": "application/json",
        }
        self.client = httpx.Client(
            base_url=where.base_url, headers=self.headers, timeout=10, trust_env=False, verify=NO_TLS
        )

    def __enter__(self) -> Api:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.client.post(path, json=body)

    def put(self, path: str, body: Any) -> httpx.Response:
        return self.client.put(path, json=body)

    def search(self, **body: Any) -> list[dict[str, Any]]:
        reply = self.post("/leads/search", body)
        assert reply.status_code == 200, reply.text
        found: list[dict[str, Any]] = reply.json()
        return found

    def ids(self, count: int = 10) -> list[int]:
        return [lead["id"] for lead in self.search(sort_by="date_created", page_size=count)]

    def bulk(self, *elements: Any) -> list[dict[str, Any]]:
        reply = self.post("/leads/bulk_update", {"leads": list(elements)})
        assert reply.status_code == 200, reply.text
        answers: list[dict[str, Any]] = reply.json()
        return answers


@pytest.fixture(scope="module")
def practice_server() -> Iterator[PracticeAddress]:
    with PracticeProcess(PracticeStart(leads=320, seed=7, limits=False)) as where:
        yield where


@pytest.fixture
def control(practice_server: PracticeAddress) -> PracticeControl:
    control = PracticeControl(practice_server.address, practice_server.api_key)
    control.reset(leads=320, seed=7)
    return control


@pytest.fixture
def api(practice_server: PracticeAddress, control: PracticeControl) -> Iterator[Api]:  # noqa: ARG001
    with Api(practice_server) as api:
        yield api
