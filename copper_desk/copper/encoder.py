"""Changed fields of a lead into the JSON that Copper takes: an explicit allow-list, never an echo of what was loaded.

Unknown and read-only attributes may be refused by Copper, so nothing goes out but what was changed and the siblings
that Copper replaces as a whole (address, e-mail, the phone, website and social arrays, the tags). Rules of a write:
https://developer.copper.com/leads/update-a-lead.html.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from copper_desk.copper.day import Calendar, DateForm
from copper_desk.copper.decoder import ENTRY_TEXT
from copper_desk.leads.builtin import DEFAULT_EMAIL_CATEGORY
from copper_desk.leads.entry import joined
from copper_desk.leads.field import Field
from copper_desk.leads.kind import LIST_KINDS
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Lead, Value

NAME_PARTS: Final = ("prefix", "first_name", "middle_name", "last_name", "suffix")


class UnwritableChange(ValueError):
    """A change that no write may carry: a read-only field, a name together with its parts, an infinite number.

    Always a bug of the caller: the checks of the sheet hold such a row back.
    """


class LeadEncoder:
    """Encodes changes of leads of one schema. ``date_form`` is how Date custom fields are written."""

    def __init__(self, schema: Schema, *, date_form: DateForm) -> None:
        self._schema = schema
        self._date_form = date_form
        self._calendar = Calendar(schema.account.time_zone)

    def encode(self, base: Lead, changes: Mapping[str, Value]) -> dict[str, object]:
        """The body of a write without the id: ``changes`` (key to new value) over ``base``.

        Empty values clear: ``null``, or ``[]`` for a list. An empty string never goes out.
        Raises KeyError for a key that the schema lacks and UnwritableChange for a change that cannot be sent.
        """
        fields = sorted((self._schema[key] for key in changes), key=lambda field: field.position)
        self._check(fields, changes)
        body: dict[str, object] = {}
        for field in fields:
            if field.attribute not in body:
                body[field.attribute] = self._attribute(field, fields, base, changes)
        return body

    def _check(self, fields: Iterable[Field], changes: Mapping[str, Value]) -> None:
        for field in fields:
            if not field.writable:
                raise UnwritableChange(f"{field.key} is never sent")
        if "name" in changes and not changes.keys().isdisjoint(NAME_PARTS):
            # Which of the two wins is not documented, so the answer would be left to chance.
            raise UnwritableChange("a name and its parts are never sent together")

    def _attribute(self, field: Field, fields: Iterable[Field], base: Lead, changes: Mapping[str, Value]) -> object:
        if field.definition_id is not None:
            return [
                {"custom_field_definition_id": each.definition_id, "value": self._plain(each, changes[each.key])}
                for each in fields
                if each.definition_id is not None
            ]
        if field.attribute == "email":
            return self._email(base, changes)
        if field.attribute == "address":
            return self._address(base, changes)
        if field.attribute in ENTRY_TEXT:
            return self._entries(field.attribute, base, changes)
        return self._plain(field, changes[field.key])

    def _plain(self, field: Field, value: Value) -> object:
        if field.kind in LIST_KINDS:
            return [each for each in value if each != ""] if isinstance(value, tuple) else []
        if isinstance(value, date):
            return self._calendar.written(value, self._date_form)
        if isinstance(value, float) and not math.isfinite(value):
            raise UnwritableChange(f"{field.key} is no finite number")
        return None if value == "" else value

    def _email(self, base: Lead, changes: Mapping[str, Value]) -> object:
        address = self._new("email", base, changes)
        if not address:
            return None
        return {"email": address, "category": self._new("email_category", base, changes) or DEFAULT_EMAIL_CATEGORY}

    def _address(self, base: Lead, changes: Mapping[str, Value]) -> object:
        """All five keys: whether an address without one keeps or empties it is not documented."""
        parts = {
            field.part: self._new(field.key, base, changes) or None
            for field in self._schema
            if field.attribute == "address" and field.part is not None
        }
        return parts if any(parts.values()) else None

    def _entries(self, attribute: str, base: Lead, changes: Mapping[str, Value]) -> list[dict[str, object]]:
        """The whole array: what was changed in its place, everything else as it was, in its order."""
        text_key = ENTRY_TEXT[attribute]
        entries = joined(self._schema, attribute, base, changes)
        return [{text_key: entry.text, "category": entry.category} for entry in entries]

    def _new(self, key: str, base: Lead, changes: Mapping[str, Value]) -> Value:
        return changes[key] if key in changes else base[self._schema[key].position]
