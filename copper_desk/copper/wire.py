"""The real transport: httpx over HTTP/1.1, with the system's trust store. The only module that imports httpx.

Follows no redirects, keeps no cookies, reads nothing from the environment (proxy.py finds the proxy), and cannot be
told to skip certificates. Knows nothing of Copper's answers.
"""

from __future__ import annotations

import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx
import truststore

from copper_desk.copper.error import CertificateRejected, ProxyRejected, TransportFailure
from copper_desk.copper.proxy import shown
from copper_desk.copper.transport import Answer, Outgoing, Timeouts
from copper_desk.wording import number, tr

CONNECTIONS: Final = 20
"""Ten calls of a push, eight of a load, and two to spare: nobody who has a slot waits for a connection."""

LARGEST_ANSWER: Final = 64 * 1024 * 1024
"""Bytes. A page of 200 leads is about half a megabyte."""

_KEEP_ALIVE_S: Final = 30.0


class Wire:
    """A pool of connections to one host. Thread-safe."""

    def __init__(self, *, timeouts: Timeouts, proxy: str | None = None) -> None:
        self._timeouts = timeouts
        self._proxy = proxy
        # Their debug lines name every call and header; nothing of that belongs into a log.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._client = httpx.Client(
            verify=_trust(),
            trust_env=False,
            proxy=proxy,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            limits=httpx.Limits(
                max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=_KEEP_ALIVE_S
            ),
            timeout=httpx.Timeout(timeouts.read_s, connect=timeouts.connect_s),
        )

    def exchange(self, outgoing: Outgoing, *, departed: Callable[[], None]) -> Answer:
        """See Transport."""
        journey = _Journey(departed)
        try:
            with self._client.stream(
                outgoing.method,
                outgoing.url,
                params=dict(outgoing.params),
                headers=list(outgoing.headers),
                content=outgoing.content,
                extensions={"trace": journey.follow},
            ) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, self._whole(response))
        except httpx.RequestError as error:
            # Without its cause: that one holds the request, and the request the key.
            raise self._failure(error, journey, httpx.URL(outgoing.url).host) from None

    def close(self) -> None:
        """See Transport."""
        self._client.close()

    def _whole(self, response: httpx.Response) -> bytes:
        """The body, unless it takes for ever or never ends: a read timeout alone lets a trickle go on."""
        deadline_s = time.monotonic() + self._timeouts.answer_s
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST_ANSWER or time.monotonic() > deadline_s:
                raise TransportFailure(tr("The answer did not end. Something on the way is out of order."), sent=True)
        return bytes(body)

    def _failure(self, error: httpx.RequestError, journey: _Journey, host: str) -> TransportFailure:
        detail = f"{type(error).__name__}: {error}"
        if journey.stage is _Stage.SENT:
            return TransportFailure(self._broken(error), sent=True, detail=detail)
        if isinstance(error, httpx.PoolTimeout):
            return TransportFailure(tr("Too many calls are under way at once. Try again."), sent=False, detail=detail)
        if isinstance(error, httpx.ProxyError) or (self._proxy is not None and journey.stage < _Stage.SECURING):
            return self._proxy_failure(error, detail)
        if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
            return CertificateRejected(
                tr(
                    "No secure connection to {host}: its certificate is not trusted on this computer. A security "
                    "program or proxy may stand in between: ask your IT to add its certificate to the system.",
                    host=host,
                ),
                detail=detail,
            )
        return TransportFailure(self._unreached(error, host), sent=False, detail=detail)

    def _broken(self, error: httpx.RequestError) -> str:
        if isinstance(error, httpx.ReadTimeout):
            return tr("Copper did not answer within {n} seconds.", n=number(self._timeouts.read_s, decimals=1))
        return tr("The connection broke off before Copper’s answer was complete.")

    def _proxy_failure(self, error: httpx.RequestError, detail: str) -> ProxyRejected:
        proxy = shown(self._proxy or "")
        code = str(error)[:3] if isinstance(error, httpx.ProxyError) else ""
        status = int(code) if code.isdecimal() else None
        if status == 407:
            sentence = tr(
                "The proxy {proxy} asks for a name and password. Type them under File › Accounts… › Proxy, or set "
                "HTTPS_PROXY to http://name:password@address:port for Copper Desk.",
                proxy=proxy,
            )
        elif status is not None:
            sentence = tr(
                "The proxy {proxy} does not let this program through to Copper (HTTP {status}). Ask your IT.",
                proxy=proxy,
                status=status,
            )
        else:
            sentence = tr("The proxy {proxy} does not answer. Check its address and port, or ask your IT.", proxy=proxy)
        return ProxyRejected(sentence, status=status, detail=detail)

    def _unreached(self, error: httpx.RequestError, host: str) -> str:
        if any(isinstance(cause, socket.gaierror) for cause in _causes(error)):
            return tr("The address {host} was not found. Check the internet connection.", host=host)
        if isinstance(error, httpx.ConnectTimeout):
            waited = tr("{n} seconds", n=number(self._timeouts.connect_s, decimals=1))
            return tr(
                "{host} did not answer within {waited}. Check the internet connection; a firewall may block it.",
                host=host,
                waited=waited,
            )
        return tr("{host} could not be reached. Check the internet connection; a firewall may block it.", host=host)


class _Stage(IntEnum):
    CONNECTING = 0
    CONNECTED = 1
    SECURING = 2
    SENT = 3


class _Journey:
    """How far one request came, told by httpcore's trace events (https://www.python-httpx.org/advanced/extensions/)."""

    def __init__(self, departed: Callable[[], None]) -> None:
        self.stage = _Stage.CONNECTING
        self._departed = departed

    def follow(self, event: str, info: Mapping[str, object]) -> None:
        """Called by httpcore at each step."""
        if event.endswith("connect_tcp.complete"):
            self.stage = _Stage.CONNECTED
        elif event.endswith("start_tls.started"):
            self.stage = _Stage.SECURING
        elif event.endswith("send_request_headers.started") and not _is_connect(info):
            self.stage = _Stage.SENT
            self._departed()


def _is_connect(info: Mapping[str, object]) -> bool:
    """Whether it is the request to a proxy to open the way, which carries nothing of ours."""
    return getattr(info.get("request"), "method", b"") == b"CONNECT"


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


@cache
def _trust() -> ssl.SSLContext:
    """The system's trust store, TLS 1.2 or newer (https://developer.copper.com/introduction/requests.html)."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
