"""The fault matrix: each trouble crossed with updates and with new leads, over a real socket, through a kept desk.

After each one the same must hold (``honesty``), and what is left must arrive once the trouble is over. What a window
that is closed in the middle leaves is tried in the window's own tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from _pytest.mark import ParameterSet

from copper_desk.copper.request import create_leads
from copper_desk.push.outcome import Tally
from copper_desk.push.run import PushRun
from tests.desk.faulty_push import FAST, HANG_S, IMPATIENT, LEADS, PATIENT, SLOW, Job, Kind
from tests.desk.honesty import assert_can_be_finished, assert_honest
from tests.desk.kept_desk import Computer, computer

__all__ = ["computer"]

ALL = Tally(planned=LEADS, accepted=LEADS)
TEN_UNKNOWN = Tally(planned=LEADS, accepted=LEADS - 10, unknown=10)
ONE_REQUEST_UNKNOWN = Tally(planned=10, unknown=10)
TEN_TAKEN = Tally(planned=LEADS, accepted=10, not_sent=LEADS - 10)
ONE_FAILED = Tally(planned=LEADS, accepted=LEADS - 1, failed=1)
ONE_HELD = Tally(planned=LEADS, accepted=LEADS - 1, not_sent=1)
ALL_FAILED = Tally(planned=LEADS, failed=LEADS)
NONE_SENT = Tally(planned=LEADS, not_sent=LEADS)

NOT_THERE_YET = "Nobody else can touch a lead that is not in Copper yet."
NAMED_BY_ID = "The practice server knows the poisoned lead by its id, and a new lead has none."
ASKED_BY_ID = "Copper is asked by its id what became of an update, so no other lead can be taken for it."
SENT_ONCE = "A new lead is never sent a second time."
NOTHING_READ = "Nothing is read before a new lead is sent."


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, and the count that must come of it. A sentence instead: why that makes no sense.

    ``faults`` are set when everything is typed; {lead} is the id of the fourth lead, {reread} the call that asks what
    became of a lead. ``meanwhile`` is what another user does just before the push.
    """

    name: str
    updates: Tally | str
    creates: Tally | str
    faults: str = ""
    meanwhile: Callable[[Job], object] = lambda _job: None
    is_hanging: bool = False
    leads: int = LEADS

    def combinations(self) -> Iterator[ParameterSet]:
        for kind, expected in ((Kind.UPDATES, self.updates), (Kind.CREATES, self.creates)):
            if isinstance(expected, Tally):
                yield pytest.param(self, kind, expected, id=f"{self.name}-{kind.value}")


def _delete(job: Job) -> None:
    job.control.delete(job.rows[3])


def _merge(job: Job) -> None:
    job.control.merge(job.rows[3], into=job.computer.practice.ids()[-1])


def _convert(job: Job) -> None:
    job.control.convert(job.rows[3])


def _same_field(job: Job) -> None:
    job.control.edit(job.rows[3], title="Boss")


def _same_value(job: Job) -> None:
    job.control.edit(job.rows[3], title=job.typed[job.rows[3]]["title"])


def _another_field(job: Job) -> None:
    job.control.edit(job.rows[3], details="Called.", tags=["theirs"])


def _beside(job: Job) -> None:
    """Another phone of the same array, and the street of the same address."""
    for row in job.rows[:5]:
        lead = job.control.lead(row)
        assert lead is not None
        phones = [*lead["phone_numbers"], {"number": "212 555 0199", "category": "other"}]
        job.control.edit(row, phone_numbers=phones, address={**lead["address"], "street": "9 Oak"})


def _namesakes(job: Job) -> None:
    """Somebody adds a lead of the same name and title, without an e-mail, for each of ours."""
    bodies = [{key: values[key] for key in ("name", "title")} for values in job.typed.values()]
    for start in range(0, len(bodies), 10):
        job.desk.client.call(create_leads(bodies[start : start + 10]))


