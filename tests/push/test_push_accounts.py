"""Whatever Copper does, in whatever order: the accounts tie out, nothing is claimed, repeated or dropped."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.value import RowId, Value
from copper_desk.push.echo import carries
from copper_desk.push.log import MemoryLog
from copper_desk.push.outcome import BatchOutcome
from copper_desk.push.plan import PlannedLead
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import Accepted, Gone, LeadOutcome, NotSent, Refused, Unknown
from tests.push.model_copper import REFUSED_DOMAIN, FakeTime, Fault, ModelCopper, make_codec, make_plan, planned_lead

CODEC = make_codec()
READ_FAULTS = [Fault.NONE] * 4 + [Fault.LOST_BEFORE, Fault.UNSENT, Fault.FAULT_BEFORE, Fault.LIMITED, Fault.FORBIDDEN]
TITLES = st.sampled_from(["Chief", "Head", "  Boss ", "poison"])
EMAILS = st.sampled_from(["a@model.example", "b@model.example", f"c{REFUSED_DOMAIN}"])
NAMES = st.sampled_from(["Ann Lee", "Bo Lind", "Cy", "Dee (Ops)"])
UPDATE: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {"title": TITLES}, optional={"email": EMAILS, "name": NAMES}
)
CREATE: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {"name": NAMES}, optional={"email": EMAILS, "title": TITLES}
)


@st.composite
def planned_leads(draw: st.DrawFn) -> list[PlannedLead]:
    changes: list[dict[str, Value]] = draw(st.lists(UPDATE, max_size=25))
    new: list[dict[str, Value]] = draw(st.lists(CREATE, max_size=15))
    planned = [planned_lead(CODEC, row, each) for row, each in enumerate(changes, 1)]
    return [*planned, *(planned_lead(CODEC, -n, each) for n, each in enumerate(new, 1))]


@given(
    leads=planned_leads(),
    missing=st.integers(0, 3),
    faults=st.lists(st.sampled_from([*Fault, *[Fault.NONE] * 6]), max_size=40),
    read_faults=st.lists(st.sampled_from(READ_FAULTS), max_size=30),
    limit=st.sampled_from([10, 10, 5, 3, 1]),
    in_flight=st.integers(1, 4),
    stop_after=st.sampled_from([None, None, 0, 1, 2]),
)
def test_no_push_loses_lies_or_repeats(
    leads: list[PlannedLead],
    missing: int,
    faults: list[Fault],
    read_faults: list[Fault],
    limit: int,
    in_flight: int,
    stop_after: int | None,
) -> None:
    updates = sum(lead.row > 0 for lead in leads)
    copper = ModelCopper(
        max(0, updates - missing), faults=faults, read_faults=read_faults, limit=limit, poison=frozenset({"poison"})
    )
    results: dict[RowId, LeadOutcome] = {}
    log = MemoryLog()
    run = PushRun(make_plan(leads), copper, CODEC, log, in_flight=in_flight, tempo=FakeTime().tempo)

    def settle(outcome: BatchOutcome) -> None:
        for result in outcome.results:
            assert result.row not in results
            results[result.row] = result
        if stop_after is not None and len(log.outcomes) > stop_after:
            run.stop()

    tally = run.run(lambda _: None, settle)

    assert tally.ties_out
    assert results.keys() == {lead.row for lead in leads}
    intended = {row for batch in log.intents for row in batch.rows}
    assert intended.issuperset(row for row, result in results.items() if not isinstance(result, NotSent))
    for lead in leads:
        if lead.row > 0:
            check_update(copper, lead, results[lead.row])
    check_creates(copper, [lead for lead in leads if lead.row < 0], results)


def check_update(copper: ModelCopper, planned: PlannedLead, result: LeadOutcome) -> None:
    held = copper.leads.get(planned.row)
    match result:
        case Accepted(lead=lead):
            assert held is not None
            assert CODEC.decode(held) == lead
            assert all(held[key] == _trimmed(value) for key, value in planned.body.items())
        case Gone():
            assert held is None
        case Refused() | NotSent():
            assert held is None or CODEC.decode(held) == planned.base
        case Unknown(reason=reason):
            assert reason


def check_creates(copper: ModelCopper, planned: list[PlannedLead], results: dict[RowId, LeadOutcome]) -> None:
    wanted = Counter(repr(lead.body) for lead in planned)
    made = Counter(repr(body) for body in copper.created)
    assert made <= wanted
    ids = [r.lead[0] for lead in planned if isinstance(r := results[lead.row], Accepted)]
    assert len(set(ids)) == len(ids)
    for lead in planned:
        result = results[lead.row]
        if isinstance(result, Accepted):
            assert isinstance(result.lead[0], int)
            assert carries(CODEC.schema, lead, CODEC.decode(copper.leads[result.lead[0]]))
    denied = Counter(repr(lead.body) for lead in planned if isinstance(results[lead.row], NotSent | Refused))
    assert all(made[body] <= wanted[body] - count for body, count in denied.items())


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
