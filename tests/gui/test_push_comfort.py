"""A push holds off sleep, tells its end when nobody looks, and does not let the computer be shut down unasked."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from copper_desk.gui.control.push_comfort import PushComfort
from copper_desk.gui.control.push_score import Standing
from copper_desk.gui.desktop.desktop import system_desktop
from copper_desk.gui.desktop.notification import system_notifier
from copper_desk.gui.desktop.wakefulness import ChildWakefulness, WindowsWakefulness, system_wakefulness
from copper_desk.sheet.edit import ChangeSet, SetCell
from tests.support.practice_copper import PracticeCopper
from tests.support.quiet_desktop import EndingSession, QuietDesktop
from tests.support.window import Person


def _comfort(
    person: Person, desktop: QuietDesktop, *, in_front: bool = True, agrees: Callable[[], bool] = lambda: True
) -> PushComfort:
    return PushComfort(
        person.window.push,
        person.window,
        notifier=desktop,
        wakefulness=desktop,
        stop_wished=agrees,
        in_front=lambda: in_front,
    )


def _change(person: Person, leads: int) -> None:
    rows = [person.row(n) for n in range(leads)]
    person.window.sheet.stage(ChangeSet(tuple(SetCell(row, "title", "Quartermaster") for row in rows), "a test"))
    person.window.panels.refresh()


def test_sleep_is_held_off_from_the_first_request_to_the_last_answer(person: Person) -> None:
    desktop = QuietDesktop()
    _comfort(person, desktop)
    _change(person, 12)
    person.push()
    assert desktop.asked == [("hold", "Changes are being pushed to Copper"), ("release", "")]


def test_the_end_is_told_where_nobody_looks(person: Person) -> None:
    desktop = QuietDesktop()
    _comfort(person, desktop, in_front=False)
    person.type(person.row(0), "company_name", "Blocked Ltd")
    person.push()
    assert desktop.asked[-1] == (
        "notify",
        "Copper refused the lead. Nothing was lost: they are marked in the sheet.",
    )
    assert [what for what, _ in desktop.asked] == ["hold", "release", "notify"]


def test_a_second_push_is_held_awake_and_told_too(person: Person) -> None:
    desktop = QuietDesktop()
    _comfort(person, desktop, in_front=False)
    for _ in range(2):
        person.type(person.row(0), "company_name", "Blocked Ltd")
        person.push()
    assert [what for what, _ in desktop.asked] == ["hold", "release", "notify"] * 2


@pytest.mark.parametrize(("agrees", "answers"), [(True, ["release"]), (False, ["release", "cancel"])])
def test_a_shutdown_asks_while_a_push_runs(
    person: Person, practice_copper: PracticeCopper, agrees: bool, answers: list[str]
) -> None:
    session = EndingSession()
    comfort = _comfort(person, QuietDesktop(), agrees=lambda: agrees)
    session.ending.connect(comfort.let_session_end)
    _change(person, 50)
    practice_copper.control.faults("slow=0.3@bulk_update:1x*")
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        session.ending.emit(session)
    practice_copper.control.clear_faults()
    assert session.answers == answers
    assert (person.counts().get(Standing.NOT_SENT, 0) > 0) is agrees


def test_where_nothing_may_be_asked_the_push_is_stopped(person: Person, practice_copper: PracticeCopper) -> None:
    session = EndingSession(may_ask=False)
    asked: list[str] = []

    def refuse() -> bool:
        asked.append("stop")
        return False

    comfort = _comfort(person, QuietDesktop(), agrees=refuse)
    _change(person, 50)
    practice_copper.control.faults("slow=0.3@bulk_update:1x*")
    with person.waiting(person.window.push.ended):
        person.window.changes.push.click()
        comfort.let_session_end(session)  # type: ignore[arg-type]
    practice_copper.control.clear_faults()
    assert (asked, session.answers) == ([], [])
    assert person.counts()[Standing.NOT_SENT] > 0


def test_a_shutdown_without_a_push_is_let_through(person: Person) -> None:
    session = EndingSession()
    _comfort(person, QuietDesktop()).let_session_end(session)  # type: ignore[arg-type]
    assert session.answers == []


def test_a_desktop_without_a_tray_shows_nothing_and_says_so_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        system_notifier(platform="win32").notify("The push is over", "Copper accepted all 2 leads.")
    assert "no tray" in caplog.text


def test_this_desktop_can_be_asked(qapp: QApplication) -> None:
    desktop = system_desktop(qapp)
    assert hasattr(desktop.notifier, "notify")
    assert hasattr(desktop.wakefulness, "hold")
    desktop.session_ending.connect(lambda _manager: None)


def test_windows_is_told_by_the_state_of_a_thread() -> None:
    states: list[int] = []
    awake = WindowsWakefulness(states.append)
    awake.hold("r")
    awake.release()
    assert states == [0x80000001, 0x80000000]


def test_on_macos_a_child_keeps_awake_until_it_is_ended() -> None:
    awake = ChildWakefulness(("sleep", "60"))
    awake.hold("r")
    child = awake._child
    assert child is not None
    awake.hold("again")
    assert awake._child is child
    assert child.poll() is None
    awake.release()
    assert child.poll() is not None
    awake.release()


def test_a_child_that_is_missing_is_no_trouble() -> None:
    awake = ChildWakefulness(("/nowhere/caffeinate",))
    awake.hold("r")
    awake.release()


def test_an_unknown_system_is_not_asked() -> None:
    awake = system_wakefulness("plan9")
    awake.hold("r")
    awake.release()
