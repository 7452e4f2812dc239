"""Copper's messages about a lead, each on the cell it is about.

Copper names attributes ("address", "custom_fields"), the sheet has cells: a message about an attribute belongs to
the cells of it that were sent. The words stay Copper's. Knows nothing of how a reply came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.error import FieldError, RequestRejected
from copper_desk.leads.field import Field
from copper_desk.push.plan import PlannedLead
from copper_desk.sheet.outcome import FieldRefusal, Refused
from copper_desk.wording import tr


def refused(codec: LeadCodec, planned: PlannedLead, errors: Iterable[FieldError], *, request_id: str | None) -> Refused:
    """The refusal of one lead; without any message it says so."""
    found = tuple(refusal for error in errors for refusal in _refusals(codec, planned, error))
    none = (FieldRefusal(None, tr("Copper refused this lead and gave no reason.")),)
    return Refused(planned.row, found or none, request_id)


def refused_alone(codec: LeadCodec, planned: PlannedLead, error: RequestRejected) -> Refused:
    """The refusal of a lead that was alone in a call which Copper refused whole."""
    errors = error.field_errors or (FieldError("", error.message),)
    return refused(codec, planned, errors, request_id=error.request_id)


def names_no_cell(refusal: Refused, planned: PlannedLead) -> bool:
    """Whether no message is about a cell that was sent: then the lead itself may be what is wrong."""
    sent = {cell.key for cell in planned.cells}
    return not any(each.key in sent for each in refusal.refusals)


def _refusals(codec: LeadCodec, planned: PlannedLead, error: FieldError) -> Iterator[FieldRefusal]:
    keys = _keys(codec, planned, error)
    if keys:
        yield from (FieldRefusal(key, error.message) for key in keys)
    else:
        yield FieldRefusal(None, f"{error.field}: {error.message}" if error.field else error.message)


def _keys(codec: LeadCodec, planned: PlannedLead, error: FieldError) -> list[str]:
    """The sent cells that a message is about; else the field it names, sent or not; else none."""
    if not error.field:
        return []
    sent = {cell.key for cell in planned.cells}
    one = codec.field_key(error.field, sent)
    if one is not None:
        return [one]
    meant = [codec.schema[key] for key in codec.field_keys(error.field) if key in sent]
    mentioned = [field for field in meant if _is_mentioned(field, error.message)]
    return [field.key for field in mentioned or meant]


def _is_mentioned(field: Field, message: str) -> bool:
    """Whether the text of a message about a whole attribute points at one cell of it. Only places a mark."""
    words = (field.label, (field.part or "").replace("_", " "), str(field.definition_id or ""))
    folded = message.casefold()
    return any(word and word.casefold() in folded for word in words)
