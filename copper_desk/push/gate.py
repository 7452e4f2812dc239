"""Whether requests may go out: the one place where pause, resume and stop act, from any thread.

A stop is final. What is in flight lands either way. Knows nothing of requests.
"""

from __future__ import annotations

import threading

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.push.log import LogFailure
from copper_desk.wording import later


class RunStopped(Exception):
    """The run has been stopped: send nothing more. The message is the reason, a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


CLOSED = later("The connection to Copper was closed before this lead was sent.")


class Gate:
    """Open, closed for a while (pause) or for good (stop)."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._paused = False
        self._reason: str | None = None
        self._error: CopperError | LogFailure | None = None
        self._halt = CancelToken()
        self.stop_token = CancelToken()
        """Cancelled by a stop, not by a pause: for waits that a pause need not end."""

    @property
    def paused(self) -> bool:
        """Whether it is closed for a while."""
        with self._moved:
            return self._paused

    @property
    def stop_reason(self) -> str | None:
        """Why the run was stopped, or None while it was not."""
        with self._moved:
            return self._reason

    @property
    def stop_error(self) -> CopperError | None:
        """The failure that stopped the run, or None: it goes on, or someone asked for the stop."""
        with self._moved:
            return self._error if isinstance(self._error, CopperError) else None

    @property
    def log_failure(self) -> LogFailure | None:
        """What could not be written down, if that stopped the run."""
        with self._moved:
            return self._error if isinstance(self._error, LogFailure) else None

    def enter(self) -> CancelToken:
        """Wait while paused; then a token to send with, cancelled by the next pause or stop.

        Raises RunStopped.
        """
        with self._moved:
            self._moved.wait_for(lambda: self._reason is not None or not self._paused)
            if self._reason is not None:
                raise RunStopped(self._reason)
            return self._halt

    def check(self) -> None:
        """Raises RunStopped if the run was stopped."""
        reason = self.stop_reason
        if reason is not None:
            raise RunStopped(reason)

    def closed(self) -> RunStopped:
        """The client takes no more calls though nobody stopped the run: stop it. Returns what to raise."""
        self.stop(CLOSED)
        return RunStopped(self.stop_reason or CLOSED)

    def pause(self) -> None:
        """Close until ``resume``. A request that waits for its slot goes back to waiting here."""
        with self._moved:
            self._paused = True
            halt = self._halt
        halt.cancel()

    def resume(self) -> None:
        """Open again. Does nothing after a stop."""
        with self._moved:
            if self._paused and self._reason is None:
                self._paused = False
                self._halt = CancelToken()
                self._moved.notify_all()

    def stop(self, reason: str, error: CopperError | LogFailure | None = None) -> None:
        """Close for good. The first reason stands, with the failure that was it."""
        with self._moved:
            if self._reason is None:
                self._reason, self._error = reason, error
            halt = self._halt
            self._moved.notify_all()
        # Outside the lock: a token calls whoever listens to it, and they have locks of their own.
        halt.cancel()
        self.stop_token.cancel()
