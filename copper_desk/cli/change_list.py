"""The changes of a plan as a dry run shows them: what would be sent, cell by cell, and what would not.

Knows nothing of where the changes come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copper_desk.cli.speech import counted, say, show, show_json
from copper_desk.desk.desk import Desk
from copper_desk.leads.text import text_of
from copper_desk.leads.value import RowId
from copper_desk.push.plan import PlannedLead, PushPlan


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """Why a row, or a lead, is not sent as it stands. ``row`` is a number in a file, None where there is none;
    ``field`` a field's key, None for the whole."""

    row: int | None
    field: str | None
    message: str


def show_changes(
    desk: Desk,
    plan: PushPlan,
    *,
    numbers: Mapping[RowId, int],
    unchanged: int,
    problems: Sequence[ListedProblem],
    as_json: bool,
) -> None:
    """The changes on stdout. ``numbers`` tells which row of the file a lead came from."""
    leads = [lead for batch in plan.batches for lead in batch.leads]
    new = sum(lead.row < 0 for lead in leads)
    changes = [change for lead in leads for change in _changes(desk, lead, numbers.get(lead.row))]
    if as_json:
        listed = [{"row": each.row, "field": each.field, "message": each.message} for each in problems]
        show_json({"changes": changes, "new": new, "unchanged": unchanged, "problems": listed})
        return
    for change in changes:
        cells = (change["id"] or "new", change["field"], change["old"], change["new"])
        show("\t".join(" ".join(str(cell).split()) for cell in cells))
    say(_summary(len(changes), len(leads) - new, new, unchanged))


def _changes(desk: Desk, lead: PlannedLead, number: int | None) -> Iterable[dict[str, object]]:
    for cell in lead.cells:
        field = desk.schema[cell.key]
        yield {
            "id": lead.row if lead.row > 0 else None,
            "row": number,
            "field": cell.key,
            "old": text_of(field, cell.base, desk.style),
            "new": text_of(field, cell.value, desk.style),
        }


def _summary(changes: int, updates: int, new: int, unchanged: int) -> str:
    parts = [
        f"{counted(changes, '1 change', '{n} changes')} on {counted(updates, '1 lead', '{n} leads')}",
        counted(new, "1 new lead", "{n} new leads") if new else "",
        f"{unchanged:,} unchanged" if unchanged else "",
    ]
    return f"{', '.join(part for part in parts if part)}. Nothing was sent."
