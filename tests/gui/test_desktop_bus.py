"""On Linux the desktop is asked over a real message bus, and nothing waits for it."""

from __future__ import annotations

import logging

import pytest

from copper_desk.gui.desktop.notification import BusNotifier, system_notifier
from copper_desk.gui.desktop.wakefulness import BusWakefulness, system_wakefulness
from tests.support.desktop_bus import TICKET, DesktopBus, desktop_bus
from tests.support.secret_service import linux_only

__all__ = ["desktop_bus"]
pytestmark = linux_only


def test_a_notification_is_shown_with_its_text_as_it_is(desktop_bus: DesktopBus) -> None:
    system_notifier(platform="linux").notify("The push is over", "Copper refused 2 of <b>3</b> leads & more.")
    method, arguments = desktop_bus.next_call()
    assert method == "Notify"
    assert arguments[0] == "Copper Desk"
    assert arguments[3:5] == ("The push is over", "Copper refused 2 of &lt;b&gt;3&lt;/b&gt; leads &amp; more.")


def test_sleep_is_held_off_and_let_go_again(desktop_bus: DesktopBus) -> None:
    awake = system_wakefulness("linux")
    awake.hold("Changes are being pushed to Copper")
    asked = {desktop_bus.next_call(), desktop_bus.next_call()}
    assert asked == {
        ("Inhibit", ("Copper Desk", "Changes are being pushed to Copper")),
        ("Inhibit", ("sleep:shutdown", "Copper Desk", "Changes are being pushed to Copper", "block")),
    }
    awake.release()
    assert desktop_bus.next_call() == ("UnInhibit", (TICKET,))
    assert desktop_bus.lock_is_released()


def test_a_second_hold_asks_nothing_and_a_second_push_asks_again(desktop_bus: DesktopBus) -> None:
    awake = BusWakefulness()
    for _ in range(2):
        awake.hold("once")
    awake.release()
    awake.hold("again")
    awake.release()
    asked = [desktop_bus.next_call()[0] for _ in range(6)]
    assert sorted(asked) == ["Inhibit"] * 4 + ["UnInhibit"] * 2


def test_without_a_bus_nothing_happens_but_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nowhere/bus")
    with caplog.at_level(logging.INFO):
        BusNotifier().notify("t", "x")
        awake = BusWakefulness()
        awake.hold("r")
        awake.release()
    assert [record.levelname for record in caplog.records] == ["INFO"] * 3


def test_a_bus_without_such_services_holds_nothing_off(
    secret_service_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    address = secret_service_environment["DBUS_SESSION_BUS_ADDRESS"]
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, address)
    awake = BusWakefulness()
    with caplog.at_level(logging.INFO):
        awake.hold("r")
        awake.release()
    assert "Sleep was not held off" in caplog.text
