"""Proxy scripts: fetched from a real server, run by a real engine, and the way they name is the one taken."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pypac import os_settings

from copper_desk.copper import proxy_script
from copper_desk.copper.client import CopperClient
from copper_desk.copper.connection import connection
from copper_desk.copper.error import ProxyRejected
from copper_desk.copper.proxy import proxy_for
from copper_desk.copper.proxy_choice import ProxyKind, proxy_choice
from copper_desk.copper.proxy_script import LARGEST_SCRIPT, proxy_by_script, script_of_system
from copper_desk.copper.request import Request, update_lead
from tests.support.raw_server import RawServer, answer, answering

KEY = "0123456789abcdef0123456789abcdef"
FAR_URL = "https://api.copper.invalid/developer_api/v1"
WRITE: Request = update_lead(1, {"name": "Ana"})


def script(way: str, *, otherwise: str = "DIRECT") -> bytes:
    """A script that sends calls to Copper one way and everything else another."""
    return (
        f"function FindProxyForURL(url, host) {{ if (dnsDomainIs(host, '.copper.invalid')) return '{way}';"
        f" return '{otherwise}'; }}"
    ).encode()


def way_of(text: bytes, folder: Path) -> str | None:
    file = folder / "proxy.pac"
    file.write_bytes(text)
    return proxy_by_script(str(file), FAR_URL, "api.copper.invalid")


def test_the_way_that_a_fetched_script_names_is_taken() -> None:
    with RawServer(answering(answer(407, b""))) as through:
        named = script(f"PROXY 127.0.0.1:{through.port}")
        with RawServer(answering(answer(200, named, "Content-Type: application/x-ns-proxy-autoconfig"))) as server:
            choice = proxy_choice(ProxyKind.SCRIPT, f"{server.url}/proxy.pac", "ana", "hunter2")
            link = connection(FAR_URL, "ana@example.com", KEY, choice)
            with CopperClient(link, read_retries=0) as client, pytest.raises(ProxyRejected) as caught:
                client.call(WRITE)
    assert caught.value.status == 407
    assert b"/proxy.pac HTTP" in server.requests[0]
    assert through.requests[0].startswith(b"CONNECT api.copper.invalid:443 ")
    assert b"proxy-authorization: basic" in through.requests[0].lower()
    assert KEY.encode() not in through.requests[0] + server.requests[0]


@pytest.mark.parametrize(
    ("named", "way"),
    [
        ("DIRECT", None),
        ("", None),
        ("PROXY proxy.example:8080", "http://proxy.example:8080"),
        ("HTTPS proxy.example:8443", "https://proxy.example:8443"),
        ("SOCKS proxy.example:1080", "socks5://proxy.example:1080"),
        ("SOCKS4 proxy.example:1080; DIRECT", None),
    ],
)
def test_what_a_script_can_name(named: str, way: str | None, tmp_path: Path) -> None:
    assert way_of(script(named, otherwise="PROXY wrong.example:1"), tmp_path) == way


def test_of_several_the_first_that_can_be_reached_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nobody = gone.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        there = listener.getsockname()[1]
        named = f"PROXY 127.0.0.1:{nobody}; PROXY 127.0.0.1:{there}; DIRECT"
        assert way_of(script(named), tmp_path) == f"http://127.0.0.1:{there}"


@pytest.mark.parametrize(
    "text", [b"", b"<html>sign in</html>", b"function other() {}", b"function FindProxyForURL(u, h) { nothing(); }"]
)
def test_what_is_no_script_is_told_in_a_sentence(text: bytes, tmp_path: Path) -> None:
    with pytest.raises(ProxyRejected, match="cannot be used") as caught:
        way_of(text, tmp_path)
    assert str(tmp_path) in caught.value.message
    assert caught.value.detail


def test_a_script_that_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(ProxyRejected, match="cannot be used"):
        way_of(b" " * (LARGEST_SCRIPT + 1), tmp_path)


def test_a_script_that_is_not_there_names_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"http://127.0.0.1:{gone.getsockname()[1]}/proxy.pac"
    with pytest.raises(ProxyRejected) as caught:
        proxy_by_script(address, FAR_URL, "api.copper.invalid")
    assert address in caught.value.message


def test_the_script_of_the_system_is_followed_and_left_out_where_it_cannot_be_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], AbstractContextManager[None]]
) -> None:
    file = tmp_path / "office.pac"
    file.write_bytes(script("PROXY office.example:8080"))
    monkeypatch.setattr(proxy_script, "script_of_system", lambda: str(file))
    link = connection(FAR_URL, "ana@example.com", KEY)
    assert proxy_for(link) == "http://office.example:8080"
    monkeypatch.setenv("HTTPS_PROXY", "http://named.example:8080")
    assert proxy_for(link) == "http://named.example:8080"
    monkeypatch.delenv("HTTPS_PROXY")
    file.unlink()
    with expect_log("office.pac"):
        assert proxy_for(link) is None


@pytest.mark.parametrize(
    ("platform", "reader"), [("win32", "autoconfig_url_from_registry"), ("darwin", "autoconfig_url_from_preferences")]
)
def test_windows_and_macos_are_asked_for_their_script(
    platform: str, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os_settings, reader, lambda: "http://office.example/proxy.pac")
    assert script_of_system(platform) == "http://office.example/proxy.pac"
    monkeypatch.setattr(os_settings, reader, lambda: None)
    assert script_of_system(platform) == ""


def test_linux_has_no_such_setting() -> None:
    assert script_of_system("linux") == ""
