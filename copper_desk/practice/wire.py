"""Connections that end badly on purpose: HTTP cannot express it, so the transport is cut underneath.

Uvicorn hides the transport from the application; the protocol here hands it over in the scope's state. Must
not know why a connection is to end.
"""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_TRANSPORT = "practice_transport"


class CuttableProtocol(H11Protocol):
    """HTTP/1.1 whose transport the application can abort."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Keep the transport where `CutResponse` finds it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, _TRANSPORT: transport}


class CutResponse(Response):
    """Ends the connection: at once, after a silence, or half-way through a body."""

    def __init__(self, *, silent_s: float = 0.0, half_of: bytes | None = None) -> None:
        """Say how it ends.

        Args:
            silent_s: seconds of silence first; a client that leaves earlier ends it.
            half_of: a body of which the first half is sent; None sends not even a status line.
        """
        super().__init__()
        self._silent_s, self._half_of = silent_s, half_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do it."""
        if self._silent_s:
            await _silence(receive, self._silent_s)
        if self._half_of is not None:
            await _send_half(send, self._half_of)
        scope["state"][_TRANSPORT].abort()
        # Uvicorn answers 500 for an application that returns without a word, unless it knows the client is
        # gone: wait until it does.
        while (await receive())["type"] != "http.disconnect":
            pass


async def _silence(receive: Receive, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return


async def _send_half(send: Send, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    # Let the half leave before the end.
    await asyncio.sleep(0)
