"""Starts and ends the practice server as a process of its own.

A process, because a server inside the client's would share its clock, its locks and its crashes. Imports
neither starlette nor uvicorn, so that a command line can offer it without loading them. Must not know the
server's insides.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from . import FROZEN_SWITCH

KNOWN_REASON = 2
"""Exit status of a server that could not begin and said why in a sentence for a person."""

_TAIL_LINES = 40


class PracticeStartError(RuntimeError):
    """The server did not come up. The text is a sentence with the end of its standard error."""


@dataclass(frozen=True, slots=True)
class PracticeAddress:
    """Where a running server is and how to sign in.

    Attributes:
        address: scheme, host and port; the control calls are under it.
        base_url: of the API.
        email: the key owner's.
        api_key: the key.
        account, account_id: the account's name and id.
    """

    address: str
    base_url: str
    email: str
    api_key: str
    account: str
    account_id: int

    def __repr__(self) -> str:
        return f"PracticeAddress(address={self.address!r}, email={self.email!r}, api_key='***')"


@dataclass(frozen=True, slots=True)
class PracticeStart:
    """How a server is to be started.

    Attributes:
        data: folder that keeps changes between starts; None keeps none.
        leads, seed: the account to begin with.
        port: on 127.0.0.1; 0 takes a free one.
        latency_ms, jitter_ms: time a call takes, and at most on the way there.
        faults: a spec as described in fault.py.
        limits: whether the rate windows are enforced.
        options: switches of quirk.py, by name.
        reset: renew the account's leads first.
    """

    data: Path | None = None
    leads: int = 500
    seed: int = 1
    port: int = 0
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    faults: str = ""
    limits: bool = True
    options: Mapping[str, object] = field(default_factory=dict)
    reset: bool = False

    def arguments(self) -> list[str]:
        """The server's command line. No key is ever in it."""
        return [
            f"--leads={self.leads}",
            f"--seed={self.seed}",
            f"--port={self.port}",
            f"--latency-ms={self.latency_ms}",
            f"--jitter-ms={self.jitter_ms}",
            *([f"--data={self.data}"] if self.data is not None else []),
            *([f"--faults={self.faults}"] if self.faults else []),
            *([] if self.limits else ["--no-limits"]),
            *(["--reset"] if self.reset else []),
            *(f"--option={name}={value}" for name, value in self.options.items()),
        ]


class PracticeProcess:
    """A practice server, from start() to stop() or for the time of a `with`.

    It is no victim of Ctrl+C in the terminal, so that a client can finish with it first, and it ends by
    itself when this process is gone, however that happened.
    """

    def __init__(self, start: PracticeStart | None = None, *, start_timeout_s: float = 20.0) -> None:
        """Describe the server; start() runs it.

        Args:
            start: how; None for the usual account, kept nowhere.
            start_timeout_s: how long start() waits for it.
        """
        self._arguments = (start or PracticeStart()).arguments()
        self._start_timeout_s = start_timeout_s
        self._process: subprocess.Popen[bytes] | None = None
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._where: PracticeAddress | None = None
        self._reader: threading.Thread | None = None

    def __enter__(self) -> PracticeAddress:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def where(self) -> PracticeAddress:
        """Where the running server is.

        Raises:
            PracticeStartError: it is not running.
        """
        if self._where is None:
            raise PracticeStartError("The practice server is not running.")
        return self._where

    @property
    def pid(self) -> int:
        """The server's process id; 0 if it is not running."""
        return 0 if self._process is None else self._process.pid

    def start(self) -> PracticeAddress:
        """Run the server and wait until it answers.

        Raises:
            PracticeStartError: it ended instead, or said nothing within the time.
        """
        process = self._process = _spawn([*_program(), *self._arguments, "--follow-stdin"])
        said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=_first_line, args=(process.stdout, said), daemon=True).start()
        self._reader = threading.Thread(target=_keep_tail, args=(process.stderr, self._tail), daemon=True)
        self._reader.start()
        try:
            line = said.get(timeout=self._start_timeout_s)
        except queue.Empty:
            line = b""
        if not line:
            self.stop()
            raise PracticeStartError(self._complaint(process.returncode))
        self._where = _address(json.loads(line))
        return self._where

    def stop(self, *, timeout_s: float = 5.0) -> None:
        """End the server; no effect if it is not running.

        Args:
            timeout_s: how long it may take before it is killed.
        """
        process, self._process, self._where = self._process, None, None
        if process is None:
            return
        _close(process.stdin)
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close(process.stdout)
        if self._reader is not None:
            self._reader.join(timeout_s)

    def kill(self) -> None:
        """End the server without a chance to tidy up, as a crash would."""
        if self._process is not None:
            self._process.kill()
        self.stop()

    def _complaint(self, code: int) -> str:
        tail = "\n".join(self._tail).strip()
        if code == KNOWN_REASON and tail:
            return tail
        return "The practice server did not start." + (f" It said:\n{tail}" if tail else "")


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_SWITCH]
    return [sys.executable, "-m", "copper_desk.practice"]


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    own_group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        own_group = {"creationflags": flags}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(), **own_group)


def _environment() -> dict[str, str]:
    """This environment, in which the package is found even when it was never installed."""
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


def _first_line(stream: IO[bytes] | None, said: queue.SimpleQueue[bytes]) -> None:
    said.put(stream.readline() if stream is not None else b"")


def _keep_tail(stream: IO[bytes] | None, tail: deque[str]) -> None:
    if stream is None:
        return
    with stream:
        for line in stream:
            tail.append(line.decode(errors="replace").rstrip())


def _close(stream: IO[bytes] | None) -> None:
    if stream is None:
        return
    try:
        stream.close()
    except BrokenPipeError:
        # Nothing is ever written to it: the other end is simply gone first.
        return


def _address(said: Mapping[str, Any]) -> PracticeAddress:
    return PracticeAddress(
        address=said["address"],
        base_url=said["base_url"],
        email=said["email"],
        api_key=said["api_key"],
        account=said["account"],
        account_id=said["account_id"],
    )