TROUBLES = [
    Trouble("none", ALL, ALL),
    Trouble("drop-before", ALL, TEN_UNKNOWN, "drop-before@bulk:1"),
    Trouble("drop-after", ALL, ALL, "drop-after@bulk:1"),
    Trouble("hang-before", ALL, TEN_UNKNOWN, f"hang-before={HANG_S}@bulk:1", is_hanging=True),
    Trouble("hang-after", ALL, ALL, f"hang-after={HANG_S}@bulk:1", is_hanging=True),
    Trouble("429-burst", ALL, ALL, "429@bulk:1x4"),
    Trouble("429-burst-with-retry-after", ALL, ALL, "429=1@bulk:2x3"),
    Trouble("429-burst-on-everything", ALL, ALL, "429@any:1x6"),
    Trouble("500", ALL, TEN_UNKNOWN, "500@bulk:1"),
    Trouble("500-after", ALL, ALL, "500-after@bulk:1"),
    Trouble("502-html", ALL, TEN_UNKNOWN, "502@bulk:1"),
    Trouble("502-html-after", ALL, ALL, "502-after@bulk:2"),
    Trouble("200-html", ALL, TEN_UNKNOWN, "html@bulk:1"),
    Trouble("truncated-json", ALL, ALL, "truncate@bulk:1"),
    Trouble("cut-off", ALL, ALL, "cut@bulk:1"),
    Trouble("empty-body", ALL, ALL, "empty@bulk:1"),
    Trouble("short-reply", ALL, ALL, "short=3@bulk:1"),
    Trouble("long-reply", ALL, ALL, "long@bulk:1"),
    Trouble("reordered-reply", ALL, ALL, "reorder@bulk:1"),
    Trouble("object-for-array", ALL, ALL, "object@bulk:1"),
    Trouble("reply-with-another-id", ALL, ALL, "other-id@bulk:1"),
    Trouble("unfaithful-reply", ALL, ALL, "unfaithful@bulk:1"),
    Trouble("limit-5", ALL, ALL, "limit=5@bulk:1"),
    # Three tens may be on their way before the limit is known; the sixth call is one of fives.
    Trouble("limit-5-and-drop-after", ALL, ALL, "limit=5@bulk:1,drop-after@bulk:6"),
    Trouble("422-of-a-whole-call", ALL, ALL, "422@bulk:1"),
    Trouble("422-of-every-call", ALL_FAILED, ALL_FAILED, "422@bulk:1x*"),
    Trouble("poison-lead", ONE_FAILED, NAMED_BY_ID, "poison={lead}@bulk_update"),
    Trouble("401-mid-run", TEN_TAKEN, TEN_TAKEN, "401@bulk:2x*"),
    Trouble("403-mid-run", TEN_TAKEN, TEN_TAKEN, "403@bulk:2x*"),
    Trouble("drop-after-and-nobody-to-ask", TEN_UNKNOWN, TEN_UNKNOWN, "drop-after@bulk:1,500@{reread}:1x*"),
    Trouble("drop-after-and-hard-to-ask", ALL, ALL, "drop-after@bulk:1,500@{reread}:1x2,429@{reread}:4x2"),
    Trouble("drop-after-and-reads-fail", ALL, ALL, "drop-after@bulk:1,500@reads:1x2,502@fetch:5"),
    # The first try of an update that Copper does not show may still be at work there when the key is rejected.
    Trouble(
        "drop-before-then-401", Tally(planned=10, unknown=10), SENT_ONCE, "drop-before@bulk:1,401@bulk:2", leads=10
    ),
    Trouble("drop-before-beside-namesakes", ASKED_BY_ID, TEN_UNKNOWN, "drop-before@bulk:1", _namesakes),
    Trouble("drop-after-beside-namesakes", ASKED_BY_ID, ALL, "drop-after@bulk:1", _namesakes),
    Trouble("read-before-fails", NONE_SENT, NOTHING_READ, "500@search:1x*"),
    Trouble("gone-deleted", ONE_FAILED, NOT_THERE_YET, meanwhile=_delete),
    Trouble("gone-merged", ONE_FAILED, NOT_THERE_YET, meanwhile=_merge),
    Trouble("gone-converted", ONE_FAILED, NOT_THERE_YET, meanwhile=_convert),
    Trouble("gone-after-the-read", ONE_FAILED, NOT_THERE_YET, "gone=4@bulk_update:1"),
    Trouble("others-edit-of-the-same-field", ONE_HELD, NOT_THERE_YET, meanwhile=_same_field),
    Trouble("others-edit-to-the-same-value", ALL, NOT_THERE_YET, meanwhile=_same_value),
    Trouble("others-edit-of-another-field", ALL, NOT_THERE_YET, meanwhile=_another_field),
    Trouble("others-edit-beside-in-the-array", ALL, NOT_THERE_YET, meanwhile=_beside),
    # Between the read and the write Copper knows no "only if unchanged": the last write wins, as the guide says.
    Trouble("others-edit-of-the-same-field-after-the-read", ALL, NOT_THERE_YET, "rival=title@bulk_update:1"),
    Trouble("others-edit-of-another-field-after-the-read", ALL, NOT_THERE_YET, "rival=details@bulk_update:1"),
    Trouble(
        "others-edit-of-the-same-field-and-drop-before",
        TEN_UNKNOWN,
        NOT_THERE_YET,
        "rival=title@bulk_update:1,drop-before@bulk_update:1",
    ),
]
COMBINATIONS = [combination for trouble in TROUBLES for combination in trouble.combinations()]
BOTH = pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.value)


