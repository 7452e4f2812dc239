"""An update that goes out a second time goes out on what Copper was seen to hold since, not on what was read before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from itertools import count
from typing import Any

import pytest

from copper_desk.copper.reply import Reply
from copper_desk.copper.request import Request
from copper_desk.leads.value import Value
from copper_desk.push.outcome import Tally
from copper_desk.sheet.outcome import Accepted, Conflicted, NotSent, Unknown
from tests.push.model_copper import Fault, ModelCopper, planned_lead
from tests.push.trial import CODEC, Bench, updates

NOT_APPLIED = [Fault.LOST_BEFORE, Fault.FAULT_BEFORE, Fault.PAGE]
THEIRS = [{"number": "111", "category": "work"}, {"number": "999", "category": "home"}]


def at_request(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """To be called at each request; acts at one of them."""
    requests = count(1)

    def arrived() -> None:
        if next(requests) == number:
            act()

    return arrived


def pushed(
    copper: ModelCopper, changes: Mapping[str, Value], *, others: Callable[[], object] = lambda: None, **loaded: Any
) -> Bench:
    """A push of one changed lead; ``others`` act once, when its first request arrives."""
    copper.leads[1] |= loaded
    copper.meddle = at_request(1, others)
    bench = Bench(copper, [planned_lead(CODEC, 1, changes, base=CODEC.decode(copper.leads[1]))])
    bench.go()
    return bench


@pytest.mark.parametrize("fault", NOT_APPLIED)
def test_what_others_wrote_beside_is_sent_back_with_it(fault: Fault) -> None:
    copper = ModelCopper(1, faults=[fault])
    bench = pushed(
        copper,
        {"phone.work": "222"},
        others=lambda: copper.edit(1, phone_numbers=THEIRS),
        phone_numbers=[{"number": "111", "category": "work"}],
    )
    assert isinstance(bench.results[1], Accepted)
    assert copper.leads[1]["phone_numbers"] == [{"number": "222", "category": "work"}, THEIRS[1]]
    first, second = (batch.leads[0] for batch in bench.log.intents)
    home = CODEC.schema["phone.home"].position
    assert (first.base[home], second.base[home]) == (None, "999")
    # What Copper was asked about the lost answer is what the second try is built on, so nothing more is read.
    assert [request.method for request in copper.requests] == ["POST", "POST", "GET", "POST"]


class _Lagging(ModelCopper):
    """Its searches show each lead as it was at first, and the times of leads do not tell. Each read calls ``work``."""

    def __init__(self, leads: int, **faults: Any) -> None:
        super().__init__(leads, **faults)
        self.work: Callable[[], object] = lambda: None
        for lead in self.leads.values():
            lead["phone_numbers"] = THEIRS[:1]
        self._first = deepcopy(self.leads)

    def _read(self, request: Request) -> Reply:
        self.work()
        return super()._read(request)

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        now, self.leads = self.leads, self._first
        try:
            return super()._found(body)
        finally:
            self.leads = now


@pytest.mark.parametrize("read_s", [0.0, 9.0])
def test_a_search_that_lags_behind_the_reread_is_not_believed(read_s: float) -> None:
    copper = _Lagging(2, faults=[Fault.FAULT_BEFORE])
    leads = [planned_lead(CODEC, row, {"phone.work": "222"}, base=CODEC.decode(copper.leads[row])) for row in (1, 2)]
    bench = Bench(copper, leads)

    def meddle() -> None:
        for lead in copper.leads.values():
            lead["phone_numbers"] = THEIRS

    def work() -> None:
        bench.time.now_s += read_s

    copper.meddle, copper.work = at_request(1, meddle), work
    assert bench.go() == Tally(planned=2, accepted=2)
    assert all({"number": "999", "category": "home"} in lead["phone_numbers"] for lead in copper.leads.values())


@pytest.mark.parametrize(
    ("fault", "result"), [(Fault.FAULT_BEFORE, Conflicted), (Fault.LOST_BEFORE, Unknown), (Fault.PAGE, Unknown)]
)
def test_someone_elses_value_in_the_same_field_is_never_overwritten(fault: Fault, result: type) -> None:
    copper = ModelCopper(1, faults=[fault])
    bench = pushed(copper, {"title": "Chief"}, others=lambda: copper.edit(1, title="Boss"))
    # Without an answer of Copper itself, what was sent may still be on its way there.
    assert isinstance(bench.results[1], result)
    assert (len(copper.writes), copper.leads[1]["title"]) == (1, "Boss")


def test_someone_elses_value_after_a_lost_answer_stays_in_doubt_though_the_second_one_was_given() -> None:
    copper = ModelCopper(1, faults=[Fault.LOST_BEFORE, Fault.FAULT_BEFORE])
    copper.meddle = at_request(2, lambda: copper.edit(1, title="Boss"))
    bench = Bench(copper, [planned_lead(CODEC, 1, {"title": "Chief"})])
    assert bench.go() == Tally(planned=1, unknown=1)


def test_of_what_others_wrote_alike_only_the_rest_goes_again() -> None:
    copper = ModelCopper(1, faults=[Fault.FAULT_BEFORE])
    bench = pushed(copper, {"title": "Chief", "company_name": "Acme"}, others=lambda: copper.edit(1, title="Chief"))
    assert isinstance(bench.results[1], Accepted)
    assert copper.writes[1] == [{"id": 1, "company_name": "Acme"}]


@pytest.mark.parametrize(("first", "result"), [(Fault.FAULT_BEFORE, NotSent), (Fault.LOST_BEFORE, Unknown)])
def test_a_second_try_that_is_turned_away_was_not_sent_where_the_first_is_over(first: Fault, result: type) -> None:
    bench = Bench(ModelCopper(2, faults=[first, Fault.UNAUTHORISED]), updates(2))
    bench.go()
    assert bench.kinds() == {result}


def test_conflicts_among_the_last_tries_are_told_as_such() -> None:
    copper = ModelCopper(2, faults=[Fault.FAULT_BEFORE] * 9)
    copper.meddle = at_request(3, lambda: copper.edit(2, title="Boss"))
    bench = Bench(copper, updates(2))
    bench.go()
    assert [type(bench.results[row]) for row in (1, 2)] == [Unknown, Conflicted]
