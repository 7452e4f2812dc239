"""Between a push's leads and results and what the history keeps of them, both ways.

Pure. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable

from copper_desk.leads.check import NAME_PARTS
from copper_desk.leads.field import Field
from copper_desk.leads.schema import Schema
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import Lead, RowId, Value
from copper_desk.push.plan import PlannedLead, SentCell
from copper_desk.sheet.outcome import (
    Accepted,
    Conflicted,
    FieldRefusal,
    Gone,
    LeadOutcome,
    NotSent,
    Refused,
    Unknown,
)
from copper_desk.sheet.sheet import Sheet
from copper_desk.storage.push_entry import FieldChange, IntendedCell, IntendedLead, LeadResult, RecordedLead

NAMES = frozenset({"name", *NAME_PARTS})
"""Copper makes the name of its parts and the parts of the name: a change of one changes the others."""

_CALLED_BY = ("name", "company_name", "email")

_MERGED = "custom_fields"
"""The one array that Copper merges: an entry that is not sent stays as it is."""

_RESULTS: dict[type[LeadOutcome], LeadResult] = {
    Accepted: LeadResult.ACCEPTED,
    Refused: LeadResult.FAILED,
    Gone: LeadResult.GONE,
    Unknown: LeadResult.UNKNOWN,
    NotSent: LeadResult.NOT_SENT,
    Conflicted: LeadResult.CONFLICT,
}


def intended_lead(schema: Schema, planned: PlannedLead, *, is_create: bool) -> IntendedLead:
    """What is written down before a lead leaves."""
    cells = tuple(IntendedCell(cell.key, cell.value, cell.base, cell.revision) for cell in planned.cells)
    return IntendedLead(planned.row, is_create, lead_name(schema, planned), cells, planned.base)


def planned_lead(intended: IntendedLead) -> PlannedLead:
    """The same lead again, to ask Copper what became of it. It has no body: it is never sent from this."""
    cells = tuple(SentCell(cell.key, cell.value, cell.base, cell.revision) for cell in intended.cells)
    return PlannedLead(intended.row, intended.base, cells, {})


def recorded_lead(
    schema: Schema, outcome: LeadOutcome, planned: PlannedLead, sent: PlannedLead | None, *, style: TextStyle
) -> RecordedLead:
    """What is written down of a result. ``sent`` is the lead as it left, None when it never did."""
    lead = outcome.lead if isinstance(outcome, Accepted | Conflicted) else None
    changes: tuple[FieldChange, ...] = ()
    if isinstance(outcome, Accepted) and sent is not None:
        changes = tuple(field_changes(schema, sent, outcome.lead, style=style))
    return RecordedLead(
        outcome.row,
        _id_of(outcome.row, lead),
        lead_name(schema, planned),
        _RESULTS[type(outcome)],
        reason=getattr(outcome, "reason", ""),
        refusals=tuple((each.key, each.message) for each in getattr(outcome, "refusals", ())),
        request_id=getattr(outcome, "request_id", None),
        changes=changes,
        lead=lead,
        sent=tuple((cell.key, cell.revision) for cell in (sent or planned).cells),
    )


def unsent_lead(sheet: Sheet, row: RowId, reason: str) -> RecordedLead:
    """What is written down of a planned lead that never left, when the plan itself is lost."""
    shown = (sheet.value(row, key) for key in _CALLED_BY) if row in sheet else ()
    name = next((str(value) for value in shown if value), "")
    return RecordedLead(row, _id_of(row, None), name, LeadResult.NOT_SENT, reason)


def outcome_of(recorded: RecordedLead, *, stamp: int) -> LeadOutcome:
    """The result again, for the sheet of a later start. A result without its lead is no longer known in full."""
    match recorded.result:
        case LeadResult.ACCEPTED if recorded.lead is not None:
            return Accepted(recorded.row, recorded.lead)
        case LeadResult.CONFLICT if recorded.lead is not None:
            return Conflicted(recorded.row, recorded.lead, stamp, recorded.reason)
        case LeadResult.FAILED:
            refusals = tuple(FieldRefusal(key, message) for key, message in recorded.refusals)
            return Refused(recorded.row, refusals, recorded.request_id)
        case LeadResult.GONE:
            return Gone(recorded.row, recorded.reason)
        case LeadResult.NOT_SENT:
            return NotSent(recorded.row, recorded.reason)
        case _:
            return Unknown(recorded.row, recorded.reason)


def field_changes(schema: Schema, sent: PlannedLead, lead: Lead, *, style: TextStyle) -> Iterable[FieldChange]:
    """Each field that this write changed in Copper: those that were sent, and those that changed with them.

    Copper replaces an array or an object whole and splits a name, so a write of one field can move its siblings.
    """
    keys = {cell.key for cell in sent.cells}
    attributes = {schema[key].attribute for key in keys}
    for field in schema:
        before, after = sent.base[field.position], lead[field.position]
        was_sent = field.key in keys
        is_beside = field.attribute in attributes and field.attribute != _MERGED
        if was_sent or (before != after and (is_beside or (field.key in NAMES and keys & NAMES))):
            yield _change(field, before, after, style, was_sent=was_sent)


def _change(field: Field, before: Value, after: Value, style: TextStyle, *, was_sent: bool) -> FieldChange:
    texts = text_of(field, before, style), text_of(field, after, style)
    return FieldChange(field.key, field.label, before, after, was_sent, *texts)


def lead_name(schema: Schema, planned: PlannedLead) -> str:
    """What a person calls the lead: its name as it was sent or loaded, else its company or e-mail, else nothing."""
    sent = {cell.key: cell.value for cell in planned.cells}
    for key in _CALLED_BY:
        value = sent.get(key) or planned.base[schema[key].position]
        if value:
            return str(value)
    return ""


def _id_of(row: RowId, lead: Lead | None) -> int | None:
    if lead is not None and isinstance(lead[0], int):
        return lead[0]
    return row if row > 0 else None
