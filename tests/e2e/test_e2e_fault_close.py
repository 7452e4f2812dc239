"""The row of the fault matrix that needs a window: it is closed while a push runs."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from copper_desk.gui.control.push_score import PushScore, PushState, Standing
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.sheet.edit import Delta
from tests.desk.faulty_push import LEADS, SLOW, Job, Kind, Pace, hurry
from tests.desk.honesty import assert_can_be_finished, assert_honest
from tests.desk.kept_desk import Computer
from tests.e2e.conftest import Seat
from tests.support.window import Person


def _has_left(state: PushState) -> bool:
    return state.counts[Standing.SENDING] + state.counts[Standing.ACCEPTED] == LEADS


def _tally(score: PushScore) -> Tally:
    counts = score.counts()
    return Tally(
        planned=score.planned,
        accepted=counts[Standing.ACCEPTED],
        failed=counts[Standing.FAILED],
        unknown=counts[Standing.UNKNOWN],
        not_sent=counts[Standing.NOT_SENT],
    )


def _sit_down(computer: Computer, kind: Kind, seat: Seat, monkeypatch: pytest.MonkeyPatch) -> tuple[Person, Job]:
    """Somebody changes forty leads at a window; what the window hears of them is noted."""
    pace = Pace()
    job = Job(computer, hurry(computer.open(), pace), kind, pace)
    person = seat(job.desk)
    person.load()
    person.window.sheet.stage(job.type(LEADS + 10))
    person.window.panels.refresh()
    job.begin(job.desk.plan())
    settle = job.desk.settle

    def noted(outcome: BatchOutcome) -> Delta:
        job.take(outcome.results)
        return settle(outcome)

    monkeypatch.setattr(job.desk, "settle", noted)
    return person, job


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.value)
def test_a_window_that_is_closed_in_the_middle_of_a_push(
    qtbot: QtBot, computer: Computer, seat: Seat, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, job = _sit_down(computer, kind, seat, monkeypatch)
    job.pace.change(SLOW)
    job.control.delay(latency_ms=300)
    with qtbot.waitSignal(person.window.push.progressed, check_params_cb=_has_left, timeout=20_000):
        person.window.changes.push.click()
    with person.waiting(person.window.closed):
        assert person.window.close() is False
    job.control.delay()
    assert [name for name, _ in person.answers.asked] == ["push", "stop"]
    assert person.window.push.score is not None
    job.tally = _tally(person.window.push.score)
    assert job.tally == Tally(planned=LEADS + 10, accepted=LEADS, not_sent=10)

    job.desk = hurry(computer.open(), Pace())
    assert_honest(job)
    assert_can_be_finished(job)
