"""The walls around a test run: see tests/support/boundary.py and tests/support/silence.py."""

import logging
import os
import socket
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import platformdirs
import pytest

from tests.support.boundary import NetworkBlocked

# Documentation addresses (RFC 5737, RFC 3849): they belong to nobody.
ELSEWHERE = [("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6)]


@pytest.mark.parametrize(("host", "family"), ELSEWHERE)
def test_a_connection_to_elsewhere_is_blocked(host: str, family: socket.AddressFamily) -> None:
    with socket.socket(family) as connection, pytest.raises(NetworkBlocked):
        connection.connect((host, 80))
    with socket.socket(family, socket.SOCK_DGRAM) as connection, pytest.raises(NetworkBlocked):
        connection.sendto(b"", (host, 53))


def test_looking_up_a_name_is_blocked() -> None:
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("api.copper.com", 443)


def test_listening_to_the_network_is_blocked() -> None:
    with socket.socket() as server, pytest.raises(NetworkBlocked):
        server.bind(("0.0.0.0", 0))  # noqa: S104 - what is forbidden


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("127.0.0.1", server.getsockname()[1])) as client,
        server.accept()[0] as accepted,
    ):
        accepted.sendall(b"hello")
        assert client.recv(5) == b"hello"


def test_the_users_folders_are_out_of_reach() -> None:
    temporary = Path(tempfile.gettempdir()).resolve()
    for folder in (Path.home(), platformdirs.user_data_path("x"), platformdirs.user_config_path("x")):
        assert folder.resolve().is_relative_to(temporary)


def test_no_proxy_and_no_account_come_from_outside() -> None:
    names = [name.lower() for name in os.environ]
    assert not [name for name in names if name.endswith("_proxy") or name.startswith("copper_desk_")]


def test_an_unexpected_log_message_fails(
    pytester: pytest.Pytester, expect_log: Callable[[str], AbstractContextManager[None]]
) -> None:
    pytester.makeconftest('pytest_plugins = ["tests.support.silence"]')
    pytester.makepyfile("import logging\ndef test_it(): logging.getLogger('a.b').warning('disk nearly full')")
    with expect_log("nearly full"):
        result = pytester.runpytest_inprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*WARNING a.b: disk nearly full*"])


def test_an_expected_log_message_passes(
    expect_log: Callable[[str], AbstractContextManager[None]],
) -> None:
    with expect_log("nearly full"):
        writer = threading.Thread(target=logging.getLogger("a.b").error, args=("disk %s full", "nearly"))
        writer.start()
        writer.join()


def test_a_changed_environment_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.support.boundary import same_environment")
    pytester.makepyfile("import os\ndef test_it(): os.environ['HOME'] = '/'")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HOME", os.environ["HOME"])
        pytester.runpytest_inprocess().assert_outcomes(passed=1, errors=1)


def test_expecting_a_log_message_that_never_comes_fails(
    expect_log: Callable[[str], AbstractContextManager[None]],
) -> None:
    with pytest.raises(AssertionError, match="nearly full"), expect_log("nearly full"):
        logging.getLogger("a.b").info("disk nearly full")
