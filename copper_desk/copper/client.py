"""The client: one call in, Copper's reply or an error of the tree out, at the pace that Copper allows.

Joins request, pacer, transport and reply; each of them is tried without the others. Importing this module must stay
cheap: httpx comes with the first call, long after the window is painted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Final

from copper_desk import __version__
from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.connection import Connection
from copper_desk.copper.error import (
    CertificateRejected,
    CopperError,
    ProxyRejected,
    RateLimited,
    ServerFault,
    TransportFailure,
)
from copper_desk.copper.ledger import MemoryLedger
from copper_desk.copper.pace import Pacer, Priority, Slot
from copper_desk.copper.proxy import proxy_for
from copper_desk.copper.reply import Reply, decipher, runtime_s
from copper_desk.copper.request import Request
from copper_desk.copper.transport import Answer, Outgoing, Timeouts, Transport
from copper_desk.wording import tr

RATE_ATTEMPTS: Final = 8
"""Times that a call is refused for the rate before it is given up: about three minutes of waiting."""

READ_RETRIES: Final = 3
Departing = Callable[[], object]

_FIRST_RETRY_S: Final = 0.5
_RETRY_GROWTH: Final = 3.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a call waits for, as a sentence for a person, and for how many seconds."""

    seconds: float
    message: str


