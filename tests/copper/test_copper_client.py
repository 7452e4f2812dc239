"""What the client does around a call: waits out a 429, repeats reads and never writes, stops when told."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.client import RATE_ATTEMPTS, READ_RETRIES, CopperClient, Waiting
from copper_desk.copper.connection import connection
from copper_desk.copper.error import (
    CertificateRejected,
    CopperError,
    ProxyRejected,
    RateLimited,
    RequestRejected,
    ServerFault,
    TransportFailure,
)
from copper_desk.copper.ledger import MemoryLedger
from copper_desk.copper.pace import Pacer, Priority, Slot
from copper_desk.copper.request import Request, create_leads, fetch_me, search_leads, update_leads
from copper_desk.copper.transport import Answer, Outgoing

WRITES = [update_leads([(1, {"title": "x"})]), create_leads([{"name": "x"}])]
READS = [fetch_me(), search_leads(1)]
OK = Answer(200, {}, b"[]")
BUSY = Answer(429, {}, b"")
DROPPED = TransportFailure("dropped", sent=True)


class Script:
    """A transport that answers by the book; the last line is said again and again."""

    def __init__(self, *lines: Answer | CopperError) -> None:
        self.lines = list(lines)
        self.seen: list[Outgoing] = []
        self.closed = False

    def exchange(self, outgoing: Outgoing, *, departed: Callable[[], None]) -> Answer:
        self.seen.append(outgoing)
        departed()
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        if isinstance(line, CopperError):
            raise line
        return line

    def close(self) -> None:
        self.closed = True


class Bench:
    """A client whose time passes only by waiting."""

    def __init__(self, *lines: Answer | CopperError) -> None:
        self.script = Script(*lines)
        self.waits: list[Waiting] = []
        self.now_s = 0.0
        self.client = CopperClient(
            connection("https://api.copper.com/v1", "ana@example.com", "secret"),
            Pacer(MemoryLedger(), clock=lambda: self.now_s, wait=lambda _, seconds: self.pass_time(seconds)),
            transport=self.script,
            on_wait=self.waits.append,
            sleep=self.pass_time,
        )

    def pass_time(self, seconds: float | None) -> None:
        assert seconds is not None
        self.now_s += seconds

    @property
    def calls(self) -> int:
        return len(self.script.seen)


@pytest.mark.parametrize("request_", [*READS, *WRITES])
def test_a_429_is_waited_out_and_the_call_sent_again(request_: Request) -> None:
    bench = Bench(BUSY, Answer(429, {"retry-after": "12"}, b"slow down"), OK)
    assert bench.client.call(request_).json == []
    assert bench.calls == 3
    assert [wait.seconds for wait in bench.waits] == [1.0, 12.0]
    assert bench.waits[1].message == "Copper asks us to wait 12 s."
    assert bench.now_s == 13.0


def test_a_429_without_end_is_given_up() -> None:
    bench = Bench(BUSY)
    with pytest.raises(RateLimited):
        bench.client.call(WRITES[0])
    assert bench.calls == RATE_ATTEMPTS
    assert 60 < bench.now_s < 300


@pytest.mark.parametrize("request_", READS)
@pytest.mark.parametrize("fault", [Answer(500, {}, b""), Answer(502, {}, b"<html>"), DROPPED])
def test_reads_are_repeated_with_growing_waits(request_: Request, fault: Answer | CopperError) -> None:
    bench = Bench(fault, fault, OK)
    assert bench.client.call(request_).json == []
    assert [wait.seconds for wait in bench.waits] == [0.5, 1.5]
    assert bench.now_s == 2.0


@pytest.mark.parametrize("fault", [Answer(503, {}, b""), DROPPED])
def test_reads_are_repeated_a_few_times_only(fault: Answer | CopperError) -> None:
    bench = Bench(fault)
    with pytest.raises((ServerFault, TransportFailure)):
        bench.client.call(READS[0])
    assert bench.calls == 1 + READ_RETRIES


@pytest.mark.parametrize("request_", WRITES)
@pytest.mark.parametrize("fault", [Answer(500, {}, b""), DROPPED, TransportFailure("no network", sent=False)])
def test_writes_are_never_repeated(request_: Request, fault: Answer | CopperError) -> None:
    bench = Bench(fault, OK)
    with pytest.raises((ServerFault, TransportFailure)):
        bench.client.call(request_)
    assert bench.calls == 1
    assert bench.waits == []


@pytest.mark.parametrize("fault", [CertificateRejected("no"), ProxyRejected("no"), Answer(404, {}, b"{}")])
def test_what_a_moment_does_not_mend_is_not_repeated(fault: Answer | CopperError) -> None:
    bench = Bench(fault, OK)
    with pytest.raises((CertificateRejected, ProxyRejected, RequestRejected)):
        bench.client.call(READS[0])
    assert bench.calls == 1


def test_a_cancelled_call_is_never_sent() -> None:
    bench, token = Bench(OK), CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        bench.client.call(WRITES[0], cancel=token)
    assert bench.calls == 0


@pytest.mark.parametrize("line", [BUSY, Answer(500, {}, b"")])
def test_a_cancel_ends_the_wait_between_two_tries(line: Answer) -> None:
    token = CancelToken()
    waiting = threading.Event()

    def on_wait(_: Waiting) -> None:
        waiting.set()

    script = Script(line)
    client = CopperClient(
        connection("https://api.copper.com/v1", "ana@example.com", "secret"), transport=script, on_wait=on_wait
    )
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(client.call, READS[0], cancel=token)
        assert waiting.wait(10)
        token.cancel()
        with pytest.raises(Cancelled):
            call.result(timeout=10)
    assert len(script.seen) == 1


def test_slots_are_given_back_after_any_end() -> None:
    bench = Bench(Answer(404, {}, b"{}"))
    for _ in range(10):
        with pytest.raises(RequestRejected):
            bench.client.call(READS[1], priority=Priority.LOAD)
    assert bench.client.pacer._loads_in_flight == 0


class WatchedPacer(Pacer):
    """Notes with what priority each slot was asked for."""

    def __init__(self) -> None:
        super().__init__(MemoryLedger())
        self.seen: list[Priority] = []

    def reserve(
        self, request: Request, *, priority: Priority, cancel: CancelToken | None = None, prepares: bool = False
    ) -> Slot:
        self.seen.append(priority)
        return super().reserve(request, priority=priority, cancel=cancel, prepares=prepares)


def test_priorities_by_default() -> None:
    pacer = WatchedPacer()
    client = CopperClient(connection("https://api.copper.com/v1", "a@b", "secret"), pacer, transport=Script(OK))
    client.call(WRITES[0])
    client.call(READS[0])
    client.call(READS[1], priority=Priority.LOAD)
    assert pacer.seen == [Priority.PUSH, Priority.READ, Priority.LOAD]


def test_a_closed_client_sends_nothing() -> None:
    bench = Bench(OK)
    with bench.client as client:
        client.call(READS[0])
    assert bench.script.closed
    with pytest.raises(Cancelled):
        bench.client.call(READS[0])
    bench.client.close()


def test_importing_the_client_brings_no_httpx() -> None:
    heavy = ("httpx", "httpcore", "truststore", "ssl", "urllib.request")
    program = f"import sys, copper_desk.copper.client, copper_desk.copper.account; print({heavy} & sys.modules.keys())"
    program = program.replace(f"{heavy}", f"set({heavy})")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_way_there_is_measured_without_the_servers_work() -> None:
    bench = Bench(Answer(200, {"x-runtime": "0.4"}, b"[]"))
    exchange = bench.script.exchange
    delays_s = [0.40, 0.41, 0.42, 0.43] * 4

    def slowly(outgoing: Outgoing, *, departed: Callable[[], None]) -> Answer:
        answer = exchange(outgoing, departed=departed)
        bench.now_s += delays_s.pop()
        return answer

    bench.script.exchange = slowly  # type: ignore[method-assign]
    for _ in range(16):
        bench.client.call(WRITES[0])
    assert 0.03 <= bench.client.pacer.margin_s <= 0.04


@pytest.mark.parametrize("request_", [*READS, *WRITES])
def test_a_request_says_when_it_leaves_each_time(request_: Request) -> None:
    bench = Bench(BUSY, BUSY, OK)
    left: list[tuple[float, int]] = []
    bench.client.call(request_, departing=lambda: left.append((bench.now_s, bench.calls)))
    assert left == [(0.0, 0), (1.0, 1), (3.0, 2)]


def test_a_read_that_is_repeated_says_so_again() -> None:
    bench = Bench(DROPPED, OK)
    left: list[float] = []
    bench.client.call(READS[0], departing=lambda: left.append(bench.now_s))
    assert left == [0.0, 0.5]


def test_what_is_raised_when_it_leaves_comes_through_and_nothing_is_sent_nor_counted() -> None:
    bench = Bench(OK)

    def refuse() -> None:
        raise LookupError("too late")

    for _ in range(5):
        with pytest.raises(LookupError, match="too late"):
            bench.client.call(WRITES[0], departing=refuse)
    assert (bench.calls, bench.client.pacer.used()) == (0, 0)
    for _ in range(3):
        bench.client.call(WRITES[0])
    assert bench.now_s == 0.0


def test_a_call_that_is_cancelled_while_it_waits_never_says_that_it_left() -> None:
    bench = Bench(OK)
    token = CancelToken()
    token.cancel()
    left: list[int] = []
    with pytest.raises(Cancelled):
        bench.client.call(WRITES[0], cancel=token, departing=lambda: left.append(1))
    assert left == []


def test_what_is_done_before_a_write_leaves_does_not_slow_the_next_ones() -> None:
    bench = Bench(OK)
    left: list[float] = []

    def write_down() -> None:
        bench.now_s += 0.01

    for _ in range(61):
        bench.client.call(WRITES[0], departing=write_down)
        left.append(bench.now_s)
    margin_s = bench.client.pacer.margin_s
    assert left[60] - left[30] == pytest.approx(10 * (1 + margin_s), abs=0.02)
    assert all(later - first > 1 for first, later in zip(left, left[3:], strict=False))
