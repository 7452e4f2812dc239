"""One planned update against what Copper holds now: what of it is still to be sent, or why it is not. Pure.

Field by field: unchanged in Copper, sent; already as wanted, done; anything else, someone else's change, and then the
whole lead is held back. What Copper replaces as a whole is built on what it holds now, never on what was loaded.
Knows nothing of how the lead was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from copper_desk.copper.codec import LeadCodec
from copper_desk.leads.echo import Echo, echo_of
from copper_desk.leads.entry import array_columns, joined, parted
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Entry, Lead, Value
from copper_desk.push.echo import holds
from copper_desk.push.plan import PlannedLead, SentCell
from copper_desk.sheet.outcome import Accepted, Conflicted
from copper_desk.wording import tr


def freshened(codec: LeadCodec, planned: PlannedLead, lead: Lead, *, stamp: int) -> PlannedLead | Accepted | Conflicted:
    """``planned`` on ``lead``, which Copper holds now and which was read after ``stamp`` of the sheet was taken.

    The planned lead that comes back carries only the cells still to be sent, with what Copper holds under them.
    """
    schema = codec.schema
    theirs = [schema[cell.key] for cell in planned.cells if _is_someone_elses(schema[cell.key], cell, lead)]
    if theirs:
        return Conflicted(planned.row, lead, stamp, _conflict(theirs))
    left = [cell for cell in planned.cells if _is_loaded_still(schema[cell.key], cell, lead)]
    if not left:
        return Accepted(planned.row, lead, stamp)
    changes = changes_on(schema, lead, {cell.key: cell.value for cell in left})
    cells = (replace(c, value=changes[c.key], base=lead[schema[c.key].position]) for c in left)
    return PlannedLead(planned.row, lead, tuple(cells), codec.encode(lead, changes))


def changes_on(schema: Schema, base: Lead, changes: Mapping[str, Value]) -> dict[str, Value]:
    """``changes`` as they will come back from ``base``: a carried list with the places of the columns beside it."""
    left = dict(changes)
    for key in [key for key in changes if schema[key].kind is FieldKind.ENTRIES]:
        left[key] = _without_lost_places(schema, key, base, left)
        left[key] = parted(schema, key, joined(schema, key, base, left))[key]
    return left


def is_behind(schema: Schema, known: Lead, found: Lead) -> bool:
    """Whether a search that shows ``found`` seems to lag behind ``known``, which Copper had answered before.

    Whether Copper's searches lag is not documented. Its times are whole seconds, so within one second only equal
    leads are of the same age for certain.
    """
    changed = schema["date_modified"].position
    before, now = known[changed], found[changed]
    if not isinstance(before, int) or not isinstance(now, int) or now > before:
        return False
    return now < before or any(known[f.position] != found[f.position] for f in schema if f.writable)


def _is_loaded_still(field: Field, cell: SentCell, lead: Lead) -> bool:
    return echo_of(field, cell.base, lead[field.position]) is Echo.SAME


def _is_someone_elses(field: Field, cell: SentCell, lead: Lead) -> bool:
    return not _is_loaded_still(field, cell, lead) and not holds(field, cell, lead[field.position])


def _without_lost_places(schema: Schema, key: str, base: Lead, changes: Mapping[str, Value]) -> Value:
    """A carried list less the places of columns that ``base`` has no entry for: there an empty one would be made."""
    value, held = _entries(changes[key]), _entries(base[schema[key].position])
    present = {entry.category for entry in held}
    columns = array_columns(schema, key).values()
    lost = {c.part for c in columns if c.part not in present and not changes.get(c.key)}
    return tuple(entry for entry in value if entry.text is not None or entry.category not in lost)


def _entries(value: Value) -> tuple[Entry, ...]:
    return tuple(entry for entry in value if isinstance(entry, Entry)) if isinstance(value, tuple) else ()


def _conflict(fields: Iterable[Field]) -> str:
    names = ", ".join(field.label for field in fields)
    return tr("Someone else changed this in Copper too: {names}. Choose which values to keep.", names=names)
