"""After a restart: what Copper is asked about leads in doubt, and that nothing is ever sent again."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import AuthRejected, CopperError, TransportFailure
from copper_desk.leads.value import RowId
from copper_desk.push.plan import PlannedLead
from copper_desk.push.settle_run import NEVER_ARRIVED, InDoubt, Settled, SettleEnd, SettleRun
from copper_desk.sheet.outcome import Accepted, Gone, NotSent, Unknown
from tests.push.model_copper import NOW_S, FakeTime, Fault, ModelCopper, json_lead, planned_lead
from tests.push.trial import CODEC, creates, updates


class Inquiry:
    """Leads in doubt, and what came of asking."""

    def __init__(self, copper: ModelCopper, leads: Iterable[PlannedLead], *, known: Iterable[int] = ()) -> None:
        self.copper = copper
        self.time = FakeTime()
        self.cancel = CancelToken()
        self.results: dict[RowId, Settled] = {}
        doubts = [InDoubt(lead, lead.row < 0, NOW_S + (-lead.row - 1) // 10) for lead in leads]
        self.run = SettleRun(doubts, copper, CODEC, known_ids=known, tempo=self.time.tempo)

    def go(self) -> SettleEnd:
        end = self.run.run(self.take, self.cancel)
        assert not [request for request in self.copper.requests if request.write]
        return end

    def take(self, result: Settled) -> None:
        assert result.row not in self.results
        self.results[result.row] = result


def made(copper: ModelCopper, lead: PlannedLead) -> int:
    """Copper made this new lead before the program ended."""
    lead_id = 1000 + len(copper.leads)
    copper.leads[lead_id] = json_lead(lead_id, created=NOW_S) | {"title": None} | dict(lead.body)
    return lead_id


def test_each_update_is_judged_by_what_copper_holds() -> None:
    copper = ModelCopper(3)
    copper.edit(1, title="Chief 1")
    copper.edit(3, title="Boss")
    inquiry = Inquiry(copper, updates(4))
    assert inquiry.go() == SettleEnd()
    assert inquiry.results[1] == Accepted(1, CODEC.decode(copper.leads[1]))
    assert inquiry.results[2] == NotSent(2, NEVER_ARRIVED)
    unclear, gone = inquiry.results[3], inquiry.results[4]
    assert isinstance(unclear, Unknown)
    assert unclear.reason.startswith("Copper Desk ended while this lead was being sent. ")
    assert isinstance(gone, Gone)
    assert [request.path for request in copper.requests] == [f"/leads/{row}" for row in range(1, 5)]


def test_new_leads_are_found_or_stay_unknown() -> None:
    leads = creates(12)
    copper = ModelCopper(2)
    ids = [made(copper, lead) for lead in leads[:2]]
    inquiry = Inquiry(copper, leads)
    assert inquiry.go() == SettleEnd()
    found = [result.lead[0] for row in (-1, -2) if isinstance(result := inquiry.results[row], Accepted)]
    assert found == ids
    assert all(isinstance(inquiry.results[-n], Unknown) for n in range(3, 13))


def test_a_lead_that_was_known_before_is_no_new_one() -> None:
    copper = ModelCopper()
    known = made(copper, creates(1)[0])
    inquiry = Inquiry(copper, creates(1), known=[known])
    inquiry.go()
    assert isinstance(inquiry.results[-1], Unknown)


def test_twins_of_one_request_get_one_lead_each_and_of_two_requests_none() -> None:
    def twins(*rows: int) -> list[PlannedLead]:
        return [planned_lead(CODEC, row, {"name": "Same Name"}) for row in rows]

    copper = ModelCopper()
    together = twins(-1, -2)
    ids = {made(copper, lead) for lead in together}
    inquiry = Inquiry(copper, together)
    inquiry.go()
    assert {result.lead[0] for result in inquiry.results.values() if isinstance(result, Accepted)} == ids
    apart = Inquiry(copper, twins(-1, -11))
    apart.go()
    assert {type(result) for result in apart.results.values()} == {Unknown}


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        ([Fault.UNAUTHORISED], AuthRejected),
        ([Fault.UNSENT] * 9, TransportFailure),
        ([Fault.FAULT_BEFORE] * 9, CopperError),
    ],
)
def test_a_failure_ends_it_and_the_rest_stays_in_doubt(faults: list[Fault], error: type[CopperError]) -> None:
    inquiry = Inquiry(ModelCopper(3, read_faults=[Fault.NONE, *faults]), [*updates(3), *creates(2)])
    end = inquiry.go()
    assert isinstance(end.error, error)
    assert end.unsettled == (2, 3, -1, -2)
    assert set(inquiry.results) == {1}
    assert inquiry.time.now_s < 60


def test_a_failure_at_a_search_leaves_its_leads_in_doubt() -> None:
    leads = creates(3)
    copper = ModelCopper(read_faults=[Fault.NONE, Fault.UNAUTHORISED])
    made(copper, leads[0])
    inquiry = Inquiry(copper, leads)
    end = inquiry.go()
    assert (end.unsettled, set(inquiry.results)) == ((-2, -3), {-1})
    assert isinstance(end.error, AuthRejected)


def test_a_stop_leaves_the_rest_in_doubt_without_an_error() -> None:
    inquiry = Inquiry(ModelCopper(3), updates(3))
    take = inquiry.take

    def stop(result: Settled) -> None:
        take(result)
        inquiry.cancel.cancel()

    inquiry.take = stop  # type: ignore[method-assign]
    assert inquiry.go() == SettleEnd((2, 3), None)
    assert len(inquiry.copper.requests) == 1


def test_one_that_was_stopped_before_asks_nothing() -> None:
    inquiry = Inquiry(ModelCopper(3), updates(3))
    inquiry.cancel.cancel()
    assert inquiry.go() == SettleEnd((1, 2, 3), None)
    assert inquiry.copper.requests == []


@given(
    titles=st.lists(st.sampled_from(["Buyer", "Chief", "Boss"]), max_size=8),
    made_flags=st.lists(st.booleans(), max_size=8),
    faults=st.lists(
        st.sampled_from([*[Fault.NONE] * 5, Fault.FAULT_BEFORE, Fault.UNSENT, Fault.FORBIDDEN]), max_size=20
    ),
)
def test_every_lead_is_told_of_or_still_in_doubt_and_no_one_lies(
    titles: list[str], made_flags: list[bool], faults: list[Fault]
) -> None:
    copper = ModelCopper(len(titles), read_faults=faults)
    for row, title in enumerate(titles, 1):
        copper.leads[row]["title"] = title
    old = [planned_lead(CODEC, row, {"title": "Chief"}) for row in range(1, len(titles) + 1)]
    new = creates(len(made_flags))
    ids = {lead.row: made(copper, lead) for lead, is_made in zip(new, made_flags, strict=True) if is_made}
    inquiry = Inquiry(copper, [*old, *new])
    end = inquiry.go()
    assert set(inquiry.results) | set(end.unsettled) == {lead.row for lead in (*old, *new)}
    assert not set(inquiry.results) & set(end.unsettled)
    assert bool(end.unsettled) == (end.error is not None)
    for row, result in inquiry.results.items():
        if row > 0:
            kind = {"Buyer": NotSent, "Chief": Accepted, "Boss": Unknown}[titles[row - 1]]
            assert isinstance(result, kind)
        elif isinstance(result, Accepted):
            assert result.lead[0] == ids[row]
        else:
            assert row not in ids
