"""Waits for a lost connection to come back, once for all the requests that lost it.

Knows nothing of leads. Bounded by the clock it is given; a stop ends the wait at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from copper_desk.copper.cancel import Cancelled, CancelToken
from copper_desk.copper.error import CopperError, TransportFailure
from copper_desk.push.gate import Gate
from copper_desk.push.pause import Pause
from copper_desk.push.verdict import is_barred
from copper_desk.wording import number, tr

Knock = Callable[[CancelToken], None]
_MINUTE_S = 60.0


class Network:
    """``knock`` is a cheap call. ``clock`` gives monotonic seconds."""

    def __init__(self, knock: Knock, gate: Gate, *, pause: Pause, clock: Callable[[], float], limit_s: float) -> None:
        self._knock = knock
        self._gate = gate
        self._pause = pause
        self._clock = clock
        self._limit_s = limit_s
        self._one_at_a_time = threading.Lock()
        self._returns = 0
        self._last_words = ""
        self._is_lost = threading.Event()

    @property
    def is_lost(self) -> bool:
        """Whether someone waits for the connection just now."""
        return self._is_lost.is_set()

    def await_return(self) -> None:
        """Return once Copper answers, be it with an error. Raises RunStopped on a stop. What stops the run: ``limit_s``
        without an answer, and a way that is closed on this side."""
        seen = self._returns
        with self._one_at_a_time:
            if self._returns != seen:
                return
            self._is_lost.set()
            try:
                self._wait()
                self._returns += 1
            finally:
                self._is_lost.clear()

    def _wait(self) -> None:
        """Each round begins with a look at the gate, so a stop ends it, by whomever."""
        until = self._clock() + self._limit_s
        attempt = 0
        while not self._answers():
            self._gate.check()
            if self._clock() >= until:
                reason = f"{_given_up(self._limit_s)} {self._last_words}".rstrip()
                self._gate.stop(reason, TransportFailure(reason, sent=False))
            self._pause.wait(attempt)
            attempt += 1

    def _answers(self) -> bool:
        self._gate.check()
        try:
            self._knock(self._gate.stop_token)
        except TransportFailure as error:
            self._last_words = error.message
            if is_barred(error):
                self._gate.stop(error.message, error)
            return False
        except Cancelled:
            raise self._gate.closed() from None
        except CopperError:
            return True  # an error is an answer: the network is there
        return True


def _given_up(limit_s: float) -> str:
    if limit_s < _MINUTE_S:
        return tr("There is no connection to Copper.")
    return tr(
        "There was no connection to Copper for {n} minutes, so the push stopped.", n=number(round(limit_s / _MINUTE_S))
    )
