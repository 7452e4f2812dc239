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
from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown
from tests.push.model_copper import REFUSED_DOMAIN, FakeTime, Fault, ModelCopper, make_codec, make_plan, planned_lead

CODEC = make_codec()
SENT = Refused | Unknown
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

TROUBLE = st.fixed_dictionaries(
    {
        "writes": st.lists(st.sampled_from([*Fault, *[Fault.NONE] * 6]), max_size=40),
        "reads": st.lists(st.sampled_from(READ_FAULTS), max_size=30),
        "fresh": st.lists(st.sampled_from([*READ_FAULTS, Fault.OBJECT]), max_size=12),
    }
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
    trouble=TROUBLE,
    rivals=st.dictionaries(st.integers(1, 25), st.sampled_from(["Rival", "Chief", "Head"]), max_size=6),
    limit=st.sampled_from([10, 10, 5, 3, 1]),
    in_flight=st.integers(1, 4),
    stop_after=st.sampled_from([None, None, 0, 1, 2]),
)
def test_no_push_loses_lies_or_repeats(
    leads: list[PlannedLead],
    missing: int,
    trouble: dict[str, list[Fault]],
    rivals: dict[int, str],
    limit: int,
    in_flight: int,
    stop_after: int | None,
) -> None:
    copper = troubled_copper(max(0, sum(lead.row > 0 for lead in leads) - missing), trouble, rivals, limit=limit)
    before = {row: dict(lead) for row, lead in copper.leads.items()}
    results: dict[RowId, LeadOutcome] = {}
    log = MemoryLog()
    run = PushRun(make_plan(leads), copper, CODEC, log, in_flight=in_flight, tempo=FakeTime().tempo)

    def settle(outcome: BatchOutcome) -> None:
        for result in outcome.results:
            assert result.row not in results
            results[result.row] = result
        if stop_after is not None and len(log.outcomes) > stop_after:
            run.stop()

    rows_sent: list[RowId] = []
    tally = run.run(rows_sent.extend, settle)
    rows_sent.sort()

    assert tally.ties_out
    assert results.keys() == {lead.row for lead in leads}
    assert rows_sent == check_intents(log, copper, results)
    for lead in leads:
        if lead.row > 0:
            check_update(copper, lead, results[lead.row], before.get(lead.row))
    check_creates(copper, [lead for lead in leads if lead.row < 0], results)


def troubled_copper(held: int, trouble: dict[str, list[Fault]], rivals: dict[int, str], *, limit: int) -> ModelCopper:
    """A Copper that holds so many leads, some of them with a title that a rival has given."""
    copper = ModelCopper(
        held,
        faults=trouble["writes"],
        read_faults=trouble["reads"],
        fresh_faults=trouble["fresh"],
        limit=limit,
        poison=frozenset({"poison"}),
    )
    for row in rivals.keys() & copper.leads.keys():
        copper.edit(row, title=rivals[row])
    return copper


def check_intents(log: MemoryLog, copper: ModelCopper, results: dict[RowId, LeadOutcome]) -> list[RowId]:
    """Nothing left, or may have left, without an intent. The rows of all intents in order."""
    intended = {row for batch in log.intents for row in batch.rows}
    assert intended.issuperset([*copper.updated, *(r for r, each in results.items() if isinstance(each, SENT))])
    return sorted(intended)


def check_update(
    copper: ModelCopper, planned: PlannedLead, result: LeadOutcome, before: dict[str, object] | None
) -> None:
    held = copper.leads.get(planned.row)
    match result:
        case Accepted(lead=lead):
            assert held is not None
            assert CODEC.decode(held) == lead
            assert all(held[key] == _trimmed(value) for key, value in planned.body.items())
        case Gone():
            assert held is None
        case Refused() | NotSent():
            assert held == before
        case Conflicted(lead=lead):
            assert held == before
            assert held is not None
            assert CODEC.decode(held) == lead
            assert held["title"] not in {"Buyer", planned.body["title"]}
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
