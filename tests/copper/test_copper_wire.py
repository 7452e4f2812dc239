"""Over real sockets: what arrives, what never leaves, and whether a failed call may have reached Copper."""

from __future__ import annotations

import base64
import datetime
import gzip
import ipaddress
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from copper_desk.copper import wire
from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import connection
from copper_desk.copper.error import CertificateRejected, ProtocolSurprise, ProxyRejected, ServerFault, TransportFailure
from copper_desk.copper.proxy import proxy_for, shown
from copper_desk.copper.proxy_choice import SYSTEM_PROXY, ProxyKind, proxy_choice
from copper_desk.copper.request import Request, fetch_lead, fetch_me, search_leads, update_leads
from copper_desk.copper.transport import Timeouts
from tests.copper.sample import FAR_ID
from tests.support.raw_server import Handler, RawServer, answer, answering

KEY = "k3y-that-nobody-may-see"
QUICK = Timeouts(connect_s=2.0, read_s=0.3, answer_s=0.5)
WRITE = update_leads([(FAR_ID, {"title": "Chief of nothing"})])


def client_of(url: str, *, proxy: str | None = None, timeouts: Timeouts = QUICK) -> CopperClient:
    choice = SYSTEM_PROXY if proxy is None else proxy_choice(ProxyKind.ADDRESS, proxy)
    return CopperClient(
        connection(url, "ana@example.com", KEY, choice), timeouts=timeouts, read_retries=0, sleep=no_sleep
    )


def no_sleep(seconds: float) -> None:
    raise AssertionError(f"nothing here sleeps, but {seconds} s were asked for")


def failure(handler: Handler, request: Request = WRITE, *, reads: bool = True) -> TransportFailure:
    with (
        RawServer(handler, reads=reads) as server,
        client_of(server.url) as client,
        pytest.raises(TransportFailure) as caught,
    ):
        client.call(request)
    return caught.value


def drain(connection: socket.socket) -> None:
    """Reads and says nothing until the client gives up."""
    while connection.recv(65536):
        pass


def test_what_goes_over_the_wire() -> None:
    with RawServer(answering(answer(200, b"[]"))) as server, client_of(server.url) as client:
        client.call(WRITE)
        client.call(fetch_lead(FAR_ID))
        assert server.connections == 1
    write, read = (request.decode().partition("\r\n\r\n") for request in server.requests)
    assert write[0].startswith(
        "POST /developer_api/v1/leads/bulk_update?custom_field_computed_values=true HTTP/1.1\r\n"
    )
    assert write[2] == f'{{"leads":[{{"id":{FAR_ID},"title":"Chief of nothing"}}]}}'
    assert read[0].startswith(f"GET /developer_api/v1/leads/{FAR_ID}?custom_field_computed_values=true HTTP/1.1\r\n")
    assert read[2] == ""
    for head in (write[0].lower(), read[0].lower()):
        for line in (
            f"x-pw-accesstoken: {KEY}",
            "x-pw-application: developer_api",
            "x-pw-useremail: ana@example.com",
            "content-type: application/json",
            "user-agent: copper-desk/",
        ):
            assert f"\r\n{line}" in head


def test_an_answer_comes_back_whole_even_compressed() -> None:
    body = gzip.compress(b'[{"id": 1, "name": "x"}]')
    said = answer(200, body, "Content-Encoding: gzip", "X-PW-TOTAL: 7", "X-Request-Id: r-9")
    with RawServer(answering(said)) as server, client_of(server.url) as client:
        reply = client.call(search_leads(1))
    assert (reply.json, reply.total, reply.request_id) == ([{"id": 1, "name": "x"}], 7, "r-9")


def test_redirects_are_not_followed_and_cookies_not_kept() -> None:
    cookie = "Set-Cookie: session=1; Path=/"
    with RawServer(answering(answer(302, b"", "Location: /elsewhere", cookie), answer(200))) as server:
        with client_of(server.url) as client:
            with pytest.raises(ProtocolSurprise, match="sign-in page"):
                client.call(fetch_me())
            client.call(fetch_me())
        assert len(server.requests) == 2
        assert not any(b"elsewhere" in each or b"cookie" in each.lower() for each in server.requests)


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with client_of(f"http://127.0.0.1:{port}") as client, pytest.raises(TransportFailure) as caught:
        client.call(WRITE)
    assert not caught.value.sent
    assert "could not be reached" in caught.value.message
    assert "ConnectError" in caught.value.detail


