"""The values of push_entry.py as rows of the tables in journal_format.py, and back.

Leads are kept by field key, so that they can be read after the account got other fields. Knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from copper_desk.leads.value import Lead, Value
from copper_desk.storage.push_entry import (
    DoubtfulLead,
    FieldChange,
    IntendedCell,
    IntendedLead,
    LeadResult,
    PushHead,
    RecordedLead,
)
from copper_desk.storage.value import Cell, is_native_number, packed, restored, stored, unpacked

Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LeadForm:
    """Which value of a lead stands where: the fields' ``keys``, and what each is in a ``blank`` lead."""

    keys: tuple[str, ...]
    blank: Lead

    def written(self, lead: Lead) -> bytes:
        """``lead`` by its keys."""
        return packed(tuple(pair for pair in zip(self.keys, lead, strict=True) if pair[1] is not None))

    def read(self, data: bytes) -> Lead:
        """A written lead, aligned with the fields of today. Raises Unreadable."""
        values: dict[str, Value] = dict(unpacked(data))
        # What was empty then is empty, what was no field then is blank.
        return tuple(values.get(key, blank) for key, blank in zip(self.keys, self.blank, strict=True))


def head_row(head: PushHead) -> Row:
    """A push as it begins."""
    texts = (head.user_name, head.user_email, head.system_user, head.computer, head.source, head.note)
    return *map(stored, texts), head.planned, head.began_s, stored(head.program)


def head_of(row: Sequence[Any]) -> PushHead:
    """The head in a row of ``push``, without its id."""
    name, email, system_user, computer, source, note = map(restored, row[:6])
    planned, began_s, program = row[6:]
    return PushHead(name, email, system_user, computer, source, note, planned, began_s, restored(program))


def intent_row(lead: IntendedLead, form: LeadForm) -> Row:
    """A lead that is about to leave."""
    cells = packed(tuple((cell.key, cell.value, cell.base, cell.revision) for cell in lead.cells))
    return lead.row, int(lead.is_create), stored(lead.name), cells, form.written(lead.base)


def doubtful_lead(row: Sequence[Any], form: LeadForm) -> DoubtfulLead:
    """The lead in a row of ``intent``."""
    at_s, lead_row, is_create, name, cells, base = row
    intended = tuple(IntendedCell(*cell) for cell in unpacked(cells))
    return DoubtfulLead(IntendedLead(lead_row, bool(is_create), restored(name), intended, form.read(base)), at_s)


def result_row(lead: RecordedLead, form: LeadForm) -> Row:
    """What became of a lead."""
    return (
        lead.row,
        lead.lead_id,
        stored(lead.name),
        lead.result.value,
        stored(lead.reason),
        packed(lead.refusals),
        None if lead.request_id is None else stored(lead.request_id),
        None if lead.lead is None else form.written(lead.lead),
        packed(lead.sent),
        haystack(_words(lead)),
    )


def recorded_lead(row: Sequence[Any], changes: Iterable[Sequence[Any]], form: LeadForm) -> RecordedLead:
    """The lead in a row of ``result`` and its rows of ``change``."""
    lead_row, lead_id, name, result, reason, refusals, request_id, lead, sent = row
    return RecordedLead(
        lead_row,
        lead_id,
        restored(name),
        LeadResult(result),
        restored(reason),
        unpacked(refusals),
        restored(request_id),
        tuple(map(_change, changes)),
        None if lead is None else form.read(lead),
        () if sent is None else unpacked(sent),
    )


def change_row(change: FieldChange) -> Row:
    """A change of one field."""
    texts = stored(change.before_text), stored(change.after_text)
    return change.key, stored(change.label), stored(change.before), stored(change.after), *texts, int(change.was_sent)


def _change(row: Sequence[Any]) -> FieldChange:
    key, label, before, after, before_text, after_text, was_sent = row
    return FieldChange(
        key,
        restored(label),
        restored(before),
        restored(after),
        bool(was_sent),
        restored(before_text),
        restored(after_text),
    )


def haystack(words: Iterable[str]) -> str:
    """What the search looks through, and looks for: without case, and in characters that SQLite can hold."""
    return "\n".join(words).casefold().encode("utf-8", "replace").decode()


def _words(lead: RecordedLead) -> Iterable[str]:
    yield lead.name
    yield "" if lead.lead_id is None else str(lead.lead_id)
    yield lead.reason
    yield from (message for _, message in lead.refusals)
    for change in lead.changes:
        yield from (change.before_text, change.after_text)
        yield from _value_words(change.before)
        yield from _value_words(change.after)


def _value_words(value: object) -> Iterable[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _value_words(part)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield value.isoformat()
    elif is_native_number(value):
        yield str(value)
