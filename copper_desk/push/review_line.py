"""The summary of a review: leads gathered by what is done to them, so that thousands are read in a few lines.

A change that many leads share is told by its values ("Bo Lind to Ana Ruiz"), the others of its field together. Only
leads that can be sent count there; the held ones have lines of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS, FieldKind
from copper_desk.leads.value import CellValue, RowId, Value, is_empty
from copper_desk.push.review_lead import ReviewLead, Worry
from copper_desk.sheet.phase import Phase
from copper_desk.wording import later

LEADING_SHARE = 1 / 3
"""A new value that makes up this share of its field's is told: at most three such lines a field."""

SAME_BEFORE_SHARE = 0.9
"""From this share on, the value that a new one replaces is told as well, and the few others are left to "set"."""

_TELLING_KINDS = CHOICE_KINDS | {FieldKind.CHECKBOX}
"""Kinds whose change is told by its values even on a single lead: these are short, and their own summary."""

Pairs: TypeAlias = dict[RowId, tuple[Value, CellValue]]
"""The loaded and the new value of one field, by lead."""


class LineKind(Enum):
    """What the leads of a line have in common."""

    HELD = "held"
    REFUSED = "refused"
    WARNED = "warned"
    REPLACED = "replaced"  # one value by another, the same two in each
    SET_TO = later("set to")  # to one value, from whatever it was
    SET = "set"  # to different values
    CLEARED = "cleared"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Leads with something in common. ``key`` names a field, or is empty; ``phase`` tells held leads apart."""

    kind: LineKind
    rows: frozenset[RowId]
    key: str = ""
    before: CellValue = None
    after: CellValue = None
    phase: Phase = Phase.CLEAN

    @property
    def can_be_sent(self) -> bool:
        """Whether its leads can be ticked: all but the held ones."""
        return self.kind is not LineKind.HELD


def lines_of(leads: Iterable[ReviewLead], fields: Iterable[Field]) -> Iterator[ReviewLine]:
    """Problems first, then the changes field by field, then what is new."""
    everyone = list(leads)
    going = [lead for lead in everyone if not lead.held]
    yield from _held_lines(lead for lead in everyone if lead.held)
    yield from _line(LineKind.REFUSED, going, lambda lead: lead.worry is Worry.REFUSED)
    yield from _line(LineKind.WARNED, going, lambda lead: lead.worry is Worry.WARNED)
    for field, pairs in _pairs(going, fields).items():
        yield from _field_lines(field, pairs)
    yield from _line(LineKind.NEW, going, lambda lead: lead.is_new)


def _held_lines(held: Iterable[ReviewLead]) -> Iterator[ReviewLine]:
    gathered: dict[Phase, set[RowId]] = {}
    for lead in held:
        gathered.setdefault(lead.phase, set()).add(lead.row)
    for phase, rows in gathered.items():
        yield ReviewLine(LineKind.HELD, frozenset(rows), phase=phase)


def _line(kind: LineKind, leads: list[ReviewLead], is_meant: Callable[[ReviewLead], bool]) -> Iterator[ReviewLine]:
    rows = frozenset(lead.row for lead in leads if is_meant(lead))
    if rows:
        yield ReviewLine(kind, rows)


def _pairs(leads: Iterable[ReviewLead], fields: Iterable[Field]) -> dict[Field, Pairs]:
    """The changes of each field by lead; those of new leads tell nothing that "new" does not."""
    by_key: dict[str, Pairs] = {}
    for lead in leads:
        for key, cell in lead.cells.items() if not lead.is_new else ():
            by_key.setdefault(key, {})[lead.row] = (cell.before, cell.after)
    return {field: by_key[field.key] for field in fields if field.key in by_key}


def _field_lines(field: Field, pairs: Pairs) -> Iterator[ReviewLine]:
    least = max(len(pairs) * LEADING_SHARE, 1 if field.kind in _TELLING_KINDS else 2)
    cleared = frozenset(row for row, (_, after) in pairs.items() if is_empty(after))
    left = pairs.keys() - cleared
    for after, count in Counter(pairs[row][1] for row in left).most_common():
        if count >= least:
            line = _leading_line(field, after, {row: pair for row, pair in pairs.items() if pair[1] == after})
            left -= line.rows
            yield line
    for kind, rows in ((LineKind.SET, left), (LineKind.CLEARED, cleared)):
        if rows:
            yield ReviewLine(kind, frozenset(rows), field.key)


def _leading_line(field: Field, after: CellValue, pairs: Pairs) -> ReviewLine:
    """The line of one new value: with the one that it replaces, where that is nearly always the same."""
    before, count = Counter(before for before, _ in pairs.values()).most_common(1)[0]
    if count < len(pairs) * SAME_BEFORE_SHARE:
        return ReviewLine(LineKind.SET_TO, frozenset(pairs), field.key, after=after)
    rows = frozenset(row for row, pair in pairs.items() if pair[0] == before)
    return ReviewLine(LineKind.REPLACED, rows, field.key, before, after)
