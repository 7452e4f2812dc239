"""Runs the practice server: `python -m copper_desk.practice`, see --help.

Standard output carries one line of JSON, once the server answers, with its address and key; nothing else is
ever written there. Must not be imported by anything but what starts the server.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence

import uvicorn

from .account import ACCOUNT_ID, ACCOUNT_NAME, KEY_OWNER
from .keep import KeepError
from .option import Start, read_arguments
from .server import PREFIX, build_app
from .state import State
from .wire import CuttableProtocol

HOST = "127.0.0.1"
KEY_VARIABLE = "COPPER_DESK_PRACTICE_KEY"
_IDLE_S = 75


class PracticeServer(uvicorn.Server):
    """Uvicorn that says when it answers, and does not wait for anybody when it ends."""

    def __init__(self, config: uvicorn.Config, *, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End at once: every applied call is on disk already, and a hanging one would hang for its minute."""
        self.force_exit = True
        # Calls that were waiting are cancelled now; uvicorn would log each as a crash.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


def main(argv: Sequence[str] | None = None) -> int:
    """Run until told to end.

    Args:
        argv: the arguments after the program's name.

    Returns:
        The process's exit status: 0, or 2 if the account or the port cannot be had.
    """
    start = read_arguments(sys.argv[1:] if argv is None else argv)
    # Full collections over a hundred thousand lasting objects would be pauses that a client measures as jitter.
    gc.set_threshold(50_000, 50, 1_000)
    key = os.environ.pop(KEY_VARIABLE, "") or secrets.token_hex(16)
    try:
        listener = _listen(start.port)
        state = State(start.setup, key=key, clock=time.monotonic, now=time.time)
    except (KeepError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if start.reset:
        state.store.renew()
    try:
        _serve(start, state, listener)
    finally:
        state.close()
    return 0


def _serve(start: Start, state: State, listener: socket.socket) -> None:
    config = uvicorn.Config(
        build_app(state),
        loop="asyncio",
        http=CuttableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=1,
    )
    port = listener.getsockname()[1]
    server = PracticeServer(config, on_ready=lambda: _announce(state, port))
    if start.follow_stdin:
        threading.Thread(target=_end_with_stdin, args=(server,), daemon=True).start()
    # Uvicorn ends in good order at Ctrl+C, then raises it once more; the end has been done already.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's delay off only where it stands: without it every
    # reply waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # On Windows the same option would let two servers share a port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise OSError(f"Port {port} cannot be used: {error.strerror}.") from error
    return listener


def _announce(state: State, port: int) -> None:
    address = f"http://{HOST}:{port}"
    line = {
        "address": address,
        "base_url": f"{address}{PREFIX}",
        "email": KEY_OWNER.email,
        "api_key": state.key,
        "account": ACCOUNT_NAME,
        "account_id": ACCOUNT_ID,
        "leads": state.store.count,
        "seed": state.store.seed,
    }
    # Not print: a windowed executable has no sys.stdout, though the pipe is there.
    os.write(1, json.dumps(line).encode() + b"\n")


def _end_with_stdin(server: PracticeServer) -> None:
    # Not sys.stdin: a thread blocked in its buffer trips the interpreter's own exit.
    while os.read(0, 4096):
        pass
    server.should_exit = True


if __name__ == "__main__":
    sys.exit(main())
