"""The computer stops in the middle of a push in which something goes wrong as well.

What it finds at the next start is asked about, and the rest arrives; nothing is sent twice.
"""

from __future__ import annotations

import pytest

from copper_desk.copper.cancel import CancelToken
from copper_desk.desk.recovery import UNSENT
from copper_desk.push.outcome import Tally
from copper_desk.push.run import PushRun
from copper_desk.push.settle_run import Settled
from copper_desk.sheet.edit import Delta
from copper_desk.sheet.outcome import LeadOutcome, NotSent
from tests.desk.faulty_push import LEADS, SLOW, Job, Kind, Pace, hurry
from tests.desk.honesty import (
    assert_can_be_finished,
    assert_each_lead_is_told_true,
    assert_history_ties_out,
    assert_survives,
    assert_written_once,
)
from tests.desk.kept_desk import Computer, computer

__all__ = ["computer"]

ALL_ARRIVED = LEADS
TEN_LOST = LEADS - 10


def _crashed(job: Job) -> Job:
    """The computer stops when three requests have left; what is on its way to Copper arrives or not, as it may."""
    images: list[Computer] = []
    known: dict[int, LeadOutcome] = {}
    left: list[PushRun] = []

    def stop_all(run: PushRun) -> None:
        left.append(run)
        if len(left) == 3:
            images.append(job.computer.image())
            known.update(job.results)
            run.stop()

    job.pace.change(SLOW)
    job.on_leaving = stop_all
    job.push()
    pace = Pace()
    later = Job(images[0], hurry(images[0].open(), pace), job.kind, pace, typed=job.typed, before=job.before)
    later.take(known.values())
    return later


def _settled(job: Job) -> Tally:
    """Ask Copper about what is in doubt, and count its answers with what was known and what never left."""

    def noted(result: Settled) -> Delta:
        job.take([result])
        return job.desk.settle_doubt(result)

    end = job.desk.settle_run().run(noted, CancelToken())
    assert (end.error, end.unsettled) == (None, ())
    job.take([NotSent(row, UNSENT) for row in job.rows if row not in job.results])
    tally = Tally(planned=len(job.results))
    for result in job.results.values():
        tally = tally.counting(result)
    return tally


@pytest.mark.parametrize(
    ("faults", "arrived"),
    [
        ("", ALL_ARRIVED),
        ("drop-before@bulk:1", TEN_LOST),
        ("drop-after@bulk:1", ALL_ARRIVED),
        ("500@bulk:1", TEN_LOST),
        ("500-after@bulk:1", ALL_ARRIVED),
        ("html@bulk:1", TEN_LOST),
        ("truncate@bulk:1", ALL_ARRIVED),
        ("short=3@bulk:1", ALL_ARRIVED),
    ],
)
@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.value)
def test_crash(computer: Computer, kind: Kind, faults: str, arrived: int) -> None:
    job = Job.begun(computer, kind, leads=LEADS + 10)
    job.control.faults(faults)
    later = _crashed(job)
    later.control.clear_faults()
    later.tally = _settled(later)
    lost = LEADS - arrived
    if kind is Kind.UPDATES:
        assert later.tally == Tally(planned=LEADS + 10, accepted=arrived, not_sent=lost + 10)
    else:
        assert later.tally == Tally(planned=LEADS + 10, accepted=arrived, unknown=lost, not_sent=10)
    assert_each_lead_is_told_true(later)
    assert_written_once(later)
    assert_history_ties_out(later)
    assert_survives(later)
    assert_can_be_finished(later)
