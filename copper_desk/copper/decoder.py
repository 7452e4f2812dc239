"""Copper's JSON lead into the tuple that a Schema describes, tolerantly and fast (100,000 of them at a load).

A value of an unexpected type becomes empty rather than an error, unknown attributes are passed over, and equal
values are shared between leads. Knows nothing of writing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from copper_desk.copper.day import Calendar
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.schema import Schema
from copper_desk.leads.value import Entry, Lead, Value

Json: TypeAlias = Mapping[str, object]
Read: TypeAlias = Callable[[object], Value]

ENTRY_TEXT: Final = {"phone_numbers": "number", "websites": "url", "socials": "url"}
"""What an element of each array calls its text (https://developer.copper.com/leads/)."""

_ENTRY_KINDS: Final = {FieldKind.PHONE, FieldKind.WEB_ADDRESS, FieldKind.SOCIAL}
_TICKS: Final[dict[bool | int | str, bool]] = {
    True: True,
    False: False,
    "true": True,
    "false": False,
    "1": True,
    "0": False,
}
_OFTEN_EQUAL: Final = {"title", "prefix", "first_name", "suffix", "monetary_unit", "city", "state", "country"}
"""Attributes and parts whose texts many leads have in common; for the others a shared table would cost more."""
_INTEGER: Final = re.compile(r"\s*[+-]?\d{1,30}\s*", re.ASCII)
_DECIMAL: Final = re.compile(r"\s*[+-]?\d{1,300}(?:\.\d+)?(?:[eE][+-]?\d{1,2})?\s*", re.ASCII)


class LeadDecoder:
    """Decodes leads of one schema. Thread-safe: all that changes are caches of equal values."""

    def __init__(self, schema: Schema) -> None:
        self._blank = schema.blank_lead()
        self._equal_texts: dict[str, str] = {}
        self._equal_integers: dict[int, int] = {}
        self._equal_lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._equal_sets: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._equal_entries: dict[tuple[Entry, ...], tuple[Entry, ...]] = {}
        self._calendar = Calendar(schema.account.time_zone)
        self.option_names: dict[str, dict[int, str]] = {}
        self._plain: list[tuple[int, str, Read]] = []
        self._address: list[tuple[int, str, Read]] = []
        self._entries: list[tuple[int, str, str, dict[str, int]]] = []
        self._custom: dict[int, tuple[int, Read, str | None]] = {}
        for field in schema:
            self._place(field, schema)
        self._email = schema["email"].position
        self._category = schema["email_category"].position

    def decode(self, lead: Json) -> Lead:
        """The lead as a tuple aligned with the schema's fields."""
        values = list(self._blank)
        get = lead.get
        for position, attribute, read in self._plain:
            value = get(attribute)
            if value is not None:
                values[position] = read(value)
        self._read_email(get("email"), values)
        address = get("address")
        if isinstance(address, dict):
            for position, part, read in self._address:
                value = address.get(part)
                if value is not None:
                    values[position] = read(value)
        for position, attribute, text_key, columns in self._entries:
            elements = get(attribute)
            if elements:
                self._read_entries(elements, values, position, text_key, columns)
        customs = get("custom_fields")
        if customs:
            self._read_customs(customs, values)
        return tuple(values)

    def _place(self, field: Field, schema: Schema) -> None:
        """Notes how one field is read. Columns of an array are filled together with the array itself."""
        if field.definition_id is not None:
            options = field.kind in {FieldKind.DROPDOWN, FieldKind.MULTI_SELECT}
            self._custom[field.definition_id] = (field.position, self._reader(field), field.key if options else None)
            if options:
                self.option_names[field.key] = {}
        elif field.kind is FieldKind.ENTRIES:
            columns = {
                other.part: other.position
                for other in schema
                if other.attribute == field.attribute and other.part is not None and other.kind in _ENTRY_KINDS
            }
            self._entries.append((field.position, field.attribute, ENTRY_TEXT[field.attribute], columns))
        elif field.attribute == "address" and field.part is not None:
            self._address.append((field.position, field.part, self._reader(field)))
        elif field.part is None:
            self._plain.append((field.position, field.attribute, self._reader(field)))

    def _reader(self, field: Field) -> Read:
        by_kind: dict[FieldKind, Read] = {
            FieldKind.IDENTIFIER: integer,
            FieldKind.TIMESTAMP: integer,
            FieldKind.COUNTER: integer,
            FieldKind.NUMBER: number,
            FieldKind.MONEY: number,
            FieldKind.PERCENTAGE: number,
            FieldKind.CHECKBOX: checkbox,
            FieldKind.DATE: self._calendar.day_of,
            FieldKind.DROPDOWN: self._shared_integer,
            FieldKind.PERSON: self._shared_integer,
            FieldKind.STATUS: self._shared_integer,
            FieldKind.SOURCE: self._shared_integer,
            FieldKind.MULTI_SELECT: self._integers,
            FieldKind.TAGS: self._texts,
            FieldKind.CONNECT: self._texts,
        }
        often_equal = (field.part or field.attribute) in _OFTEN_EQUAL
        return by_kind.get(field.kind, self._shared_text if often_equal else text)

    def _read_email(self, email: object, values: list[Value]) -> None:
        if isinstance(email, dict):
            values[self._email] = text(email.get("email"))
            values[self._category] = self._shared_text(email.get("category"))
        elif isinstance(email, str):
            values[self._email] = text(email)

    def _read_entries(
        self, elements: object, values: list[Value], position: int, text_key: str, columns: Mapping[str, int]
    ) -> None:
        if not isinstance(elements, list):
            return
        """The first entry of a category goes into its column and leaves its place behind (leads/entry.py)."""
        entries = []
        seen = set()
        for element in elements:
            if not isinstance(element, dict):
                continue
            found, category = text(element.get(text_key)), self._shared_text(element.get("category"))
            column = None if category is None else columns.get(category)
            if column is not None and column not in seen:
                seen.add(column)
                values[column] = found
                found = None
            entries.append(Entry(found, category))
        carried = tuple(entries)
        if len(entries) == len(seen):  # Places alone: few orders there are, and most leads share them.
            carried = self._equal_entries.setdefault(carried, carried)
        values[position] = carried

    def _read_customs(self, customs: object, values: list[Value]) -> None:
        if not isinstance(customs, list):
            return
        for entry in customs:
            if not isinstance(entry, dict):
                continue
            value = entry.get("value")
            definition_id = integer(entry.get("custom_field_definition_id"))
            placed = None if definition_id is None else self._custom.get(definition_id)
            if placed is None or value is None:
                continue
            position, read, options_key = placed
            values[position] = read(value)
            if options_key is not None and "computed_value" in entry:
                self._learn_names(options_key, values[position], entry["computed_value"])

    def _learn_names(self, key: str, value: Value, computed: object) -> None:
        """Names of options, which alone tell what an option was that the definitions no longer list."""
        ids = value if isinstance(value, tuple) else (value,)
        names = computed if isinstance(computed, list) else [computed]
        known = self.option_names[key]
        if len(ids) == len(names):
            for option_id, name in zip(ids, names, strict=True):
                if isinstance(option_id, int) and isinstance(name, str) and option_id not in known:
                    known[option_id] = name

    def _shared_text(self, value: object) -> str | None:
        found = text(value)
        return None if found is None else self._equal_texts.setdefault(found, found)

    def _shared_integer(self, value: object) -> int | None:
        found = integer(value)
        return None if found is None else self._equal_integers.setdefault(found, found)

    def _texts(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            return ()
        found = tuple([word for each in value if (word := self._shared_text(each)) is not None])
        return self._equal_lists.setdefault(found, found)

    def _integers(self, value: object) -> tuple[int, ...]:
        if not isinstance(value, list):
            value = [value]
        found = tuple([item for each in value if (item := self._shared_integer(each)) is not None])
        return self._equal_sets.setdefault(found, found)


def text(value: object) -> str | None:
    """A string as it is, spaces included; a number as its digits; "" and anything else as empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def integer(value: object) -> int | None:
    """A whole number, also out of ``12.0`` or ``"12"``; anything else as empty."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    return None


def number(value: object) -> int | float | None:
    """A number, also out of its text (``"12.50"``); anything else as empty."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        whole = integer(value)
        found = float(value) if whole is None else whole
        return found if isinstance(found, int) or math.isfinite(found) else None
    return None


def checkbox(value: object) -> bool | None:
    """A tick, also out of ``1``, ``"true"`` and their opposites; anything else as empty."""
    if isinstance(value, str):
        value = value.strip().lower()
    return _TICKS.get(value) if isinstance(value, bool | int | str) else None