def test_dropped_without_an_answer_leaves_a_write_in_doubt() -> None:
    error = failure(lambda connection, _: connection.close())
    assert error.sent
    assert "broke off" in error.message


def test_dropped_before_the_request_was_read_is_in_doubt_too() -> None:
    assert failure(lambda connection, _: connection.close(), reads=False).sent


def test_silence_ends_with_the_timeout() -> None:
    error = failure(lambda connection, _: drain(connection))
    assert error.sent
    assert "0.3 seconds" in error.message


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{",
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{"id',
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
    ids=["short body", "open chunk", "cut head", "no HTTP", "broken gzip"],
)
def test_half_an_answer_is_none(said: bytes) -> None:
    def handle(connection: socket.socket, _: bytes) -> None:
        connection.sendall(said)
        connection.shutdown(socket.SHUT_RDWR)

    assert failure(handle).sent


def test_a_trickle_does_not_go_on_for_ever() -> None:
    stop = threading.Event()

    def handle(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.05):
            connection.sendall(b" ")

    try:
        error = failure(handle)
    finally:
        stop.set()
    assert error.sent
    assert "did not end" in error.message


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 1000)
    error = failure(answering(answer(200, b" " * 5000)))
    assert "did not end" in error.message


def test_a_connection_that_the_server_closed_while_idle_is_replaced() -> None:
    closed = threading.Semaphore(0)

    def handle(connection: socket.socket, _: bytes) -> None:
        connection.sendall(answer(200, b"[]"))
        connection.shutdown(socket.SHUT_RDWR)
        closed.release()

    with RawServer(handle) as server, client_of(server.url) as client:
        for _ in range(3):
            assert client.call(search_leads(1)).json == []
            assert closed.acquire(timeout=10)
        assert server.connections == 3


def test_neither_key_nor_lead_shows_in_any_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with RawServer(answering(answer(200, b"[]"), answer(500, b"oops"))) as server, client_of(server.url) as client:
        client.call(WRITE)
        with pytest.raises(ServerFault) as caught:
            client.call(WRITE)
    shown_text = f"{caplog.text} {caught.value!r} {client!r} {vars(client)!r}"
    for secret in (KEY, "Chief of nothing", str(FAR_ID)):
        assert secret not in shown_text


