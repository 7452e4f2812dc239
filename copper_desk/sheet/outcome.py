"""What became of each lead of a push: the words in which push/ tells the sheet.

Exactly one outcome for each planned lead; nothing is accepted by assumption. Knows nothing of how an outcome was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from copper_desk.leads.value import Lead, RowId
from copper_desk.wording import later

GONE = later("This lead is gone from Copper: deleted, merged into another one or converted.")
"""The reason of a Gone, and what a row says that a read no longer shows."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Copper confirmed the write. ``lead`` is what Copper holds now, and becomes the new base.

    ``stamp`` is the sheet's from before the read where nothing had to be written because Copper held all of it already:
    such a lead gives way to a newer base.
    """

    row: RowId
    lead: Lead
    stamp: int | None = None


@dataclass(frozen=True, slots=True)
class FieldRefusal:
    """One message of Copper's. ``key`` is the field of the sheet it names, or None when it names none that is known;
    then ``message`` starts with the server's own field name. The words are the server's."""

    key: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Copper answered that it did not take this lead."""

    row: RowId
    refusals: tuple[FieldRefusal, ...]
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The lead is no longer in Copper: deleted, merged into another or converted."""

    row: RowId
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was sent, and neither Copper's answer nor a re-read tells whether it was taken."""

    row: RowId
    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It was planned and never left this computer (or was answered "too many requests", which applies nothing)."""

    row: RowId
    reason: str


@dataclass(frozen=True, slots=True)
class Conflicted:
    """It was not sent: someone else changed a field in Copper that is changed here.

    ``lead`` is what Copper holds, read after ``stamp`` of the sheet was taken. ``reason`` is a sentence.
    """

    row: RowId
    lead: Lead
    stamp: int
    reason: str


LeadOutcome: TypeAlias = Accepted | Refused | Gone | Unknown | NotSent | Conflicted
