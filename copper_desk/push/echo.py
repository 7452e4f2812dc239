"""Whether a lead that Copper shows carries what was sent, field by field as leads/echo.py tells. Pure.

Knows nothing of requests.
"""

from __future__ import annotations

from enum import Enum

from copper_desk.leads.echo import Echo, echo_of, is_equal
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, Value, is_empty
from copper_desk.push.plan import PlannedLead, SentCell

_NAME_PARTS = ("prefix", "first_name", "middle_name", "last_name", "suffix")
_IDENTITY_KEYS = frozenset({"name", *_NAME_PARTS, "company_name", "title"})
_IDENTITY_KINDS = frozenset({FieldKind.EMAIL, FieldKind.PHONE})


class Standing(Enum):
    """What a re-read lead says about a write that got no answer."""

    TAKEN = "taken"  # every sent value is there
    UNTOUCHED = "untouched"  # every sent field still is as it was loaded
    UNCLEAR = "unclear"  # neither: part of it, or someone else's change


def standing(schema: Schema, planned: PlannedLead, found: Lead) -> Standing:
    """How ``found``, read after the write, stands to an update."""
    cells = [(cell, found[schema[cell.key].position]) for cell in planned.cells]
    if all(holds(schema[cell.key], cell, value) for cell, value in cells):
        return Standing.TAKEN
    if all(echo_of(schema[cell.key], cell.base, value) is Echo.SAME for cell, value in cells):
        return Standing.UNTOUCHED
    return Standing.UNCLEAR


def holds(field: Field, cell: SentCell, found: Value) -> bool:
    """Whether ``found`` is the sent value, as sent or as Copper may have rewritten it.

    A rewritten form counts only when it differs from the loaded value: else an edit that changes no more than
    case or spaces would seem taken before it was.
    """
    if is_equal(found, cell.value):
        return True
    return not is_equal(found, cell.base) and echo_of(field, cell.value, found) is not Echo.OTHER


def carries(schema: Schema, planned: PlannedLead, found: Lead) -> bool:
    """Whether ``found`` can be the echo of this new lead: its id is there, and all that was sent of what makes
    a person (name, company, title, e-mail, phones), or any sent field when none of these was."""
    cells = [cell for cell in planned.cells if _is_identity(schema[cell.key])] or list(planned.cells)
    return _has_id(found) and all(_holds_in(schema, cell, found) for cell in cells)


def is_exactly(schema: Schema, planned: PlannedLead, found: Lead) -> bool:
    """Whether ``found`` carries every sent field and no name, company, title, e-mail or phone besides.

    The strict form, for a lead that was found rather than answered: another one of the same name is no proof.
    """
    if not (_has_id(found) and all(_holds_in(schema, cell, found) for cell in planned.cells)):
        return False
    sent = {cell.key for cell in planned.cells}
    derived = _derived_names(sent)
    others = (f for f in schema if _is_identity(f) and f.key not in sent and f.key not in derived)
    return all(is_empty(found[field.position]) for field in others)


def full_name(planned: PlannedLead) -> str | None:
    """The name a new lead was sent with, from its parts if need be."""
    sent = {cell.key: cell.value for cell in planned.cells if isinstance(cell.value, str)}
    parts = [sent[key] for key in ("first_name", "middle_name", "last_name") if key in sent]
    return sent.get("name") or " ".join(parts) or None


def _holds_in(schema: Schema, cell: SentCell, found: Lead) -> bool:
    field = schema[cell.key]
    return holds(field, cell, found[field.position])


def _has_id(lead: Lead) -> bool:
    return isinstance(lead[0], int) and not isinstance(lead[0], bool)


def _is_identity(field: Field) -> bool:
    return field.key in _IDENTITY_KEYS or field.kind in _IDENTITY_KINDS


def _derived_names(sent: set[str]) -> frozenset[str]:
    """The names that Copper fills in by itself: the parts from the name, or the name from the parts."""
    if "name" in sent:
        return frozenset(_NAME_PARTS)
    return frozenset({"name"}) if sent.intersection(_NAME_PARTS) else frozenset()
