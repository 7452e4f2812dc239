"""One write to one lead, from the JSON of a call to the lead as it would be, or to what is refused.

PATCH-like (contract, section 1.3): attributes that are absent stay, null clears, arrays are replaced whole,
custom fields merge by id. Name and its parts follow each other; both in one write are refused, since nobody
knows which would win. Must not know storage, HTTP or bulk calls.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import custom, rule
from .account import STATUS_NAME, Json
from .attribute import WRITABLE, Scene
from .lead import NAME_PARTS
from .personal_name import NameParts, join_name, split_name
from .quirk import Quirk
from .refusal import BLANK, Refusals, RefusedError, unrecognised


@dataclass(frozen=True, slots=True)
class Draft:
    """The lead as the write would leave it, which counts only if nothing was refused."""

    lead: Json
    refusals: Refusals


def draft_update(stored: Json, body: Json, *, quirk: Quirk, now: int, planted: bool = True) -> Draft:
    """What PUT /leads/{id}, or one element of a bulk update without its id, makes of a stored lead.

    Args:
        stored: the lead; never changed in place.
        body: the attributes written.
        quirk: the server's switches.
        now: unix seconds, for date_modified; an empty body leaves that alone.
        planted: whether the planted rules apply.
    """
    refusals = Refusals()
    lead = {**stored, **_changes(stored, body, quirk=quirk, refusals=refusals)}
    _follow(stored, lead, body, refusals)
    if planted:
        bad = refusals.attributes()
        for found in rule.broken(stored, lead, set(body) - bad):
            refusals.add(found.attribute, found.refusal())
    if body:
        lead["date_modified"] = max(now, stored["date_modified"])
    return Draft(lead, refusals)


def draft_create(blank: Json, body: Json, *, quirk: Quirk) -> Draft:
    """What POST /leads, or one element of a bulk create, makes: a name, whole or in parts, is needed."""
    draft = draft_update(blank, body, quirk=quirk, now=blank["date_modified"])
    if not draft.lead["name"] and not draft.refusals.attributes() & {"name", *NAME_PARTS}:
        draft.refusals.add("name", RefusedError(BLANK))
    return draft


def _changes(stored: Json, body: Json, *, quirk: Quirk, refusals: Refusals) -> Json:
    unknown = [key for key in body if key not in WRITABLE and key != "custom_fields"]
    if unknown:
        refusals.add("base", unrecognised(unknown))
    scene = Scene(stored, quirk)
    changes: Json = {}
    for key in (k for k in body if k in WRITABLE):
        try:
            changes[key] = WRITABLE[key](body[key], scene)
        except RefusedError as refused:
            refusals.add(key, refused)
    if "custom_fields" in body:
        entries, refused_entries = custom.merged(stored["custom_fields"], body["custom_fields"], quirk)
        changes["custom_fields"] = entries
        for entry in refused_entries:
            refusals.add("custom_fields", entry)
    return changes


def _follow(stored: Json, lead: Json, body: Json, refusals: Refusals) -> None:
    """Let the attributes follow that the server derives from written ones."""
    lead["status"] = STATUS_NAME[lead["status_id"]]
    if lead["monetary_value"] is not None and lead["monetary_unit"] is None:
        lead["monetary_unit"] = "USD"
    parts = [part for part in NAME_PARTS if part in body]
    if "name" in body and parts:
        refusals.add("name", RefusedError(f"can't be combined with {', '.join(parts)}"))
    elif "name" in body:
        split = split_name(lead["name"])
        lead["first_name"], lead["middle_name"], lead["last_name"] = split.first, split.middle, split.last
    elif parts:
        _join(stored, lead, refusals)


def _join(stored: Json, lead: Json, refusals: Refusals) -> None:
    lead["name"] = join_name(NameParts(lead["first_name"], lead["middle_name"], lead["last_name"]))
    if stored["name"] and not lead["name"]:
        refusals.add("name", RefusedError(BLANK))
