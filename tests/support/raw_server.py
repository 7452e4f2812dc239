"""A server of plain sockets for faults of the wire: each connection is handed to a function, bytes and all."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

Handler = Callable[[socket.socket, bytes], None]
"""Takes a connection and the request that was read from it; the connection is closed afterwards."""


class RawServer:
    """Listens on 127.0.0.1 for the time of a ``with``. ``requests`` are the whole requests that were read.

    A handler that returns is asked again with the next request of its connection, until the client closes it.
    """

    def __init__(self, handler: Handler, *, tls: ssl.SSLContext | None = None, reads: bool = True) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._handler = handler
        self._tls = tls
        self._reads = reads
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._ending = threading.Event()
        self._acceptor = threading.Thread(target=self._accept)

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/developer_api/v1"

    def __enter__(self) -> RawServer:
        self._acceptor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        # An accept in another thread is not ended by closing the listener, but by a connection.
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._acceptor.join(5)
        self._listener.close()
        for connection in self._open:
            with suppress(OSError):  # It may be closed already; a plain close would leave its thread reading.
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._ending.is_set():
                connection.close()
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            with self._tls.wrap_socket(plain, server_side=True) if self._tls else plain as connection:
                if not self._reads:
                    self._handler(connection, b"")
                    return
                while request := read_request(connection):
                    self.requests.append(request)
                    self._handler(connection, request)
        except OSError:
            # The client went away, or the test ended: what the client makes of it is what is tested.
            return


def read_request(connection: socket.socket) -> bytes:
    """One whole request, or b"" at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(status: int, body: bytes = b"{}", *headers: str) -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answering(*answers: bytes) -> Handler:
    """Sends one answer after the other, the last of them again and again."""
    left = list(answers)

    def handle(connection: socket.socket, _: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return handle