def test_no_exception_leads_to_the_key() -> None:
    error = failure(lambda connection, _: connection.close())
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert KEY not in f"{error!r} {error} {error.detail}"


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody trusts, with its key, in one file."""
    x509 = pytest.importorskip("cryptography.x509", reason="makes certificates; comes with the Linux keyring")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(private, hashes.SHA256())
    )
    key = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(key + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def fresh_trust() -> Iterator[None]:
    """The trust store is read anew in this test, and again after it."""
    wire._trust.cache_clear()
    yield
    wire._trust.cache_clear()


def test_a_certificate_that_nobody_trusts(tls: ssl.SSLContext) -> None:
    with RawServer(answering(answer(200)), tls=tls) as server, client_of(server.url) as client:
        with pytest.raises(CertificateRejected) as caught:
            client.call(WRITE)
        assert server.requests == []
    assert not caught.value.sent
    assert "certificate" in caught.value.message


@pytest.mark.usefixtures("fresh_trust")
def test_a_certificate_that_the_system_trusts(
    tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with RawServer(answering(answer(200, b"[]")), tls=tls) as server, client_of(server.url) as client:
        assert client.call(search_leads(1)).json == []


def test_a_server_that_speaks_no_tls() -> None:
    with RawServer(answering(b"no TLS here\r\n"), reads=False) as server:
        url = server.url.replace("http:", "https:")
        with client_of(url) as client, pytest.raises(TransportFailure) as caught:
            client.call(WRITE)
    assert not caught.value.sent


# Proxies: the address is one that resolves nowhere, since a proxy must be what is asked.

FAR_URL = "https://api.copper.invalid/developer_api/v1"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (answer(407, b"", 'Proxy-Authenticate: Basic realm="x"'), 407, "name and password"),
        (answer(403, b"<html>blocked</html>"), 403, "does not let this program through"),
        (answer(502, b""), 502, "does not let this program through"),
        (b"garbage\r\n\r\n", None, "does not answer"),
    ],
)
def test_a_proxy_that_does_not_open_the_way(said: bytes, status: int | None, words: str) -> None:
    with RawServer(answering(said)) as server:
        proxy = f"http://ana:hunter2@127.0.0.1:{server.port}"
        with client_of(FAR_URL, proxy=proxy) as client, pytest.raises(ProxyRejected) as caught:
            client.call(WRITE)
    error = caught.value
    assert (error.status, error.sent) == (status, False)
    assert words in error.message
    assert f"http://127.0.0.1:{server.port}" in error.message
    assert "hunter2" not in f"{error.message} {error.detail}"
    assert all(request.startswith(b"CONNECT api.copper.invalid:443 ") for request in server.requests)
    assert not any(KEY.encode() in request for request in server.requests)


def test_the_environment_gives_a_proxy_its_name_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(answering(answer(403, b""))) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://ana:hunter2@127.0.0.1:{server.port}")
        with client_of(FAR_URL) as client, pytest.raises(ProxyRejected):
            client.call(WRITE)
    said = b"Proxy-Authorization: Basic " + base64.b64encode(b"ana:hunter2")
    assert said.lower() in server.requests[0].lower()


def test_a_proxy_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with client_of(FAR_URL, proxy=f"127.0.0.1:{port}") as client, pytest.raises(ProxyRejected, match="does not answer"):
        client.call(WRITE)


def test_a_proxy_of_a_kind_that_cannot_be_used() -> None:
    with (
        client_of(FAR_URL, proxy="socks4://127.0.0.1:1") as client,
        pytest.raises(ProxyRejected, match="cannot be used"),
    ):
        client.call(WRITE)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy.example:8080"}, "http://proxy.example:8080"),
        ({"https_proxy": "proxy.example:8080"}, "http://proxy.example:8080"),
        ({"ALL_PROXY": "socks5://proxy.example:1080"}, "socks5://proxy.example:1080"),
        ({"HTTP_PROXY": "http://proxy.example:8080"}, None),
        ({"HTTPS_PROXY": "http://proxy.example:8080", "NO_PROXY": "copper.com"}, None),
    ],
)
def test_the_systems_proxy(environment: dict[str, str], proxy: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    far = connection("https://api.copper.com/developer_api/v1", "ana@example.com", KEY)
    assert proxy_for(far) == proxy
    typed = proxy_choice(ProxyKind.ADDRESS, " typed.example:3128 ")
    assert proxy_for(replace(far, proxy=typed)) == "http://typed.example:3128"
    assert proxy_for(replace(far, proxy=proxy_choice(ProxyKind.NONE, "typed.example", "ana", "pw"))) is None
    near = connection("http://127.0.0.1:5", "ana@example.com", KEY, typed)
    assert proxy_for(near) is None


@pytest.mark.parametrize(
    ("found", "proxy"),
    [
        ("http://proxy.example:8080", "http://a%40b:p%3Aw@proxy.example:8080"),
        ("http://other:own@proxy.example:8080", "http://other:own@proxy.example:8080"),
    ],
)
def test_a_typed_name_and_password_go_to_whatever_proxy_the_system_names(
    found: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", found)
    choice = proxy_choice(ProxyKind.SYSTEM, name="a@b", password="p:w")
    assert proxy_for(connection("https://api.copper.com/v1", "ana@example.com", KEY, choice)) == proxy
    assert "p:w" not in repr(choice)


def test_a_password_typed_into_the_address_moves_to_where_it_is_kept_safe() -> None:
    choice = proxy_choice(ProxyKind.ADDRESS, "http://ana:p%40ss@proxy.example:8080")
    assert (choice.address, choice.name) == ("http://proxy.example:8080", "ana")
    assert choice.password is not None
    assert choice.password.reveal() == "p@ss"
    assert proxy_for(connection("https://api.copper.com/v1", "ana@example.com", KEY, choice)) == (
        "http://ana:p%40ss@proxy.example:8080"
    )


def test_a_way_that_failed_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that was carried from the office to where there is no such proxy."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    with RawServer(answering(answer(403, b""))) as server, client_of(FAR_URL) as client:
        with pytest.raises(ProxyRejected, match="does not answer"):
            client.call(WRITE)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
        with pytest.raises(ProxyRejected, match="does not let this program through"):
            client.call(WRITE)
    assert server.requests


def test_a_proxy_is_shown_without_its_password() -> None:
    assert shown("http://ana:p@ss@proxy.example:8080") == "http://proxy.example:8080"
    assert shown("proxy.example:8080") == "proxy.example:8080"
