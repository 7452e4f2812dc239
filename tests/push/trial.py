"""A push of a few leads to a Copper in memory, in a time that passes only by waiting, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from copper_desk.leads.value import RowId
from copper_desk.push.log import MemoryLog
from copper_desk.push.outcome import BatchOutcome, Tally
from copper_desk.push.plan import PlannedLead
from copper_desk.push.run import PushRun
from copper_desk.sheet.outcome import LeadOutcome
from tests.push.model_copper import FakeTime, ModelCopper, make_codec, make_plan, planned_lead

CODEC = make_codec()


class Forgetful(ModelCopper):
    """Searches that miss every third lead."""

    def _found(self, body: Mapping[str, object]) -> list[dict[str, Any]]:
        return [lead for lead in super()._found(body) if lead["id"] % 3]


class Bench:
    """A plan, its run and what came of it."""

    def __init__(
        self,
        copper: ModelCopper,
        leads: Iterable[PlannedLead],
        *,
        in_flight: int = 1,
        known: Iterable[int] = (),
        log: MemoryLog | None = None,
    ) -> None:
        self.copper = copper
        self.log = log or MemoryLog()
        self.time = FakeTime()
        self.plan = make_plan(leads, known=known)
        self.run = PushRun(self.plan, copper, CODEC, self.log, in_flight=in_flight, tempo=self.time.tempo)
        self.results: dict[RowId, LeadOutcome] = {}
        self.sending: list[RowId] = []
        self.react: Callable[[BatchOutcome], object] = lambda _: None

    def go(self) -> Tally:
        tally = self.run.run(self.sending.extend, self.settle)
        assert tally.ties_out
        assert tally.planned == self.plan.planned == len(self.results)
        return tally

    def settle(self, outcome: BatchOutcome) -> None:
        for result in outcome.results:
            assert result.row not in self.results
            self.results[result.row] = result
        self.react(outcome)

    def kinds(self) -> set[type[LeadOutcome]]:
        return {type(result) for result in self.results.values()}


def updates(count: int, start: int = 1) -> list[PlannedLead]:
    return [planned_lead(CODEC, row, {"title": f"Chief {row}"}) for row in range(start, start + count)]


def creates(count: int) -> list[PlannedLead]:
    return [
        planned_lead(CODEC, -n, {"name": f"New {n}", "email": f"new{n}@model.example"}) for n in range(1, count + 1)
    ]