class CopperClient:
    """Calls Copper. Thread-safe; all threads share the pacer and the connections.

    ``pacer`` is the account's; without one, a pacer of its own, for which no other program's calls exist.
    ``on_wait`` is told of each wait longer than the pace, on the thread that waits. ``sleep`` takes seconds. A
    ``transport`` other than the real one is for tests.
    """

    def __init__(
        self,
        connection: Connection,
        pacer: Pacer | None = None,
        *,
        timeouts: Timeouts | None = None,
        transport: Transport | None = None,
        on_wait: Callable[[Waiting], None] | None = None,
        read_retries: int = READ_RETRIES,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.connection = connection
        self.pacer = pacer or Pacer(MemoryLedger())
        self._timeouts = timeouts or Timeouts()
        self._transport = transport
        self._is_transport_given = transport is not None
        self._is_way_doubted = False
        self._proxy: str | None = None
        self._former: list[Transport] = []
        self._on_wait = on_wait or (lambda _: None)
        self._read_retries = read_retries
        self._sleep = sleep
        self._lock = threading.Lock()
        self._finding = threading.Lock()
        self._closed = False

    def call(
        self,
        request: Request,
        *,
        priority: Priority | None = None,
        cancel: CancelToken | None = None,
        departing: Departing | None = None,
        refused: Departing | None = None,
    ) -> Reply:
        """The reply to one request. ``priority``: without one, writes go as pushes and reads as single reads.

        ``departing`` is called on this thread each time the request is about to leave, when it has its slot. What it
        raises comes through, and then nothing was sent and no place in the pace is lost.
        A 429 is waited out and the request sent again, writes too, because a refused call is not applied; ``refused``
        is called before each such wait, and must raise nothing. Reads are
        also repeated after a fault of the server or the network; writes never, since they may have been applied.
        Raises the errors of error.py, and Cancelled before the request left (a request under way is not torn off).
        """
        if priority is None:
            priority = Priority.PUSH if request.write else Priority.READ
        refusals = faults = 0
        while True:
            try:
                return self._once(request, priority, cancel, departing)
            except RateLimited:
                if refused is not None:
                    refused()
                refusals += 1
                if refusals >= RATE_ATTEMPTS:
                    raise
            except (ServerFault, TransportFailure) as error:
                faults += 1
                if request.write or faults > self._read_retries or not _passing(error):
                    raise
                self._pause(_FIRST_RETRY_S * _RETRY_GROWTH ** (faults - 1), cancel)

    def close(self) -> None:
        """Gives the connections back. Calls after it raise Cancelled; calls under way break off."""
        with self._lock:
            self._closed = True
            transports = [*self._former, *([] if self._transport is None else [self._transport])]
            self._former, self._transport = [], None
        for transport in transports:
            transport.close()

    def __enter__(self) -> CopperClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _once(
        self, request: Request, priority: Priority, cancel: CancelToken | None, departing: Departing | None
    ) -> Reply:
        outgoing = self._outgoing(request)
        transport = self._open()
        prepares = departing is not None and request.write
        slot = self.pacer.reserve(request, priority=priority, cancel=cancel, prepares=prepares)
        try:
            if departing is not None:
                self._ask_to_leave(slot, departing)
            if prepares:
                self.pacer.ready(slot)
            answer = transport.exchange(outgoing, departed=partial(self.pacer.departed, slot))
            return self._reply(request, answer, slot)
        except TransportFailure as error:
            self._doubt_way(error)
            raise
        finally:
            self.pacer.release(slot)

    def _ask_to_leave(self, slot: Slot, departing: Departing) -> None:
        with ExitStack() as refused:
            refused.callback(self.pacer.withdraw, slot)
            departing()
            refused.pop_all()

    def _reply(self, request: Request, answer: Answer, slot: Slot) -> Reply:
        if answer.status != 429:
            self.pacer.succeeded(slot, runtime_s=runtime_s(answer.headers))
        try:
            return decipher(request, answer.status, answer.headers, answer.body)
        except RateLimited as error:
            seconds = self.pacer.penalise(slot, retry_after_s=error.retry_after_s)
            self._on_wait(Waiting(seconds, tr("Copper asks us to wait {time}.", time=_shown(seconds))))
            raise

    def _pause(self, seconds: float, cancel: CancelToken | None) -> None:
        self._on_wait(
            Waiting(seconds, tr("Copper could not answer just now; trying again in {time}.", time=_shown(seconds)))
        )
        if cancel is None:
            self._sleep(seconds)
        elif cancel.wait(seconds):
            raise Cancelled

    def _outgoing(self, request: Request) -> Outgoing:
        """The three headers of every call: https://developer.copper.com/introduction/requests.html."""
        headers = (
            (b"X-PW-AccessToken", self.connection.api_key.reveal().encode("ascii")),
            (b"X-PW-Application", b"developer_api"),
            (b"X-PW-UserEmail", self.connection.email.encode("utf-8")),
            (b"Content-Type", b"application/json"),
            (b"Accept", b"application/json"),
            (b"User-Agent", f"copper-desk/{__version__}".encode("ascii")),
        )
        url = self.connection.base_url + request.path
        return Outgoing(request.method, url, request.params, headers, request.payload())

    def _open(self) -> Transport:
        with self._finding:
            if not self._closed and (self._transport is None or self._is_way_doubted):
                self._take_way(proxy_for(self.connection))
            with self._lock:
                if self._closed or self._transport is None:
                    raise Cancelled
                return self._transport

    def _take_way(self, proxy: str | None) -> None:
        """Use this proxy from now on; calls that are under way stay on the way they took."""
        self._is_way_doubted = False
        if self._transport is not None and proxy == self._proxy:
            return
        # httpx takes 0.1 s to import: not before the first call, and so not before the first window.
        from copper_desk.copper.wire import Wire

        with self._lock:
            if self._closed:
                raise Cancelled
            if self._transport is not None:
                self._former.append(self._transport)
            self._proxy, self._transport = proxy, Wire(timeouts=self._timeouts, proxy=proxy)

    def _doubt_way(self, error: TransportFailure) -> None:
        """A computer that was carried to another network may need another proxy there, or none."""
        if not self._is_transport_given and not error.sent:
            self._is_way_doubted = True


def _passing(error: CopperError) -> bool:
    """Whether the same call may well succeed a moment later."""
    return not isinstance(error, CertificateRejected | ProxyRejected)


def _shown(seconds: float) -> str:
    return tr("{s} s", s=f"{seconds:.0f}") if seconds >= 1 else tr("under 1 s")
