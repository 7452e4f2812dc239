"""What somebody would write without this program: the peers and floors of its calls, on httpx alone.

Must import nothing of ours but the requests themselves, so that both sides ask the server for the same.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from copper_desk.copper.request import PAGE_SIZE, Request, search_leads, update_leads
from copper_desk.practice.process import PracticeAddress

_PAUSE_S = 1 / 3
_AFTER_REFUSAL_S = 1.0
_TIMEOUT_S = 30.0
_REFUSED = 429

Update = tuple[int, Mapping[str, object]]
Sleep = Callable[[float], object]


def push_one_after_another(
    where: PracticeAddress, updates: Sequence[Update], *, batch: int, sleep: Sleep = time.sleep
) -> float:
    """Send updates in one request after another, a third of a second apart, and once more after a 429.

    Returns the seconds from the first request to the last answer.
    """
    began_s = time.perf_counter()
    with _client(where) as client:
        for start in range(0, len(updates), batch):
            if start:
                sleep(_PAUSE_S)
            while (answer := _ask(client, update_leads(updates[start : start + batch]))).status_code == _REFUSED:
                sleep(_AFTER_REFUSAL_S)
            answer.raise_for_status()
        return time.perf_counter() - began_s


def pages_of(where: PracticeAddress, leads: int) -> Iterator[Sequence[Any]]:
    """The leads of an account, page by page, as JSON has them, one request after another."""
    with _client(where) as client:
        for number in range(1, math.ceil(leads / PAGE_SIZE) + 1):
            yield _page(client, number)


def load_pages(where: PracticeAddress, pages: int, *, threads: int) -> float:
    """Ask for so many pages of leads, several at a time, and do nothing with them but parse the JSON.

    Returns the seconds it took.
    """
    with _client(where) as client, ThreadPoolExecutor(threads) as pool:
        began_s = time.perf_counter()
        for leads in pool.map(lambda number: _page(client, number), range(1, pages + 1)):
            assert leads
        return time.perf_counter() - began_s


def _page(client: httpx.Client, number: int) -> Sequence[object]:
    answer = _ask(client, search_leads(number)).raise_for_status()
    leads: Sequence[object] = json.loads(answer.content)
    return leads


def _ask(client: httpx.Client, request: Request) -> httpx.Response:
    return client.request(request.method, request.path, params=dict(request.params), content=request.payload())


def _client(where: PracticeAddress) -> httpx.Client:
    headers = {
        "X-PW-AccessToken": where.api_key,
        "X-PW-Application": "developer_api",
        "X-PW-UserEmail": where.email,
        "Content-Type": "application/json",
    }
    return httpx.Client(base_url=where.base_url, headers=headers, timeout=_TIMEOUT_S, trust_env=False)
