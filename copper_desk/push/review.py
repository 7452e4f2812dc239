"""What a person looks over before a push: one row a lead, problems first, and the changes gathered into lines.

A frozen picture of a plan and its sheet, without words of its own. Knows nothing of Qt, and sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from copper_desk.push.plan import PushPlan
from copper_desk.push.review_lead import ReviewLead, held_lead, planned_lead
from copper_desk.push.review_line import ReviewLine, lines_of
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Review:
    """``keys`` are the fields that any lead changes, in the order of the schema."""

    plan: PushPlan
    leads: tuple[ReviewLead, ...]
    lines: tuple[ReviewLine, ...]
    keys: tuple[str, ...]

    @property
    def change_count(self) -> int:
        """Changed cells, those of held leads among them."""
        return sum(len(lead.cells) for lead in self.leads)


def review_of(plan: PushPlan, sheet: Sheet) -> Review:
    """The review of a plan that was just made from ``sheet``."""
    held = [held_lead(lead, sheet) for lead in plan.held]
    planned = [planned_lead(lead, sheet) for batch in plan.batches for lead in batch.leads]
    leads = sorted([*held, *planned], key=lambda lead: lead.worry)
    named = {key for lead in leads for key in lead.cells}
    fields = [field for field in sheet.schema if field.key in named]
    return Review(plan, tuple(leads), tuple(lines_of(leads, fields)), tuple(field.key for field in fields))
