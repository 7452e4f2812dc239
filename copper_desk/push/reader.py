"""One read for a run, tried again while that may help: after a fault a pause, without a network the wait for it.

Knows nothing of what is read, and of leads nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from copper_desk.copper.cancel import Cancelled
from copper_desk.copper.error import AuthRejected, CopperError, RequestRejected, TransportFailure
from copper_desk.push.gate import Gate
from copper_desk.push.network import Network
from copper_desk.push.pause import Pause
from copper_desk.push.retry import RetryLimit
from copper_desk.push.verdict import is_barred

T = TypeVar("T")


class Reader:
    """Reads on behalf of a run. A stop ends its waits, not its one try: what is in flight shall land."""

    def __init__(self, *, gate: Gate, network: Network, pause: Pause, limit: RetryLimit) -> None:
        self._gate = gate
        self._network = network
        self._pause = pause
        self._limit = limit

    def read(self, call: Callable[[], T]) -> T:
        """The result of a read. Raises CopperError when no further try would help, RunStopped."""
        attempt = 0
        while True:
            try:
                return call()
            except (AuthRejected, RequestRejected):
                raise
            except Cancelled:
                raise self._gate.closed() from None
            except CopperError as error:
                attempt += 1
                if attempt >= self._limit.reads or is_barred(error):
                    raise
                self._before_next_try(error, attempt)

    def _before_next_try(self, error: CopperError, attempt: int) -> None:
        self._gate.check()
        if isinstance(error, TransportFailure) and not error.sent:
            self._network.await_return()
        else:
            self._pause.wait(attempt - 1)
