"""Whose answer is whose: the elements of a bulk reply, matched to the leads of the request. Pure.

Copper documents an element a lead, in the order of the request
(https://developer.copper.com/leads/bulk-update-leads.html). Nothing is believed on that word alone: an id counts
before a place, a new lead must be recognisable, and whatever cannot be told is left unanswered.

A new lead is recognised by what makes a person, and then it is accepted even if Copper did not take some other field of
it: the lead is there, under its own id, and whatever else was said of it would have somebody make it a second time. The
field is named to the person as what Copper made of it (sheet/alteration.py). A lead whose name or address is not what
was sent is no echo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from copper_desk.copper.codec import LeadCodec
from copper_desk.copper.reply import BulkElement, Failed, Unreadable, Written
from copper_desk.leads.value import Lead, RowId
from copper_desk.push.echo import carries, is_exactly
from copper_desk.push.plan import Batch, BatchKind, PlannedLead
from copper_desk.push.refusal import refused
from copper_desk.sheet.outcome import Accepted, Refused


@dataclass(frozen=True, slots=True)
class Match:
    """What a bulk reply says: the leads it answers, and those it does not."""

    settled: tuple[Accepted | Refused, ...]
    unanswered: tuple[PlannedLead, ...]


@dataclass(slots=True)
class _Answers:
    """Answers found so far, by row, and the rows that were answered twice in different ways."""

    by_row: dict[RowId, Lead | Failed] = field(default_factory=dict)
    torn: set[RowId] = field(default_factory=set)

    def add(self, row: RowId, answer: Lead | Failed) -> None:
        if row in self.by_row:
            self.torn.add(row)
        self.by_row[row] = answer

    def get(self, row: RowId) -> Lead | Failed | None:
        return None if row in self.torn else self.by_row.get(row)


def match_reply(
    codec: LeadCodec, batch: Batch, elements: Sequence[BulkElement], *, request_id: str | None = None
) -> Match:
    """Match the elements of a reply, of whatever length and order, to the leads of ``batch``."""
    answers = (
        _by_id(codec, batch.leads, elements)
        if batch.kind is BatchKind.UPDATE
        else _by_content(codec, batch.leads, elements)
    )
    settled: list[Accepted | Refused] = []
    unanswered: list[PlannedLead] = []
    for planned in batch.leads:
        answer = answers.get(planned.row)
        if answer is None:
            unanswered.append(planned)
        elif isinstance(answer, Failed):
            settled.append(refused(codec, planned, answer.errors, request_id=request_id))
        else:
            settled.append(Accepted(planned.row, answer))
    return Match(tuple(settled), tuple(unanswered))


def _by_id(codec: LeadCodec, leads: Sequence[PlannedLead], elements: Sequence[BulkElement]) -> _Answers:
    """Updates: an element's own id decides; one without an id counts by its place if all others stand in theirs."""
    wanted = {planned.row for planned in leads}
    answers = _Answers()
    nameless: list[tuple[int, Failed]] = []
    in_place = len(elements) == len(leads)
    for place, element in enumerate(elements):
        answer = _read(codec, element)
        row = _row_of(answer)
        if row in wanted and answer is not None and row is not None:
            answers.add(row, answer)
        elif isinstance(answer, Failed) and row is None:
            nameless.append((place, answer))
            continue
        in_place = in_place and row == leads[place].row
    for place, failed in nameless if in_place else ():
        answers.add(leads[place].row, failed)
    return answers


def _row_of(answer: Lead | Failed | None) -> RowId | None:
    if isinstance(answer, Failed):
        return answer.id
    return answer[0] if answer is not None and isinstance(answer[0], int) else None


def _by_content(codec: LeadCodec, leads: Sequence[PlannedLead], elements: Sequence[BulkElement]) -> _Answers:
    """Creates: places count if every echo carries what was sent from its place; else only contents do."""
    found = [_read(codec, element) for element in elements]
    if len(found) == len(leads) and _in_order(codec, leads, found):
        answers = _Answers()
        for planned, answer in zip(leads, found, strict=True):
            if answer is not None:
                answers.add(planned.row, answer)
        return answers
    echoes = [answer for answer in found if answer is not None and not isinstance(answer, Failed)]
    return _recognised(codec, leads, echoes)


def _in_order(codec: LeadCodec, leads: Sequence[PlannedLead], found: Sequence[Lead | Failed | None]) -> bool:
    pairs = zip(leads, found, strict=True)
    ids = [answer[0] for answer in found if answer is not None and not isinstance(answer, Failed)]
    return len(set(ids)) == len(ids) and all(
        answer is None or isinstance(answer, Failed) or carries(codec.schema, planned, answer)
        for planned, answer in pairs
    )


def _recognised(codec: LeadCodec, leads: Sequence[PlannedLead], echoes: Sequence[Lead]) -> _Answers:
    """Each echo goes to the one lead it is exactly; twins, which nothing tells apart, share theirs out."""
    answers = _Answers()
    for echo in {echo[0]: echo for echo in echoes}.values():
        fitting = [planned for planned in leads if is_exactly(codec.schema, planned, echo)]
        free = [planned for planned in fitting if planned.row not in answers.by_row]
        if free and all(planned.body == fitting[0].body for planned in fitting):
            answers.add(free[0].row, echo)
    return answers


def _read(codec: LeadCodec, element: BulkElement) -> Lead | Failed | None:
    """The lead or the failure in an element, or None when it is neither."""
    match element:
        case Written():
            return codec.decode(element.lead)
        case Failed():
            return element
        case Unreadable():
            return None
