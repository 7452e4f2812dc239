"""The counters of a push: each planned lead in exactly one group, whatever comes in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.gui.control.pace_meter import PaceMeter
from copper_desk.gui.control.push_report import end_sentence
from copper_desk.gui.control.push_score import PushScore, PushState, Standing
from copper_desk.gui.panel.change_bar import Staged, pace_text, staged_text
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import Batch, BatchKind, PlannedLead, PushPlan
from copper_desk.push.run import STOPPED
from copper_desk.sheet.outcome import Accepted, Conflicted, FieldRefusal, Gone, LeadOutcome, NotSent, Refused, Unknown
from copper_desk.wording import duration, number


def _plan(*rows: int) -> PushPlan:
    leads = tuple(PlannedLead(row, (), (), {}) for row in rows)
    return PushPlan((Batch(0, BatchKind.UPDATE, leads),)) if leads else PushPlan(())


def _result(row: int, kind: str) -> LeadOutcome:
    results: dict[str, LeadOutcome] = {
        "accepted": Accepted(row, (row,)),
        "refused": Refused(row, (FieldRefusal("email", "is invalid"),)),
        "gone": Gone(row, "The lead was deleted."),
        "unknown": Unknown(row, "No answer came."),
        "not sent": NotSent(row, "You stopped the push."),
        "conflict": Conflicted(row, (row,), 1, "Someone else changed Title."),
    }
    return results[kind]


_KINDS = st.sampled_from(["accepted", "refused", "gone", "unknown", "not sent", "conflict"])


@given(st.lists(st.tuples(_KINDS, st.booleans()), min_size=1, max_size=30))
def test_every_planned_lead_stands_in_exactly_one_group(fates: list[tuple[str, bool]]) -> None:
    score = PushScore(_plan(*range(1, len(fates) + 1)), start_s=0.0)
    for row, (kind, is_sent) in enumerate(fates, start=1):
        if is_sent:
            score.mark_sending([row])
        score.settle(BatchOutcome(0, (_result(row, kind),)), renamed={})
        assert sum(score.counts().values()) == score.planned == len(fates)
        assert score.open == len(fates) - row


def test_a_created_lead_is_counted_under_its_new_number() -> None:
    score = PushScore(_plan(-1), start_s=0.0)
    score.settle(BatchOutcome(0, (Accepted(-1, (77,)),)), renamed={-1: 77})
    assert score.rows(Standing.ACCEPTED) == frozenset({77})


def test_the_time_of_a_push_stands_still_after_its_end() -> None:
    score = PushScore(_plan(1), start_s=10.0)
    assert score.seconds(12.0) == 2.0
    score.end(now_s=13.0)
    assert (score.running, score.seconds(99.0)) == (False, 3.0)


def test_a_push_that_was_stopped_says_what_went_through() -> None:
    score = PushScore(_plan(1, 2, 3), start_s=0.0)
    results = (_result(1, "accepted"), NotSent(2, STOPPED), NotSent(3, STOPPED))
    score.settle(BatchOutcome(0, results), renamed={})
    told = "Stopped: 2 leads were not sent. 1 lead was accepted. Nothing was lost: they are marked in the sheet."
    assert end_sentence(score) == told


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        (["accepted"], "Copper accepted the lead."),
        (["accepted"] * 3, "Copper accepted all 3 leads."),
        (["refused"], "Copper refused the lead. Nothing was lost: they are marked in the sheet."),
        (
            ["accepted", "refused", "gone"],
            (
                "Copper refused 1 of 3 leads. 1 lead is gone from Copper. "
                "Nothing was lost: they are marked in the sheet."
            ),
        ),
        (["gone", "gone"], "2 leads are gone from Copper. Nothing was lost: they are marked in the sheet."),
        (
            ["accepted", "conflict", "conflict"],
            (
                "2 leads were changed by someone else too and are held back. "
                "Nothing was lost: they are marked in the sheet."
            ),
        ),
        (
            ["unknown", "not sent", "not sent"],
            (
                "1 lead is not confirmed. 2 leads were not sent: You stopped the push. "
                "Nothing was lost: they are marked in the sheet."
            ),
        ),
    ],
)
def test_the_end_is_told_in_a_sentence(kinds: list[str], sentence: str) -> None:
    score = PushScore(_plan(*range(1, len(kinds) + 1)), start_s=0.0)
    results = tuple(_result(row, kind) for row, kind in enumerate(kinds, start=1))
    score.settle(BatchOutcome(0, results), renamed={})
    assert end_sentence(score) == sentence


@pytest.mark.parametrize(
    ("staged", "text"),
    [
        (Staged(), "No changes"),
        (Staged(1, 1), "1 change on 1 lead"),
        (Staged(14, 12, 2), "14 changes on 12 leads · 2 problems"),
        (Staged(3, 2, warnings=1), "3 changes on 2 leads · 1 warning"),
        (Staged(20_000, 10_000, 1), "20,000 changes on 10,000 leads · 1 problem"),
    ],
)
def test_what_is_staged_is_told_in_words(staged: Staged, text: str) -> None:
    assert staged_text(staged) == text


def _state(**values: object) -> PushState:
    counts = dict.fromkeys(Standing, 0) | {Standing.QUEUED: 40}
    return PushState(**{"counts": counts, "planned": 50, "running": True, "seconds": 5.0, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (_state(seconds=0.2, rate=800.0, time_left_s=0.1), "Starting…"),
        (_state(rate=29.6, time_left_s=275.0), "30 leads/s · about 4 min 35 s left"),
        (_state(rate=2.55, time_left_s=9.0), "2.5 leads/s · about 9 s left"),
        (_state(paused=True), "Paused. What is on its way is counted."),
        (_state(rate=30.0, time_left_s=0.2), "30 leads/s · about 1 s left"),
        (_state(waiting="Waiting for the network"), "Waiting for the network, 40 not sent"),
        (
            _state(
                waiting="Waiting for the network",
                counts=dict.fromkeys(Standing, 0) | {Standing.QUEUED: 310, Standing.SENDING: 100},
            ),
            "Waiting for the network, 410 without a result",
        ),
        (_state(running=False, seconds=9.0), "50 planned · last push 9 s"),
    ],
)
def test_the_pace_is_told_in_words(state: PushState, text: str) -> None:
    assert pace_text(state) == text


def test_a_rate_is_that_of_the_last_seconds_only() -> None:
    meter = PaceMeter(0.0, window_s=10.0)
    meter.add(1000, at_s=1.0)
    meter.add(50, at_s=15.0)
    assert meter.rate(20.0) == 5.0


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "under 1 s"), (59, "59 s"), (60, "1 min"), (275, "4 min 35 s"), (3900, "1 h 5 min")]
)
def test_a_length_of_time_reads_as_people_say_it(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(("value", "text"), [(2431, "2,431"), (1250.0, "1,250"), (1250.5, "1,250.50")])
def test_numbers_have_separators(value: float, text: str) -> None:
    assert number(value) == text
