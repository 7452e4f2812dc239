"""A real Secret Service for the tests of stored keys: gnome-keyring on a D-Bus of its own.

A pytest plugin. Nothing is shared with the user's session: the bus has its own address and starts no
services, the keyring its own folder. Linux only: on other systems, tests that use it carry the mark
``linux_only``. On Linux a missing program is a failure, not a skip.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="The Secret Service is Linux's keyring.")

_NAME = "org.freedesktop.secrets"
_START_S = 20.0
# A bus without service folders starts nothing by itself: a locked second keyring could answer first.
_BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@pytest.fixture(scope="session")
def secret_service_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Environment variables by which a program finds the Secret Service of this run."""
    folder = tmp_path_factory.mktemp("secret-service")
    with private_bus(folder) as address:
        environment = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }
        with _keyring_daemon(folder, environment):
            yield environment


@pytest.fixture
def secret_service(
    secret_service_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """The Secret Service is the keyring of this test and of the programs that it starts.

    Yields the whole environment, for programs that are started with one of their own.
    """
    before = keyring.get_keyring()
    for name, value in secret_service_environment.items():
        monkeypatch.setenv(name, value)
    keyring.set_keyring(keyring.core.load_keyring(secret_service_environment["PYTHON_KEYRING_BACKEND"]))
    yield dict(os.environ)
    keyring.set_keyring(before)


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A private message bus; yields its address."""
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS_CONFIGURATION.format(folder=folder))
    command = [_program("dbus-daemon"), f"--config-file={configuration}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout is not None
        try:
            address = bus.stdout.readline().strip()
            assert address, "dbus-daemon did not start"
            yield address
        finally:
            bus.terminate()


@contextmanager
def _keyring_daemon(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """An unlocked keyring on the bus, its files in ``folder``."""
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    command = [_program("gnome-keyring-daemon"), "--foreground", "--unlock", "--components=secrets"]
    with (
        (folder / "keyring.log").open("wb") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env={**os.environ, **home, **environment}
        ) as daemon,
    ):
        assert daemon.stdin is not None
        try:
            daemon.stdin.write(b"test")
            daemon.stdin.close()
            _wait_for_name(environment["DBUS_SESSION_BUS_ADDRESS"])
            yield
        finally:
            daemon.terminate()


def _wait_for_name(address: str) -> None:
    """Return when the Secret Service has taken its name on the bus.

    Raises:
        TimeoutError: It did not within ``_START_S`` seconds.
    """
    from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
    rule.add_arg_condition(0, _NAME)
    bus = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
    with open_dbus_connection(address) as connection, connection.filter(rule) as changes:
        connection.send_and_get_reply(new_method_call(bus, "AddMatch", "s", (rule.serialise(),)))
        owned = connection.send_and_get_reply(new_method_call(bus, "NameHasOwner", "s", (_NAME,)))
        if owned.body != (True,):
            connection.recv_until_filtered(changes, timeout=_START_S)


def _program(name: str) -> str:
    path = shutil.which(name)
    assert path, f"{name} is missing. Type: packaging/system-packages.sh test"
    return path
