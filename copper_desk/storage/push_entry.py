"""What is written down about a push: who sent it, what left, what came of each lead, and what it changed.

Plain values, so that the book of pushes needs to know neither how one is run nor how it is shown. Labels and texts are
kept beside the values: a field or an option may be gone by the time somebody reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from copper_desk.leads.value import Lead, RowId, Value


class LeadResult(Enum):
    """What became of one lead of a push."""

    ACCEPTED = "accepted"
    FAILED = "failed"  # Copper refused it
    GONE = "gone"
    UNKNOWN = "not confirmed"
    NOT_SENT = "not sent"
    CONFLICT = "conflict"  # not sent: someone else had changed a field that is changed here


@dataclass(frozen=True, slots=True)
class PushHead:
    """One push as it begins. ``source`` is where the changes came from ("" for typing), ``planned`` counts leads.

    ``program`` is who sent it: "window" or "command".
    """

    user_name: str
    user_email: str
    system_user: str
    computer: str
    source: str
    note: str
    planned: int
    began_s: float  # unix seconds
    program: str = "window"


@dataclass(frozen=True, slots=True)
class IntendedCell:
    """A cell that is about to be sent. ``base`` is what Copper held just before."""

    key: str
    value: Value
    base: Value
    revision: int


@dataclass(frozen=True, slots=True)
class IntendedLead:
    """A lead whose request is about to leave. ``base`` is the whole lead as read just before."""

    row: RowId
    is_create: bool
    name: str
    cells: tuple[IntendedCell, ...]
    base: Lead


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a push did to one field. The texts are what a person saw then (names where the values are ids).

    ``was_sent`` is False for what Copper changed along with it.
    """

    key: str
    label: str
    before: Value
    after: Value
    was_sent: bool
    before_text: str = ""
    after_text: str = ""


@dataclass(frozen=True, slots=True)
class RecordedLead:
    """What became of one lead. ``lead`` is what Copper holds since, and ``sent`` the revision of each cell that was
    sent, both kept until the sheet has taken the result.

    ``row`` is the row that was planned, negative for a new lead; ``lead_id`` is Copper's id where there is one.
    ``refusals`` are Copper's messages with the keys of the fields they name.
    """

    row: RowId
    lead_id: int | None
    name: str
    result: LeadResult
    reason: str = ""
    refusals: tuple[tuple[str | None, str], ...] = ()
    request_id: str | None = None
    changes: tuple[FieldChange, ...] = ()
    lead: Lead | None = None
    sent: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PushEntry:
    """One push as a line of the history. ``created`` counts the accepted leads that are new."""

    id: int
    head: PushHead
    ended_s: float | None
    end_reason: str
    counts: Mapping[LeadResult, int]
    created: int


@dataclass(frozen=True, slots=True)
class DoubtfulLead:
    """A lead that left, or was about to, at ``at_s`` (unix seconds), and of which nothing was heard."""

    lead: IntendedLead
    at_s: float


@dataclass(frozen=True, slots=True)
class UnfinishedPush:
    """A push that did not come to its end: what the sheet has yet to take, what nobody knows, and what never left."""

    entry: PushEntry
    unsettled: tuple[RecordedLead, ...]
    doubtful: tuple[DoubtfulLead, ...]
    unsent: tuple[RowId, ...] = ()
