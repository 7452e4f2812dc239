"""Takes a push back: the values from before it as new changes, for just the fields that it changed.

Pure: works on the leads as the sheet holds them, so whoever calls reads these leads first. What someone changed since
is left as it is and named. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from copper_desk.desk.recorded import NAMES
from copper_desk.leads.check import NAME_PARTS
from copper_desk.leads.text import TextStyle, text_of
from copper_desk.leads.value import RowId, is_empty
from copper_desk.sheet.edit import ChangeSet, SetCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import FieldChange, LeadResult, RecordedLead
from copper_desk.wording import later, tr

SINCE_CHANGED = later("It was changed since.")
CHANGED_HERE = later("It is changed here and not pushed yet.")
FIELD_GONE = later("This field is no longer in the account.")
NAME_STAYS = later("Copper keeps a name that was once given.")
LEAD_CREATED = later("It was created by this push. Delete it in Copper if it is not wanted.")
NOT_CONFIRMED = later("It was never confirmed that Copper took it. Look at it in Copper.")
LEAD_GONE = later("It is gone from Copper: deleted, merged into another lead or converted.")

AUTOMATIONS = later("Automations that the push started in Copper cannot be taken back.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that is not taken back, and why. ``label`` is the field, "" for the whole lead.

    ``before``, ``pushed`` and ``now`` are texts: what the push found, what it left, what is there now.
    """

    row: RowId
    name: str
    reason: str
    label: str = ""
    before: str = ""
    pushed: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class RevertPlan:
    """What taking a push back means. ``already`` counts cells that hold the earlier value by now."""

    change_set: ChangeSet
    left_out: tuple[LeftOut, ...] = ()
    already: int = 0

    @property
    def leads(self) -> int:
        """Leads that get earlier values."""
        return len({change.row for change in self.change_set if isinstance(change, SetCell)})


def plan_revert(
    sheet: Sheet,
    push_id: int,
    recorded: Sequence[RecordedLead],
    *,
    style: TextStyle,
    rows: Collection[RowId] | None = None,
) -> RevertPlan:
    """The plan to take back a push, or of it the leads with the ids ``rows``."""
    planner = _Planner(sheet, style)
    for lead in recorded:
        if rows is None or lead.lead_id in rows:
            planner.take(lead)
    return planner.plan(push_id)


class _Planner:
    def __init__(self, sheet: Sheet, style: TextStyle) -> None:
        self._sheet = sheet
        self._style = style
        self._changes: list[SetCell] = []
        self._left_out: list[LeftOut] = []
        self._already = 0

    def plan(self, push_id: int) -> RevertPlan:
        source = tr("revert of push {number}", number=push_id)
        return RevertPlan(ChangeSet(tuple(self._changes), source, source), tuple(self._left_out), self._already)

    def take(self, lead: RecordedLead) -> None:
        row = lead.lead_id
        if lead.result is LeadResult.UNKNOWN:
            self._left_out.append(LeftOut(row or lead.row, lead.name, NOT_CONFIRMED))
        elif lead.result is not LeadResult.ACCEPTED or not lead.changes:
            return
        elif row is None or lead.row < 0:
            self._left_out.append(LeftOut(row or lead.row, lead.name, LEAD_CREATED))
        elif row not in self._sheet:
            self._left_out.append(LeftOut(row, lead.name, LEAD_GONE))
        else:
            for change in _chosen(lead.changes):
                self._take_back(row, lead.name, change)

    def _take_back(self, row: RowId, name: str, change: FieldChange) -> None:
        field = self._sheet.schema.get(change.key)
        if field is None or not field.writable:
            self._leave(row, name, change, FIELD_GONE, now="")
            return
        now = self._sheet.base(row)[field.position]
        if now == change.before:
            self._already += 1
        elif now != change.after:
            self._leave(row, name, change, SINCE_CHANGED, now=text_of(field, now, self._style))
        elif self._sheet.edit(row, change.key) is not None:
            self._leave(row, name, change, CHANGED_HERE, now=text_of(field, now, self._style))
        elif change.key == "name" and is_empty(change.before):
            self._leave(row, name, change, NAME_STAYS, now=text_of(field, now, self._style))
        else:
            self._changes.append(SetCell(row, change.key, change.before))

    def _leave(self, row: RowId, name: str, change: FieldChange, reason: str, *, now: str) -> None:
        self._left_out.append(LeftOut(row, name, reason, change.label, change.before_text, change.after_text, now))


def _chosen(changes: Iterable[FieldChange]) -> Iterator[FieldChange]:
    """The changes to take back. Of a name and its parts only one side may go out: the parts, which are exact, where
    there were any, else the name."""
    found = {change.key: change for change in changes}
    parts = [key for key in NAME_PARTS if key in found]
    had_parts = any(not is_empty(found[key].before) for key in parts)
    dropped = {"name"} if had_parts else (NAMES - {"name"} if "name" in found else frozenset())
    return (change for key, change in found.items() if key not in dropped)