@pytest.mark.parametrize(("trouble", "kind", "expected"), COMBINATIONS)
def test_trouble(computer: Computer, trouble: Trouble, kind: Kind, expected: Tally) -> None:
    timeouts = IMPATIENT if trouble.is_hanging else PATIENT
    job = Job.begun(computer, kind, leads=trouble.leads, timeouts=timeouts)
    trouble.meanwhile(job)
    reread = "fetch" if kind is Kind.UPDATES else "search"
    job.control.faults(trouble.faults.format(lead=job.rows[3], reread=reread))
    assert job.push() == expected
    assert_honest(job)
    assert_can_be_finished(job)


def _unhurried(computer: Computer, kind: Kind) -> Job:
    """Forty leads, of which thirty leave at once and the other ten wait for their turn."""
    job = Job.begun(computer, kind, leads=LEADS + 10)
    job.pace.change(SLOW)
    return job


def _when_three_left(act: Callable[[PushRun], object]) -> Callable[[PushRun], None]:
    left: list[PushRun] = []

    def leaving(run: PushRun) -> None:
        left.append(run)
        if len(left) == 3:
            act(run)

    return leaving


@BOTH
def test_stop(computer: Computer, kind: Kind) -> None:
    job = _unhurried(computer, kind)
    job.on_leaving = _when_three_left(PushRun.stop)
    assert job.push() == Tally(planned=LEADS + 10, accepted=LEADS, not_sent=10)
    job.pace.change(FAST)
    assert_honest(job)
    assert_can_be_finished(job)


@BOTH
def test_pause_and_resume(computer: Computer, kind: Kind) -> None:
    job = _unhurried(computer, kind)
    requests: list[int] = []

    def pause(run: PushRun) -> None:
        run.pause()
        job.pace.change(FAST)

    def resume(run: PushRun) -> None:
        if len(job.results) == LEADS:
            requests.append(sum(call["name"] in {"bulk_update", "bulk_create"} for call in job.control.calls()))
            run.resume()

    job.on_leaving, job.on_landing = _when_three_left(pause), resume
    job.control.delay(latency_ms=100)
    assert job.push() == Tally(planned=LEADS + 10, accepted=LEADS + 10)
    job.control.delay()
    assert requests == [3]
    assert_honest(job)
    assert_can_be_finished(job)
